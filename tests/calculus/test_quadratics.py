"""Quadratic bowls."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import Quadratic, gradient, gradient_descent, hessian

VALLEY = Quadratic([[1, 0], [0, 10]])
seeds = st.integers(0, 2**32 - 1)


def random_bowl(seed, n=2):
    rng = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    H = Q @ np.diag(rng.uniform(0.5, 8, n)) @ Q.T
    return Quadratic((H + H.T) / 2, rng.normal(size=n), rng.normal()), rng


@given(seeds, st.integers(1, 5))
@settings(deadline=None, max_examples=50)
def test_value_gradient_and_hessian_belong_together(seed, n):
    bowl, rng = random_bowl(seed, n)
    point = rng.normal(size=n)
    d = point - bowl.center
    assert bowl.value(point) == pytest.approx(bowl.level + 0.5 * d @ bowl.H @ d, rel=1e-10, abs=1e-12)
    np.testing.assert_allclose(bowl.gradient(point), gradient(bowl, point), atol=1e-6)
    np.testing.assert_allclose(bowl.hessian(point), hessian(bowl, point), atol=1e-4)
    assert bowl.value(bowl.center) == bowl.level


@given(seeds, st.integers(1, 5))
@settings(deadline=None, max_examples=50)
def test_the_eigenvectors_rebuild_the_hessian(seed, n):
    bowl, _ = random_bowl(seed, n)
    V, values = bowl.eigenvectors, bowl.eigenvalues
    np.testing.assert_allclose(V @ np.diag(values) @ V.T, bowl.H, atol=1e-12)
    assert (np.diff(values) <= 0).all()
    assert (V[np.abs(V).argmax(axis=0), np.arange(n)] > 0).all()


def test_the_hiker_s_valley():
    assert VALLEY.condition_number == 10
    assert VALLEY.largest_stable_learning_rate == 0.2
    assert VALLEY.best_learning_rate == pytest.approx(2 / 11, rel=1e-15)
    np.testing.assert_allclose(VALLEY.factors(2 / 11), [-9 / 11, 9 / 11])
    np.testing.assert_allclose(VALLEY.factors(0.21), [-1.1, 0.79])
    # cos = (10, 1)·(10, 10) / (√101 · √200) = 110 / √20200.
    assert VALLEY.angle_to_minimum([10, 1]) == pytest.approx(math.acos(110 / math.sqrt(20200)), rel=1e-12)
    assert VALLEY.angle_to_minimum([3, 0]) == 0
    assert repr(VALLEY) == "Quadratic([[1.0, 0.0], [0.0, 10.0]], center=[0.0, 0.0], level=0)"


def test_only_the_largest_and_smallest_eigenvalue_count():
    bowl = Quadratic(np.diag([2.0, 4, 8]))
    assert bowl.condition_number == 4
    assert bowl.largest_stable_learning_rate == 0.25
    assert bowl.best_learning_rate == 0.2
    np.testing.assert_allclose(bowl.factors(0.25), [-1, 0, 0.5])


def test_the_best_learning_rate_is_the_fastest():
    def distance(rate):
        return np.linalg.norm(gradient_descent(VALLEY, [10, 1], learning_rate=rate, steps=40).end)

    best = VALLEY.best_learning_rate
    assert distance(best) < min(distance(best * 0.97), distance(best * 1.03))


@given(seeds)
@settings(deadline=None, max_examples=50)
def test_a_contour_has_one_height_and_stands_at_right_angles_to_the_gradient(seed):
    bowl, _ = random_bowl(seed)
    ellipse = bowl.contour(bowl.level + 2)
    curve = ellipse.points(361)
    assert curve.shape == (361, 2)
    np.testing.assert_allclose(bowl(*curve.T), bowl.level + 2, rtol=1e-9)
    np.testing.assert_allclose(curve[0], curve[-1], atol=1e-12)
    chord = curve[101] - curve[99]
    cosine = bowl.gradient(curve[100]) @ chord / np.linalg.norm(chord)
    assert abs(cosine) < 1e-2 * np.linalg.norm(bowl.gradient(curve[100]))
    assert ellipse.half_axes[0] >= ellipse.half_axes[1]
    np.testing.assert_array_equal(ellipse.center, bowl.center)


def test_the_valley_s_contour_through_the_start():
    ellipse = VALLEY.contour(VALLEY.value([10, 1]))
    np.testing.assert_allclose(ellipse.half_axes, [math.sqrt(110), math.sqrt(11)])
    np.testing.assert_array_equal(ellipse.directions, np.eye(2))
    np.testing.assert_allclose(ellipse.points(5)[:2], [[math.sqrt(110), 0], [0, math.sqrt(11)]], atol=1e-12)
    assert len(ellipse.points()) == 181
    np.testing.assert_allclose(VALLEY.contour(0).points(3), np.zeros((3, 2)))


def test_a_round_bowl_points_straight_down():
    bowl = Quadratic(3 * np.eye(2), [1, 2])
    assert bowl.condition_number == 1
    assert bowl.angle_to_minimum([5, -7]) == pytest.approx(0, abs=1e-7)
    assert bowl.best_learning_rate == pytest.approx(bowl.largest_stable_learning_rate / 2)


def test_it_evaluates_on_grids_of_any_shape():
    X, Y = np.meshgrid(np.linspace(-1, 1, 3), np.linspace(-2, 2, 5))
    assert VALLEY(X, Y).shape == (5, 3)
    np.testing.assert_allclose(VALLEY(X, Y), 0.5 * (X**2 + 10 * Y**2))
    np.testing.assert_allclose(VALLEY(X, 1), 0.5 * (X**2 + 10))


@pytest.mark.parametrize("H", [[[2, 0], [0, -2]], [[1, 1], [1, 1]], [[0]], [[-1]]])
def test_what_is_no_bowl_has_no_bowl_s_numbers(H):
    shape = Quadratic(H)
    assert not shape.is_bowl
    point = np.ones(len(H))
    for ask in (
        lambda: shape.condition_number,
        lambda: shape.best_learning_rate,
        lambda: shape.largest_stable_learning_rate,
        lambda: shape.angle_to_minimum(point),
        lambda: shape.contour(1),
    ):
        with pytest.raises(ValueError, match="positive definite"):
            ask()


def test_a_nearly_singular_bowl_counts_as_none():
    assert Quadratic(np.diag([1, 1e-11])).is_bowl
    assert not Quadratic(np.diag([1, 1e-13])).is_bowl


def test_rounding_does_not_spoil_the_symmetry():
    assert Quadratic([[1, 0.5 + 0.9e-10], [0.5, 1]]).is_bowl
    assert Quadratic([[1e6, 5e5 + 0.9e-4], [5e5, 1e6]]).is_bowl
    with pytest.raises(ValueError, match="symmetric"):
        Quadratic([[1, 0.5 + 2e-10], [0.5, 1]])


@pytest.mark.parametrize(
    "call",
    [
        lambda: Quadratic([[1, 2], [3, 4]]),
        lambda: Quadratic([[1, 2]]),
        lambda: Quadratic([[1, 0], [0, 1]], center=[1]),
        lambda: Quadratic([[1]], level=math.inf),
        lambda: VALLEY.value([1, 2, 3]),
        lambda: VALLEY.hessian([1]),
        lambda: VALLEY(1),
        lambda: VALLEY.factors(0),
        lambda: VALLEY.contour(-1),
        lambda: VALLEY.contour(1).points(1),
        lambda: VALLEY.angle_to_minimum([0, 0]),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()


def test_only_a_bowl_over_the_plane_has_a_contour():
    with pytest.raises(ValueError, match="2 variables; this one has 3"):
        Quadratic(np.eye(3)).contour(1)

"""Gradient descent and its paths."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    DOUBLE_WELL,
    HIMMELBLAU,
    Descent,
    Quadratic,
    ScalarField,
    basins,
    gradient_descent,
)

VALLEY = Quadratic([[1, 0], [0, 10]])
PARABOLA = ScalarField(lambda x: x**2, lambda x: 2 * x)
HALF_LINE = ScalarField(lambda x: x - np.log(x), lambda x: 1 - 1 / x)


def descend(field, start, rate, steps, **settings):
    return gradient_descent(field, start, learning_rate=rate, steps=steps, **settings)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.floats(0.01, 0.3), st.integers(1, 30))
@settings(deadline=None, max_examples=60)
def test_on_a_quadratic_the_path_is_its_closed_form(seed, n, rate, steps):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, n))
    bowl = Quadratic(A @ A.T / n + 0.1 * np.eye(n), rng.normal(size=n), 1.5)
    start = rng.normal(size=n)
    path = descend(bowl, start, rate, steps)
    V = bowl.eigenvectors
    for k, point in enumerate(path.points):
        exact = bowl.center + V @ (bowl.factors(rate) ** k * (V.T @ (start - bowl.center)))
        np.testing.assert_allclose(point, exact, rtol=1e-8, atol=1e-8 * (1 + np.abs(exact).max()))
    np.testing.assert_allclose(path.values, bowl(*path.points.T), rtol=1e-10)
    np.testing.assert_allclose(path.gradients, (path.points - bowl.center) @ bowl.H, rtol=1e-7, atol=1e-9)


def test_the_record_of_a_short_walk():
    path = descend(VALLEY, [10, 1], 0.1, 2)
    np.testing.assert_allclose(path.points, [[10, 1], [9, 0], [8.1, 0]])
    np.testing.assert_allclose(path.values, [55, 40.5, 32.805])
    np.testing.assert_allclose(path.gradients, [[10, 10], [9, 0], [8.1, 0]])
    np.testing.assert_allclose(path.steps, [[-1, -1], [-0.9, 0]])
    np.testing.assert_allclose(path.step_lengths, [math.sqrt(2), 0.9])
    np.testing.assert_allclose(path.slopes, [math.sqrt(200), 9, 8.1])
    np.testing.assert_allclose(path.turns, [math.pi / 4])
    np.testing.assert_allclose(path.end, [8.1, 0])
    assert len(path) == 2
    assert path.learning_rate == 0.1
    assert path.objective is VALLEY
    assert not path.points.flags.writeable


def test_between_two_points_it_runs_straight():
    path = descend(VALLEY, [10, 1], 0.1, 2)
    np.testing.assert_allclose(path.at(0), [10, 1])
    np.testing.assert_allclose(path.at(0.25), [9.75, 0.75])
    np.testing.assert_allclose(path.at(1), [9, 0])
    np.testing.assert_allclose(path.at(1.5), [8.55, 0])
    np.testing.assert_allclose(path.at(2), [8.1, 0])
    for outside in (-0.01, 2.01):
        with pytest.raises(ValueError, match="t must lie in"):
            path.at(outside)


def test_at_the_best_rate_each_step_turns_at_a_right_angle():
    np.testing.assert_allclose(descend(VALLEY, [10, 1], 2 / 11, 6).turns, math.pi / 2)


def test_a_step_without_length_turns_nowhere():
    np.testing.assert_array_equal(descend(PARABOLA, 1, 0.5, 3).turns, [0, 0])


@pytest.mark.parametrize(
    ("rate", "steps", "outcome"),
    [
        (0.01, 100, Descent.SLOW),
        (2 / 11, 120, Descent.CONVERGED),
        (0.2, 200, Descent.OSCILLATING),
        (0.21, 60, Descent.DIVERGED),
    ],
)
def test_the_four_learning_rates_of_the_valley(rate, steps, outcome):
    assert descend(VALLEY, [10, 1], rate, steps).outcome is outcome


def test_a_path_that_has_settled_keeps_its_length():
    path = descend(PARABOLA, 1, 0.5, 10)
    assert path.points.shape == (11, 1)
    assert path.outcome is Descent.CONVERGED


def test_the_tolerance_decides_what_is_settled():
    # After 10 steps of 0.1 the slope is 2 · 0.8¹⁰ = 0.2147.
    assert descend(PARABOLA, 1, 0.1, 10, tolerance=0.215).outcome is Descent.CONVERGED
    assert descend(PARABOLA, 1, 0.1, 10, tolerance=0.214).outcome is Descent.SLOW
    assert descend(slide(0.5), 0, 0.1, 3, tolerance=0.5).outcome is Descent.CONVERGED
    assert descend(slide(1e-6), 0, 0.1, 3).outcome is Descent.CONVERGED
    assert descend(slide(1.1e-6), 0, 0.1, 3).outcome is Descent.SLOW


def slide(slope):
    return ScalarField(lambda x: slope * x, lambda x: slope)


def test_it_oscillates_only_if_the_steps_do_not_shrink():
    assert descend(PARABOLA, 1, 1.0, 10).outcome is Descent.OSCILLATING
    assert descend(PARABOLA, 1, 1.0, 2).outcome is Descent.OSCILLATING
    assert descend(PARABOLA, 1, 1.0, 1).outcome is Descent.SLOW  # one step cannot tell
    assert descend(PARABOLA, 1, 0.99, 10).outcome is Descent.SLOW
    assert descend(PARABOLA, 1, 1.01, 10).outcome is Descent.DIVERGED


def test_steps_that_grow_downhill_are_no_oscillation():
    # Down the dome −x² the steps grow but keep their direction.
    assert descend(Quadratic([[-2]]), 1, 0.1, 10).outcome is Descent.SLOW


def test_a_saddle_is_named():
    saddle = Quadratic([[2, 0], [0, -2]])
    assert descend(saddle, [1, 0], 0.1, 100).outcome is Descent.SADDLE
    assert descend(saddle, [1, 1e-3], 0.1, 20).outcome is Descent.SLOW


def test_a_curvature_that_is_only_rounding_makes_no_saddle():
    for falling, outcome in ((1.1e-6, Descent.SADDLE), (0.9e-6, Descent.CONVERGED)):
        assert descend(Quadratic([[1, 0], [0, -falling]]), [1, 0], 0.5, 60).outcome is outcome


def test_a_trough_is_a_valley():
    assert descend(Quadratic([[1, 0], [0, 0]]), [1, 1], 0.5, 60).outcome is Descent.CONVERGED


def test_a_path_without_end_stops_before_infinity():
    path = descend(PARABOLA, 1, 10, 1000)
    assert path.outcome is Descent.DIVERGED
    assert len(path) < 1000
    assert np.isfinite(path.points).all() and np.isfinite(path.values).all()


def test_a_point_that_overflows_ends_the_path():
    linear = ScalarField(lambda x: -np.abs(x) / 1e300, lambda x: -1e300 + 0 * x)
    path = descend(linear, 0, 1e300, 5)
    assert path.outcome is Descent.LEFT_DOMAIN
    assert len(path) == 0
    np.testing.assert_array_equal(path.at(0), [0])


def test_a_step_out_of_the_domain_ends_the_path():
    path = descend(HALF_LINE, 3, 4.6, 5)  # 3 − 4.6 · ⅔ < 0
    assert path.outcome is Descent.LEFT_DOMAIN
    np.testing.assert_array_equal(path.points, [[3]])
    assert path.at(0) == [3]


def test_an_infinite_slope_ends_the_path_too():
    edge = ScalarField(lambda x: np.sqrt(np.abs(x)), lambda x: 1 / (2 * np.sqrt(x)))
    assert descend(edge, 1, 2, 5).outcome is Descent.LEFT_DOMAIN


def test_himmelblau_has_four_ends():
    ends = [descend(HIMMELBLAU, [4 * a, 4 * b], 0.005, 400) for a in (1, -1) for b in (1, -1)]
    assert all(path.outcome is Descent.CONVERGED for path in ends)
    assert len({tuple(path.end.round(3)) for path in ends}) == 4


@pytest.mark.parametrize(
    "call",
    [
        lambda: descend(VALLEY, [np.nan, 1], 0.1, 1),
        lambda: descend(VALLEY, [1, 2], 0, 1),
        lambda: descend(VALLEY, [1, 2], 0.1, 0),
        lambda: descend(VALLEY, [1, 2], 0.1, 1, tolerance=0),
        lambda: descend(VALLEY, [1, 2, 3], 0.1, 1),
        lambda: descend(ScalarField(np.log, np.reciprocal), -1, 0.1, 1),
        lambda: descend(ScalarField(np.abs, lambda x: np.inf * x), 1, 0.1, 1),
        lambda: basins(ScalarField(abs), [1], learning_rate=0.1, steps=1),
        lambda: basins(PARABOLA, [], learning_rate=0.1, steps=1),
        lambda: basins(PARABOLA, [1], learning_rate=-1, steps=1),
        lambda: basins(PARABOLA, [1], learning_rate=0.1, steps=1, tolerance=0),
        lambda: basins(PARABOLA, [1], learning_rate=0.1, steps=1, same_within=0),
        lambda: basins(PARABOLA, [1], learning_rate=0.1, steps=0),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match=r"must|needs"):
        call()


def test_each_outcome_has_its_sentence():
    assert all(outcome.sentence.endswith(".") for outcome in Descent)


def test_basins_agree_with_single_descents():
    starts = np.linspace(-2, 2, 9)
    found = basins(DOUBLE_WELL, starts, learning_rate=0.02, steps=300)
    np.testing.assert_array_equal(found.starts[:, 0], starts)
    for start, limit in zip(starts, found.limits, strict=True):
        np.testing.assert_allclose(descend(DOUBLE_WELL, start, 0.02, 300).end, limit, rtol=1e-12)
    np.testing.assert_allclose(found.valleys[:, 0], [-1.3008, 1.1309], atol=5e-5)
    np.testing.assert_allclose(found.valleys[found.labels], found.limits, atol=1e-3)


def test_basins_in_the_plane_and_the_paths_that_settle_nowhere():
    starts = [[4, 4], [-4, 4], [-4, -4], [4, -4], [40, 40], [3, 2.1]]
    found = basins(HIMMELBLAU, starts, learning_rate=0.005, steps=400)
    np.testing.assert_allclose(
        found.valleys, [(-3.7793, -3.2832), (-2.8051, 3.1313), (3, 2), (3.5844, -1.8481)], atol=5e-5
    )
    np.testing.assert_array_equal(found.labels, [2, 1, 0, 3, -1, 2])
    assert np.isfinite(found.limits).all()


def test_valleys_in_order_of_the_first_coordinate_then_the_second():
    egg_box = ScalarField(
        lambda x, y: (x**2 - 1) ** 2 + (y**2 - 1) ** 2,
        lambda x, y: (4 * x * (x**2 - 1), 4 * y * (y**2 - 1)),
    )
    found = basins(egg_box, [[1, 1], [1, -1], [-1, 1], [-1, -1]], learning_rate=0.1, steps=2, same_within=1.5)
    np.testing.assert_array_equal(found.valleys, [[-1, -1], [-1, 1], [1, -1], [1, 1]])
    np.testing.assert_array_equal(found.labels, [3, 2, 1, 0])
    merged = basins(egg_box, [[1, 1], [1, -1]], learning_rate=0.1, steps=2, same_within=2)
    np.testing.assert_array_equal(merged.valleys, [[1, -1]])


def test_basins_where_nothing_settles():
    found = basins(PARABOLA, [1, 2], learning_rate=1.0, steps=3)
    assert found.valleys.shape == (0, 1)
    np.testing.assert_array_equal(found.labels, [-1, -1])
    np.testing.assert_array_equal(found.limits, [[-1], [-2]])


def test_a_slope_that_is_the_same_everywhere_is_spread_over_the_starts():
    slide = ScalarField(lambda x, y: x + y**2, lambda x, y: (1, 2 * y))
    found = basins(slide, [[0, 1], [5, -1]], learning_rate=0.5, steps=2)
    np.testing.assert_allclose(found.limits, [[-1, 0], [4, 0]])
    np.testing.assert_array_equal(found.labels, [-1, -1])


def test_the_tolerances_of_basins():
    for slope, label in ((1e-6, 0), (1.1e-6, -1)):
        assert basins(slide(slope), [0], learning_rate=0.1, steps=1).labels == [label]
    for apart, count in ((0.999e-3, 1), (1.001e-3, 2)):
        assert len(basins(slide(1e-9), [0, apart], learning_rate=0.1, steps=1).valleys) == count
    loose = basins(PARABOLA, [1], learning_rate=0.1, steps=10, tolerance=0.215)
    strict = basins(PARABOLA, [1], learning_rate=0.1, steps=10, tolerance=0.214)
    assert (loose.labels[0], strict.labels[0]) == (0, -1)

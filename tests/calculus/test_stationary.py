"""Flat places and their kinds."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import HIMMELBLAU, ScalarField, Stationary, classify, critical_points, stationary_points

X = sympy.symbols("x")


@pytest.mark.parametrize(
    ("H", "kind"),
    [
        ([[2, 0], [0, 1]], Stationary.MINIMUM),
        ([[-2, 0], [0, -1]], Stationary.MAXIMUM),
        ([[1, 3], [3, 1]], Stationary.SADDLE),
        ([[0, 1], [1, 0]], Stationary.SADDLE),
        ([[1, 0], [0, 0]], Stationary.INCONCLUSIVE),
        ([[-1, 0], [0, 0]], Stationary.INCONCLUSIVE),
        ([[0]], Stationary.INCONCLUSIVE),
        (np.diag([1.0, 0, -1]), Stationary.SADDLE),
        ([[2e-6]], Stationary.MINIMUM),
        ([[1e-6]], Stationary.INCONCLUSIVE),
        ([[-2e-6]], Stationary.MAXIMUM),
        ([[-1e-6]], Stationary.INCONCLUSIVE),
    ],
)
def test_the_signs_of_the_eigenvalues_tell_the_kind(H, kind):
    assert classify(H) is kind


def test_the_tolerance_is_the_caller_s():
    assert classify([[0.5]], tolerance=0.6) is Stationary.INCONCLUSIVE


@given(st.lists(st.integers(-8, 8), min_size=1, max_size=4, unique=True))
@settings(deadline=None, max_examples=30)
def test_the_critical_points_of_a_polynomial_are_the_roots_of_its_derivative(roots):
    slope = np.polynomial.Polynomial.fromroots([r / 4 + 0.01 for r in roots])
    f = slope.integ()
    found = critical_points(f, slope, -2.5, 2.5)
    expected = sorted(r / 4 + 0.01 for r in roots)
    np.testing.assert_allclose([p.point[0] for p in found], expected, atol=1e-9)
    np.testing.assert_allclose([p.value for p in found], f(np.array(expected)), atol=1e-9)
    for p, x in zip(found, expected, strict=True):
        assert p.kind is (Stationary.MINIMUM if slope.deriv()(x) > 0 else Stationary.MAXIMUM)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("a", "b"), [(-1, 1), (-1, 1.3), (-0.999, 1), (-2, 1.00001)])
def test_a_terrace_is_neither(a, b, sign):
    found = critical_points(lambda x: sign * x**3, lambda x: 3 * sign * x**2, a, b)
    assert [p.kind for p in found] == [Stationary.TERRACE]
    assert found[0].point[0] == pytest.approx(0, abs=1e-6)


def test_only_the_inside_counts_and_on_a_sample_too():
    found = critical_points(lambda x: -np.cos(x), math.sin, 0, 2 * math.pi)
    assert [(p.point[0], p.kind) for p in found] == [(pytest.approx(math.pi), Stationary.MAXIMUM)]
    found = critical_points(lambda x: x**2, lambda x: 2 * x, -1, 1, samples=4)
    assert [(p.point[0], p.value, p.kind) for p in found] == [(0, 0, Stationary.MINIMUM)]


def test_flat_places_close_to_either_end_are_found():
    found = critical_points(
        lambda x: x**3 - 3 * x, lambda x: 3 * x**2 - 3 if -1.0005 <= x <= 1.0005 else np.nan, -1.0005, 1.0005
    )
    assert [p.kind for p in found] == [Stationary.MAXIMUM, Stationary.MINIMUM]


@pytest.mark.parametrize(("a", "b"), [(-0.0012, 1), (-1, 0.0012)])
def test_a_terrace_close_to_either_end_is_found(a, b):
    assert [p.kind for p in critical_points(lambda x: x**3, lambda x: 3 * x**2, a, b)] == [Stationary.TERRACE]


def test_a_jump_of_the_slope_is_no_flat_place():
    assert critical_points(abs, lambda x: math.copysign(1, x), -1, 1.5) == ()
    assert critical_points(lambda x: np.log(abs(x)), lambda x: 1 / x, -1.0003, 1.5) == ()
    assert critical_points(math.exp, math.exp, 0, 1) == ()


def test_a_slope_that_dips_without_touching_zero_is_no_flat_place():
    assert critical_points(lambda x: x**3 + x / 100, lambda x: 3 * x**2 + 0.01, -1, 1.3) == ()


def test_stationary_points_of_himmelblau():
    starts = np.array([(x, y) for x in range(-5, 6) for y in range(-5, 6)])
    found = stationary_points(HIMMELBLAU, starts)
    kinds = [p.kind for p in found]
    assert kinds.count(Stationary.MINIMUM) == 4
    assert kinds.count(Stationary.MAXIMUM) == 1
    assert kinds.count(Stationary.SADDLE) == 4
    points = np.array([p.point for p in found])
    assert (np.diff(points[:, 0]) > 0).all()
    for p in found:
        np.testing.assert_allclose(HIMMELBLAU.gradient(p.point), 0, atol=1e-8)
        assert p.value == HIMMELBLAU.value(p.point)
    summit = found[kinds.index(Stationary.MAXIMUM)]
    np.testing.assert_allclose(summit.point, [-0.270845, -0.923039], atol=5e-7)  # Himmelblau (1972)


def test_a_slope_without_zero_has_no_stationary_point():
    slide = ScalarField(lambda x, y: x + y**2, lambda x, y: (1, 2 * y), lambda x, y: ((0, 0), (0, 2)))
    assert stationary_points(slide, [[0, 0], [1, 1]]) == ()
    assert len(stationary_points(slide, [[0, 0]], tolerance=1.5)) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: classify([[1, 2], [3, 4]]),
        lambda: classify([[1]], tolerance=0),
        lambda: critical_points(abs, abs, 1, 1),
        lambda: critical_points(abs, abs, 0, np.inf),
        lambda: critical_points(abs, abs, 0, 1, samples=3),
        lambda: critical_points(lambda x: 5, lambda x: 0, 0, 1),
        lambda: critical_points(np.log, lambda x: np.inf if x == 0 else 1 / x, 0, 1),
        lambda: stationary_points(HIMMELBLAU, []),
        lambda: stationary_points(HIMMELBLAU, [[1, 2]], tolerance=-1),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()

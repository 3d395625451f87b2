"""Slopes by differences."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    central_difference,
    directional_derivative,
    gradient,
    gradient_check,
    hessian,
    one_sided_slopes,
    secant_slopes,
)

coordinate = st.floats(-2, 2).map(lambda x: round(x, 3))


def hilly(x, y):
    return np.sin(x) * np.exp(y / 2) + x * y**2


def exact_gradient(x, y):
    return np.array([np.cos(x) * np.exp(y / 2) + y**2, np.sin(x) * np.exp(y / 2) / 2 + 2 * x * y])


def exact_hessian(x, y):
    s = sympy.symbols("x y")
    expression = sympy.sin(s[0]) * sympy.exp(s[1] / 2) + s[0] * s[1] ** 2
    return np.array(sympy.hessian(expression, s).subs(dict(zip(s, (x, y), strict=True)))).astype(float)


def order(error_at, steps):
    """The exponent with which an error falls: the slope of log error on log step."""
    return np.polyfit(np.log(steps), np.log([error_at(h) for h in steps]), 1)[0]


def test_secants_on_both_sides_of_a_parabola():
    np.testing.assert_allclose(secant_slopes(lambda x: x**2, 3, [1, -1, 0.5]), [7, 5, 6.5], rtol=1e-14)


@given(coordinate, coordinate)
@settings(deadline=None, max_examples=40)
def test_the_gradient_s_error_falls_with_the_square_of_the_step(x, y):
    exact = exact_gradient(x, y)
    # d³f/dx³ = −cos x e^(y/2) drives the error of the first partial; skip where it almost vanishes.
    if abs(math.cos(x)) < 0.1:
        return
    steps = np.geomspace(1e-3, 1e-1, 7)
    slope = order(lambda h: abs(gradient(hilly, [x, y], h)[0] - exact[0]), steps)
    assert abs(slope - 2) < 0.1


@given(coordinate, coordinate)
@settings(deadline=None, max_examples=40)
def test_gradient_and_hessian_agree_with_symbolic_ones(x, y):
    np.testing.assert_allclose(gradient(hilly, [x, y]), exact_gradient(x, y), atol=2e-9)
    H = hessian(hilly, [x, y])
    np.testing.assert_allclose(H, exact_hessian(x, y), atol=2e-6)
    np.testing.assert_array_equal(H, H.T)


def test_the_step_grows_with_the_coordinate():
    # At 1e8 a step of 6e-6 is lost in rounding; one in proportion keeps nine digits.
    np.testing.assert_allclose(gradient(lambda x: x**2, [1e8]), [2e8], rtol=1e-8)
    np.testing.assert_allclose(hessian(lambda x: x**2, [1e8]), [[2]], rtol=1e-5)


def test_a_given_step_is_the_step_taken():
    # The central difference of x³ at 0 is exactly h²; the second difference of x⁴ at 0 is exactly 2h².
    np.testing.assert_allclose(gradient(lambda x, y: x**3 + 0 * y, [0, 0], 0.5), [0.25, 0])
    np.testing.assert_allclose(central_difference(lambda x: x**3, 0, [0.5, 2]), [0.25, 4])
    np.testing.assert_allclose(hessian(lambda x: x**4, [0], 0.5), [[0.5]])
    np.testing.assert_allclose(hessian(lambda x, y: x * y, [1, 2], 0.5), [[0, 1], [1, 0]], atol=1e-12)


def test_the_central_difference_s_error_is_a_v():
    def error(h):
        return abs(central_difference(np.exp, 1, [h])[0] - math.e)

    assert error(1e-5) < error(1e-1) / 1e6
    assert error(1e-5) < error(1e-13) / 1e4
    assert abs(order(error, np.geomspace(1e-3, 1e-1, 7)) - 2) < 0.01


def test_one_sided_slopes_part_at_a_corner_and_meet_on_a_smooth_curve():
    corner = one_sided_slopes(lambda x: abs(x) + x, 0, [0.5, 0.1])
    np.testing.assert_allclose(corner.left, [0, 0])
    np.testing.assert_allclose(corner.right, [2, 2])
    np.testing.assert_allclose(corner.gap, [2, 2])
    np.testing.assert_allclose(one_sided_slopes(lambda x: x**2, 1, [0.5, 0.1]).gap, [1, 0.2])


def test_one_sided_slopes_grow_at_a_jump():
    jump = one_sided_slopes(lambda x: float(x >= 0), 0, [0.1, 0.01])
    np.testing.assert_allclose(jump.left, [10, 100])
    np.testing.assert_allclose(jump.right, [0, 0])


@given(st.floats(0, 2 * math.pi), st.floats(0.01, 100))
@settings(deadline=None, max_examples=50)
def test_the_directional_slope_is_that_of_the_field_whatever_the_arrow_s_length(angle, length):
    u = np.array([math.cos(angle), math.sin(angle)])
    g = exact_gradient(1, 0.5)
    along = (hilly(*([1, 0.5] + 1e-5 * u)) - hilly(*([1, 0.5] - 1e-5 * u))) / 2e-5
    assert directional_derivative(g, length * u) == pytest.approx(along, abs=1e-8)
    assert directional_derivative(g, u) <= np.linalg.norm(g) * (1 + 1e-12)


def test_a_right_gradient_passes_the_check_and_a_wrong_one_does_not():
    right = gradient_check(lambda w: float(w[0] ** 2 + 3 * w[1]), [2, 5], [4, 3])
    assert right.largest_error < 1e-8
    np.testing.assert_array_equal(right.claimed, [4, 3])
    np.testing.assert_allclose(right.numerical, [4, 3], rtol=1e-8)
    wrong = gradient_check(lambda w: float(w[0] ** 2 + 3 * w[1]), [2, 5], [4, 6])
    np.testing.assert_allclose(wrong.relative_errors, [0, 0.5], atol=1e-8)
    assert wrong.largest_error == pytest.approx(0.5)
    too_small = gradient_check(lambda w: float(w[0] ** 2 + 3 * w[1]), [2, 5], [4, 1.5])
    assert too_small.largest_error == pytest.approx(0.5)


def test_two_zero_gradients_agree():
    assert gradient_check(lambda w: 7.0, [1], [0]).largest_error == 0


def test_the_check_uses_the_given_step():
    assert gradient_check(lambda w: float(w[0] ** 3), [0], [0], h=0.5).numerical == pytest.approx([0.25])


@pytest.mark.parametrize(
    "call",
    [
        lambda: secant_slopes(abs, 0, [1, 0]),
        lambda: secant_slopes(abs, 0, []),
        lambda: secant_slopes(abs, math.nan, [1]),
        lambda: secant_slopes(lambda x: np.inf if x > 0 else 0.0, 0, [1]),
        lambda: central_difference(abs, 0, [0]),
        lambda: one_sided_slopes(abs, 0, [0.1, -0.1]),
        lambda: one_sided_slopes(abs, 0, [0]),
        lambda: gradient(hilly, [1, np.nan]),
        lambda: gradient(hilly, [1, 2], 0),
        lambda: gradient(lambda x: np.log(x), [-1]),
        lambda: hessian(hilly, [1, 2], -1),
        lambda: hessian(lambda x: np.log(x), [0]),
        lambda: directional_derivative([1, 2], [0, 0]),
        lambda: directional_derivative([1, 2], [1, 2, 3]),
        lambda: gradient_check(lambda w: 0.0, [1, 2], [0]),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()

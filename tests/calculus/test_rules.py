"""The rules of differentiation."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    chain_rule,
    compound,
    exponential_derivative,
    inverse_derivative,
    power_derivative,
    power_growth,
    product_rule,
)
from mathviz.calculus.rules import Growth, Product

X = sympy.symbols("x")


@given(st.floats(-4, 4), st.floats(0.1, 5))
@settings(deadline=None, max_examples=50)
def test_the_power_rule_is_sympy_s(n, x):
    exact = float(sympy.diff(X ** sympy.Float(n), X).subs(X, x))
    assert power_derivative(n, x) == pytest.approx(exact, rel=1e-9, abs=1e-300)


def test_powers_at_zero_and_below():
    assert power_derivative(3, -2) == 12
    assert power_derivative(-1, -2) == -0.25
    assert power_derivative(1, 0) == 1
    assert power_derivative(2, 0) == 0
    assert power_derivative(0, 0) == 0
    assert power_derivative(0, -3) == 0
    assert power_derivative(1.5, 0) == 0


@given(st.sampled_from([-1, 1, 2, 3, 4]), st.floats(0.5, 5), st.floats(0.01, 1), st.sampled_from([1, -0.4]))
@settings(deadline=None, max_examples=60)
def test_strips_and_corner_make_up_the_whole_growth(n, x, dx, sign):
    growth = power_growth(n, x, sign * dx)
    assert growth.dx == sign * dx
    assert growth.change == pytest.approx((x + sign * dx) ** n - x**n, rel=1e-9, abs=1e-12)
    assert growth.rate == pytest.approx(n * x ** (n - 1))
    assert len(growth.strips) == abs(n)
    assert len(set(growth.strips)) == 1


def test_a_square_a_cube_and_a_rectangle_of_fixed_area():
    square, cube, rectangle = power_growth(2, 3, 0.5), power_growth(3, 2, 0.5), power_growth(-1, 2, 2)
    assert square.strips == (1.5, 1.5) and square.corner == pytest.approx(0.25)
    assert cube.strips == (2, 2, 2) and cube.corner == pytest.approx(3 * 2 * 0.25 + 0.125)
    assert rectangle.strips == (-0.5,) and rectangle.corner == pytest.approx(0.25)


def test_the_corner_fades_with_the_square_of_dx():
    corners = [power_growth(3, 2, dx).corner / dx for dx in (0.1, 0.01)]
    assert corners[0] / corners[1] == pytest.approx(10, rel=0.02)


def test_the_product_s_rectangle():
    product = product_rule(lambda x: x**2, lambda x: 2 * x, lambda x: x + 1, lambda x: 1, 3)
    assert product == Product(9, 4, 6, 1)
    assert product.value == 36
    assert product.derivative == 9 * 1 + 6 * 4
    growth = product.growth(0.1)
    assert growth.strips == pytest.approx((0.9, 2.4))
    assert growth.corner == pytest.approx(0.06)
    assert growth.change == pytest.approx((9 + 0.6) * (4 + 0.1) - 36)
    assert growth.rate == pytest.approx(33)
    assert product.growth(-0.1).rate == pytest.approx(33)


def test_growth_adds_its_pieces():
    growth = Growth(2.0, (3.0, 4.0), 5.0)
    assert (growth.change, growth.rate) == (12, 3.5)


@given(st.floats(-1.5, 1.5))
@settings(deadline=None, max_examples=40)
def test_the_chain_rule_is_sympy_s(x):
    chain = chain_rule([(lambda x: x**2 + 1, lambda x: 2 * x), (math.sqrt, lambda u: 0.5 / math.sqrt(u)),
                        (math.sin, math.cos)], x)  # fmt: skip
    formula = sympy.sin(sympy.sqrt(X**2 + 1))
    assert chain.value == pytest.approx(float(formula.subs(X, x)))
    assert chain.derivative == pytest.approx(float(sympy.diff(formula, X).subs(X, x)), abs=1e-12)


def test_the_gears_of_a_chain():
    chain = chain_rule([(lambda x: 3 * x, lambda x: 3), (lambda u: u**2, lambda u: 2 * u)], 2)
    np.testing.assert_array_equal(chain.values, [2, 6, 36])
    np.testing.assert_array_equal(chain.factors, [3, 12])
    np.testing.assert_array_equal(chain.rates, [1, 3, 36])
    assert chain.derivative == 36


def test_the_inverse_s_slope_is_the_reciprocal():
    assert inverse_derivative(math.exp, math.log, 5) == pytest.approx(1 / 5)
    assert inverse_derivative(lambda x: 2 * x, math.sqrt, 9) == pytest.approx(1 / 6)


def test_compounding_grows_towards_e():
    values = compound([1, 2, 10, 1e3, 1e9, 1e15])
    assert (np.diff(values[:-1]) > 0).all()
    np.testing.assert_allclose(values[:3], [2, 2.25, 1.1**10])
    assert values[-1] == pytest.approx(math.e, rel=1e-14)


def test_an_exponential_grows_in_proportion_to_its_height():
    np.testing.assert_allclose(exponential_derivative(3, [0, 2]), [math.log(3), 9 * math.log(3)])
    np.testing.assert_allclose(exponential_derivative(math.e, [1, 2]), np.exp([1, 2]))
    np.testing.assert_allclose(exponential_derivative(1, [5]), [0])
    assert exponential_derivative(0.5, [0])[0] < 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: power_derivative(0.5, -1),
        lambda: power_derivative(0.5, 0),
        lambda: power_derivative(-1, 0),
        lambda: power_derivative(300.0, 1e300),
        lambda: power_derivative(2, np.nan),
        lambda: power_growth(0, 1, 1),
        lambda: power_growth(-2, 1, 1),
        lambda: power_growth(2, 0, 1),
        lambda: power_growth(2, 1, 0),
        lambda: power_growth(2, 1, -1),
        lambda: Product(1, 1, 1, 1).growth(0),
        lambda: product_rule(math.exp, lambda x: np.inf, math.exp, math.exp, 1),
        lambda: chain_rule([], 1),
        lambda: chain_rule([(lambda x: np.nan, lambda x: 1)], 1),
        lambda: chain_rule([(lambda x: 1, lambda x: np.nan)], 1),
        lambda: inverse_derivative(lambda x: 2 * x, np.sqrt, 0),
        lambda: compound([1, 0]),
        lambda: compound([-1]),
        lambda: exponential_derivative(0, [1]),
        lambda: exponential_derivative(2, []),
        lambda: exponential_derivative(2, [5000]),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()

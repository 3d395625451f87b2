"""Dual numbers."""

import math
import operator

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import Dual, derivative

X = sympy.symbols("x")
FORMULAS = [
    (lambda x: 3 * x**4 - x / 2 + 7, 3 * X**4 - X / 2 + 7),
    (lambda x: (x - 1) / (x * x + 1), (X - 1) / (X**2 + 1)),
    (lambda x: 2 / x - x + (1 - x), 2 / X - X + (1 - X)),
    (lambda x: np.exp(x) * np.sin(x), sympy.exp(X) * sympy.sin(X)),
    (lambda x: np.log(x) ** 3 + np.sqrt(x), sympy.log(X) ** 3 + sympy.sqrt(X)),
    (lambda x: np.cos(x) / np.tan(x), sympy.cos(X) / sympy.tan(X)),
    (lambda x: np.tanh(-x) + 2**x + x**x, sympy.tanh(-X) + 2**X + X**X),
    (lambda x: np.square(x) - np.float64(2) * x + np.power(x, 2), 2 * X**2 - 2 * X),
    (lambda x: np.negative(x) + np.float64(1) / x - np.float64(3) ** x, -X + 1 / X - 3**X),
    (lambda x: np.subtract(x, 1) * np.add(2, x), (X - 1) * (2 + X)),
]


@pytest.mark.parametrize("k", range(len(FORMULAS)))
@given(x=st.floats(0.2, 1.4))
@settings(deadline=None, max_examples=15)
def test_value_and_derivative_are_those_of_the_formula(k, x):
    f, formula = FORMULAS[k]
    result = f(Dual(x, 1))
    assert result.value == pytest.approx(float(formula.subs(X, x)), rel=1e-10, abs=1e-12)
    assert result.derivative == pytest.approx(float(sympy.diff(formula, X).subs(X, x)), rel=1e-9, abs=1e-9)


@given(st.floats(0.5, 2), st.floats(-2, 2), st.floats(0.5, 2), st.floats(-2, 2))
@settings(deadline=None, max_examples=30)
def test_both_sides_derivatives_flow_through_each_operator(u, du, v, dv):
    t = sympy.symbols("t")
    for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow):
        expression = op(u + du * t, v + dv * t)
        exact = float(sympy.diff(expression, t).subs(t, 0))
        assert op(Dual(u, du), Dual(v, dv)).derivative == pytest.approx(exact, rel=1e-9, abs=1e-9)


def test_whole_powers_of_negative_numbers():
    assert Dual(-2, 1) ** 3 == Dual(-8, 12)
    assert np.power(Dual(-2, 1), 2) == Dual(4, -4)
    assert Dual(0, 1) ** 1 == Dual(0, 1)


def test_a_seed_other_than_one_scales_the_derivative():
    assert np.sin(Dual(0, 3)).derivative == 3
    assert Dual(5) == Dual(5.0, 0.0)


def test_the_derivative_of_a_function():
    assert derivative(np.sin, 0) == 1
    assert derivative(lambda x: 7, 2) == 0
    assert derivative(lambda x: x**2, 3) == 6


@pytest.mark.parametrize(
    "call",
    [
        lambda: Dual(math.nan),
        lambda: Dual(1, math.inf),
        lambda: Dual(1, 1) / 0,
        lambda: 1 / Dual(0, 1),
        lambda: np.log(Dual(0, 1)),
        lambda: Dual(-1, 1) ** Dual(2, 1),
        lambda: np.sqrt(Dual(0, 1)),
        lambda: np.exp(Dual(1000, 1)),
        lambda: Dual(1e200, 1) ** 3,
        lambda: Dual(1, 1) + "one",
        lambda: np.add.reduce(Dual(1, 1)),
        lambda: np.arctan(Dual(1, 1)),
        lambda: np.exp(Dual(1, 1), dtype=float),
    ],
)
def test_what_has_no_derivative_is_refused(call):
    with pytest.raises(ValueError, match=r"must|no rule|need"):
        call()

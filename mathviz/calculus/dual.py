"""Dual numbers: a value and its derivative that travel together (automatic differentiation, forward mode).

Source: Baydin, Pearlmutter, Radul and Siskind, Automatic Differentiation in Machine Learning: a Survey,
Journal of Machine Learning Research 18 (2018).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathviz.arguments import number
from mathviz.calculus.rules import power_derivative

__all__ = ["Dual", "derivative"]


@dataclass(frozen=True)
class Dual:
    """A number v + v'ε with ε² = 0: arithmetic on it carries the derivative v' along by the rules.

    Understands ``+ − * / **``, and NumPy's ``exp log sqrt sin cos tan tanh``, so that a formula written for
    numbers needs no change. Baydin et al., Journal of Machine Learning Research 18 (2018), section 3.1.

    >>> x = Dual(2, 1)
    >>> x * x + 3 * x
    Dual(value=10.0, derivative=7.0)
    >>> np.exp(Dual(0, 1))
    Dual(value=1.0, derivative=1.0)
    """

    value: float
    derivative: float = 0.0

    def __post_init__(self) -> None:
        """Check both numbers."""
        object.__setattr__(self, "value", number("value", self.value))
        object.__setattr__(self, "derivative", number("derivative", self.derivative))

    def __add__(self, other: Any) -> Dual:
        """(u + v)' = u' + v'."""
        other = _dual(other)
        return Dual(self.value + other.value, self.derivative + other.derivative)

    def __neg__(self) -> Dual:
        """(−u)' = −u'."""
        return Dual(-self.value, -self.derivative)

    def __sub__(self, other: Any) -> Dual:
        """(u − v)' = u' − v'."""
        return self + -_dual(other)

    def __mul__(self, other: Any) -> Dual:
        """(u v)' = u v' + u' v."""
        other = _dual(other)
        return Dual(self.value * other.value, self.value * other.derivative + self.derivative * other.value)

    def __truediv__(self, other: Any) -> Dual:
        """(u / v)' = (u' − (u / v) v') / v, for v ≠ 0."""
        other = _dual(other)
        if other.value == 0:
            raise ValueError("the divisor must not be zero")
        quotient = self.value / other.value
        return Dual(quotient, (self.derivative - quotient * other.derivative) / other.value)

    def __pow__(self, exponent: Any) -> Dual:
        """(uⁿ)' = n uⁿ⁻¹ u' for a number n; (uᵛ)' = uᵛ (v' ln u + v u' / u) for a dual v and u > 0."""
        exponent = _dual(exponent)
        if exponent.derivative:
            return _exp(_log(self) * exponent)
        n = exponent.value
        return self._through(lambda v: v**n, lambda v: power_derivative(n, v))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Dual:
        """A number minus a dual."""
        return _dual(other) - self

    def __rtruediv__(self, other: Any) -> Dual:
        """A number divided by a dual."""
        return _dual(other) / self

    def __rpow__(self, base: Any) -> Dual:
        """A positive number to the power of a dual."""
        return _dual(base) ** self

    def _through(self, f: Callable[[float], float], df: Callable[[float], float]) -> Dual:
        """The chain rule: f(u)' = f'(u) u'."""
        try:
            return Dual(f(self.value), df(self.value) * self.derivative)
        except OverflowError as error:
            raise ValueError(
                f"the argument must be smaller: the result overflows at {self.value:g}"
            ) from error

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Dual:
        """Let NumPy's functions, and NumPy's numbers on the left of an operator, work on dual numbers."""
        if ufunc not in _UFUNCS or method != "__call__" or options:
            raise ValueError(f"a Dual has no rule for np.{ufunc.__name__}; it knows {_KNOWN}")
        result: Dual = _UFUNCS[ufunc](*(_dual(x) for x in inputs))
        return result


def _dual(x: Any) -> Dual:
    return x if isinstance(x, Dual) else Dual(number("a number next to a Dual", x))


def _log(u: Dual) -> Dual:
    if u.value <= 0:
        raise ValueError(f"a logarithm and a power with a varying exponent need u > 0; got {u.value:g}")
    return u._through(math.log, lambda v: 1 / v)


def _exp(u: Dual) -> Dual:
    return u._through(math.exp, math.exp)


_UFUNCS: dict[np.ufunc, Callable[..., Dual]] = {
    np.add: lambda u, v: u + v,
    np.subtract: lambda u, v: u - v,
    np.multiply: lambda u, v: u * v,
    np.divide: lambda u, v: u / v,
    np.power: lambda u, v: u**v,
    np.negative: lambda u: -u,
    np.square: lambda u: u * u,
    np.exp: _exp,
    np.log: _log,
    np.sqrt: lambda u: u**0.5,
    np.sin: lambda u: u._through(math.sin, math.cos),
    np.cos: lambda u: u._through(math.cos, lambda v: -math.sin(v)),
    np.tan: lambda u: u._through(math.tan, lambda v: 1 / math.cos(v) ** 2),
    np.tanh: lambda u: u._through(math.tanh, lambda v: 1 - math.tanh(v) ** 2),
}
_KNOWN = ", ".join(ufunc.__name__ for ufunc in _UFUNCS)


def derivative(f: Callable[..., Any], x: float) -> float:
    """The derivative of f at x, exact to rounding, by sending the dual number x + 1ε through f.

    ``f`` must be written with operations that a ``Dual`` knows; it must not branch on its argument.
    One evaluation of f: O(1).

    >>> round(derivative(lambda x: np.exp(x) * np.sin(x), 1), 6)
    3.756049
    """
    return _dual(f(Dual(number("x", x), 1.0))).derivative

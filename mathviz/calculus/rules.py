"""The rules of differentiation, each as the pieces that its picture is made of.

Source: Strang, Calculus (1991), sections 2.2, 2.5, 4.1, 4.3 and 6.2.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number, positive, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Chain",
    "Growth",
    "Product",
    "chain_rule",
    "compound",
    "exponential_derivative",
    "inverse_derivative",
    "power_derivative",
    "power_growth",
    "product_rule",
]


def power_derivative(n: float, x: float) -> float:
    """The derivative n xⁿ⁻¹ of xⁿ, for a real exponent n.

    Negative x needs a whole n; x = 0 needs n >= 1 or n = 0: elsewhere there is no slope, a ``ValueError``.
    O(1).

    >>> power_derivative(3, 2), power_derivative(-1, 2), power_derivative(0.5, 4)
    (12.0, -0.25, 0.25)
    """
    n, x = number("n", n), number("x", x)
    if x < 0 and n != int(n):
        raise ValueError(f"x must not be negative for the exponent {n:g}, which is not whole; got {x:g}")
    if n == 0:
        return 0.0
    if x == 0 and n < 1:
        raise ValueError(f"x must not be 0 for the exponent {n:g}: the graph has no finite slope there")
    try:
        return number("the derivative", n * x ** (n - 1))
    except OverflowError as error:
        raise ValueError(f"x and n must be smaller: {x:g} to the power {n - 1:g} overflows") from error


@dataclass(frozen=True)
class Growth:
    """What a quantity gains when its input grows by dx: strips that count and a corner that fades.

    ``strips`` are the pieces in proportion to dx, ``corner`` is all the rest, of order dx².
    """

    dx: float
    strips: tuple[float, ...]
    corner: float

    @property
    def change(self) -> float:
        """The whole gain."""
        return sum(self.strips) + self.corner

    @property
    def rate(self) -> float:
        """The strips divided by dx: the derivative."""
        return sum(self.strips) / self.dx


def power_growth(n: int, x: float, dx: float) -> Growth:
    """How the n-dimensional cube xⁿ grows when its side x grows by dx ≠ 0: n strips xⁿ⁻¹ dx and a corner.

    A square grows by two strips, a cube by three slabs. For n = −1, a rectangle of area 1 and width x, the
    one strip is the height it loses, −dx / x². O(n).

    >>> power_growth(2, 3, 0.5)
    Growth(dx=0.5, strips=(1.5, 1.5), corner=0.25)
    """
    x, dx = positive("x", x), number("dx", dx)
    if n != -1 and not (isinstance(n, int) and n >= 1):
        raise ValueError(f"n must be −1 or a whole number from 1; got {n!r}")
    if dx == 0 or x + dx <= 0:
        raise ValueError(f"dx must not be 0 and must leave the side positive; got {dx:g} at x = {x:g}")
    strips = (power_derivative(n, x) / abs(n) * dx,) * abs(n)
    return Growth(dx, strips, (x + dx) ** n - x**n - sum(strips))


@dataclass(frozen=True)
class Product:
    """A product f g at one x, with both sides' slopes: the rectangle f × g that grows on two sides."""

    f: float
    g: float
    df: float
    dg: float

    @property
    def value(self) -> float:
        """The rectangle's area f g."""
        return self.f * self.g

    @property
    def derivative(self) -> float:
        """f g' + f' g."""
        return self.f * self.dg + self.df * self.g

    def growth(self, dx: float) -> Growth:
        """The two strips f · g'dx and g · f'dx, and the corner f'dx · g'dx, for dx ≠ 0."""
        dx = number("dx", dx)
        if dx == 0:
            raise ValueError("dx must not be 0: nothing grows")
        return Growth(dx, (self.f * self.dg * dx, self.g * self.df * dx), self.df * self.dg * dx**2)


def product_rule(
    f: Callable[..., Any], df: Callable[..., Any], g: Callable[..., Any], dg: Callable[..., Any], x: float
) -> Product:
    """The values and slopes of f and g at x, and with them (f g)' = f g' + f' g. O(1).

    >>> product_rule(lambda x: x**2, lambda x: 2 * x, lambda x: x, lambda x: 1, 3).derivative
    27.0
    """
    x = number("x", x)
    return Product(number("f(x)", f(x)), number("g(x)", g(x)), number("df(x)", df(x)), number("dg(x)", dg(x)))


@dataclass(frozen=True, eq=False)
class Chain:
    """A composition of k functions at one input: number lines joined by gears.

    ``values`` (k + 1,) are the positions on the number lines, the input first; ``factors`` (k,) are the
    links' own slopes, each at the value that it is fed.
    """

    values: Float[np.ndarray, " lines"]
    factors: Float[np.ndarray, " k"]

    @property
    def value(self) -> float:
        """What comes out at the end."""
        return float(self.values[-1])

    @property
    def rates(self) -> Float[np.ndarray, " lines"]:
        """How fast each number line moves per unit of input, shape (k + 1,): 1, then running products."""
        return frozen(np.cumprod(np.append(1.0, self.factors)))

    @property
    def derivative(self) -> float:
        """The product of all factors."""
        return float(self.rates[-1])


def chain_rule(links: Sequence[tuple[Callable[..., Any], Callable[..., Any]]], x: float) -> Chain:
    """Send x through the links (f, f') in order and collect each link's value and slope.

    The derivative of the composition is the product of the slopes, each taken where its link is fed. O(k).

    >>> chain = chain_rule([(lambda x: 3 * x + 1, lambda x: 3), (lambda u: u**5, lambda u: 5 * u**4)], 1)
    >>> chain.value, chain.factors, chain.derivative
    (1024.0, array([   3., 1280.]), 3840.0)
    """
    if not links:
        raise ValueError("links must hold at least one pair (f, df); got none")
    values, factors = [number("x", x)], []
    for k, (f, df) in enumerate(links):
        factors.append(number(f"the slope of link {k}", df(values[-1])))
        values.append(number(f"the value of link {k}", f(values[-1])))
    return Chain(frozen(np.array(values)), frozen(np.array(factors)))


def inverse_derivative(df: Callable[..., Any], inverse: Callable[..., Any], y: float) -> float:
    """The slope 1 / f'(f⁻¹(y)) of the inverse function at y: rise and run trade places.

    Where f is level its inverse has a vertical tangent: ``ValueError``. O(1).

    >>> inverse_derivative(lambda x: 2 * x, math.sqrt, 4)
    0.25
    """
    x = number("inverse(y)", inverse(number("y", y)))
    slope = number("df(inverse(y))", df(x))
    if slope == 0:
        raise ValueError(f"df must not be zero at inverse(y) = {x:g}: the inverse has a vertical tangent")
    return 1 / slope


def compound(n: ArrayLike) -> Float[np.ndarray, " k"]:
    """What one unit becomes in a year at 100 % interest paid out in n parts: (1 + 1/n)ⁿ, shape (k,).

    It grows towards e = 2.71828… (Bernoulli 1690). By ``exp(n log1p(1/n))``, which keeps all digits for
    large n. O(k).

    >>> compound([1, 2, 4])
    array([2.        , 2.25      , 2.44140625])
    """
    parts = vector("n", n)
    if (parts <= 0).any():
        raise ValueError(f"n must hold numbers above zero; got {parts.tolist()}")
    return frozen(np.exp(parts * np.log1p(1 / parts)))


def exponential_derivative(base: float, x: ArrayLike) -> Float[np.ndarray, " k"]:
    """The derivative aˣ ln a of the exponential with base a > 0, shape (k,): proportional to its height.

    O(k).

    >>> exponential_derivative(2, [0, 1]).round(4)
    array([0.6931, 1.3863])
    """
    a, points = positive("base", base), vector("x", x)
    with np.errstate(over="ignore"):
        return vector("the derivative", a**points * math.log(a))

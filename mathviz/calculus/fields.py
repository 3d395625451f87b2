"""Scalar fields: functions of one or several variables with their slopes and curvatures.

Convention of this package: a function of several variables takes its coordinates as separate arguments and
works elementwise, ``f(x, y)``. So the same function serves a number, a point and a whole grid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, vector
from mathviz.calculus.differences import gradient, hessian

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["DOUBLE_WELL", "HIMMELBLAU", "ROSENBROCK", "Objective", "ScalarField"]


@runtime_checkable
class Objective(Protocol):
    """What descent and Newton's method need: a height, a slope and a curvature at each point."""

    def value(self, point: ArrayLike) -> float:
        """The height f(p) at a point of shape (n,)."""
        ...

    def gradient(self, point: ArrayLike) -> Float[np.ndarray, " n"]:
        """The slopes along the n coordinates, shape (n,)."""
        ...

    def hessian(self, point: ArrayLike) -> Float[np.ndarray, "n n"]:
        """The second derivatives, shape (n, n)."""
        ...


@dataclass(frozen=True, eq=False)
class ScalarField:
    """A function f: Rⁿ → R with its partial derivatives.

    ``f``, ``partials`` and ``second_partials`` take n coordinates, each a number or an array, and work
    elementwise. ``partials`` returns the n first derivatives, ``second_partials`` the n rows of the Hessian.
    Where one is missing, central differences stand in (about 9 correct digits for the gradient, 6 for the
    Hessian). Outside its domain a field is NaN or infinite, as its formula is; the algorithms that walk on
    it name that outcome.

    >>> bowl = ScalarField(lambda x, y: x**2 + y**2, lambda x, y: (2 * x, 2 * y))
    >>> bowl.value([1, 2])
    5.0
    >>> bowl.gradient([1, 2])
    array([2., 4.])
    """

    f: Callable[..., Any]
    partials: Callable[..., Any] | None = None
    second_partials: Callable[..., Any] | None = None

    def __call__(self, *coordinates: Any) -> Any:
        """f of n coordinates, elementwise: numbers, or arrays that broadcast, such as a grid."""
        return self.f(*coordinates)

    def value(self, point: ArrayLike) -> float:
        """The height at a point of shape (n,)."""
        return float(self.f(*vector("point", point)))

    def gradient(self, point: ArrayLike) -> Float[np.ndarray, " n"]:
        """The slopes along the n coordinates at a point of shape (n,): it lives in the floor, not in 3-D."""
        p = vector("point", point)
        if self.partials is None:
            return gradient(self.f, p)
        return _shaped("partials", self.partials(*p), p.shape)

    def hessian(self, point: ArrayLike) -> Float[np.ndarray, "n n"]:
        """The matrix of second derivatives at a point of shape (n,)."""
        p = vector("point", point)
        if self.second_partials is None:
            return hessian(self.f, p)
        return _shaped("second_partials", self.second_partials(*p), (p.size, p.size))


def _shaped(name: str, value: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The array of derivatives, with the one number of a curve allowed to stand for an array of one."""
    array = np.array(value, dtype=np.float64)
    if array.size == 1:
        array = array.reshape((1,) * len(shape))
    if array.shape != shape:
        raise ValueError(f"{name} must return shape {shape} at a point of {shape[0]} coordinates; "
                         f"got shape {array.shape}")  # fmt: skip
    return frozen(array)


HIMMELBLAU = ScalarField(
    lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    lambda x, y: (
        4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
        2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
    ),
    lambda x, y: ((12 * x**2 + 4 * y - 42, 4 * (x + y)), (4 * (x + y), 4 * x + 12 * y**2 - 26)),
)
"""Himmelblau's function: four minima of height 0. Himmelblau, Applied Nonlinear Programming (1972)."""

ROSENBROCK = ScalarField(
    lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
    lambda x, y: ((2 - 400 * y + 1200 * x**2, -400 * x), (-400 * x, 200 + 0 * x)),
)
"""The banana valley, with its minimum 0 at (1, 1). Rosenbrock, The Computer Journal 3 (1960) 175–184."""

DOUBLE_WELL = ScalarField(
    lambda x: x**4 - 3 * x**2 + x,
    lambda x: 4 * x**3 - 6 * x + 1,
    lambda x: 12 * x**2 - 6,
)
"""A curve with two valleys, the left one deeper: x⁴ − 3x² + x."""

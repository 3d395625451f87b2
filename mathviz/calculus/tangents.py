"""What a curve or a surface looks like close up: secants, tangent lines, tangent planes, fitted bowls.

Source: Strang, Calculus (1991), sections 2.3, 3.1 and 13.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number, vector
from mathviz.calculus.differences import central_difference, secant_slopes
from mathviz.calculus.fields import Objective
from mathviz.calculus.quadratics import Quadratic

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["LocalModel", "Tangent", "TangentPlane", "local_model", "secant", "tangent_line", "tangent_plane"]


@dataclass(frozen=True)
class Tangent:
    """A straight line through (x, y) with a slope: a tangent, or the secant that becomes one."""

    x: float
    y: float
    slope: float

    def __call__(self, x: Any) -> Any:
        """The line's height at x, elementwise."""
        return self.y + self.slope * (x - self.x)

    @property
    def intercept(self) -> float:
        """The line's height at x = 0."""
        return self.y - self.slope * self.x

    @property
    def root(self) -> float:
        """Where the line meets the axis: Newton's next guess. A level line has none: ``ValueError``."""
        if self.slope == 0:
            raise ValueError("slope must not be zero: a level line does not meet the axis in one point")
        return self.x - self.y / self.slope


def secant(f: Callable[..., Any], x: float, h: float) -> Tangent:
    """The line through (x, f(x)) and (x + h, f(x + h)), for h ≠ 0: average speed over the span h. O(1).

    >>> secant(lambda t: t**2, 3, 1)
    Tangent(x=3.0, y=9.0, slope=7.0)
    """
    x = number("x", x)
    return Tangent(x, float(f(x)), float(secant_slopes(f, x, [h])[0]))


def tangent_line(f: Callable[..., Any], x: float, df: Callable[..., Any] | None = None) -> Tangent:
    """The line through (x, f(x)) with the slope f'(x).

    The slope is ``df(x)`` if the derivative is given, otherwise a central difference, good to about nine
    digits. Use it where the two one-sided slopes agree. O(1).

    >>> line = tangent_line(lambda t: t**2, 3, lambda t: 2 * t)
    >>> line.slope, line.intercept
    (6.0, -9.0)
    """
    x = number("x", x)
    y = number("f(x)", f(x))
    h = np.finfo(np.float64).eps ** (1 / 3) * max(1.0, abs(x))
    slope = central_difference(f, x, [h])[0] if df is None else number("df(x)", df(x))
    return Tangent(x, y, float(slope))


@dataclass(frozen=True, eq=False)
class TangentPlane:
    """The flat floor that touches a surface above ``point`` (2,): z = height + slopes · (p − point).

    ``slopes`` (2,) are the partial derivatives: the slopes of the tangent lines of the two slices, which
    span the plane.
    """

    point: Float[np.ndarray, " 2"]
    height: float
    slopes: Float[np.ndarray, " 2"]

    def __call__(self, x: Any, y: Any) -> Any:
        """The plane's height at (x, y), elementwise."""
        return self.height + self.slopes[0] * (x - self.point[0]) + self.slopes[1] * (y - self.point[1])

    @property
    def spanning(self) -> Float[np.ndarray, "2 3"]:
        """The directions of the two tangent lines in space, one a row: (1, 0, fx) and (0, 1, fy)."""
        return frozen(np.column_stack([np.eye(2), self.slopes]))

    @property
    def normal(self) -> Float[np.ndarray, " 3"]:
        """The upward vector at right angles to the plane, (−fx, −fy, 1), not of unit length."""
        return frozen(np.append(-self.slopes, 1.0))


def tangent_plane(field: Objective, point: ArrayLike) -> TangentPlane:
    """The tangent plane of a field of two variables at a point of shape (2,). O(1).

    >>> from mathviz.calculus import ScalarField
    >>> plane = tangent_plane(ScalarField(lambda x, y: x**2 + y**2, lambda x, y: (2 * x, 2 * y)), [1, 2])
    >>> plane.height, plane.slopes, round(plane(1.1, 2.1), 6)
    (5.0, array([2., 4.]), np.float64(5.6))
    """
    p = vector("point", point, length=2)
    height = number("the field's height at the point", field.value(p))
    return TangentPlane(p, height, vector("the field's slopes at the point", field.gradient(p)))


@dataclass(frozen=True, eq=False)
class LocalModel:
    """The quadratic that shares height, slope and curvature with a field at ``point`` (n,).

    f(p) ≈ height + g · d + ½ d · H d with d = p − point: Taylor's polynomial of degree two, the paraboloid
    that hugs the surface. Newton's method jumps to where it is level.
    """

    point: Float[np.ndarray, " n"]
    height: float
    gradient: Float[np.ndarray, " n"]
    hessian: Float[np.ndarray, "n n"]

    def __call__(self, *coordinates: Any) -> Any:
        """The model's height at n coordinates, elementwise."""
        if len(coordinates) != self.point.size:
            raise ValueError(f"coordinates must be {self.point.size} in number; got {len(coordinates)}")
        d = np.stack(np.broadcast_arrays(*coordinates), axis=-1) - self.point
        return self.height + d @ self.gradient + 0.5 * np.einsum("...i,ij,...j", d, self.hessian, d)

    @property
    def is_singular(self) -> bool:
        """Whether the curvature vanishes in some direction, so that no one place is level."""
        scale = np.abs(self.hessian).max()
        return bool(np.linalg.matrix_rank(self.hessian, tol=1e-12 * scale) < self.point.size)

    @property
    def landing(self) -> Float[np.ndarray, " n"]:
        """The point where the model is level, p − H⁻¹ g, shape (n,): Newton's next point. O(n³)."""
        if self.is_singular:
            raise ValueError(
                f"hessian must not be singular; got {self.hessian.tolist()}: no one place is level"
            )
        return frozen(self.point - np.linalg.solve(self.hessian, self.gradient))

    @property
    def bowl(self) -> Quadratic:
        """The same quadratic, described from the point where it is level."""
        return Quadratic(self.hessian, self.landing, float(self(*self.landing)))


def local_model(field: Objective, point: ArrayLike) -> LocalModel:
    """Fit the quadratic that agrees with the field at a point (n,) up to its second derivatives.

    Nocedal and Wright, Numerical Optimization, 2nd ed., section 2.2. O(n^2) for the Hessian, O(n^3) to land.

    >>> from mathviz.calculus import ROSENBROCK
    >>> local_model(ROSENBROCK, [-1.2, 1]).landing.round(4)
    array([-1.1753,  1.3807])
    """
    p = vector("point", point)
    height = number("the field's height at the point", field.value(p))
    return LocalModel(p, height, field.gradient(p), field.hessian(p))

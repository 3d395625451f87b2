"""The standard moves of the plane, shifts to go with them, and the fern that four of them grow.

Source: Strang, Introduction to Linear Algebra, 5th ed., sections 8.2 and 10.6; for the fern, Barnsley,
Fractals Everywhere (1988), chapter III.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import count, frozen, matrix, number, vector
from mathviz.linear_algebra.maps import LinearMap
from mathviz.linear_algebra.systems import SystemOutcome, solution_set

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "FERN_MAPS",
    "FERN_PROBABILITIES",
    "AffineMap",
    "Fern",
    "barnsley_fern",
    "projection",
    "reflection",
    "rotation",
    "scaling",
    "shear",
]


def rotation(angle: float) -> LinearMap:
    """Turn the plane about the origin by ``angle`` radians, counter-clockwise. O(1).

    >>> rotation(np.pi / 2)([1, 0]).round(9)
    array([0., 1.])
    """
    angle = number("angle", angle)
    cos, sin = np.cos(angle), np.sin(angle)
    return LinearMap([[cos, -sin], [sin, cos]])


def shear(k: float) -> LinearMap:
    """Slide each point to the right by k times its height: areas stay. O(1).

    >>> shear(1).matrix
    array([[1., 1.], [0., 1.]])
    """
    return LinearMap([[1.0, number("k", k)], [0.0, 1.0]])


def reflection(angle: float) -> LinearMap:
    """Mirror the plane in the line through the origin at ``angle`` radians. O(1).

    >>> reflection(np.pi / 4)([1, 0]).round(9)
    array([0., 1.])
    """
    angle = number("angle", angle)
    cos, sin = np.cos(2 * angle), np.sin(2 * angle)
    return LinearMap([[cos, sin], [sin, -cos]])


def scaling(a: float, b: float) -> LinearMap:
    """Stretch by a to the right and by b upwards. O(1).

    >>> scaling(2, 3)([1, 1])
    array([2., 3.])
    """
    return LinearMap([[number("a", a), 0.0], [0.0, number("b", b)]])


def projection(u: ArrayLike) -> LinearMap:
    """Drop each point at right angles onto the line of u (n,): u uᵀ / uᵀu.

    O(n^2).
    Source: Strang, Introduction to Linear Algebra, 5th ed., section 4.2.

    >>> projection([1, 1])([2, 0])
    array([1., 1.])
    """
    u = vector("u", u)
    if not u.any():
        raise ValueError("u must not be the zero vector: it has no line")
    return LinearMap(np.outer(u, u) / (u @ u))


@dataclass(frozen=True, eq=False)
class AffineMap:
    """A linear map followed by a shift, x -> A x + s, as computer graphics uses: A (n, n), s (n,).

    >>> AffineMap([[2, 0], [0, 2]], [1, 0])([[0, 0], [1, 1]])
    array([[1., 0.], [3., 2.]])
    """

    linear: LinearMap
    shift: Float[np.ndarray, " n"]

    def __init__(self, linear: ArrayLike, shift: ArrayLike) -> None:
        """Take a square matrix (or a map) and a shift of its size."""
        object.__setattr__(self, "linear", LinearMap(matrix("linear", linear, square=True)))
        object.__setattr__(self, "shift", vector("shift", shift, length=self.linear.shape[0]))

    def __call__(self, points: ArrayLike) -> Float[np.ndarray, "*k n"]:
        """Where the points (n,) or (k, n) land."""
        return frozen(self.linear(points) + self.shift)

    @property
    def fixed_point(self) -> Float[np.ndarray, " n"] | None:
        """The one point that stays where it is; None if there is none, or more than one."""
        away = solution_set(self.linear.shifted(1.0), -self.shift)
        return away.point if away.outcome is SystemOutcome.UNIQUE else None


FERN_MAPS = (
    AffineMap([[0.0, 0.0], [0.0, 0.16]], [0.0, 0.0]),
    AffineMap([[0.85, 0.04], [-0.04, 0.85]], [0, 1.6]),
    AffineMap([[0.2, -0.26], [0.23, 0.22]], [0, 1.6]),
    AffineMap([[-0.15, 0.28], [0.26, 0.24]], [0, 0.44]),
)
"""Stem, ever smaller copies, left and right leaf (M. Barnsley, Fractals Everywhere, 1988, table III.3)."""

FERN_PROBABILITIES = frozen(np.array([0.01, 0.85, 0.07, 0.07]))


@dataclass(frozen=True, eq=False)
class Fern:
    """Points (n, 2) in the order in which they appear, and the number of the map that made each, (n,)."""

    points: Float[np.ndarray, "n 2"]
    maps: Int[np.ndarray, " n"]


def barnsley_fern(n: int, rng: np.random.Generator) -> Fern:
    """Grow a fern of n points: from the foot of the stem, one of four affine maps at random, again and again.

    The first point is the origin moved by the first map drawn. O(n).

    >>> fern = barnsley_fern(20_000, np.random.default_rng(1))
    >>> fern.points.max(axis=0).round(1)  # the tip is the fixed point of the map that makes copies
    array([ 2.7, 10. ])
    """
    n = count("n", n)
    maps = rng.choice(len(FERN_MAPS), size=n, p=FERN_PROBABILITIES)
    entries = [(*m.linear.matrix.ravel().tolist(), *m.shift.tolist()) for m in FERN_MAPS]
    points = np.empty((n, 2))
    x = y = 0.0
    for i, chosen in enumerate(maps.tolist()):  # plain numbers: 20 times as fast as small arrays
        a, b, c, d, right, up = entries[chosen]
        x, y = a * x + b * y + right, c * x + d * y + up
        points[i] = x, y
    return Fern(frozen(points), frozen(maps))

"""Vectors by length and angle: norms as shapes, the dot product as an angle and as a shadow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, same_length, vector
from mathviz.linear_algebra.maps import unit_directions

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Shadow", "angle_between", "cosine_similarity", "shadow", "unit_ball"]


def _pair(u: ArrayLike, v: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    u, v = vector("u", u), vector("v", v)
    same_length(u=u, v=v)
    return u, v


def _unit(name: str, v: np.ndarray) -> np.ndarray:
    """The direction of v, without overflow for very long or very short vectors."""
    size = np.abs(v).max()
    if size == 0:
        raise ValueError(f"{name} must not be the zero vector: it has no direction")
    scaled = v / size
    return frozen(scaled / np.linalg.norm(scaled))


def unit_ball(p: float, points: int = 240) -> Float[np.ndarray, "k 2"]:
    """The points of the plane at distance one from the origin in the p-norm, one a row, counter-clockwise.

    p >= 1, infinity included: a diamond for p = 1, the circle for 2, the square for infinity. Points of the
    same number lie in the same direction for every p, so that the shapes can turn into each other. O(points).
    Source: Trefethen and Bau, Numerical Linear Algebra, lecture 3.

    >>> unit_ball(1, 8)[:2].round(9)
    array([[1. , 0. ], [0.5, 0.5]])
    """
    p = number("p", p, infinite=True)
    if p < 1:
        raise ValueError(f"p must be at least 1 for a norm; got {p:g}")
    directions = unit_directions(count("points", points, at_least=3))
    return frozen(directions / np.linalg.norm(directions, p, axis=1, keepdims=True))


def cosine_similarity(u: ArrayLike, v: ArrayLike) -> float:
    """The cosine of the angle between u (n,) and v (n,): 1 alike, 0 at right angles, −1 opposite. O(n).

    Lengths play no part (Strang, Introduction to Linear Algebra, 5th ed., section 1.2).

    >>> round(cosine_similarity([1, 2], [4, 6]), 5)
    0.99228
    """
    u, v = _pair(u, v)
    return float(np.clip(_unit("u", u) @ _unit("v", v), -1.0, 1.0))


def angle_between(u: ArrayLike, v: ArrayLike) -> float:
    """The angle between u (n,) and v (n,) in radians, from 0 to π. O(n).

    By two half-diagonals, which keeps all digits for nearly parallel vectors, where the arc cosine of the
    similarity loses half of them (W. Kahan, How Futile are Mindless Assessments of Roundoff, 2006, §12).

    >>> print(np.degrees(angle_between([3, 1], [2, 4])).round(9))
    45.0
    """
    u, v = _pair(u, v)
    u, v = _unit("u", u), _unit("v", v)
    return float(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


@dataclass(frozen=True, eq=False)
class Shadow:
    """The vector ``u`` split into its shadow on the line of ``onto`` and the rest, at right angles to it.

    ``u`` = ``along`` + ``across``, both (n,); ``along`` = ``coefficient`` · ``onto``.
    """

    u: Float[np.ndarray, " n"]
    onto: Float[np.ndarray, " n"]
    coefficient: float

    @property
    def along(self) -> Float[np.ndarray, " n"]:
        """The shadow: the point of the line nearest to u."""
        return frozen(self.coefficient * self.onto)

    @property
    def across(self) -> Float[np.ndarray, " n"]:
        """The rest, from the shadow to u."""
        return frozen(self.u - self.along)


def shadow(u: ArrayLike, onto: ArrayLike) -> Shadow:
    """Project u (n,) onto the line of a vector (n,) that is not zero. O(n).

    The coefficient is u·v / v·v (Strang, Introduction to Linear Algebra, 5th ed., section 4.2).

    >>> shadow([3, 1], onto=[2, 4]).along
    array([1., 2.])
    """
    u, v = vector("u", u), vector("onto", onto)
    same_length(u=u, onto=v)
    if not v.any():
        raise ValueError("onto must not be the zero vector: it has no line")
    return Shadow(u, v, float(u @ v / (v @ v)))

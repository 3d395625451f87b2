"""Determinants by hand and by eye: the diagonal rule, and the signed area of a polygon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["DiagonalRule", "diagonal_rule", "polygon_area"]

# The columns that each diagonal meets in rows 0, 1, 2: first those that count plus, then minus.
_DIAGONALS = {
    2: ((0, 1), (1, 0)),
    3: ((0, 1, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0), (0, 2, 1), (1, 0, 2)),
}


@dataclass(frozen=True, eq=False)
class DiagonalRule:
    """The determinant as a signed sum over diagonals.

    ``diagonals[d]`` lists the columns met in rows 0, 1, …; ``signs`` (d,) are +1 or −1; ``products`` (d,) are
    the products along the diagonals, without their signs.
    """

    diagonals: tuple[tuple[int, ...], ...]
    signs: Float[np.ndarray, " d"]
    products: Float[np.ndarray, " d"]

    @property
    def value(self) -> float:
        """The determinant."""
        return float(self.signs @ self.products)


def diagonal_rule(A: ArrayLike) -> DiagonalRule:
    """The determinant of a 2 × 2 matrix (ad − bc) or a 3 × 3 matrix (Sarrus), diagonal by diagonal. O(1).

    There is no such rule from 4 × 4 on (24 products, of which the diagonals show only 8): take
    ``np.linalg.det``. Source: Strang, Introduction to Linear Algebra, 5th ed., section 5.1.

    >>> rule = diagonal_rule([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    >>> rule.value
    4.0
    >>> rule.products
    array([8., 0., 0., 0., 2., 2.])
    """
    A = matrix("A", A, square=True)
    if len(A) not in _DIAGONALS:
        raise ValueError(
            f"A must be 2 × 2 or 3 × 3 for the diagonal rule; got shape {A.shape}: use np.linalg.det"
        )
    diagonals = _DIAGONALS[len(A)]
    signs = np.repeat([1.0, -1.0], len(diagonals) // 2)
    products = np.prod(A[np.arange(len(A)), np.array(diagonals)], axis=1)
    return DiagonalRule(diagonals, frozen(signs), frozen(products + 0.0))


def polygon_area(corners: ArrayLike) -> float:
    """The signed area inside the polygon with the given ``corners`` (k, 2), positive counter-clockwise. O(k).

    The shoelace formula: half the sum of the determinants of neighbouring corners (Meister, 1769).

    >>> polygon_area([[0, 0], [3, 1], [4, 3], [1, 2]])
    5.0
    """
    corners = matrix("corners", corners, columns=2)
    if len(corners) < 3:
        raise ValueError(f"corners needs at least 3 points for a polygon; got shape {corners.shape}")
    x, y = (corners - corners[0]).T  # from the first corner: far from the origin no digit is lost
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)

"""Matrix times vector, in both readings: rows that scan the vector, columns that are stretched and added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["MatrixVectorProduct", "matrix_times_vector"]


@dataclass(frozen=True, eq=False)
class MatrixVectorProduct:
    """A x with all its parts, for A (m, n) and x (n,)."""

    A: Float[np.ndarray, "m n"]
    x: Float[np.ndarray, " n"]

    @property
    def products(self) -> Float[np.ndarray, "m n"]:
        """Aᵢⱼ xⱼ: row i holds what the dot product of row i with x adds up."""
        return frozen(self.A * self.x)

    @property
    def column_terms(self) -> Float[np.ndarray, "n m"]:
        """xⱼ times column j, one term a row: the same products, added the other way."""
        return frozen(self.products.T)

    @property
    def path(self) -> Float[np.ndarray, "corners m"]:
        """Head to tail: the n + 1 corners of the path from the origin along the column terms to A x."""
        return frozen(np.vstack([np.zeros(len(self.A)), np.cumsum(self.column_terms, axis=0)]))

    @property
    def result(self) -> Float[np.ndarray, " m"]:
        """A x."""
        return frozen(self.A @ self.x)


def matrix_times_vector(A: ArrayLike, x: ArrayLike) -> MatrixVectorProduct:
    """Multiply A (m, n) by x (n,) and keep the parts. O(m n).

    Source: Strang, Introduction to Linear Algebra, 5th ed., section 1.3.

    >>> product = matrix_times_vector([[1, 2], [3, 4]], [5, 6])
    >>> product.result
    array([17., 39.])
    >>> product.path
    array([[ 0.,  0.], [ 5., 15.], [17., 39.]])
    """
    A = matrix("A", A)
    return MatrixVectorProduct(A, vector("x", x, length=A.shape[1]))

"""A matrix as a stack of layers, the strongest first: keep a few and most of the picture is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix
from mathviz.linear_algebra.subspaces import oriented, rank_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Layers", "layers"]


@dataclass(frozen=True, eq=False)
class Layers:
    """The singular value decomposition of a matrix (m, n) of rank r, as a sum of rank-one layers.

    ``left`` (m, r) and ``right`` (n, r) have orthonormal columns, ``strengths`` (r,) descend and are
    positive; layer k is ``strengths[k]`` times the outer product of the two columns k.
    """

    matrix: Float[np.ndarray, "m n"]
    left: Float[np.ndarray, "m r"]
    strengths: Float[np.ndarray, " r"]
    right: Float[np.ndarray, "n r"]

    @property
    def rank(self) -> int:
        """r, the number of layers."""
        return self.strengths.size

    def layer(self, k: int) -> Float[np.ndarray, "m n"]:
        """The layer number k, from zero: a matrix of rank one."""
        k = count("k", k, at_least=0, at_most=self.rank - 1)
        return frozen(self.strengths[k] * np.outer(self.left[:, k], self.right[:, k]))

    def first(self, k: int) -> Float[np.ndarray, "m n"]:
        """The sum of the k strongest layers: no matrix of rank k is nearer (Eckart and Young, 1936)."""
        k = count("k", k, at_least=0, at_most=self.rank)
        return frozen((self.left[:, :k] * self.strengths[:k]) @ self.right[:, :k].T)

    def error(self, k: int) -> float:
        """The distance from the matrix to ``first(k)``: the root of the sum of squares over all entries."""
        k = count("k", k, at_least=0, at_most=self.rank)
        return float(np.linalg.norm(self.strengths[k:]))

    def relative_error(self, k: int) -> float:
        """``error(k)`` as a share of the size of the matrix; zero for the zero matrix."""
        return self.error(k) / self.error(0) if self.rank else 0.0


def layers(A: ArrayLike) -> Layers:
    """Split A (m, n) into rank-one layers by its singular values. O(m n min(m, n)).

    Layers within rounding of zero (NumPy's rank tolerance) are left out. Each left vector has its largest
    entry positive. Source: Strang, Introduction to Linear Algebra, 5th ed., section 7.1.

    >>> found = layers([[3, 0], [4, 5]])
    >>> found.strengths.round(4), round(found.error(1), 4)
    (array([6.7082, 2.2361]), 2.2361)
    """
    A = matrix("A", A)
    left, strengths, right = np.linalg.svd(A, full_matrices=False)
    rank = rank_of(strengths, A.shape)
    left, strengths, right = left[:, :rank], strengths[:rank], right[:rank].T
    turned = oriented(left)
    signs = np.sign(np.sum(turned * left, axis=0))
    return Layers(A, turned, frozen(strengths), frozen(right * signs))

"""What a matrix reaches and what it loses: bases of its image and of its null space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Inexact

from mathviz.arguments import frozen, matrix

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["image_basis", "null_space", "oriented", "rank_of"]


def rank_of(strengths: Float[np.ndarray, " k"], shape: tuple[int, ...]) -> int:
    """How many singular values of a matrix of this shape are more than rounding.

    The limit is that of ``np.linalg.matrix_rank``: eps times the larger side times the largest value.
    """
    return int(np.sum(strengths > strengths.max() * max(shape) * np.finfo(float).eps))


def oriented(vectors: Inexact[np.ndarray, "n k"]) -> Inexact[np.ndarray, "n k"]:
    """The columns, scaled to length one, with the largest entry positive (for complex ones: and real).

    A direction is a whole line; this picks one arrow on it. Of entries equal in size the first decides.
    """
    vectors = vectors / np.linalg.norm(vectors, axis=0)
    sizes = np.abs(vectors)
    # 1e-9: rounding must not decide which of two equal entries is the largest.
    leading = np.argmax(sizes >= sizes.max(axis=0) * (1 - 1e-9), axis=0)
    leaders = np.take_along_axis(vectors, leading[None], axis=0)
    return frozen(vectors * (np.abs(leaders) / leaders) + 0.0)  # + 0.0: no minus zero


def image_basis(A: ArrayLike) -> Float[np.ndarray, "m r"]:
    """Orthonormal columns that span all A x, for A (m, n): shape (m, r) with r the rank.

    By singular values, with the tolerance of ``np.linalg.matrix_rank`` (Strang, Introduction to Linear
    Algebra, 5th ed., section 7.2). O(m n min(m, n)).

    >>> image_basis([[1, 1], [2, 2]]).round(4)
    array([[0.4472], [0.8944]])
    """
    A = matrix("A", A)
    left, strengths, _ = np.linalg.svd(A, full_matrices=False)
    return oriented(left[:, : rank_of(strengths, A.shape)])


def null_space(A: ArrayLike) -> Float[np.ndarray, "n d"]:
    """Orthonormal columns that span all x with A x = 0, for A (m, n): shape (n, n − r) with r the rank.

    Rank plus nullity is n, the number of unknowns (Strang, 5th ed., section 3.2). O(n^2 max(m, n)).

    >>> null_space([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).round(4)
    array([[-0.4082], [ 0.8165], [-0.4082]])
    """
    A = matrix("A", A)
    _, strengths, right = np.linalg.svd(A)
    return oriented(right[rank_of(strengths, A.shape) :].T)

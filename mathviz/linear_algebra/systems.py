"""Systems of linear equations: lines and planes, and whether they meet in a point, in more, or not at all.

Source: Strang, Introduction to Linear Algebra, 5th ed., sections 2.1, 3.3 and 3.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, number, vector
from mathviz.linear_algebra.subspaces import oriented, rank_of
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Dependence",
    "SolutionSet",
    "SystemOutcome",
    "dependence",
    "is_singular",
    "line_points",
    "solution_set",
]


class SystemOutcome(Outcome):
    """How many solutions a system has, or why elimination stopped before it could tell."""

    UNIQUE = "There is exactly one solution."
    INFINITE = "There are infinitely many solutions: some equation adds nothing new."
    NONE = "There is no solution: the equations contradict each other."
    ZERO_PIVOT = "A pivot is zero and no swap is allowed, so elimination stops."


@dataclass(frozen=True, eq=False)
class SolutionSet:
    """All solutions of A x = b: ``point`` + ``directions`` @ t for every t, or nothing at all.

    ``point`` (n,) is the solution nearest the origin, None if there is none. ``directions`` (n, d) has
    orthonormal columns that span the null space of A: d = 0 for a point, 1 for a line, 2 for a plane.
    ``rank`` is that of A and ``augmented_rank`` that of [A | b]; a solution exists if they agree.
    """

    point: Float[np.ndarray, " n"] | None
    directions: Float[np.ndarray, "n d"]
    rank: int
    augmented_rank: int

    @property
    def outcome(self) -> SystemOutcome:
        """One solution, infinitely many, or none."""
        if self.augmented_rank > self.rank:
            return SystemOutcome.NONE
        return SystemOutcome.INFINITE if self.directions.shape[1] else SystemOutcome.UNIQUE


def solution_set(A: ArrayLike, b: ArrayLike) -> SolutionSet:
    """Solve A x = b for any A (m, n) and b (m,), and say whether one, infinitely many or no x does it.

    The test of Rouché and Capelli: compare the rank of A with that of [A | b]. Here b is outside the image
    of A if what remains of it off that image exceeds rounding, so the units of A and of b play no part.
    O(m n min(m, n)).

    >>> solution_set([[1, 1], [1, -1]], [7, 1]).point
    array([4., 3.])
    >>> solution_set([[1, 1], [2, 2]], [7, 15]).outcome.sentence
    'There is no solution: the equations contradict each other.'
    """
    A = matrix("A", A)
    b = vector("b", b, length=len(A))
    left, strengths, right = np.linalg.svd(A)
    rank = rank_of(strengths, A.shape)
    left, strengths = left[:, :rank], strengths[:rank]
    inside = left.T @ b
    remainder = float(np.linalg.norm(b - left @ inside))
    inconsistent = remainder > 1e-14 * float(np.linalg.norm(b))
    point = None if inconsistent else frozen(right[:rank].T @ (inside / strengths))
    return SolutionSet(point, oriented(right[rank:].T), rank, rank + int(inconsistent))


def is_singular(A: ArrayLike) -> bool:
    """Whether the rows of the square matrix A (n, n) repeat information, by rank. O(n^3).

    The right-hand sides play no part. The determinant would say the same, but its size depends on units.

    >>> is_singular([[1, 1], [2, 2]]), is_singular([[1, 1], [1, 2]])
    (True, False)
    """
    A = matrix("A", A, square=True)
    return bool(np.linalg.matrix_rank(A) < len(A))


def line_points(a: float, b: float, c: float, distances: ArrayLike) -> Float[np.ndarray, "k 2"]:
    """Points of the line a x + b y = c at signed ``distances`` (k,) from its point nearest the origin.

    Unlike y as a function of x this draws vertical lines too. O(k).

    >>> line_points(1, 0, 2, [-1, 0, 1])
    array([[ 2., -1.], [ 2.,  0.], [ 2.,  1.]])
    """
    normal = np.array([number("a", a), number("b", b)])
    size = float(np.hypot(*normal))
    if size == 0:
        raise ValueError("a and b must not both be zero: 0 x + 0 y = c is no line")
    normal /= size
    along = np.array([-normal[1], normal[0]])
    return frozen(number("c", c) / size * normal + vector("distances", distances)[:, None] * along)


@dataclass(frozen=True, eq=False)
class Dependence:
    """The first row that the rows before it already contain.

    ``coefficients`` (k,), one for each row, add the rows up to zero; the one of the row number ``row``
    (from zero) is −1, and those after it are zero, so the others build that row.
    """

    row: int
    coefficients: Float[np.ndarray, " k"]


def dependence(rows: ArrayLike) -> Dependence | None:
    """Find the first row of ``rows`` (k, n) that adds nothing, or None if they are independent.

    Three vectors can depend on each other though no two are parallel. O(k^2 n^2) for small k.

    >>> dependence([[1, 0, 1], [0, 1, 1], [1, 1, 2]]).coefficients.round(9) + 0.0
    array([ 1.,  1., -1.])
    >>> dependence([[1, 0], [1, 1]]) is None
    True
    """
    rows = matrix("rows", rows)
    for k, row in enumerate(rows):
        built = np.zeros(0) if k == 0 else solution_set(rows[:k].T, row).point
        if built is not None and (k > 0 or not row.any()):
            return Dependence(k, frozen(np.concatenate([built, [-1.0], np.zeros(len(rows) - k - 1)])))
    return None

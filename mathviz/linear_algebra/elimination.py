"""Elimination: row by row towards the staircase, each step kept with what it changed and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, vector
from mathviz.linear_algebra.row_operations import AddMultiple, RowOperation, Scale, Swap
from mathviz.linear_algebra.systems import SystemOutcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Elimination",
    "EliminationStep",
    "GaussianElimination",
    "Pivoting",
    "Substitution",
    "gaussian_elimination",
    "row_echelon",
    "rref",
]


class Pivoting(Enum):
    """Which row of the column gives the pivot."""

    LARGEST = "largest"
    """The largest entry in size, as programs do: small pivots spoil the digits (partial pivoting)."""
    FIRST = "first non-zero"
    """The first entry that is not zero, as one does by hand."""
    FIXED = "fixed"
    """The next row as it stands, never a swap: a zero there stops everything."""


@dataclass(frozen=True, eq=False)
class EliminationStep:
    """One row operation on the way: the matrix (m, n) before and after, the pivot (row, column), and why."""

    operation: RowOperation
    before: Float[np.ndarray, "m n"]
    after: Float[np.ndarray, "m n"]
    pivot: tuple[int, int]
    why: str


@dataclass(frozen=True, eq=False)
class Elimination:
    """The way of ``start`` (m, n) to echelon form: ``steps``, and the ``pivots`` as (row, column) pairs.

    ``zero_pivot`` is the place where a fixed order of rows got stuck, otherwise None.
    """

    start: Float[np.ndarray, "m n"]
    steps: tuple[EliminationStep, ...]
    pivots: tuple[tuple[int, int], ...]
    zero_pivot: tuple[int, int] | None

    @property
    def result(self) -> Float[np.ndarray, "m n"]:
        """The matrix after the last step."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def rank(self) -> int:
        """The number of pivots."""
        return len(self.pivots)

    @property
    def pivot_columns(self) -> tuple[int, ...]:
        """The columns of the pivots: the basic unknowns; the others are free."""
        return tuple(column for _, column in self.pivots)

    @property
    def det_factor(self) -> float:
        """The determinant of the result divided by that of the start."""
        return prod(step.operation.det_factor for step in self.steps)


class _Way:
    """The matrix as it stands, and the steps that led to it."""

    def __init__(self, start: np.ndarray, steps: tuple[EliminationStep, ...] = ()) -> None:
        self.now = start
        self.steps = list(steps)

    def do(self, operation: RowOperation, pivot: tuple[int, int], why: str) -> None:
        self.steps.append(EliminationStep(operation, self.now, operation.apply(self.now), pivot, why))
        self.now = self.steps[-1].after

    def clear(self, other: int, pivot: tuple[int, int]) -> None:
        """Make the entry of another row in the pivot's column zero, unless it is."""
        row, column = pivot
        if self.now[other, column]:
            factor = float(-self.now[other, column] / self.now[row, column])
            self.do(AddMultiple(other, row, factor), pivot, f"Clear column {column + 1} in row {other + 1}.")


def row_echelon(
    M: ArrayLike, *, pivoting: Pivoting = Pivoting.LARGEST, pivot_columns: int | None = None
) -> Elimination:
    """Bring M (m, n) to row echelon form: below each pivot only zeros, pivots further right row by row.

    The form depends on the pivots chosen; the number and the columns of the pivots do not. Pivots are sought
    in the first ``pivot_columns`` columns (all of them, if None), so that a right-hand side can ride along.
    O(m n min(m, n)). Source: Strang, Introduction to Linear Algebra, 5th ed., sections 2.2 and 3.2.

    >>> way = row_echelon([[1, 2, 3], [4, 5, 6], [7, 8, 9]], pivoting=Pivoting.FIRST)
    >>> way.result
    array([[ 1.,  2.,  3.], [ 0., -3., -6.], [ 0.,  0.,  0.]])
    >>> [step.operation.sentence for step in way.steps][:2]
    ['Subtract 4 times row 1 from row 2.', 'Subtract 7 times row 1 from row 3.']
    """
    start = matrix("M", M)
    m, n = start.shape
    columns = n if pivot_columns is None else count("pivot_columns", pivot_columns, at_most=n)
    way, pivots = _Way(start), list[tuple[int, int]]()
    for column in range(columns):
        row = len(pivots)
        below = np.abs(way.now[row:, column])
        if not below.any():
            continue
        if pivoting is Pivoting.FIXED and below[0] == 0:
            return Elimination(start, tuple(way.steps), tuple(pivots), (row, column))
        pivots.append((row, column))
        chosen = row
        if pivoting is not Pivoting.FIXED:
            chosen += int(np.argmax(below if pivoting is Pivoting.LARGEST else below > 0))
        if chosen != row:
            why = f"Bring the {pivoting.value} entry of column {column + 1} up as the pivot."
            way.do(Swap(row, chosen), pivots[-1], why)
        for other in range(row + 1, m):
            way.clear(other, pivots[-1])
    return Elimination(start, tuple(way.steps), tuple(pivots), None)


def rref(
    M: ArrayLike, *, pivoting: Pivoting = Pivoting.LARGEST, pivot_columns: int | None = None
) -> Elimination:
    """Bring M (m, n) to reduced row echelon form: each pivot one, and alone in its column.

    This form is unique, whatever pivots are chosen. Arguments as for ``row_echelon``. O(m n min(m, n)).
    Source: Strang, Introduction to Linear Algebra, 5th ed., section 3.2.

    >>> rref([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).result.round(9) + 0.0
    array([[ 1.,  0., -1.], [ 0.,  1.,  2.], [ 0.,  0.,  0.]])
    """
    staircase = row_echelon(M, pivoting=pivoting, pivot_columns=pivot_columns)
    if staircase.zero_pivot is not None:
        return staircase
    way = _Way(staircase.result, staircase.steps)
    for row, column in reversed(staircase.pivots):
        if way.now[row, column] != 1:
            factor = float(1 / way.now[row, column])
            way.do(Scale(row, factor), (row, column), f"Make the pivot of row {row + 1} one.")
        for other in reversed(range(row)):
            way.clear(other, (row, column))
    return Elimination(staircase.start, tuple(way.steps), staircase.pivots, None)


@dataclass(frozen=True)
class Substitution:
    """A step of back substitution: ``pivot`` · x[``unknown``] + ``known`` = ``right`` gives x = ``value``."""

    unknown: int
    pivot: float
    known: float
    right: float

    @property
    def value(self) -> float:
        """The unknown."""
        return (self.right - self.known) / self.pivot


@dataclass(frozen=True, eq=False)
class GaussianElimination:
    """A x = b by elimination of [A | b] and back substitution.

    ``solution`` (n,) is the only one, or with infinitely many the one whose free unknowns are zero; None if
    there is none or a zero pivot stopped the way. ``substitutions`` run from the last unknown to the first.
    """

    elimination: Elimination
    substitutions: tuple[Substitution, ...]
    solution: Float[np.ndarray, " n"] | None
    outcome: SystemOutcome


def gaussian_elimination(
    A: ArrayLike, b: ArrayLike, *, pivoting: Pivoting = Pivoting.LARGEST
) -> GaussianElimination:
    """Solve A x = b, A (m, n) and b (m,), by elimination with pivoting and back substitution. O(m n^2).

    A last row 0 = 0 is redundant; only 0 = c with c ≠ 0 contradicts. With ``Pivoting.FIXED`` a tiny pivot
    ruins the result and a zero pivot is the outcome ZERO_PIVOT: that is what the other ways are for.
    Source: Golub and Van Loan, Matrix Computations, 4th ed., sections 3.1 to 3.4.

    >>> gaussian_elimination([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3]).solution.round(9)
    array([ 2.,  3., -1.])
    >>> gaussian_elimination([[1e-20, 1], [1, 1]], [1, 2], pivoting=Pivoting.FIXED).solution
    array([0., 1.])
    """
    A = matrix("A", A)
    b = vector("b", b, length=len(A))
    n = A.shape[1]
    way = row_echelon(np.column_stack([A, b]), pivoting=pivoting, pivot_columns=n)
    if way.zero_pivot is not None:
        return GaussianElimination(way, (), None, SystemOutcome.ZERO_PIVOT)
    if way.result[way.rank :, n].any():
        return GaussianElimination(way, (), None, SystemOutcome.NONE)
    x = np.zeros(n)
    substitutions = []
    for row, unknown in reversed(way.pivots):
        line = way.result[row]
        known = float(line[unknown + 1 : n] @ x[unknown + 1 :])
        substitutions.append(Substitution(unknown, float(line[unknown]), known, float(line[n])))
        x[unknown] = substitutions[-1].value
    outcome = SystemOutcome.UNIQUE if way.rank == n else SystemOutcome.INFINITE
    return GaussianElimination(way, tuple(substitutions), frozen(x), outcome)

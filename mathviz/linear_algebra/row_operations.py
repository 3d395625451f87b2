"""The three row operations: they keep the solutions, and change the determinant by a known factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, number

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["AddMultiple", "RowOperation", "Scale", "Swap"]

# A difference this small against what was subtracted is rounding, and counts as zero.
_CANCELLED = 1e-13


def _rows(**rows: int) -> None:
    for name, row in rows.items():
        count(name, row, at_least=0)


def _copy(M: ArrayLike, *rows: int) -> np.ndarray:
    copy = matrix("M", M).copy()
    for row in rows:
        count("row", row, at_least=0, at_most=len(copy) - 1)
    return copy


@dataclass(frozen=True)
class Swap:
    """Exchange two different rows, counted from zero.

    >>> Swap(0, 1).apply([[4, 1], [2, 3]])
    array([[2., 3.], [4., 1.]])
    """

    first: int
    second: int

    def __post_init__(self) -> None:
        """Refuse to swap a row with itself, which would not turn the sign of the determinant."""
        _rows(first=self.first, second=self.second)
        if self.first == self.second:
            raise ValueError(f"first and second must be different rows; got {self.first} twice")

    @property
    def det_factor(self) -> float:
        """The determinant changes its sign."""
        return -1.0

    @property
    def sentence(self) -> str:
        """The operation in words, rows counted from one."""
        return f"Swap rows {self.first + 1} and {self.second + 1}."

    def apply(self, M: ArrayLike) -> Float[np.ndarray, "m n"]:
        """The matrix (m, n) with the rows exchanged."""
        copy = _copy(M, self.first, self.second)
        copy[[self.first, self.second]] = copy[[self.second, self.first]]
        return frozen(copy)


@dataclass(frozen=True)
class Scale:
    """Multiply one row by a factor that is not zero.

    >>> Scale(0, 3).apply([[4, 1], [2, 3]]), Scale(0, 3).det_factor
    (array([[12.,  3.], [ 2.,  3.]]), 3)
    """

    row: int
    factor: float

    def __post_init__(self) -> None:
        """Refuse zero, which would wipe an equation out."""
        _rows(row=self.row)
        if number("factor", self.factor) == 0:
            raise ValueError("factor must not be zero: that would wipe the equation out")

    @property
    def det_factor(self) -> float:
        """The determinant is multiplied by the factor."""
        return self.factor

    @property
    def sentence(self) -> str:
        """The operation in words, rows counted from one."""
        factor = f"{self.factor:g}".replace("-", "−")
        return f"Multiply row {self.row + 1} by {factor}."

    def apply(self, M: ArrayLike) -> Float[np.ndarray, "m n"]:
        """The matrix (m, n) with the row multiplied."""
        copy = _copy(M, self.row)
        copy[self.row] *= self.factor
        return frozen(copy + 0.0)


@dataclass(frozen=True)
class AddMultiple:
    """Add ``factor`` times the row ``source`` to another ``row``.

    >>> operation = AddMultiple(row=1, source=0, factor=-0.5)
    >>> operation.sentence, operation.apply([[4, 1], [2, 3]])
    ('Subtract 0.5 times row 1 from row 2.', array([[4. , 1. ], [0. , 2.5]]))
    """

    row: int
    source: int
    factor: float

    def __post_init__(self) -> None:
        """Refuse a row added to itself, which is a scaling."""
        _rows(row=self.row, source=self.source)
        number("factor", self.factor)
        if self.row == self.source:
            raise ValueError(f"row and source must be different rows; got {self.row} twice: use Scale")

    @property
    def det_factor(self) -> float:
        """The determinant stays: a shear keeps areas."""
        return 1.0

    @property
    def sentence(self) -> str:
        """The operation in words, rows counted from one."""
        verb, joint = ("Subtract", "from") if self.factor < 0 else ("Add", "to")
        return f"{verb} {abs(self.factor):g} times row {self.source + 1} {joint} row {self.row + 1}."

    def apply(self, M: ArrayLike) -> Float[np.ndarray, "m n"]:
        """The matrix (m, n) with the multiple added; entries that cancel up to rounding become zero."""
        copy = _copy(M, self.row, self.source)
        old, added = copy[self.row], self.factor * copy[self.source]
        new = old + added
        copy[self.row] = np.where(np.abs(new) <= _CANCELLED * (np.abs(old) + np.abs(added)), 0.0, new)
        return frozen(copy)


RowOperation = Swap | Scale | AddMultiple
"""Each has ``apply(M)``, ``det_factor`` and ``sentence`` (Strang, 5th ed., sections 2.2 and 5.1)."""

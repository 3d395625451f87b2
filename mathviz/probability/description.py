"""Describing data: where its center is, how far it deviates, and where a value stands in it.

Source: Freedman, Pisani and Purves, Statistics, 4th ed., chapters 4 and 5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Center", "Deviations", "ModeOutcome", "center", "deviations"]


class ModeOutcome(Outcome):
    """What the most frequent value says."""

    ONE = "One value occurs more often than every other."
    SEVERAL = "Several values share the highest count."
    NONE = "Every value occurs once, so none is the most frequent."


@dataclass(frozen=True)
class Center:
    """Three answers to "where is the middle?"; ``modes`` ascend, with none for the outcome ``NONE``."""

    mean: float
    median: float
    modes: tuple[float, ...]
    outcome: ModeOutcome


def center(x: ArrayLike) -> Center:
    """Mean (balance point), median (middle of the sorted data) and modes of ``x``, shape (n,). O(n log n).

    >>> incomes = center([20, 25, 30, 35, 40, 45, 300])
    >>> round(incomes.mean, 2), incomes.median, incomes.outcome.name
    (70.71, 35.0, 'NONE')
    """
    data = vector("x", x)
    values, counts = np.unique(data, return_counts=True)
    modes = tuple(values[counts == counts.max()].tolist())
    if len(modes) == 1:
        outcome = ModeOutcome.ONE
    else:
        outcome = ModeOutcome.NONE if counts.max() == 1 else ModeOutcome.SEVERAL
    if outcome is ModeOutcome.NONE:
        modes = ()
    return Center(float(data.mean()), float(np.median(data)), modes, outcome)


@dataclass(frozen=True, eq=False)
class Deviations:
    """The distances of data ``x``, shape (n,), from its ``mean``, squared and averaged.

    ``ddof`` is what is subtracted from n in the average: 0 describes the data, 1 estimates a population.
    """

    x: Float[np.ndarray, " n"]
    ddof: int

    @property
    def mean(self) -> float:
        """The point from which the deviations are measured."""
        return float(self.x.mean())

    @property
    def deviations(self) -> Float[np.ndarray, " n"]:
        """x − mean, which add up to zero: the sides of the squares to draw."""
        return frozen(self.x - self.mean)

    @property
    def squares(self) -> Float[np.ndarray, " n"]:
        """The area of the square drawn on each deviation."""
        return frozen(self.deviations**2)

    @property
    def variance(self) -> float:
        """The average square, Σ squares / (n − ddof), in squared units."""
        return float(self.squares.sum()) / (self.x.size - self.ddof)

    @property
    def standard_deviation(self) -> float:
        """The side of the average square, in the units of x."""
        return math.sqrt(self.variance)

    @property
    def z(self) -> Float[np.ndarray, " n"]:
        """The z-scores (x − mean) / standard deviation; a ``ValueError`` when all the data are equal."""
        if self.x.min() == self.x.max():
            raise ValueError(f"x must vary for z-scores; all {self.x.size} entries equal {self.x[0]:g}")
        return frozen(self.deviations / self.standard_deviation)


def deviations(x: ArrayLike, *, ddof: int = 1) -> Deviations:
    """The deviations of ``x``, shape (n,), with variance Σ (x − mean)² / (n − ``ddof``); n > ddof. O(n).

    Source: Freedman, Pisani and Purves, Statistics, 4th ed., chapters 4 and 5.

    >>> spread = deviations([2, 4, 4, 4, 5, 5, 7, 9], ddof=0)
    >>> spread.variance, spread.standard_deviation, spread.z[0]
    (4.0, 2.0, np.float64(-1.5))
    """
    ddof = count("ddof", ddof, at_least=0, at_most=1)
    return Deviations(vector("x", x, at_least=1 + ddof), ddof)

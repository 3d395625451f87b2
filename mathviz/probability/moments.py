"""Moments: where a distribution balances, how wide it is, which way it leans, how heavy its tails are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mathviz.arguments import probabilities, same_length, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["MomentOutcome", "Moments", "moments"]


class MomentOutcome(Outcome):
    """Which moments a distribution has."""

    EXIST = "Mean, variance, skewness and kurtosis all exist."
    CONSTANT = "All the probability sits on one value: with zero variance there is no skewness or kurtosis."
    NO_MEAN = "The tails are too heavy: the integral for the mean does not converge."


@dataclass(frozen=True)
class Moments:
    """The first four moments, the third and fourth standardised.

    With Z = (X − mean) / standard deviation, ``skewness`` is E[Z³] and ``kurtosis`` E[Z⁴]: 0 and 3 for a
    normal. Both are None when the outcome is ``CONSTANT``. Skewness has the sign of the longer tail.
    """

    mean: float
    variance: float
    skewness: float | None
    kurtosis: float | None
    outcome: MomentOutcome

    @property
    def standard_deviation(self) -> float:
        """The standard deviation, in the units of the values."""
        return math.sqrt(self.variance)

    @property
    def excess_kurtosis(self) -> float | None:
        """Kurtosis above that of the normal, kurtosis − 3."""
        return None if self.kurtosis is None else self.kurtosis - 3


def moments(x: ArrayLike, p: ArrayLike | None = None) -> Moments:
    """The moments of the values ``x``, shape (n,), each with probability ``p``, shape (n,), or 1/n.

    Without ``p`` these are the moments of the data themselves (÷n), not estimates for a population (÷(n−1)).
    Constant values (also n = 1) have the outcome ``CONSTANT``. O(n).

    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., sections 4.1 to 4.2; the standardised
    moments after Pearson (1905).

    >>> die = moments([1, 2, 3, 4, 5, 6])
    >>> die.mean, round(die.variance, 4), round(die.kurtosis, 4)
    (3.5, 2.9167, 1.7314)
    >>> moments([4, 4, 4]).outcome.name
    'CONSTANT'
    """
    values = vector("x", x)
    weights = np.full(values.size, 1 / values.size) if p is None else probabilities("p", p)
    same_length(x=values, p=weights)
    possible = values[weights > 0]
    if possible.min() == possible.max():
        return Moments(float(possible[0]), 0.0, None, None, MomentOutcome.CONSTANT)
    mean = float(weights @ values)
    deviation = values - mean
    variance = float(weights @ deviation**2)
    z = deviation / math.sqrt(variance)
    return Moments(mean, variance, float(weights @ z**3), float(weights @ z**4), MomentOutcome.EXIST)

"""Moments: where a distribution balances, how wide it is, which way it leans, how heavy its tails are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mathviz.arguments import probabilities, same_length, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["MomentOutcome", "Moments", "moments", "moments_of"]


class MomentOutcome(Outcome):
    """Which moments a distribution has."""

    EXIST = "Mean, variance, skewness and kurtosis all exist."
    CONSTANT = "All the probability sits on one value: with zero variance there is no skewness or kurtosis."
    NO_MEAN = "The tails are too heavy: the integral for the mean does not converge."
    NO_VARIANCE = "There is a mean, but the tails are so heavy that the squared distance from it has none."
    HEAVY_TAILS = "There is a variance, but the tails are too heavy for both skewness and kurtosis to exist."


@dataclass(frozen=True)
class Moments:
    """The first four moments, the third and fourth standardised.

    With Z = (X − mean) / standard deviation, ``skewness`` is E[Z³] and ``kurtosis`` E[Z⁴]: 0 and 3 for a
    normal. Skewness has the sign of the longer tail. A moment that does not exist is None, and ``outcome``
    says why.
    """

    mean: float | None
    variance: float | None
    skewness: float | None
    kurtosis: float | None
    outcome: MomentOutcome

    @property
    def standard_deviation(self) -> float | None:
        """The root of the variance, in the units of the values."""
        return None if self.variance is None else math.sqrt(self.variance)

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


def moments_of(distribution: Any) -> Moments:
    """The moments of a frozen ``scipy.stats`` distribution, from its formulas; kurtosis is not excess.

    Where SciPy says infinite or undefined the moment is None and the outcome says how far they exist. O(1).
    Source: Casella and Berger, Statistical Inference, 2nd ed., section 2.3.

    >>> from scipy.stats import expon, t
    >>> moments_of(expon())  # doctest: +ELLIPSIS
    Moments(mean=1.0, variance=1.0, skewness=2.0, kurtosis=9.0, outcome=<MomentOutcome.EXIST: ...>)
    >>> moments_of(t(2)).outcome.name
    'NO_VARIANCE'
    """
    mean, variance, skewness, excess = (float(m) for m in distribution.stats("mvsk"))
    if not math.isfinite(mean):
        return Moments(None, None, None, None, MomentOutcome.NO_MEAN)
    if not math.isfinite(variance):
        return Moments(mean, None, None, None, MomentOutcome.NO_VARIANCE)
    lean = skewness if math.isfinite(skewness) else None
    if lean is None or not math.isfinite(excess):
        return Moments(mean, variance, lean, None, MomentOutcome.HEAVY_TAILS)
    return Moments(mean, variance, lean, excess + 3, MomentOutcome.EXIST)

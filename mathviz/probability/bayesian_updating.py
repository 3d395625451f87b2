"""Bayesian updating: a belief about a parameter, multiplied by the likelihood of each new observation.

Beta beliefs about a coin and normal beliefs about a mean stay in their family when updated (conjugacy), so
each update is exact arithmetic. The highest point of the updated belief is the MAP estimate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, positive, vector
from mathviz.outcome import Outcome
from mathviz.probability.intervals import Interval, confidence_level
from mathviz.probability.regularization import RidgeFit, ridge

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["BetaBelief", "BetaPeak", "NormalBelief", "flip_by_flip", "map_linear"]


class BetaPeak(Outcome):
    """Where a beta belief is highest."""

    INSIDE = "The belief peaks inside (0, 1)."
    AT_EDGE = "The belief is highest at an end of [0, 1]."
    FLAT = "The belief is flat: every coin is equally credible, so no peak stands out."
    BOTH_EDGES = "The belief is highest at both ends, so no single peak stands out."


@dataclass(frozen=True)
class BetaBelief:
    """A Beta(a, b) belief about a coin's chance of heads; a, b > 0 act like earlier heads and tails.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.1 and 2.4.

    >>> belief = BetaBelief(1, 1).update(heads=7, tails=3)
    >>> belief, round(belief.mean, 4), belief.mode
    (BetaBelief(a=8.0, b=4.0), 0.6667, 0.7)
    >>> interval = belief.credible_interval(0.95)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.3903, 0.8907)
    """

    a: float
    b: float

    def __post_init__(self) -> None:
        """Check the two parameters."""
        object.__setattr__(self, "a", positive("a", self.a))
        object.__setattr__(self, "b", positive("b", self.b))

    def update(self, heads: int, tails: int) -> BetaBelief:
        """The belief after so many more heads and tails: Beta(a + heads, b + tails)."""
        return BetaBelief(
            self.a + count("heads", heads, at_least=0), self.b + count("tails", tails, at_least=0)
        )

    @property
    def mean(self) -> float:
        """a/(a + b), also the probability of heads on the next flip (rule of succession)."""
        return self.a / (self.a + self.b)

    @property
    def standard_deviation(self) -> float:
        """√(mean (1 − mean)/(a + b + 1))."""
        return math.sqrt(self.mean * (1 - self.mean) / (self.a + self.b + 1))

    @property
    def outcome(self) -> BetaPeak:
        """Where the belief is highest, and whether that is one place."""
        if self.a == self.b == 1:
            return BetaPeak.FLAT
        if self.a > 1 and self.b > 1:
            return BetaPeak.INSIDE
        return BetaPeak.BOTH_EDGES if self.a < 1 and self.b < 1 else BetaPeak.AT_EDGE

    @property
    def mode(self) -> float | None:
        """The MAP estimate (a − 1)/(a + b − 2), or an end of [0, 1], or None where no single peak stands out.

        After the uniform prior Beta(1, 1) it equals the maximum likelihood estimate.
        """
        if self.outcome in (BetaPeak.FLAT, BetaPeak.BOTH_EDGES):
            return None
        if self.outcome is BetaPeak.AT_EDGE:
            return 0.0 if self.a < self.b else 1.0
        return (self.a - 1) / (self.a + self.b - 2)

    def density(self, p: ArrayLike) -> Float[np.ndarray, " k"]:
        """The density of the belief at each entry of ``p`` (k,) in [0, 1].

        It is +∞ at 0 when a < 1 and at 1 when b < 1.
        """
        from scipy.stats import beta

        coins = vector("p", p)
        if (coins < 0).any() or (coins > 1).any():
            raise ValueError(f"p must lie in [0, 1]; got {coins.tolist()}")
        return frozen(np.asarray(beta.pdf(coins, self.a, self.b)))

    def credible_interval(self, level: float = 0.95) -> Interval:
        """The interval that holds p with probability ``level``, with equal tails left out on both sides."""
        from scipy.special import betaincinv

        level = confidence_level(level)
        low, high = betaincinv(self.a, self.b, [(1 - level) / 2, (1 + level) / 2])
        return Interval(self.mean, float(low), float(high), level)


def flip_by_flip(prior: BetaBelief, flips: ArrayLike) -> tuple[BetaBelief, ...]:
    """The belief before any flip and after each of the ``flips`` (n,), 1 for heads and 0 for tails. O(n).

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.1.

    >>> [belief.a for belief in flip_by_flip(BetaBelief(1, 1), [1, 0, 1])]
    [1.0, 2.0, 2.0, 3.0]
    """
    results = vector("flips", flips)
    if not np.isin(results, (0, 1)).all():
        raise ValueError(f"flips must be 1 (heads) or 0 (tails); got {results.tolist()}")
    beliefs = [prior]
    for flip in results:
        beliefs.append(beliefs[-1].update(int(flip), 1 - int(flip)))
    return tuple(beliefs)


@dataclass(frozen=True)
class NormalBelief:
    """A normal belief about an unknown mean.

    Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.5.

    >>> belief = NormalBelief(0, 1).update(sample_mean=2, n=4, sigma=2)
    >>> round(belief.mean, 12), round(belief.standard_deviation, 4)
    (1.0, 0.7071)
    """

    mean: float
    standard_deviation: float

    def __post_init__(self) -> None:
        """Check the two parameters."""
        object.__setattr__(self, "mean", number("mean", self.mean))
        object.__setattr__(
            self, "standard_deviation", positive("standard_deviation", self.standard_deviation)
        )

    def update(self, sample_mean: float, n: int, sigma: float) -> NormalBelief:
        """The belief after ``n`` observations with the given mean and known noise ``sigma`` > 0.

        Precisions (1/variance) add up: 1/τ² of the belief and n/σ² of the data. The new mean, which is also
        the MAP estimate, is the average of the old mean and the sample's, weighted by precision.
        """
        before = 1 / self.standard_deviation**2
        data = count("n", n) / positive("sigma", sigma) ** 2
        mean = (before * self.mean + data * number("sample_mean", sample_mean)) / (before + data)
        return NormalBelief(mean, 1 / math.sqrt(before + data))

    def density(self, mu: ArrayLike) -> Float[np.ndarray, " k"]:
        """The density of the belief at each entry of ``mu`` (k,)."""
        z = (vector("mu", mu) - self.mean) / self.standard_deviation
        return frozen(np.exp(-(z**2) / 2) / (self.standard_deviation * math.sqrt(2 * math.pi)))

    def credible_interval(self, level: float = 0.95) -> Interval:
        """The interval that holds the mean with probability ``level``, centred on the belief's mean."""
        from scipy.special import ndtri

        level = confidence_level(level)
        reach = float(ndtri((1 + level) / 2)) * self.standard_deviation
        return Interval(self.mean, self.mean - reach, self.mean + reach, level)


def map_linear(X: ArrayLike, y: ArrayLike, sigma: float, tau: float) -> RidgeFit:
    """The most credible weights for y = Xw + noise: ridge regression with λ = σ²/τ².

    The noise has standard deviation ``sigma`` and each weight is believed to be normal about 0 with standard
    deviation ``tau``; −log of the posterior is (‖y − Xw‖² + λ‖w‖²)/2σ² plus a constant. X (m, n), y (m,).
    O(m n^2).
    Source: Bishop, Pattern Recognition and Machine Learning, section 3.3.1.

    >>> map_linear([[1], [2], [3]], [1, 2, 3], sigma=14**0.5, tau=1).weights.round(12)
    array([0.5])
    """
    return ridge(X, y).fit((positive("sigma", sigma) / positive("tau", tau)) ** 2)

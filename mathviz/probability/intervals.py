"""Confidence intervals for a mean: a net that catches the true mean in a stated share of all samples.

The true mean does not move; the interval does. A level of 95 % is a promise about the procedure over many
samples, not a probability for the one interval at hand, nor a range for 95 % of the data.

Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., sections 7.3.3 and 8.5.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float

from mathviz.arguments import count, frozen, number, positive, probability, vector
from mathviz.probability.sampling import sample_size_for_standard_error, standard_error

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Coverage",
    "Interval",
    "MeanInterval",
    "Ruler",
    "coverage_simulation",
    "margin_of_error",
    "mean_interval",
    "sample_size_mean",
    "sample_size_proportion",
    "t_interval",
    "t_multiplier",
    "z_interval",
    "z_multiplier",
]


@dataclass(frozen=True)
class Interval:
    """An interval [low, high] around an ``estimate``, at a confidence (or credibility) ``level``."""

    estimate: float
    low: float
    high: float
    level: float

    @property
    def margin(self) -> float:
        """Half the width."""
        return (self.high - self.low) / 2

    def contains(self, value: float) -> bool:
        """Whether the value lies in the interval, ends included."""
        return self.low <= number("value", value) <= self.high


@dataclass(frozen=True)
class MeanInterval(Interval):
    """estimate ∓ multiplier × standard error; ``df`` is None for the normal multiplier."""

    standard_error: float
    multiplier: float
    df: float | None


def confidence_level(level: float) -> float:
    """A level strictly between 0 and 1: 0.95 for 95 %."""
    level = number("level", level)
    if not 0 < level < 1:
        raise ValueError(f"level must lie strictly between 0 and 1; got {level:g}: write 95 % as 0.95")
    return level


def z_multiplier(level: float = 0.95) -> float:
    """How many standard errors to either side hold the share ``level`` of a bell. O(1).

    >>> [round(z_multiplier(level), 4) for level in (0.90, 0.95, 0.99)]
    [1.6449, 1.96, 2.5758]
    """
    from scipy.special import ndtri

    return float(ndtri((1 + confidence_level(level)) / 2))


def t_multiplier(df: float, level: float = 0.95) -> float:
    """How many estimated standard errors to either side hold the share ``level`` of Student's t, ``df`` > 0.

    O(1).
    Source: Student, The Probable Error of a Mean, Biometrika 6 (1908), 1–25.

    >>> [round(t_multiplier(df), 4) for df in (1, 9, 100)]
    [12.7062, 2.2622, 1.984]
    """
    from scipy.special import stdtrit

    return float(stdtrit(positive("df", df), (1 + confidence_level(level)) / 2))


def mean_interval(
    estimate: float, standard_error: float, level: float = 0.95, df: float | None = None
) -> MeanInterval:
    """estimate ∓ multiplier × ``standard_error`` (≥ 0): the normal multiplier, or Student's with ``df``.

    O(1).

    >>> interval = mean_interval(10, 2, df=9)
    >>> round(interval.low, 4), round(interval.high, 4)
    (5.4757, 14.5243)
    """
    center, error = number("estimate", estimate), number("standard_error", standard_error, low=0)
    multiplier = z_multiplier(level) if df is None else t_multiplier(df, level)
    return MeanInterval(
        estimate=center,
        low=center - multiplier * error,
        high=center + multiplier * error,
        level=confidence_level(level),
        standard_error=error,
        multiplier=multiplier,
        df=df,
    )


def z_interval(mean: float, sigma: float, n: int, level: float = 0.95) -> MeanInterval:
    """The interval for a mean when σ is known: mean ∓ z σ/√n.

    ``mean`` is the mean of ``n`` observations, ``sigma`` > 0 the population's standard deviation. O(1).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 7.3.3.

    >>> iq = z_interval(100, 15, 36)
    >>> round(iq.low, 2), round(iq.high, 2)
    (95.1, 104.9)
    """
    return mean_interval(number("mean", mean), standard_error(positive("sigma", sigma), n), level)


def t_interval(x: ArrayLike, level: float = 0.95) -> MeanInterval:
    """The interval for a mean when σ is estimated from the data ``x`` (n ≥ 2): x̄ ∓ t s/√n, n − 1 df.

    Equal values give an interval of width zero: the data show no spread at all. O(n).
    Source: Student (1908), The probable error of a mean.

    >>> interval = t_interval([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    >>> round(interval.low, 4), round(interval.high, 4), interval.df
    (0.7001, 2.4599, 9)
    """
    values = vector("x", x, at_least=2)
    # np.std of equal values is rounding noise, not zero, when their mean is not exact.
    s = float(values.std(ddof=1)) if values.min() < values.max() else 0.0
    return mean_interval(float(values.mean()), standard_error(s, values.size), level, df=values.size - 1)


def margin_of_error(sigma: float, n: int, level: float = 0.95) -> float:
    """z σ/√n, half the width of the z interval. For a proportion σ = √(p(1 − p)). O(1).

    >>> round(margin_of_error(15, 36), 2)
    4.9
    """
    return z_multiplier(level) * standard_error(sigma, n)


def sample_size_mean(sigma: float, margin: float, level: float = 0.95) -> int:
    """The smallest n whose margin of error is at most ``margin`` > 0: ⌈(z σ/margin)²⌉. O(1).

    >>> sample_size_mean(15, margin=3), sample_size_mean(15, margin=1.5)
    (97, 385)
    """
    reach = z_multiplier(level) * number("sigma", sigma, low=0.0)
    return sample_size_for_standard_error(reach, positive("margin", margin))


def sample_size_proportion(margin: float, p: float = 0.5, level: float = 0.95) -> int:
    """The smallest n that estimates a proportion near ``p`` within ``margin``: ⌈z² p(1 − p)/margin²⌉.

    Without a guess for p take ½, where a proportion varies most. O(1).

    >>> sample_size_proportion(0.03)
    1068
    """
    share = probability("p", p)
    return sample_size_mean(math.sqrt(share * (1 - share)), margin, level)


class Ruler(Enum):
    """What an interval is measured with."""

    SIGMA_AND_Z = "the known σ and the normal multiplier"
    S_AND_Z = "the sample's own s and the normal multiplier: too short for small samples"
    S_AND_T = "the sample's own s and Student's multiplier"


@dataclass(frozen=True, eq=False)
class Coverage:
    """Many samples, the interval around each mean, and whether it caught the true mean ``mu``.

    ``samples`` has shape (repetitions, n); ``means``, ``standard_errors``, ``low``, ``high`` and ``hit`` have
    shape (repetitions,).
    """

    mu: float
    level: float
    ruler: Ruler
    multiplier: float
    samples: Float[np.ndarray, "repetitions n"]
    means: Float[np.ndarray, " repetitions"]
    standard_errors: Float[np.ndarray, " repetitions"]

    @property
    def low(self) -> Float[np.ndarray, " repetitions"]:
        """The lower end of each interval."""
        return frozen(self.means - self.multiplier * self.standard_errors)

    @property
    def high(self) -> Float[np.ndarray, " repetitions"]:
        """The upper end of each interval."""
        return frozen(self.means + self.multiplier * self.standard_errors)

    @property
    def hit(self) -> Bool[np.ndarray, " repetitions"]:
        """Whether each interval contains ``mu``."""
        return frozen((self.low <= self.mu) & (self.mu <= self.high))

    @property
    def rate(self) -> float:
        """The share of the intervals that contain ``mu``."""
        return float(self.hit.mean())

    @property
    def scaled_errors(self) -> Float[np.ndarray, " repetitions"]:
        """(x̄ − μ)/standard error of each sample: normal with the known σ, Student's t with s."""
        return frozen((self.means - self.mu) / self.standard_errors)


def coverage_simulation(
    mu: float,
    sigma: float,
    n: int,
    repetitions: int,
    rng: np.random.Generator,
    *,
    level: float = 0.95,
    ruler: Ruler = Ruler.SIGMA_AND_Z,
) -> Coverage:
    """Draw ``repetitions`` normal samples of size ``n`` and net μ with an interval around each mean.

    ``sigma`` > 0; n ≥ 2 unless the ruler is ``SIGMA_AND_Z``. O(n repetitions).

    >>> import numpy as np
    >>> nets = coverage_simulation(100, 15, 36, 100, np.random.default_rng(2))
    >>> int(nets.hit.sum()), nets.low.shape
    (96, (100,))
    """
    mu, sigma, level = number("mu", mu), positive("sigma", sigma), confidence_level(level)
    n = count("n", n, at_least=1 if ruler is Ruler.SIGMA_AND_Z else 2)
    samples = rng.normal(mu, sigma, (count("repetitions", repetitions), n))
    spread = np.full(repetitions, sigma) if ruler is Ruler.SIGMA_AND_Z else samples.std(axis=1, ddof=1)
    return Coverage(
        mu=mu,
        level=level,
        ruler=ruler,
        multiplier=t_multiplier(n - 1, level) if ruler is Ruler.S_AND_T else z_multiplier(level),
        samples=frozen(samples),
        means=frozen(samples.mean(axis=1)),
        standard_errors=frozen(spread / math.sqrt(n)),
    )

"""Intervals for a proportion, such as a classifier's accuracy: Wald's short cut and Wilson's repair."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mathviz.arguments import count
from mathviz.probability.intervals import Interval, margin_of_error, z_multiplier

__all__ = ["ProportionInterval", "wald_interval", "wilson_interval"]


@dataclass(frozen=True)
class ProportionInterval(Interval):
    """An interval for a proportion, cut to [0, 1].

    ``low_before_clipping`` and ``high_before_clipping`` are what the formula gave. Wald's can leave [0, 1],
    and its width is zero after 0 or n successes; Wilson's can do neither.
    """

    low_before_clipping: float
    high_before_clipping: float

    @property
    def clipped(self) -> bool:
        """Whether the formula went below 0 or above 1."""
        return self.low_before_clipping < 0 or self.high_before_clipping > 1


def _clip(estimate: float, center: float, margin: float, level: float) -> ProportionInterval:
    low, high = center - margin, center + margin
    return ProportionInterval(estimate, max(low, 0.0), min(high, 1.0), level, low, high)


def wald_interval(successes: int, n: int, level: float = 0.95) -> ProportionInterval:
    """p̂ ∓ z √(p̂(1 − p̂)/n) for ``successes`` out of ``n``: good for many of each, bad near 0 and 1.

    O(1).
    Source: Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion.

    >>> interval = wald_interval(930, 1000)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.9142, 0.9458)
    """
    n = count("n", n)
    share = count("successes", successes, at_least=0, at_most=n) / n
    return _clip(share, share, margin_of_error(math.sqrt(share * (1 - share)), n, level), level)


def wilson_interval(successes: int, n: int, level: float = 0.95) -> ProportionInterval:
    """All proportions p that lie within z of their own standard errors √(p(1 − p)/n) of the observed share.

    O(1).
    Source: Wilson (1927); Brown, Cai and DasGupta (2001).

    >>> interval = wilson_interval(9, 10)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.5958, 0.9821)
    """
    n = count("n", n)
    share = count("successes", successes, at_least=0, at_most=n) / n
    z2 = z_multiplier(level) ** 2
    center = (share + z2 / (2 * n)) / (1 + z2 / n)
    margin = math.sqrt(z2 * share * (1 - share) / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n)
    # After 0 or n successes the formula meets 0 or 1 exactly; rounding must not make it miss.
    low, high = center - margin if successes else 0.0, center + margin if successes < n else 1.0
    return ProportionInterval(share, low, high, level, low, high)

"""Linearity of expectation: expected values add up, however the variables depend on one another.

Source: Feller, An Introduction to Probability Theory, vol. 1, 3rd ed., sections IV.4 and IX.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from jaxtyping import Bool, Float, Int

from mathviz.arguments import count, frozen
from mathviz.probability.pmf import Pmf, pmf

__all__ = [
    "CouponCollector",
    "CouponRun",
    "HatShuffles",
    "collect_coupons",
    "coupon_collector",
    "hat_matches",
    "shuffle_hats",
]


def hat_matches(people: int) -> Pmf:
    """The exact number of people who get their own hat back when ``people`` hats are shuffled.

    Each gets it with probability 1/n, so the expected number is n · 1/n = 1 for every n, though the events
    are dependent. P(k) = C(n, k) D(n − k) / n! with D the derangements: D(m) = m D(m − 1) + (−1)^m. O(n).
    Source: Montmort (1708); Feller, An Introduction to Probability Theory, vol. 1, 3rd ed., section IV.4.

    >>> hat_matches(3).probabilities.round(4), round(hat_matches(100).mean, 12)
    (array([0.3333, 0.5   , 0.    , 0.1667]), 1.0)
    """
    n = count("people", people)
    derangements = [1]
    for m in range(1, n + 1):
        derangements.append(m * derangements[-1] + (-1) ** m)
    ways = [math.comb(n, k) * derangements[n - k] for k in range(n + 1)]
    return pmf(np.arange(n + 1), [w / math.factorial(n) for w in ways])


@dataclass(frozen=True, eq=False)
class HatShuffles:
    """Shuffled hats: in shuffle s person i gets hat ``hats[s, i]``; shape (shuffles, people)."""

    hats: Int[np.ndarray, "shuffles people"]

    @property
    def matches(self) -> Bool[np.ndarray, "shuffles people"]:
        """Who has their own hat."""
        return frozen(self.hats == np.arange(self.hats.shape[1]))

    @property
    def running_average(self) -> Float[np.ndarray, " shuffles"]:
        """The average number of matches after each shuffle: it hugs one."""
        totals = np.cumsum(self.matches.sum(axis=1))
        return frozen(totals / np.arange(1, totals.size + 1))


def shuffle_hats(people: int, shuffles: int, rng: np.random.Generator) -> HatShuffles:
    """Shuffle the hats of ``people`` evenly, ``shuffles`` times. O(shuffles · people).

    >>> shuffle_hats(10, 5000, np.random.default_rng(1)).running_average[-1].round(2)
    np.float64(0.99)
    """
    people, shuffles = count("people", people), count("shuffles", shuffles)
    return HatShuffles(frozen(rng.permuted(np.tile(np.arange(people), (shuffles, 1)), axis=1)))


@dataclass(frozen=True)
class CouponCollector:
    """The expected ``waits`` for the 1st, 2nd, …, last new kind."""

    waits: tuple[Fraction, ...]

    @property
    def expected(self) -> Fraction:
        """The expected number of draws until every kind has been seen: the waits add up."""
        return sum(self.waits, Fraction(0))


def coupon_collector(kinds: int) -> CouponCollector:
    """How long it takes to see all n ``kinds``: with i seen, a new one takes n / (n − i) draws on average.

    O(kinds).
    Source: Feller, An Introduction to Probability Theory, vol. 1, 3rd ed., section IX.3.

    >>> coupon_collector(6).expected, [str(wait) for wait in coupon_collector(6).waits]
    (Fraction(147, 10), ['1', '6/5', '3/2', '2', '3', '6'])
    """
    n = count("kinds", kinds)
    return CouponCollector(tuple(Fraction(n, n - seen) for seen in range(n)))


@dataclass(frozen=True, eq=False)
class CouponRun:
    """One collection: the kind drawn each time, and whether it was new; both of shape (draws,)."""

    draws: Int[np.ndarray, " draws"]
    new: Bool[np.ndarray, " draws"]

    @property
    def waits(self) -> Int[np.ndarray, " kinds"]:
        """How many draws each new kind took; they add up to all draws."""
        return frozen(np.diff(np.flatnonzero(self.new), prepend=-1))


def collect_coupons(kinds: int, rng: np.random.Generator) -> CouponRun:
    """Draw from ``kinds`` equally likely kinds, 0 to kinds − 1, until each has been seen.

    O(n log n) draws on average.

    >>> run = collect_coupons(6, np.random.default_rng(1))
    >>> run.waits.sum() == run.draws.size, run.new.sum()
    (np.True_, np.int64(6))
    """
    kinds = count("kinds", kinds)
    seen: set[int] = set()
    draws: list[int] = []
    new: list[bool] = []
    while len(seen) < kinds:
        kind = int(rng.integers(kinds))
        draws.append(kind)
        new.append(kind not in seen)
        seen.add(kind)
    return CouponRun(frozen(np.array(draws)), frozen(np.array(new)))

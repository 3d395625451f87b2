"""The binomial distribution as paths through a Galton board: k steps to the right end in bin k."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int

from mathviz.arguments import count, frozen, probability
from mathviz.probability.pmf import Pmf, pmf

__all__ = ["Balls", "GaltonBoard", "binomial"]


@dataclass(frozen=True, eq=False)
class Balls:
    """Balls that fell through the board: ``rights``, shape (balls, n), says who went right at which level."""

    rights: Bool[np.ndarray, "balls n"]

    @property
    def positions(self) -> Int[np.ndarray, "balls levels"]:
        """Each ball's steps to the right after 0, 1, …, n levels: the path to draw, shape (balls, n + 1)."""
        return frozen(np.pad(np.cumsum(self.rights, axis=1), ((0, 0), (1, 0))))

    @property
    def bins(self) -> Int[np.ndarray, " balls"]:
        """The bin from 0 to n in which each ball ends: its number of successes."""
        return frozen(self.rights.sum(axis=1))


@dataclass(frozen=True)
class GaltonBoard:
    """``n`` independent tries that succeed (a step to the right) with probability ``p``."""

    n: int
    p: float

    def paths(self, tries: int) -> tuple[int, ...]:
        """How many paths lead to 0, 1, …, ``tries`` successes: a row of Pascal's triangle."""
        tries = count("tries", tries, at_least=0, at_most=self.n)
        return tuple(math.comb(tries, k) for k in range(tries + 1))

    def path_probability(self, successes: int) -> float:
        """The probability of one given path with that many successes among n: p^k (1 − p)^(n − k)."""
        k = count("successes", successes, at_least=0, at_most=self.n)
        return float(self.p**k * (1 - self.p) ** (self.n - k))

    def after(self, tries: int) -> Pmf:
        """The distribution of the successes after the first ``tries``: paths times their probability."""
        from scipy.stats import binom

        tries = count("tries", tries, at_least=0, at_most=self.n)
        k = np.arange(tries + 1)
        return pmf(k, binom.pmf(k, tries, self.p))

    @property
    def pmf(self) -> Pmf:
        """The binomial distribution: the number of successes in all n tries."""
        return self.after(self.n)

    def drop(self, balls: int, rng: np.random.Generator) -> Balls:
        """Let ``balls`` fall, each step to the right with probability p. O(balls n)."""
        balls = count("balls", balls)
        return Balls(frozen(rng.random((balls, self.n)) < self.p))


def binomial(n: int, p: float) -> GaltonBoard:
    """The number of successes in ``n`` ≥ 1 independent tries that succeed with probability ``p``.

    Each path with k successes has the same probability, and C(n, k) = ``math.comb(n, k)`` paths bundle in
    bin k. The distribution costs O(n).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 2.1.2.

    >>> coins = binomial(10, 0.5).pmf
    >>> round(coins.mass([5])[0], 4), round(coins.between(2, 10), 4)
    (np.float64(0.2461), 0.9893)
    """
    return GaltonBoard(count("n", n), probability("p", p))

"""The probability mass function: finitely many values, each with its share of the probability."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, probabilities, same_length, vector
from mathviz.probability.moments import Moments, moments

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Pmf", "pmf"]


@dataclass(frozen=True, eq=False)
class Pmf:
    """A distribution on finitely many values, made with :func:`pmf`.

    ``values`` has shape (k,) and ascends strictly; ``probabilities`` has shape (k,) and sums to one.
    """

    values: Float[np.ndarray, " k"]
    probabilities: Float[np.ndarray, " k"]

    @cached_property
    def moments(self) -> Moments:
        """Mean, variance, skewness, kurtosis."""
        return moments(self.values, self.probabilities)

    def expectation(self, function: Callable[[np.ndarray], np.ndarray]) -> float:
        """E[g(X)] = Σ g(x) p(x), for a ``function`` g that maps the array of values to one of the same shape.

        >>> die = pmf([1, 2, 3, 4, 5, 6], [1 / 6] * 6)
        >>> round(die.expectation(lambda x: x**2), 4), round(die.mean**2, 4)
        (15.1667, 12.25)
        """
        return float(
            vector("function(values)", function(self.values), length=self.values.size) @ self.probabilities
        )

    @property
    def mean(self) -> float:
        """The expected value, where the bars balance: Σ x p(x)."""
        return self.expectation(lambda x: x)

    @property
    def variance(self) -> float:
        """The expected squared distance from the mean."""
        return self.expectation(lambda x: (x - self.mean) ** 2)

    @property
    def standard_deviation(self) -> float:
        """The root of the variance, in the units of the values."""
        return math.sqrt(self.variance)

    @property
    def modes(self) -> Float[np.ndarray, " modes"]:
        """The most likely value, or values (within a relative 1e-9)."""
        return frozen(self.values[self.probabilities >= self.probabilities.max() * (1 - 1e-9)])

    @cached_property
    def cumulative(self) -> Float[np.ndarray, " k"]:
        """P(X ≤ each value); the last entry is exactly one."""
        total = np.cumsum(self.probabilities)
        total[-1] = 1.0
        return frozen(np.minimum(total, 1.0))

    def mass(self, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """P(X = x) for each entry of ``x``, shape (n,): zero where ``x`` is no value of X (within 1e-9)."""
        points = vector("x", x)
        nearest = np.minimum(np.searchsorted(self.values, points), self.values.size - 1)
        left = np.maximum(nearest - 1, 0)
        closer = np.abs(self.values[left] - points) < np.abs(self.values[nearest] - points)
        index = np.where(closer, left, nearest)
        hit = np.abs(self.values[index] - points) <= 1e-9 * np.maximum(1, np.abs(points))
        return frozen(np.where(hit, self.probabilities[index], 0.0))

    def between(self, low: float, high: float) -> float:
        """P(low ≤ X ≤ high), both ends included; they may be infinite."""
        low, high = number("low", low, infinite=True), number("high", high, infinite=True)
        return float(self.probabilities[(self.values >= low) & (self.values <= high)].sum())

    def quantile(self, q: ArrayLike) -> Float[np.ndarray, " n"]:
        """The smallest value x with P(X ≤ x) ≥ q, for each ``q`` in [0, 1], shape (n,).

        At q = 0 it is the smallest value that has any probability.
        """
        share = vector("q", q)
        if (share < 0).any() or (share > 1).any():
            raise ValueError(f"q must lie in [0, 1]; got {share.tolist()}")
        possible = self.probabilities > 0
        # A cumulative sum may fall a rounding error short of a q such as 0.7 = 0.2 + 0.5.
        index = np.searchsorted(self.cumulative[possible], share - 1e-12)
        return frozen(self.values[possible][index])

    def sample(self, rng: np.random.Generator, shape: int | tuple[int, ...]) -> Float[np.ndarray, "*shape"]:
        """Independent draws, an array of the given shape."""
        return rng.choice(self.values, size=shape, p=self.probabilities)

    def mean_of_draws(self, n: int) -> Pmf:
        """The exact distribution of the mean of ``n`` independent draws, by convolving n copies.

        The values must be equally spaced (faces of a die, zeros and ones), else there is a ``ValueError``.
        Gives n (k − 1) + 1 values. O(n² k²).

        >>> two_dice = pmf([1, 2, 3, 4, 5, 6], [1 / 6] * 6).mean_of_draws(2)
        >>> two_dice.values[5], round(two_dice.probabilities[5], 4)
        (np.float64(3.5), np.float64(0.1667))
        """
        n = count("n", n)
        gaps = np.diff(self.values)
        if gaps.size and not np.allclose(gaps, gaps[0], rtol=1e-9, atol=0):
            raise ValueError(
                f"values must be equally spaced to convolve; got {self.values.tolist()}: "
                "add the values between with probability 0"
            )
        total = np.ones(1)
        for _ in range(n):
            total = np.convolve(total, self.probabilities)
        means = np.linspace(self.values[0], self.values[-1], total.size)
        return Pmf(frozen(means), frozen(total))


def pmf(values: ArrayLike, probability: ArrayLike) -> Pmf:
    """The mass function with the given ``values`` and their ``probability``, both of shape (k,).

    Values may come in any order but each only once; the probabilities must sum to one within 1e-9.
    O(k log k).
    Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., section 3.2.

    >>> coin = pmf([1, 0], [0.3, 0.7])
    >>> coin.values, coin.mean
    (array([0., 1.]), 0.3)
    """
    points, shares = vector("values", values), probabilities("probability", probability)
    same_length(values=points, probability=shares)
    order = np.argsort(points)
    points, shares = points[order], shares[order]
    if (np.diff(points) == 0).any():
        raise ValueError(
            f"values must differ from one another; got {points.tolist()}: add up equal ones first"
        )
    return Pmf(frozen(points), frozen(shares))

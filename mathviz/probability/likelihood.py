"""Maximum likelihood: which parameter makes the data that we saw least surprising?

The likelihood is the probability (or density) of fixed data as a function of the parameter. It is not a
probability of the parameter: the area under it need not be one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, positive, same_length, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "BernoulliLikelihood",
    "GaussianLikelihood",
    "MaximumLikelihood",
    "RegressionLikelihood",
    "bernoulli_likelihood",
    "gaussian_likelihood",
    "regression_likelihood",
]


class MaximumLikelihood(Outcome):
    """Whether the likelihood has a highest point, and where."""

    INSIDE = "The likelihood peaks inside the range of the parameters."
    AT_EDGE = "The likelihood climbs to the edge of the range: the data never showed the other result."
    UNBOUNDED = "The data have no spread, so an ever narrower bell makes the likelihood grow without bound."


def _bells(deviation: np.ndarray, sigma: float) -> np.ndarray:
    """The normal density at each deviation from its centre."""
    return frozen(np.exp(-((deviation / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi)))


def _log_bells(squares: float, sigma: float, n: int) -> float:
    """The sum of n log normal densities whose squared deviations sum to ``squares``."""
    return -squares / (2 * sigma**2) - n * math.log(sigma * math.sqrt(2 * math.pi))


@dataclass(frozen=True)
class BernoulliLikelihood:
    """The likelihood of one sequence of ``n`` flips with ``heads`` heads, for every coin p in [0, 1]."""

    heads: int
    n: int

    @property
    def mle(self) -> float:
        """The coin that makes the flips most likely: the share of heads."""
        return self.heads / self.n

    @property
    def outcome(self) -> MaximumLikelihood:
        """``AT_EDGE`` when all flips were alike, so that the best coin is 0 or 1; else ``INSIDE``."""
        return MaximumLikelihood.INSIDE if 0 < self.heads < self.n else MaximumLikelihood.AT_EDGE

    @property
    def area(self) -> float:
        """∫₀¹ L(p) dp = heads! tails! / (n + 1)!, not one: L is no density of p."""
        return 1 / ((self.n + 1) * math.comb(self.n, self.heads))

    def likelihood(self, p: ArrayLike) -> Float[np.ndarray, " k"]:
        """L(p) = p^heads (1 − p)^tails at each entry of ``p`` (k,)."""
        coins = self._coins(p)
        return frozen(coins**self.heads * (1 - coins) ** (self.n - self.heads))

    def log_likelihood(self, p: ArrayLike) -> Float[np.ndarray, " k"]:
        """heads log p + tails log(1 − p) at each entry of ``p`` (k,), natural logarithm.

        It is −∞ for a coin that could not have made the flips (p = 0 with a head, p = 1 with a tail).
        """
        from scipy.special import xlog1py, xlogy

        coins = self._coins(p)
        return frozen(xlogy(self.heads, coins) + xlog1py(self.n - self.heads, -coins))

    @staticmethod
    def _coins(p: ArrayLike) -> np.ndarray:
        coins = vector("p", p)
        if (coins < 0).any() or (coins > 1).any():
            raise ValueError(f"p must lie in [0, 1]; got {coins.tolist()}")
        return coins


def bernoulli_likelihood(heads: int, n: int) -> BernoulliLikelihood:
    """The likelihood of ``heads`` heads in ``n`` flips (0 ≤ heads ≤ n). O(k) for k coins.

    Source: Casella and Berger, Statistical Inference, 2nd ed., example 7.2.7.

    >>> flips = bernoulli_likelihood(7, 10)
    >>> flips.mle, round(float(flips.log_likelihood([0.7])[0]), 4)
    (0.7, -6.1086)
    >>> round(1 / flips.area)
    1320
    """
    n = count("n", n)
    return BernoulliLikelihood(count("heads", heads, at_least=0, at_most=n), n)


@dataclass(frozen=True, eq=False)
class GaussianLikelihood:
    """The likelihood of independent normal data ``x`` (n,), for every bell (μ, σ > 0)."""

    x: Float[np.ndarray, " n"]

    @property
    def mean(self) -> float:
        """μ̂, the maximum likelihood estimate of μ: the mean of the data."""
        return float(self.x.mean())

    @property
    def variance(self) -> float:
        """σ̂², the average squared deviation (÷ n, so slightly too small on average)."""
        return float(self.x.var())

    @property
    def standard_deviation(self) -> float:
        """σ̂, the square root of ``variance``."""
        return math.sqrt(self.variance)

    @property
    def outcome(self) -> MaximumLikelihood:
        """``UNBOUNDED`` when all values are equal (also n = 1); else ``INSIDE``."""
        spread = self.x.min() < self.x.max()
        return MaximumLikelihood.INSIDE if spread else MaximumLikelihood.UNBOUNDED

    def densities(self, mu: float, sigma: float) -> Float[np.ndarray, " n"]:
        """The height of the bell over each value: the sticks whose product is the likelihood."""
        return _bells(self.x - number("mu", mu), positive("sigma", sigma))

    def log_likelihood(self, mu: float, sigma: float) -> float:
        """The log of the product of ``densities``: −Σ (x − μ)²/2σ² − n log(σ√2π)."""
        squares = float(((self.x - number("mu", mu)) ** 2).sum())
        return _log_bells(squares, positive("sigma", sigma), self.x.size)


def gaussian_likelihood(x: ArrayLike) -> GaussianLikelihood:
    """The likelihood of normal data ``x`` (n,). O(n) for each bell.

    Source: Casella and Berger, Statistical Inference, 2nd ed., example 7.2.11.

    >>> data = gaussian_likelihood([2, 4, 4, 4, 5, 5, 7, 9])
    >>> data.mean, data.variance, round(data.log_likelihood(5, 2), 4)
    (5.0, 4.0, -16.8967)
    """
    return GaussianLikelihood(vector("x", x))


@dataclass(frozen=True, eq=False)
class RegressionLikelihood:
    """The likelihood of y = slope x + intercept + normal noise, with one bell standing at each point.

    ``x`` and ``y`` have shape (n,). ``slope`` and ``intercept`` are those of the least-squares line, which
    maximises the likelihood whatever σ is: −log L is the sum of squared errors over 2σ², plus a constant.
    """

    x: Float[np.ndarray, " n"]
    y: Float[np.ndarray, " n"]
    slope: float
    intercept: float

    @property
    def variance(self) -> float:
        """σ̂² = SSE / n at the best line."""
        return self.squared_error(self.slope, self.intercept) / self.x.size

    @property
    def outcome(self) -> MaximumLikelihood:
        """``UNBOUNDED`` when the line meets every point up to rounding; else ``INSIDE``."""
        rounding = (4 * np.finfo(float).eps * np.abs(self.y).max()) ** 2
        return MaximumLikelihood.INSIDE if self.variance > rounding else MaximumLikelihood.UNBOUNDED

    def residuals(self, slope: float, intercept: float) -> Float[np.ndarray, " n"]:
        """How far each point lies above the given line: y − (slope x + intercept)."""
        line = number("slope", slope) * self.x + number("intercept", intercept)
        return frozen(self.y - line)

    def squared_error(self, slope: float, intercept: float) -> float:
        """The sum of squared residuals (SSE) of the given line."""
        return float((self.residuals(slope, intercept) ** 2).sum())

    def densities(self, slope: float, intercept: float, sigma: float) -> Float[np.ndarray, " n"]:
        """How high each point reaches on the bell around the line there."""
        return _bells(self.residuals(slope, intercept), positive("sigma", sigma))

    def log_likelihood(self, slope: float, intercept: float, sigma: float) -> float:
        """The log of the product of ``densities``."""
        return _log_bells(self.squared_error(slope, intercept), positive("sigma", sigma), self.x.size)


def regression_likelihood(x: ArrayLike, y: ArrayLike) -> RegressionLikelihood:
    """The likelihood of a line with normal noise through the points (x, y), each of shape (n,). O(n).

    ``x`` must hold at least two different values, else no line is singled out and a ``ValueError`` says so.
    Source: Bishop, Pattern Recognition and Machine Learning, section 3.1.1.

    >>> points = regression_likelihood([0, 1, 2], [0, 2, 1])
    >>> points.slope, points.intercept, points.variance
    (0.5, 0.5, 0.5)
    """
    inputs, targets = vector("x", x), vector("y", y)
    same_length(x=inputs, y=targets)
    centered = inputs - inputs.mean()
    scatter = float(centered @ centered)
    if inputs.min() == inputs.max() or scatter == 0:  # squares of tiny distances underflow to zero
        raise ValueError(
            f"x must hold at least two different values; got {inputs.size} times {inputs[0]:g}: "
            "every line through the mean point fits equally well"
        )
    slope = float(centered @ (targets - targets.mean())) / scatter
    return RegressionLikelihood(inputs, targets, slope, float(targets.mean() - slope * inputs.mean()))

"""Populations to sample from: shapes as unlike a bell as they come, and one that has no mean.

The central limit theorem draws many samples from each and looks at their means.

Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., chapters 3 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, number, positive, probabilities, same_length, vector
from mathviz.probability.moments import MomentOutcome
from mathviz.probability.pmf import Pmf, pmf

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Population",
    "cauchy",
    "clicks",
    "fair_die",
    "normal_mixture",
    "two_humped_crowd",
    "waiting_times",
]

Shape = int | tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Population:
    """A distribution with a shape to look at, moments where they exist, and draws.

    ``mean``, ``standard_deviation`` and ``skewness`` are None when ``outcome`` is ``NO_MEAN`` (the Cauchy).
    ``shown`` is the interval of values that a picture should show. ``law`` is the mass function of a discrete
    population, and gives the exact distribution of the mean (``population.law.mean_of_draws(n)``); it is None
    for a density.
    """

    name: str
    shown: tuple[float, float]
    mean: float | None
    standard_deviation: float | None
    skewness: float | None
    outcome: MomentOutcome
    law: Pmf | None
    _height: Callable[[np.ndarray], np.ndarray]
    _draw: Callable[[np.random.Generator, Shape], np.ndarray]

    def height(self, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """The density at each ``x``, shape (n,); for a discrete population the probability of ``x``."""
        return self._height(vector("x", x))

    def sample(self, rng: np.random.Generator, shape: Shape) -> Float[np.ndarray, "*shape"]:
        """Independent draws, an array of the given shape."""
        return self._draw(rng, shape)


def _discrete(name: str, law: Pmf) -> Population:
    """A population of separate values, shown with half a step of room at either end."""
    shown = (float(law.values[0]) - 0.5, float(law.values[-1]) + 0.5)
    m = law.moments
    return Population(
        name, shown, m.mean, m.standard_deviation, m.skewness, m.outcome, law, law.mass, law.sample
    )


def fair_die(sides: int = 6) -> Population:
    """The faces 1 to ``sides`` (at least 2), each equally likely. O(sides).

    >>> fair_die().mean, round(fair_die().standard_deviation, 4)
    (3.5, 1.7078)
    """
    sides = count("sides", sides, at_least=2)
    return _discrete("fair die", pmf(np.arange(1, sides + 1), np.full(sides, 1 / sides)))


def clicks(rate: float = 0.1) -> Population:
    """One with probability ``rate`` (strictly between 0 and 1), else zero: who clicks and who does not. O(1).

    >>> clicks(0.5).law.mean_of_draws(2).probabilities
    array([0.25, 0.5 , 0.25])
    """
    rate = number("rate", rate)
    if not 0 < rate < 1:
        raise ValueError(
            f"rate must lie strictly between 0 and 1; got {rate:g}: 0 and 1 leave nothing to chance"
        )
    return _discrete("clicks", pmf([0, 1], [1 - rate, rate]))


def waiting_times(mean: float = 1.0) -> Population:
    """Exponential waiting times with the given mean (> 0).

    The standard deviation equals the mean, the skewness is always 2. O(1).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 2.2.1.

    >>> waiting_times(2).height([-1, 0]), waiting_times(2).standard_deviation
    (array([0. , 0.5]), 2.0)
    """
    mean = positive("mean", mean)

    def height(x: np.ndarray) -> np.ndarray:
        return np.where(x < 0, 0.0, np.exp(-np.maximum(x, 0) / mean) / mean)

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        return rng.exponential(mean, shape)

    return Population(
        "waiting times", (0.0, 6 * mean), mean, mean, 2.0, MomentOutcome.EXIST, None, height, draw
    )


def normal_mixture(name: str, weights: ArrayLike, means: ArrayLike, sigmas: ArrayLike) -> Population:
    """A crowd of several normal groups: group i holds the share ``weights[i]``, all three of shape (k,).

    With d = means − mean, the variance is Σ w (σ² + d²) and the third central moment Σ w (d³ + 3 d σ²):
    the laws of total variance and of total cumulance (Brillinger 1969). O(k).

    >>> sixes_and_tens = normal_mixture("two years of a school", [0.5, 0.5], [6, 10], [1.5, 1.5])
    >>> sixes_and_tens.mean, sixes_and_tens.standard_deviation, sixes_and_tens.skewness
    (8.0, 2.5, 0.0)
    """
    w, mu, sigma = probabilities("weights", weights), vector("means", means), vector("sigmas", sigmas)
    same_length(weights=w, means=mu, sigmas=sigma)
    if (sigma <= 0).any():
        raise ValueError(f"sigmas must be greater than zero; got {sigma.tolist()}")
    mean = float(w @ mu)
    d = mu - mean
    spread = math.sqrt(float(w @ (sigma**2 + d**2)))
    skewness = float(w @ (d**3 + 3 * d * sigma**2)) / spread**3

    def height(x: np.ndarray) -> np.ndarray:
        z = (x[:, None] - mu) / sigma
        return np.asarray(np.exp(-(z**2) / 2) @ (w / (sigma * math.sqrt(2 * math.pi))))

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        group = rng.choice(w.size, size=shape, p=w)
        return rng.normal(mu[group], sigma[group])

    shown = (float((mu - 4 * sigma).min()), float((mu + 4 * sigma).max()))
    return Population(name, shown, mean, spread, skewness, MomentOutcome.EXIST, None, height, draw)


def two_humped_crowd() -> Population:
    """A mixture of two normal groups with a hole between them, near which the mean falls: 5.4 of 0 to 12.

    O(1).

    >>> crowd = two_humped_crowd()
    >>> round(crowd.mean, 12), bool(crowd.height([crowd.mean]) < crowd.height([3]) / 10)
    (5.4, True)
    """
    return normal_mixture("two-humped crowd", [0.6, 0.4], [3.0, 9.0], [0.75, 0.75])


def cauchy(center: float = 0.0, scale: float = 1.0) -> Population:
    """The Cauchy distribution: a bell to look at, without mean or variance (outcome ``NO_MEAN``).

    ``center`` is its median, ``scale`` (> 0) half the distance between its quartiles. The mean of n draws has
    exactly the distribution of one draw, so averaging gains nothing. O(1).
    Source: Casella and Berger, Statistical Inference, 2nd ed., section 3.3 and example 5.2.10.

    >>> cauchy().outcome.sentence
    'The tails are too heavy: the integral for the mean does not converge.'
    """
    center, scale = number("center", center), positive("scale", scale)

    def height(x: np.ndarray) -> np.ndarray:
        return 1 / (math.pi * scale * (1 + ((x - center) / scale) ** 2))

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        return center + scale * rng.standard_cauchy(shape)

    shown = (center - 8 * scale, center + 8 * scale)
    return Population("Cauchy", shown, None, None, None, MomentOutcome.NO_MEAN, None, height, draw)

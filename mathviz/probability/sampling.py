"""Sample means: where they settle, how widely they scatter, and when they make a bell.

Draw n independent values from a population with mean μ and standard deviation σ and average them. The
average has mean μ and standard deviation σ/√n, the standard error. Its skewness is that of the population
over √n, and its distribution approaches the normal one (central limit theorem). The data never become
normal; only the distribution of the mean does. A population without a mean (Cauchy) refuses.

Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., sections 5.2, 5.3 and 7.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, positive, vector
from mathviz.probability.moments import MomentOutcome
from mathviz.probability.populations import Population

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "RunningMeans",
    "SamplingDistribution",
    "running_mean",
    "running_means",
    "sample_means",
    "sample_size_for_standard_error",
    "standard_error",
]


def standard_error(sigma: float, n: int) -> float:
    """The standard deviation of the mean of n independent draws, σ/√n.

    It tells how far sample means lie from the truth, not how far people lie from each other: that is the
    standard deviation itself. Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 7.3.
    O(1).

    >>> standard_error(15, 36)
    2.5
    """
    return number("sigma", sigma, low=0.0) / math.sqrt(count("n", n))


def sample_size_for_standard_error(sigma: float, target: float) -> int:
    """The smallest n whose standard error σ/√n is at most ``target``, ⌈(σ/target)²⌉.

    Rounding error of a few parts in 10¹² does not add an observation. Half the width costs four times the
    sample. O(1).

    >>> sample_size_for_standard_error(15, standard_error(15, 36) / 2)
    144
    """
    sigma = number("sigma", sigma, low=0.0)
    ratio = sigma / positive("target", target)
    return max(1, math.ceil(ratio**2 * (1 - 1e-12)))


@dataclass(frozen=True, eq=False)
class SamplingDistribution:
    """Many samples of one size, their means, and what theory says about those means.

    ``samples`` has shape (repetitions, n): row k is the k-th sample as it was drawn. Where the population has
    no mean, the figures of theory are None and ``outcome`` says why.
    """

    population: Population
    samples: Float[np.ndarray, "repetitions n"]

    @property
    def n(self) -> int:
        """The size of each sample."""
        return int(self.samples.shape[1])

    @property
    def repetitions(self) -> int:
        """The number of samples."""
        return int(self.samples.shape[0])

    @cached_property
    def means(self) -> Float[np.ndarray, " repetitions"]:
        """The mean of each sample, shape (repetitions,)."""
        return frozen(self.samples.mean(axis=1))

    @property
    def outcome(self) -> MomentOutcome:
        """``EXIST`` where the central limit theorem applies; else why the population makes no bell."""
        return self.population.outcome

    @property
    def mean(self) -> float | None:
        """The mean of the sample mean: that of the population."""
        return self.population.mean

    @property
    def standard_error(self) -> float | None:
        """The standard deviation of the sample mean, σ/√n."""
        sigma = self.population.standard_deviation
        return None if sigma is None else standard_error(sigma, self.n)

    @property
    def skewness(self) -> float | None:
        """The skewness of the sample mean: the population's over √n."""
        lean = self.population.skewness
        return None if lean is None else lean / math.sqrt(self.n)

    def histogram(self, edges: ArrayLike) -> Float[np.ndarray, " bins"]:
        """The density of the means in each bin of the increasing ``edges`` (bins + 1,).

        Each height is the share of *all* the means over the bin's width, so that means beyond the edges (a
        Cauchy has them at every n) lower the heights instead of silently rescaling them.
        """
        e = vector("edges", edges, at_least=2)
        if (np.diff(e) <= 0).any():
            raise ValueError(f"edges must increase; got {e.tolist()}")
        counts, _ = np.histogram(self.means, e)
        return frozen(counts / (self.repetitions * np.diff(e)))

    def normal_density(self, x: ArrayLike) -> Float[np.ndarray, " points"]:
        """The bell to lay over the histogram: the normal density at ``x`` with the theory's mean and error.

        Raises ValueError, with the outcome's sentence, for a population that has no such bell.
        """
        center, scale = self._bell()
        z = (vector("x", x) - center) / scale
        return frozen(np.exp(-(z**2) / 2) / (scale * math.sqrt(2 * math.pi)))

    def distance_to_normal(self) -> float:
        """The largest gap between the share of means up to x and the bell's share, over all x.

        The Kolmogorov distance between the empirical distribution of the means and the normal one of
        ``normal_density``; in [0, 1]. Even for a perfect bell it is about 0.87/√repetitions.
        Raises as ``normal_density`` does. O(repetitions log repetitions).
        """
        from scipy.special import ndtr

        center, scale = self._bell()
        bell = ndtr((np.sort(self.means) - center) / scale)
        upto = np.arange(1, self.repetitions + 1) / self.repetitions
        # On ties the inner ranks overstate neither gap: the first and last of the tied means bound it.
        return float(max((upto - bell).max(), (bell - upto).max() + 1 / self.repetitions))

    def _bell(self) -> tuple[float, float]:
        center, scale = self.mean, self.standard_error
        if center is None or not scale:
            raise ValueError(f"{self.population.name} has no bell: {self.outcome.sentence}")
        return center, scale


def sample_means(
    population: Population, n: int, repetitions: int, rng: np.random.Generator
) -> SamplingDistribution:
    """Draw ``repetitions`` samples of size ``n`` and keep them with their means. O(n repetitions).

    Source: central limit theorem, e.g. Feller, An Introduction to Probability Theory, vol. 2, section VIII.4.

    >>> import numpy as np
    >>> from mathviz.probability.populations import fair_die
    >>> thirty = sample_means(fair_die(), 30, 2000, np.random.default_rng(1))
    >>> round(thirty.standard_error, 4)
    0.3118
    >>> thirty.means.shape
    (2000,)
    """
    shape = (count("repetitions", repetitions), count("n", n))
    return SamplingDistribution(population, frozen(population.sample(rng, shape)))


def running_mean(x: ArrayLike) -> Float[np.ndarray, " n"]:
    """The mean of the first k values for k = 1, ..., n. O(n).

    >>> running_mean([4, 2, 6]).tolist()
    [4.0, 3.0, 4.0]
    """
    values = vector("x", x)
    return frozen(np.cumsum(values) / np.arange(1, values.size + 1))


@dataclass(frozen=True, eq=False)
class RunningMeans:
    """Several running averages of draws from one population, and the funnel that theory puts around them.

    ``draws`` has shape (walks, n).
    """

    population: Population
    draws: Float[np.ndarray, "walks n"]

    @property
    def n(self) -> int:
        """The length of each walk."""
        return int(self.draws.shape[1])

    @cached_property
    def means(self) -> Float[np.ndarray, "walks n"]:
        """The mean of the first k draws of each walk, in column k - 1."""
        return frozen(np.cumsum(self.draws, axis=1) / np.arange(1, self.n + 1))

    @property
    def outcome(self) -> MomentOutcome:
        """``NO_MEAN`` where the averages have nothing to settle on and there is no funnel."""
        return self.population.outcome

    def envelope(self, widths: float = 2.0) -> tuple[Float[np.ndarray, " n"], Float[np.ndarray, " n"]]:
        """The funnel μ ∓ ``widths`` standard errors at k = 1, ..., n, lower and upper, each (n,).

        Raises ValueError, with the outcome's sentence, where the population has no standard error.
        """
        mean, sigma = self.population.mean, self.population.standard_deviation
        if mean is None or sigma is None:
            raise ValueError(f"{self.population.name} has no funnel: {self.outcome.sentence}")
        reach = positive("widths", widths) * sigma / np.sqrt(np.arange(1, self.n + 1))
        return frozen(mean - reach), frozen(mean + reach)


def running_means(population: Population, n: int, walks: int, rng: np.random.Generator) -> RunningMeans:
    """Draw ``walks`` sequences of ``n`` values and average each as it grows. O(n walks).

    Source: the law of large numbers, e.g. Rice, Mathematical Statistics and Data Analysis, section 5.2.

    >>> import numpy as np
    >>> from mathviz.probability.populations import cauchy
    >>> running_means(cauchy(), 1000, 5, np.random.default_rng(1)).outcome.name
    'NO_MEAN'
    """
    shape = (count("walks", walks), count("n", n))
    return RunningMeans(population, frozen(population.sample(rng, shape)))

"""Distributions of the mean side by side: for growing n from the same draws, and in standard errors.

Measured in its own width, (mean − μ)/(σ/√n), the mean has the same limit whatever the population: the normal
distribution with mean zero and standard deviation one. What keeps a population from a bell shows best in a
single sample: the draw farthest from the middle, and how far it pulls the mean.

Source: Feller, An Introduction to Probability Theory, vol. 2, section VIII.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, vector
from mathviz.probability.pmf import Pmf
from mathviz.probability.populations import Population
from mathviz.probability.sampling import SamplingDistribution, sample_means

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "FarthestDraw",
    "farthest_draw",
    "growing_means",
    "middle_sample",
    "standardized",
    "standardized_histogram",
]


def growing_means(
    population: Population, largest: int, repetitions: int, rng: np.random.Generator
) -> tuple[SamplingDistribution, ...]:
    """The means of the first 1, 2, …, ``largest`` values of the same ``repetitions`` samples.

    Entry n − 1 belongs to n. Since neighbours share their draws, a picture that goes through them changes by
    what one more value does, and not by chance. O(largest repetitions).

    >>> from mathviz.probability.populations import waiting_times
    >>> one, two = growing_means(waiting_times(), 2, 5, np.random.default_rng(1))
    >>> bool(np.allclose(one.means, two.samples[:, 0]))
    True
    """
    drawn = sample_means(population, count("largest", largest), repetitions, rng).samples
    return tuple(SamplingDistribution(population, drawn[:, :n]) for n in range(1, largest + 1))


def standardized(law: Pmf) -> Pmf:
    """The distribution of (X − mean)/standard deviation: mean zero, standard deviation one.

    Raises ValueError for a constant, which has no width to be measured in. O(k).

    >>> from mathviz.probability.populations import clicks
    >>> standardized(clicks(0.5).law).values
    array([-1.,  1.])
    """
    if law.standard_deviation == 0:
        raise ValueError("law has no spread: it puts all probability on one value")
    return Pmf(frozen((law.values - law.mean) / law.standard_deviation), law.probabilities)


def standardized_histogram(
    distribution: SamplingDistribution, edges: ArrayLike
) -> Float[np.ndarray, " bins"]:
    """The density of (mean − μ)/(σ/√n) in each bin of the increasing ``edges`` (bins + 1,).

    Heights as in ``SamplingDistribution.histogram``. Raises ValueError where the population has no mean.
    O(repetitions log repetitions).

    >>> from mathviz.probability.populations import waiting_times
    >>> four = sample_means(waiting_times(), 4, 1000, np.random.default_rng(1))
    >>> standardized_histogram(four, [-3, -2, 0, 9])  # a wait is never negative: nothing below −2
    array([0.    , 0.2795, 0.049 ])
    """
    center, scale = distribution.mean, distribution.standard_error
    if center is None or not scale:
        raise ValueError(f"{distribution.population.name} has no width: {distribution.outcome.sentence}")
    return frozen(distribution.histogram(center + scale * vector("edges", edges, at_least=2)) * scale)


@dataclass(frozen=True)
class FarthestDraw:
    """The value of a sample that lies farthest from its median, and the mean with it and without it."""

    index: int
    value: float
    mean: float
    mean_without: float


def farthest_draw(sample: ArrayLike) -> FarthestDraw:
    """The draw farthest from the median of a ``sample``, shape (n,) with n ≥ 2; the first one of several.

    O(n).

    >>> farthest_draw([1, 2, 3, 54])
    FarthestDraw(index=3, value=54.0, mean=15.0, mean_without=2.0)
    """
    x = vector("sample", sample, at_least=2)
    index = int(np.abs(x - np.median(x)).argmax())
    return FarthestDraw(index, float(x[index]), float(x.mean()), float(np.delete(x, index).mean()))


def middle_sample(distribution: SamplingDistribution) -> Float[np.ndarray, " n"]:
    """The sample whose farthest draw is as far out as usual: in half of the others it lies nearer.

    How far is measured from each sample's own median. So a picture can show one sample, and say how usual it
    is, instead of one that was picked because it looks well. O(repetitions (n + log repetitions)).

    >>> from mathviz.probability.populations import clicks
    >>> middle_sample(SamplingDistribution(clicks(), np.array([[1.0, 2], [1, 30], [1, 5]])))
    array([1., 5.])
    """
    x = distribution.samples
    farthest = np.abs(x - np.median(x, axis=1, keepdims=True)).max(axis=1)
    return frozen(x[np.argsort(farthest, kind="stable")[len(x) // 2]])

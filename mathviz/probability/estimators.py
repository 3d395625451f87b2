"""Why the sample variance divides by n − 1: every possible sample of a small population, counted.

Deviations are measured from the sample's own mean, which lies closer to its values than the true mean does,
so their squares are on average too small by the factor (n − 1)/n.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["EverySample", "every_sample"]

_MOST_SAMPLES = 1_000_000


@dataclass(frozen=True, eq=False)
class EverySample:
    """All Nⁿ equally likely samples of size n, with replacement, from a population of N values.

    ``population`` has shape (N,), ``samples`` (Nⁿ, n): the first value changes slowest.
    """

    population: Float[np.ndarray, " N"]
    samples: Float[np.ndarray, "samples n"]

    @property
    def n(self) -> int:
        """The size of each sample."""
        return int(self.samples.shape[1])

    @cached_property
    def means(self) -> Float[np.ndarray, " samples"]:
        """The mean of each sample."""
        return frozen(self.samples.mean(axis=1))

    @cached_property
    def from_own_mean(self) -> Float[np.ndarray, " samples"]:
        """Σ (x − x̄)² of each sample: squared distances from its own mean."""
        return frozen(((self.samples - self.means[:, None]) ** 2).sum(axis=1))

    @cached_property
    def from_true_mean(self) -> Float[np.ndarray, " samples"]:
        """Σ (x − μ)² of each sample; larger than ``from_own_mean`` by exactly n (x̄ − μ)²."""
        return frozen(((self.samples - self.population.mean()) ** 2).sum(axis=1))

    @property
    def population_variance(self) -> float:
        """σ², the mean squared distance of the population's values from its mean (÷ N)."""
        return float(self.population.var())

    def variances(self, ddof: int = 1) -> Float[np.ndarray, " samples"]:
        """The variance estimate Σ (x − x̄)² / (n − ddof) of each sample; 0 ≤ ddof < n."""
        ddof = count("ddof", ddof, at_least=0, at_most=self.n - 1)
        return frozen(self.from_own_mean / (self.n - ddof))

    def expected_variance(self, ddof: int = 1) -> float:
        """The average of the estimates over all samples: σ² for ddof = 1, σ² (n − 1)/n for ddof = 0."""
        return float(self.variances(ddof).mean())

    def bias(self, ddof: int = 1) -> float:
        """How far the estimate is from σ² on average: zero for ddof = 1, −σ²/n for ddof = 0."""
        return self.expected_variance(ddof) - self.population_variance


def every_sample(population: ArrayLike, n: int) -> EverySample:
    """List every sample of size ``n``, with replacement, from the values of ``population``, shape (N,).

    At most a million samples, else a ``ValueError``. O(n Nⁿ).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 7.3; Bessel's correction.

    >>> samples = every_sample([1, 2, 3], 2)
    >>> round(samples.expected_variance(ddof=0), 4), round(samples.expected_variance(ddof=1), 4)
    (0.3333, 0.6667)
    """
    values, n = vector("population", population), count("n", n)
    if values.size**n > _MOST_SAMPLES:
        raise ValueError(
            f"population and n give {values.size}^{n} samples, more than a million: take a smaller n"
        )
    return EverySample(values, frozen(np.array(list(itertools.product(values, repeat=n)))))

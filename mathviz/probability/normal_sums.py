"""Adding independent normals: means add, variances add, and standard deviations add like a right triangle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number, same_length, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["NormalSum", "sum_of_normals"]


@dataclass(frozen=True, eq=False)
class NormalSum:
    """The sum of k independent normals, given by their ``means`` and ``standard_deviations``, shape (k,)."""

    means: Float[np.ndarray, " k"]
    standard_deviations: Float[np.ndarray, " k"]

    @property
    def mean(self) -> float:
        """The sum of the means."""
        return float(self.means.sum())

    @property
    def standard_deviation(self) -> float:
        """√(Σ sd²): the hypotenuse over the terms' standard deviations."""
        return math.hypot(*self.standard_deviations)

    def density(self, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """The density of the sum, a normal, at each ``x``, shape (n,)."""
        return frozen(_bell(vector("x", x), self.mean, self.standard_deviation))

    def overlap(self, total: float, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """The convolution's integrand f₁(x) f₂(total − x) for two terms, at each ``x``, shape (n,).

        The second bell, mirrored and slid by ``total``, times the first: the area under this product is the
        density of the sum at ``total``.
        """
        if self.means.size != 2:
            raise ValueError(f"overlap needs exactly two terms; this sum has {self.means.size}")
        points, total = vector("x", x), number("total", total)
        (mean, other_mean), (sd, other_sd) = self.means, self.standard_deviations
        return frozen(_bell(points, mean, sd) * _bell(total - points, other_mean, other_sd))


def _bell(x: np.ndarray, mean: float, sd: float) -> np.ndarray:
    """The normal density, without what SciPy takes to load its hundred distributions."""
    return np.asarray(np.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * math.sqrt(2 * math.pi)))


def sum_of_normals(
    means: ArrayLike, standard_deviations: ArrayLike, weights: ArrayLike | None = None
) -> NormalSum:
    """The distribution of Σ w X for independent X ~ N(mean, sd²); all arguments of shape (k,).

    ``weights`` are 1 unless given, and not 0; ``standard_deviations`` are positive. O(k).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 4.5.

    >>> total = sum_of_normals([10, 20], [3, 4])
    >>> total.mean, total.standard_deviation
    (30.0, 5.0)
    """
    mu, sigma = vector("means", means), vector("standard_deviations", standard_deviations)
    w = np.ones(mu.size) if weights is None else vector("weights", weights)
    same_length(means=mu, standard_deviations=sigma, weights=w)
    if (sigma <= 0).any():
        raise ValueError(f"standard_deviations must be greater than zero; got {sigma.tolist()}")
    if (w == 0).any():
        raise ValueError(f"weights must not be zero; got {w.tolist()}: leave those terms out")
    return NormalSum(frozen(w * mu), frozen(np.abs(w) * sigma))

"""The multivariate Gaussian: a hill whose contours are ellipses along the covariance's eigenvectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, number, vector
from mathviz.ellipse import Ellipse
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Gaussian", "GaussianOutcome", "gaussian"]


class GaussianOutcome(Outcome):
    """Whether the hill has a density."""

    DENSITY = "The covariance stretches every direction, so there is a density."
    FLAT = "The covariance squashes some direction to nothing: all probability lies in it, without a density."


@dataclass(frozen=True, eq=False)
class Gaussian:
    """N(mean, covariance) in n dimensions: ``mean`` has shape (n,), ``covariance`` (n, n).

    ``variances``, shape (n,), are the covariance's eigenvalues, descending, and ``directions``, shape (n, n),
    its unit eigenvectors as columns, each with its largest entry positive.
    """

    mean: Float[np.ndarray, " n"]
    covariance: Float[np.ndarray, "n n"]
    variances: Float[np.ndarray, " n"]
    directions: Float[np.ndarray, "n n"]

    @property
    def outcome(self) -> GaussianOutcome:
        """Whether there is a density: all eigenvalues above rounding error."""
        return GaussianOutcome.DENSITY if self.variances[-1] > 0 else GaussianOutcome.FLAT

    @property
    def stretch(self) -> Float[np.ndarray, "n n"]:
        """The symmetric root A of the covariance: x = mean + A z carries the round hill to this one."""
        return frozen((self.directions * np.sqrt(self.variances)) @ self.directions.T)

    def density(self, points: ArrayLike) -> Float[np.ndarray, " k"]:
        """The height of the hill at ``points``, shape (k, n); a ``ValueError`` if the outcome is ``FLAT``."""
        if self.outcome is GaussianOutcome.FLAT:
            raise ValueError(f"covariance must be positive definite for a density. {self.outcome.sentence}")
        x = matrix("points", points, columns=self.mean.size)
        z = (x - self.mean) @ self.directions / np.sqrt(self.variances)
        scale = math.sqrt(math.prod((2 * math.pi * self.variances).tolist()))
        return frozen(np.exp(-(z**2).sum(axis=1) / 2) / scale)

    def sample(self, k: int, rng: np.random.Generator) -> Float[np.ndarray, "k n"]:
        """``k`` independent draws: standard normals, stretched and shifted. O(k n²)."""
        z = rng.standard_normal((count("k", k), self.mean.size))
        return frozen(self.mean + z @ self.stretch)

    def ellipse(self, probability: float = 0.95) -> Ellipse:
        """The contour that holds ``probability`` (strictly in (0, 1)) of a Gaussian in two dimensions.

        Half-axes are √(chi-squared quantile, 2 df) · √eigenvalue; a flat Gaussian has a half-axis of zero.
        """
        if self.mean.size != 2:
            raise ValueError(
                f"an ellipse needs two dimensions; mean has shape {self.mean.shape}: use marginal"
            )
        share = number("probability", probability, low=0, high=1)
        if not 0 < share < 1:
            raise ValueError(f"probability must lie strictly between 0 and 1; got {share:g}")
        radius = math.sqrt(-2 * math.log1p(-share))  # the chi-squared quantile with 2 df in closed form
        return Ellipse(self.mean, frozen(radius * np.sqrt(self.variances)), self.directions)

    def marginal(self, indices: Sequence[int]) -> Gaussian:
        """The Gaussian of the coordinates ``indices`` alone: just read their means and covariances."""
        keep = self._indices(indices)
        return gaussian(self.mean[keep], self.covariance[np.ix_(keep, keep)])

    def condition(self, indices: Sequence[int], values: ArrayLike) -> Gaussian:
        """The Gaussian of the other coordinates when those at ``indices`` are known to be ``values``.

        mean = μ₁ + Σ₁₂ Σ₂₂⁻¹ (values − μ₂), covariance = Σ₁₁ − Σ₁₂ Σ₂₂⁻¹ Σ₂₁. The known coordinates must have
        a density of their own. O(n³).
        Source: Bishop, Pattern Recognition and Machine Learning, equations 2.81 and 2.82.
        """
        known = self._indices(indices)
        rest = [i for i in range(self.mean.size) if i not in known]
        if not rest:
            raise ValueError("indices must leave at least one coordinate unknown")
        if self.marginal(known).outcome is GaussianOutcome.FLAT:
            raise ValueError(
                "the known coordinates must have a positive definite covariance: leave out those that "
                "follow from others"
            )
        seen = vector("values", values, length=len(known))
        S = self.covariance
        weights = np.linalg.solve(S[np.ix_(known, known)], S[np.ix_(known, rest)]).T
        mean = self.mean[rest] + weights @ (seen - self.mean[known])
        covariance = S[np.ix_(rest, rest)] - weights @ S[np.ix_(known, rest)]
        return gaussian(mean, (covariance + covariance.T) / 2)

    def _indices(self, indices: Sequence[int]) -> list[int]:
        listed = [count("indices", i, at_least=0, at_most=self.mean.size - 1) for i in indices]
        if not listed or len(set(listed)) != len(listed):
            raise ValueError(f"indices must name at least one coordinate, each once; got {listed}")
        return listed


def gaussian(mean: ArrayLike, covariance: ArrayLike) -> Gaussian:
    """The Gaussian with ``mean``, shape (n,), and symmetric positive semidefinite ``covariance``, (n, n).

    Eigenvalues within 1e-12 of zero, relative to the largest entry, count as zero; a negative one is a
    ``ValueError``. O(n³).
    Source: Bishop, Pattern Recognition and Machine Learning, section 2.3.

    >>> hill = gaussian([0, 0], [[2, 1], [1, 2]])
    >>> hill.density([[0, 0]]).round(5), hill.ellipse().half_axes.round(3)
    (array([0.09189]), array([4.24 , 2.448]))
    >>> sheet = gaussian([0, 0], [[1, 0.5], [0.5, 1]]).condition([0], [1])
    >>> sheet.mean, sheet.covariance
    (array([0.5]), array([[0.75]]))
    """
    center = vector("mean", mean)
    S = matrix("covariance", covariance, rows=center.size, columns=center.size)
    tolerance = 1e-12 * max(float(np.abs(S).max()), np.finfo(float).tiny)
    if (np.abs(S - S.T) > tolerance).any():
        raise ValueError("covariance must be symmetric: use (S + S.T) / 2 if the difference is rounding")
    ascending, columns = np.linalg.eigh(S)
    if ascending[0] < -tolerance:
        raise ValueError(
            f"covariance must be positive semidefinite; its smallest eigenvalue is {ascending[0]:g}: "
            "no data have such variances and covariances"
        )
    descending = np.argsort(-ascending, kind="stable")  # leaves the axes of a round hill as they are
    variances = np.where(ascending <= tolerance, 0.0, ascending)[descending]
    columns = columns[:, descending]
    largest = columns[np.abs(columns).round(12).argmax(axis=0), np.arange(center.size)]
    return Gaussian(center, S, frozen(variances), frozen(columns * np.sign(largest)))

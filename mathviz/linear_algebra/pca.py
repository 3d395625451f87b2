"""Data in fewer dimensions: covariance, projection onto directions, and the directions that keep most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, probability, vector
from mathviz.linear_algebra.eigen import eigen

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "PCA",
    "Covariance",
    "DataProjection",
    "covariance_matrix",
    "pca",
    "project_data",
    "variance_along",
]


@dataclass(frozen=True, eq=False)
class Covariance:
    """The covariance ``matrix`` (n, n) of m observations, their ``mean`` (n,), and the data ``centered``."""

    mean: Float[np.ndarray, " n"]
    centered: Float[np.ndarray, "m n"]
    matrix: Float[np.ndarray, "n n"]

    def rectangles(self, i: int, j: int) -> Float[np.ndarray, " m"]:
        """The signed area between each point and the mean, in the plane of columns i and j.

        Their sum, divided by m − ddof, is the covariance of the two columns.
        """
        top = self.mean.size - 1
        i, j = count("i", i, at_least=0, at_most=top), count("j", j, at_least=0, at_most=top)
        return frozen(self.centered[:, i] * self.centered[:, j])


def covariance_matrix(X: ArrayLike, ddof: int = 1) -> Covariance:
    """Variances on the diagonal, covariances beside it, for X (m observations, n features). O(m n^2).

    Divides by m − ddof: 1 for a sample, 0 for a whole population.
    Source: Strang, Introduction to Linear Algebra, 5th ed., section 12.2.

    >>> covariance_matrix([[-2, -1], [-1, -2], [0, 0], [1, 2], [2, 1]]).matrix
    array([[2.5, 2. ], [2. , 2.5]])
    """
    X = matrix("X", X)
    ddof = count("ddof", ddof, at_least=0)
    if len(X) <= ddof:
        raise ValueError(f"X needs more than {ddof} observations for ddof = {ddof}; got shape {X.shape}")
    mean = X.mean(axis=0)
    centered = X - mean
    return Covariance(frozen(mean), frozen(centered), frozen(centered.T @ centered / (len(X) - ddof)))


@dataclass(frozen=True, eq=False)
class DataProjection:
    """Data (m, n) seen along k orthonormal ``directions`` (n, k)."""

    data: Float[np.ndarray, "m n"]
    directions: Float[np.ndarray, "n k"]

    @property
    def scores(self) -> Float[np.ndarray, "m k"]:
        """The coordinates along the directions, one observation a row: X V."""
        return frozen(self.data @ self.directions)

    @property
    def shadows(self) -> Float[np.ndarray, "m n"]:
        """Where the points drop, at right angles, on the line or plane of the directions: X V Vᵀ."""
        return frozen(self.scores @ self.directions.T)


def project_data(X: ArrayLike, directions: ArrayLike) -> DataProjection:
    """Project the rows of X (m, n) onto the columns of ``directions`` (n, k), orthonormal ones. O(m n k).

    Source: Strang, Introduction to Linear Algebra, 5th ed., section 4.4.

    >>> project_data([[3, 1], [1, 2], [0, 4]], [[0.5**0.5], [0.5**0.5]]).scores.round(4)
    array([[2.8284], [2.1213], [2.8284]])
    """
    X = matrix("X", X)
    V = matrix("directions", directions, rows=X.shape[1])
    if np.abs(V.T @ V - np.eye(V.shape[1])).max() > 1e-9:
        raise ValueError(
            "directions must be orthonormal columns; divide each by its length, and use np.linalg.qr if they"
            " are not at right angles"
        )
    return DataProjection(X, V)


@dataclass(frozen=True, eq=False)
class PCA:
    """The principal components of data (m, n), strongest first.

    ``components`` (n, n) has one unit vector a row, its largest entry positive; ``variances`` (n,) are the
    variances of the data along them (dividing by m − 1). ``scores`` (m, n) are the coordinates of the
    observations along them. The data were centred by ``mean`` (n,) and divided by ``scale`` (n,).
    """

    mean: Float[np.ndarray, " n"]
    scale: Float[np.ndarray, " n"]
    components: Float[np.ndarray, "n n"]
    variances: Float[np.ndarray, " n"]
    scores: Float[np.ndarray, "m n"]

    @property
    def ratio(self) -> Float[np.ndarray, " n"]:
        """The share of the whole variance that each component carries."""
        return frozen(self.variances / self.variances.sum())

    @property
    def cumulative_ratio(self) -> Float[np.ndarray, " n"]:
        """The share that the first 1, 2, … components carry together."""
        return frozen(np.cumsum(self.ratio))

    def components_for(self, share: float) -> int:
        """The smallest number of components that carry at least this share of the variance, in [0, 1]."""
        short = self.cumulative_ratio < probability("share", share) - 1e-12
        return min(int(short.sum()) + 1, self.variances.size)

    def reconstruct(self, k: int) -> Float[np.ndarray, "m n"]:
        """The data rebuilt from the first k components, in their own units; k = 0: the mean. O(m n k)."""
        k = count("k", k, at_least=0, at_most=self.variances.size)
        return frozen(self.mean + self.scores[:, :k] @ self.components[:k] * self.scale)


def pca(X: ArrayLike, *, standardise: bool = False) -> PCA:
    """Principal components of X (m, n): centre, covariance, eigenvectors, project. O(m n^2 + n^3).

    With ``standardise`` each column is also divided by its standard deviation (m − 1), so that units do not
    decide. The components mix the features; they do not select them.
    Source: Jolliffe, Principal Component Analysis, 2nd ed., chapters 1 to 3.

    >>> pca([[-2, -1], [-1, -2], [0, 0], [1, 2], [2, 1]]).ratio
    array([0.9, 0.1])
    """
    cloud = covariance_matrix(X)
    spread = np.sqrt(np.diag(cloud.matrix))
    if not spread.any():
        raise ValueError("X must vary: all its rows are equal, so there is no direction of most variance")
    if standardise and not spread.all():
        raise ValueError(
            f"X has constant columns {np.flatnonzero(spread == 0).tolist()}: drop them before standardising"
        )
    scale = spread if standardise else np.ones_like(spread)
    centered = cloud.centered / scale
    found = eigen(cloud.matrix / np.outer(scale, scale))
    variances = np.maximum(found.values, 0.0)  # rounding can leave −1e-16
    scores = centered @ found.vectors
    return PCA(cloud.mean, frozen(scale), frozen(found.vectors.T.copy()), frozen(variances), frozen(scores))


def variance_along(C: ArrayLike, theta: ArrayLike) -> Float[np.ndarray, " k"]:
    """The variance uᵀ C u of data with covariance C (2, 2) in the direction u of each angle ``theta`` (k,).

    In radians. The largest value is the largest eigenvalue of C, in the direction of its eigenvector: this is
    Rayleigh's quotient (Trefethen and Bau, Numerical Linear Algebra, lecture 27). O(k).

    >>> variance_along([[2.5, 2], [2, 2.5]], np.radians([45, 135]))
    array([4.5, 0.5])
    """
    C = matrix("C", C, rows=2, columns=2)
    size = np.abs(C).max()
    if abs(C[0, 1] - C[1, 0]) > 1e-12 * size:
        raise ValueError("C must be symmetric, as every covariance matrix is")
    if np.linalg.eigvalsh(C)[0] < -1e-12 * size:
        raise ValueError("C must be positive semidefinite: no direction can have a negative variance")
    theta = vector("theta", theta)
    u = np.column_stack([np.cos(theta), np.sin(theta)])
    return frozen(np.sum((u @ C) * u, axis=1))

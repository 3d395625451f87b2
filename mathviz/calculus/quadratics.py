"""Quadratic bowls: the valleys on which everything about gradient descent can be known exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, number, positive, vector
from mathviz.ellipse import Ellipse

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Quadratic"]


class Quadratic:
    """The quadratic f(p) = c + ½ (p − m)ᵀ H (p − m), with a symmetric Hessian H of shape (n, n).

    ``center`` is its stationary point m (n,), by default the origin; ``level`` is its height c there. It is
    a bowl when H is positive definite; otherwise a trough, a saddle or a dome, and then what only a bowl
    has (condition number, learning rates, contour ellipse, the way to the minimum) is a ``ValueError``.

    Eigenvalues descend and each eigenvector's largest entry is positive. Nocedal and Wright, Numerical
    Optimization, 2nd ed., section 3.3; the learning rates: Nesterov, Introductory Lectures on Convex
    Optimization, section 2.1.5. O(n³) once, O(n²) for a value or a gradient.

    >>> valley = Quadratic([[1, 0], [0, 10]])
    >>> valley.value([10, 1]), valley.gradient([10, 1])
    (55.0, array([10., 10.]))
    >>> valley.condition_number, valley.largest_stable_learning_rate
    (10.0, 0.2)
    """

    H: Float[np.ndarray, "n n"]
    center: Float[np.ndarray, " n"]
    level: float
    eigenvalues: Float[np.ndarray, " n"]
    eigenvectors: Float[np.ndarray, "n n"]

    def __init__(self, H: ArrayLike, center: ArrayLike | None = None, level: float = 0.0) -> None:
        """Check that H is square and symmetric, and find its eigenvalues and eigenvectors."""
        self.H = matrix("H", H, square=True)
        if not np.allclose(self.H, self.H.T, rtol=1e-10, atol=1e-10 * np.abs(self.H).max()):
            raise ValueError(f"H must be symmetric; got {self.H.tolist()}: use (H + Hᵀ) / 2")
        n = len(self.H)
        self.center = vector("center", np.zeros(n) if center is None else center, length=n)
        self.level = number("level", level)
        eigenvalues, vectors = np.linalg.eigh(self.H)
        signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(n)])
        self.eigenvalues = frozen(eigenvalues[::-1].copy())
        self.eigenvectors = frozen((vectors * signs)[:, ::-1].copy())

    def __repr__(self) -> str:
        """The three numbers that make it."""
        return f"Quadratic({self.H.tolist()}, center={self.center.tolist()}, level={self.level:g})"

    def __call__(self, *coordinates: Any) -> Any:
        """The height at n coordinates, elementwise: numbers, or arrays that broadcast, such as a grid."""
        if len(coordinates) != self.center.size:
            raise ValueError(f"coordinates must be {self.center.size} in number; got {len(coordinates)}")
        offsets = np.stack(np.broadcast_arrays(*coordinates), axis=-1) - self.center
        return self.level + 0.5 * np.einsum("...i,ij,...j", offsets, self.H, offsets)

    def value(self, point: ArrayLike) -> float:
        """The height at a point of shape (n,)."""
        return float(self(*self._point(point)))

    def gradient(self, point: ArrayLike) -> Float[np.ndarray, " n"]:
        """H (p − m), shape (n,): it lives in the floor and stands at right angles to the contour."""
        return frozen(self.H @ (self._point(point) - self.center))

    def hessian(self, point: ArrayLike) -> Float[np.ndarray, "n n"]:
        """H, the same at every point."""
        self._point(point)
        return self.H

    @property
    def is_bowl(self) -> bool:
        """Whether H is positive definite (eigenvalues below 1e-12 of the largest count as zero)."""
        return bool(self.eigenvalues[-1] > 1e-12 * np.abs(self.eigenvalues).max())

    @property
    def condition_number(self) -> float:
        """λmax / λmin, the shape of the valley: 1 is round; the longer and narrower, the larger."""
        largest, smallest = self._extremes()
        return largest / smallest

    @property
    def largest_stable_learning_rate(self) -> float:
        """2 / λmax: above it the steps across the steepest wall grow."""
        return 2 / self._extremes()[0]

    @property
    def best_learning_rate(self) -> float:
        """2 / (λmin + λmax): the slowest of all directions shrinks fastest."""
        return 2 / sum(self._extremes())

    def factors(self, learning_rate: float) -> Float[np.ndarray, " n"]:
        """1 − αλ for each eigenvalue, shape (n,): what one step of descent does along each eigenvector.

        Between 0 and 1 it creeps, below 0 it zigzags, beyond −1 it grows.
        """
        return frozen(1 - positive("learning_rate", learning_rate) * self.eigenvalues)

    def angle_to_minimum(self, point: ArrayLike) -> float:
        """The angle in radians between the steepest way down and the straight way to the minimum.

        Zero everywhere just when the bowl is round. The point must not be the minimum itself.
        """
        self._extremes()
        target = self.center - self._point(point)
        if not target.any():
            raise ValueError("point must not be the minimum: no way leads on from there")
        downhill = -self.gradient(point)
        # atan2 of the two unit vectors' difference and sum keeps full accuracy near 0 and π (Kahan).
        u, v = downhill / np.linalg.norm(downhill), target / np.linalg.norm(target)
        return float(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))

    def contour(self, height: float) -> Ellipse:
        """The ellipse in the plane where the bowl has this height (n = 2 only).

        Its half-lengths √(2 (height − level) / λ) run along the eigenvectors, the longer first.
        """
        self._extremes()
        if self.center.size != 2:
            raise ValueError(f"contour needs a bowl of 2 variables; this one has {self.center.size}")
        rise = number("height", height, low=self.level) - self.level
        half_axes = np.sqrt(2 * rise / self.eigenvalues[::-1])
        return Ellipse(self.center, frozen(half_axes), frozen(self.eigenvectors[:, ::-1]))

    def _point(self, point: ArrayLike) -> Float[np.ndarray, " n"]:
        return vector("point", point, length=self.center.size)

    def _extremes(self) -> tuple[float, float]:
        if not self.is_bowl:
            raise ValueError(
                f"H must be positive definite for this; its eigenvalues are {self.eigenvalues.tolist()}"
            )
        return float(self.eigenvalues[0]), float(self.eigenvalues[-1])

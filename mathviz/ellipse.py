"""Ellipses: a bowl's level curves, and the contours of a Gaussian."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen

__all__ = ["Ellipse"]


@dataclass(frozen=True, eq=False)
class Ellipse:
    """The ellipse center + cos t · axis₁ + sin t · axis₂ in the plane.

    ``center`` has shape (2,), ``half_axes`` (2,), the longer first; ``directions`` (2, 2) holds their unit
    vectors as columns.

    >>> lying = Ellipse(np.zeros(2), np.array([2.0, 1.0]), np.eye(2))
    >>> lying.points(5).round(12) + 0.0
    array([[ 2.,  0.],
           [ 0.,  1.],
           [-2.,  0.],
           [ 0., -1.],
           [ 2.,  0.]])
    """

    center: Float[np.ndarray, " 2"]
    half_axes: Float[np.ndarray, " 2"]
    directions: Float[np.ndarray, "2 2"]

    @property
    def angle(self) -> float:
        """The direction of the longer axis against the x-axis, in radians in (−π/2, π/2]."""
        x, y = self.directions[:, 0]
        return math.atan(y / x) if x != 0 else math.pi / 2

    def points(self, n: int = 181) -> Float[np.ndarray, "n 2"]:
        """``n`` points once around the ellipse, the last one equal to the first. O(n)."""
        t = np.linspace(0, 2 * math.pi, count("n", n, at_least=2))
        circle = np.vstack([np.cos(t), np.sin(t)])
        return frozen(self.center + ((self.directions * self.half_axes) @ circle).T)

"""Covariance and correlation: signed rectangles, averaged, and what they can't tell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, same_length, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Association", "AssociationOutcome", "TurningCloud", "association", "turning_cloud"]


class AssociationOutcome(Outcome):
    """Whether two columns of data have a correlation and a line."""

    DEFINED = "Both columns vary, so they have a correlation and a least-squares line."
    CONSTANT_X = "All x are equal: no correlation, and no line predicts y from x."
    CONSTANT_Y = "All y are equal: no correlation, and the line is flat."


@dataclass(frozen=True, eq=False)
class Association:
    """How two columns ``x`` and ``y``, both of shape (n,), vary together."""

    x: Float[np.ndarray, " n"]
    y: Float[np.ndarray, " n"]

    @property
    def outcome(self) -> AssociationOutcome:
        """Whether both columns vary."""
        if self.x.min() == self.x.max():
            return AssociationOutcome.CONSTANT_X
        if self.y.min() == self.y.max():
            return AssociationOutcome.CONSTANT_Y
        return AssociationOutcome.DEFINED

    @property
    def means(self) -> tuple[float, float]:
        """The center of the cloud, from which the rectangles are drawn."""
        return float(self.x.mean()), float(self.y.mean())

    @property
    def rectangles(self) -> Float[np.ndarray, " n"]:
        """(x − mean)(y − mean): each point's signed area, positive where both lie on the same side."""
        return frozen((self.x - self.means[0]) * (self.y - self.means[1]))

    @property
    def covariance(self) -> float:
        """The average signed rectangle, ÷ (n − 1), in units of x times units of y."""
        return float(self.rectangles.sum()) / (self.x.size - 1)

    @property
    def correlation(self) -> float | None:
        """Covariance over both standard deviations, free of units and in [−1, 1]; None if one is constant."""
        if self.outcome is not AssociationOutcome.DEFINED:
            return None
        r = self.covariance / math.sqrt(float(self.x.var(ddof=1)) * float(self.y.var(ddof=1)))
        return max(-1.0, min(1.0, r))

    @property
    def line(self) -> tuple[float, float] | None:
        """Intercept and slope of the least-squares line of y on x; None if x is constant."""
        if self.outcome is AssociationOutcome.CONSTANT_X:
            return None
        slope = self.covariance / float(self.x.var(ddof=1))
        return self.means[1] - slope * self.means[0], slope


def association(x: ArrayLike, y: ArrayLike) -> Association:
    """Pair up the columns ``x`` and ``y``, both of shape (n ≥ 2,). O(n).

    Source: Pearson (1895); Freedman, Pisani and Purves, Statistics, 4th ed., chapters 8 and 9.

    >>> association([1, 2, 3, 4], [2, 4, 6, 9]).covariance
    3.8333333333333335
    >>> parabola = association([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4])
    >>> parabola.correlation
    0.0
    """
    first, second = vector("x", x, at_least=2), vector("y", y, at_least=2)
    same_length(x=first, y=second)
    return Association(first, second)


@dataclass(frozen=True, eq=False)
class TurningCloud:
    """A cloud that can have any correlation: two uncorrelated columns, mean 0 and variance 1, shape (n,)."""

    first: Float[np.ndarray, " n"]
    second: Float[np.ndarray, " n"]

    def at(self, correlation: float) -> Float[np.ndarray, "n 2"]:
        """The points (x, ρ x + √(1 − ρ²) second), whose correlation is exactly ρ. O(n)."""
        rho = number("correlation", correlation, low=-1, high=1)
        return frozen(np.column_stack([self.first, rho * self.first + math.sqrt(1 - rho**2) * self.second]))


def turning_cloud(n: int, rng: np.random.Generator) -> TurningCloud:
    """A normal cloud of ``n`` ≥ 3 points, made exactly uncorrelated with variance 1 (÷(n − 1)). O(n).

    Centering and orthonormalising (QR) the drawn columns removes the accidents of the sample.
    Source: Golub and Van Loan, Matrix Computations, 4th ed., section 5.2.

    >>> cloud = turning_cloud(50, np.random.default_rng(1)).at(0.8)
    >>> round(association(cloud[:, 0], cloud[:, 1]).correlation, 12)
    0.8
    """
    n = count("n", n, at_least=3)
    points = rng.standard_normal((n, 2))
    columns = np.linalg.qr(points - points.mean(axis=0)).Q * math.sqrt(n - 1)
    return TurningCloud(frozen(columns[:, 0]), frozen(columns[:, 1]))

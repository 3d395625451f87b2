"""How uncertain a fitted line is: its slope, its height (a bow tie), and a new point (a wider band)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, same_length, vector
from mathviz.outcome import Outcome
from mathviz.probability.intervals import MeanInterval, mean_interval, t_multiplier
from mathviz.probability.likelihood import MaximumLikelihood, regression_likelihood
from mathviz.probability.testing import p_value

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Band", "LineEstimate", "LineOutcome", "estimate_line", "resampled_lines"]


class LineOutcome(Outcome):
    """Whether the points scatter about the line, so that its uncertainty can be told."""

    ESTIMATED = "The points scatter about the line, and that scatter tells how uncertain the line is."
    EXACT = "The points lie on the line exactly: without scatter there is no uncertainty to tell and no t."


@dataclass(frozen=True, eq=False)
class Band:
    """An interval at each ``x`` of a grid: ``center``, ``low`` and ``high``, all of shape (g,)."""

    x: Float[np.ndarray, " g"]
    center: Float[np.ndarray, " g"]
    low: Float[np.ndarray, " g"]
    high: Float[np.ndarray, " g"]


@dataclass(frozen=True, eq=False)
class LineEstimate:
    """A least-squares line through n points with the scatter about it.

    ``residual_error`` is s = √(SSE/(n − 2)), the estimate of the noise; ``slope_error`` is s/√Σ(x − x̄)². With
    outcome ``EXACT`` both are zero, ``t`` and ``p_value`` are None, and intervals have no width.
    """

    n: int
    slope: float
    intercept: float
    mean_x: float
    scatter_x: float
    residual_error: float
    outcome: LineOutcome

    @property
    def df(self) -> int:
        """Degrees of freedom: n − 2, since the line used up two."""
        return self.n - 2

    @property
    def slope_error(self) -> float:
        """The standard error of the slope."""
        return self.residual_error / math.sqrt(self.scatter_x)

    @property
    def t(self) -> float | None:
        """The slope in units of its standard error: how far it is from a level line."""
        return None if self.outcome is LineOutcome.EXACT else self.slope / self.slope_error

    @property
    def p_value(self) -> float | None:
        """How often a level truth would give a slope at least this steep, up or down (two-tailed)."""
        return None if self.t is None else p_value(self.t, df=self.df)

    def slope_interval(self, level: float = 0.95) -> MeanInterval:
        """slope ∓ t × its standard error."""
        return mean_interval(self.slope, self.slope_error, level, df=self.df)

    def mean_band(self, grid: ArrayLike, level: float = 0.95) -> Band:
        """The interval for the line's height at each x of ``grid`` (g,): narrowest at the mean of x."""
        x = vector("grid", grid)
        return self._band(x, np.sqrt(self._leverage(x)), level)

    def prediction_band(self, grid: ArrayLike, level: float = 0.95) -> Band:
        """The interval for one new point at each x of ``grid`` (g,): the line's doubt plus the noise."""
        x = vector("grid", grid)
        return self._band(x, np.sqrt(1 + self._leverage(x)), level)

    def _leverage(self, x: np.ndarray) -> np.ndarray:
        return np.asarray(1 / self.n + (x - self.mean_x) ** 2 / self.scatter_x)

    def _band(self, x: np.ndarray, widening: np.ndarray, level: float) -> Band:
        center = self.intercept + self.slope * x
        margin = t_multiplier(self.df, level) * self.residual_error * widening
        return Band(x, frozen(center), frozen(center - margin), frozen(center + margin))


def estimate_line(x: ArrayLike, y: ArrayLike) -> LineEstimate:
    """The least-squares line through (x, y), each (n,) with n ≥ 3, and how uncertain it is. O(n).

    The bands and the t-test assume independent normal noise of one size about a straight line. ``x`` must
    hold at least two different values.
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 14.2.

    >>> line = estimate_line([1, 2, 3, 4], [1, 3, 2, 4])
    >>> round(line.slope, 12), round(line.slope_error, 4), round(line.p_value, 4)
    (0.8, 0.4243, 0.2)
    """
    inputs, targets = vector("x", x, at_least=3), vector("y", y, at_least=3)
    same_length(x=inputs, y=targets)
    best = regression_likelihood(inputs, targets)
    exact = best.outcome is MaximumLikelihood.UNBOUNDED
    squares = 0.0 if exact else best.squared_error(best.slope, best.intercept)
    return LineEstimate(
        n=inputs.size,
        slope=best.slope,
        intercept=best.intercept,
        mean_x=float(inputs.mean()),
        scatter_x=float(((inputs - inputs.mean()) ** 2).sum()),
        residual_error=math.sqrt(squares / (inputs.size - 2)),
        outcome=LineOutcome.EXACT if exact else LineOutcome.ESTIMATED,
    )


def resampled_lines(
    x: ArrayLike, y: ArrayLike, repetitions: int, rng: np.random.Generator
) -> Float[np.ndarray, "repetitions 2"]:
    """Refit the line to resampled points (bootstrap): slope and intercept in each row.

    Each refit draws n of the n points with replacement; draws that hit one x only are drawn again, since they
    single out no line. O(n repetitions).
    Source: Efron and Tibshirani, An Introduction to the Bootstrap, section 9.5.

    >>> on_a_line = resampled_lines([0, 1, 2], [1, 3, 5], 100, np.random.default_rng(1))
    >>> np.ptp(on_a_line, axis=0).round(12)
    array([0., 0.])
    """
    inputs, targets = vector("x", x, at_least=3), vector("y", y, at_least=3)
    n = same_length(x=inputs, y=targets)
    regression_likelihood(inputs, targets)  # refuses an x without spread, which could be drawn for ever
    picks = rng.integers(n, size=(count("repetitions", repetitions), n))
    while (stuck := np.ptp(inputs[picks], axis=1) == 0).any():
        picks[stuck] = rng.integers(n, size=(int(stuck.sum()), n))
    drawn_x, drawn_y = inputs[picks], targets[picks]
    centered = drawn_x - drawn_x.mean(axis=1, keepdims=True)
    slopes = (centered * drawn_y).sum(axis=1) / (centered**2).sum(axis=1)
    return frozen(np.column_stack([slopes, drawn_y.mean(axis=1) - slopes * drawn_x.mean(axis=1)]))

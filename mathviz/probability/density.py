"""Densities: probability is the area under the curve, and the cumulative distribution adds it up."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number, numbers, positive, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Accumulation", "Bell", "accumulate", "bell_stages", "interval_probability"]

Density = Callable[[np.ndarray], np.ndarray]


def _heights(density: Density, x: np.ndarray) -> np.ndarray:
    heights = vector("density(x)", density(x), length=x.size)
    if (heights < 0).any():
        raise ValueError(
            f"density must not be negative; at x = {x[heights < 0][0]:g} it is {heights.min():g}"
        )
    return heights


def interval_probability(density: Density, low: float, high: float, breaks: ArrayLike = ()) -> float:
    """P(low ≤ X ≤ high), the area under ``density`` from ``low`` to ``high``, which may be infinite.

    ``density`` maps an array of shape (n,) to one of shape (n,), on the whole line. Its area is found in
    pieces between ``low``, ``high`` and ``breaks``, shape (b,), correct to about 1e-7. Quadrature may
    overlook a jump or a narrow peak, so the pieces of the whole line must add up to one within 1e-6; if they
    don't it is a ``ValueError``: name jumps and peaks in ``breaks``. O(b): about 500 heights for each piece.
    Source: Takahasi and Mori, "Double exponential formulas for numerical integration" (1974).

    >>> from scipy.stats import uniform
    >>> round(interval_probability(uniform(2, 4).pdf, -np.inf, 3, breaks=[2, 6]), 8)
    0.25
    """
    from scipy.integrate import tanhsinh

    low, high = number("low", low, infinite=True), number("high", high, infinite=True)
    if low > high:
        raise ValueError(f"low must not exceed high; got low = {low:g} and high = {high:g}")
    named = vector("breaks", breaks).tolist() if numbers("breaks", breaks).size else []
    cuts = np.array(sorted({-math.inf, low, high, *named, math.inf}))
    start, end = cuts[:-1], cuts[1:]

    def heights(x: np.ndarray) -> np.ndarray:
        values, reached = np.zeros(x.shape), np.isfinite(x)  # the rule's outermost points are infinite
        with np.errstate(over="ignore"):
            values[reached] = _heights(density, x[reached])
        return values

    # From the fourth level on: before it two sums of a normal's tail can agree, and both be wrong.
    pieces = tanhsinh(heights, start, end, atol=1e-9, rtol=1e-9, minlevel=4)
    total = pieces.integral.sum()
    if not ((pieces.error <= 1e-7).all() and abs(total - 1) <= 1e-6):  # also when one is NaN
        raise ValueError(
            f"density must have total area 1; its pieces add up to {total:.7g} ± {pieces.error.max():.1g}: "
            "divide by the area, or name jumps and narrow peaks in breaks"
        )
    inside = pieces.integral[(low <= start) & (end <= high)].sum()
    return float(min(inside, 1.0))


@dataclass(frozen=True, eq=False)
class Accumulation:
    """A sweep over a grid: the ``density`` at each point and the area swept so far, all of shape (g,)."""

    grid: Float[np.ndarray, " g"]
    density: Float[np.ndarray, " g"]
    cumulative: Float[np.ndarray, " g"]


def accumulate(density: Density, grid: ArrayLike) -> Accumulation:
    """The area under ``density`` from the first point of the ascending ``grid``, shape (g ≥ 2,), to each.

    Start the grid where the distribution starts, and ``cumulative`` is its cdf. Three Gauss-Legendre points
    in each cell: exact for polynomials up to degree 5. Put jumps and kinks on grid points. O(g).
    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 25.4.30.

    >>> accumulate(lambda x: 2 * x, [0, 0.5, 1]).cumulative.round(12)
    array([0.  , 0.25, 1.  ])
    """
    points = vector("grid", grid, at_least=2)
    width = np.diff(points)
    if (width <= 0).any():
        raise ValueError("grid must ascend strictly: sort it and drop points that repeat")
    nodes, weights = np.polynomial.legendre.leggauss(3)
    inside = points[:-1, None] + width[:, None] * (nodes + 1) / 2
    area = _heights(density, inside.ravel()).reshape(inside.shape) @ weights * width / 2
    cumulative = np.concatenate([[0.0], np.cumsum(area)])
    return Accumulation(points, _heights(density, points), frozen(cumulative))


@dataclass(frozen=True)
class Bell:
    """The curve height · exp(−((x − center) / width)² / 2), one stage on the way to a normal density."""

    change: str
    center: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """The area under the whole curve: height · width · √(2π)."""
        return self.height * self.width * math.sqrt(2 * math.pi)

    def curve(self, x: ArrayLike) -> Float[np.ndarray, " n"]:
        """The curve at each ``x``, shape (n,)."""
        z = (vector("x", x) - self.center) / self.width
        return frozen(self.height * np.exp(-(z**2) / 2))


def bell_stages(mean: float, standard_deviation: float) -> tuple[Bell, ...]:
    """The normal density built up from e^(−x²) in four changes: widen, stretch, shift, divide by the area.

    The last stage is the density of N(mean, standard_deviation²), with area one; the first has area √π. O(1).
    Source: Gauss's integral; Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 2.2.3.

    >>> [round(stage.area, 4) for stage in bell_stages(100, 15)]
    [1.7725, 2.5066, 37.5994, 37.5994, 1.0]
    """
    mean, spread = number("mean", mean), positive("standard_deviation", standard_deviation)
    return (
        Bell("start from e^(−x²)", 0.0, math.sqrt(0.5), 1.0),
        Bell("halve the exponent, so that the curve bends at ±1", 0.0, 1.0, 1.0),
        Bell("stretch by the standard deviation", 0.0, spread, 1.0),
        Bell("shift to the mean", mean, spread, 1.0),
        Bell("divide by the area", mean, spread, 1 / (spread * math.sqrt(2 * math.pi))),
    )

"""Quantiles seen: the box plot, and the QQ plot that asks whether data are normal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["BoxPlot", "QQPlot", "box_plot", "qq_plot"]


@dataclass(frozen=True, eq=False)
class BoxPlot:
    """Tukey's box plot of data; ``ordered`` has shape (n,), ascending."""

    ordered: Float[np.ndarray, " n"]
    q1: float
    median: float
    q3: float

    @property
    def iqr(self) -> float:
        """The interquartile range, the length of the box: the middle half of the data."""
        return self.q3 - self.q1

    @property
    def fences(self) -> tuple[float, float]:
        """1.5 box lengths below and above the box; points beyond are flagged, not wrong."""
        return self.q1 - 1.5 * self.iqr, self.q3 + 1.5 * self.iqr

    @property
    def _inside(self) -> np.ndarray:
        low, high = self.fences
        return (self.ordered >= low) & (self.ordered <= high)

    @property
    def whiskers(self) -> tuple[float, float]:
        """The lowest and highest data within the fences."""
        inside = self.ordered[self._inside]
        return float(inside[0]), float(inside[-1])

    @property
    def outliers(self) -> Float[np.ndarray, " outliers"]:
        """The data beyond the fences, ascending."""
        return frozen(self.ordered[~self._inside])


def box_plot(x: ArrayLike) -> BoxPlot:
    """Sort ``x``, shape (n,), cut it in quarters and draw the box around the middle half. O(n log n).

    Quartiles interpolate linearly between order statistics (NumPy's default, R's type 7).
    Source: Tukey, Exploratory Data Analysis (1977), chapter 2; Hyndman and Fan, The American Statistician 50
    (1996) for the types of quantile.

    >>> box = box_plot([1, 2, 3, 4, 20])
    >>> (box.q1, box.median, box.q3), box.whiskers, box.outliers
    ((2.0, 3.0, 4.0), (1.0, 4.0), array([20.]))
    """
    ordered = np.sort(vector("x", x))
    q1, median, q3 = np.quantile(ordered, [0.25, 0.5, 0.75]).tolist()
    return BoxPlot(frozen(ordered), q1, median, q3)


@dataclass(frozen=True, eq=False)
class QQPlot:
    """Data in order against what a standard normal would give in each place; both of shape (n,)."""

    theoretical: Float[np.ndarray, " n"]
    ordered: Float[np.ndarray, " n"]
    slope: float
    intercept: float
    r: float


def qq_plot(x: ArrayLike) -> QQPlot:
    """Match the sorted ``x``, shape (n ≥ 2,), with normal quantiles at Filliben's positions.

    The line ``intercept + slope · theoretical`` is the least-squares fit, and ``r`` its correlation: 1 when
    the points lie on it. Constant data have no line: a ``ValueError``. O(n log n).
    Source: Filliben, "The probability plot correlation coefficient test for normality", Technometrics 17
    (1975).

    >>> qq_plot([3, 1, 2, 5, 4]).theoretical.round(4)
    array([-1.129 , -0.4857,  0.    ,  0.4857,  1.129 ])
    """
    from scipy.stats import probplot

    data = vector("x", x, at_least=2)
    if data.min() == data.max():
        raise ValueError(f"x must vary for a QQ plot; all {data.size} entries equal {data[0]:g}")
    (theoretical, ordered), (slope, intercept, r) = probplot(data)
    return QQPlot(frozen(theoretical), frozen(ordered), float(slope), float(intercept), float(r))

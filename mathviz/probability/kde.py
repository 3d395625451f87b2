"""Kernel density estimates: a small bell on each datum, added up to a smooth curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, positive, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["KernelDensity", "kernel_density", "silverman"]


@dataclass(frozen=True, eq=False)
class KernelDensity:
    """Normal bells of standard deviation ``bandwidth`` on the ``data``, shape (n,)."""

    data: Float[np.ndarray, " n"]
    bandwidth: float

    def bells(self, grid: ArrayLike) -> Float[np.ndarray, "n g"]:
        """Each datum's bell, of area 1/n, on the ``grid``, shape (g,). O(n g)."""
        from scipy.stats import norm

        points = vector("grid", grid)
        return frozen(norm.pdf(points, self.data[:, None], self.bandwidth) / self.data.size)

    def density(self, grid: ArrayLike) -> Float[np.ndarray, " g"]:
        """The bells added up: the estimated density on the ``grid``, shape (g,). Mirror it for a violin."""
        return frozen(self.bells(grid).sum(axis=0))


def silverman(x: ArrayLike) -> float:
    """Silverman's bandwidth for data ``x``, shape (n ≥ 2,): 0.9 · min(sd, IQR / 1.34) · n^(−1/5).

    If the quartiles coincide the standard deviation (÷(n − 1)) is used alone, as R's ``bw.nrd0`` does. Data
    that are all equal have no bandwidth: a ``ValueError``. O(n).
    Source: Silverman, Density Estimation for Statistics and Data Analysis (1986), equation 3.31.

    >>> from mathviz.datasets import nile
    >>> round(silverman(nile()["volume"]), 2)
    60.63
    """
    data = vector("x", x, at_least=2)
    if data.min() == data.max():
        raise ValueError(f"x must vary for a bandwidth; all {data.size} entries equal {data[0]:g}: give one")
    spread = float(data.std(ddof=1))
    q1, q3 = np.quantile(data, [0.25, 0.75])
    width = min(spread, float(q3 - q1) / 1.34) if q3 > q1 else spread
    return 0.9 * width / math.pow(data.size, 0.2)


def kernel_density(x: ArrayLike, bandwidth: float | None = None) -> KernelDensity:
    """Smooth ``x``, shape (n,), with the given ``bandwidth`` > 0, or Silverman's.

    O(n), and O(n g) for its height at g points.
    Source: Rosenblatt (1956) and Parzen (1962); Silverman (1986), section 2.4.

    >>> kernel_density([-1, 1], 1).density([0]).round(5)
    array([0.24197])
    """
    data = vector("x", x)
    return KernelDensity(data, silverman(data) if bandwidth is None else positive("bandwidth", bandwidth))

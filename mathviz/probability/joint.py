"""Joint distributions: two random variables at once, their shadows (marginals) and slices (conditionals)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, number, vector
from mathviz.probability.pmf import Pmf, pmf

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["JointPmf", "joint_of_pairs", "joint_pmf"]


@dataclass(frozen=True, eq=False)
class JointPmf:
    """P(X = xs[i], Y = ys[j]) = ``table[i, j]``; ``xs`` (r,) and ``ys`` (c,) ascend, ``table`` is (r, c)."""

    xs: Float[np.ndarray, " r"]
    ys: Float[np.ndarray, " c"]
    table: Float[np.ndarray, "r c"]

    @property
    def x(self) -> Pmf:
        """The marginal of X: each row added up, the shadow on one wall."""
        return pmf(self.xs, self.table.sum(axis=1))

    @property
    def y(self) -> Pmf:
        """The marginal of Y: each column added up, the shadow on the other wall."""
        return pmf(self.ys, self.table.sum(axis=0))

    def mass(self, x: float, y: float) -> float:
        """P(X = x, Y = y), zero where either is no value of its variable."""
        row = np.isclose(self.xs, number("x", x), rtol=1e-9)
        column = np.isclose(self.ys, number("y", y), rtol=1e-9)
        return float(self.table[np.ix_(row, column)].sum())

    def given_x(self, x: float) -> Pmf:
        """The distribution of Y when X = ``x``: the row, stretched to sum to one."""
        return self._slice("x", x, self.xs, self.ys, self.table)

    def given_y(self, y: float) -> Pmf:
        """The distribution of X when Y = ``y``: the column, stretched to sum to one."""
        return self._slice("y", y, self.ys, self.xs, self.table.T)

    @staticmethod
    def _slice(name: str, value: float, here: np.ndarray, across: np.ndarray, table: np.ndarray) -> Pmf:
        weights = table[np.isclose(here, number(name, value), rtol=1e-9)].sum(axis=0)
        if weights.sum() == 0:
            raise ValueError(
                f"{name} must be a value with positive probability, of {here.tolist()}; got {value:g}"
            )
        return pmf(across, weights / weights.sum())

    @property
    def product(self) -> Float[np.ndarray, "r c"]:
        """The table that independent variables with these marginals would have: P(X = x) P(Y = y)."""
        return frozen(np.outer(self.x.probabilities, self.y.probabilities))

    @property
    def is_independent(self) -> bool:
        """Whether every entry is the product of its marginals (within 1e-9)."""
        return bool(np.allclose(self.table, self.product, rtol=0, atol=1e-9))

    @property
    def covariance(self) -> float:
        """E[(X − E X)(Y − E Y)]."""
        return float((self.xs - self.x.mean) @ self.table @ (self.ys - self.y.mean))

    @property
    def correlation(self) -> float | None:
        """Covariance / (sd of X · sd of Y), in [−1, 1], or None where one of the variables is constant."""
        spread = math.sqrt(self.x.variance * self.y.variance)
        return None if spread == 0 else max(-1.0, min(1.0, self.covariance / spread))


def joint_pmf(xs: ArrayLike, ys: ArrayLike, table: ArrayLike) -> JointPmf:
    """The joint distribution with P(X = xs[i], Y = ys[j]) = table[i, j], shapes (r,), (c,) and (r, c).

    ``xs`` and ``ys`` ascend strictly; the table holds probabilities that sum to one within 1e-9. Marginals,
    conditionals and moments cost O(r c).
    Source: Ross, A First Course in Probability, 8th ed., sections 6.1 to 6.4.

    >>> weather = joint_pmf([0, 1], [0, 1], [[0.5, 0.1], [0.1, 0.3]])
    >>> weather.given_x(1).probabilities, weather.is_independent
    (array([0.25, 0.75]), False)
    """
    rows, columns = vector("xs", xs), vector("ys", ys)
    for name, values in (("xs", rows), ("ys", columns)):
        if (np.diff(values) <= 0).any():
            raise ValueError(f"{name} must ascend strictly; got {values.tolist()}")
    shares = matrix("table", table, rows=rows.size, columns=columns.size)
    if (shares < 0).any():
        raise ValueError("table must hold probabilities in [0, 1]; it has a negative entry")
    if abs(shares.sum() - 1) > 1e-9:
        raise ValueError(f"table must sum to 1; it sums to {shares.sum():g}: divide by the sum to normalise")
    return JointPmf(rows, columns, shares)


def joint_of_pairs(pairs: ArrayLike) -> JointPmf:
    """The joint distribution of equally likely ``pairs`` (x, y), shape (m, 2). O(m log m).

    Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., section 7.1.

    >>> die_and_sum = joint_of_pairs([(i, i + j) for i in range(1, 7) for j in range(1, 7)])
    >>> round(die_and_sum.given_y(7).mass([3])[0], 4), round(die_and_sum.correlation, 4)
    (np.float64(0.1667), 0.7071)
    """
    points = matrix("pairs", pairs, columns=2)
    xs, row = np.unique(points[:, 0], return_inverse=True)
    ys, column = np.unique(points[:, 1], return_inverse=True)
    counts = np.zeros((xs.size, ys.size))
    np.add.at(counts, (row, column), 1)
    return JointPmf(frozen(xs), frozen(ys), frozen(counts / len(points)))

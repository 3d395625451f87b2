"""Student's t-tests: a signal divided by its own noise, for one sample, for pairs and for two groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mathviz.arguments import number, same_length, vector
from mathviz.outcome import Outcome
from mathviz.probability.intervals import MeanInterval, mean_interval
from mathviz.probability.testing import checked_tail, p_value

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["TTest", "TTestOutcome", "one_sample_t", "paired_t", "welch_t"]


class TTestOutcome(Outcome):
    """Whether there is noise to compare the signal with."""

    TESTED = "The signal was compared with the noise."
    NO_SPREAD = "The values do not vary at all, so there is no noise to compare the signal with and no t."


@dataclass(frozen=True)
class TTest:
    """A t-test: ``t`` = (estimate − hypothesis) / standard_error, with ``df`` degrees of freedom.

    With outcome ``NO_SPREAD`` the standard error is zero and ``t`` and ``p_value`` are None.
    """

    estimate: float
    hypothesis: float
    standard_error: float
    df: float
    tail: str
    outcome: TTestOutcome

    @property
    def signal(self) -> float:
        """How far the estimate lies from the hypothesis."""
        return self.estimate - self.hypothesis

    @property
    def t(self) -> float | None:
        """Signal over noise: the signal in units of the standard error."""
        return None if self.outcome is TTestOutcome.NO_SPREAD else self.signal / self.standard_error

    @property
    def p_value(self) -> float | None:
        """The chance of a t at least this extreme if the hypothesis holds."""
        return None if self.t is None else p_value(self.t, self.tail, self.df)

    def interval(self, level: float = 0.95) -> MeanInterval:
        """The two-sided interval for what is estimated: every hypothesis that it holds would survive."""
        return mean_interval(self.estimate, self.standard_error, level, df=self.df)


def _test(estimate: float, hypothesis: float, error: float, df: float, tail: str) -> TTest:
    outcome = TTestOutcome.TESTED if error > 0 else TTestOutcome.NO_SPREAD
    return TTest(estimate, hypothesis, error, df, checked_tail(tail), outcome)


def _squared_error(values: np.ndarray, size: float) -> float:
    """s²/n, the square of the mean's standard error; zero if the values differ by rounding error only."""
    if np.ptp(values) <= 4 * np.finfo(float).eps * size:
        return 0.0
    return float(values.var(ddof=1)) / values.size


def one_sample_t(x: ArrayLike, mu0: float = 0.0, tail: str = "two") -> TTest:
    """Test whether the mean behind the data ``x`` (n ≥ 2) is ``mu0``: t = (x̄ − μ₀)/(s/√n), n − 1 df. O(n).

    Source: Student (1908), The probable error of a mean.

    >>> test = one_sample_t([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    >>> round(test.t, 4), test.df, round(test.p_value, 6)
    (3.6799, 9, 0.005076)
    """
    values = vector("x", x, at_least=2)
    error = math.sqrt(_squared_error(values, float(np.abs(values).max())))
    return _test(float(values.mean()), number("mu0", mu0), error, values.size - 1, tail)


def paired_t(x: ArrayLike, y: ArrayLike, tail: str = "two") -> TTest:
    """Test whether paired values (n ≥ 2 each) differ on average: a one-sample t-test of x − y. O(n).

    Entry i of both belongs to the same person; that removes the differences between people from the noise.
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 11.3.

    >>> test = paired_t([1, 3, 5, 7], [2, 5, 6, 9])
    >>> round(test.t, 4), test.df
    (-5.1962, 3)
    """
    first, second = vector("x", x, at_least=2), vector("y", y, at_least=2)
    same_length(x=first, y=second)
    differences = first - second
    size = float(max(np.abs(first).max(), np.abs(second).max()))
    error = math.sqrt(_squared_error(differences, size))
    return _test(float(differences.mean()), 0.0, error, differences.size - 1, tail)


def welch_t(x: ArrayLike, y: ArrayLike, tail: str = "two") -> TTest:
    """Test whether two independent groups, (n ≥ 2) and (m ≥ 2), have one mean, variances free. O(n + m).

    t = (x̄ − ȳ)/√(s_x²/n + s_y²/m); the degrees of freedom are Welch and Satterthwaite's, seldom whole, and
    n + m − 2 where neither group varies. "left" means that x has the smaller mean.
    Source: Welch (1947); Satterthwaite (1946).

    >>> test = welch_t([1, 3, 5, 7], [2, 5, 6, 9])
    >>> round(test.t, 4), round(test.df, 4)
    (-0.7746, 5.9268)
    """
    first, second = vector("x", x, at_least=2), vector("y", y, at_least=2)
    a = _squared_error(first, float(np.abs(first).max()))
    b = _squared_error(second, float(np.abs(second).max()))
    df: float = first.size + second.size - 2
    if a + b > 0:
        # Shares of the total, so that squares of tiny variances cannot underflow.
        df = 1 / ((a / (a + b)) ** 2 / (first.size - 1) + (b / (a + b)) ** 2 / (second.size - 1))
    return _test(float(first.mean() - second.mean()), 0.0, math.sqrt(a + b), df, tail)

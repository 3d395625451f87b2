"""Hypothesis tests: a null world, how extreme our result would be in it, and the two kinds of error.

The p-value is the chance, in a world where the null hypothesis holds, of a result at least as extreme as
ours. It is not the chance that the null hypothesis holds.

Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., chapter 9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

from mathviz.arguments import count, frozen, number, positive, probability
from mathviz.probability.sampling import standard_error

__all__ = [
    "BinomialTest",
    "ErrorRates",
    "binomial_test",
    "critical_value",
    "error_rates",
    "p_value",
    "right_tailed_cutoff",
]


def checked_tail(tail: str) -> str:
    """The tail itself, or a ``ValueError`` that lists the choices."""
    if tail not in ("left", "right", "two"):
        raise ValueError(f"tail must be 'left', 'right' or 'two'; got {tail!r}")
    return tail


def significance(alpha: float) -> float:
    """A significance level strictly between 0 and 1."""
    level = number("alpha", alpha)
    if not 0 < level < 1:
        raise ValueError(f"alpha must lie strictly between 0 and 1; got {level:g}: write 5 % as 0.05")
    return level


def p_value(statistic: float, tail: str = "two", df: float | None = None) -> float:
    """The chance of a statistic at least this extreme when the null hypothesis holds.

    Under it the statistic is standard normal, or Student's t with ``df`` > 0 degrees of freedom. "right":
    at least as large; "left": at least as small; "two": at least as far from zero. Choose the tail before you
    see the data. O(1).

    >>> round(p_value(2), 4), round(p_value(2, "right"), 4), round(p_value(3.6799, "two", df=9), 6)
    (0.0455, 0.0228, 0.005076)
    """
    from scipy.special import ndtr, stdtr

    z = number("statistic", statistic)
    beyond = {"left": z, "right": -z, "two": -abs(z)}[checked_tail(tail)]
    below = float(ndtr(beyond) if df is None else stdtr(positive("df", df), beyond))
    return 2 * below if tail == "two" else below


def critical_value(alpha: float = 0.05, tail: str = "two", df: float | None = None) -> float:
    """Where the rejection region begins: the statistic whose p-value is ``alpha``.

    Negative for the left tail (reject below it); for two tails reject beyond it on either side. O(1).

    >>> round(critical_value(0.05, "right"), 4), round(critical_value(0.05), 4)
    (1.6449, 1.96)
    """
    from scipy.special import ndtri, stdtrit

    area = significance(alpha) / (2 if checked_tail(tail) == "two" else 1)
    left = float(ndtri(area) if df is None else stdtrit(positive("df", df), area))
    return left if tail == "left" else -left


@dataclass(frozen=True)
class ErrorRates:
    """The rule "reject the null hypothesis when the sample mean exceeds ``cutoff``", and how often it errs.

    ``mu0`` is the mean under the null hypothesis, ``mu1`` under the alternative; both bells have the
    ``standard_error`` as their standard deviation. ``alpha`` is the chance of a false alarm (type I: reject
    although mu0 is true), ``beta`` that of a miss (type II: do not reject although mu1 is true).
    """

    mu0: float
    mu1: float
    standard_error: float
    cutoff: float
    alpha: float
    beta: float

    @property
    def power(self) -> float:
        """The chance to notice: 1 − β."""
        return 1 - self.beta


def error_rates(mu0: float, mu1: float, sigma: float, n: int, cutoff: float) -> ErrorRates:
    """How often the right-tailed rule errs for the mean of ``n`` draws with known ``sigma`` > 0.

    O(1).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 9.2.

    >>> rates = error_rates(0, 0.5, 1, 25, right_tailed_cutoff(0, 1, 25, alpha=0.05))
    >>> round(rates.cutoff, 4), round(rates.alpha, 4), round(rates.beta, 4)
    (0.329, 0.05, 0.1962)
    """
    error = standard_error(positive("sigma", sigma), n)
    mu0, mu1, cutoff = number("mu0", mu0), number("mu1", mu1), number("cutoff", cutoff)
    return ErrorRates(
        mu0=mu0,
        mu1=mu1,
        standard_error=error,
        cutoff=cutoff,
        alpha=p_value((cutoff - mu0) / error, "right"),
        beta=p_value((cutoff - mu1) / error, "left"),
    )


def right_tailed_cutoff(mu0: float, sigma: float, n: int, alpha: float = 0.05) -> float:
    """The sample mean that chance exceeds with probability ``alpha`` under the null hypothesis. O(1).

    >>> round(right_tailed_cutoff(0, 1, 25), 4)
    0.329
    """
    return number("mu0", mu0) + critical_value(alpha, "right") * standard_error(positive("sigma", sigma), n)


@dataclass(frozen=True, eq=False)
class BinomialTest:
    """An exact test of a coin: every count it could have shown, and which are as extreme as ours.

    ``pmf`` and ``extreme`` have shape (n + 1,): the chance of each count under the null hypothesis, and
    whether it counts as at least as extreme. ``p_value`` is the sum of the extreme bars.
    """

    successes: int
    n: int
    p: float
    tail: str
    pmf: Float[np.ndarray, " outcomes"]
    extreme: Bool[np.ndarray, " outcomes"]

    @property
    def p_value(self) -> float:
        """The chance of a count at least as extreme as ours."""
        return min(1.0, float(self.pmf[self.extreme].sum()))

    def simulate(self, repetitions: int, rng: np.random.Generator) -> Int[np.ndarray, " repetitions"]:
        """Counts from the null world, shape (repetitions,); ``extreme[counts]`` marks the extreme ones."""
        return frozen(rng.binomial(self.n, self.p, count("repetitions", repetitions)))


def binomial_test(successes: int, n: int, p: float = 0.5, tail: str = "two") -> BinomialTest:
    """Test ``successes`` out of ``n`` against the chance ``p`` of each, exactly. O(n).

    Two-tailed, a count is extreme when it is no more probable than ours (up to one part in 10⁷, so that the
    mirror image of ours is not lost to rounding).
    Source: Clopper and Pearson (1934); the two-tailed rule as in R's ``binom.test``.

    >>> round(binomial_test(60, 100).p_value, 4)
    0.0569
    """
    from scipy.stats import binom

    n, p = count("n", n), probability("p", p)
    k = count("successes", successes, at_least=0, at_most=n)
    counts = np.arange(n + 1)
    pmf = np.asarray(binom.pmf(counts, n, p), dtype=np.float64)
    extreme = {"left": counts <= k, "right": counts >= k, "two": pmf <= pmf[k] * (1 + 1e-7)}[
        checked_tail(tail)
    ]
    return BinomialTest(k, n, p, tail, frozen(pmf), frozen(extreme))

"""A/B testing: two rates, the lift between them, the traffic it takes, and how peeking spoils it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from mathviz.arguments import count, frozen, number, probability
from mathviz.outcome import Outcome
from mathviz.probability.intervals import MeanInterval, mean_interval
from mathviz.probability.testing import critical_value, p_value, significance

__all__ = [
    "ABOutcome",
    "ABTest",
    "PeekingSimulation",
    "ab_sample_size",
    "ab_test",
    "familywise_error",
    "peeking_simulation",
]


class ABOutcome(Outcome):
    """What an A/B test decided."""

    DIFFERENT = "The rates differ by more than chance explains at the chosen level."
    NOT_SHOWN = "Chance alone could explain the difference; that is no proof that there is none."
    NO_SPREAD = "Every visitor did the same on both pages, so there is nothing to compare."


@dataclass(frozen=True)
class ABTest:
    """Two observed rates, B − A, tested and estimated.

    ``test_error`` is the standard error if both pages had the one ``pooled_rate``, as the null hypothesis
    says; the interval uses each page's own rate, so the two can disagree by a hair. With outcome
    ``NO_SPREAD`` the errors are zero and ``z`` and ``p_value`` are None.
    """

    rate_a: float
    rate_b: float
    pooled_rate: float
    test_error: float
    interval_error: float
    alpha: float

    @property
    def difference(self) -> float:
        """The lift: the rate of B minus that of A."""
        return self.rate_b - self.rate_a

    @property
    def z(self) -> float | None:
        """The lift in units of ``test_error``."""
        return None if self.test_error == 0 else self.difference / self.test_error

    @property
    def p_value(self) -> float | None:
        """The chance of a difference at least this large, either way, between two equal pages."""
        return None if self.z is None else p_value(self.z)

    @property
    def interval(self) -> MeanInterval:
        """The interval for the lift at level 1 − α."""
        return mean_interval(self.difference, self.interval_error, 1 - self.alpha)

    @property
    def outcome(self) -> ABOutcome:
        """The decision at ``alpha``."""
        if self.p_value is None:
            return ABOutcome.NO_SPREAD
        return ABOutcome.DIFFERENT if self.p_value < self.alpha else ABOutcome.NOT_SHOWN


def ab_test(successes_a: int, n_a: int, successes_b: int, n_b: int, alpha: float = 0.05) -> ABTest:
    """Compare the rates of two pages by the two-proportion z-test (pooled), two-tailed.

    The normal approximation wants some ten successes and ten failures on each page. O(1).
    Source: Agresti, Categorical Data Analysis, 3rd ed., section 2.2 and 3.2.

    >>> test = ab_test(200, 1000, 250, 1000)
    >>> round(test.z, 3), round(test.p_value, 4), test.outcome.name
    (2.677, 0.0074, 'DIFFERENT')
    """
    n_a, n_b = count("n_a", n_a), count("n_b", n_b)
    successes_a = count("successes_a", successes_a, at_least=0, at_most=n_a)
    successes_b = count("successes_b", successes_b, at_least=0, at_most=n_b)
    a, b = successes_a / n_a, successes_b / n_b
    pooled = (successes_a + successes_b) / (n_a + n_b)
    return ABTest(
        rate_a=a,
        rate_b=b,
        pooled_rate=pooled,
        test_error=math.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b)),
        interval_error=math.sqrt(a * (1 - a) / n_a + b * (1 - b) / n_b),
        alpha=significance(alpha),
    )


def ab_sample_size(rate_a: float, rate_b: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Visitors that each page needs so that ``ab_test`` notices the stated rates with ``power``.

    n = ((z_{α/2} √(2 p̄ (1 − p̄)) + z_power √(a(1 − a) + b(1 − b)))/(b − a))², rounded up, where p̄ is their
    mean. The rates lie in [0, 1] and differ; alpha < power < 1. O(1).
    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., section 4.2.

    >>> ab_sample_size(0.20, 0.25)
    1094
    """
    a, b = probability("rate_a", rate_a), probability("rate_b", rate_b)
    if a == b:
        raise ValueError(f"rate_b must differ from rate_a; both are {a:g}: no traffic can tell equals apart")
    alpha, power = significance(alpha), number("power", power)
    if not alpha < power < 1:
        raise ValueError(f"power must lie strictly between alpha ({alpha:g}) and 1; got {power:g}")
    middle = (a + b) / 2
    null = critical_value(alpha) * math.sqrt(2 * middle * (1 - middle))
    alternative = critical_value(1 - power, "right") * math.sqrt(a * (1 - a) + b * (1 - b))
    return math.ceil(((null + alternative) / (b - a)) ** 2)


def familywise_error(tests: int, alpha: float = 0.05) -> float:
    """The chance of at least one false alarm in so many independent tests of true nulls: 1 − (1 − α)^tests.

    O(1).
    Source: Šidák, Journal of the American Statistical Association 62 (1967) 626–633.

    >>> round(familywise_error(20), 4)
    0.6415
    """
    return -math.expm1(count("tests", tests, at_least=0) * math.log1p(-significance(alpha)))


@dataclass(frozen=True, eq=False)
class PeekingSimulation:
    """Many A/A tests (two equal pages), each looked at several times while the visitors come in.

    ``z`` has shape (repetitions, looks): the statistic at each look, zero while every visitor did the same.
    """

    alpha: float
    z: Float[np.ndarray, "repetitions looks"]

    @cached_property
    def alarms(self) -> Bool[np.ndarray, "repetitions looks"]:
        """Whether each look finds the pages "different", always falsely."""
        return frozen(np.abs(self.z) > critical_value(self.alpha))

    @cached_property
    def false_alarm_rates(self) -> Float[np.ndarray, " looks"]:
        """The share of tests with an alarm at look 1, 2, ... or before: the peeking counter."""
        return frozen(np.logical_or.accumulate(self.alarms, axis=1).mean(axis=0))

    @property
    def rate_when_peeking(self) -> float:
        """The share of tests that stop early or end with a false alarm."""
        return float(self.false_alarm_rates[-1])

    @property
    def rate_without_peeking(self) -> float:
        """The share of tests with a false alarm at the planned end only: about α."""
        return float(self.alarms[:, -1].mean())


def peeking_simulation(
    rate: float,
    visitors_per_look: int,
    looks: int,
    repetitions: int,
    rng: np.random.Generator,
    alpha: float = 0.05,
) -> PeekingSimulation:
    """Run A/A tests with ``visitors_per_look`` new visitors to each page between looks. O(looks repetitions).

    Both pages convert at ``rate`` in (0, 1).
    Source: Armitage, McPherson and Rowe (1969), Repeated significance tests on accumulating data.

    >>> import numpy as np
    >>> twenty = peeking_simulation(0.2, 100, 20, 2000, np.random.default_rng(0))
    >>> twenty.rate_without_peeking < 0.07 < 0.2 < twenty.rate_when_peeking
    True
    """
    rate = number("rate", rate)
    if not 0 < rate < 1:
        raise ValueError(f"rate must lie strictly between 0 and 1; got {rate:g}")
    visitors, looks = count("visitors_per_look", visitors_per_look), count("looks", looks)
    level = significance(alpha)
    shape = (2, count("repetitions", repetitions), looks)
    successes = rng.binomial(visitors, rate, shape).cumsum(axis=2)
    n = visitors * np.arange(1, looks + 1)
    pooled = successes.sum(axis=0) / (2 * n)
    error = np.sqrt(pooled * (1 - pooled) * 2 / n)
    difference = (successes[1] - successes[0]) / n
    z = np.divide(difference, error, out=np.zeros_like(difference), where=error > 0)
    return PeekingSimulation(level, frozen(z))

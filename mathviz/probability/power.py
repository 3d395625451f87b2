"""Power: the chance that a test notices a real effect of a given size, and the sample that this takes.

Power belongs to one stated effect, fixed before the data. A test with little power that finds nothing has not
shown that there is nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mathviz.arguments import count, number, positive
from mathviz.probability.sampling import standard_error
from mathviz.probability.testing import critical_value, p_value, significance

__all__ = ["SampleSize", "power_t2", "power_z", "sample_size_t2"]


def power_z(delta: float, sigma: float, n: int, alpha: float = 0.05, tail: str = "two") -> float:
    """The chance that a z-test with ``n`` observations notices a mean that is off by ``delta``.

    ``sigma`` > 0 is known. At ``delta`` = 0 the power is the false-alarm rate ``alpha``. O(1).
    Source: Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 11.2.2.

    >>> round(power_z(0.5, 1, 25, tail="right"), 4)
    0.8038
    """
    shift = number("delta", delta) / standard_error(positive("sigma", sigma), n)
    edge = critical_value(alpha, tail)
    if tail == "two":
        return p_value(edge - shift, "right") + p_value(-edge - shift, "left")
    return p_value(edge - shift, tail)


def _power_t2(d: float, n: float, alpha: float) -> float:
    """The chance that t² exceeds its critical value: t² has a noncentral F distribution, 1 and 2n − 2 df.

    (The tails of noncentral t would say the same, but SciPy's lower one is NaN for large effects.)
    """
    from scipy.special import ncfdtr

    df = 2 * n - 2
    edge = critical_value(alpha, "two", df)
    return 1 - float(ncfdtr(1, df, d**2 * n / 2, edge**2))


def power_t2(d: float, n: int, alpha: float = 0.05) -> float:
    """The power of a two-tailed two-sample t-test with ``n`` ≥ 2 in each group.

    ``d`` is the difference of the means in units of the common standard deviation (Cohen's d). O(1).
    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, chapter 2.

    >>> round(power_t2(0.5, 20), 3)
    0.338
    """
    return _power_t2(number("d", d), count("n", n, at_least=2), significance(alpha))


@dataclass(frozen=True)
class SampleSize:
    """How many are needed in each group: the ``exact`` solution and ``per_group``, the next whole number.

    ``power`` is what ``per_group`` reaches.
    """

    exact: float
    per_group: int
    power: float


def sample_size_t2(d: float, alpha: float = 0.05, power: float = 0.8) -> SampleSize:
    """The group size at which a two-tailed two-sample t-test notices an effect ``d`` ≠ 0 with ``power``.

    0 < alpha < power < 1; at least two in each group (a very large effect may need no more).
    O(1) evaluations of the power.
    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, chapter 2.

    >>> size = sample_size_t2(0.5)
    >>> round(size.exact, 2), size.per_group
    (63.77, 64)
    """
    from scipy.optimize import brentq

    effect, alpha, power = abs(number("d", d)), significance(alpha), number("power", power)
    if effect == 0:
        raise ValueError("d must differ from zero: no sample is large enough to notice no effect")
    if not alpha < power < 1:
        raise ValueError(f"power must lie strictly between alpha ({alpha:g}) and 1; got {power:g}")
    enough = 2.0
    while _power_t2(effect, enough, alpha) < power:
        enough *= 2
    exact = 2.0
    if enough > 2:
        exact = float(brentq(lambda n: _power_t2(effect, n, alpha) - power, enough / 2, enough))
    per_group = math.ceil(exact)
    return SampleSize(exact, per_group, _power_t2(effect, per_group, alpha))

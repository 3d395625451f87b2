"""Intervals for proportions against statsmodels, and what happens near zero and one."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from mathviz.probability.intervals import z_multiplier
from mathviz.probability.proportion_intervals import wald_interval, wilson_interval

COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
many = settings(deadline=None, max_examples=60)


@given(COUNTS, st.floats(0.1, 0.999))
@many
def test_both_are_statsmodels(counts, level):
    for interval, method in ((wald_interval, "normal"), (wilson_interval, "wilson")):
        got = interval(*counts, level)
        expected = proportion_confint(*counts, alpha=1 - level, method=method)
        assert (got.low, got.high) == pytest.approx(expected, abs=1e-9)
        assert (got.estimate, got.level) == (counts[0] / counts[1], level)


@given(COUNTS)
@many
def test_wald_is_centred_and_clipped_only_where_it_leaves_the_range(counts):
    got = wald_interval(*counts)
    share = counts[0] / counts[1]
    margin = z_multiplier() * math.sqrt(share * (1 - share) / counts[1])
    assert got.low_before_clipping == pytest.approx(share - margin)
    assert got.high_before_clipping == pytest.approx(share + margin)
    assert got.low == max(0, got.low_before_clipping) and got.high == min(1, got.high_before_clipping)
    assert got.clipped == (got.low_before_clipping < 0 or got.high_before_clipping > 1)


@given(COUNTS)
@many
def test_wilson_s_ends_lie_z_of_their_own_standard_errors_away(counts):
    got = wilson_interval(*counts)
    share, n = counts[0] / counts[1], counts[1]
    for end in (got.low, got.high):
        reach = z_multiplier() * math.sqrt(end * (1 - end) / n)
        assert abs(end - share) == pytest.approx(reach, abs=1e-9)
    assert got.low <= share <= got.high and got.low < got.high
    assert not got.clipped
    assert (got.low_before_clipping, got.high_before_clipping) == (got.low, got.high)


@given(COUNTS)
@many
def test_counting_failures_instead_mirrors_the_interval(counts):
    successes, n = counts
    for interval in (wald_interval, wilson_interval):
        got, mirrored = interval(successes, n), interval(n - successes, n)
        assert (got.low, got.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-12)


@pytest.mark.parametrize("n", [1, 7, 10, 99])
def test_after_no_or_only_successes_wald_has_no_width_and_wilson_ends_exactly_at_the_edge(n):
    assert (wald_interval(0, n).low, wald_interval(0, n).high) == (0, 0)
    assert (wald_interval(n, n).low, wald_interval(n, n).high) == (1, 1)
    assert wilson_interval(0, n).low == 0 < wilson_interval(0, n).high < 1
    assert wilson_interval(n, n).high == 1 > wilson_interval(n, n).low > 0


def test_clipping_below_zero_and_above_one():
    low, high = wald_interval(1, 10), wald_interval(9, 10)
    assert low.clipped and low.low == 0 > low.low_before_clipping
    assert high.clipped and high.high == 1 < high.high_before_clipping
    assert not wald_interval(5, 10).clipped


@pytest.mark.parametrize("interval", [wald_interval, wilson_interval])
def test_refuses(interval):
    for counts, named in [((-1, 3), "successes"), ((4, 3), "successes"), ((0, 0), "n")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            interval(*counts)
    with pytest.raises(ValueError, match=r"^level must"):
        interval(1, 3, 1.0)

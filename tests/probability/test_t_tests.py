"""Student's and Welch's tests against SciPy, their invariances, and data without noise."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.t_tests import TTestOutcome, one_sample_t, paired_t, welch_t

NUMBERS = st.integers(-400, 400).map(lambda k: k / 8)
DATA = st.lists(NUMBERS, min_size=2, max_size=15).filter(lambda x: len(set(x)) > 1)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=15).filter(
    lambda pairs: len({x - y for x, y in pairs}) > 1
)
SIDES = {"left": "less", "right": "greater", "two": "two-sided"}
TAILS = st.sampled_from(list(SIDES))
many = settings(deadline=None, max_examples=60)


def agrees(test, expected, tail):
    assert test.t == pytest.approx(expected.statistic, abs=1e-9)
    assert test.p_value == pytest.approx(expected.pvalue, abs=1e-12)
    assert test.df == pytest.approx(expected.df)
    assert test.tail == tail
    assert test.outcome is TTestOutcome.TESTED
    assert test.signal == pytest.approx(test.t * test.standard_error, abs=1e-9)


@given(DATA, NUMBERS, TAILS)
@many
def test_one_sample_is_scipy_s(x, mu0, tail):
    test = one_sample_t(x, mu0, tail)
    expected = scipy.stats.ttest_1samp(x, mu0, alternative=SIDES[tail])
    agrees(test, expected, tail)
    assert (test.estimate, test.hypothesis) == (pytest.approx(np.mean(x), abs=1e-9), mu0)
    assert test.standard_error == pytest.approx(scipy.stats.sem(x))


@given(PAIRS, TAILS)
@many
def test_paired_is_scipy_s(pairs, tail):
    x, y = np.array(pairs).T
    test = paired_t(x, y, tail)
    agrees(test, scipy.stats.ttest_rel(x, y, alternative=SIDES[tail]), tail)
    assert (test.estimate, test.hypothesis) == (pytest.approx((x - y).mean(), abs=1e-9), 0)


@given(DATA, DATA, TAILS)
@many
def test_welch_is_scipy_s(x, y, tail):
    test = welch_t(x, y, tail)
    agrees(test, scipy.stats.ttest_ind(x, y, equal_var=False, alternative=SIDES[tail]), tail)
    assert (test.estimate, test.hypothesis) == (pytest.approx(np.mean(x) - np.mean(y), abs=1e-9), 0)


@given(DATA, DATA, st.floats(0.5, 0.99))
@many
def test_the_interval_holds_the_hypotheses_that_survive(x, y, level):
    test = welch_t(x, y)
    expected = scipy.stats.ttest_ind(x, y, equal_var=False).confidence_interval(level)
    interval = test.interval(level)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-9)
    assert (interval.level, interval.df) == (level, test.df)
    assert interval.contains(0) == (test.p_value >= 1 - level)


@given(DATA, DATA, st.floats(0.1, 10), NUMBERS)
@many
def test_units_and_zero_points_do_not_matter(x, y, scale, shift):
    x, y = np.array(x), np.array(y)
    moved = welch_t(x * scale + shift, y * scale + shift)
    test = welch_t(x, y)
    assert (moved.t, moved.df) == pytest.approx((test.t, test.df), rel=1e-6, abs=1e-9)
    assert welch_t(y, x).t == pytest.approx(-test.t, abs=1e-12)
    assert one_sample_t(x * scale, 3 * scale).t == pytest.approx(one_sample_t(x, 3).t, rel=1e-6, abs=1e-9)


def test_defaults():
    assert one_sample_t([1, 2, 4]) == one_sample_t([1, 2, 4], 0.0, "two")
    assert paired_t([1, 2, 4], [0, 0, 1]) == paired_t([1, 2, 4], [0, 0, 1], "two")
    assert welch_t([1, 2, 4], [0, 1]) == welch_t([1, 2, 4], [0, 1], "two")
    assert one_sample_t([1, 2, 4]).interval() == one_sample_t([1, 2, 4]).interval(0.95)


@pytest.mark.parametrize(
    "test, estimate, df",
    [
        (one_sample_t([0.1, 0.1, 0.1]), 0.1, 2),
        (paired_t([0.3, 0.4, 0.7], [0.1, 0.2, 0.5]), 0.2, 2),
        (paired_t([3, 5], [3, 5]), 0.0, 1),
        (welch_t([0.1, 0.1, 0.1], [0.7, 0.7]), -0.6, 3),
    ],
)
def test_without_any_spread_there_is_no_t(test, estimate, df):
    assert test.outcome is TTestOutcome.NO_SPREAD
    assert (test.t, test.p_value, test.standard_error, test.df) == (None, None, 0, df)
    assert test.estimate == pytest.approx(estimate)
    assert test.interval().margin == 0


def test_one_group_without_spread_is_enough_noise_from_the_other():
    test = welch_t([1, 2, 4], [3, 3, 3, 3])
    assert test.outcome is TTestOutcome.TESTED
    assert test.df == pytest.approx(2)
    assert test.t == pytest.approx((7 / 3 - 3) / scipy.stats.sem([1, 2, 4]))


def test_a_small_spread_about_a_large_value_is_still_a_spread():
    assert one_sample_t([1e6, 1e6 + 1e-6]).outcome is TTestOutcome.TESTED


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=5)
def test_a_true_hypothesis_is_rejected_as_often_as_alpha_says(seed):
    # Six standard errors of a share of 1000 about 0.05: 0.041; a false alarm in 500 million.
    rng = np.random.default_rng(seed)
    samples = rng.normal(4, 3, (1000, 5))
    alarms = np.mean([one_sample_t(x, 4).p_value < 0.05 for x in samples])
    assert abs(alarms - 0.05) < 0.042


def test_refuses():
    for call in (
        lambda: one_sample_t([1]),
        lambda: paired_t([1], [1]),
        lambda: welch_t([1], [1, 2]),
    ):
        with pytest.raises(ValueError, match=r"^x needs at least 2 entries"):
            call()
    for call in (lambda: paired_t([1, 2], [1]), lambda: welch_t([1, 2], [1])):
        with pytest.raises(ValueError, match=r"^y needs at least 2 entries"):
            call()
    with pytest.raises(ValueError, match=r"x and y must have the same length"):
        paired_t([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match=r"^mu0 must"):
        one_sample_t([1, 2], float("nan"))
    for call in (
        lambda: one_sample_t([1, 2], 0, "up"),
        lambda: paired_t([1, 2], [0, 3], "up"),
        lambda: welch_t([1, 2], [0, 3], "up"),
    ):
        with pytest.raises(ValueError, match=r"^tail must"):
            call()

"""p-values and critical values against SciPy, the two kinds of error, and the exact test of a coin."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathviz.probability.testing import (
    binomial_test,
    checked_tail,
    critical_value,
    error_rates,
    p_value,
    right_tailed_cutoff,
    significance,
)

STATISTICS = st.floats(-8, 8)
DEGREES = st.none() | st.floats(0.7, 300)
ALPHAS = st.floats(0.001, 0.999)
TAILS = st.sampled_from(["left", "right", "two"])
many = settings(deadline=None, max_examples=60)


def law(df):
    return scipy.stats.norm() if df is None else scipy.stats.t(df)


@given(STATISTICS, DEGREES)
@many
def test_p_values_are_tail_areas(statistic, df):
    null = law(df)
    assert p_value(statistic, "left", df) == pytest.approx(null.cdf(statistic))
    assert p_value(statistic, "right", df) == pytest.approx(null.sf(statistic))
    assert p_value(statistic, "two", df) == pytest.approx(2 * null.sf(abs(statistic)))
    assert p_value(statistic, df=df) == p_value(statistic, "two", df)


@given(ALPHAS, TAILS, DEGREES)
@many
def test_at_the_critical_value_the_p_value_is_alpha(alpha, tail, df):
    assert p_value(critical_value(alpha, tail, df), tail, df) == pytest.approx(alpha)


@given(ALPHAS, STATISTICS, DEGREES)
@many
def test_p_value_and_critical_value_decide_alike(alpha, statistic, df):
    left, right, two = (critical_value(alpha, tail, df) for tail in ("left", "right", "two"))
    assume(min(abs(statistic - left), abs(statistic - right), abs(abs(statistic) - two)) > 1e-9)
    assert (p_value(statistic, "left", df) < alpha) == (statistic < left)
    assert (p_value(statistic, "right", df) < alpha) == (statistic > right)
    assert (p_value(statistic, "two", df) < alpha) == (abs(statistic) > two)


def test_defaults_and_far_tails():
    assert critical_value() == critical_value(0.05, "two", None)
    assert p_value(-40, "left") == pytest.approx(scipy.stats.norm.cdf(-40), rel=1e-6)
    assert p_value(0) == 1


def test_p_values_are_uniform_under_the_null_hypothesis():
    # The Kolmogorov distance of 2000 uniform draws passes 0.06 once in a million (2 exp(-2 n d²)).
    x = np.random.default_rng(5).normal(size=2000)
    for tail in ("left", "right", "two"):
        p = [p_value(z, tail) for z in x]
        assert scipy.stats.kstest(p, "uniform").statistic < 0.061


def test_tails_levels_and_degrees_refuse():
    for tail in ("both", "", "Right"):
        with pytest.raises(ValueError, match=r"tail must be 'left', 'right' or 'two'; got"):
            checked_tail(tail)
        with pytest.raises(ValueError, match=r"^tail must"):
            p_value(1, tail)
        with pytest.raises(ValueError, match=r"^tail must"):
            critical_value(0.05, tail)
    for alpha in (0, 1, -1, 5, math.nan):
        with pytest.raises(ValueError, match=r"^alpha must"):
            critical_value(alpha)
    with pytest.raises(ValueError, match=r"write 5 % as 0\.05"):
        significance(5)
    with pytest.raises(ValueError, match=r"^statistic must"):
        p_value(math.nan)
    for df in (0, -3):
        with pytest.raises(ValueError, match=r"^df must"):
            p_value(1, df=df)
        with pytest.raises(ValueError, match=r"^df must"):
            critical_value(df=df)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.2, 3), st.integers(1, 50), st.floats(-4, 4))
@many
def test_error_rates_are_the_slivers_beyond_the_fence(mu0, mu1, sigma, n, cutoff):
    rates = error_rates(mu0, mu1, sigma, n, cutoff)
    error = sigma / math.sqrt(n)
    assert (rates.mu0, rates.mu1, rates.cutoff) == (mu0, mu1, cutoff)
    assert rates.standard_error == pytest.approx(error)
    assert rates.alpha == pytest.approx(scipy.stats.norm.sf(cutoff, mu0, error))
    assert rates.beta == pytest.approx(scipy.stats.norm.cdf(cutoff, mu1, error))
    assert rates.power == pytest.approx(scipy.stats.norm.sf(cutoff, mu1, error), abs=1e-12)


@given(st.floats(-3, 3), st.floats(0.2, 3), st.integers(1, 50), ALPHAS)
@many
def test_the_cutoff_gives_the_false_alarms_asked_for(mu0, sigma, n, alpha):
    cutoff = right_tailed_cutoff(mu0, sigma, n, alpha)
    assert error_rates(mu0, mu0 + 1, sigma, n, cutoff).alpha == pytest.approx(alpha)


def test_the_cutoff_defaults_to_5_percent():
    assert right_tailed_cutoff(1, 2, 4) == right_tailed_cutoff(1, 2, 4, 0.05)


def test_error_rates_refuse():
    good = {"mu0": 0, "mu1": 1, "sigma": 1, "n": 4, "cutoff": 0.5}
    for named, bad in [("mu0", math.nan), ("mu1", math.inf), ("sigma", 0), ("n", 0), ("cutoff", math.nan)]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            error_rates(**{**good, named: bad})
    for bad, named in [((math.nan, 1, 4), "mu0"), ((0, -1, 4), "sigma"), ((0, 1, 0), "n")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            right_tailed_cutoff(*bad)


COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SIDES = {"left": "less", "right": "greater", "two": "two-sided"}


@given(COUNTS, st.sampled_from([0.0, 1.0]) | st.floats(1e-6, 1 - 1e-6), TAILS)
@many
def test_the_exact_test_is_scipy_s(counts, p, tail):
    test = binomial_test(*counts, p, tail)
    expected = scipy.stats.binomtest(*counts, p, alternative=SIDES[tail]).pvalue
    assert test.p_value == pytest.approx(expected, abs=1e-12)
    assert (test.successes, test.n, test.p, test.tail) == (*counts, p, tail)
    np.testing.assert_allclose(test.pmf, scipy.stats.binom.pmf(np.arange(counts[1] + 1), counts[1], p))
    assert test.extreme[counts[0]]


def test_extreme_counts_are_those_on_the_tail_s_side():
    assert np.flatnonzero(binomial_test(7, 10, tail="left").extreme).tolist() == list(range(8))
    assert np.flatnonzero(binomial_test(7, 10, tail="right").extreme).tolist() == [7, 8, 9, 10]
    assert np.flatnonzero(binomial_test(7, 10).extreme).tolist() == [0, 1, 2, 3, 7, 8, 9, 10]
    assert binomial_test(7, 10).p == 0.5
    assert binomial_test(5, 10).p_value == pytest.approx(1, abs=1e-12)


def test_the_simulated_null_world_agrees_with_the_p_value():
    test = binomial_test(60, 100)
    counts = test.simulate(20_000, np.random.default_rng(2))
    share = test.extreme[counts].mean()
    assert counts.shape == (20_000,)
    # Six standard errors of a share: a false alarm in 500 million.
    assert abs(share - test.p_value) < 6 * math.sqrt(test.p_value / 20_000)
    np.testing.assert_array_equal(counts, test.simulate(20_000, np.random.default_rng(2)))
    lopsided = binomial_test(1, 8, p=0.9).simulate(2000, np.random.default_rng(2))
    assert abs(lopsided.mean() - 7.2) < 6 * math.sqrt(0.72 / 2000) and lopsided.max() <= 8


def test_the_exact_test_refuses():
    for arguments, named in [
        ((-1, 3), "successes"),
        ((4, 3), "successes"),
        ((0, 0), "n"),
        ((1, 3, 1.5), "p"),
        ((1, 3, 0.5, "both"), "tail"),
    ]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            binomial_test(*arguments)
    with pytest.raises(ValueError, match=r"^repetitions must"):
        binomial_test(1, 3).simulate(0, np.random.default_rng())

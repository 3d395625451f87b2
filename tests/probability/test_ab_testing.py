"""A/B tests against statsmodels, the traffic they take, and the false alarms of peeking and of many tests."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportions_ztest,
    samplesize_proportions_2indep_onetail,
)

from mathviz.probability.ab_testing import (
    ABOutcome,
    PeekingSimulation,
    ab_sample_size,
    ab_test,
    familywise_error,
    peeking_simulation,
)

COUNTS = st.integers(2, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
ALPHAS = st.floats(0.001, 0.4)
many = settings(deadline=None, max_examples=60)


@given(COUNTS, COUNTS, ALPHAS)
@many
def test_the_test_and_the_interval_are_statsmodels(a, b, alpha):
    test = ab_test(*a, *b, alpha)
    assert (test.rate_a, test.rate_b, test.alpha) == (a[0] / a[1], b[0] / b[1], alpha)
    assert test.difference == test.rate_b - test.rate_a
    assert test.pooled_rate == pytest.approx((a[0] + b[0]) / (a[1] + b[1]))
    low, high = confint_proportions_2indep(*b, *a, method="wald", alpha=alpha)
    interval = test.interval
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)
    assert interval.standard_error == test.interval_error
    assert (interval.level, interval.df) == (1 - alpha, None)
    if 0 < a[0] + b[0] < a[1] + b[1]:
        z, p = proportions_ztest([b[0], a[0]], [b[1], a[1]])
        assert (test.z, test.p_value) == pytest.approx((z, p), abs=1e-9)
        assert test.z == pytest.approx(test.difference / test.test_error)
        assert test.outcome is (ABOutcome.DIFFERENT if p < alpha else ABOutcome.NOT_SHOWN)


@pytest.mark.parametrize("share", [0, 1])
def test_when_all_do_the_same_there_is_nothing_to_compare(share):
    test = ab_test(100 * share, 100, 70 * share, 70)
    assert test.outcome is ABOutcome.NO_SPREAD
    assert (test.z, test.p_value, test.difference, test.interval.margin) == (None, None, 0, 0)


def test_swapping_the_pages_flips_the_sign_only():
    one, other = ab_test(20, 100, 35, 110), ab_test(35, 110, 20, 100)
    assert (one.z, one.p_value) == pytest.approx((-other.z, other.p_value))
    assert one.alpha == 0.05


def test_refuses():
    for arguments, named in [
        ((-1, 5, 1, 5), "successes_a"),
        ((6, 5, 1, 5), "successes_a"),
        ((1, 5, 6, 5), "successes_b"),
        ((1, 5, -1, 5), "successes_b"),
        ((0, 0, 1, 5), "n_a"),
        ((1, 5, 0, 0), "n_b"),
        ((1, 5, 1, 5, 0), "alpha"),
    ]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            ab_test(*arguments)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(0.001, 0.2), st.floats(0.5, 0.99))
@many
def test_the_sample_size_is_statsmodels_rounded_up(a, b, alpha, power):
    assume(abs(a - b) > 0.01)
    exact = samplesize_proportions_2indep_onetail(b - a, a, power, alpha=alpha, alternative="two-sided")
    assume(abs(exact - round(exact)) > 1e-6)
    assert ab_sample_size(a, b, alpha, power) == math.ceil(exact)


def test_sample_size_defaults_and_refusals():
    assert ab_sample_size(0.1, 0.2) == ab_sample_size(0.1, 0.2, 0.05, 0.8)
    assert ab_sample_size(0, 1) >= 1
    for arguments, named in [
        ((-0.1, 0.2), "rate_a"),
        ((1.2, 0.2), "rate_a"),
        ((0.1, -0.2), "rate_b"),
        ((0.1, 1.2), "rate_b"),
        ((0.1, 0.1), "rate_b"),
        ((0.1, 0.2, 1), "alpha"),
        ((0.1, 0.2, 0.05, 0.05), "power"),
        ((0.1, 0.2, 0.05, 1), "power"),
    ]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            ab_sample_size(*arguments)


@given(st.integers(0, 60), ALPHAS)
@many
def test_many_tests_raise_many_alarms(tests, alpha):
    assert familywise_error(tests, alpha) == pytest.approx(1 - (1 - alpha) ** tests, abs=1e-12)


def test_many_tests_defaults_and_refusals():
    assert familywise_error(1) == pytest.approx(0.05)
    assert familywise_error(10**6, 1e-12) == pytest.approx(1e-6, rel=1e-5)
    with pytest.raises(ValueError, match=r"^tests must"):
        familywise_error(-1)
    with pytest.raises(ValueError, match=r"^alpha must"):
        familywise_error(3, 1)


def test_alarms_are_counted_from_the_first_look_that_raised_one():
    peeks = PeekingSimulation(
        0.05, np.array([[0, 2, 0], [0, 0, -2], [1.9, -1.9, 1.9], [3, 3, 3], [0, 0, 2.0]])
    )
    assert peeks.alarms.tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0], [1, 1, 1], [0, 0, 1]]
    assert peeks.false_alarm_rates.tolist() == [0.2, 0.4, 0.8]
    assert (peeks.rate_when_peeking, peeks.rate_without_peeking) == (0.8, 0.6)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=10)
def test_one_planned_look_keeps_its_promise_and_peeking_breaks_it(seed):
    # About 0.05 at the end (six standard errors of 3000: 0.024); about 0.25 over twenty looks.
    peeks = peeking_simulation(0.3, 200, 20, 3000, np.random.default_rng(seed))
    assert peeks.z.shape == (3000, 20)
    assert abs(peeks.rate_without_peeking - 0.05) < 0.025
    # Armitage, McPherson and Rowe (1969), table 2: 0.248 at twenty looks; six standard errors are 0.047.
    assert abs(peeks.rate_when_peeking - 0.248) < 0.055
    assert (np.diff(peeks.false_alarm_rates) >= 0).all()


def test_each_look_is_the_ab_test_of_the_visitors_so_far():
    peeks = peeking_simulation(0.4, 10, 3, 5, np.random.default_rng(6), alpha=0.2)
    assert peeks.alpha == 0.2
    heads = np.random.default_rng(6).binomial(10, 0.4, (2, 5, 3)).cumsum(axis=2)
    for k in range(5):
        for look in range(3):
            n = 10 * (look + 1)
            test = ab_test(int(heads[0, k, look]), n, int(heads[1, k, look]), n)
            assert peeks.z[k, look] == pytest.approx(test.z)


def test_a_look_at_visitors_who_all_did_the_same_raises_no_alarm():
    peeks = peeking_simulation(0.001, 1, 2, 50, np.random.default_rng(0))
    assert (peeks.z == 0).any() and np.isfinite(peeks.z).all()
    assert peeks.alpha == 0.05


def test_peeking_refuses():
    good = {"rate": 0.1, "visitors_per_look": 5, "looks": 2, "repetitions": 3, "rng": np.random.default_rng()}
    for named, values in {
        "rate": (0, 1, math.nan),
        "visitors_per_look": (0,),
        "looks": (0,),
        "repetitions": (0,),
        "alpha": (0, 1),
    }.items():
        for bad in values:
            with pytest.raises(ValueError, match=rf"^{named} must"):
                peeking_simulation(**{**good, named: bad})

"""Power against statsmodels and against simulation, and the samples that it takes."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import TTestIndPower, normal_power

from mathviz.probability.power import power_t2, power_z, sample_size_t2
from mathviz.probability.testing import error_rates, p_value, right_tailed_cutoff

some = settings(deadline=None, max_examples=40)
EFFECTS = st.floats(0.1, 2).flatmap(lambda d: st.sampled_from([d, -d]))


@given(EFFECTS, st.floats(0.3, 3), st.integers(1, 60), st.floats(0.001, 0.3))
@some
def test_power_of_a_z_test_is_statsmodels(delta, sigma, n, alpha):
    for tail, side in (("two", "two-sided"), ("right", "larger"), ("left", "smaller")):
        expected = normal_power(delta, n, alpha, alternative=side, sigma=sigma)
        assert power_z(delta, sigma, n, alpha, tail) == pytest.approx(expected, abs=1e-12)


@given(st.floats(0.3, 3), st.integers(1, 60), st.floats(0.001, 0.3))
@some
def test_without_an_effect_power_is_the_false_alarm_rate(sigma, n, alpha):
    for tail in ("left", "right", "two"):
        assert power_z(0, sigma, n, alpha, tail) == pytest.approx(alpha)


def test_power_is_one_minus_beta():
    rates = error_rates(0, 0.5, 1, 25, right_tailed_cutoff(0, 1, 25))
    assert power_z(0.5, 1, 25, tail="right") == pytest.approx(rates.power)


def test_power_is_how_often_a_simulated_test_notices():
    # Six standard errors of a share of 5000: a false alarm in 500 million.
    means = np.random.default_rng(3).normal(0.6, 1, (5000, 16)).mean(axis=1)
    noticed = np.mean([p_value(mean * 4) < 0.05 for mean in means])
    power = power_z(0.6, 1, 16)
    assert abs(noticed - power) < 6 * math.sqrt(power * (1 - power) / 5000)


@given(EFFECTS, st.integers(2, 80), st.floats(0.001, 0.3))
@some
def test_power_of_a_two_sample_t_test_is_that_of_noncentral_t(d, n, alpha):
    shift, df = abs(d) * math.sqrt(n / 2), 2 * n - 2
    edge = scipy.stats.t.isf(alpha / 2, df)
    lower = scipy.stats.nct.cdf(-edge, df, shift)
    lower = 0.0 if math.isnan(lower) else lower  # SciPy 1.17 gives NaN where it is below 1e-12
    assert power_t2(d, n, alpha) == pytest.approx(scipy.stats.nct.sf(edge, df, shift) + lower, abs=1e-9)


@given(EFFECTS, st.floats(0.001, 0.2), st.floats(0.3, 0.99))
@some
def test_the_sample_size_reaches_its_power_and_one_fewer_does_not(d, alpha, power):
    size = sample_size_t2(d, alpha, power)
    assert size.per_group == math.ceil(size.exact)
    assert size.power == power_t2(d, size.per_group, alpha) >= power - 1e-9
    assert size.per_group == 2 or power_t2(d, size.per_group - 1, alpha) < power


@pytest.mark.parametrize("d, alpha, power", [(0.5, 0.05, 0.8), (0.2, 0.01, 0.9), (1.2, 0.1, 0.7)])
def test_the_sample_size_is_statsmodels(d, alpha, power):
    size = sample_size_t2(d, alpha, power)
    assert size.exact == pytest.approx(TTestIndPower().solve_power(d, None, alpha, power), rel=1e-6)
    assert sample_size_t2(-d, alpha, power) == size


def test_without_an_effect_the_t_test_raises_false_alarms_only():
    assert power_t2(0, 20, 0.07) == pytest.approx(0.07)


def test_defaults():
    assert power_z(1, 2, 9) == power_z(1, 2, 9, 0.05, "two")
    assert power_t2(0.5, 20) == power_t2(0.5, 20, 0.05)
    assert sample_size_t2(0.5) == sample_size_t2(0.5, 0.05, 0.8)


def test_a_huge_effect_needs_two_in_each_group():
    size = sample_size_t2(50)
    assert (size.exact, size.per_group) == (2, 2)
    assert size.power == power_t2(50, 2) > 0.99


def test_refuses():
    for arguments, named in [
        ((math.nan, 1, 4), "delta"),
        ((1, 0, 4), "sigma"),
        ((1, 1, 0), "n"),
        ((1, 1, 4, 0), "alpha"),
        ((1, 1, 4, 0.05, "up"), "tail"),
    ]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            power_z(*arguments)
    for arguments, named in [((math.inf, 4), "d"), ((1, 1), "n"), ((1, 4, 1), "alpha")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            power_t2(*arguments)
    for arguments, named in [
        ((0,), "d"),
        ((1, 0), "alpha"),
        ((1, 0.05, 0.05), "power"),
        ((1, 0.05, 1), "power"),
        ((1, 0.05, math.nan), "power"),
    ]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            sample_size_t2(*arguments)

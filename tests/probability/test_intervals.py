"""Intervals for a mean against SciPy, how often they catch it, and what a margin costs.

Coverage allows six standard errors of a share: a false alarm under a free seed is rarer than one in a
million.
"""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.intervals import (
    Interval,
    Ruler,
    confidence_level,
    coverage_simulation,
    margin_of_error,
    mean_interval,
    sample_size_mean,
    sample_size_proportion,
    t_interval,
    t_multiplier,
    z_interval,
    z_multiplier,
)

LEVELS = st.floats(0.01, 0.999)
SEEDS = st.integers(0, 2**32 - 1)
DATA = st.lists(st.integers(-400, 400).map(lambda k: k / 8), min_size=2, max_size=20)
many = settings(deadline=None, max_examples=60)


def test_an_interval_has_a_margin_and_holds_its_ends():
    interval = Interval(3.0, 1.0, 4.0, 0.95)
    assert interval.margin == 1.5
    assert [interval.contains(x) for x in (0.999, 1, 2, 4, 4.001)] == [False, True, True, True, False]
    with pytest.raises(ValueError, match=r"^value must"):
        interval.contains(math.nan)


@given(LEVELS, st.floats(0.5, 500))
@many
def test_multipliers_are_scipy_s_quantiles(level, df):
    assert z_multiplier(level) == pytest.approx(scipy.stats.norm.interval(level)[1])
    assert t_multiplier(df, level) == pytest.approx(scipy.stats.t.interval(level, df)[1], rel=1e-6)


def test_multipliers_default_to_95_percent():
    assert z_multiplier() == z_multiplier(0.95)
    assert t_multiplier(5) == t_multiplier(5, 0.95)


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, math.nan])
def test_a_level_lies_strictly_between_zero_and_one(level):
    for ask in (confidence_level, z_multiplier, lambda level: t_multiplier(3, level)):
        with pytest.raises(ValueError, match=r"^level must"):
            ask(level)
    with pytest.raises(ValueError, match=r"write 95 % as 0\.95"):
        confidence_level(95)


@given(st.floats(-50, 50), st.floats(0.1, 50), st.integers(1, 500), LEVELS)
@many
def test_a_z_interval_is_scipy_s(mean, sigma, n, level):
    interval = z_interval(mean, sigma, n, level)
    expected = scipy.stats.norm(mean, sigma / math.sqrt(n)).interval(level)
    assert (interval.low, interval.high) == pytest.approx(expected)
    assert (interval.estimate, interval.level, interval.df) == (mean, level, None)
    assert interval.standard_error == pytest.approx(sigma / math.sqrt(n))
    assert interval.multiplier == z_multiplier(level)
    assert interval.margin == pytest.approx(margin_of_error(sigma, n, level))


@given(DATA.filter(lambda x: len(set(x)) > 1), LEVELS)
@many
def test_a_t_interval_is_scipy_s(x, level):
    interval = t_interval(x, level)
    expected = scipy.stats.ttest_1samp(x, 0).confidence_interval(level)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-9)
    assert (interval.level, interval.df) == (level, len(x) - 1)
    assert interval.estimate == pytest.approx(np.mean(x), abs=1e-12)
    assert interval.standard_error == pytest.approx(scipy.stats.sem(x))
    assert interval.multiplier == t_multiplier(len(x) - 1, level)


def test_intervals_default_to_95_percent():
    assert z_interval(0, 1, 4) == z_interval(0, 1, 4, 0.95)
    assert t_interval([1, 2, 4]) == t_interval([1, 2, 4], 0.95)
    assert mean_interval(1, 2) == mean_interval(1, 2, 0.95)
    assert margin_of_error(1, 4) == margin_of_error(1, 4, 0.95)
    assert sample_size_mean(1, 0.1) == sample_size_mean(1, 0.1, 0.95)
    assert sample_size_proportion(0.1) == sample_size_proportion(0.1, 0.5, 0.95)


def test_equal_values_give_an_interval_without_width():
    interval = t_interval([0.1, 0.1, 0.1])
    assert (interval.low, interval.high, interval.standard_error) == (interval.estimate, interval.estimate, 0)
    assert interval.estimate == pytest.approx(0.1)
    assert mean_interval(2, 0) == mean_interval(2, 0.0)


def test_intervals_refuse():
    with pytest.raises(ValueError, match=r"^x needs at least 2 entries"):
        t_interval([1])
    for mean, sigma, n, named in [(math.nan, 1, 1, "mean"), (0, 0, 1, "sigma"), (0, 1, 0, "n")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            z_interval(mean, sigma, n)
    with pytest.raises(ValueError, match=r"^estimate must"):
        mean_interval(math.inf, 1)
    with pytest.raises(ValueError, match=r"^standard_error must"):
        mean_interval(0, -1)
    for df in (0, -1, math.nan):
        with pytest.raises(ValueError, match=r"^df must"):
            t_multiplier(df)


@given(st.floats(0.1, 50), st.floats(0.5, 10), LEVELS)
@many
def test_a_sample_size_is_the_smallest_that_meets_the_margin(sigma, margin, level):
    n = sample_size_mean(sigma, margin, level)
    assert margin_of_error(sigma, n, level) <= margin * (1 + 1e-9)
    assert n == 1 or margin_of_error(sigma, n - 1, level) > margin * (1 - 1e-9)


@given(st.floats(0, 1), st.floats(0.01, 0.2), LEVELS)
@many
def test_a_proportion_needs_most_people_at_one_half(p, margin, level):
    n = sample_size_proportion(margin, p, level)
    assert n == sample_size_mean(math.sqrt(p * (1 - p)), margin, level)
    assert n <= sample_size_proportion(margin, 0.5, level)


def test_sample_sizes_refuse():
    for margin in (0, -1, math.nan):
        with pytest.raises(ValueError, match=r"^margin must"):
            sample_size_mean(1, margin)
        with pytest.raises(ValueError, match=r"^margin must"):
            sample_size_proportion(margin)
    with pytest.raises(ValueError, match=r"^p must"):
        sample_size_proportion(0.1, 1.1)


@given(SEEDS, st.sampled_from([0.5, 0.8, 0.95]), st.integers(2, 12), st.sampled_from(list(Ruler)))
@settings(deadline=None, max_examples=30)
def test_the_nets_catch_the_mean_as_often_as_they_promise(seed, level, n, ruler):
    nets = coverage_simulation(10, 3, n, 4000, np.random.default_rng(seed), level=level, ruler=ruler)
    promise = level
    if ruler is Ruler.S_AND_Z:  # t lies within z's reach less often than the level says
        promise = scipy.stats.t(n - 1).cdf(z_multiplier(level)) * 2 - 1
        assert promise < level
    assert abs(nets.rate - promise) < 6 * math.sqrt(promise * (1 - promise) / 4000)


@pytest.mark.parametrize("ruler", list(Ruler))
def test_each_net_is_the_interval_of_its_sample(ruler):
    nets = coverage_simulation(5, 2, 4, 50, np.random.default_rng(3), level=0.8, ruler=ruler)
    assert (nets.mu, nets.level, nets.ruler, nets.samples.shape) == (5, 0.8, ruler, (50, 4))
    assert nets.samples.std() == pytest.approx(2, rel=0.3)  # six standard errors
    for k, sample in enumerate(nets.samples):
        s = 2 if ruler is Ruler.SIGMA_AND_Z else np.std(sample, ddof=1)
        one = t_interval(sample, 0.8) if ruler is Ruler.S_AND_T else z_interval(sample.mean(), s, 4, 0.8)
        assert (nets.low[k], nets.high[k]) == pytest.approx((one.low, one.high))
        assert (nets.means[k], nets.standard_errors[k]) == pytest.approx((one.estimate, one.standard_error))
        assert nets.hit[k] == one.contains(5)
        assert nets.scaled_errors[k] == pytest.approx((one.estimate - 5) / one.standard_error)
    assert nets.rate == nets.hit.sum() / 50
    assert nets.multiplier == pytest.approx(one.multiplier)


def test_a_simulation_is_repeatable_and_its_defaults_are_the_first_lesson_s():
    one, two = (coverage_simulation(0, 1, 5, 9, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(one.samples, two.samples)
    assert (one.level, one.ruler) == (0.95, Ruler.SIGMA_AND_Z)
    for array in (one.samples, one.means, one.standard_errors, one.low, one.high, one.hit):
        with pytest.raises(ValueError):
            array[0] = 0


def test_a_hit_includes_the_ends():
    nets = coverage_simulation(0, 1, 1, 1, np.random.default_rng(0))
    touching = type(nets)(
        mu=1.0,
        level=0.95,
        ruler=nets.ruler,
        multiplier=1.0,
        samples=np.zeros((2, 1)),
        means=np.array([0.0, 2.0]),
        standard_errors=np.ones(2),
    )
    assert touching.hit.tolist() == [True, True]


def test_a_simulation_refuses():
    rng = np.random.default_rng()
    bad = [
        ((math.nan, 1, 2, 3), "mu"),
        ((0, 0, 2, 3), "sigma"),
        ((0, 1, 0, 3), "n"),
        ((0, 1, 2, 0), "repetitions"),
    ]
    for arguments, named in bad:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            coverage_simulation(*arguments, rng)
    with pytest.raises(ValueError, match=r"^level must"):
        coverage_simulation(0, 1, 2, 3, rng, level=1)
    for ruler in (Ruler.S_AND_T, Ruler.S_AND_Z):
        with pytest.raises(ValueError, match=r"^n must be at least 2"):
            coverage_simulation(0, 1, 1, 3, rng, ruler=ruler)

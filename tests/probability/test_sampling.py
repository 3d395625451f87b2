"""Sample means: their theory, their histograms, and the population that refuses.

Statistical tests allow six standard errors, or the threshold stated: a false alarm under a free seed is rarer
than one in a million (a normal passes six standard errors once in 500 million).
"""

import dataclasses
import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.moments import MomentOutcome
from mathviz.probability.populations import cauchy, clicks, fair_die, two_humped_crowd, waiting_times
from mathviz.probability.sampling import (
    RunningMeans,
    SamplingDistribution,
    running_mean,
    running_means,
    sample_means,
    sample_size_for_standard_error,
    standard_error,
)

SEEDS = st.integers(0, 2**32 - 1)
WITH_MEAN = st.sampled_from([fair_die(), clicks(0.3), waiting_times(2.0), two_humped_crowd()])
some = settings(deadline=None, max_examples=30)


def rng(seed=0):
    return np.random.default_rng(seed)


def test_standard_error_shrinks_with_the_root_of_n():
    assert standard_error(15, 36) == 2.5
    assert standard_error(3, 1) == 3
    assert standard_error(0, 10) == 0


@pytest.mark.parametrize("sigma, n", [(-1, 4), (math.nan, 4), (math.inf, 4), (1, 0), (1, -2)])
def test_standard_error_refuses(sigma, n):
    with pytest.raises(ValueError, match=r"sigma|n must"):
        standard_error(sigma, n)


@given(st.floats(0.01, 100), st.integers(1, 10_000), st.integers(1, 9))
@some
def test_a_k_times_smaller_error_needs_exactly_k_squared_times_the_sample(sigma, n, k):
    assert sample_size_for_standard_error(sigma, standard_error(sigma, n) / k) == k * k * n


@given(st.floats(0.01, 100), st.floats(0.01, 10))
@some
def test_the_sample_size_is_the_smallest_that_reaches_the_target(sigma, target):
    n = sample_size_for_standard_error(sigma, target)
    assert standard_error(sigma, n) <= target * (1 + 1e-9)
    assert n == 1 or standard_error(sigma, n - 1) > target * (1 - 1e-9)


def test_one_observation_suffices_when_there_is_no_spread():
    assert sample_size_for_standard_error(0, 0.5) == 1
    assert sample_size_for_standard_error(1, 2) == 1
    assert sample_size_for_standard_error(1.5, 1) == 3


@pytest.mark.parametrize("sigma, target", [(1, 0), (1, -1), (-1, 1), (math.nan, 1), (1, math.inf)])
def test_sample_size_refuses(sigma, target):
    with pytest.raises(ValueError, match=r"sigma|target"):
        sample_size_for_standard_error(sigma, target)


@given(WITH_MEAN, st.integers(1, 40), SEEDS)
@some
def test_means_scatter_about_the_mean_with_the_standard_error(population, n, seed):
    drawn = sample_means(population, n, 2000, rng(seed))
    assert drawn.mean == population.mean
    assert drawn.standard_error == pytest.approx(population.standard_deviation / n**0.5)
    assert drawn.skewness == pytest.approx(population.skewness / n**0.5)
    assert drawn.outcome is MomentOutcome.EXIST
    assert abs(drawn.means.mean() - drawn.mean) < 6 * drawn.standard_error / 2000**0.5


def test_the_spread_and_lean_of_many_means_are_those_of_theory():
    drawn = sample_means(waiting_times(), 30, 40_000, rng(3))
    assert drawn.means.std() == pytest.approx(drawn.standard_error, rel=0.03)
    assert scipy.stats.skew(drawn.means) == pytest.approx(drawn.skewness, abs=0.1)


def test_the_record_keeps_every_sample_and_its_mean():
    drawn = sample_means(fair_die(), 4, 7, rng(1))
    assert (drawn.repetitions, drawn.n) == (7, 4)
    np.testing.assert_allclose(drawn.means, [row.mean() for row in drawn.samples])
    with pytest.raises(ValueError):
        drawn.samples[0, 0] = 9
    with pytest.raises(ValueError):
        drawn.means[0] = 9


def test_the_same_generator_state_gives_the_same_samples():
    one, two = (sample_means(two_humped_crowd(), 5, 6, rng(8)) for _ in range(2))
    np.testing.assert_array_equal(one.samples, two.samples)
    assert not np.array_equal(one.samples, sample_means(two_humped_crowd(), 5, 6, rng(9)).samples)


@pytest.mark.parametrize("n, repetitions", [(0, 5), (5, 0), (-1, 5), (5, True)])
def test_sample_means_refuses(n, repetitions):
    with pytest.raises(ValueError, match=r"n must|repetitions must"):
        sample_means(fair_die(), n, repetitions, rng())
    with pytest.raises(ValueError, match=r"n must|walks must"):
        running_means(fair_die(), n, repetitions, rng())


def of_means(means, population=None):
    """A sampling distribution with samples of size one, so that the samples are the means."""
    return SamplingDistribution(population or waiting_times(), np.asarray(means, dtype=float)[:, None])


def test_the_histogram_is_a_density_over_all_means_even_those_out_of_view():
    drawn = of_means([0.5, 1.5, 1.75, 10.0])
    np.testing.assert_allclose(drawn.histogram([0, 1, 3]), [1 / 4, 2 / 4 / 2])
    np.testing.assert_allclose(drawn.histogram([0, 16]), [1 / 16])


@pytest.mark.parametrize("edges", [[1], [0, 0, 1], [2, 1], [0, math.nan]])
def test_the_histogram_refuses_edges_that_do_not_increase(edges):
    with pytest.raises(ValueError, match="edges"):
        of_means([1.0]).histogram(edges)


def test_the_bell_is_the_normal_density_with_the_theory_s_width():
    drawn = sample_means(waiting_times(2.0), 16, 10, rng())
    x = np.linspace(0, 4, 9)
    np.testing.assert_allclose(drawn.normal_density(x), scipy.stats.norm.pdf(x, 2.0, 0.5), rtol=1e-12)


@given(st.lists(st.sampled_from([0.1, 0.5, 1.0, 1.7, 3.0]), min_size=1, max_size=30))
@some
def test_the_distance_to_the_bell_agrees_with_scipy(means):
    expected = scipy.stats.kstest(means, scipy.stats.norm(1, 1).cdf).statistic
    assert of_means(means).distance_to_normal() == pytest.approx(expected, abs=1e-12)


def test_averaging_brings_every_shape_closer_to_the_bell():
    for population in (fair_die(), clicks(0.5), waiting_times(), two_humped_crowd()):
        near, far = (sample_means(population, n, 5000, rng(2)).distance_to_normal() for n in (30, 1))
        assert near < far / 1.5


def test_the_cauchy_has_no_bell_no_error_and_no_funnel():
    drawn = sample_means(cauchy(), 30, 5, rng())
    assert (drawn.mean, drawn.standard_error, drawn.skewness) == (None, None, None)
    assert drawn.outcome is MomentOutcome.NO_MEAN
    for ask in (lambda: drawn.normal_density([0.0]), drawn.distance_to_normal):
        with pytest.raises(ValueError, match=r"Cauchy has no bell: The tails are too heavy"):
            ask()
    walks = running_means(cauchy(), 10, 2, rng())
    assert walks.outcome is MomentOutcome.NO_MEAN
    with pytest.raises(ValueError, match=r"Cauchy has no funnel: The tails are too heavy"):
        walks.envelope()


def test_a_population_of_one_value_has_no_bell_either():
    crowd = dataclasses.replace(
        fair_die(), name="ones", standard_deviation=0.0, skewness=None, outcome=MomentOutcome.CONSTANT
    )
    drawn = sample_means(crowd, 4, 3, rng())
    assert (drawn.standard_error, drawn.skewness) == (0, None)
    with pytest.raises(ValueError, match=r"ones has no bell: All the probability sits on one value"):
        drawn.normal_density([1.0])


def test_cauchy_means_scatter_like_single_draws():
    # The share of means in (-1, 1) is 1/2 at every n; six standard errors of a share of 4000 is 0.047.
    for n in (1, 30):
        means = sample_means(cauchy(), n, 4000, rng(n)).means
        assert abs((np.abs(means) < 1).mean() - 0.5) < 0.048


def test_a_running_mean_averages_what_came_so_far():
    np.testing.assert_allclose(running_mean([4, 2, 6, 0]), [4, 3, 4, 3])
    np.testing.assert_allclose(running_mean([7]), [7])


@pytest.mark.parametrize("x", [[], [[1, 2]], [1, math.nan]])
def test_a_running_mean_refuses(x):
    with pytest.raises(ValueError, match="x must"):
        running_mean(x)


def test_running_means_average_each_walk_on_its_own():
    walks = running_means(fair_die(), 50, 3, rng(4))
    assert (walks.n, walks.draws.shape, walks.outcome) == (50, (3, 50), MomentOutcome.EXIST)
    for k in range(3):
        np.testing.assert_allclose(walks.means[k], running_mean(walks.draws[k]))
    with pytest.raises(ValueError):
        walks.draws[0, 0] = 1
    np.testing.assert_array_equal(walks.draws, running_means(fair_die(), 50, 3, rng(4)).draws)


def test_the_funnel_is_so_many_standard_errors_wide():
    walks = RunningMeans(waiting_times(3.0), np.ones((1, 4)))
    low, high = walks.envelope()
    np.testing.assert_allclose(low, 3 - 2 * 3 / np.sqrt([1, 2, 3, 4]))
    np.testing.assert_allclose(high, 3 + 2 * 3 / np.sqrt([1, 2, 3, 4]))
    np.testing.assert_allclose(walks.envelope(1)[1], 3 + 3 / np.sqrt([1, 2, 3, 4]))
    with pytest.raises(ValueError, match="widths"):
        walks.envelope(0)


@given(SEEDS)
@some
def test_fifty_running_averages_end_inside_a_wide_funnel(seed):
    # Fifty ends within six standard errors: a false alarm in 10 million.
    walks = running_means(fair_die(), 500, 50, rng(seed))
    low, high = walks.envelope(6)
    assert (low[-1] < walks.means[:, -1]).all() and (walks.means[:, -1] < high[-1]).all()

"""Means in standard errors, growing samples, and the one draw that outweighs the rest."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, gamma

from mathviz.probability.pmf import pmf
from mathviz.probability.populations import cauchy, clicks, fair_die, waiting_times
from mathviz.probability.standardized import (
    farthest_draw,
    growing_means,
    standardized,
    standardized_histogram,
)


def generator():
    return np.random.default_rng(7)


def test_growing_means_average_the_first_values_of_the_same_samples():
    grown = growing_means(waiting_times(10), 30, 400, generator())
    assert [d.n for d in grown] == list(range(1, 31))
    everything = grown[-1].samples
    for d in grown:
        np.testing.assert_allclose(d.means, everything[:, : d.n].mean(axis=1))


def test_the_same_generator_gives_the_same_means():
    first, again = (growing_means(fair_die(), 3, 10, generator())[-1].means for _ in range(2))
    np.testing.assert_array_equal(first, again)


@given(n=st.integers(1, 12), rate=st.floats(0.05, 0.95))
def test_a_standardized_law_has_mean_zero_and_spread_one_and_keeps_its_probabilities(n, rate):
    z = standardized(clicks(rate).law.mean_of_draws(n))
    assert z.mean == pytest.approx(0, abs=1e-9)
    assert z.standard_deviation == pytest.approx(1)
    np.testing.assert_allclose(z.probabilities, binom.pmf(np.arange(n + 1), n, rate), atol=1e-12)


def test_a_constant_has_no_width():
    with pytest.raises(ValueError, match="no spread"):
        standardized(pmf([3], [1]))


def test_a_standardized_histogram_follows_the_exact_density():
    # The mean of n exponentials is gamma distributed (Rice, section 4.5), here in standard errors.
    n, repetitions, edges = 4, 200_000, np.linspace(-2, 4, 25)
    heights = standardized_histogram(growing_means(waiting_times(10), n, repetitions, generator())[-1], edges)
    shares = np.diff(gamma.cdf(edges, n, loc=-math.sqrt(n), scale=1 / math.sqrt(n)))
    noise = np.sqrt(shares * (1 - shares) / repetitions)
    # Six standard errors in each of 24 bins: a false alarm in 20 million.
    assert (np.abs(heights * np.diff(edges) - shares) <= 6 * noise + 1e-9).all()


def test_a_cauchy_has_no_standard_error_to_measure_in():
    with pytest.raises(ValueError, match="Cauchy has no width"):
        standardized_histogram(growing_means(cauchy(), 2, 10, generator())[-1], [-1, 0, 1])


def test_a_constant_has_no_standard_error_to_measure_in():
    ones = dataclasses.replace(fair_die(), name="ones", standard_deviation=0.0)
    with pytest.raises(ValueError, match="ones has no width"):
        standardized_histogram(growing_means(ones, 2, 10, generator())[-1], [-1, 0, 1])


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=20))
def test_the_farthest_draw_explains_the_mean(sample):
    far = farthest_draw(sample)
    n = len(sample)
    assert far.value == sample[far.index]
    assert abs(far.value - np.median(sample)) == pytest.approx(np.abs(sample - np.median(sample)).max())
    assert (far.value + (n - 1) * far.mean_without) / n == pytest.approx(far.mean, abs=1e-9)

"""Every sample of a small population: n − 1 is fair on average, n is not."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.estimators import every_sample

POPULATIONS = st.lists(st.integers(-9, 9), min_size=1, max_size=5)


@given(POPULATIONS, st.integers(1, 4))
@settings(deadline=None, max_examples=50)
def test_n_minus_one_is_unbiased_and_n_is_too_small_by_the_variance_of_the_mean(population, n):
    samples = every_sample(population, n)
    variance = np.var(population)
    assert samples.population_variance == pytest.approx(variance)
    assert samples.expected_variance(ddof=0) == pytest.approx(variance * (n - 1) / n, abs=1e-9)
    assert samples.bias(ddof=0) == pytest.approx(-variance / n, abs=1e-9)
    assert samples.means.mean() == pytest.approx(np.mean(population), abs=1e-9)
    if n > 1:
        assert samples.expected_variance() == pytest.approx(variance, abs=1e-9)
        assert samples.bias() == pytest.approx(0, abs=1e-9)


@given(POPULATIONS, st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_distances_from_the_own_mean_are_short_by_the_mean_s_own_error(population, n):
    samples = every_sample(population, n)
    gap = n * (samples.means - np.mean(population)) ** 2
    np.testing.assert_allclose(samples.from_true_mean - samples.from_own_mean, gap, atol=1e-9)
    assert (gap >= 0).all()


def test_the_samples_are_all_there_in_order_with_their_variances():
    samples = every_sample([3, 1, 2], 2)
    assert samples.samples.tolist() == [list(pair) for pair in itertools.product([3, 1, 2], repeat=2)]
    assert samples.n == 2
    np.testing.assert_allclose(samples.means, [3, 2, 2.5, 2, 1, 1.5, 2.5, 1.5, 2])
    for ddof in (0, 1):
        expected = [np.var(pair, ddof=ddof) for pair in samples.samples]
        np.testing.assert_allclose(samples.variances(ddof), expected)
    np.testing.assert_array_equal(samples.variances(), samples.variances(1))
    np.testing.assert_allclose(samples.from_true_mean, [2, 2, 1, 2, 2, 1, 1, 1, 0])


def test_a_single_draw_has_no_n_minus_one():
    samples = every_sample([1, 2], 1)
    assert samples.variances(0).tolist() == [0, 0]
    with pytest.raises(ValueError, match=r"ddof must be at least 0 and at most 0; got 1"):
        samples.variances()
    with pytest.raises(ValueError, match=r"ddof"):
        samples.bias(-1)


@pytest.mark.parametrize("population, n", [([], 2), ([1, np.nan], 2), ([1], 0), ([[1]], 1)])
def test_refuses(population, n):
    with pytest.raises(ValueError, match=r"^(population|n) must"):
        every_sample(population, n)


def test_a_million_samples_are_the_most():
    assert every_sample(range(10), 3).samples.shape == (1000, 3)
    with pytest.raises(ValueError, match=r"10\^7 samples, more than a million: take a smaller n"):
        every_sample(range(10), 7)
    with pytest.raises(ValueError, match=r"1000001\^1 samples"):
        every_sample(np.arange(1_000_001), 1)
    assert every_sample(np.arange(1_000_000), 1).samples.shape == (1_000_000, 1)

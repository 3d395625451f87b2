"""Maximum likelihood: heights, logarithms, peaks, and the data that have no peak."""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.stats
import statsmodels.api
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.likelihood import (
    MaximumLikelihood,
    bernoulli_likelihood,
    gaussian_likelihood,
    regression_likelihood,
)

FLIPS = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
NUMBERS = st.integers(-50, 50).map(lambda k: k / 4)
DATA = st.lists(NUMBERS, min_size=2, max_size=12).filter(lambda x: len(set(x)) > 1)
many = settings(deadline=None, max_examples=60)


@given(FLIPS, st.floats(0.01, 0.99))
@many
def test_a_coin_s_likelihood_is_the_probability_of_that_sequence(flips, p):
    heads, n = flips
    coin = bernoulli_likelihood(heads, n)
    assert (coin.heads, coin.n, coin.mle) == (heads, n, heads / n)
    expected = scipy.stats.binom.pmf(heads, n, p) / math.comb(n, heads)
    assert coin.likelihood([p])[0] == pytest.approx(expected)
    assert coin.log_likelihood([p])[0] == pytest.approx(math.log(expected))
    assert coin.log_likelihood([p])[0] <= coin.log_likelihood([coin.mle])[0] + 1e-12


@given(FLIPS)
@settings(deadline=None, max_examples=20)
def test_the_area_under_a_coin_s_likelihood(flips):
    coin = bernoulli_likelihood(*flips)
    area, _ = scipy.integrate.quad(lambda p: coin.likelihood([p])[0], 0, 1)
    assert coin.area == pytest.approx(area)


def test_impossible_coins_have_log_likelihood_minus_infinity_and_certain_ones_zero():
    assert bernoulli_likelihood(1, 3).log_likelihood([0, 1]).tolist() == [-math.inf, -math.inf]
    assert bernoulli_likelihood(0, 3).log_likelihood([0, 1]).tolist() == [0, -math.inf]
    assert bernoulli_likelihood(3, 3).log_likelihood([0, 1]).tolist() == [-math.inf, 0]
    assert bernoulli_likelihood(3, 3).likelihood([0, 1]).tolist() == [0, 1]


@pytest.mark.parametrize("heads, outcome", [(0, "AT_EDGE"), (1, "INSIDE"), (3, "INSIDE"), (4, "AT_EDGE")])
def test_flips_that_are_all_alike_put_the_best_coin_at_the_edge(heads, outcome):
    assert bernoulli_likelihood(heads, 4).outcome is MaximumLikelihood[outcome]


@pytest.mark.parametrize("heads, n", [(0, 0), (-1, 3), (4, 3)])
def test_a_coin_refuses_impossible_counts(heads, n):
    with pytest.raises(ValueError, match=r"^(heads|n) must"):
        bernoulli_likelihood(heads, n)


@pytest.mark.parametrize("p", [[-0.1], [1.1], [math.nan], []])
def test_a_coin_refuses_what_is_no_probability(p):
    for method in (bernoulli_likelihood(1, 2).likelihood, bernoulli_likelihood(1, 2).log_likelihood):
        with pytest.raises(ValueError, match=r"^p must"):
            method(p)


@given(DATA, NUMBERS, st.floats(0.2, 20))
@many
def test_a_bell_s_likelihood_is_the_product_of_its_sticks(x, mu, sigma):
    data = gaussian_likelihood(x)
    heights = scipy.stats.norm.pdf(x, mu, sigma)
    np.testing.assert_allclose(data.densities(mu, sigma), heights, rtol=1e-9, atol=1e-300)
    expected = scipy.stats.norm.logpdf(x, mu, sigma).sum()
    assert data.log_likelihood(mu, sigma) == pytest.approx(expected)
    assert data.log_likelihood(mu, sigma) <= data.log_likelihood(data.mean, data.standard_deviation) + 1e-9
    assert data.outcome is MaximumLikelihood.INSIDE


@given(DATA)
@many
def test_the_best_bell_is_scipy_s(x):
    data = gaussian_likelihood(x)
    mean, sd = scipy.stats.norm.fit(x)
    assert (data.mean, data.standard_deviation, data.variance) == pytest.approx((mean, sd, sd**2))


@pytest.mark.parametrize("x", [[0.1, 0.1, 0.1], [7]])
def test_data_without_spread_have_no_best_bell(x):
    assert gaussian_likelihood(x).outcome is MaximumLikelihood.UNBOUNDED
    assert "without bound" in gaussian_likelihood(x).outcome.sentence


def test_a_bell_refuses():
    with pytest.raises(ValueError, match=r"^x must"):
        gaussian_likelihood([1, math.inf])
    for sigma in (0, -1, math.nan):
        with pytest.raises(ValueError, match=r"^sigma must"):
            gaussian_likelihood([1, 2]).log_likelihood(0, sigma)
        with pytest.raises(ValueError, match=r"^sigma must"):
            gaussian_likelihood([1, 2]).densities(0, sigma)
    with pytest.raises(ValueError, match=r"^mu must"):
        gaussian_likelihood([1, 2]).log_likelihood(math.nan, 1)
    with pytest.raises(ValueError, match=r"^mu must"):
        gaussian_likelihood([1, 2]).densities(math.nan, 1)


POINTS = DATA.flatmap(lambda x: st.tuples(st.just(x), st.lists(NUMBERS, min_size=len(x), max_size=len(x))))


@given(POINTS, NUMBERS, NUMBERS, st.floats(0.2, 20))
@many
def test_the_best_line_is_that_of_least_squares(points, slope, intercept, sigma):
    x, y = points
    line = regression_likelihood(x, y)
    expected = statsmodels.api.OLS(y, statsmodels.api.add_constant(x)).fit()
    np.testing.assert_allclose([line.intercept, line.slope], expected.params, atol=1e-9)
    assert line.variance == pytest.approx(expected.ssr / len(x), abs=1e-9)
    best = line.log_likelihood(line.slope, line.intercept, sigma)
    assert line.log_likelihood(slope, intercept, sigma) <= best + 1e-9 * (1 + abs(best))


@given(POINTS, NUMBERS, NUMBERS, st.floats(0.2, 20))
@many
def test_a_line_s_likelihood_is_that_of_its_residuals(points, slope, intercept, sigma):
    x, y = np.array(points[0]), np.array(points[1])
    line = regression_likelihood(x, y)
    residuals = y - slope * x - intercept
    np.testing.assert_allclose(line.residuals(slope, intercept), residuals, atol=1e-9)
    assert line.squared_error(slope, intercept) == pytest.approx(residuals @ residuals)
    noise = scipy.stats.norm(0, sigma)
    heights = line.densities(slope, intercept, sigma)
    np.testing.assert_allclose(heights, noise.pdf(residuals), rtol=1e-9, atol=1e-300)
    assert line.log_likelihood(slope, intercept, sigma) == pytest.approx(noise.logpdf(residuals).sum())


def test_a_line_through_all_points_has_no_best_sigma():
    assert regression_likelihood([0.1, 0.2, 0.7], [0.3, 0.6, 2.1]).outcome is MaximumLikelihood.UNBOUNDED
    assert regression_likelihood([0, 1], [5, 9]).outcome is MaximumLikelihood.UNBOUNDED
    assert regression_likelihood([0, 1, 2], [0, 0, 0]).outcome is MaximumLikelihood.UNBOUNDED
    assert regression_likelihood([0, 1, 2], [0, 1e-9, 1]).outcome is MaximumLikelihood.INSIDE


@pytest.mark.parametrize(
    ("units", "outcome"), [(4, MaximumLikelihood.UNBOUNDED), (5, MaximumLikelihood.INSIDE)]
)
def test_four_units_in_the_last_place_are_rounding(units, outcome):
    y = 1 + units * np.finfo(float).eps * np.array([1, -1, -1, 1])
    assert regression_likelihood([0, 1, 2, 3], y).outcome is outcome


@pytest.mark.parametrize("x", [[2, 2, 2], [0.1, 0.1, 0.1], [1e-200, 2e-200, 3e-200]])
def test_a_line_needs_two_places_to_stand(x):
    with pytest.raises(ValueError, match=r"x must hold at least two different values"):
        regression_likelihood(x, [1, 2, 3])


def test_a_line_refuses():
    with pytest.raises(ValueError, match=r"x and y must have the same length"):
        regression_likelihood([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match=r"^y must"):
        regression_likelihood([1, 2], [1, math.nan])
    line = regression_likelihood([1, 2, 3], [1, 2, 2])
    with pytest.raises(ValueError, match=r"^slope must"):
        line.residuals(math.nan, 0)
    with pytest.raises(ValueError, match=r"^intercept must"):
        line.squared_error(0, math.inf)
    for method in (line.densities, line.log_likelihood):
        with pytest.raises(ValueError, match=r"^sigma must"):
            method(1, 1, 0)

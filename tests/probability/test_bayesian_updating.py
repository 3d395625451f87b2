"""Conjugate updates against numerical integration, peaks at edges, and the tie to ridge regression."""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.optimize
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.bayesian_updating import (
    BetaBelief,
    BetaPeak,
    NormalBelief,
    flip_by_flip,
    map_linear,
)
from mathviz.probability.likelihood import bernoulli_likelihood
from mathviz.probability.regularization import ridge

some = settings(deadline=None, max_examples=40)
STRENGTHS = st.floats(0.5, 20)


@given(st.floats(1, 20), st.floats(1, 20), st.integers(1, 15), st.integers(0, 15), st.floats(0.05, 0.95))
@some
def test_a_beta_belief_times_the_likelihood_is_the_updated_belief(a, b, heads, tails, p):
    prior = BetaBelief(a, b)
    flips = bernoulli_likelihood(heads, heads + tails)
    evidence, _ = scipy.integrate.quad(
        lambda q: prior.density([q])[0] * flips.likelihood([q])[0], 0, 1, epsabs=0, epsrel=1e-10
    )
    expected = prior.density([p])[0] * flips.likelihood([p])[0] / evidence
    after = prior.update(heads, tails)
    assert (after.a, after.b) == (a + heads, b + tails)
    assert after.density([p])[0] == pytest.approx(expected, rel=1e-6)


@given(STRENGTHS, STRENGTHS, st.floats(0.01, 0.99))
@some
def test_a_beta_belief_s_moments_and_interval_are_scipy_s(a, b, level):
    belief, law = BetaBelief(a, b), scipy.stats.beta(a, b)
    assert belief.mean == pytest.approx(law.mean())
    assert belief.standard_deviation == pytest.approx(law.std())
    interval = belief.credible_interval(level)
    assert (interval.low, interval.high) == pytest.approx(law.interval(level))
    assert (interval.estimate, interval.level) == (belief.mean, level)
    assert belief.density([0.3])[0] == pytest.approx(law.pdf(0.3))


@given(st.floats(1.05, 20), st.floats(1.05, 20))
@some
def test_the_mode_is_the_highest_point(a, b):
    belief = BetaBelief(a, b)
    grid = np.linspace(0.001, 0.999, 999)
    assert belief.outcome is BetaPeak.INSIDE
    assert belief.density([belief.mode])[0] >= belief.density(grid).max() * (1 - 1e-12)


@given(st.integers(0, 20), st.integers(1, 20))
@some
def test_after_a_uniform_prior_map_is_mle(heads, tails):
    after = BetaBelief(1, 1).update(heads, tails)
    assert after.mode == pytest.approx(bernoulli_likelihood(heads, heads + tails).mle)


@pytest.mark.parametrize(
    "a, b, outcome, mode",
    [
        (1, 1, "FLAT", None),
        (0.5, 0.5, "BOTH_EDGES", None),
        (0.9, 0.5, "BOTH_EDGES", None),
        (1, 3, "AT_EDGE", 0.0),
        (3, 1, "AT_EDGE", 1.0),
        (0.5, 1, "AT_EDGE", 0.0),
        (1, 0.5, "AT_EDGE", 1.0),
        (0.5, 4, "AT_EDGE", 0.0),
        (4, 0.5, "AT_EDGE", 1.0),
        (2, 2, "INSIDE", 0.5),
    ],
)
def test_where_a_beta_belief_peaks(a, b, outcome, mode):
    belief = BetaBelief(a, b)
    assert (belief.outcome, belief.mode) == (BetaPeak[outcome], mode)


def test_a_beta_belief_may_rise_without_bound_at_an_edge():
    assert BetaBelief(0.5, 2).density([0, 1]).tolist() == [math.inf, 0]
    np.testing.assert_allclose(BetaBelief(1, 1).density([0, 0.5, 1]), 1)


def test_no_flips_leave_the_belief_as_it_was():
    assert BetaBelief(2, 3).update(0, 0) == BetaBelief(2, 3)


def test_flip_by_flip_ends_where_one_update_does():
    flips = [1, 1, 0, 1, 0]
    beliefs = flip_by_flip(BetaBelief(2, 3), flips)
    assert [(belief.a, belief.b) for belief in beliefs] == [(2, 3), (3, 3), (4, 3), (4, 4), (5, 4), (5, 5)]
    assert beliefs[-1] == BetaBelief(2, 3).update(3, 2)


def test_two_priors_converge():
    gaps = [
        abs(BetaBelief(20, 2).update(7 * k, 3 * k).mean - BetaBelief(2, 20).update(7 * k, 3 * k).mean)
        for k in (0, 1, 10, 100)
    ]
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < 0.02 < 0.8 < gaps[0]


@pytest.mark.parametrize("a, b, named", [(0, 1, "a"), (1, 0, "b"), (-1, 1, "a"), (math.nan, 1, "a")])
def test_a_beta_belief_refuses(a, b, named):
    with pytest.raises(ValueError, match=rf"^{named} must"):
        BetaBelief(a, b)


def test_updates_refuse():
    belief = BetaBelief(1, 1)
    with pytest.raises(ValueError, match=r"^heads must"):
        belief.update(-1, 1)
    with pytest.raises(ValueError, match=r"^tails must"):
        belief.update(1, -1)
    with pytest.raises(ValueError, match=r"^flips must be 1 \(heads\) or 0 \(tails\)"):
        flip_by_flip(belief, [0, 2])
    for p in ([-0.1], [1.1]):
        with pytest.raises(ValueError, match=r"^p must lie in \[0, 1\]"):
            belief.density(p)
    for ask in (belief, NormalBelief(0, 1)):
        for level in (0, 1):
            with pytest.raises(ValueError, match=r"^level must"):
                ask.credible_interval(level)


@given(st.floats(-5, 5), st.floats(0.2, 5), st.floats(-5, 5), st.integers(1, 30), st.floats(0.2, 5))
@some
def test_a_normal_belief_times_the_likelihood_is_the_updated_belief(mean, tau, xbar, n, sigma):
    prior = NormalBelief(mean, tau)
    after = prior.update(xbar, n, sigma)
    mu = np.linspace(
        after.mean - 10 * after.standard_deviation, after.mean + 10 * after.standard_deviation, 4001
    )
    log = scipy.stats.norm.logpdf(mu, mean, tau) + scipy.stats.norm.logpdf(xbar, mu, sigma / math.sqrt(n))
    product = np.exp(log - log.max())
    product /= scipy.integrate.simpson(product, x=mu)
    np.testing.assert_allclose(after.density(mu), product, atol=1e-6 * product.max())


def test_a_normal_belief_s_density_and_interval():
    belief = NormalBelief(3, 2)
    np.testing.assert_allclose(belief.density([0, 3, 4]), scipy.stats.norm.pdf([0, 3, 4], 3, 2))
    interval = belief.credible_interval(0.9)
    assert (interval.low, interval.high) == pytest.approx(scipy.stats.norm(3, 2).interval(0.9))
    assert (interval.estimate, interval.level) == (3, 0.9)
    assert belief.credible_interval() == belief.credible_interval(0.95)
    assert BetaBelief(2, 3).credible_interval() == BetaBelief(2, 3).credible_interval(0.95)


def test_a_normal_belief_refuses():
    with pytest.raises(ValueError, match=r"^mean must"):
        NormalBelief(math.inf, 1)
    with pytest.raises(ValueError, match=r"^standard_deviation must"):
        NormalBelief(0, 0)
    for bad, named in [((math.nan, 1, 1), "sample_mean"), ((0, 0, 1), "n"), ((0, 1, 0), "sigma")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            NormalBelief(0, 1).update(*bad)


@given(st.integers(0, 2**32 - 1), st.floats(0.3, 3), st.floats(0.3, 3))
@settings(deadline=None, max_examples=20)
def test_the_most_credible_weights_maximise_the_posterior(seed, sigma, tau):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(6, 2)), rng.normal(size=6)

    def minus_log_posterior(w):
        noise = scipy.stats.norm.logpdf(y - X @ w, 0, sigma).sum()
        return -noise - scipy.stats.norm.logpdf(w, 0, tau).sum()

    fitted = map_linear(X, y, sigma, tau)
    best = scipy.optimize.minimize(minus_log_posterior, np.zeros(2), method="BFGS", options={"gtol": 1e-7})
    np.testing.assert_allclose(fitted.weights, best.x, atol=1e-4)
    assert fitted.penalty == pytest.approx(sigma**2 / tau**2)
    np.testing.assert_allclose(fitted.weights, ridge(X, y).fit(sigma**2 / tau**2).weights)


def test_map_linear_refuses():
    for sigma, tau, named in [(0, 1, "sigma"), (1, 0, "tau"), (1, math.nan, "tau")]:
        with pytest.raises(ValueError, match=rf"^{named} must"):
            map_linear([[1]], [1], sigma, tau)

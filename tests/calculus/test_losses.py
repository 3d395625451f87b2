"""Losses."""

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from mathviz.calculus import (
    COSTS,
    LOG_LOSS,
    SQUARED_ERROR,
    bernoulli_log_loss,
    central_difference,
    log_loss,
    squared_loss,
)

chances = st.floats(0.01, 0.99)


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=8))
@settings(deadline=None, max_examples=40)
def test_the_squares_are_least_at_the_mean(a):
    mean = np.mean(a)
    loss = squared_loss([mean - 0.1, mean, mean + 0.1], a)
    np.testing.assert_allclose(loss[[0, 2]] - loss[1], len(a) * 0.01, rtol=1e-6, atol=1e-9)
    assert loss[1] == pytest.approx(len(a) * np.var(a), abs=1e-9)


@given(chances, st.integers(0, 20), st.integers(1, 20))
@settings(deadline=None, max_examples=40)
def test_the_log_loss_of_flips_is_minus_the_log_likelihood_of_one_order(p, heads, flips):
    heads = min(heads, flips)
    one_order = binom.pmf(heads, flips, p) / binom.pmf(heads, flips, 0.5) * 0.5**flips
    np.testing.assert_allclose(bernoulli_log_loss([p], heads, flips), [-np.log(one_order)], rtol=1e-9)


def test_certainty_that_flips_contradict_costs_without_bound():
    np.testing.assert_array_equal(bernoulli_log_loss([0, 1], 1, 2), [np.inf, np.inf])
    np.testing.assert_array_equal(bernoulli_log_loss([0, 1], 2, 2), [np.inf, 0])
    np.testing.assert_array_equal(bernoulli_log_loss([0, 1], 0, 2), [0, np.inf])
    assert not np.signbit(bernoulli_log_loss([1], 2, 2)).any()


def test_costs_by_name():
    assert COSTS == {"squared error": SQUARED_ERROR, "log loss": LOG_LOSS}


def test_a_cost_shows_its_name():
    assert repr(LOG_LOSS) == "Cost(name='log loss')"


@pytest.mark.parametrize("cost", COSTS.values(), ids=lambda c: c.name)
@given(p=chances, t=st.floats(0, 1))
@settings(deadline=None, max_examples=40)
def test_a_cost_s_derivative_is_its_slope(cost, p, t):
    slope = central_difference(lambda q: float(cost(q, t)), p, [1e-6])[0]
    assert float(cost.derivative(p, t)) == pytest.approx(slope, rel=1e-5, abs=1e-5)


def test_the_costs_of_a_prediction():
    np.testing.assert_allclose(SQUARED_ERROR([3, 1], [1, 1]), [2, 0])
    np.testing.assert_allclose(SQUARED_ERROR.derivative([3, 0], [1, 1]), [2, -1])
    np.testing.assert_allclose(LOG_LOSS([0.25, 0.25], [1, 0]), [np.log(4), -np.log(0.75)])
    np.testing.assert_allclose(LOG_LOSS.derivative([0.25, 0.25], [1, 0]), [-4, 4 / 3])
    np.testing.assert_allclose(LOG_LOSS([[0.5]], 0.5), [[np.log(2)]])


def test_certainty():
    np.testing.assert_array_equal(LOG_LOSS([1, 0, 1, 0], [1, 0, 0, 1]), [0, 0, np.inf, np.inf])
    np.testing.assert_array_equal(LOG_LOSS.derivative([1, 0, 1, 0], [1, 0, 0, 1]), [-1, 1, np.inf, -np.inf])


@given(st.lists(st.tuples(chances, st.integers(0, 1)), min_size=1, max_size=20))
@settings(deadline=None, max_examples=40)
def test_the_mean_log_loss_is_scikit_learn_s(pairs):
    p, t = zip(*pairs, strict=True)
    assert log_loss(t, p) == pytest.approx(sklearn.metrics.log_loss(t, p, labels=[0, 1]))


@pytest.mark.parametrize(
    "call",
    [
        lambda: squared_loss([], [1]),
        lambda: squared_loss([1], []),
        lambda: bernoulli_log_loss([1.1], 1, 2),
        lambda: bernoulli_log_loss([-0.1], 1, 2),
        lambda: bernoulli_log_loss([0.5], 3, 2),
        lambda: bernoulli_log_loss([0.5], -1, 2),
        lambda: bernoulli_log_loss([0.5], 0, 0),
        lambda: log_loss([0, 1], [0.5]),
        lambda: log_loss([0, 2], [0.5, 0.5]),
        lambda: log_loss([0, 1], [0.5, 1.5]),
        lambda: SQUARED_ERROR([1, 2], [1, 2, 3]),
        lambda: SQUARED_ERROR([[1, 2]], [1, 2]),
        lambda: SQUARED_ERROR([np.nan], [1]),
        lambda: SQUARED_ERROR.derivative([1], [np.inf]),
        lambda: LOG_LOSS([1.5], [1]),
        lambda: LOG_LOSS([-0.5], [1]),
        lambda: LOG_LOSS([0.5], [2]),
        lambda: LOG_LOSS.derivative([0.5], [-1]),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()

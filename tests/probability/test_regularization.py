"""Ridge regression against scikit-learn, its behaviour as λ grows, and the weights that data leave open."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from mathviz.probability.regularization import RidgeOutcome, polynomial_ridge, ridge

SEEDS = st.integers(0, 2**32 - 1)
many = settings(deadline=None, max_examples=50)


def problem(seed, m, n):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, n)), rng.normal(size=m)


@given(SEEDS, st.integers(1, 8), st.integers(1, 5), st.floats(0.01, 100))
@many
def test_the_weights_are_scikit_learn_s(seed, m, n, penalty):
    X, y = problem(seed, m, n)
    fitted = ridge(X, y).fit(penalty)
    expected = Ridge(alpha=penalty, fit_intercept=False, solver="cholesky").fit(X, y).coef_
    np.testing.assert_allclose(fitted.weights, expected, rtol=1e-6, atol=1e-9)
    residuals = y - X @ expected
    assert fitted.penalty == penalty
    assert fitted.squared_error == pytest.approx(residuals @ residuals)
    assert fitted.norm == pytest.approx(np.sqrt(expected @ expected), abs=1e-9)
    assert fitted.loss == pytest.approx(residuals @ residuals + penalty * expected @ expected)
    hat = X @ np.linalg.solve(X.T @ X + penalty * np.eye(n), X.T)
    assert fitted.degrees_of_freedom == pytest.approx(np.trace(hat))
    assert fitted.shares.shape == (min(m, n),)
    assert fitted.outcome is RidgeOutcome.UNIQUE


@given(SEEDS, st.floats(0, 10), st.floats(0, 10))
@many
def test_a_larger_penalty_shrinks_the_weights_and_never_helps_on_the_training_data(seed, one, two):
    X, y = problem(seed, 6, 3)
    low, high = (ridge(X, y).fit(penalty) for penalty in sorted([one, two]))
    assert high.norm <= low.norm + 1e-12
    assert high.squared_error >= low.squared_error - 1e-12


@given(SEEDS, st.integers(1, 6), st.integers(1, 6))
@many
def test_without_a_penalty_the_weights_are_the_shortest_of_least_squares(seed, m, n):
    X, y = problem(seed, m, n)
    fitted = ridge(X, y).fit(0)
    np.testing.assert_allclose(fitted.weights, np.linalg.lstsq(X, y, rcond=None)[0], atol=1e-8)
    assert fitted.outcome is (RidgeOutcome.UNIQUE if m >= n else RidgeOutcome.SHORTEST)
    assert fitted.degrees_of_freedom == pytest.approx(min(m, n))


def test_twin_columns_share_the_weight():
    twins = ridge([[1, 1], [2, 2], [3, 3]], [2, 4, 6])
    np.testing.assert_allclose(twins.fit(0).weights, [1, 1])
    assert twins.fit(0).outcome is RidgeOutcome.SHORTEST
    assert twins.fit(0).degrees_of_freedom == pytest.approx(1)
    np.testing.assert_allclose(twins.fit(28).weights, [0.5, 0.5])
    assert twins.fit(28).outcome is RidgeOutcome.UNIQUE
    assert twins.fit(28).shares[1] == 0


def test_columns_of_zeros_get_no_weight():
    empty = ridge([[0, 0], [0, 0]], [1, 2])
    assert empty.fit(0).weights.tolist() == [0, 0]
    assert empty.fit(0).outcome is RidgeOutcome.SHORTEST
    assert (empty.fit(3).squared_error, empty.fit(3).degrees_of_freedom) == (5, 0)


def test_ridge_refuses():
    with pytest.raises(ValueError, match=r"X and y must have the same length"):
        ridge([[1], [2]], [1, 2, 3])
    with pytest.raises(ValueError, match=r"^X must"):
        ridge([1, 2], [1, 2])
    with pytest.raises(ValueError, match=r"^y must"):
        ridge([[1]], [math.nan])
    for penalty in (-1, math.nan, math.inf):
        with pytest.raises(ValueError, match=r"^penalty must"):
            ridge([[1]], [1]).fit(penalty)


@given(SEEDS, st.integers(1, 6), st.floats(0.001, 10))
@many
def test_a_polynomial_is_ridge_on_its_powers_with_a_free_constant(seed, degree, penalty):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(-1, 1, 12), rng.normal(3, 1, 12)
    prepared = polynomial_ridge(x, y, degree)
    fitted = prepared.fit(penalty)
    powers = x[:, None] ** np.arange(1, degree + 1)
    expected = Ridge(alpha=penalty, solver="cholesky").fit(powers, y)
    np.testing.assert_allclose(fitted.coefficients[0], expected.intercept_, rtol=1e-6)
    np.testing.assert_allclose(fitted.coefficients[1:], expected.coef_, rtol=1e-5, atol=1e-8)
    np.testing.assert_allclose(fitted.ridge.weights, fitted.coefficients[1:])
    assert prepared.degree == degree
    np.testing.assert_allclose(fitted.predict(x), expected.predict(powers), atol=1e-6)
    error = ((y - expected.predict(powers)) ** 2).mean()
    assert fitted.mean_squared_error(x, y) == pytest.approx(error, rel=1e-6)


def test_a_polynomial_of_degree_n_minus_one_meets_every_point_until_it_has_to_pay():
    x, y = [-1, -0.5, 0, 0.5, 1], [0, 1, -1, 2, 0]
    prepared = polynomial_ridge(x, y, 4)
    np.testing.assert_allclose(prepared.fit(0).predict(x), y, atol=1e-9)
    assert prepared.fit(0.1).mean_squared_error(x, y) > 0.1


def test_a_polynomial_refuses():
    with pytest.raises(ValueError, match=r"x and y must have the same length"):
        polynomial_ridge([1, 2], [1], 1)
    with pytest.raises(ValueError, match=r"^degree must"):
        polynomial_ridge([1, 2], [1, 2], 0)
    fitted = polynomial_ridge([1, 2], [1, 2], 1).fit(1)
    with pytest.raises(ValueError, match=r"^x must"):
        fitted.predict([math.inf])
    with pytest.raises(ValueError, match=r"x and y must have the same length"):
        fitted.mean_squared_error([1, 2], [1])

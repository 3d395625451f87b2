"""Linear regression: exact, as a bowl, by descent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from mathviz.calculus import (
    error_bowl,
    fit_line,
    gradient,
    linear_regression_descent,
    normal_equations,
    standardise,
)

seeds = st.integers(0, 2**32 - 1)


def cloud(seed, n=2, m=25):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n)) * rng.uniform(0.5, 20, n) + rng.uniform(-10, 10, n)
    return X, X @ rng.normal(size=n) + rng.normal(size=m) + 3


@given(seeds)
@settings(deadline=None, max_examples=40)
def test_the_line_is_that_of_scikit_learn(seed):
    X, y = cloud(seed, 1)
    line, model = fit_line(X[:, 0], y), LinearRegression().fit(X, y)
    assert line.slope == pytest.approx(model.coef_[0], rel=1e-9)
    assert line.intercept == pytest.approx(model.intercept_, rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(line(X[:, 0]), model.predict(X), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(line.residuals, y - model.predict(X), atol=1e-9)
    assert line.sse == pytest.approx(((y - model.predict(X)) ** 2).sum(), rel=1e-9)
    assert line.residuals.sum() == pytest.approx(0, abs=1e-9)


def test_the_error_over_all_lines_is_a_bowl_with_its_bottom_at_the_fit():
    line = fit_line([0, 1, 2], [1, 2, 6])
    assert line.error(line.slope, line.intercept) == pytest.approx(line.sse)
    assert line.error(1, 0) == pytest.approx(1 + 1 + 16)
    m, b = np.meshgrid([1, 2.5, 3], [0, 0.5])
    grid = line.error(m, b)
    assert grid.shape == (2, 3)
    assert grid[0, 0] == pytest.approx(18)
    assert grid.argmin() == 4
    np.testing.assert_array_equal(line.x, [0, 1, 2])
    np.testing.assert_array_equal(line.y, [1, 2, 6])


@given(seeds, st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_the_normal_equations_put_the_residuals_at_right_angles_to_the_columns(seed, n):
    X, y = cloud(seed, n)
    w = normal_equations(X, y)
    np.testing.assert_allclose(X.T @ (y - X @ w), 0, atol=1e-8 * np.abs(X.T @ y).max())


def test_standardised_features_are_scikit_learn_s():
    X, _ = cloud(4, 3)
    ours, theirs = standardise(X), StandardScaler().fit(X)
    np.testing.assert_allclose(ours.values, theirs.transform(X), rtol=1e-12)
    np.testing.assert_allclose(ours.mean, theirs.mean_)
    np.testing.assert_allclose(ours.scale, theirs.scale_)


def test_weights_for_standardised_features_turn_into_raw_ones():
    X, _ = cloud(5, 3)
    features = standardise(X)
    weights = np.array([[1.0, -2, 3, 0.5], [0, 1, 0, 2]])
    raw = features.raw_weights(weights)
    for w, r in zip(weights, raw, strict=True):
        np.testing.assert_allclose(features.values @ w[:-1] + w[-1], X @ r[:-1] + r[-1], rtol=1e-10)
        np.testing.assert_allclose(features.raw_weights(w), r)


@given(seeds, st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_the_bowl_is_half_the_mean_squared_error(seed, n):
    X, y = cloud(seed, n)
    bowl = error_bowl(X, y)
    model = LinearRegression().fit(X, y)
    np.testing.assert_allclose(bowl.center, [*model.coef_, model.intercept_], rtol=1e-7, atol=1e-8)
    other = np.arange(1.0, n + 2)

    def cost(*w):
        return np.mean((y - X @ w[:-1] - w[-1]) ** 2) / 2

    assert bowl.level == pytest.approx(cost(*bowl.center), rel=1e-7)
    assert bowl.value(other) == pytest.approx(cost(*other), rel=1e-7)
    np.testing.assert_allclose(bowl.gradient(other), gradient(cost, other), rtol=1e-5, atol=1e-5)


def test_standardising_rounds_the_bowl():
    X, y = cloud(6, 1)
    assert error_bowl(X, y).condition_number > 3
    assert error_bowl(standardise(X).values, y).condition_number == pytest.approx(1, abs=1e-9)
    X, y = cloud(7, 3)
    scaled = error_bowl(standardise(X).values, y)
    np.testing.assert_allclose(scaled.H[:3, :3], np.corrcoef(X.T), atol=1e-12)


@pytest.mark.parametrize("standardised", [True, False])
def test_descent_ends_where_the_exact_answer_is(standardised):
    X, y = [[0.0], [1], [2]], [1, 2, 6]
    run = linear_regression_descent(X, y, learning_rate=0.5, steps=400, standardised=standardised)
    np.testing.assert_allclose(run.weights[-1], [2.5], atol=1e-9)
    assert run.biases[-1] == pytest.approx(0.5, abs=1e-9)
    assert run.weights.shape == (401, 1) and run.biases.shape == (401,)
    np.testing.assert_allclose(run.costs[[0, -1]], [41 / 6, 1.5 / 6], rtol=1e-9)
    np.testing.assert_array_equal(run.costs, run.path.values)
    k = 3  # in raw units the same line costs the same
    errors = y - np.array(X) @ run.weights[k] - run.biases[k]
    assert run.costs[k] == pytest.approx(np.mean(errors**2) / 2)


def test_the_same_rate_that_suits_the_round_bowl_leaves_the_long_one():
    X, y = [[100.0], [110], [120]], [1, 2, 3]
    assert linear_regression_descent(X, y, learning_rate=0.5, steps=50).path.outcome.name == "CONVERGED"
    raw = linear_regression_descent(X, y, learning_rate=0.5, steps=50, standardised=False)
    assert raw.path.outcome.name == "DIVERGED"
    assert raw.path.learning_rate == 0.5


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda: fit_line([1, 1], [2, 3]), "x must hold at least two different"),
        (lambda: fit_line([1], [2]), "x needs at least 2"),
        (lambda: fit_line([1, 2], [2, 3, 4]), "x and y must have the same length"),
        (lambda: normal_equations([[1, 2], [2, 4]], [1, 2]), "X must have independent columns"),
        (lambda: normal_equations([[1, 2]], [1, 2]), "X and y"),
        (lambda: standardise([[1, 2], [1, 3]]), r"columns \[0\]"),
        (lambda: standardise([[1, 2]]), "vary"),
        (lambda: error_bowl([[1], [1]], [1, 2]), "independent"),
        (lambda: error_bowl([[1], [2]], [1]), "X and y"),
        (lambda: linear_regression_descent([[1], [1]], [1, 2], learning_rate=1, steps=1), "vary"),
    ],
)
def test_degenerate_input_is_refused(call, names):
    with pytest.raises(ValueError, match=names):
        call()

"""One neuron: regression and classification."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    LOG_LOSS,
    SIGMOID,
    Logistic,
    LogisticLoss,
    error_bowl,
    gradient,
    hessian,
    logistic_fit,
    neuron_gradient,
)

seeds = st.integers(0, 2**32 - 1)


def two_clouds(seed, n=2, m=80):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n))
    y = (rng.random(m) < 1 / (1 + np.exp(-X @ np.linspace(1, -1, n) - 0.3))).astype(float)
    y[:2] = 0, 1
    X[:2] = [[3.0] * n, [3.0] * n]  # one place with both classes: never separable
    return X, y


@given(seeds)
@settings(deadline=None, max_examples=30)
def test_a_linear_neuron_s_gradient_is_that_of_the_error_bowl(seed):
    rng = np.random.default_rng(seed)
    X, y, w, b = rng.normal(size=(9, 3)), rng.normal(size=9), rng.normal(size=3), rng.normal()
    step, bowl = neuron_gradient(w, float(b), X, y), error_bowl(X, y)
    np.testing.assert_allclose([*step.weights, step.bias], bowl.gradient([*w, b]), atol=1e-10)
    assert step.loss == pytest.approx(bowl.value([*w, b]))
    np.testing.assert_allclose(step.sums, X @ w + b)
    np.testing.assert_array_equal(step.predictions, step.sums)
    np.testing.assert_allclose(step.errors, step.sums - y)
    np.testing.assert_allclose(step.losses, (step.sums - y) ** 2 / 2)


@given(seeds)
@settings(deadline=None, max_examples=30)
def test_a_sigmoid_neuron_s_gradient_is_that_of_the_logistic_loss(seed):
    X, y = two_clouds(seed)
    w = np.array([0.3, -0.7])
    step = neuron_gradient(w, 0.2, X, y, activation=SIGMOID, cost=LOG_LOSS)
    surface = LogisticLoss(X, y)
    assert step.loss == pytest.approx(surface.value([*w, 0.2]))
    np.testing.assert_allclose([*step.weights, step.bias], surface.gradient([*w, 0.2]), atol=1e-12)
    np.testing.assert_allclose(step.predictions, SIGMOID(surface.scores([*w, 0.2])))


@given(seeds)
@settings(deadline=None, max_examples=30)
def test_the_logistic_loss_s_derivatives_are_its_slopes(seed):
    surface = LogisticLoss(*two_clouds(seed))
    p = np.array([0.5, -1.0, 0.25])

    def value(*w):
        return surface.value(w)

    np.testing.assert_allclose(surface.gradient(p), gradient(value, p), atol=1e-8)
    np.testing.assert_allclose(surface.hessian(p), hessian(value, p), atol=1e-5)


@given(seeds, st.integers(1, 3))
@settings(deadline=None, max_examples=20)
def test_newton_s_fit_is_that_of_statsmodels(seed, n):
    X, y = two_clouds(seed, n)
    fit, model = logistic_fit(X, y), sm.Logit(y, sm.add_constant(X)).fit(disp=0)
    assert fit.outcome is Logistic.CONVERGED
    np.testing.assert_allclose([fit.bias, *fit.weights], model.params, rtol=1e-5, atol=1e-6)
    assert fit.log_likelihood == pytest.approx(model.llf)
    np.testing.assert_allclose(fit.probability(X), model.predict(), atol=1e-6)


def test_descent_comes_to_the_same_place():
    X, y = two_clouds(3)
    newton, descent = logistic_fit(X, y), logistic_fit(X, y, method="descent", steps=500)
    assert descent.outcome is Logistic.CONVERGED
    np.testing.assert_allclose(descent.weights, newton.weights, atol=1e-4)
    assert descent.path.points.shape == (501, 3)
    assert len(newton.path) == 25
    slow = logistic_fit(X, y, method="descent", steps=5, learning_rate=0.01)
    assert slow.outcome is Logistic.UNFINISHED
    assert slow.log_likelihood == pytest.approx(
        -80 * slow.surface.value([*slow.weights, slow.bias]), rel=1e-12
    )
    assert slow.path.learning_rate == 0.01
    np.testing.assert_allclose(slow.path.points[1], -0.01 * slow.surface.gradient([0, 0, 0]))


@pytest.mark.parametrize("steps", range(1, 8))
def test_it_has_converged_once_the_slope_at_the_end_is_small(steps):
    fit = logistic_fit(*two_clouds(3), steps=steps)
    small = np.linalg.norm(fit.surface.gradient([*fit.weights, fit.bias])) <= 1e-6
    assert fit.outcome is (Logistic.CONVERGED if small else Logistic.UNFINISHED)


def test_observations_that_cannot_be_told_apart_are_not_parted():
    fit = logistic_fit([[0], [0]], [0, 1])
    assert fit.outcome is Logistic.CONVERGED
    assert fit.probability([[0]]) == 0.5


def test_a_large_score_does_not_overflow():
    surface = LogisticLoss([[1], [-1]], [0, 1])
    assert surface.value([2000, 0]) == 2000
    np.testing.assert_array_equal(surface.gradient([2000, 0]), [1, 0])


@pytest.mark.parametrize("method", ["newton", "descent"])
def test_classes_that_a_line_parts_have_no_best_line(method):
    fit = logistic_fit([[0], [1], [2], [3]], [0, 0, 1, 1], method=method, steps=12)
    assert fit.outcome is Logistic.SEPARABLE
    assert (np.diff(np.abs(fit.path.points[:, 0])) > 0).all()


def test_one_class_alone_is_separable_too():
    assert logistic_fit([[0], [1]], [1, 1], steps=8).outcome is Logistic.SEPARABLE


def test_one_observation_on_the_line_is_not_parted():
    # Symmetric about 0 with both classes there: the best slope is finite.
    fit = logistic_fit([[-1], [0], [0], [1], [2], [-2]], [0, 0, 1, 1, 0, 1])
    assert fit.outcome is Logistic.CONVERGED


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: neuron_gradient([1], 0, [[1, 2]], [3]), "w must have length 2"),
        (lambda: neuron_gradient([1, 2], 0, [[1, 2]], [3, 4]), "X and y"),
        (lambda: neuron_gradient([1, 2], np.nan, [[1, 2]], [3]), "b must be finite"),
        (lambda: neuron_gradient([1], 0, [[1]], [3], cost=LOG_LOSS), "sigmoid"),
        (lambda: LogisticLoss([[1], [2]], [0, 2]), "classes 0 and 1"),
        (lambda: LogisticLoss([[1], [2]], [0]), "X and y"),
        (lambda: LogisticLoss([[1], [2]], [0, 1]).value([1, 2, 3]), "parameters must have length 2"),
        (lambda: logistic_fit([[1], [2]], [0, 1], method="luck"), "method must be 'newton' or 'descent'"),
        (lambda: logistic_fit([[1], [2]], [0, 1]).probability([[1, 2]]), "X must have 1 columns"),
    ],
)
def test_degenerate_input_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()

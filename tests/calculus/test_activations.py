"""Activations and the error that flows back through them."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import (
    ACTIVATIONS,
    IDENTITY,
    LOG_LOSS,
    RELU,
    SIGMOID,
    SQUARED_ERROR,
    TANH,
    central_difference,
    error_signal,
)


def test_activations_by_name():
    assert ACTIVATIONS == {"identity": IDENTITY, "sigmoid": SIGMOID, "tanh": TANH, "relu": RELU}


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)
@given(z=st.floats(-5, 5))
@settings(deadline=None, max_examples=30)
def test_the_derivative_is_the_slope(activation, z):
    if activation is RELU and abs(z) < 1e-4:
        return
    slope = central_difference(lambda x: float(activation(x)), z, [1e-5])[0]
    assert float(activation.derivative(z)) == pytest.approx(slope, abs=1e-8)


@given(st.floats(-600, 600))
@settings(deadline=None, max_examples=50)
def test_the_sigmoid_keeps_its_digits_in_both_tails(z):
    exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
    assert float(SIGMOID(z)) == pytest.approx(float(exact), rel=1e-12)
    mirrored = 1 / (1 + mpmath.exp(mpmath.mpf(z)))
    assert float(SIGMOID.derivative(z)) == pytest.approx(float(exact * mirrored), rel=1e-12)
    assert float(SIGMOID(z) + SIGMOID(-z)) == pytest.approx(1)


def test_an_activation_shows_its_name():
    assert repr(SIGMOID) == "Activation(name='sigmoid')"


def test_values_of_each():
    z = [-2.0, 0, 0.5]
    np.testing.assert_array_equal(IDENTITY(z), z)
    np.testing.assert_array_equal(IDENTITY.derivative(z), [1, 1, 1])
    np.testing.assert_array_equal(RELU(z), [0, 0, 0.5])
    np.testing.assert_array_equal(RELU.derivative(z), [0, 0, 1])
    np.testing.assert_allclose(TANH(z), np.tanh(z))
    np.testing.assert_allclose(TANH.derivative(z), 1 - np.tanh(z) ** 2)
    np.testing.assert_allclose(TANH(z), 2 * SIGMOID(np.multiply(2, z)) - 1)
    assert SIGMOID([[0.0, 1]]).shape == (1, 2)
    np.testing.assert_allclose(TANH.derivative(30), 4 * np.exp(-60), rtol=1e-12)
    np.testing.assert_allclose(TANH.derivative([-1e6, 1e6]), 0, atol=1e-300)


def test_the_argument_is_left_alone():
    z = np.array([1.0, 2])
    IDENTITY(z)
    z[0] = 5  # a read-only result must not freeze the caller's array


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)
def test_the_error_signal_is_the_product_of_the_two_slopes(activation):
    z, t = [-1.5, 0.5, 2], [1, 0, 0.5]
    np.testing.assert_allclose(
        error_signal(SQUARED_ERROR, activation, z, t), (activation(z) - t) * activation.derivative(z)
    )


def test_the_log_loss_of_a_sigmoid_cancels_and_stays_exact():
    z, t = np.array([-3.0, 0.2, 4]), np.array([1, 0, 0.3])
    product = LOG_LOSS.derivative(SIGMOID(z), t) * SIGMOID.derivative(z)
    np.testing.assert_allclose(error_signal(LOG_LOSS, SIGMOID, z, t), product)
    np.testing.assert_array_equal(error_signal(LOG_LOSS, SIGMOID, [-1000, 1000], [1, 0]), [-1, 1])


@pytest.mark.parametrize(
    "call",
    [
        lambda: SIGMOID([np.nan]),
        lambda: RELU.derivative([np.inf]),
        lambda: error_signal(LOG_LOSS, TANH, [0], [1]),
        lambda: error_signal(LOG_LOSS, SIGMOID, [0], [2]),
        lambda: error_signal(LOG_LOSS, SIGMOID, [0, 1, 2], [1, 0]),
        lambda: error_signal(SQUARED_ERROR, SIGMOID, [np.nan], [1]),
    ],
)
def test_degenerate_input_is_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()

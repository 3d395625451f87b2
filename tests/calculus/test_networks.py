"""The network with two layers: forward, backward, training."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neural_network import MLPRegressor

from mathviz.calculus import (
    ACTIVATIONS,
    IDENTITY,
    LOG_LOSS,
    RELU,
    SIGMOID,
    SQUARED_ERROR,
    TANH,
    Descent,
    Network,
    NetworkLoss,
    gradient_check,
    log_loss,
    train,
)

CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]


def network_and_data(seed, hidden=TANH, output=SIGMOID, cost=SQUARED_ERROR, n=3, h=4, o=2, m=5):
    rng = np.random.default_rng(seed)
    net = Network.random(n, h, o, rng=rng, hidden=hidden, output=output, cost=cost)
    net = net.with_parameters(net.parameters + rng.normal(scale=0.1, size=net.parameters.size))
    return net, rng.normal(size=(m, n)), rng.uniform(size=(m, o))


@pytest.mark.parametrize("hidden", ACTIVATIONS.values(), ids=lambda a: a.name)
@pytest.mark.parametrize(
    ("output", "cost"), [(SIGMOID, LOG_LOSS), (SIGMOID, SQUARED_ERROR), (IDENTITY, SQUARED_ERROR)]
)
@given(seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=8)
def test_backpropagation_finds_the_numerical_gradient(hidden, output, cost, seed):
    net, X, T = network_and_data(seed, hidden, output, cost)
    passed = net.backward(X, T)
    if hidden is RELU and np.abs(passed.flow.Z1).min() < 1e-4:
        return  # at the corner there is no one slope
    check = gradient_check(lambda p: net.with_parameters(p).loss(X, T), net.parameters, passed.gradient)
    np.testing.assert_allclose(check.numerical, passed.gradient, rtol=1e-6, atol=1e-8)


def test_forward_is_scikit_learn_s():
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(30, 3)), rng.normal(size=30)
    model = MLPRegressor(hidden_layer_sizes=(4,), activation="tanh", max_iter=5, random_state=0)
    with pytest.warns(match="converge"):
        model.fit(X, y)
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    net = Network(W1, b1, W2, b2, hidden=TANH, output=IDENTITY)
    np.testing.assert_allclose(net.forward(X).Y[:, 0], model.predict(X), rtol=1e-10)


def test_the_record_of_a_forward_pass():
    net = Network([[1, -1], [0, 2]], [0.5, 0], [[1], [3]], [-1], RELU, IDENTITY)
    flow = net.forward([[1, 1], [-2, 0]])
    np.testing.assert_allclose(flow.X, [[1, 1], [-2, 0]])
    np.testing.assert_allclose(flow.Z1, [[1.5, 1], [-1.5, 2]])
    np.testing.assert_allclose(flow.H, [[1.5, 1], [0, 2]])
    np.testing.assert_allclose(flow.Z2, [[3.5], [5]])
    np.testing.assert_allclose(flow.Y, [[3.5], [5]])
    assert net.loss([[1, 1], [-2, 0]], [[3], [3]]) == pytest.approx((0.125 + 2) / 2)


@pytest.mark.parametrize(("output", "cost"), [(SIGMOID, LOG_LOSS), (TANH, SQUARED_ERROR)])
def test_the_local_derivatives_multiply_along_the_way_and_add_where_paths_meet(output, cost):
    net, X, T = network_and_data(7, hidden=SIGMOID, output=output, cost=cost)
    back = net.backward(X, T)
    assert back.network is net
    np.testing.assert_array_equal(back.targets, T)
    np.testing.assert_allclose(back.costs, cost(back.flow.Y, T))
    assert back.loss == pytest.approx(net.loss(X, T))
    assert back.loss == pytest.approx(back.costs.sum() / 5)
    np.testing.assert_allclose(back.cost_slopes, cost.derivative(back.flow.Y, T))
    np.testing.assert_allclose(back.output_slopes, output.derivative(back.flow.Z2))
    np.testing.assert_allclose(back.output_deltas, back.cost_slopes * back.output_slopes)
    assert back.paths.shape == (5, 4, 2)
    np.testing.assert_allclose(back.paths[1, 2, 0], back.output_deltas[1, 0] * net.W2[2, 0])
    np.testing.assert_allclose(back.hidden_errors, back.paths.sum(axis=2))
    np.testing.assert_allclose(back.hidden_slopes, SIGMOID.derivative(back.flow.Z1))
    np.testing.assert_allclose(back.hidden_deltas, back.hidden_errors * back.hidden_slopes)
    np.testing.assert_allclose(
        back.W1, sum(np.outer(x, d) for x, d in zip(X, back.hidden_deltas, strict=True)) / 5
    )
    np.testing.assert_allclose(back.b1, back.hidden_deltas.mean(axis=0))
    np.testing.assert_allclose(
        back.W2, sum(np.outer(x, d) for x, d in zip(back.flow.H, back.output_deltas, strict=True)) / 5
    )
    np.testing.assert_allclose(back.b2, back.output_deltas.mean(axis=0))
    np.testing.assert_allclose(back.gradient, [*back.W1.flat, *back.b1, *back.W2.flat, *back.b2])


def test_a_step_goes_against_the_gradient():
    net, X, T = network_and_data(8)
    back = net.backward(X, T)
    stepped = back.step(0.1)
    np.testing.assert_allclose(stepped.parameters, net.parameters - 0.1 * back.gradient)
    assert stepped.loss(X, T) < net.loss(X, T)
    assert (stepped.hidden, stepped.output, stepped.cost) == (net.hidden, net.output, net.cost)


def test_the_parameters_in_one_row_and_back():
    net = Network([[1, 2], [3, 4], [5, 6]], [7, 8], [[9], [10]], [11])
    np.testing.assert_array_equal(net.parameters, np.arange(1, 12))
    other = net.with_parameters(np.arange(11, 0, -1))
    np.testing.assert_array_equal(other.W1, [[11, 10], [9, 8], [7, 6]])
    np.testing.assert_array_equal(other.b1, [5, 4])
    np.testing.assert_array_equal(other.W2, [[3], [2]])
    np.testing.assert_array_equal(other.b2, [1])
    np.testing.assert_array_equal(net.parameters, np.arange(1, 12))


def test_random_weights_repeat_with_the_generator_and_keep_to_their_range():
    a, b = (Network.random(30, 50, 4, rng=np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(a.parameters, b.parameters)
    assert a.W1.shape == (30, 50) and a.W2.shape == (50, 4)
    for W in (a.W1, a.W2):
        bound = np.sqrt(6 / sum(W.shape))
        # 200 even draws: a side of the range left empty beyond 0.8 has chance 0.9²⁰⁰ < 1e-9.
        assert 0.8 * bound < W.max() <= bound and -bound <= W.min() < -0.8 * bound
    assert not a.b1.any() and not a.b2.any()
    assert (a.hidden, a.output, a.cost) == (SIGMOID, SIGMOID, SQUARED_ERROR)
    c = Network.random(1, 2, rng=np.random.default_rng(5), hidden=RELU, output=TANH)
    assert c.W2.shape == (2, 1) and (c.hidden, c.output) == (RELU, TANH)


def test_several_linear_layers_are_one():
    net = Network([[1, 2], [3, 4]], [1, 1], [[2], [-1]], [3], IDENTITY, IDENTITY)
    X = np.random.default_rng(0).normal(size=(6, 2))
    np.testing.assert_allclose(net.forward(X).Y, X @ (net.W1 @ net.W2) + (net.b1 @ net.W2 + net.b2))


def test_training_is_step_after_step():
    net, X, T = network_and_data(9)
    run = train(net, X, T, learning_rate=0.3, steps=4)
    by_hand = net
    for k in range(4):
        np.testing.assert_allclose(run.network(k).parameters, by_hand.parameters)
        assert run.losses[k] == pytest.approx(by_hand.loss(X, T))
        back = by_hand.backward(X, T)
        np.testing.assert_allclose(run.layer_slopes[k], [np.linalg.norm(back.W1), np.linalg.norm(back.W2)])
        by_hand = back.step(0.3)
    assert run.losses.shape == (5,) and run.layer_slopes.shape == (5, 2)
    np.testing.assert_allclose(run.network(4).parameters, by_hand.parameters)
    halfway = (run.network(1).parameters + run.network(2).parameters) / 2
    np.testing.assert_allclose(run.network(1.5).parameters, halfway)
    assert run.untrained is net
    assert run.outcome is run.path.outcome is Descent.SLOW


def test_the_log_loss_learns_from_a_confident_mistake_and_the_squared_error_stalls():
    start = Network([[1.0]], [0], [[1]], [-10])
    slopes = {}
    for cost in (LOG_LOSS, SQUARED_ERROR):
        net = Network(start.W1, start.b1, start.W2, start.b2, cost=cost)
        slopes[cost.name] = train(net, [[1]], [[1]], learning_rate=1, steps=1).layer_slopes[0, 1]
    assert slopes["log loss"] > 5_000 * slopes["squared error"]


def test_equal_hidden_units_stay_equal_and_settle_on_a_saddle():
    zero = Network(np.zeros((2, 2)), [0, 0], np.zeros((2, 1)), [0.5], TANH, SIGMOID, LOG_LOSS)
    run = train(zero, CORNERS, [[0], [1], [1], [1]], learning_rate=1, steps=200)
    end = run.network(200)
    np.testing.assert_array_equal(end.W1[:, 0], end.W1[:, 1])
    assert end.W2[0] == end.W2[1]
    assert run.outcome is Descent.SADDLE
    assert run.losses[-1] == pytest.approx(log_loss([0, 1, 1, 1], [0.75] * 4))


def test_training_that_overflows_is_a_result():
    net = Network([[1.0]], [0], [[1]], [0], RELU, IDENTITY)
    run = train(net, [[1], [2]], [[1], [0]], learning_rate=50, steps=200)
    assert run.outcome is Descent.DIVERGED
    assert np.isfinite(run.path.points).all()


def test_the_surface_of_the_loss_says_where_numbers_overflow():
    net = Network([[1.0]], [0], [[1]], [0], RELU, IDENTITY)
    surface = NetworkLoss(net, [[1]], [[1]])
    huge = [1e300, 0, 1e300, 0]
    with np.errstate(over="ignore"):
        assert surface.value(huge) == np.inf
        assert np.isnan(surface.gradient(huge)).all()
    np.testing.assert_array_equal(surface.gradient(net.parameters), net.backward([[1]], [[1]]).gradient)
    assert surface.value([2, 0, 1, 0]) == 0.5


def test_the_surface_s_curvature():
    net = Network([[2.0]], [0], [[3]], [0], IDENTITY, IDENTITY)
    # L = ½ (w2 (w1 + b1) + b2)² at x = 1, t = 0: ∂²L/∂w1² = w2² = 9, ∂²L/∂b2² = 1.
    H = NetworkLoss(net, [[1]], [[0]]).hessian(net.parameters)
    np.testing.assert_allclose(np.diag(H), [9, 9, 4, 1], atol=1e-4)


def test_asking_twice_gives_the_same_and_moving_gives_another():
    net, X, T = network_and_data(11)
    surface = NetworkLoss(net, X, T)
    point = net.parameters.copy()
    first = surface.value(point)
    point += 0.1
    assert surface.value(point) != first
    assert surface.value(net.parameters) == first == net.loss(X, T)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Network([[1, 2]], [1], [[1], [2]], [1]), "b1 must have length 2"),
        (lambda: Network([[1, 2]], [1, 2], [[1]], [1]), "W2 must have 2 rows"),
        (lambda: Network([[1, 2]], [1, 2], [[1], [2]], [1, 2]), "b2 must have length 1"),
        (lambda: Network([[np.nan]], [1], [[1]], [1]), "W1 must be finite"),
        (lambda: Network([[1]], [1], [[1]], [1], output=TANH, cost=LOG_LOSS), "sigmoid"),
        (lambda: Network.random(0, 1, rng=np.random.default_rng()), "inputs must be at least 1"),
        (lambda: Network.random(1, 0, rng=np.random.default_rng()), "hidden_units must be at least 1"),
        (lambda: Network.random(1, 1, 0, rng=np.random.default_rng()), "outputs must be at least 1"),
        (lambda: Network([[1]], [1], [[1]], [1]).with_parameters([1, 2]), "parameters must have length 4"),
        (lambda: Network([[1]], [1], [[1]], [1]).forward([[1, 2]]), "X must have 1 columns"),
        (lambda: Network([[1]], [1], [[1]], [1]).loss([[1]], [[1, 2]]), "T must have 1 columns"),
        (lambda: Network([[1]], [1], [[1]], [1]).loss([[1]], [[1], [2]]), "X and T"),
        (lambda: Network([[1]], [1], [[1]], [1]).backward([[1]], [[1]]).step(0), "learning_rate must"),
        (lambda: NetworkLoss(Network([[1]], [1], [[1]], [1]), [[1, 2]], [[1]]), "X must have 1 columns"),
        (lambda: NetworkLoss(Network([[1]], [1], [[1]], [1]), [[1]], [[1]]).value([1]), "length 4"),
    ],
)
def test_degenerate_input_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()

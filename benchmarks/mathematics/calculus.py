"""The cases of calculus, at the largest size that a lecture or a slider uses."""

from collections.abc import Callable

import numpy as np

from benchmarks.mathematics.timing import EVALUATION, SIMULATION, Case
from mathviz.calculus import (
    DOUBLE_WELL,
    HIMMELBLAU,
    LOG_LOSS,
    ROSENBROCK,
    TANH,
    Network,
    Quadratic,
    basins,
    bernoulli_log_loss,
    central_difference,
    chain_rule,
    compound,
    critical_points,
    derivative,
    error_bowl,
    exponential_derivative,
    fit_line,
    gradient,
    gradient_check,
    gradient_descent,
    hessian,
    linear_regression_descent,
    logistic_fit,
    neuron_gradient,
    newton_root,
    newtons_method,
    one_sided_slopes,
    secant_slopes,
    squared_loss,
    stationary_points,
    tangent_plane,
    train,
)

rng = np.random.default_rng(0)
X = rng.normal(size=(442, 10))
y = X @ rng.normal(size=10) + rng.normal(size=442)
classes = (y > 0).astype(float)
PLANE = np.meshgrid(np.linspace(-5, 5, 200), np.linspace(-5, 5, 200))
STARTS = np.column_stack(
    [axis.ravel() for axis in np.meshgrid(np.linspace(-5, 5, 40), np.linspace(-5, 5, 40))]
)
VALLEY = Quadratic([[1, 0], [0, 10]])
NETWORK = Network.random(2, 8, rng=rng, hidden=TANH, cost=LOG_LOSS)
MOONS, SIDES = rng.normal(size=(200, 2)), (rng.random((200, 1)) > 0.5).astype(float)
H = np.geomspace(1e-15, 1, 200)

CASES: list[tuple[str, float, Callable[[], object]]] = [
    ("secant slopes, 200 h", EVALUATION, lambda: secant_slopes(np.exp, 1, H)),
    ("one-sided slopes, 200 h", EVALUATION, lambda: one_sided_slopes(np.cbrt, 0, H)),
    ("central differences, 200 h", EVALUATION, lambda: central_difference(np.exp, 1, H)),
    ("dual numbers", EVALUATION, lambda: derivative(lambda x: np.exp(x) * np.sin(x), 1)),
    ("chain of 6 links", EVALUATION, lambda: chain_rule([(np.sin, np.cos)] * 6, 1)),
    ("compounding, 1000 n", EVALUATION, lambda: compound(np.arange(1, 1001))),
    ("exponential slopes, 1000 x", EVALUATION, lambda: exponential_derivative(2, np.linspace(-3, 3, 1000))),
    ("squared loss, 1000 x, 50 lines", EVALUATION,
     lambda: squared_loss(np.linspace(0, 9, 1000), np.arange(50))),
    ("log loss of flips, 1000 p", EVALUATION, lambda: bernoulli_log_loss(np.linspace(0, 1, 1000), 6, 8)),
    ("critical points, 1000 samples", SIMULATION,
     lambda: critical_points(np.cos, lambda x: -np.sin(x), -9, 9.1)),
    ("gradient, 10 variables", EVALUATION, lambda: gradient(lambda *p: sum(v**3 for v in p), np.ones(10))),
    ("Hessian, 10 variables", EVALUATION, lambda: hessian(lambda *p: sum(v**3 for v in p), np.ones(10))),
    ("Himmelblau on a 200 x 200 grid", EVALUATION, lambda: HIMMELBLAU(*PLANE)),
    ("quadratic on a 200 x 200 grid", EVALUATION, lambda: VALLEY(*PLANE)),
    ("quadratic from its Hessian", EVALUATION, lambda: Quadratic([[3, 1], [1, 2]])),
    ("contour ellipse", EVALUATION, lambda: VALLEY.contour(55).points()),
    ("tangent plane", EVALUATION, lambda: tangent_plane(HIMMELBLAU, [1, 2])),
    ("stationary points, 121 starts", SIMULATION, lambda: stationary_points(HIMMELBLAU, STARTS[:121])),
    ("fit a line, 442 points", EVALUATION, lambda: fit_line(X[:, 0], y)),
    ("error bowl, 442 x 10", EVALUATION, lambda: error_bowl(X, y)),
    ("descent, 1000 steps", SIMULATION,
     lambda: gradient_descent(VALLEY, [10, 1], learning_rate=0.1, steps=1000)),
    ("regression by descent, 500 steps", SIMULATION,
     lambda: linear_regression_descent(X, y, learning_rate=0.1, steps=500)),
    ("basins of a curve, 400 starts", SIMULATION,
     lambda: basins(DOUBLE_WELL, np.linspace(-2, 2, 400), learning_rate=0.02, steps=500)),
    ("basins of a surface, 1600 starts", SIMULATION,
     lambda: basins(HIMMELBLAU, STARTS, learning_rate=0.005, steps=300)),
    ("one neuron, 442 x 10", EVALUATION, lambda: neuron_gradient(np.zeros(10), 0, X, y)),
    ("logistic fit by Newton, 442 x 10", SIMULATION, lambda: logistic_fit(X, classes, steps=10)),
    ("logistic fit by descent, 500 steps", SIMULATION,
     lambda: logistic_fit(X, classes, method="descent", steps=500)),
    ("forward, 200 observations", EVALUATION, lambda: NETWORK.forward(MOONS)),
    ("backward, 200 observations", EVALUATION, lambda: NETWORK.backward(MOONS, SIDES)),
    ("gradient check, 33 parameters", SIMULATION, lambda: gradient_check(
        lambda p: NETWORK.with_parameters(p).loss(MOONS, SIDES), NETWORK.parameters,
        NETWORK.backward(MOONS, SIDES).gradient)),
    ("training, 200 observations, 500 steps", SIMULATION,
     lambda: train(NETWORK, MOONS, SIDES, learning_rate=0.5, steps=500)),
    ("Newton for a root, 50 steps", EVALUATION,
     lambda: newton_root(lambda x: x**2 - 2, lambda x: 2 * x, 1, steps=50)),
    ("Newton on Rosenbrock, 20 steps", EVALUATION, lambda: newtons_method(ROSENBROCK, [-1.2, 1], steps=20)),
]  # fmt: skip


def cases() -> list[Case]:
    """All of them; the size stands behind the comma."""
    return [Case(*name.partition(", ")[::2], limit, call) for name, limit, call in CASES]

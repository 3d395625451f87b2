"""The cases of calculus, at the largest size that a lecture or a slider uses."""

from collections.abc import Callable

import numpy as np

from benchmarks.mathematics.timing import EVALUATION, SIMULATION, Case
from mathviz.calculus import (
    DOUBLE_WELL,
    HIMMELBLAU,
    LOG_LOSS,
    ROSENBROCK,
    SIGMOID,
    TANH,
    LogisticLoss,
    Network,
    Quadratic,
    basins,
    bernoulli_log_loss,
    central_difference,
    chain_rule,
    classify,
    compound,
    critical_points,
    derivative,
    directional_derivative,
    error_bowl,
    error_signal,
    exponential_derivative,
    fit_line,
    gradient,
    gradient_check,
    gradient_descent,
    hessian,
    inverse_derivative,
    linear_regression_descent,
    local_model,
    log_loss,
    logistic_fit,
    neuron_gradient,
    newton_root,
    newtons_method,
    normal_equations,
    one_sided_slopes,
    power_derivative,
    power_growth,
    product_rule,
    secant,
    secant_slopes,
    squared_loss,
    standardise,
    stationary_points,
    tangent_line,
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
    ("secant", EVALUATION, lambda: secant(np.exp, 1, 0.1)),
    ("tangent line", EVALUATION, lambda: tangent_line(np.exp, 1)),
    ("power rule, its growth", EVALUATION, lambda: (power_derivative(3, 2), power_growth(3, 2, 0.1))),
    ("product rule", EVALUATION, lambda: product_rule(np.sin, np.cos, np.exp, np.exp, 1)),
    ("inverse rule", EVALUATION, lambda: inverse_derivative(np.exp, np.log, 2)),
    ("directional derivative, 10 variables", EVALUATION,
     lambda: directional_derivative(np.arange(10), np.ones(10))),
    ("dual numbers", EVALUATION, lambda: derivative(lambda x: np.exp(x) * np.sin(x), 1)),
    ("chain of 6 links", EVALUATION, lambda: chain_rule([(np.sin, np.cos)] * 6, 1)),
    ("compounding, 1000 n", EVALUATION, lambda: compound(np.arange(1, 1001))),
    ("exponential slopes, 1000 x", EVALUATION, lambda: exponential_derivative(2, np.linspace(-3, 3, 1000))),
    ("squared loss, 1000 x, 50 lines", EVALUATION,
     lambda: squared_loss(np.linspace(0, 9, 1000), np.arange(50))),
    ("log loss of flips, 1000 p", EVALUATION, lambda: bernoulli_log_loss(np.linspace(0, 1, 1000), 6, 8)),
    ("log loss, 442 predictions", EVALUATION, lambda: log_loss(classes, np.full(442, 0.5))),
    ("critical points, 1000 samples", SIMULATION,
     lambda: critical_points(np.cos, lambda x: -np.sin(x), -9, 9.1)),
    ("gradient, 10 variables", EVALUATION, lambda: gradient(lambda *p: sum(v**3 for v in p), np.ones(10))),
    ("Hessian, 10 variables", EVALUATION, lambda: hessian(lambda *p: sum(v**3 for v in p), np.ones(10))),
    ("Himmelblau on a 200 x 200 grid", EVALUATION, lambda: HIMMELBLAU(*PLANE)),
    ("quadratic on a 200 x 200 grid", EVALUATION, lambda: VALLEY(*PLANE)),
    ("quadratic from its Hessian", EVALUATION, lambda: Quadratic([[3, 1], [1, 2]])),
    ("contour ellipse", EVALUATION, lambda: VALLEY.contour(55).points()),
    ("tangent plane", EVALUATION, lambda: tangent_plane(HIMMELBLAU, [1, 2])),
    ("kind of a flat place, 10 variables", EVALUATION, lambda: classify(np.diag(np.arange(1, 11)))),
    ("fitted bowl", EVALUATION, lambda: local_model(ROSENBROCK, [-1.2, 1]).landing),
    ("stationary points, 121 starts", SIMULATION, lambda: stationary_points(HIMMELBLAU, STARTS[:121])),
    ("fit a line, 442 points", EVALUATION, lambda: fit_line(X[:, 0], y)),
    ("normal equations, 442 x 10", EVALUATION, lambda: normal_equations(X, y)),
    ("standardising, 442 x 10", EVALUATION, lambda: standardise(X)),
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
    ("error signal, 442", EVALUATION, lambda: error_signal(LOG_LOSS, SIGMOID, y, classes)),
    ("curvature of the logistic loss, 442 x 10", EVALUATION,
     lambda: LogisticLoss(X, classes).hessian(np.zeros(11))),
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

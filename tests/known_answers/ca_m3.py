"""Neural networks and Newton's method: the figures of the calculus module ca-m3."""

import numpy as np

from mathviz.calculus import (
    LOG_LOSS,
    RELU,
    ROSENBROCK,
    SIGMOID,
    SQUARED_ERROR,
    TANH,
    Network,
    Quadratic,
    ScalarField,
    classify,
    error_signal,
    gradient_check,
    log_loss,
    logistic_fit,
    neuron_gradient,
    newton_root,
    newtons_method,
)
from mathviz.datasets import spector
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, ca-m3"
EXP_LOG = ScalarField(
    lambda x: np.exp(x) - np.log(x), lambda x: np.exp(x) - 1 / x, lambda x: np.exp(x) + 1 / x**2
)
FOLIUM = ScalarField(
    lambda x, y: x**3 + y**3 - 3 * x * y,
    lambda x, y: (3 * x**2 - 3 * y, 3 * y**2 - 3 * x),
    lambda x, y: ((6 * x, -3), (-3, 6 * y)),
)
MAZUR = Network([[0.15, 0.25], [0.20, 0.30]], [0.35, 0.35], [[0.40, 0.50], [0.45, 0.55]], [0.60, 0.60])
MAZUR_DATA = [[0.05, 0.10]], [[0.01, 0.99]]
MAZUR_SOURCE = SOURCE + "; M. Mazur, A Step by Step Backpropagation Example (2015)"
XOR = Network([[20, -20], [20, -20]], [-10, 30], [[20], [20]], [-30])


def first_neuron():
    step = neuron_gradient([0, 0], 0, [[1, 2]], [3])
    return [*step.weights, step.bias]


def spector_fit():
    table = spector()
    columns = [table.columns.index(name) for name in ("GPA", "TUCE", "PSI")]
    return logistic_fit(table.values[:, columns], table["GRADE"])


KNOWN = [
    KnownAnswer(
        "ca-m3-perceptron-regression",
        "gradient for x = (1, 2), y = 3 at zero",
        first_neuron,
        (-3, -6, -3),
        0,
        SOURCE,
    ),
    KnownAnswer("ca-m3-sigmoid", "σ(0), σ(2)", lambda: SIGMOID([0, 2]), (0.5, 0.8808), 5e-5, SOURCE),
    KnownAnswer(
        "ca-m3-sigmoid", "σ'(0), σ'(2)", lambda: SIGMOID.derivative([0, 2]), (0.25, 0.1050), 5e-5, SOURCE
    ),
    KnownAnswer(
        "ca-m3-perceptron-classification",
        "Spector: intercept, GPA, TUCE, PSI",
        lambda: [spector_fit().bias, *spector_fit().weights],
        (-13.0213, 2.8261, 0.0952, 2.3787),
        1e-4,
        SOURCE + "; Greene, Econometric Analysis, table on the effect of PSI (−13.0213 is cut, not rounded)",
    ),
    KnownAnswer(
        "ca-m3-perceptron-classification",
        "Spector: log-likelihood",
        lambda: spector_fit().log_likelihood,
        -12.8896,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-perceptron-classification",
        "loss at p = 0.5",
        lambda: log_loss([1, 0], [0.5, 0.5]),
        0.6931,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-two-layer-network",
        "XOR",
        lambda: XOR.forward([[0, 0], [0, 1], [1, 0], [1, 1]]).Y[:, 0],
        (4.5e-5, 0.99995, 0.99995, 4.5e-5),
        5e-6,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-backpropagation",
        "error before",
        lambda: MAZUR.loss(*MAZUR_DATA),
        0.298371,
        5e-7,
        MAZUR_SOURCE,
    ),
    KnownAnswer(
        "ca-m3-backpropagation",
        "w5 and w1 after one step of 0.5",
        lambda: [
            MAZUR.backward(*MAZUR_DATA).step(0.5).W2[0, 0],
            MAZUR.backward(*MAZUR_DATA).step(0.5).W1[0, 0],
        ],
        (0.358916, 0.149781),
        5e-7,
        MAZUR_SOURCE,
    ),
    KnownAnswer(
        "ca-m3-backpropagation",
        "the numerical check agrees",
        lambda: (
            gradient_check(
                lambda p: MAZUR.with_parameters(p).loss(*MAZUR_DATA),
                MAZUR.parameters,
                MAZUR.backward(*MAZUR_DATA).gradient,
            ).largest_error
            < 1e-6
        ),
        True,
        None,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-activations-and-costs",
        "dL/dz at z = −10, y = 1: log loss",
        lambda: error_signal(LOG_LOSS, SIGMOID, -10, 1),
        -0.99995,
        5e-6,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-activations-and-costs",
        "dL/dz at z = −10, y = 1: squared error",
        lambda: error_signal(SQUARED_ERROR, SIGMOID, -10, 1),
        -4.54e-5,
        5e-8,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-activations-and-costs",
        "tanh'(0), max σ', ReLU'(−1)",
        lambda: [
            TANH.derivative(0),
            SIGMOID.derivative(np.linspace(-5, 5, 101)).max(),
            RELU.derivative(-1),
        ],
        (1, 0.25, 0),
        1e-15,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method",
        "√2 from 1",
        lambda: newton_root(lambda x: x**2 - 2, lambda x: 2 * x, 1, steps=4).guesses[1:],
        (1.5, 1.416667, 1.414216, 1.414214),
        5e-7,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method",
        "the lowest point of eˣ − ln x, after 8 steps from 0.05",
        lambda: newtons_method(EXP_LOG, 0.05, steps=8).end,
        [0.567143],
        5e-7,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method",
        "x² − 2 from a negative start",
        lambda: newton_root(lambda x: x**2 - 2, lambda x: 2 * x, -1, steps=8).guesses[-1],
        -np.sqrt(2),
        1e-15,
        "curriculum 4, ca-m3",
    ),
    KnownAnswer(
        "ca-m3-hessian",
        "x³ + y³ − 3xy: eigenvalues at (1, 1) and (0, 0)",
        lambda: [Quadratic(FOLIUM.hessian(p)).eigenvalues for p in ((1, 1), (0, 0))],
        [(9, 3), (3, -3)],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-hessian",
        "what they are, and x⁴ at 0, and [[1, 3], [3, 1]]",
        lambda: [
            classify(H).name
            for H in (FOLIUM.hessian((1, 1)), FOLIUM.hessian((0, 0)), [[0]], [[1, 3], [3, 1]])
        ],
        ["MINIMUM", "SADDLE", "INCONCLUSIVE", "SADDLE"],
        None,
        SOURCE + " and 4",
    ),
    KnownAnswer(
        "ca-m3-newtons-method-2d",
        "Rosenbrock from (−1.2, 1): first step",
        lambda: newtons_method(ROSENBROCK, (-1.2, 1), steps=6).points[1],
        (-1.1753, 1.3807),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method-2d",
        "Rosenbrock from (−1.2, 1): step 6",
        lambda: newtons_method(ROSENBROCK, (-1.2, 1), steps=6).end,
        (1, 1),
        5e-9,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method-2d",
        "x² − y² from (1, 1) goes to the saddle in one step",
        lambda: newtons_method(Quadratic([[2, 0], [0, -2]]), (1, 1), steps=2).points[1],
        (0, 0),
        0,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m3-newtons-method-2d",
        "and says so",
        lambda: newtons_method(Quadratic([[2, 0], [0, -2]]), (1, 1), steps=2).outcome.name,
        "SADDLE",
        None,
        SOURCE,
    ),
]

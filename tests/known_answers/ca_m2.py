"""Gradients and gradient descent: the figures of the calculus module ca-m2."""

import numpy as np

from mathviz.calculus import (
    DOUBLE_WELL,
    HIMMELBLAU,
    Quadratic,
    ScalarField,
    basins,
    directional_derivative,
    fit_line,
    gradient,
    gradient_descent,
    linear_regression_descent,
    normal_equations,
    stationary_points,
    tangent_plane,
)
from mathviz.datasets import ANSCOMBE
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, ca-m2"
BOWL = ScalarField(lambda x, y: x**2 + y**2, lambda x, y: (2 * x, 2 * y))
TILTED = ScalarField(lambda x, y: x**2 + x * y + y**2 - 3 * x, lambda x, y: (2 * x + y - 3, x + 2 * y))
PARABOLA = ScalarField(lambda x: x**2, lambda x: 2 * x)
EXP_LOG = ScalarField(lambda x: np.exp(x) - np.log(x), lambda x: np.exp(x) - 1 / x)
VALLEY = Quadratic([[1, 0], [0, 10]])  # ½ (x² + 10 y²)
NARROW = ScalarField(lambda x, y: x**2 + 10 * y**2, lambda x, y: (2 * x, 20 * y))
ANSCOMBE_I = ANSCOMBE[0]


def parabola_after_10(rate):
    return gradient_descent(PARABOLA, 1, learning_rate=rate, steps=10)


def anscombe_descent():
    return linear_regression_descent(ANSCOMBE_I["x"][:, None], ANSCOMBE_I["y"], learning_rate=0.1, steps=500)


def lowest_of_exp_minus_log():
    path = gradient_descent(EXP_LOG, 0.05, learning_rate=0.1, steps=200)
    return [path.end[0], path.values[-1]]


def valleys_of_the_double_well():
    places = basins(DOUBLE_WELL, np.linspace(-2, 2, 41), learning_rate=0.01, steps=1000).valleys
    return np.column_stack([places, DOUBLE_WELL(places)])


def x2y(x, y):
    return x**2 * y


KNOWN = [
    KnownAnswer(
        "ca-m2-tangent-planes",
        "z = 5 + 2(x − 1) + 4(y − 2)",
        lambda: [tangent_plane(BOWL, [1, 2]).height, *tangent_plane(BOWL, [1, 2]).slopes],
        (5, 2, 4),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-tangent-planes",
        "plane and surface at (1.1, 2.1)",
        lambda: [tangent_plane(BOWL, [1, 2])(1.1, 2.1), BOWL(1.1, 2.1)],
        (5.60, 5.62),
        1e-12,
        SOURCE,
    ),
    KnownAnswer("ca-m2-gradient", "∇(x²y) at (2, 1)", lambda: gradient(x2y, [2, 1]), (4, 4), 1e-8, SOURCE),
    KnownAnswer(
        "ca-m2-gradient", "steepest slope", lambda: np.linalg.norm(gradient(x2y, [2, 1])), 5.657, 5e-4, SOURCE
    ),
    KnownAnswer(
        "ca-m2-gradient",
        "its direction in degrees",
        lambda: np.degrees(np.arctan2(*gradient(x2y, [2, 1]))),
        45,
        1e-6,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-gradient",
        "slope along (1, −1)",
        lambda: directional_derivative(gradient(x2y, [2, 1]), [1, -1]),
        0,
        1e-8,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-optimize-with-gradients",
        "where ∇f = 0, and how low",
        lambda: [
            [*point.point, point.value] for point in stationary_points(TILTED, [[0, 0], [3, 3], [-5, 2]])
        ],
        [[2, -1, -3]],
        1e-9,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-least-squares",
        "Anscombe I: slope, intercept",
        lambda: [
            fit_line(ANSCOMBE_I["x"], ANSCOMBE_I["y"]).slope,
            fit_line(ANSCOMBE_I["x"], ANSCOMBE_I["y"]).intercept,
        ],
        (0.5001, 3.0001),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-least-squares",
        "Anscombe I: sum of squared errors",
        lambda: fit_line(ANSCOMBE_I["x"], ANSCOMBE_I["y"]).sse,
        13.7627,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-least-squares",
        "the same by the normal equations",
        lambda: normal_equations(np.column_stack([ANSCOMBE_I["x"], np.ones(11)]), ANSCOMBE_I["y"]),
        (0.5001, 3.0001),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-1d",
        "(x − 3)² after 10 steps of 0.1",
        lambda: (
            gradient_descent(
                ScalarField(lambda x: (x - 3) ** 2, lambda x: 2 * (x - 3)), 0, learning_rate=0.1, steps=10
            ).end
        ),
        [2.677878],
        1e-6,
        SOURCE + "; 3 − 3 · 0.8¹⁰ = 2.6778775, whose sixth decimal is printed rounded up",
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-1d",
        "the lowest point of eˣ − ln x",
        lowest_of_exp_minus_log,
        (0.567143, 2.330366),
        5e-7,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-learning-rate",
        "|x| after 10 steps at 0.1, 0.5, 1.0 and 1.1",
        lambda: [abs(parabola_after_10(rate).end[0]) for rate in (0.1, 0.5, 1.0, 1.1)],
        (0.1074, 0, 1, 6.1917),
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-learning-rate",
        "what is said of 1.0 and 1.1",
        lambda: [parabola_after_10(rate).outcome.name for rate in (1.0, 1.1)],
        ["OSCILLATING", "DIVERGED"],
        None,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-learning-rate",
        "the two minima of x⁴ − 3x² + x",
        valleys_of_the_double_well,
        [(-1.3008, -3.5139), (1.1309, -1.0702)],
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-learning-rate",
        "from 1.5 into the shallower one",
        lambda: gradient_descent(DOUBLE_WELL, 1.5, learning_rate=0.05, steps=100).end,
        [1.1309],
        5e-5,
        "curriculum 4, ca-m2",
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-2d",
        "Himmelblau from (±4, ±4)",
        lambda: [
            gradient_descent(HIMMELBLAU, start, learning_rate=0.005, steps=200).end
            for start in ((4, 4), (-4, 4), (-4, -4), (4, -4))
        ],
        [(3, 2), (-2.8051, 3.1313), (-3.7793, -3.2832), (3.5844, -1.8481)],
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-2d",
        "x² + 10y² diverges above 0.1",
        lambda: [
            gradient_descent(NARROW, (10, 1), learning_rate=rate, steps=200).outcome.name
            for rate in (0.09, 0.101)
        ],
        ["CONVERGED", "DIVERGED"],
        None,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-2d",
        "½(x² + 10y²): stable below 2/10, best at 2/11",
        lambda: [VALLEY.largest_stable_learning_rate, VALLEY.best_learning_rate, VALLEY.condition_number],
        (0.2, 2 / 11, 10),
        1e-15,
        "storyboard of ca-m2-gradient-descent-2d; Nesterov (2004), section 2.1.5",
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-2d",
        "the first step from (10, 1) goes along (−1, −1)",
        lambda: -VALLEY.gradient([10, 1]),
        (-10, -10),
        0,
        "curriculum 4, ca-m2",
    ),
    KnownAnswer(
        "ca-m2-gradient-descent-2d",
        "at 0.21 the zigzag grows",
        lambda: gradient_descent(VALLEY, (10, 1), learning_rate=0.21, steps=60).outcome.name,
        "DIVERGED",
        None,
        "storyboard of ca-m2-gradient-descent-2d",
    ),
    KnownAnswer(
        "ca-m2-linear-regression-gd",
        "Anscombe I by descent: slope, intercept",
        lambda: [anscombe_descent().weights[-1, 0], anscombe_descent().biases[-1]],
        (0.5001, 3.0001),
        5e-5,
        SOURCE,
    ),
]

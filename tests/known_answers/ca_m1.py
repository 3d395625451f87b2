"""Derivatives and optimisation: the figures of the calculus module ca-m1."""

import math

import numpy as np

from mathviz.calculus import (
    Dual,
    bernoulli_log_loss,
    central_difference,
    chain_rule,
    compound,
    critical_points,
    derivative,
    exponential_derivative,
    inverse_derivative,
    one_sided_slopes,
    power_derivative,
    power_growth,
    product_rule,
    secant_slopes,
    squared_loss,
    tangent_line,
)
from mathviz.calculus.stationary import Stationary
from tests.known_answers import KnownAnswer

SOURCE = "curriculum 2.2, ca-m1"


def cubic():
    return critical_points(lambda x: x**3 - 3 * x, lambda x: 3 * x**2 - 3, -2.2, 2.5)


def wave(x):
    return np.exp(x) * np.sin(x)


def wave_error(h):
    return float(abs(central_difference(wave, 1, [h])[0] - derivative(wave, 1)))


KNOWN = [
    KnownAnswer(
        "ca-m1-instantaneous-rate",
        "secant slopes",
        lambda: secant_slopes(lambda x: x**2, 3, [1, 0.1, 0.01]),
        (7, 6.1, 6.01),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-instantaneous-rate",
        "their limit",
        lambda: tangent_line(lambda x: x**2, 3).slope,
        6,
        1e-9,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-slopes-and-extrema",
        "the places of x³ − 3x",
        lambda: [(p.point[0], p.value) for p in cubic()],
        [(-1, 2), (1, -2)],
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-slopes-and-extrema",
        "their kinds",
        lambda: [p.kind.name for p in cubic()],
        ["MAXIMUM", "MINIMUM"],
        None,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-slopes-and-extrema",
        "x³ at 0",
        lambda: critical_points(lambda x: x**3, lambda x: 3 * x**2, -1.3, 1)[0].kind,
        Stationary.TERRACE,
        None,
        SOURCE + ": flat at 0 but neither",
    ),
    KnownAnswer(
        "ca-m1-common-derivatives",
        "powers",
        lambda: [power_derivative(3, 2), power_derivative(-1, 2), power_derivative(0.5, 4)],
        (12, -0.25, 0.25),
        1e-15,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-common-derivatives",
        "the cube's three slabs",
        lambda: power_growth(3, 2, 0.1).rate,
        12,
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-common-derivatives",
        "coefficients of (1 + x³)'",
        lambda: np.polynomial.Polynomial([1, 0, 0, 1]).deriv().coef,
        (0, 0, 3),
        0,
        SOURCE + ": (x³)' = 3x²",
    ),
    KnownAnswer(
        "ca-m1-inverse-functions",
        "the slope of x² at 2",
        lambda: tangent_line(lambda x: x**2, 2).slope,
        4,
        1e-9,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-inverse-functions",
        "the slope of √y at 4",
        lambda: inverse_derivative(lambda x: 2 * x, math.sqrt, 4),
        0.25,
        1e-15,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-sine-and-cosine",
        "slopes of sine at 0 and π/3",
        lambda: np.cos([0, np.pi / 3]),
        (1, 0.5),
        1e-15,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-sine-and-cosine",
        "slope of cosine at π/2",
        lambda: derivative(np.cos, np.pi / 2),
        -1,
        1e-15,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-sine-and-cosine",
        "slope of sine in degrees at 0",
        lambda: derivative(lambda x: np.sin(x * (np.pi / 180)), 0),
        0.01745,
        5e-6,
        "curriculum 4, ca-m1",
    ),
    KnownAnswer(
        "ca-m1-exponential-and-log",
        "compounding",
        lambda: compound([1, 12, 365]),
        (2, 2.6130, 2.7146),
        5e-5,
        SOURCE,
    ),
    KnownAnswer("ca-m1-exponential-and-log", "e", lambda: compound([1e12])[0], 2.71828, 5e-6, SOURCE),
    KnownAnswer(
        "ca-m1-exponential-and-log", "slope of ln x at 2", lambda: derivative(np.log, 2), 0.5, 1e-15, SOURCE
    ),
    KnownAnswer(
        "ca-m1-exponential-and-log",
        "slope of 2ˣ at 0",
        lambda: exponential_derivative(2, [0]),
        [0.6931],
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-non-differentiable",
        "|x| at 0",
        lambda: [one_sided_slopes(abs, 0, [0.01]).left[0], one_sided_slopes(abs, 0, [0.01]).right[0]],
        (-1, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-non-differentiable",
        "ReLU at 0",
        lambda: [
            one_sided_slopes(lambda x: max(x, 0), 0, [0.01]).left[0],
            one_sided_slopes(lambda x: max(x, 0), 0, [0.01]).right[0],
        ],
        (0, 1),
        1e-12,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-non-differentiable",
        "cube root at 0",
        lambda: one_sided_slopes(np.cbrt, 0, [0.001]).right,
        [100],
        1e-9,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-sum-and-product-rules",
        "(x² sin x)' at π",
        lambda: product_rule(lambda x: x**2, lambda x: 2 * x, math.sin, math.cos, math.pi).derivative,
        -9.8696,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-chain-rule",
        "(sin x²)' at √π",
        lambda: (
            chain_rule(
                [(lambda x: x**2, lambda x: 2 * x), (math.sin, math.cos)], math.sqrt(math.pi)
            ).derivative
        ),
        -3.5449,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-chain-rule",
        "(e^(−x²/2))' at 1",
        lambda: chain_rule([(lambda x: -(x**2) / 2, lambda x: -x), (math.exp, math.exp)], 1).derivative,
        -0.6065,
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-computing-derivatives",
        "exact slope of eˣ sin x at 1",
        lambda: wave(Dual(1, 1)).derivative,
        3.756049,
        5e-7,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-computing-derivatives", "error at h = 0.1", lambda: wave_error(0.1), 2.7e-3, 5e-5, SOURCE
    ),
    KnownAnswer(
        "ca-m1-computing-derivatives",
        "error at h = 1e-5 is near 3e-11",
        lambda: wave_error(1e-5) < 1e-10,
        True,
        None,
        SOURCE + " (round-off: the figure itself differs between processors)",
    ),
    KnownAnswer(
        "ca-m1-computing-derivatives",
        "error at h = 1e-13 is near 1e-3",
        lambda: 1e-4 < wave_error(1e-13) < 1e-2,
        True,
        None,
        SOURCE + " (round-off: the figure itself differs between processors)",
    ),
    KnownAnswer(
        "ca-m1-squared-loss",
        "cost at 4, 5 and 6",
        lambda: squared_loss([4, 5, 6], [2, 3, 10]),
        (41, 38, 41),
        1e-12,
        SOURCE,
    ),
    KnownAnswer("ca-m1-squared-loss", "best place", lambda: np.mean([2, 3, 10]), 5, 0, SOURCE),
    KnownAnswer(
        "ca-m1-squared-loss",
        "best place for plain distances",
        lambda: np.median([2, 3, 10]),
        3,
        0,
        "curriculum 4, ca-m1",
    ),
    KnownAnswer(
        "ca-m1-log-loss",
        "loss at 0.75 for 6 heads in 8",
        lambda: bernoulli_log_loss([0.75], 6, 8),
        [4.4987],
        5e-5,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-log-loss",
        "likelihood there",
        lambda: np.exp(-bernoulli_log_loss([6 / 8], 6, 8)),
        [0.01112],
        5e-6,
        SOURCE,
    ),
    KnownAnswer(
        "ca-m1-log-loss",
        "best p on a fine grid",
        lambda: np.linspace(0, 1, 1001)[bernoulli_log_loss(np.linspace(0, 1, 1001), 6, 8).argmin()],
        0.75,
        1e-12,
        SOURCE,
    ),
]

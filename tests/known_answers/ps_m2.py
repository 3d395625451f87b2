"""Describing distributions, and several variables: the published figures."""

import math
from itertools import product

import numpy as np
from scipy.stats import expon, laplace, norm, uniform

from mathviz.datasets import ANSCOMBE, iris, nile
from mathviz.probability import (
    association,
    box_plot,
    center,
    coupon_collector,
    deviations,
    fair_die,
    gaussian,
    hat_matches,
    interval_probability,
    joint_of_pairs,
    kernel_density,
    moments_of,
    qq_plot,
    silverman,
    sum_of_normals,
)
from tests.known_answers import KnownAnswer

CATALOGUE = "curriculum 2.2"
QUESTIONS = "curriculum 4, ps-m2"
INCOMES = (20, 25, 30, 35, 40, 45, 300)
EIGHT = (2, 4, 4, 4, 5, 5, 7, 9)
DIE = fair_die().law
FIRST_AND_SUM = joint_of_pairs([(i, i + j) for i, j in product(range(1, 7), repeat=2)])
HILL = gaussian([0, 0], [[2, 1], [1, 2]])


def known(lecture, what, compute, value, tolerance, source=CATALOGUE):
    return KnownAnswer(f"ps-m2-{lecture}", what, compute, value, tolerance, source)


def flow():
    return nile()["volume"]


def flow_box():
    box = box_plot(flow())
    return (box.ordered[0], box.q1, box.median, box.q3, box.ordered[-1])


def exponential_quantiles():
    return expon.ppf((np.arange(1, 101) - 0.5) / 100)


def quartet(read):
    return [read(association(t["x"], t["y"])) for t in ANSCOMBE]


def sepals(species=slice(None)):
    table = iris()
    length, width = table.values[:, 0], table.values[:, 1]
    keep = slice(None) if species == slice(None) else table.target == species
    return association(length[keep], width[keep]).correlation


def conditional_line():
    after = gaussian([0, 0], [[1, 0.5], [0.5, 1]]).condition([0], [1])
    return after.mean[0], after.covariance[0, 0]


KNOWN = [
    known("expectation", "fair die", lambda: DIE.mean, 3.5, 1e-15),
    known(
        "expectation", "incomes", lambda: (center(INCOMES).mean, center(INCOMES).median), (70.71, 35), 5e-3
    ),
    known("linearity-of-expectation", "E[X²]", lambda: DIE.expectation(np.square), 15.1667, 5e-5),
    known("linearity-of-expectation", "E[X]²", lambda: DIE.mean**2, 12.25, 1e-12, QUESTIONS),
    known(
        "linearity-of-expectation",
        "hats",
        lambda: [hat_matches(n).mean for n in (3, 10, 100)],
        [1, 1, 1],
        1e-12,
    ),
    known("linearity-of-expectation", "six faces", lambda: float(coupon_collector(6).expected), 14.7, 1e-15),
    known("variance", "die", lambda: DIE.variance, 35 / 12, 1e-14),
    known("variance", "die, shown", lambda: DIE.variance, 2.9167, 5e-5),
    known(
        "variance",
        "eight data (÷n)",
        lambda: (
            deviations(EIGHT, ddof=0).mean,
            deviations(EIGHT, ddof=0).variance,
            deviations(EIGHT, ddof=0).standard_deviation,
        ),
        (5, 4, 2),
        1e-14,
    ),
    known(
        "standardizing-and-sums",
        "N(10, 3²) + N(20, 4²)",
        lambda: (sum_of_normals([10, 20], [3, 4]).mean, sum_of_normals([10, 20], [3, 4]).standard_deviation),
        (30, 5),
        1e-14,
    ),
    known(
        "standardizing-and-sums",
        "the sum above 35",
        lambda: interval_probability(sum_of_normals([10, 20], [3, 4]).density, 35, math.inf),
        0.1587,
        5e-5,
    ),
    known("standardizing-and-sums", "the same by its z", lambda: norm.sf(1), 0.1587, 5e-5),
    known(
        "skewness-and-kurtosis",
        "exponential",
        lambda: (
            moments_of(expon()).skewness,
            moments_of(expon()).kurtosis,
            moments_of(expon()).excess_kurtosis,
        ),
        (2, 9, 6),
        1e-12,
    ),
    known(
        "skewness-and-kurtosis",
        "kurtosis of uniform, normal, Laplace",
        lambda: [moments_of(d()).kurtosis for d in (uniform, norm, laplace)],
        (1.8, 3, 6),
        1e-12,
    ),
    known("quantiles-and-box-plots", "Nile", flow_box, (456, 798.5, 893.5, 1032.5, 1370), 1e-12),
    known("quantiles-and-box-plots", "Nile's mean", lambda: center(flow()).mean, 919.35, 1e-10),
    known(
        "quantiles-and-box-plots", "Tukey's fences", lambda: box_plot(flow()).fences, (447.5, 1383.5), 1e-10
    ),
    known("quantiles-and-box-plots", "outliers", lambda: box_plot(flow()).outliers.size, 0, None),
    known("kde-and-violin", "two points", lambda: kernel_density([-1, 1], 1).density([0]), (0.24197,), 5e-6),
    known(
        "kde-and-violin",
        "its integral",
        lambda: interval_probability(kernel_density([-1, 1], 1).density, -math.inf, math.inf),
        1,
        1e-7,
    ),
    known("kde-and-violin", "Nile's bandwidth", lambda: silverman(flow()), 60.63, 5e-3),
    known(
        "qq-plots",
        "Filliben positions, n = 5",
        lambda: qq_plot([1, 2, 3, 4, 5]).theoretical,
        (-1.1290, -0.4857, 0, 0.4857, 1.1290),
        5e-5,
    ),
    known("qq-plots", "Nile", lambda: qq_plot(flow()).r, 0.9863, 5e-5),
    known("qq-plots", "exponential quantiles", lambda: qq_plot(exponential_quantiles()).r, 0.9088, 5e-5),
    known("joint-distributions", "P(X=3, S=7)", lambda: FIRST_AND_SUM.mass(3, 7), 1 / 36, 1e-15),
    known("joint-distributions", "P(S=7)", lambda: FIRST_AND_SUM.y.mass([7])[0], 1 / 6, 1e-15),
    known("joint-distributions", "P(X=3 | S=7)", lambda: FIRST_AND_SUM.given_y(7).mass([3])[0], 1 / 6, 1e-15),
    known(
        "joint-distributions", "P(S=12 | X=6)", lambda: FIRST_AND_SUM.given_x(6).mass([12])[0], 1 / 6, 1e-15
    ),
    known("joint-distributions", "P(S=12)", lambda: FIRST_AND_SUM.y.mass([12])[0], 1 / 36, 1e-15),
    known("joint-distributions", "dependent", lambda: FIRST_AND_SUM.is_independent, False, None),
    known("covariance-and-correlation", "die and sum", lambda: FIRST_AND_SUM.covariance, 35 / 12, 1e-13),
    known("covariance-and-correlation", "ρ of die and sum", lambda: FIRST_AND_SUM.correlation, 0.7071, 5e-5),
    known(
        "covariance-and-correlation",
        "a parabola",
        lambda: association([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4]).correlation,
        0,
        1e-15,
    ),
    known(
        "covariance-and-correlation",
        "Anscombe's ρ",
        lambda: quartet(lambda a: a.correlation),
        [0.816] * 4,
        1e-3,
    ),
    known("covariance-and-correlation", "mean y", lambda: quartet(lambda a: a.means[1]), [7.50] * 4, 5e-3),
    known("covariance-and-correlation", "line", lambda: quartet(lambda a: a.line), [(3.00, 0.500)] * 4, 5e-3),
    known(
        "covariance-and-correlation",
        "Simpson: iris sepals, all and by species",
        lambda: [sepals(), *(sepals(k) for k in range(3))],
        (-0.118, 0.743, 0.526, 0.457),
        5e-4,
        "curriculum 3.1",
    ),
    known("multivariate-gaussian", "height at the mean", lambda: HILL.density([[0, 0]]), (0.09189,), 5e-6),
    known(
        "multivariate-gaussian",
        "axes ∝ √3, 1",
        lambda: HILL.ellipse().half_axes / HILL.ellipse().half_axes[1],
        (math.sqrt(3), 1),
        1e-12,
    ),
    known("multivariate-gaussian", "at 45°", lambda: math.degrees(HILL.ellipse().angle), 45, 1e-10),
    known("multivariate-gaussian", "95 % radius", lambda: HILL.ellipse(0.95).half_axes[1], 2.4477, 5e-5),
    known("multivariate-gaussian", "Y given X = 1", conditional_line, (0.5, 0.75), 1e-14),
]

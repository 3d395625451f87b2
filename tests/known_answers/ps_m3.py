"""Sampling and point estimation: the published figures."""

import numpy as np

from mathviz.datasets import ANSCOMBE, diabetes
from mathviz.probability.bayesian_updating import BetaBelief, NormalBelief, map_linear
from mathviz.probability.estimators import every_sample
from mathviz.probability.likelihood import bernoulli_likelihood, gaussian_likelihood, regression_likelihood
from mathviz.probability.normal_approximation import heads_at_least
from mathviz.probability.populations import fair_die, waiting_times
from mathviz.probability.regularization import ridge
from mathviz.probability.sampling import sample_means, standard_error
from tests.known_answers import KnownAnswer

CATALOGUE = "curriculum 2.2"
QUESTIONS = "curriculum 4, ps-m3"
EIGHT = (2, 4, 4, 4, 5, 5, 7, 9)
FIRST = ANSCOMBE[0]
ONES = [[1], [2], [3]]


def known(lecture, what, compute, value, tolerance, source=CATALOGUE):
    return KnownAnswer(f"ps-m3-{lecture}", what, compute, value, tolerance, source)


def mean_of_thirty(population):
    return sample_means(population, 30, 1, np.random.default_rng(0))


def anscombe():
    return regression_likelihood(FIRST["x"], FIRST["y"])


def diabetes_norm(penalty):
    table = diabetes(scaled=True)
    return ridge(table.values, table.target - table.target.mean()).fit(penalty).norm


def spread(interval):
    return interval.low, interval.high


KNOWN = [
    known("population-and-sample", "variance ÷ n", lambda: np.var(EIGHT), 4, 1e-12),
    known("population-and-sample", "variance ÷ (n − 1)", lambda: np.var(EIGHT, ddof=1), 4.5714, 5e-5),
    known(
        "population-and-sample",
        "average ÷ n over all pairs from {1, 2, 3}",
        lambda: every_sample([1, 2, 3], 2).expected_variance(ddof=0),
        1 / 3,
        1e-12,
    ),
    known(
        "population-and-sample",
        "average ÷ (n − 1) over all pairs, and σ²",
        lambda: [
            every_sample([1, 2, 3], 2).expected_variance(),
            every_sample([1, 2, 3], 2).population_variance,
        ],
        [2 / 3, 2 / 3],
        1e-12,
    ),
    known(
        "law-of-large-numbers",
        "standard error of 100 dice",
        lambda: standard_error(fair_die().standard_deviation, 100),
        0.1708,
        5e-5,
    ),
    known(
        "law-of-large-numbers",
        "standard error of 10,000 dice",
        lambda: standard_error(fair_die().standard_deviation, 10_000),
        0.01708,
        5e-6,
    ),
    known(
        "law-of-large-numbers",
        "standard error, σ = 15, n = 36",
        lambda: standard_error(15, 36),
        2.5,
        1e-12,
        QUESTIONS,
    ),
    known(
        "central-limit-theorem",
        "standard error of 30 dice",
        lambda: mean_of_thirty(fair_die()).standard_error,
        0.3118,
        5e-5,
    ),
    known(
        "central-limit-theorem",
        "skewness of the mean of 30 exponentials",
        lambda: mean_of_thirty(waiting_times()).skewness,
        0.3651,
        5e-5,
    ),
    known("central-limit-theorem", "60 of 100, exact", lambda: heads_at_least(60, 100).exact, 0.0284, 5e-5),
    known(
        "central-limit-theorem",
        "60 of 100, corrected",
        lambda: heads_at_least(60, 100).corrected,
        0.0287,
        5e-5,
    ),
    known("mle-bernoulli", "best coin", lambda: bernoulli_likelihood(7, 10).mle, 0.7, 1e-12),
    known(
        "mle-bernoulli",
        "log-likelihood",
        lambda: bernoulli_likelihood(7, 10).log_likelihood([0.7]),
        [-6.1086],
        5e-5,
    ),
    known(
        "mle-bernoulli",
        "area under the likelihood",
        lambda: bernoulli_likelihood(7, 10).area,
        1 / 1320,
        1e-15,
        QUESTIONS,
    ),
    known("mle-gaussian", "mean", lambda: gaussian_likelihood(EIGHT).mean, 5, 1e-12),
    known("mle-gaussian", "variance", lambda: gaussian_likelihood(EIGHT).variance, 4, 1e-12),
    known(
        "mle-gaussian",
        "log-likelihood",
        lambda: gaussian_likelihood(EIGHT).log_likelihood(5, 2),
        -16.8967,
        5e-5,
    ),
    known("mle-linear-regression", "slope", lambda: anscombe().slope, 0.5001, 5e-5),
    known("mle-linear-regression", "intercept", lambda: anscombe().intercept, 3.0001, 5e-5),
    known("mle-linear-regression", "variance ÷ n", lambda: anscombe().variance, 1.2512, 5e-5),
    known("regularization", "λ = 14", lambda: ridge(ONES, [1, 2, 3]).fit(14).weights, [0.5], 1e-12),
    known("regularization", "diabetes, λ = 0", lambda: diabetes_norm(0), 1377.8, 0.05),
    known("regularization", "diabetes, λ = 1", lambda: diabetes_norm(1), 511.6, 0.05),
    known("regularization", "diabetes, λ = 10", lambda: diabetes_norm(10), 145.5, 0.05),
    known(
        "bayesian-updating",
        "7 heads, 3 tails",
        lambda: BetaBelief(1, 1).update(7, 3),
        BetaBelief(8, 4),
        None,
    ),
    known("bayesian-updating", "mean", lambda: BetaBelief(8, 4).mean, 2 / 3, 1e-12),
    known(
        "bayesian-updating",
        "95 % interval",
        lambda: spread(BetaBelief(8, 4).credible_interval()),
        (0.3903, 0.8907),
        5e-5,
    ),
    known(
        "bayesian-updating",
        "rule of succession, 7 of 10",
        lambda: BetaBelief(1, 1).update(7, 3).mean,
        (7 + 1) / (10 + 2),
        1e-12,
    ),
    known("map-estimation", "uniform prior", lambda: BetaBelief(1, 1).update(7, 3).mode, 0.7, 1e-12),
    known("map-estimation", "Beta(5, 5)", lambda: BetaBelief(5, 5).update(7, 3).mode, 11 / 18, 1e-12),
    known(
        "map-estimation",
        "three heads, Beta(2, 2)",
        lambda: BetaBelief(2, 2).update(3, 0).mode,
        0.8,
        1e-12,
        QUESTIONS,
    ),
    known("map-estimation", "normal, mean", lambda: NormalBelief(0, 1).update(2, 4, 2).mean, 1, 1e-12),
    known(
        "map-estimation",
        "normal, standard deviation",
        lambda: NormalBelief(0, 1).update(2, 4, 2).standard_deviation,
        0.7071,
        5e-5,
    ),
    known(
        "map-estimation",
        "λ = σ²/τ²",
        lambda: map_linear(ONES, [1, 2, 3], sigma=3, tau=0.5).penalty,
        36,
        1e-12,
    ),
]

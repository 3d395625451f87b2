"""Sampling and point estimation: the published figures."""

import numpy as np

from mathviz.probability.normal_approximation import heads_at_least
from mathviz.probability.populations import fair_die, waiting_times
from mathviz.probability.sampling import sample_means, standard_error
from tests.known_answers import KnownAnswer

CURRICULUM = "curriculum 2.2"
LLN = "ps-m3-law-of-large-numbers"
CLT = "ps-m3-central-limit-theorem"


def thirty(population):
    return sample_means(population, 30, 1, np.random.default_rng(0))


KNOWN = [
    KnownAnswer(
        LLN,
        "standard error of 100 dice",
        lambda: standard_error(fair_die().standard_deviation, 100),
        0.1708,
        5e-5,
        CURRICULUM,
    ),
    KnownAnswer(
        LLN,
        "standard error of 10,000 dice",
        lambda: standard_error(fair_die().standard_deviation, 10_000),
        0.01708,
        5e-6,
        CURRICULUM,
    ),
    KnownAnswer(
        LLN, "σ = 15, n = 36", lambda: standard_error(15, 36), 2.5, 1e-12, "curriculum 4, ps-m3 questions"
    ),
    KnownAnswer(CLT, "mean of 30 dice", lambda: thirty(fair_die()).standard_error, 0.3118, 5e-5, CURRICULUM),
    KnownAnswer(
        CLT,
        "skewness of the mean of 30 exponentials",
        lambda: thirty(waiting_times()).skewness,
        0.3651,
        5e-5,
        CURRICULUM,
    ),
    KnownAnswer(
        CLT, "60 heads in 100, exact", lambda: heads_at_least(60, 100).exact, 0.0284, 5e-5, CURRICULUM
    ),
    KnownAnswer(
        CLT, "60 heads in 100, corrected", lambda: heads_at_least(60, 100).corrected, 0.0287, 5e-5, CURRICULUM
    ),
]

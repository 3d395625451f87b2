"""Probability and probability distributions: the published figures."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
from scipy.integrate import quad
from scipy.stats import chi2, expon, norm, poisson, uniform

from mathviz.datasets import DE_MERE, MAMMOGRAPHY
from mathviz.probability import (
    accumulate,
    at_least_once,
    bell_stages,
    binomial,
    diagnostic_test,
    draw_in_sequence,
    event,
    fit_gaussian_naive_bayes,
    fit_multinomial_naive_bayes,
    interval_probability,
    inverse_transform,
    moments_of,
    monty_hall,
    overlap,
    pmf,
    posterior,
    random_variable,
    shared_birthday,
    shares_yours,
)
from tests.known_answers import KnownAnswer

CATALOGUE = "curriculum 2.2"
QUESTIONS = "curriculum 4, ps-m1"
DICE = list(product(range(1, 7), repeat=2))
CARDS = [(rank, suit) for rank in range(1, 14) for suit in "♠♥♦♣"]
HEIGHT_WEIGHT_FOOT = [
    (6, 180, 12),
    (5.92, 190, 11),
    (5.58, 170, 12),
    (5.92, 165, 10),
    (5, 100, 6),
    (5.5, 150, 8),
    (5.42, 130, 7),
    (5.75, 150, 9),
]
SEX = ["male"] * 4 + ["female"] * 4


def known(lecture, what, compute, value, tolerance, source=CATALOGUE):
    return KnownAnswer(f"ps-m1-{lecture}", what, compute, value, tolerance, source)


def bet(which):
    return float(at_least_once(Fraction(1, DE_MERE[which].outcomes), DE_MERE[which].throws))


def dice(happens):
    return event(DICE, happens)


def cards(happens):
    return event(CARDS, happens)


SUM_TEN, FIRST_SIX = dice(lambda d: sum(d) == 10), dice(lambda d: d[0] == 6)
SOME_SIX, LARGE = dice(lambda d: 6 in d), dice(lambda d: sum(d) >= 10)
ACE, HEART = cards(lambda c: c[0] == 1), cards(lambda c: c[1] == "♥")
TWO_ACES = {"ace": 4, "other": 48}


def aces(replace):
    return draw_in_sequence(TWO_ACES, ["ace", "ace"], replace=replace).probability


def numerators():
    score = fit_gaussian_naive_bayes(HEIGHT_WEIGHT_FOOT, SEX).score((6, 130, 8))
    return np.exp(score.log_joint)


def unseen_word(smoothing):
    model = fit_multinomial_naive_bayes([[3, 0], [1, 2]], ["spam", "ham"], smoothing)
    return model.score([1]).running_product[0, -1]


def sum_of_dice():
    return random_variable(DICE, sum).pmf


def heads_in_three():
    return random_variable(product((0, 1), repeat=3), sum).pmf


def within(k):
    return interval_probability(norm.pdf, -k, k)


KNOWN = [
    known("what-is-probability", "a six in 4 rolls", lambda: bet(0), 0.5177, 5e-5),
    known("what-is-probability", "a double six in 24 rolls", lambda: bet(1), 0.4914, 5e-5),
    known(
        "what-is-probability",
        "a six in 4 rolls, counted",
        lambda: float(event(product(range(1, 7), repeat=4), lambda rolls: 6 in rolls).probability),
        0.5177,
        5e-5,
    ),
    known(
        "what-is-probability",
        "a sum of 7 is 1/6, not 1/11",
        lambda: dice(lambda d: sum(d) == 7).probability,
        Fraction(1, 6),
        None,
        QUESTIONS,
    ),
    known(
        "what-is-probability",
        "heads after five heads",
        lambda: (
            event(product("HT", repeat=6), lambda f: f[5] == "H")
            .given(event(product("HT", repeat=6), lambda f: f[:5] == tuple("HHHHH")))
            .probability
        ),
        Fraction(1, 2),
        None,
        QUESTIONS,
    ),
    known("sum-and-product-rules", "ace or heart", lambda: (ACE | HEART).probability, Fraction(16, 52), None),
    known(
        "sum-and-product-rules",
        "the same on areas",
        lambda: overlap(4 / 52, 1 / 4, 1 / 52).union,
        0.3077,
        5e-5,
    ),
    known("sum-and-product-rules", "two aces, not put back", lambda: aces(False), Fraction(1, 221), None),
    known("sum-and-product-rules", "two aces, not put back", lambda: float(aces(False)), 0.004525, 5e-7),
    known("sum-and-product-rules", "two aces, put back", lambda: aces(True), Fraction(1, 169), None),
    known(
        "sum-and-product-rules",
        "head and six",
        lambda: event(product("HT", range(1, 7)), lambda o: o == ("H", 6)).probability,
        Fraction(1, 12),
        None,
    ),
    known(
        "sum-and-product-rules",
        "disjoint is not independent",
        lambda: (
            (SUM_TEN & dice(lambda d: sum(d) == 7)).probability,
            SUM_TEN.is_independent_of(dice(lambda d: sum(d) == 7)),
        ),
        (0, False),
        None,
        QUESTIONS,
    ),
    known("birthday-problem", "23 and 50 people", lambda: shared_birthday([23, 50]), (0.5073, 0.9704), 5e-5),
    known("birthday-problem", "yours among 253", lambda: shares_yours([253]), (0.5005,), 5e-5),
    known(
        "birthday-problem",
        "yours needs 253",
        lambda: int(np.argmax(shares_yours(range(400)) >= 0.5)),
        253,
        None,
    ),
    known("birthday-problem", "pairs among 23", lambda: math.comb(23, 2), 253, None, QUESTIONS),
    known(
        "conditional-probability",
        "sum 10 given first 6",
        lambda: SUM_TEN.given(FIRST_SIX).probability,
        Fraction(1, 6),
        None,
    ),
    known(
        "conditional-probability",
        "some six given sum ≥ 10, and the other way round",
        lambda: (SOME_SIX.given(LARGE).probability, LARGE.given(SOME_SIX).probability),
        (Fraction(5, 6), Fraction(5, 11)),
        None,
    ),
    known(
        "bayes-theorem",
        "mammography",
        lambda: posterior(
            [MAMMOGRAPHY.prior, 1 - MAMMOGRAPHY.prior],
            [MAMMOGRAPHY.sensitivity, MAMMOGRAPHY.false_positive_rate],
        ).probabilities[0],
        0.0776,
        5e-5,
    ),
    known(
        "bayes-theorem",
        "1 %, 95 %, 90 %",
        lambda: diagnostic_test(0.01, 0.95, 0.90, positive=True).probabilities[0],
        0.0876,
        5e-5,
    ),
    known("monty-hall", "stay", lambda: monty_hall().stay, Fraction(1, 3), None),
    known("monty-hall", "switch", lambda: monty_hall().switch, Fraction(2, 3), None),
    known("monty-hall", "4 doors, 1 opened", lambda: monty_hall(4, 1).switch, Fraction(3, 8), None),
    known("monty-hall", "100 doors, 98 opened", lambda: float(monty_hall(100, 98).switch), 0.99, 1e-15),
    known("naive-bayes", "numerator, male", lambda: numerators()[0], 6.197e-9, 1e-12),
    known("naive-bayes", "numerator, female", lambda: numerators()[1], 5.378e-4, 1e-7),
    known("naive-bayes", "a word never seen", lambda: unseen_word(0), 0.0, None, QUESTIONS),
    known("naive-bayes", "smoothed", lambda: unseen_word(1), 0.5 * 1 / 5, 1e-15, QUESTIONS),
    known(
        "random-variables",
        "P(sum is 7), P(sum is 2)",
        lambda: sum_of_dice().mass([7, 2]),
        (1 / 6, 1 / 36),
        1e-15,
    ),
    known(
        "random-variables",
        "heads in 3 flips",
        lambda: heads_in_three().probabilities,
        (1 / 8, 3 / 8, 3 / 8, 1 / 8),
        1e-15,
    ),
    known("bernoulli-and-binomial", "5 of 10", lambda: binomial(10, 0.5).pmf.mass([5])[0], 0.2461, 5e-5),
    known("bernoulli-and-binomial", "at least 2", lambda: binomial(10, 0.5).pmf.between(2, 10), 0.9893, 5e-5),
    known("bernoulli-and-binomial", "3 of 5", lambda: binomial(5, 0.3).pmf.mass([3])[0], 0.1323, 5e-5),
    known("bernoulli-and-binomial", "C(10, 5)", lambda: binomial(10, 0.5).paths(10)[5], 252, None),
    known("pdf-and-cdf", "U(2, 6) up to 3", lambda: uniform(2, 4).cdf(3), 0.25, 1e-15),
    known(
        "pdf-and-cdf",
        "the area",
        lambda: interval_probability(uniform(2, 4).pdf, 2, 3, breaks=[2, 6]),
        0.25,
        1e-12,
    ),
    known(
        "pdf-and-cdf",
        "the sweep",
        lambda: accumulate(uniform(2, 4).pdf, [2, 3, 4, 5, 6]).cumulative,
        (0, 0.25, 0.5, 0.75, 1),
        1e-12,
    ),
    known("pdf-and-cdf", "U(0, 0.5) is 2 high", lambda: uniform(0, 0.5).pdf(0.2), 2, 1e-15),
    known(
        "pdf-and-cdf",
        "P(X = x)",
        lambda: interval_probability(uniform(0, 0.5).pdf, 0.2, 0.2, breaks=[0, 0.5]),
        0.0,
        None,
    ),
    known("normal-distribution", "within 1 sd", lambda: within(1), 0.6827, 5e-5),
    known("normal-distribution", "within 2 sd", lambda: within(2), 0.9545, 5e-5),
    known("normal-distribution", "within 3 sd", lambda: within(3), 0.9973, 5e-5),
    known("normal-distribution", "97.5 % quantile", lambda: norm.ppf(0.975), 1.95996, 5e-6),
    known("normal-distribution", "N(100, 15) above 130", lambda: norm.sf(130, 100, 15), 0.02275, 5e-6),
    known(
        "normal-distribution",
        "the bell's area",
        lambda: quad(lambda x: bell_stages(100, 15)[-1].curve([x])[0], 0, 200)[0],
        1,
        1e-6,
        "Gauss's integral",
    ),
    known("more-distributions", "χ² 95 % quantiles", lambda: chi2.ppf(0.95, [1, 2]), (3.8415, 5.9915), 5e-5),
    known(
        "more-distributions",
        "χ² mean k and variance 2k",
        lambda: [(moments_of(chi2(k)).mean, moments_of(chi2(k)).variance) for k in (1, 2, 5)],
        [(1, 2), (2, 4), (5, 10)],
        1e-12,
    ),
    known("more-distributions", "Poisson(3) at 0", lambda: poisson.pmf(0, 3), 0.0498, 5e-5),
    known("more-distributions", "Exp(1) above 1", lambda: expon.sf(1), 0.3679, 5e-5),
    known("sampling", "Exp(1) at u = 0.5", lambda: inverse_transform(expon.ppf, [0.5]).x, (0.6931,), 5e-5),
    known(
        "sampling", "N(0, 1) at u = 0.975", lambda: inverse_transform(norm.ppf, [0.975]).x, (1.95996,), 5e-6
    ),
    known(
        "sampling",
        "(0.2, 0.5, 0.3) at u = 0.69",
        lambda: inverse_transform(pmf([0, 1, 2], [0.2, 0.5, 0.3]).quantile, [0.69]).x,
        (1.0,),
        None,
    ),
]

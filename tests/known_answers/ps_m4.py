"""Confidence intervals and hypothesis tests: the published figures."""

import math

import scipy.stats

from mathviz.datasets import ANSCOMBE, POLIO_TRIAL, SLEEP, TEA_TASTING
from mathviz.probability.ab_testing import ab_test, familywise_error
from mathviz.probability.intervals import (
    margin_of_error,
    sample_size_mean,
    sample_size_proportion,
    t_interval,
    t_multiplier,
    z_interval,
    z_multiplier,
)
from mathviz.probability.power import power_t2, power_z, sample_size_t2
from mathviz.probability.proportion_intervals import wald_interval, wilson_interval
from mathviz.probability.regression_intervals import estimate_line
from mathviz.probability.t_tests import one_sample_t, paired_t, welch_t
from mathviz.probability.testing import (
    binomial_test,
    critical_value,
    error_rates,
    p_value,
    right_tailed_cutoff,
)
from tests.known_answers import KnownAnswer

CATALOGUE = "curriculum 2.2"
QUESTIONS = "curriculum 4, ps-m4"
DRUG_1, DRUG_2 = SLEEP["drug 1"], SLEEP["drug 2"]
VACCINE, PLACEBO = POLIO_TRIAL


def known(lecture, what, compute, value, tolerance, source=CATALOGUE):
    return KnownAnswer(f"ps-m4-{lecture}", what, compute, value, tolerance, source)


def ends(interval):
    return interval.low, interval.high


def anscombe():
    return estimate_line(ANSCOMBE[0]["x"], ANSCOMBE[0]["y"])


def rates():
    return error_rates(0, 0.5, 1, 25, right_tailed_cutoff(0, 1, 25))


def polio():
    return ab_test(PLACEBO.cases, PLACEBO.people, VACCINE.cases, VACCINE.people)


KNOWN = [
    known(
        "confidence-intervals",
        "x̄ = 100, σ = 15, n = 36",
        lambda: ends(z_interval(100, 15, 36)),
        (95.10, 104.90),
        5e-3,
    ),
    known("margin-of-error", "n for a margin of 3", lambda: sample_size_mean(15, 3), 97, None),
    known("margin-of-error", "n for a proportion ±3 %", lambda: sample_size_proportion(0.03), 1068, None),
    known(
        "margin-of-error", "n for half the margin", lambda: sample_size_mean(15, 1.5), 385, None, QUESTIONS
    ),
    known(
        "margin-of-error",
        "4 n halves the margin",
        lambda: margin_of_error(15, 400) / margin_of_error(15, 100),
        0.5,
        1e-12,
    ),
    known("t-intervals", "t, 1 df", lambda: t_multiplier(1), 12.706, 5e-4),
    known(
        "t-intervals", "t, 9 and 100 df", lambda: [t_multiplier(9), t_multiplier(100)], [2.2622, 1.9840], 5e-5
    ),
    known("t-intervals", "z instead of t", lambda: z_multiplier(), 1.960, 5e-4, QUESTIONS),
    known(
        "t-intervals",
        "sleep differences",
        lambda: ends(t_interval(DRUG_2 - DRUG_1)),
        (0.7001, 2.4599),
        5e-5,
    ),
    known("t-intervals", "df for n = 40", lambda: t_interval(range(40)).df, 39, None, QUESTIONS),
    known(
        "proportion-intervals",
        "930 of 1000",
        lambda: ends(wald_interval(930, 1000)),
        (0.9142, 0.9458),
        5e-5,
    ),
    known(
        "proportion-intervals",
        "9 of 10, Wilson",
        lambda: ends(wilson_interval(9, 10)),
        (0.5958, 0.9821),
        5e-5,
    ),
    known(
        "proportion-intervals",
        "9 of 10, Wald exceeds 1",
        lambda: wald_interval(9, 10).high_before_clipping > 1,
        True,
        None,
    ),
    known("proportion-intervals", "0 of 10, Wilson", lambda: wilson_interval(0, 10).high, 0.2775, 5e-5),
    known("regression-intervals", "error of the slope", lambda: anscombe().slope_error, 0.1179, 5e-5),
    known("regression-intervals", "t", lambda: anscombe().t, 4.241, 5e-4),
    known("regression-intervals", "p", lambda: anscombe().p_value, 0.00217, 5e-6),
    known(
        "regression-intervals",
        "95 % interval",
        lambda: ends(anscombe().slope_interval()),
        (0.2334, 0.7668),  # 0.23337 in full; the catalogue cuts it off to 0.2333
        5e-5,
        "curriculum 2.2, rounded as statsmodels gives it",
    ),
    known("hypotheses-and-errors", "cutoff", lambda: rates().cutoff, 0.3290, 5e-5),
    known("hypotheses-and-errors", "α", lambda: rates().alpha, 0.05, 1e-12),
    known("hypotheses-and-errors", "β", lambda: rates().beta, 0.1962, 5e-5),
    known("p-values", "z = 2, two-tailed", lambda: p_value(2), 0.0455, 5e-5),
    known("p-values", "z = 2, right-tailed", lambda: p_value(2, "right"), 0.0228, 5e-5, QUESTIONS),
    known("p-values", "60 of 100, exact", lambda: binomial_test(60, 100).p_value, 0.0569, 5e-5),
    known(
        "p-values",
        "lady tasting tea",
        lambda: float(scipy.stats.hypergeom(TEA_TASTING.cups, TEA_TASTING.milk_first, 4).pmf(4)),
        1 / 70,
        1e-12,
    ),
    known("p-values", "1/70", lambda: 1 / math.comb(TEA_TASTING.cups, TEA_TASTING.milk_first), 0.0143, 5e-5),
    known(
        "p-values",
        "critical z",
        lambda: [critical_value(0.05, "right"), critical_value(0.05), critical_value(0.01)],
        [1.6449, 1.9600, 2.5758],
        5e-5,
    ),
    known("power", "one-sided z", lambda: power_z(0.5, 1, 25, tail="right"), 0.8038, 5e-5),
    known("power", "per group", lambda: sample_size_t2(0.5).per_group, 64, None),
    known("power", "exact size", lambda: sample_size_t2(0.5).exact, 63.77, 5e-3),
    known("power", "20 per group", lambda: power_t2(0.5, 20), 0.338, 5e-4, QUESTIONS),
    known("one-sample-t", "mean", lambda: one_sample_t(DRUG_2).estimate, 2.33, 1e-12),
    known(
        "one-sample-t",
        "s",
        lambda: one_sample_t(DRUG_2).standard_error * math.sqrt(10),
        2.0022,
        5e-5,
    ),
    known("one-sample-t", "t", lambda: one_sample_t(DRUG_2).t, 3.6799, 5e-5),
    known("one-sample-t", "p", lambda: one_sample_t(DRUG_2).p_value, 0.005076, 5e-7),
    known("two-sample-and-paired-t", "Welch t", lambda: welch_t(DRUG_1, DRUG_2).t, -1.8608, 5e-5),
    known("two-sample-and-paired-t", "Welch df", lambda: welch_t(DRUG_1, DRUG_2).df, 17.776, 5e-4),
    known("two-sample-and-paired-t", "Welch p", lambda: welch_t(DRUG_1, DRUG_2).p_value, 0.07939, 5e-6),
    known("two-sample-and-paired-t", "paired t", lambda: paired_t(DRUG_1, DRUG_2).t, -4.0621, 5e-5),
    known("two-sample-and-paired-t", "paired df", lambda: paired_t(DRUG_1, DRUG_2).df, 9, None),
    known("two-sample-and-paired-t", "paired p", lambda: paired_t(DRUG_1, DRUG_2).p_value, 0.002833, 5e-7),
    known("ab-testing", "200 vs 250, z", lambda: ab_test(200, 1000, 250, 1000).z, 2.677, 5e-4),
    known("ab-testing", "200 vs 250, p", lambda: ab_test(200, 1000, 250, 1000).p_value, 0.0074, 5e-5),
    known("ab-testing", "200 vs 235, p", lambda: ab_test(200, 1000, 235, 1000).p_value, 0.0578, 5e-5),
    known(
        "ab-testing",
        "200 vs 235, interval contains 0",
        lambda: ab_test(200, 1000, 235, 1000).interval.contains(0),
        True,
        None,
    ),
    known("ab-testing", "polio trial", lambda: polio().z, -6.01, 5e-3),
    known("ab-testing", "20 tests at 5 %", lambda: familywise_error(20), 0.6415, 5e-5),
]

"""Probability and statistics for machine learning: distributions, moments, estimation, intervals, tests."""

# probability and description
from mathviz.probability.moments import MomentOutcome, Moments, moments
from mathviz.probability.pmf import Pmf, pmf
from mathviz.probability.populations import (
    Population,
    cauchy,
    clicks,
    fair_die,
    normal_mixture,
    two_humped_crowd,
    waiting_times,
)

# sampling, estimation, intervals, tests

__all__ = [
    # probability and description
    "MomentOutcome",
    "Moments",
    "Pmf",
    "Population",
    "cauchy",
    "clicks",
    "fair_die",
    "moments",
    "normal_mixture",
    "pmf",
    "two_humped_crowd",
    "waiting_times",
    # sampling, estimation, intervals, tests
]

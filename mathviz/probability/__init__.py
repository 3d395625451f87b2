"""Probability and statistics for machine learning: distributions, moments, estimation, intervals, tests."""

# probability and description
from mathviz.probability.association import (
    Association,
    AssociationOutcome,
    TurningCloud,
    association,
    turning_cloud,
)
from mathviz.probability.bayes import Dots, Posterior, diagnostic_test, posterior, share_out
from mathviz.probability.birthday import Room, birthday_rooms, fill_room, shared_birthday, shares_yours
from mathviz.probability.chance_models import SquaredNormals, Timeline, poisson_timeline, squared_normals
from mathviz.probability.density import Accumulation, Bell, accumulate, bell_stages, interval_probability
from mathviz.probability.description import Center, Deviations, ModeOutcome, center, deviations
from mathviz.probability.events import (
    Draw,
    DrawOutcome,
    DrawSequence,
    Event,
    Overlap,
    OverlapOutcome,
    at_least_once,
    draw_in_sequence,
    event,
    overlap,
)
from mathviz.probability.galton import Balls, GaltonBoard, binomial
from mathviz.probability.gaussian import Ellipse, Gaussian, GaussianOutcome, gaussian
from mathviz.probability.joint import JointPmf, joint_of_pairs, joint_pmf
from mathviz.probability.kde import KernelDensity, kernel_density, silverman
from mathviz.probability.linearity import (
    CouponCollector,
    CouponRun,
    HatShuffles,
    collect_coupons,
    coupon_collector,
    hat_matches,
    shuffle_hats,
)
from mathviz.probability.moments import MomentOutcome, Moments, moments, moments_of
from mathviz.probability.monty_hall import MontyCase, MontyGames, MontyHall, monty_hall, play_monty_hall
from mathviz.probability.naive_bayes import (
    GaussianNaiveBayes,
    MultinomialNaiveBayes,
    Score,
    ScoreOutcome,
    fit_gaussian_naive_bayes,
    fit_multinomial_naive_bayes,
)
from mathviz.probability.normal_sums import NormalSum, sum_of_normals
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
from mathviz.probability.quantiles import BoxPlot, QQPlot, box_plot, qq_plot
from mathviz.probability.random_variable import Column, RandomVariable, random_variable
from mathviz.probability.sampling_methods import Darts, inverse_transform
from mathviz.probability.simulation import Simulation, simulate

# sampling, estimation, intervals, tests

__all__ = [
    # probability and description
    "Accumulation",
    "Association",
    "AssociationOutcome",
    "Balls",
    "Bell",
    "BoxPlot",
    "Center",
    "Column",
    "CouponCollector",
    "CouponRun",
    "Darts",
    "Deviations",
    "Dots",
    "Draw",
    "DrawOutcome",
    "DrawSequence",
    "Ellipse",
    "Event",
    "GaltonBoard",
    "Gaussian",
    "GaussianNaiveBayes",
    "GaussianOutcome",
    "HatShuffles",
    "JointPmf",
    "KernelDensity",
    "ModeOutcome",
    "MomentOutcome",
    "Moments",
    "MontyCase",
    "MontyGames",
    "MontyHall",
    "MultinomialNaiveBayes",
    "NormalSum",
    "Overlap",
    "OverlapOutcome",
    "Pmf",
    "Population",
    "Posterior",
    "QQPlot",
    "RandomVariable",
    "Room",
    "Score",
    "ScoreOutcome",
    "Simulation",
    "SquaredNormals",
    "Timeline",
    "TurningCloud",
    "accumulate",
    "association",
    "at_least_once",
    "bell_stages",
    "binomial",
    "birthday_rooms",
    "box_plot",
    "cauchy",
    "center",
    "clicks",
    "collect_coupons",
    "coupon_collector",
    "deviations",
    "diagnostic_test",
    "draw_in_sequence",
    "event",
    "fair_die",
    "fill_room",
    "fit_gaussian_naive_bayes",
    "fit_multinomial_naive_bayes",
    "gaussian",
    "hat_matches",
    "interval_probability",
    "inverse_transform",
    "joint_of_pairs",
    "joint_pmf",
    "kernel_density",
    "moments",
    "moments_of",
    "monty_hall",
    "normal_mixture",
    "overlap",
    "play_monty_hall",
    "pmf",
    "poisson_timeline",
    "posterior",
    "qq_plot",
    "random_variable",
    "share_out",
    "shared_birthday",
    "shares_yours",
    "shuffle_hats",
    "silverman",
    "simulate",
    "squared_normals",
    "sum_of_normals",
    "turning_cloud",
    "two_humped_crowd",
    "waiting_times",
    # sampling, estimation, intervals, tests
]

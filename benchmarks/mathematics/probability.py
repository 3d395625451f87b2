"""The cases of probability and statistics, at the largest size that a lecture or a slider uses."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
from scipy.stats import expon, norm

from benchmarks.mathematics.timing import EVALUATION, SIMULATION, Case
from mathviz import probability as ps

Named = tuple[str, str, Callable[[], object]]


def simulations(rng: np.random.Generator) -> list[Named]:
    """Name, size and call of each simulation and fit."""
    X, labels = rng.normal(size=(569, 30)), ["a", "b"] * 284 + ["a"]
    words = rng.poisson(1, size=(569, 1000))
    four = list(product(range(1, 7), repeat=4))
    return [
        ("event, four rolls", "1,296", lambda: ps.event(four, lambda rolls: 6 in rolls).probability),
        ("simulate", "10⁶ trials", lambda: ps.simulate(lambda r, n: r.random(n) < 0.5, 10**6, rng).frequency),
        ("birthday_rooms", "50 × 10,000", lambda: ps.birthday_rooms(50, 10_000, rng)),
        (
            "play_monty_hall",
            "10 doors × 10,000",
            lambda: ps.play_monty_hall(10_000, rng, 10, 3).switch.frequency,
        ),
        ("fit_gaussian_naive_bayes", "569 × 30", lambda: ps.fit_gaussian_naive_bayes(X, labels)),
        ("fit_multinomial_…", "569 × 1,000", lambda: ps.fit_multinomial_naive_bayes(words, labels)),
        ("GaltonBoard.drop", "20 × 10,000", lambda: ps.binomial(20, 0.5).drop(10_000, rng).positions),
        ("squared_normals", "10 × 10,000", lambda: ps.squared_normals(10, 10_000, rng).sums),
        ("poisson_timeline", "10,000 events", lambda: ps.poisson_timeline(10, 1000, rng).counts(1000)),
        ("shuffle_hats", "100 × 5,000", lambda: ps.shuffle_hats(100, 5000, rng).running_average),
        ("collect_coupons", "365 kinds", lambda: ps.collect_coupons(365, rng)),
        ("Gaussian.sample", "2 × 10,000", lambda: ps.gaussian([0, 0], [[2, 1], [1, 2]]).sample(10_000, rng)),
    ]


def evaluations(rng: np.random.Generator) -> list[Named]:
    """Name, size and call of each evaluation."""
    x, y = rng.normal(size=(2, 1000))
    grid, u = np.linspace(-4, 4, 500), rng.uniform(0.001, 0.999, 1000)
    dice = list(product(range(1, 7), repeat=2))
    large, six = ps.event(dice, lambda d: sum(d) > 9), ps.event(dice, lambda d: 6 in d)
    model = ps.fit_gaussian_naive_bayes(rng.normal(size=(100, 30)), ["a", "b"] * 50)
    mail = ps.fit_multinomial_naive_bayes(rng.poisson(1, size=(20, 1000)), ["a", "b"] * 10)
    words = rng.integers(1000, size=200).tolist()
    table = rng.random((12, 12))
    joint = ps.joint_pmf(range(12), range(12), table / table.sum())
    A = rng.normal(size=(10, 10))
    hill, cloud = ps.gaussian(np.zeros(10), A @ A.T), ps.turning_cloud(1000, rng)
    plane = ps.gaussian([0, 0], [[2, 1], [1, 2]])
    surface = np.column_stack([m.ravel() for m in np.meshgrid(grid[::5], grid[::5])])
    total, die = ps.sum_of_normals([10, 20], [3, 4]), ps.fair_die().law
    return [
        ("Event.given", "36", lambda: large.given(six).probability),
        ("at_least_once", "1,000 tries", lambda: ps.at_least_once(Fraction(1, 36), 1000)),
        (
            "draw_in_sequence",
            "5 cards",
            lambda: ps.draw_in_sequence({"ace": 4, "other": 48}, ["ace"] * 4, replace=False),
        ),
        ("shares_yours", "0 … 366", lambda: ps.shares_yours(range(367))),
        ("share_out", "12 shares", lambda: ps.share_out(1000, np.full(12, 1 / 12))),
        ("joint_of_pairs", "36 pairs", lambda: ps.joint_of_pairs(dice)),
        (
            "the populations",
            "5",
            lambda: (ps.fair_die(), ps.clicks(), ps.waiting_times(), ps.cauchy(), ps.two_humped_crowd()),
        ),
        (
            "normal_mixture",
            "grid of 500",
            lambda: ps.normal_mixture("two", [0.5, 0.5], [0, 3], [1, 1]).height(grid),
        ),
        ("bell_stages", "5 × 500", lambda: [stage.curve(grid) for stage in ps.bell_stages(0, 1)]),
        ("shared_birthday", "0 … 366", lambda: ps.shared_birthday(range(367))),
        ("Room.matches", "100 people", lambda: ps.fill_room(100, rng).matches),
        (
            "diagnostic_test, dots",
            "1,000 dots",
            lambda: ps.diagnostic_test(0.01, 0.95, 0.9, positive=True).dots(),
        ),
        ("monty_hall, cases", "10 doors", lambda: ps.monty_hall(10, 3).cases),
        ("GaussianNaiveBayes.score", "30 features", lambda: model.score(x[:30]).posterior),
        ("Multinomial….score", "200 words", lambda: mail.score(words).running_log),
        ("random_variable", "36", lambda: ps.random_variable(dice, sum).pmf),
        ("binomial", "n = 1,000", lambda: ps.binomial(1000, 0.3).pmf),
        ("Pmf.mean_of_draws", "30 dice", lambda: die.mean_of_draws(30)),
        ("interval_probability", "", lambda: ps.interval_probability(norm.pdf, -1, 2)),
        ("accumulate", "grid of 500", lambda: ps.accumulate(norm.pdf, grid)),
        ("inverse_transform", "1,000 darts", lambda: ps.inverse_transform(expon.ppf, u)),
        ("center", "n = 1,000", lambda: ps.center(x)),
        ("deviations", "n = 1,000", lambda: ps.deviations(x).z),
        ("moments", "n = 1,000", lambda: ps.moments(x)),
        ("moments_of", "", lambda: ps.moments_of(expon())),
        ("hat_matches", "100 people", lambda: ps.hat_matches(100)),
        ("coupon_collector", "365 kinds", lambda: ps.coupon_collector(365).expected),
        ("NormalSum.overlap", "grid of 500", lambda: total.overlap(35, grid)),
        ("box_plot", "n = 1,000", lambda: ps.box_plot(x).outliers),
        ("qq_plot", "n = 1,000", lambda: ps.qq_plot(x)),
        ("silverman", "n = 1,000", lambda: ps.silverman(x)),
        ("kernel_density", "100 × 500", lambda: ps.kernel_density(x[:100]).density(grid)),
        ("JointPmf.given_x", "12 × 12", lambda: joint.given_x(3)),
        ("JointPmf.correlation", "12 × 12", lambda: joint.correlation),
        ("association", "n = 1,000", lambda: ps.association(x, y).line),
        ("TurningCloud.at", "n = 1,000", lambda: cloud.at(0.8)),
        ("gaussian, density", "2-d, 100 × 100", lambda: plane.density(surface)),
        ("Gaussian.condition", "10-d on 5", lambda: hill.condition(range(5), np.zeros(5))),
        ("Gaussian.ellipse", "181 points", lambda: plane.ellipse().points()),
    ]


def statistics(rng: np.random.Generator) -> list[tuple[str, str, float, Callable[[], object]]]:
    """Name, size, limit and call of each case of sampling, estimation, intervals and tests."""
    crowd, waits = ps.two_humped_crowd(), ps.waiting_times()
    x = rng.normal(size=1000)
    y = 2 * x + rng.normal(size=1000)
    pairs = rng.normal(size=(100, 2))
    X = rng.normal(size=(442, 10))
    t = np.linspace(-1, 1, 200)
    coins = np.linspace(0, 1, 1000)
    means = ps.sample_means(waits, 30, 10_000, rng)
    line, ridge = ps.estimate_line(x, y), ps.ridge(X, X[:, 0])
    wiggle = ps.polynomial_ridge(t, np.sin(3 * t), 10)
    coin, bell = ps.bernoulli_likelihood(70, 100), ps.gaussian_likelihood(x)
    edges, dice = np.linspace(0, 3, 101), ps.fair_die().law.mean_of_draws(30)
    return [
        (
            "sample_means, two humps",
            "30 × 10,000",
            SIMULATION,
            lambda: ps.sample_means(crowd, 30, 10_000, rng),
        ),
        ("sample_means, waiting", "30 × 10,000", SIMULATION, lambda: ps.sample_means(waits, 30, 10_000, rng)),
        ("running_means", "50 × 10,000", SIMULATION, lambda: ps.running_means(waits, 10_000, 50, rng).means),
        (
            "coverage_simulation",
            "100 × 10,000",
            SIMULATION,
            lambda: ps.coverage_simulation(0, 1, 100, 10_000, rng),
        ),
        ("resampled_lines", "200 of 1,000", SIMULATION, lambda: ps.resampled_lines(x, y, 200, rng)),
        (
            "peeking_simulation",
            "50 × 2,000",
            SIMULATION,
            lambda: ps.peeking_simulation(0.2, 100, 50, 2000, rng),
        ),
        (
            "BinomialTest.simulate",
            "10,000",
            SIMULATION,
            lambda: ps.binomial_test(60, 100).simulate(10_000, rng),
        ),
        ("every_sample", "6⁵", SIMULATION, lambda: ps.every_sample(range(6), 5).bias()),
        (
            "growing_means",
            "30 × 10,000",
            SIMULATION,
            lambda: [some.means for some in ps.growing_means(waits, 30, 10_000, rng)],
        ),
        ("middle_sample", "30 × 10,000", SIMULATION, lambda: ps.middle_sample(means)),
        ("farthest_draw", "n = 1,000", EVALUATION, lambda: ps.farthest_draw(x)),
        ("running_mean", "n = 1,000", EVALUATION, lambda: ps.running_mean(x)),
        ("standardized", "law of 30 dice", EVALUATION, lambda: ps.standardized(dice)),
        (
            "standardized_histogram",
            "10,000, 100 bins",
            EVALUATION,
            lambda: ps.standardized_histogram(means, edges),
        ),
        ("histogram of means", "10,000, 100 bins", EVALUATION, lambda: means.histogram(edges)),
        ("distance_to_normal", "10,000", EVALUATION, means.distance_to_normal),
        ("heads_at_least", "n = 1,000", EVALUATION, lambda: ps.heads_at_least(510, 1000)),
        ("Bernoulli log-likelihood", "1,000 coins", EVALUATION, lambda: coin.log_likelihood(coins)),
        ("Gaussian log-likelihood", "n = 1,000", EVALUATION, lambda: bell.log_likelihood(0, 1)),
        ("regression_likelihood", "n = 1,000", EVALUATION, lambda: ps.regression_likelihood(x, y)),
        ("ridge, decomposition", "442 × 10", EVALUATION, lambda: ps.ridge(X, X[:, 0])),
        ("ridge, one λ", "442 × 10", EVALUATION, lambda: ridge.fit(1.0)),
        ("polynomial_ridge, one λ", "degree 10", EVALUATION, lambda: wiggle.fit(0.1).predict(t)),
        ("flip_by_flip", "100 flips", EVALUATION, lambda: ps.flip_by_flip(ps.BetaBelief(1, 1), [1, 0] * 50)),
        ("BetaBelief.density", "1,000 coins", EVALUATION, lambda: ps.BetaBelief(8, 4).density(coins)),
        ("credible_interval", "", EVALUATION, ps.BetaBelief(8, 4).credible_interval),
        ("map_linear", "442 × 10", EVALUATION, lambda: ps.map_linear(X, X[:, 0], 1, 1)),
        ("standard errors", "", EVALUATION, lambda: (ps.standard_error(15, 36), ps.margin_of_error(15, 36))),
        ("z and t multipliers", "", EVALUATION, lambda: (ps.z_multiplier(), ps.t_multiplier(9))),
        ("z intervals", "", EVALUATION, lambda: (ps.z_interval(100, 15, 36), ps.mean_interval(10, 2, df=9))),
        (
            "sample sizes",
            "",
            EVALUATION,
            lambda: (
                ps.sample_size_for_standard_error(15, 1),
                ps.sample_size_mean(15, 3),
                ps.sample_size_proportion(0.03),
                ps.ab_sample_size(0.2, 0.25),
            ),
        ),
        ("t_interval", "n = 1,000", EVALUATION, lambda: ps.t_interval(x)),
        ("wald_interval", "", EVALUATION, lambda: ps.wald_interval(930, 1000)),
        ("wilson_interval", "", EVALUATION, lambda: ps.wilson_interval(930, 1000)),
        ("estimate_line", "n = 1,000", EVALUATION, lambda: ps.estimate_line(x, y)),
        ("prediction_band", "grid of 1,000", EVALUATION, lambda: line.prediction_band(coins)),
        ("p_value", "", EVALUATION, lambda: ps.p_value(2.0, df=9)),
        ("critical_value", "", EVALUATION, lambda: ps.critical_value(0.05, df=9)),
        (
            "error_rates",
            "",
            EVALUATION,
            lambda: ps.error_rates(0, 0.5, 1, 25, ps.right_tailed_cutoff(0, 1, 25)),
        ),
        ("familywise_error", "", EVALUATION, lambda: ps.familywise_error(20)),
        ("one_sample_t", "n = 1,000", EVALUATION, lambda: ps.one_sample_t(x).p_value),
        ("binomial_test", "n = 1,000", EVALUATION, lambda: ps.binomial_test(520, 1000)),
        ("power curve, z", "100 effects", EVALUATION, lambda: [ps.power_z(d, 1, 25) for d in coins[::10]]),
        ("power_t2", "n = 1,000", EVALUATION, lambda: ps.power_t2(0.1, 1000)),
        ("sample_size_t2", "", EVALUATION, lambda: ps.sample_size_t2(0.1)),
        ("welch_t", "n = m = 1,000", EVALUATION, lambda: ps.welch_t(x, y).p_value),
        ("paired_t", "n = 100", EVALUATION, lambda: ps.paired_t(*pairs.T).p_value),
        ("ab_test", "", EVALUATION, lambda: ps.ab_test(200, 1000, 250, 1000).p_value),
    ]


def cases() -> list[Case]:
    """All of them, with their limits."""
    rng = np.random.default_rng(0)
    return [
        *(Case(name, size, SIMULATION, call) for name, size, call in simulations(rng)),
        *(Case(name, size, EVALUATION, call) for name, size, call in evaluations(rng)),
        *(Case(*case) for case in statistics(rng)),
    ]

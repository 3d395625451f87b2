"""Time probability and description at the largest size that a lecture or a slider uses.

Run from the project's root: ``python -m benchmarks.mathematics.probability_1``. An evaluation may take 5 ms,
a simulation or a fit 200 ms.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
from scipy.stats import expon, norm

from benchmarks.mathematics.probability_2 import EVALUATION, SIMULATION, milliseconds
from mathviz import probability as ps


def simulations(rng: np.random.Generator) -> list[tuple[str, str, Callable[[], object]]]:
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


def evaluations(rng: np.random.Generator) -> list[tuple[str, str, Callable[[], object]]]:
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
        ("kernel_density", "100 × 500", lambda: ps.kernel_density(x[:100]).density(grid)),
        ("JointPmf.given_x", "12 × 12", lambda: joint.given_x(3)),
        ("JointPmf.correlation", "12 × 12", lambda: joint.correlation),
        ("association", "n = 1,000", lambda: ps.association(x, y).line),
        ("TurningCloud.at", "n = 1,000", lambda: cloud.at(0.8)),
        ("gaussian, density", "2-d, 100 × 100", lambda: plane.density(surface)),
        ("Gaussian.condition", "10-d on 5", lambda: hill.condition(range(5), np.zeros(5))),
        ("Gaussian.ellipse", "181 points", lambda: plane.ellipse().points()),
    ]


def main() -> None:
    """Print the table; the last column marks what is too slow."""
    rng = np.random.default_rng(0)
    print(f"{'what':<26} {'size':<18} {'ms':>9} {'limit':>6}")
    for limit, cases in ((SIMULATION, simulations(rng)), (EVALUATION, evaluations(rng))):
        for name, size, call in cases:
            took = milliseconds(call)
            print(f"{name:<26} {size:<18} {took:>9.3f} {limit:>6.0f}{'  too slow' if took > limit else ''}")


if __name__ == "__main__":
    main()

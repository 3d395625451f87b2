"""Time sampling, estimation, intervals and tests at the largest size that a lecture or a slider uses.

Run from the project's root: ``python -m benchmarks.mathematics.probability_2``. An evaluation may take
5 ms, a simulation 200 ms.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from mathviz import probability as ps

EVALUATION, SIMULATION = 5.0, 200.0


def milliseconds(call: Callable[[], object], repeats: int = 7) -> float:
    """The median time of a call, after one that loads what it needs."""
    call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def cases() -> list[tuple[str, str, float, Callable[[], object]]]:
    """Name, size, limit in ms and call of each."""
    rng = np.random.default_rng(0)
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
    edges = np.linspace(0, 3, 101)
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
        ("t_interval", "n = 1,000", EVALUATION, lambda: ps.t_interval(x)),
        ("wilson_interval", "", EVALUATION, lambda: ps.wilson_interval(930, 1000)),
        ("estimate_line", "n = 1,000", EVALUATION, lambda: ps.estimate_line(x, y)),
        ("prediction_band", "grid of 1,000", EVALUATION, lambda: line.prediction_band(coins)),
        ("p_value", "", EVALUATION, lambda: ps.p_value(2.0, df=9)),
        ("binomial_test", "n = 1,000", EVALUATION, lambda: ps.binomial_test(520, 1000)),
        ("power curve, z", "100 effects", EVALUATION, lambda: [ps.power_z(d, 1, 25) for d in coins[::10]]),
        ("power_t2", "n = 1,000", EVALUATION, lambda: ps.power_t2(0.1, 1000)),
        ("sample_size_t2", "", EVALUATION, lambda: ps.sample_size_t2(0.1)),
        ("welch_t", "n = m = 1,000", EVALUATION, lambda: ps.welch_t(x, y).p_value),
        ("paired_t", "n = 100", EVALUATION, lambda: ps.paired_t(*pairs.T).p_value),
        ("ab_test", "", EVALUATION, lambda: ps.ab_test(200, 1000, 250, 1000).p_value),
    ]


def main() -> None:
    """Print the table; the last column marks what is too slow."""
    print(f"{'what':<26} {'size':<18} {'ms':>9} {'limit':>6}")
    for name, size, limit, call in cases():
        took = milliseconds(call)
        print(f"{name:<26} {size:<18} {took:>9.3f} {limit:>6.0f}{'  too slow' if took > limit else ''}")


if __name__ == "__main__":
    main()

"""Mass functions, random variables, moments and populations.

Sample means are allowed six standard errors: a false alarm under a free seed is rarer than one in a million.
"""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad

from mathviz.probability.galton import Balls, binomial
from mathviz.probability.moments import MomentOutcome, Moments, moments, moments_of
from mathviz.probability.pmf import pmf
from mathviz.probability.populations import (
    cauchy,
    clicks,
    fair_die,
    normal_mixture,
    two_humped_crowd,
    waiting_times,
)
from mathviz.probability.random_variable import Column, random_variable

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
FINITE = st.floats(-100, 100)


@st.composite
def laws(draw):
    values = draw(st.lists(st.integers(-20, 20), min_size=2, max_size=7, unique=True))
    weights = draw(arrays(float, len(values), elements=st.floats(0.01, 1)))
    return pmf(values, weights / weights.sum())


DIE = pmf([1, 2, 3, 4, 5, 6], [1 / 6] * 6)


def test_a_mass_function_sorts_its_values():
    law = pmf([3, 1, 2], [0.5, 0.2, 0.3])
    np.testing.assert_array_equal(law.values, [1, 2, 3])
    np.testing.assert_array_equal(law.probabilities, [0.2, 0.3, 0.5])
    np.testing.assert_allclose(law.cumulative, [0.2, 0.5, 1])
    assert law.cumulative[-1] == 1
    with pytest.raises(ValueError, match="read-only"):
        law.values[0] = 0


@pytest.mark.parametrize(
    ("values", "chances", "message"),
    [
        ([1, 1], [0.5, 0.5], "values must differ"),
        ([1, 2], [0.5, 0.6], "probability must sum to 1"),
        ([1, 2], [1.0], "values and probability must have the same length"),
        ([1, 2], [1.5, -0.5], r"probability must hold probabilities in \[0, 1\]"),
        ([], [], "values must not be empty"),
        ([math.inf, 0], [0.5, 0.5], "values must be finite"),
    ],
)
def test_mass_functions_that_make_no_sense(values, chances, message):
    with pytest.raises(ValueError, match=message):
        pmf(values, chances)


@some
@given(laws())
def test_moments_of_a_mass_function_against_scipy(law):
    oracle = scipy.stats.rv_discrete(values=(law.values.astype(int), law.probabilities))
    assert law.mean == pytest.approx(oracle.mean(), abs=1e-9)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-6)
    assert law.standard_deviation == pytest.approx(oracle.std(), rel=1e-6)
    assert law.moments.mean == pytest.approx(law.mean)
    assert law.moments.variance == pytest.approx(law.variance)
    assert law.expectation(np.square) == pytest.approx(law.variance + law.mean**2, rel=1e-9)
    z = (law.values - law.mean) / law.standard_deviation
    assert law.moments.skewness == pytest.approx(float(z**3 @ law.probabilities), abs=1e-9)
    assert law.moments.kurtosis == pytest.approx(float(z**4 @ law.probabilities), rel=1e-9)


@some
@given(laws(), st.floats(0.001, 0.999))
def test_the_quantile_is_the_first_value_that_reaches_q(law, q):
    x = law.quantile([q])[0]
    assert law.between(-math.inf, x) >= q - 1e-9
    assert law.between(-math.inf, x - 0.5) < q + 1e-9


def test_quantiles_at_the_steps():
    law = pmf([0, 1, 2], [0.2, 0.5, 0.3])
    np.testing.assert_array_equal(law.quantile([0, 0.2, 0.2001, 0.7, 0.7001, 1]), [0, 0, 1, 1, 2, 2])
    np.testing.assert_array_equal(pmf([0, 1, 2], [0, 1, 0]).quantile([0, 0.5, 1]), [1, 1, 1])
    for outside in (-0.01, 1.01):
        with pytest.raises(ValueError, match=r"q must lie in \[0, 1\]"):
            law.quantile([outside])


def test_reading_a_mass_function():
    np.testing.assert_allclose(
        DIE.mass([0, 1, 3.5, 6, 7, 4 + 1e-12, 4 - 1e-12]), np.array([0, 1, 0, 1, 0, 1, 1]) / 6
    )
    np.testing.assert_array_equal(pmf([1e6], [1]).mass([1e6 + 5e-4, 1e6 + 5e-3, 1e6 - 5e-3]), [1, 0, 0])
    np.testing.assert_array_equal(pmf([0.5], [1]).mass([0.5 + 0.9e-9, 0.5 + 1.1e-9]), [1, 0])
    assert DIE.between(2, 4) == pytest.approx(0.5)
    assert DIE.between(-math.inf, 2) == pytest.approx(1 / 3)
    assert DIE.between(4, 2) == 0
    np.testing.assert_array_equal(DIE.modes, [1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(pmf([1, 2, 5], [0.4, 0.2, 0.4]).modes, [1, 5])
    with pytest.raises(ValueError, match=r"function\(values\) must have length 6"):
        DIE.expectation(lambda x: x[:2])


@some
@given(laws(), SEEDS)
def test_draws_have_the_mean_of_the_law(law, seed):
    draws = law.sample(np.random.default_rng(seed), (50, 40))
    assert draws.shape == (50, 40)
    assert set(draws.ravel()) <= set(law.values)
    assert abs(draws.mean() - law.mean) <= 6 * law.standard_deviation / math.sqrt(2000) + 1e-12


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_mean_of_draws_against_enumeration(n):
    law = pmf([0, 2, 4], [0.2, 0.3, 0.5])
    exact = {}
    for rolls in itertools.product(range(3), repeat=n):
        mean = sum(2 * r for r in rolls) / n
        exact[round(mean, 9)] = exact.get(round(mean, 9), 0) + math.prod(law.probabilities[list(rolls)])
    got = law.mean_of_draws(n)
    np.testing.assert_allclose(got.values, sorted(exact))
    np.testing.assert_allclose(got.probabilities, [exact[v] for v in sorted(exact)])


@pytest.mark.parametrize("n", [1, 10, 100])
def test_the_mean_of_clicks_is_binomial(n):
    law = clicks(0.3).law.mean_of_draws(n)
    np.testing.assert_allclose(law.values, np.arange(n + 1) / n)
    np.testing.assert_allclose(law.probabilities, scipy.stats.binom.pmf(np.arange(n + 1), n, 0.3), rtol=1e-10)


@some
@given(st.integers(1, 60), st.integers(2, 12))
def test_means_of_dice_narrow_and_lose_their_lean(n, sides):
    die, law = fair_die(sides), fair_die(sides).law.mean_of_draws(n)
    assert law.probabilities.sum() == pytest.approx(1, abs=1e-12)
    assert law.mean == pytest.approx(die.mean)
    assert law.standard_deviation == pytest.approx(die.standard_deviation / math.sqrt(n))


def test_means_need_a_lattice():
    with pytest.raises(ValueError, match="values must be equally spaced"):
        pmf([0, 1, 3], [0.2, 0.3, 0.5]).mean_of_draws(2)
    with pytest.raises(ValueError, match="n must be at least 1"):
        DIE.mean_of_draws(0)
    np.testing.assert_array_equal(pmf([7], [1]).mean_of_draws(3).values, [7])


@some
@given(arrays(float, st.integers(2, 20), elements=st.integers(-50, 50).map(float)))
def test_moments_of_data_against_scipy(x):
    got = moments(x)
    if x.min() == x.max():
        assert got == Moments(x[0], 0.0, None, None, MomentOutcome.CONSTANT)
        assert got.standard_deviation == 0
        assert got.excess_kurtosis is None
    else:
        assert got.outcome is MomentOutcome.EXIST
        assert got.mean == pytest.approx(x.mean())
        assert got.variance == pytest.approx(x.var())
        assert got.standard_deviation == pytest.approx(x.std())
        assert got.skewness == pytest.approx(scipy.stats.skew(x), abs=1e-9)
        assert got.kurtosis == pytest.approx(scipy.stats.kurtosis(x, fisher=False))
        assert got.excess_kurtosis == pytest.approx(scipy.stats.kurtosis(x))


@some
@given(arrays(float, 6, elements=st.integers(-9, 9).map(float)), st.floats(0.5, 3), FINITE)
def test_shape_does_not_depend_on_units(x, scale, shift):
    before, after, mirrored = moments(x), moments(scale * x + shift), moments(-x)
    if before.outcome is MomentOutcome.EXIST:
        assert after.mean == pytest.approx(scale * before.mean + shift, abs=1e-9)
        assert after.variance == pytest.approx(scale**2 * before.variance)
        assert after.skewness == pytest.approx(before.skewness, abs=1e-6)
        assert after.kurtosis == pytest.approx(before.kurtosis, rel=1e-6)
        assert mirrored.skewness == pytest.approx(-before.skewness, abs=1e-12)


def test_a_value_without_probability_does_not_count():
    assert moments([1, 5], [0, 1]) == Moments(5.0, 0.0, None, None, MomentOutcome.CONSTANT)
    assert moments([3]).outcome is MomentOutcome.CONSTANT
    with pytest.raises(ValueError, match="x and p must have the same length"):
        moments([1, 2], [1])


@pytest.mark.parametrize(
    ("distribution", "expected"),
    [
        (scipy.stats.norm(2, 3), Moments(2, 9, 0, 3, MomentOutcome.EXIST)),
        (scipy.stats.uniform(), Moments(0.5, 1 / 12, 0, 1.8, MomentOutcome.EXIST)),
        (scipy.stats.cauchy(), Moments(None, None, None, None, MomentOutcome.NO_MEAN)),
        (scipy.stats.t(2), Moments(0, None, None, None, MomentOutcome.NO_VARIANCE)),
        (scipy.stats.t(3), Moments(0, 3, None, None, MomentOutcome.HEAVY_TAILS)),
        (scipy.stats.t(4), Moments(0, 2, 0, None, MomentOutcome.HEAVY_TAILS)),
    ],
)
def test_which_moments_exist(distribution, expected):
    got = moments_of(distribution)
    assert got.outcome is expected.outcome
    for name in ("mean", "variance", "skewness", "kurtosis"):
        assert getattr(got, name) == (
            None if getattr(expected, name) is None else pytest.approx(getattr(expected, name))
        )
    assert (got.standard_deviation is None) == (expected.variance is None)
    assert len(got.outcome.sentence) > 30


SMOOTH = [
    waiting_times(2.0),
    two_humped_crowd(),
    normal_mixture("three", [0.2, 0.5, 0.3], [0, 1, 5], [1, 2, 0.5]),
]
NAMED = [fair_die(), fair_die(4), clicks(0.3), *SMOOTH, cauchy(1, 2)]


@pytest.mark.parametrize("population", SMOOTH, ids=lambda p: p.name)
def test_stated_moments_are_those_of_the_density(population):
    low, high = population.shown
    low, high = (0, 100) if population.name == "waiting times" else (low - 10, high + 10)

    def integral(g):
        return quad(lambda x: g(x) * population.height([x])[0], low, high, limit=200, epsabs=1e-11)[0]

    mean, spread = population.mean, population.standard_deviation
    assert integral(lambda x: 1) == pytest.approx(1, abs=1e-8)
    assert integral(lambda x: x) == pytest.approx(mean, abs=1e-7)
    assert integral(lambda x: (x - mean) ** 2) == pytest.approx(spread**2, rel=1e-7)
    assert integral(lambda x: ((x - mean) / spread) ** 3) == pytest.approx(population.skewness, rel=1e-6)
    assert population.outcome is MomentOutcome.EXIST
    assert population.law is None


@pytest.mark.parametrize("population", [fair_die(), fair_die(4), clicks(0.3)], ids=lambda p: p.name)
def test_discrete_populations_are_their_law(population):
    law = population.law
    np.testing.assert_array_equal(population.height(law.values), law.probabilities)
    assert population.mean == pytest.approx(law.mean)
    assert population.standard_deviation == pytest.approx(law.standard_deviation)
    assert population.skewness == pytest.approx(law.moments.skewness)
    assert population.outcome is MomentOutcome.EXIST


def test_what_each_population_is():
    assert [p.name for p in NAMED] == [
        "fair die",
        "fair die",
        "clicks",
        "waiting times",
        "two-humped crowd",
        "three",
        "Cauchy",
    ]
    shown = [(0.5, 6.5), (0.5, 4.5), (-0.5, 1.5), (0, 12), (0, 12), (-7, 9), (-15, 17)]
    np.testing.assert_allclose([p.shown for p in NAMED], shown)
    assert clicks().skewness == pytest.approx(0.8 / 0.3)
    assert waiting_times().mean == waiting_times().standard_deviation == 1
    assert waiting_times(3).skewness == 2
    np.testing.assert_allclose(waiting_times(2).height([-1, 0, 2]), [0, 0.5, 0.5 / math.e])
    assert fair_die(2).standard_deviation == pytest.approx(0.5)


def test_the_crowd_has_two_humps_and_a_hole():
    crowd = two_humped_crowd()
    left, hole, right = crowd.height([3, 6, 9])
    assert left > right > 20 * hole
    assert left == pytest.approx(0.6 * scipy.stats.norm.pdf(0, 0, 0.75))


@pytest.mark.parametrize("population", NAMED[:-1], ids=lambda p: p.name)
@settings(deadline=None, max_examples=5)
@given(seed=SEEDS)
def test_draws_follow_the_population(population, seed):
    draws = population.sample(np.random.default_rng(seed), (60, 50))
    assert draws.shape == (60, 50)
    assert abs(draws.mean() - population.mean) <= 6 * population.standard_deviation / math.sqrt(3000)
    low, high = population.shown
    middle = (low + high) / 2
    if population.law is None:
        below = quad(lambda x: population.height([x])[0], low - 5, middle, points=[low], limit=200)[0]
        assert abs((draws < middle).mean() - below) <= 6 * math.sqrt(0.25 / 3000)


@settings(deadline=None, max_examples=10)
@given(SEEDS)
def test_the_cauchy_has_quartiles_and_no_mean(seed):
    population = cauchy(1, 2)
    assert population.mean is population.standard_deviation is population.skewness is population.law is None
    assert population.outcome is MomentOutcome.NO_MEAN
    np.testing.assert_allclose(population.height([1, 3]), [1 / (2 * math.pi), 1 / (4 * math.pi)])
    np.testing.assert_allclose(population.height([-2, 7.5]), scipy.stats.cauchy.pdf([-2, 7.5], 1, 2))
    draws = population.sample(np.random.default_rng(seed), 3000)
    for quartile, share in ((-1, 0.25), (1, 0.5), (3, 0.75)):
        assert abs((draws < quartile).mean() - share) <= 6 * math.sqrt(0.25 / 3000)
    assert cauchy().shown == (-8, 8)


def test_populations_draw_the_same_from_the_same_generator():
    for population in NAMED:
        first, second = (population.sample(np.random.default_rng(4), 20) for _ in range(2))
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: fair_die(1), "sides must be at least 2"),
        (lambda: clicks(0), "rate must lie strictly between 0 and 1"),
        (lambda: clicks(1), "rate must lie strictly between 0 and 1"),
        (lambda: waiting_times(0), "mean must be greater than zero"),
        (lambda: cauchy(0, -1), "scale must be greater than zero"),
        (lambda: cauchy(math.nan), "center must be finite"),
        (lambda: normal_mixture("", [0.5, 0.5], [0, 1], [1, 0]), "sigmas must be greater than zero"),
        (lambda: normal_mixture("", [0.5, 0.5], [0, 1], [1]), "must have the same length"),
        (lambda: fair_die().height([math.nan]), "x must be finite"),
    ],
)
def test_populations_that_make_no_sense(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_outcomes_stack_in_columns():
    dice = list(itertools.product(range(1, 4), repeat=2))
    larger = random_variable(dice, max)
    assert larger.space == tuple(dice)
    assert larger.values == tuple(max(d) for d in dice)
    assert larger.columns == (
        Column(1, ((1, 1),), Fraction(1, 9)),
        Column(2, ((1, 2), (2, 1), (2, 2)), Fraction(3, 9)),
        Column(3, ((1, 3), (2, 3), (3, 1), (3, 2), (3, 3)), Fraction(5, 9)),
    )
    np.testing.assert_array_equal(larger.pmf.values, [1, 2, 3])
    np.testing.assert_allclose(larger.pmf.probabilities, [1 / 9, 3 / 9, 5 / 9])
    assert larger.expectation == Fraction(1 + 6 + 15, 9)
    assert larger.event(lambda x: x >= 2).probability == Fraction(8, 9)
    assert larger.event(lambda x: x == 1).outcomes == ((1, 1),)


def test_a_loaded_die():
    loaded = random_variable([1, 2, 6], lambda face: face / 2, [1, 2, 3])
    assert [c.probability for c in loaded.columns] == [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)]
    assert loaded.expectation == Fraction(1 + 4 + 18, 12)
    assert loaded.event(lambda x: x > 1).probability == Fraction(1, 2)


@some
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=12), st.data())
def test_expectation_adds_up_even_for_dependent_variables(values, data):
    other = data.draw(st.lists(st.integers(-5, 5), min_size=len(values), max_size=len(values)))
    space = range(len(values))
    X, Y = (random_variable(space, lambda i, v=v: v[i]) for v in (values, other))
    total = random_variable(space, lambda i: values[i] + other[i])
    assert total.expectation == X.expectation + Y.expectation
    assert float(X.expectation) == pytest.approx(X.pmf.mean, abs=1e-12)


def test_a_random_variable_needs_real_numbers():
    with pytest.raises(ValueError, match=r"function\(outcome\) must be a real number"):
        random_variable("HT", str)
    with pytest.raises(ValueError, match=r"function\(outcome\) must be finite"):
        random_variable("HT", lambda _: math.inf)


@some
@given(st.integers(1, 40), st.just(0.0) | st.floats(1e-9, 1))
def test_the_board_against_scipy(n, p):
    board = binomial(n, p)
    k = np.arange(n + 1)
    np.testing.assert_allclose(board.pmf.probabilities, scipy.stats.binom.pmf(k, n, p))
    np.testing.assert_array_equal(board.pmf.values, k)
    by_paths = [ways * board.path_probability(j) for j, ways in enumerate(board.paths(n))]
    np.testing.assert_allclose(by_paths, board.pmf.probabilities, atol=1e-12)


def test_the_board_level_by_level():
    board = binomial(4, 0.25)
    assert (board.n, board.p) == (4, 0.25)
    assert [board.paths(t) for t in range(4)] == [(1,), (1, 1), (1, 2, 1), (1, 3, 3, 1)]
    np.testing.assert_allclose(board.after(0).probabilities, [1])
    np.testing.assert_allclose(board.after(2).probabilities, [9 / 16, 6 / 16, 1 / 16])
    assert board.path_probability(1) == 0.25 * 0.75**3
    for out_of_range in (-1, 5):
        for read in (board.paths, board.after, board.path_probability):
            with pytest.raises(ValueError, match="must be at least 0 and at most 4"):
                read(out_of_range)


def test_balls_leave_a_path():
    balls = Balls(np.array([[True, False, True], [False, False, True]]))
    np.testing.assert_array_equal(balls.positions, [[0, 1, 1, 2], [0, 0, 0, 1]])
    np.testing.assert_array_equal(balls.bins, [2, 1])


@settings(deadline=None, max_examples=20)
@given(SEEDS, st.floats(0.05, 0.95))
def test_balls_fall_to_the_right_with_probability_p(seed, p):
    balls = binomial(8, p).drop(500, np.random.default_rng(seed))
    assert balls.rights.shape == (500, 8)
    assert abs(balls.bins.mean() - 8 * p) <= 6 * math.sqrt(8 * p * (1 - p) / 500)


@pytest.mark.parametrize(("n", "p"), [(0, 0.5), (3, 1.2), (3, -0.1)])
def test_boards_that_make_no_sense(n, p):
    with pytest.raises(ValueError, match=r"(n|p) must"):
        binomial(n, p)
    with pytest.raises(ValueError, match="balls must be at least 1"):
        binomial(3, 0.5).drop(0, np.random.default_rng(0))

"""Centers, deviations, linearity of expectation and sums of normals."""

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

from mathviz.probability.description import ModeOutcome, center, deviations
from mathviz.probability.linearity import (
    CouponRun,
    HatShuffles,
    collect_coupons,
    coupon_collector,
    hat_matches,
    shuffle_hats,
)
from mathviz.probability.normal_sums import sum_of_normals

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
DATA = arrays(float, st.integers(2, 15), elements=st.integers(-30, 30).map(float))


@some
@given(DATA)
def test_the_mean_balances_and_the_median_halves(x):
    middle = center(x)
    assert sum(x - middle.mean) == pytest.approx(0, abs=1e-9)
    assert (x < middle.median).sum() <= x.size / 2 >= (x > middle.median).sum()


@some
@given(DATA, st.floats(0.5, 4), st.floats(-9, 9))
def test_the_center_moves_with_the_units(x, scale, shift):
    before, after = center(x), center(scale * x + shift)
    assert after.mean == pytest.approx(scale * before.mean + shift, abs=1e-9)
    assert after.median == pytest.approx(scale * before.median + shift, abs=1e-9)


@pytest.mark.parametrize(
    ("x", "modes", "outcome"),
    [
        ([3, 1, 3], (3,), ModeOutcome.ONE),
        ([5, 5, 1, 1, 2], (1, 5), ModeOutcome.SEVERAL),
        ([4, 2, 9], (), ModeOutcome.NONE),
        ([7], (7,), ModeOutcome.ONE),
    ],
)
def test_the_most_frequent_values(x, modes, outcome):
    assert center(x).modes == modes
    assert center(x).outcome is outcome


def test_an_outlier_tips_the_mean_and_not_the_median():
    before, after = center([20, 25, 30, 35, 40, 45, 50]), center([20, 25, 30, 35, 40, 45, 300])
    assert before.median == after.median == 35
    assert (before.mean, after.mean) == (35, pytest.approx(495 / 7))
    with pytest.raises(ValueError, match="x must not be empty"):
        center([])


@some
@given(DATA, st.sampled_from([0, 1]))
def test_deviations_against_numpy(x, ddof):
    spread = deviations(x, ddof=ddof)
    np.testing.assert_array_equal(spread.x, x)
    assert spread.mean == pytest.approx(x.mean())
    np.testing.assert_allclose(spread.deviations, x - x.mean())
    np.testing.assert_allclose(spread.squares, (x - x.mean()) ** 2)
    assert spread.variance == pytest.approx(x.var(ddof=ddof))
    assert spread.standard_deviation == pytest.approx(x.std(ddof=ddof))
    if x.min() < x.max():
        np.testing.assert_allclose(spread.z, scipy.stats.zscore(x, ddof=ddof), atol=1e-12)
    else:
        with pytest.raises(ValueError, match=f"all {x.size} entries equal {x[0]:g}"):
            _ = spread.z


@some
@given(DATA, st.floats(-3, 3), st.floats(-9, 9))
def test_scaling_multiplies_the_variance_by_the_square(x, a, b):
    assert deviations(a * x + b).variance == pytest.approx(a**2 * deviations(x).variance, abs=1e-6)


def test_deviations_estimate_a_population_unless_told():
    assert deviations([1, 3]).variance == 2
    assert deviations([1, 3], ddof=0).variance == 1
    assert deviations([5], ddof=0).variance == 0
    with pytest.raises(ValueError, match="x needs at least 2 entries"):
        deviations([5])
    for ddof in (-1, 2):
        with pytest.raises(ValueError, match="ddof must be at least 0 and at most 1"):
            deviations([1, 2, 3], ddof=ddof)


@pytest.mark.parametrize("people", [1, 2, 3, 4, 5, 6])
def test_hat_matches_against_every_shuffle(people):
    counts = np.zeros(people + 1)
    for hats in itertools.permutations(range(people)):
        counts[sum(i == hat for i, hat in enumerate(hats))] += 1
    law = hat_matches(people)
    np.testing.assert_array_equal(law.values, np.arange(people + 1))
    np.testing.assert_allclose(law.probabilities, counts / math.factorial(people))


@some
@given(st.integers(1, 150))
def test_one_match_is_expected_whatever_the_crowd(people):
    assert hat_matches(people).mean == pytest.approx(1, abs=1e-12)
    if people > 1:
        assert hat_matches(people).variance == pytest.approx(1, abs=1e-12)


def test_matches_are_counted_row_by_row():
    hats = HatShuffles(np.array([[0, 1, 2], [1, 2, 0], [0, 2, 1]]))
    np.testing.assert_array_equal(hats.matches, [[1, 1, 1], [0, 0, 0], [1, 0, 0]])
    np.testing.assert_allclose(hats.running_average, [3, 3 / 2, 4 / 3])


@settings(deadline=None, max_examples=20)
@given(SEEDS, st.integers(2, 30))
def test_shuffled_hats_are_permutations_with_one_match_on_average(seed, people):
    shuffled = shuffle_hats(people, 1000, np.random.default_rng(seed))
    np.testing.assert_array_equal(np.sort(shuffled.hats, axis=1), np.tile(np.arange(people), (1000, 1)))
    # the number of matches has variance 1: eight standard errors, a little wide for its Poisson-like tail
    assert abs(shuffled.running_average[-1] - 1) <= 8 / math.sqrt(1000)


def test_hats_need_people():
    rng = np.random.default_rng(0)
    for call in (lambda: hat_matches(0), lambda: shuffle_hats(0, 1, rng)):
        with pytest.raises(ValueError, match="people must be at least 1"):
            call()
    with pytest.raises(ValueError, match="shuffles must be at least 1"):
        shuffle_hats(1, 0, rng)
    assert shuffle_hats(1, 1, rng).running_average == [1]


@some
@given(st.integers(1, 80))
def test_the_collector_waits_n_times_the_harmonic_number(kinds):
    collector = coupon_collector(kinds)
    assert collector.expected == kinds * sum(Fraction(1, k) for k in range(1, kinds + 1))
    assert collector.waits[0] == 1
    assert collector.waits[-1] == kinds


def test_a_collection_by_hand():
    run = CouponRun(np.array([2, 2, 0, 2, 1]), np.array([True, False, True, False, True]))
    np.testing.assert_array_equal(run.waits, [1, 2, 2])


@some
@given(SEEDS, st.integers(1, 12))
def test_a_collection_ends_with_the_last_kind(seed, kinds):
    run = collect_coupons(kinds, np.random.default_rng(seed))
    assert set(run.draws) == set(range(kinds))
    assert set(run.draws[:-1]) == set(range(kinds)) - {run.draws[-1]}
    assert [draw for draw, new in zip(run.draws, run.new, strict=True) if new] == list(
        dict.fromkeys(run.draws)
    )
    assert run.waits.shape == (kinds,)
    assert run.waits.sum() == run.draws.size


def test_collections_take_as_long_as_expected():
    rng = np.random.default_rng(2)
    lengths = [collect_coupons(6, rng).draws.size for _ in range(2000)]
    sd = math.sqrt(sum((1 - p) / p**2 for p in (k / 6 for k in range(1, 7))))
    assert abs(np.mean(lengths) - 14.7) < 6 * sd / math.sqrt(2000)
    for call in (lambda: collect_coupons(0, rng), lambda: coupon_collector(0)):
        with pytest.raises(ValueError, match="kinds must be at least 1"):
            call()


TERMS = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(0.1, 4), st.sampled_from([-2.0, -0.5, 1.0, 3.0])),
    min_size=1,
    max_size=5,
)


@some
@given(TERMS)
def test_means_and_variances_of_normals_add(terms):
    means, sds, weights = (np.array(column) for column in zip(*terms, strict=True))
    total = sum_of_normals(means, sds, weights)
    np.testing.assert_allclose(total.means, weights * means)
    np.testing.assert_allclose(total.standard_deviations, np.abs(weights) * sds)
    assert total.mean == pytest.approx(weights @ means, abs=1e-12)
    assert total.standard_deviation**2 == pytest.approx(weights**2 @ sds**2)
    x = np.linspace(-5, 5, 7)
    density = scipy.stats.norm.pdf(x, total.mean, total.standard_deviation)
    np.testing.assert_allclose(total.density(x), density, atol=1e-300)  # below, numbers lose their digits


@settings(deadline=None, max_examples=10)
@given(st.floats(-3, 3), st.floats(0.5, 2), st.floats(-3, 3), st.floats(0.5, 2), st.floats(-4, 4))
def test_the_area_under_the_overlap_is_the_density_of_the_sum(a, s, b, t, at):
    total = sum_of_normals([a, b], [s, t])
    area = quad(lambda x: total.overlap(at, [x])[0], a - 12 * s, a + 12 * s, limit=200, points=[a, at - b])[0]
    assert area == pytest.approx(total.density([at])[0], abs=1e-8)


def test_the_overlap_is_the_product_of_one_bell_and_the_other_mirrored():
    got = sum_of_normals([10, 20], [3, 4]).overlap(35, [12, 15])
    first, second = scipy.stats.norm(10, 3), scipy.stats.norm(20, 4)
    np.testing.assert_allclose(got, [first.pdf(12) * second.pdf(23), first.pdf(15) * second.pdf(20)])
    with pytest.raises(ValueError, match="exactly two terms; this sum has 3"):
        sum_of_normals([1, 2, 3], [1, 1, 1]).overlap(0, [0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 2], [1, 0]), "standard_deviations must be greater than zero"),
        (([1, 2], [1]), "must have the same length"),
        (([1, 2], [1, 1], [1]), "must have the same length"),
        (([1, 2], [1, 1], [1, 0]), "weights must not be zero"),
    ],
)
def test_sums_that_make_no_sense(arguments, message):
    with pytest.raises(ValueError, match=message):
        sum_of_normals(*arguments)

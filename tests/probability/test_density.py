"""Densities, where distributions come from, and drawing from them.

Statistical thresholds state their false-alarm rate under a free seed: below one in a million.
"""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mathviz.probability.chance_models import Timeline, poisson_timeline, squared_normals
from mathviz.probability.density import accumulate, bell_stages, interval_probability
from mathviz.probability.pmf import pmf
from mathviz.probability.sampling_methods import inverse_transform

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
LAWS = st.sampled_from(
    [
        scipy.stats.norm(1, 2),
        scipy.stats.expon(),
        scipy.stats.chi2(3),
        scipy.stats.laplace(),
        scipy.stats.t(3),
    ]
)


@some
@given(LAWS, st.integers(-500, 500).map(lambda k: k / 100), st.floats(0.01, 5))
@example(scipy.stats.norm(1, 2), -0.26, 0.875)
def test_the_area_is_the_difference_of_the_cdf(law, low, width):
    got = interval_probability(law.pdf, low, low + width, breaks=[0])
    assert got == pytest.approx(law.cdf(low + width) - law.cdf(low), abs=1e-7)


@pytest.mark.parametrize(
    ("low", "high", "area"), [(-math.inf, math.inf, 1), (-math.inf, 0, 0.5), (1, math.inf, 0.158655)]
)
def test_the_ends_may_be_infinite(low, high, area):
    assert interval_probability(scipy.stats.norm.pdf, low, high) == pytest.approx(area, abs=1e-6)
    assert interval_probability(scipy.stats.norm.pdf, low, high) <= 1


def test_breaks_show_quadrature_what_it_would_overlook():
    late, narrow = scipy.stats.expon(), scipy.stats.norm(1000, 0.01)
    with pytest.raises(
        ValueError, match=r"pieces add up to 1 ± 5e-06: .* name jumps and narrow peaks in breaks"
    ):
        interval_probability(late.pdf, -0.001953125, 0.998046875)
    assert interval_probability(late.pdf, -0.001953125, 0.998046875, [0]) == pytest.approx(
        late.cdf(0.998046875)
    )
    with pytest.raises(ValueError, match="pieces add up to 0 "):
        interval_probability(narrow.pdf, -math.inf, 0)
    assert interval_probability(narrow.pdf, 999.99, 1000.02, [1000]) == pytest.approx(0.818595, abs=1e-6)
    with pytest.raises(ValueError, match="pieces add up to nan"):
        interval_probability(scipy.stats.norm.pdf, -5e-324, 1, [0])  # a piece too narrow for any rule
    with pytest.raises(ValueError, match="breaks must be finite"):
        interval_probability(late.pdf, 0, 1, [math.nan])


def test_a_point_has_no_area():
    assert interval_probability(scipy.stats.norm.pdf, 0.2, 0.2) == 0


def test_an_area_may_miss_one_by_rounding():
    assert interval_probability(lambda x: (1 + 9e-7) * scipy.stats.norm.pdf(x), -math.inf, math.inf) == 1
    for factor in (1 - 2e-6, 1 + 2e-6):
        with pytest.raises(ValueError, match="density must have total area 1"):
            interval_probability(lambda x, f=factor: f * scipy.stats.norm.pdf(x), 0, 1)


@pytest.mark.parametrize(
    ("density", "low", "high", "message"),
    [
        (scipy.stats.norm.pdf, 1, 0, "low must not exceed high; got low = 1 and high = 0"),
        (scipy.stats.norm.pdf, math.nan, 0, "low must be a number"),
        (scipy.stats.norm.pdf, 0, math.nan, "high must be a number"),
        (lambda x: -np.exp(-(x**2)), 1, 2, "density must not be negative; at x = "),
        (lambda x: x * math.nan, 0, 2, r"density\(x\) must be finite"),
        (lambda x: 0.1 / (np.abs(x) + 1e-30) ** 1.5, 0, 1, "density must have total area 1"),
    ],
)
def test_areas_that_make_no_sense(density, low, high, message):
    with pytest.raises(ValueError, match=message):
        interval_probability(density, low, high)


@some
@given(LAWS, st.integers(50, 200))
def test_the_sweep_draws_the_cdf(law, n):
    grid = np.linspace(0, 6, 6 * n + 1)
    sweep = accumulate(law.pdf, grid)
    np.testing.assert_array_equal(sweep.grid, grid)
    np.testing.assert_allclose(sweep.density, law.pdf(grid))
    np.testing.assert_allclose(sweep.cumulative, law.cdf(grid) - law.cdf(0), atol=1e-4)
    smooth = grid >= 0.5  # chi-squared bends sharply at 0
    np.testing.assert_allclose(
        np.diff(sweep.cumulative[smooth]), np.diff(law.cdf(grid[smooth])), rtol=1e-8, atol=1e-12
    )


def test_the_sweep_is_exact_for_a_quintic():
    grid = [0, 0.3, 1]
    np.testing.assert_allclose(accumulate(lambda x: 6 * x**5, grid).cumulative, np.power(grid, 6), atol=1e-15)


@pytest.mark.parametrize("grid", [[0, 0, 1], [1, 0], [0.5]])
def test_the_sweep_needs_an_ascending_grid(grid):
    with pytest.raises(ValueError, match=r"grid must ascend strictly|grid needs at least 2"):
        accumulate(scipy.stats.norm.pdf, grid)


def test_the_sweep_rejects_a_negative_density():
    with pytest.raises(ValueError, match=r"at x = 1\.5 it is -0\.5"):
        accumulate(lambda x: np.where(x > 1.2, -0.5, 0.5), [1, 2])
    assert accumulate(lambda x: 0 * x, [0, 1]).cumulative[-1] == 0


def test_the_bell_is_built_in_four_changes():
    first, halved, stretched, shifted, normal = bell_stages(2, 3)
    x = np.linspace(-10, 10, 41)
    np.testing.assert_allclose(first.curve(x), np.exp(-(x**2)))
    np.testing.assert_allclose(halved.curve(x), np.exp(-(x**2) / 2))
    np.testing.assert_allclose(stretched.curve(x), np.exp(-((x / 3) ** 2) / 2))
    np.testing.assert_allclose(shifted.curve(x), np.exp(-(((x - 2) / 3) ** 2) / 2))
    np.testing.assert_allclose(normal.curve(x), scipy.stats.norm.pdf(x, 2, 3))
    areas = [math.sqrt(math.pi), *(math.sqrt(2 * math.pi) * s for s in (1, 3, 3)), 1]
    np.testing.assert_allclose([b.area for b in (first, halved, stretched, shifted, normal)], areas)
    assert len({b.change for b in bell_stages(2, 3)}) == 5
    with pytest.raises(ValueError, match="standard_deviation must be greater than zero"):
        bell_stages(0, 0)


@some
@given(SEEDS, st.integers(1, 8))
def test_squared_normals_are_chi_squared(seed, df):
    drawn = squared_normals(df, 4000, np.random.default_rng(seed))
    assert drawn.z.shape == (4000, df)
    np.testing.assert_allclose(drawn.sums, [sum(z**2 for z in row) for row in drawn.z])
    # DKW: P(sup |F_n - F| > e) <= 2 exp(-2 n e²) = 3e-9 at e = 0.05
    u = np.sort(scipy.stats.chi2.cdf(drawn.sums, df))
    assert np.abs(u - np.arange(1, 4001) / 4000).max() < 0.05


def test_squared_normals_need_a_degree_of_freedom():
    with pytest.raises(ValueError, match="df must be at least 1"):
        squared_normals(0, 5, np.random.default_rng(0))
    with pytest.raises(ValueError, match="repetitions must be at least 1"):
        squared_normals(1, 0, np.random.default_rng(0))


def test_a_timeline_by_hand():
    line = Timeline(4.0, np.array([0.5, 0.75, 3.0]))
    np.testing.assert_allclose(line.gaps, [0.5, 0.25, 2.25])
    np.testing.assert_array_equal(line.counts(4), [2, 0, 0, 1])
    np.testing.assert_array_equal(line.counts(1), [3])
    with pytest.raises(ValueError, match="windows must be at least 1"):
        line.counts(0)


@some
@given(SEEDS, st.floats(0.5, 5))
def test_a_timeline_has_poisson_counts_and_exponential_gaps(seed, rate):
    line = poisson_timeline(rate, 2000 / rate, np.random.default_rng(seed))
    assert line.duration == 2000 / rate
    assert (np.diff(line.times) >= 0).all()
    assert line.times[0] > 0
    assert line.times[-1] < line.duration
    assert abs(line.times.size - 2000) < 6 * math.sqrt(2000)
    assert line.counts(100).sum() == line.times.size
    # DKW with n >= 1700: 2 exp(-2 n 0.07²) < 2e-7
    u = np.sort(scipy.stats.expon.cdf(line.gaps, scale=1 / rate))
    assert np.abs(u - np.arange(1, u.size + 1) / u.size).max() < 0.07


def test_events_fall_anywhere_on_the_timeline():
    line = poisson_timeline(4000, 0.5, np.random.default_rng(1))
    assert 0 < line.times[0] < 0.01
    assert 0.49 < line.times[-1] < 0.5


def test_a_timeline_may_stay_empty():
    empty = poisson_timeline(1e-9, 1, np.random.default_rng(0))
    assert empty.times.shape == empty.gaps.shape == (0,)
    np.testing.assert_array_equal(empty.counts(3), [0, 0, 0])
    for rate, duration in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="must be greater than zero"):
            poisson_timeline(rate, duration, np.random.default_rng(0))


@some
@given(LAWS, st.lists(st.floats(0.001, 0.999), min_size=1, max_size=20))
def test_darts_come_down_where_the_cdf_has_their_height(law, u):
    darts = inverse_transform(law.ppf, u)
    np.testing.assert_array_equal(darts.u, u)
    np.testing.assert_allclose(law.cdf(darts.x), u, rtol=1e-9)


@some
@given(SEEDS)
def test_darts_on_a_staircase_hit_steps_in_proportion(seed):
    law = pmf([0, 1, 2], [0.2, 0.5, 0.3])
    x = inverse_transform(law.quantile, np.random.default_rng(seed).random(3000)).x
    for value, share in zip(law.values, law.probabilities, strict=True):
        assert abs((x == value).mean() - share) <= 6 * math.sqrt(share * (1 - share) / 3000)


@pytest.mark.parametrize("u", [[0.0, 0.5], [0.5, 1.0], [-0.1], [1.1]])
def test_darts_at_the_ends(u):
    with pytest.raises(ValueError, match="u must lie strictly between 0 and 1"):
        inverse_transform(scipy.stats.norm.ppf, u)


def test_a_quantile_function_must_answer_every_dart():
    with pytest.raises(ValueError, match=r"quantile\(u\) must have length 2"):
        inverse_transform(lambda u: u[:1], [0.2, 0.4])

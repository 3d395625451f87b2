"""Box plots, QQ plots and kernel density estimates."""

import math

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathviz.probability.kde import kernel_density, silverman
from mathviz.probability.quantiles import box_plot, qq_plot

some = settings(deadline=None, max_examples=25)
DATA = arrays(float, st.integers(3, 25), elements=st.integers(-40, 40).map(float))
VARIED = DATA.filter(lambda x: x.min() < x.max())


@some
@given(DATA)
def test_the_box_holds_the_middle_half(x):
    box = box_plot(x)
    np.testing.assert_array_equal(box.ordered, sorted(x))
    assert [box.q1, box.median, box.q3] == pytest.approx(list(np.percentile(x, [25, 50, 75])))
    assert box.iqr == pytest.approx(scipy.stats.iqr(x))
    assert box.fences == pytest.approx((box.q1 - 1.5 * box.iqr, box.q3 + 1.5 * box.iqr))
    low, high = box.fences
    inside = sorted(v for v in x if low <= v <= high)
    assert box.whiskers == (inside[0], inside[-1])
    assert list(box.outliers) == sorted(v for v in x if v < low or v > high)


def test_a_point_on_the_fence_is_inside():
    box = box_plot([-4, 2, 4, 6, 12])
    assert box.fences == (-4, 12)
    assert box.whiskers == (-4, 12)
    assert box.outliers.size == 0


def test_a_dragged_point_becomes_an_outlier():
    assert list(box_plot([1, 2, 3, 4, 8]).outliers) == [8]
    assert list(box_plot([-9, 2, 3, 4, 5]).outliers) == [-9]
    assert box_plot([3]).whiskers == (3, 3)
    assert box_plot([3]).iqr == 0
    with pytest.raises(ValueError, match="x must not be empty"):
        box_plot([])


@some
@given(VARIED)
def test_qq_points_against_fillibens_formula(x):
    plot = qq_plot(x)
    n = x.size
    positions = (np.arange(1, n + 1) - 0.3175) / (n + 0.365)
    positions[0], positions[-1] = 1 - 0.5 ** (1 / n), 0.5 ** (1 / n)
    np.testing.assert_allclose(plot.theoretical, scipy.stats.norm.ppf(positions), atol=1e-12)
    np.testing.assert_array_equal(plot.ordered, sorted(x))
    fit = scipy.stats.linregress(plot.theoretical, plot.ordered)
    assert (plot.slope, plot.intercept, plot.r) == pytest.approx(
        (fit.slope, fit.intercept, fit.rvalue), abs=1e-9
    )


@some
@given(VARIED, st.floats(0.1, 5), st.floats(-9, 9))
def test_units_do_not_bend_a_qq_plot(x, scale, shift):
    assert qq_plot(scale * x + shift).r == pytest.approx(qq_plot(x).r, abs=1e-9)


def test_normal_quantiles_lie_on_the_line():
    plot = qq_plot(5 + 2 * qq_plot(np.arange(30)).theoretical)
    assert (plot.slope, plot.intercept, plot.r) == pytest.approx((2, 5, 1))


def test_data_without_a_line():
    with pytest.raises(ValueError, match="x must vary for a QQ plot; all 3 entries equal 2"):
        qq_plot([2, 2, 2])
    with pytest.raises(ValueError, match="x needs at least 2 entries"):
        qq_plot([2])
    assert qq_plot([1, 2]).r == pytest.approx(1)


@some
@given(VARIED, st.floats(0.2, 10))
def test_the_estimate_against_statsmodels(x, h):
    grid = np.linspace(-50, 50, 11)
    theirs = sm.nonparametric.KDEUnivariate(x)
    theirs.fit(kernel="gau", bw=h, fft=False)
    smooth = kernel_density(x, h)
    np.testing.assert_allclose(smooth.density(grid), theirs.evaluate(grid), atol=1e-12)
    bells = smooth.bells(grid)
    assert bells.shape == (x.size, 11)
    np.testing.assert_allclose(bells[0], scipy.stats.norm.pdf(grid, x[0], h) / x.size, atol=1e-300)
    np.testing.assert_allclose(bells.sum(axis=0), smooth.density(grid))


def test_the_record_keeps_data_and_bandwidth():
    smooth = kernel_density([3, 1, 2])
    np.testing.assert_array_equal(smooth.data, [3, 1, 2])
    assert smooth.bandwidth == silverman([3, 1, 2])
    assert kernel_density([1], 2).bandwidth == 2
    for h in (0, -1):
        with pytest.raises(ValueError, match="bandwidth must be greater than zero"):
            kernel_density([1, 2], h)


def test_silvermans_bandwidth_takes_the_smaller_spread():
    heavy = np.array([0, 1, 2, 3, 100.0])
    assert silverman(heavy) == pytest.approx(0.9 * (2 / 1.34) * 5**-0.2)
    even = np.array([0.0, 0, 1, 1])
    assert silverman(even) == pytest.approx(0.9 * math.sqrt(1 / 3) * 4**-0.2)
    tied = np.array([0, 5, 5, 5, 5, 5, 9.0])
    assert silverman(tied) == pytest.approx(0.9 * tied.std(ddof=1) * 7**-0.2)
    assert silverman(2 * heavy + 7) == pytest.approx(2 * silverman(heavy))


def test_data_without_a_bandwidth():
    with pytest.raises(ValueError, match="x must vary for a bandwidth; all 2 entries equal 4"):
        silverman([4, 4])
    with pytest.raises(ValueError, match="x needs at least 2 entries"):
        kernel_density([4])

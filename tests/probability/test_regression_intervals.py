"""The uncertainty of a line against statsmodels, the two bands, and points without scatter."""

import math

import numpy as np
import pytest
import statsmodels.api
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.datasets import ANSCOMBE
from mathviz.probability.likelihood import regression_likelihood
from mathviz.probability.regression_intervals import LineOutcome, estimate_line, resampled_lines

SEEDS = st.integers(0, 2**32 - 1)
many = settings(deadline=None, max_examples=40)


def cloud(seed, n):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-5, 5, n)
    return x, 2 - 0.5 * x + rng.normal(size=n)


@given(SEEDS, st.integers(3, 20), st.floats(0.5, 0.99))
@many
def test_everything_is_statsmodels(seed, n, level):
    x, y = cloud(seed, n)
    line = estimate_line(x, y)
    expected = statsmodels.api.OLS(y, statsmodels.api.add_constant(x)).fit()
    assert (line.intercept, line.slope) == pytest.approx(tuple(expected.params))
    assert (line.n, line.df) == (n, n - 2)
    assert line.slope_error == pytest.approx(expected.bse[1])
    assert line.residual_error == pytest.approx(math.sqrt(expected.mse_resid))
    assert (line.t, line.p_value) == pytest.approx((expected.tvalues[1], expected.pvalues[1]))
    assert line.outcome is LineOutcome.ESTIMATED
    interval = line.slope_interval(level)
    assert (interval.low, interval.high) == pytest.approx(tuple(expected.conf_int(1 - level)[1]))
    assert (interval.estimate, interval.standard_error, interval.df) == (line.slope, line.slope_error, n - 2)

    grid = np.array([-7.0, 0.0, 3.0])
    frame = expected.get_prediction(statsmodels.api.add_constant(grid)).summary_frame(1 - level)
    for band, kind in (
        (line.mean_band(grid, level), "mean_ci"),
        (line.prediction_band(grid, level), "obs_ci"),
    ):
        np.testing.assert_array_equal(band.x, grid)
        np.testing.assert_allclose(band.center, frame["mean"], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(band.low, frame[f"{kind}_lower"], rtol=1e-7, atol=1e-7)
        np.testing.assert_allclose(band.high, frame[f"{kind}_upper"], rtol=1e-7, atol=1e-7)


def test_the_bow_tie_is_tightest_at_the_mean_and_inside_the_prediction_band():
    line = estimate_line(*cloud(1, 9))
    grid = line.mean_x + np.array([-2.0, 0.0, 2.0])
    bow, wide = line.mean_band(grid), line.prediction_band(grid)
    widths = bow.high - bow.low
    assert widths[1] < widths[0] == pytest.approx(widths[2])
    assert (wide.low < bow.low).all() and (bow.high < wide.high).all()


def test_defaults_to_95_percent():
    line = estimate_line(*cloud(2, 9))
    assert line.slope_interval() == line.slope_interval(0.95)
    np.testing.assert_array_equal(line.mean_band([1.0]).low, line.mean_band([1.0], 0.95).low)
    np.testing.assert_array_equal(line.prediction_band([1.0]).low, line.prediction_band([1.0], 0.95).low)


def test_points_on_a_line_leave_nothing_to_doubt():
    line = estimate_line([0.1, 0.2, 0.7, 0.9], [0.3, 0.6, 2.1, 2.7])
    assert line.outcome is LineOutcome.EXACT
    assert (line.residual_error, line.slope_error, line.t, line.p_value) == (0, 0, None, None)
    assert line.slope_interval().low == line.slope_interval().high == line.slope
    assert line.prediction_band([5.0]).low == line.prediction_band([5.0]).high


def test_refuses():
    with pytest.raises(ValueError, match=r"^x needs at least 3 entries"):
        estimate_line([1, 2], [1, 2])
    with pytest.raises(ValueError, match=r"^y needs at least 3 entries"):
        resampled_lines([1, 2, 3], [1, 2], 3, np.random.default_rng())
    for function in (estimate_line, lambda x, y: resampled_lines(x, y, 3, np.random.default_rng())):
        with pytest.raises(ValueError, match=r"x and y must have the same length"):
            function([1, 2, 3], [1, 2, 3, 4])
        with pytest.raises(ValueError, match=r"x must hold at least two different values"):
            function([1, 1, 1], [1, 2, 3])
    line = estimate_line([1, 2, 3], [1, 3, 2])
    for band in (line.mean_band, line.prediction_band):
        with pytest.raises(ValueError, match=r"^grid must"):
            band([math.nan])
        with pytest.raises(ValueError, match=r"^level must"):
            band([1.0], 1.0)
    with pytest.raises(ValueError, match=r"^repetitions must"):
        resampled_lines([1, 2, 3], [1, 3, 2], 0, np.random.default_rng())


def test_each_resampled_line_is_the_fit_to_its_points():
    x, y = cloud(5, 8)
    lines = resampled_lines(x, y, 6, np.random.default_rng(11))
    picks = np.random.default_rng(11).integers(8, size=(6, 8))
    for pick, (slope, intercept) in zip(picks, lines, strict=True):
        fit = regression_likelihood(x[pick], y[pick])
        assert (slope, intercept) == pytest.approx((fit.slope, fit.intercept))
    np.testing.assert_array_equal(lines, resampled_lines(x, y, 6, np.random.default_rng(11)))


def test_resampled_lines_never_stand_on_one_x():
    # With three points one draw in nine hits a single x; a thousand draws meet many.
    lines = resampled_lines([0, 1, 2], [0, 5, 1], 1000, np.random.default_rng(0))
    assert np.isfinite(lines).all()
    slopes = {0.5, 5.0, -4.0}
    assert slopes <= {round(slope, 9) for slope in lines[:, 0]}


def test_the_fan_is_about_as_wide_as_the_slope_s_standard_error():
    x, y = cloud(4, 60)
    lines = resampled_lines(x, y, 2000, np.random.default_rng(1))
    assert lines[:, 0].std() == pytest.approx(estimate_line(x, y).slope_error, rel=0.25)


def test_anscombe_s_four_sets_share_one_line_and_one_doubt():
    errors = [estimate_line(table["x"], table["y"]).slope_error for table in ANSCOMBE]
    np.testing.assert_allclose(errors, 0.118, atol=5e-4)

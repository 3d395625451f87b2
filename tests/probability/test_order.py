"""The order in which the data were written down tells nothing: no statistic may depend on it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.calculus import fit_line
from mathviz.probability import (
    ab_test,
    association,
    box_plot,
    center,
    deviations,
    estimate_line,
    gaussian_likelihood,
    kernel_density,
    moments,
    one_sample_t,
    paired_t,
    qq_plot,
    ridge,
    silverman,
    t_interval,
    welch_t,
)

ENTRIES = st.integers(-40, 40).map(lambda k: k / 8)
ROWS = st.lists(st.tuples(ENTRIES, ENTRIES), min_size=3, max_size=12).filter(
    lambda rows: all(len(set(column)) > 1 for column in zip(*rows, strict=True))
)
OF_A_COLUMN = {
    "center": lambda x: [center(x).mean, center(x).median, *center(x).modes],
    "deviations": lambda x: [deviations(x).variance, *np.sort(deviations(x).z)],
    "moments": lambda x: [moments(x).skewness, moments(x).kurtosis],
    "box plot": lambda x: [*box_plot(x).fences, *box_plot(x).whiskers, *box_plot(x).outliers],
    "QQ plot": lambda x: qq_plot(x).ordered,
    "bandwidth": lambda x: [silverman(x)],
    "kernel density": lambda x: kernel_density(x, 1).density([0, 1]),
    "t interval": lambda x: [t_interval(x).low, t_interval(x).high],
    "t test": lambda x: [one_sample_t(x, 1).t, one_sample_t(x, 1).p_value],
    "likelihood": lambda x: [gaussian_likelihood(x).log_likelihood(0.5, 2)],
}
OF_TWO_COLUMNS = {
    "correlation": lambda x, y: [association(x, y).correlation, *association(x, y).line],
    "line": lambda x, y: [fit_line(x, y).slope, fit_line(x, y).sse],
    "slope's interval": lambda x, y: [estimate_line(x, y).slope_error],
    "paired t": lambda x, y: [paired_t(x, y).estimate, paired_t(x, y).standard_error],
    "ridge": lambda x, y: ridge(np.column_stack([x, x**2]), y).fit(1).weights,
}


@pytest.mark.parametrize("statistic", OF_A_COLUMN)
@settings(deadline=None, max_examples=20)
@given(rows=ROWS, data=st.data())
def test_a_statistic_of_a_column_forgets_the_order(statistic, rows, data):
    x = [row[0] for row in rows]
    other = data.draw(st.permutations(x))
    np.testing.assert_allclose(
        OF_A_COLUMN[statistic](other), OF_A_COLUMN[statistic](x), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("statistic", OF_TWO_COLUMNS)
@settings(deadline=None, max_examples=20)
@given(rows=ROWS, data=st.data())
def test_a_statistic_of_pairs_forgets_the_order_of_the_pairs(statistic, rows, data):
    ways = [np.array(some).T for some in (rows, data.draw(st.permutations(rows)))]
    one, other = (OF_TWO_COLUMNS[statistic](*way) for way in ways)
    np.testing.assert_allclose(other, one, rtol=1e-9, atol=1e-9)


@settings(deadline=None, max_examples=20)
@given(ROWS, st.data())
def test_two_samples_forget_the_order_and_change_the_sign_with_their_names(rows, data):
    x, y = ([row[k] for row in rows] for k in (0, 1))
    test = welch_t(x, y)
    mixed = welch_t(data.draw(st.permutations(x)), data.draw(st.permutations(y)))
    assert (mixed.t, mixed.df) == pytest.approx((test.t, test.df), rel=1e-9, abs=1e-12)
    swapped = welch_t(y, x)
    assert (swapped.t, swapped.p_value) == pytest.approx((-test.t, test.p_value), rel=1e-9, abs=1e-12)


def test_naming_the_pages_the_other_way_round_turns_the_lift_round():
    one, other = ab_test(200, 1000, 250, 1100), ab_test(250, 1100, 200, 1000)
    assert (other.z, other.difference) == pytest.approx((-one.z, -one.difference))
    assert (other.interval.low, other.interval.high) == pytest.approx((-one.interval.high, -one.interval.low))

"""Joint distributions, covariance and correlation."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathviz.datasets import ANSCOMBE
from mathviz.probability.association import Association, AssociationOutcome, association, turning_cloud
from mathviz.probability.joint import joint_of_pairs, joint_pmf

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)
COLUMN = arrays(float, 8, elements=st.integers(-9, 9).map(float))


@st.composite
def tables(draw):
    r, c = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    weights = draw(arrays(float, (r, c), elements=st.floats(0.01, 1)))
    return joint_pmf(np.arange(r) * 2.0, np.arange(c) - 1.0, weights / weights.sum())


@some
@given(tables())
def test_shadows_and_slices(joint):
    J = joint.table
    np.testing.assert_array_equal(joint.x.values, joint.xs)
    np.testing.assert_array_equal(joint.y.values, joint.ys)
    np.testing.assert_allclose(joint.x.probabilities, [sum(row) for row in J])
    np.testing.assert_allclose(joint.y.probabilities, [sum(column) for column in J.T])
    for i, x in enumerate(joint.xs):
        np.testing.assert_array_equal(joint.given_x(x).values, joint.ys)
        np.testing.assert_allclose(joint.given_x(x).probabilities * J[i].sum(), J[i])
    for j, y in enumerate(joint.ys):
        np.testing.assert_array_equal(joint.given_y(y).values, joint.xs)
        np.testing.assert_allclose(joint.given_y(y).probabilities * J[:, j].sum(), J[:, j])
        assert joint.mass(joint.xs[0], y) == J[0, j]
    assert joint.mass(99, joint.ys[0]) == joint.mass(joint.xs[0], 99) == 0
    np.testing.assert_allclose(joint.product, np.outer(J.sum(axis=1), J.sum(axis=0)))


@some
@given(tables())
def test_the_product_of_the_marginals_is_independent_and_uncorrelated(joint):
    free = joint_pmf(joint.xs, joint.ys, joint.product)
    assert free.is_independent
    assert free.covariance == pytest.approx(0, abs=1e-12)
    for x in joint.xs:
        np.testing.assert_allclose(free.given_x(x).probabilities, joint.y.probabilities)
    shifted = joint.product.copy()
    shifted[0, 0] += 3e-9
    shifted[0, 1] -= 3e-9
    shifted[1, 1] += 3e-9
    shifted[1, 0] -= 3e-9
    if shifted.min() >= 0:
        assert not joint_pmf(joint.xs, joint.ys, shifted).is_independent


@some
@given(arrays(float, (7, 2), elements=st.integers(-4, 4).map(float)))
def test_a_joint_law_of_pairs_against_numpy(pairs):
    joint = joint_of_pairs(pairs)
    assert joint.table.sum() == pytest.approx(1)
    for x, y in pairs:
        assert joint.mass(x, y) == pytest.approx((pairs == [x, y]).all(axis=1).mean())
    assert joint.covariance == pytest.approx(np.cov(pairs.T, ddof=0)[0, 1], abs=1e-9)
    if np.ptp(pairs, axis=0).min() > 0:
        assert joint.correlation == pytest.approx(np.corrcoef(pairs.T)[0, 1], abs=1e-9)
    else:
        assert joint.correlation is None


def test_uncorrelated_and_dependent():
    parabola = joint_of_pairs([(x, x**2) for x in (-2, -1, 0, 1, 2)])
    assert parabola.correlation == pytest.approx(0, abs=1e-15)
    assert not parabola.is_independent
    assert joint_of_pairs([(0, 0), (1, 1)]).correlation == 1
    assert joint_of_pairs([(0, 1), (1, 0)]).correlation == -1


@pytest.mark.parametrize("thirds", [(0, 1, 8), (4, 2, 0), (6, -9, 0), (3, 0, 2), (-2, 6, -7)])
def test_rounding_does_not_push_a_correlation_past_one(thirds):
    x = np.array(thirds) / 7  # of these, some give 1 + 2e-16 before clipping
    for slope in (3, -3):
        assert abs(joint_of_pairs(np.column_stack([x, slope * x + 1])).correlation) <= 1
        assert abs(association(x, slope * x + 1).correlation) <= 1


def test_a_slice_needs_probability():
    joint = joint_pmf([0, 1], [0, 1], [[1, 0], [0, 0]])
    with pytest.raises(ValueError, match="x must be a value with positive probability"):
        joint.given_x(1)
    with pytest.raises(ValueError, match=r"y must be .* of \[0.0, 1.0\]; got 7"):
        joint.given_y(7)
    with pytest.raises(ValueError, match="x must be finite"):
        joint.given_x(math.nan)


@pytest.mark.parametrize(
    ("xs", "ys", "table", "message"),
    [
        ([1, 0], [0, 1], [[0.25] * 2] * 2, "xs must ascend strictly"),
        ([0, 1], [1, 1], [[0.25] * 2] * 2, "ys must ascend strictly"),
        ([0, 1], [0, 1], [[0.5, 0.5]], "table must have 2 rows"),
        ([0, 1], [0, 1], [[0.5], [0.5]], "table must have 2 columns"),
        ([0, 1], [0, 1], [[0.5, 0.6], [-0.1, 0]], "it has a negative entry"),
        ([0, 1], [0, 1], [[0.5, 0.5], [0.5, 0]], "table must sum to 1; it sums to 1.5"),
        ([0, 1], [0, 1], [[0.5, 0.5 - 2e-9], [0, 0]], "table must sum to 1"),
    ],
)
def test_tables_that_make_no_sense(xs, ys, table, message):
    with pytest.raises(ValueError, match=message):
        joint_pmf(xs, ys, table)


def test_pairs_come_in_two_columns():
    with pytest.raises(ValueError, match="pairs must have 2 columns"):
        joint_of_pairs([[1, 2, 3]])


@some
@given(COLUMN, COLUMN)
def test_association_against_numpy_and_scipy(x, y):
    both = association(x, y)
    np.testing.assert_array_equal(both.x, x)
    np.testing.assert_array_equal(both.y, y)
    assert both.means == pytest.approx((x.mean(), y.mean()))
    np.testing.assert_allclose(both.rectangles, (x - x.mean()) * (y - y.mean()))
    assert both.covariance == pytest.approx(np.cov(x, y)[0, 1], abs=1e-9)
    if np.ptp(x) == 0:
        assert both.outcome is AssociationOutcome.CONSTANT_X
        assert both.line is both.correlation is None
    else:
        fit = scipy.stats.linregress(x, y)
        assert both.line == pytest.approx((fit.intercept, fit.slope), abs=1e-9)
        if np.ptp(y) == 0:
            assert both.outcome is AssociationOutcome.CONSTANT_Y
            assert both.correlation is None
        else:
            assert both.outcome is AssociationOutcome.DEFINED
            assert both.correlation == pytest.approx(fit.rvalue, abs=1e-9)


def test_constant_columns_and_straight_lines():
    assert association([3, 3], [1, 2]).outcome is AssociationOutcome.CONSTANT_X
    flat = association([1, 2], [3, 3])
    assert flat.outcome is AssociationOutcome.CONSTANT_Y
    assert flat.line == (3, 0)
    assert flat.correlation is None
    x = np.arange(7) / 3
    assert association(x, 1 + 2 * x).correlation <= 1
    assert association(x, 1 - 2 * x).correlation >= -1
    assert association(x, -x).correlation == pytest.approx(-1)


@some
@given(COLUMN, COLUMN, st.floats(0.5, 200))
def test_units_change_the_covariance_and_not_the_correlation(x, y, scale):
    before, after = association(x, y), association(scale * x, y)
    assert after.covariance == pytest.approx(scale * before.covariance, abs=1e-9)
    if before.correlation is not None:
        assert after.correlation == pytest.approx(before.correlation, abs=1e-9)
        assert association(y, x).correlation == pytest.approx(before.correlation, abs=1e-12)


def test_anscombes_quartet_gives_one_and_the_same_summary():
    read = [association(t["x"], t["y"]) for t in ANSCOMBE]
    assert max(a.correlation for a in read) - min(a.correlation for a in read) < 1e-3
    assert {a.means[0] for a in read} == {9.0}


def test_columns_that_do_not_pair_up():
    with pytest.raises(ValueError, match="x and y must have the same length"):
        association([1, 2], [1, 2, 3])
    for x, y in (([1], [1, 2]), ([1, 2], [1])):
        with pytest.raises(ValueError, match="needs at least 2 entries"):
            association(x, y)


@some
@given(SEEDS, st.integers(3, 40), st.floats(-1, 1))
def test_the_cloud_takes_every_correlation_exactly(seed, n, rho):
    cloud = turning_cloud(n, np.random.default_rng(seed))
    points = cloud.at(rho)
    assert points.shape == (n, 2)
    np.testing.assert_array_equal(points[:, 0], cloud.first)
    np.testing.assert_allclose(points.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(points.var(axis=0, ddof=1), 1)
    assert Association(*points.T).correlation == pytest.approx(rho, abs=1e-9)
    assert Association(cloud.first, cloud.second).correlation == pytest.approx(0, abs=1e-9)


def test_clouds_that_make_no_sense():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n must be at least 3"):
        turning_cloud(2, rng)
    for rho in (-1.01, 1.01):
        with pytest.raises(ValueError, match=r"correlation must lie in \[-1, 1\]"):
            turning_cloud(5, rng).at(rho)

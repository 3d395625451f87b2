"""The multivariate Gaussian, against SciPy, brute-force integration and large samples."""

import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathviz.probability.gaussian import GaussianOutcome, gaussian

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def hills(draw, n=None):
    n = n or draw(st.integers(1, 4))
    A = draw(arrays(float, (n, n), elements=st.floats(-2, 2)))
    return gaussian(draw(arrays(float, n, elements=st.floats(-3, 3))), A @ A.T + 0.2 * np.eye(n))


@some
@given(hills())
def test_the_hill_against_scipy(hill):
    n = hill.mean.size
    points = hill.mean + np.vstack([np.zeros(n), np.eye(n), -2 * np.ones(n)])
    oracle = scipy.stats.multivariate_normal(hill.mean, hill.covariance)
    np.testing.assert_allclose(
        hill.density(points), np.atleast_1d(oracle.pdf(points)), rtol=1e-8, atol=1e-300
    )
    assert hill.outcome is GaussianOutcome.DENSITY


@some
@given(hills())
def test_the_covariance_is_its_directions_and_variances(hill):
    V, variances = hill.directions, hill.variances
    np.testing.assert_allclose((V * variances) @ V.T, hill.covariance, atol=1e-9)
    np.testing.assert_allclose(V.T @ V, np.eye(len(V)), atol=1e-12)
    assert (np.diff(variances) <= 0).all()
    assert (V[np.abs(V).round(12).argmax(axis=0), np.arange(len(V))] > 0).all()
    np.testing.assert_allclose(hill.stretch @ hill.stretch, hill.covariance, atol=1e-9)
    np.testing.assert_allclose(hill.stretch, hill.stretch.T, atol=1e-12)
    assert (np.linalg.eigvalsh(hill.stretch) > 0).all()


def test_equal_entries_take_the_first_one_as_positive():
    np.testing.assert_allclose(
        gaussian([0, 0], [[2, 1], [1, 2]]).directions, np.array([[1, 1], [1, -1]]) / 2**0.5
    )


@some
@given(hills(2), st.floats(0.05, 0.99))
def test_the_ellipse_is_a_contour(hill, share):
    ellipse = hill.ellipse(share)
    points = ellipse.points(9)
    assert points.shape == (9, 2)
    np.testing.assert_allclose(points[0], points[-1], atol=1e-9)
    east, north = (ellipse.half_axes * ellipse.directions).T
    np.testing.assert_allclose(points[0], ellipse.center + east, atol=1e-12)
    np.testing.assert_allclose(points[2], ellipse.center + north, atol=1e-12)
    away = points - hill.mean
    distance = np.einsum("ki,ij,kj->k", away, np.linalg.inv(hill.covariance), away)
    np.testing.assert_allclose(distance, scipy.stats.chi2.ppf(share, 2), rtol=1e-6)
    assert ellipse.half_axes[0] >= ellipse.half_axes[1]
    x, y = ellipse.directions[:, 0]
    assert abs(math.cos(ellipse.angle) * x + math.sin(ellipse.angle) * y) == pytest.approx(1)
    assert -math.pi / 2 < ellipse.angle <= math.pi / 2
    np.testing.assert_array_equal(ellipse.center, hill.mean)


def test_the_default_ellipse_holds_95_percent():
    hill = gaussian([1, 2], np.eye(2))
    np.testing.assert_allclose(hill.ellipse().half_axes, math.sqrt(scipy.stats.chi2.ppf(0.95, 2)))


@pytest.mark.parametrize(
    ("covariance", "degrees"),
    [
        ([[4, 0], [0, 1]], 0),
        ([[3, 0], [0, 3]], 0),
        ([[1, 0], [0, 4]], 90),
        ([[2, 1], [1, 2]], 45),
        ([[2, -1], [-1, 2]], -45),
    ],
)
def test_the_angle_of_the_longer_axis(covariance, degrees):
    assert math.degrees(gaussian([0, 0], covariance).ellipse().angle) == pytest.approx(degrees)


@settings(deadline=None, max_examples=10)
@given(hills(2), SEEDS)
def test_draws_fill_the_ellipse(hill, seed):
    draws = hill.sample(4000, np.random.default_rng(seed))
    assert draws.shape == (4000, 2)
    away = draws - hill.mean
    inside = np.einsum("ki,ij,kj->k", away, np.linalg.inv(hill.covariance), away) <= scipy.stats.chi2.ppf(
        0.7, 2
    )
    assert abs(inside.mean() - 0.7) <= 6 * math.sqrt(0.21 / 4000)
    # six standard errors of a mean and of a covariance: a false alarm is rarer than one in a million
    spread = np.sqrt(np.diag(hill.covariance))
    assert (np.abs(draws.mean(axis=0) - hill.mean) <= 6 * spread / math.sqrt(4000)).all()
    assert abs(np.cov(draws.T)[0, 1] - hill.covariance[0, 1]) <= 6 * math.sqrt(2 / 4000) * spread.prod()
    np.testing.assert_array_equal(draws, hill.sample(4000, np.random.default_rng(seed)))
    with pytest.raises(ValueError, match="k must be at least 1"):
        hill.sample(0, np.random.default_rng(0))


@some
@given(hills(3), st.floats(-2, 2))
def test_conditioning_divides_the_joint_by_the_marginal(hill, value):
    rest = hill.condition([1], [value])
    points = np.array([[0.3, -0.4], [1.0, 2.0], [-1.5, 0.0]])
    joint = hill.density(np.column_stack([points[:, 0], np.full(3, value), points[:, 1]]))
    np.testing.assert_allclose(rest.density(points) * hill.marginal([1]).density([[value]]), joint, rtol=1e-6)


@some
@given(hills(4))
def test_conditioning_on_one_after_another_is_conditioning_on_both(hill):
    both = hill.condition([3, 1], [0.5, -0.2])
    steps = hill.condition([3], [0.5]).condition([1], [-0.2])
    np.testing.assert_allclose(both.mean, steps.mean, atol=1e-8)
    np.testing.assert_allclose(both.covariance, steps.covariance, atol=1e-8)


def test_the_marginal_reads_off_the_table():
    hill = gaussian([1, 2, 3], [[4, 1, 0.5], [1, 3, 0.2], [0.5, 0.2, 2]])
    part = hill.marginal([2, 0])
    np.testing.assert_array_equal(part.mean, [3, 1])
    np.testing.assert_array_equal(part.covariance, [[2, 0.5], [0.5, 4]])


def test_a_flat_hill_has_a_shape_and_no_density():
    flat = gaussian([1, 1], [[1, 2], [2, 4]])
    assert flat.outcome is GaussianOutcome.FLAT
    np.testing.assert_allclose(flat.variances, [5, 0], atol=1e-12)
    assert flat.variances[1] == 0
    assert flat.ellipse().half_axes[1] == 0
    draws = flat.sample(20, np.random.default_rng(0)) - 1
    np.testing.assert_allclose(draws[:, 1], 2 * draws[:, 0], atol=1e-9)
    with pytest.raises(ValueError, match="covariance must be positive definite for a density"):
        flat.density([[0, 0]])
    known = flat.condition([0], [3])
    np.testing.assert_allclose(known.mean, [5])
    np.testing.assert_allclose(known.covariance, [[0]], atol=1e-12)
    assert known.outcome is GaussianOutcome.FLAT
    assert gaussian([0], [[0]]).outcome is GaussianOutcome.FLAT
    with pytest.raises(ValueError, match="leave out those that follow from others"):
        gaussian([0, 0, 0], [[1, 2, 0], [2, 4, 0], [0, 0, 1]]).condition([0, 1], [1, 2])


@pytest.mark.parametrize(
    ("mean", "covariance", "message"),
    [
        ([0, 0], [[1, 2], [2, 1]], "positive semidefinite; its smallest eigenvalue is -1"),
        ([0, 0], [[1, 0.5], [0.4, 1]], "covariance must be symmetric"),
        ([0, 0], [[1]], "covariance must have 2 rows"),
        ([0, 0], [[1, 0, 0], [0, 1, 0]], "covariance must have 2 columns"),
        ([0, math.inf], [[1, 0], [0, 1]], "mean must be finite"),
    ],
)
def test_hills_that_make_no_sense(mean, covariance, message):
    with pytest.raises(ValueError, match=message):
        gaussian(mean, covariance)


def test_rounding_in_a_covariance_is_forgiven():
    assert gaussian([0, 0], [[1, 0.5], [0.5 + 1e-13, 1]]).outcome is GaussianOutcome.DENSITY
    assert gaussian([0, 0], [[1e6, 1e6], [1e6, 1e6 - 1e-7]]).outcome is GaussianOutcome.FLAT
    assert gaussian([0, 0], [[1e-9, 0], [0, 2e-9]]).outcome is GaussianOutcome.DENSITY
    with pytest.raises(ValueError, match="symmetric"):
        gaussian([0, 0], [[1, 0.5], [0.5 + 1e-11, 1]])


HILL = gaussian([0, 0], [[2, 1], [1, 2]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: HILL.density([[1, 2, 3]]), "points must have 2 columns"),
        (lambda: HILL.ellipse(0), "probability must lie strictly between 0 and 1"),
        (lambda: HILL.ellipse(1), "probability must lie strictly between 0 and 1"),
        (lambda: HILL.ellipse(1.5), "probability must lie in"),
        (lambda: gaussian([0], [[1]]).ellipse(), r"two dimensions; mean has shape \(1,\)"),
        (lambda: HILL.condition([2], [0]), "indices must be at least 0 and at most 1"),
        (lambda: HILL.condition([0, 0], [0, 0]), "indices must name at least one coordinate, each once"),
        (lambda: HILL.condition([], []), "indices must name at least one coordinate, each once"),
        (lambda: HILL.condition([0, 1], [0, 0]), "leave at least one coordinate unknown"),
        (lambda: HILL.condition([0], [0, 1]), "values must have length 1"),
        (lambda: HILL.marginal([-1]), "indices must be at least 0"),
    ],
)
def test_questions_that_make_no_sense(call, message):
    with pytest.raises(ValueError, match=message):
        call()

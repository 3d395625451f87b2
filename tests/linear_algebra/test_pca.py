"""Covariance, projection and principal components against NumPy and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA as SKLEARN_PCA

from mathviz.datasets import digits, iris
from mathviz.linear_algebra import covariance_matrix, eigen, pca, project_data, rotation, variance_along
from tests.linear_algebra.strategies import matrices, quick, whole

tables = st.tuples(st.integers(2, 6), st.integers(1, 4)).flatmap(lambda s: arrays(float, s, elements=whole))


@quick
@given(tables, st.integers(0, 1))
def test_the_covariance_is_numpys_and_the_rectangles_add_up_to_it(X, ddof):
    found = covariance_matrix(X, ddof)
    m, n = X.shape
    np.testing.assert_allclose(found.matrix, np.cov(X, rowvar=False, ddof=ddof).reshape(n, n), atol=1e-10)
    np.testing.assert_allclose(found.mean, X.mean(axis=0))
    np.testing.assert_allclose(found.centered, X - X.mean(axis=0), atol=1e-12)
    for i in range(n):
        for j in range(n):
            areas = found.rectangles(i, j)
            np.testing.assert_allclose(areas, found.centered[:, i] * found.centered[:, j])
            assert areas.sum() / (m - ddof) == pytest.approx(found.matrix[i, j], abs=1e-10)


@quick
@given(tables, st.floats(-100, 100))
def test_covariance_forgets_a_shift_and_squares_the_units(X, shift):
    C = covariance_matrix(X).matrix
    np.testing.assert_allclose(covariance_matrix(X + shift).matrix, C, atol=1e-8)
    np.testing.assert_allclose(covariance_matrix(10 * X).matrix, 100 * C, atol=1e-8)
    np.testing.assert_allclose(covariance_matrix(X[::-1]).matrix, C, atol=1e-10)


@quick
@given(matrices(columns=st.just(2)), st.floats(-7, 7))
def test_projected_points_drop_at_right_angles(X, angle):
    v = rotation(angle)([1, 0])[:, None]
    found = project_data(X, v)
    np.testing.assert_allclose(found.scores, X @ v)
    np.testing.assert_allclose(found.shadows, found.scores * v.T, atol=1e-12)
    np.testing.assert_allclose((X - found.shadows) @ v, 0, atol=1e-10)
    np.testing.assert_array_equal(found.data, X)
    np.testing.assert_array_equal(found.directions, v)


def test_directions_are_orthonormal_within_rounding():
    assert project_data([[1, 2]], [[1 + 1e-11], [0]]).scores.shape == (1, 1)
    with pytest.raises(ValueError, match="directions must be orthonormal"):
        project_data([[1, 2]], [[1 + 1e-7], [0]])


def test_all_directions_together_keep_everything():
    X = np.arange(6.0).reshape(3, 2)
    found = project_data(X, rotation(1).matrix)
    np.testing.assert_allclose(found.shadows, X, atol=1e-12)
    assert found.scores.shape == (3, 2)


@pytest.mark.parametrize("standardise", [False, True])
def test_components_are_those_of_scikit_learn(standardise):
    X = iris().values
    scaled = (X - X.mean(axis=0)) / X.std(axis=0, ddof=1) if standardise else X
    theirs, ours = SKLEARN_PCA().fit(scaled), pca(X, standardise=standardise)
    signs = np.sign(np.sum(theirs.components_ * ours.components, axis=1))
    np.testing.assert_allclose(ours.components, signs[:, None] * theirs.components_, atol=1e-9)
    np.testing.assert_allclose(ours.variances, theirs.explained_variance_)
    np.testing.assert_allclose(ours.ratio, theirs.explained_variance_ratio_)
    np.testing.assert_allclose(ours.scores, signs * theirs.transform(scaled), atol=1e-9)
    np.testing.assert_allclose(ours.mean, X.mean(axis=0))
    np.testing.assert_allclose(ours.scale, X.std(axis=0, ddof=1) if standardise else 1)
    np.testing.assert_allclose(ours.cumulative_ratio, np.cumsum(theirs.explained_variance_ratio_))
    assert all(row[np.argmax(np.abs(row))] > 0 for row in ours.components)


@quick
@given(tables, st.booleans())
def test_all_components_rebuild_the_data_and_each_one_less_costs_its_variance(X, standardise):
    spread = X.std(axis=0)
    if not spread.any() or (standardise and not spread.all()):
        with pytest.raises(ValueError, match="must vary" if not spread.any() else "has constant columns"):
            pca(X, standardise=standardise)
        return
    found = pca(X, standardise=standardise)
    m, n = X.shape
    np.testing.assert_allclose(found.reconstruct(n), X, atol=1e-9)
    np.testing.assert_allclose(found.reconstruct(0), np.broadcast_to(X.mean(axis=0), X.shape))
    np.testing.assert_allclose(
        np.cov(found.scores, rowvar=False).reshape(n, n), np.diag(found.variances), atol=1e-9
    )
    assert (found.variances >= 0).all()
    assert found.cumulative_ratio[-1] == pytest.approx(1)
    for k in range(n + 1):
        lost = np.sum(((X - found.reconstruct(k)) / found.scale) ** 2) / (m - 1)
        assert lost == pytest.approx(found.variances[k:].sum(), abs=1e-8)


def test_constant_columns_are_named():
    with pytest.raises(ValueError, match=r"X has constant columns \[1, 2\]: drop them"):
        pca([[1, 5, 0], [2, 5, 0]], standardise=True)


def test_the_number_of_components_for_a_share():
    # Variances 8 : 1 : 1 along the axes.
    X = np.array(
        [[2, 0, 0], [-2, 0, 0], [0, 0.5**0.5, 0], [0, -(0.5**0.5), 0], [0, 0, 0.5**0.5], [0, 0, -(0.5**0.5)]]
    )
    found = pca(X)
    np.testing.assert_allclose(found.ratio, [0.8, 0.1, 0.1])
    assert [found.components_for(s) for s in (0, 0.8, 0.8 + 1e-10, 0.9, 0.91, 1)] == [1, 1, 2, 2, 3, 3]


def test_pictures_with_constant_pixels_and_few_rows():
    found = pca(digits().values[:10])
    assert found.variances.shape == (64,)
    assert (found.variances[9:] < 1e-9).all()
    np.testing.assert_allclose(found.reconstruct(9), digits().values[:10], atol=1e-9)


def test_records_are_read_only():
    found, cloud = pca(iris().values), covariance_matrix(iris().values)
    drop = project_data([[1, 2]], [[1], [0]])
    fields = (found.mean, found.scale, found.components, found.variances, found.scores)
    derived = (found.ratio, found.cumulative_ratio, found.reconstruct(2), drop.scores, drop.shadows)
    clouds = (
        cloud.mean,
        cloud.centered,
        cloud.matrix,
        cloud.rectangles(0, 1),
        variance_along(np.eye(2), [0]),
    )
    for array in (*fields, *derived, *clouds):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@quick
@given(
    st.integers(2, 6).flatmap(lambda m: arrays(float, (m, 2), elements=whole)),
    st.lists(st.floats(-7, 7), min_size=1, max_size=9),
)
def test_the_variance_along_a_direction_is_that_of_the_shadows(X, theta):
    C = covariance_matrix(X).matrix
    along = variance_along(C, theta)
    assert along.shape == (len(theta),)
    for value, t in zip(along, theta, strict=True):
        assert value == pytest.approx(np.var(X @ rotation(t)([1, 0]), ddof=1), abs=1e-9)
    values = eigen(C).values
    assert (along <= values[0] + 1e-9).all() and (along >= values[-1] - 1e-9).all()


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (
            lambda: covariance_matrix([[1, 2]]),
            r"X needs more than 1 observations for ddof = 1; got shape \(1, 2\)",
        ),
        (lambda: covariance_matrix([[1, 2]], -1), "ddof must be at least 0"),
        (lambda: covariance_matrix([[1, 2], [3, np.nan]]), "X must be finite"),
        (
            lambda: covariance_matrix([[1, 2], [3, 4]]).rectangles(0, 2),
            "j must be at least 0 and at most 1; got 2",
        ),
        (lambda: covariance_matrix([[1, 2], [3, 4]]).rectangles(-1, 0), "i must be at least 0"),
        (
            lambda: covariance_matrix([[1, 2], [3, 4]]).rectangles(2, 0),
            "i must be at least 0 and at most 1; got 2",
        ),
        (lambda: covariance_matrix([[1, 2], [3, 4]]).rectangles(0, -1), "j must be at least 0"),
        (lambda: project_data([[1, 2]], [[1]]), "directions must have 2 rows"),
        (lambda: project_data([[1, 2]], [[1], [1]]), "directions must be orthonormal columns"),
        (lambda: project_data([[1, 2]], [[1, 0.6], [0, 0.8]]), "directions must be orthonormal columns"),
        (lambda: pca([[1, 2]]), "X needs more than 1 observations"),
        (lambda: pca([[1, 2], [1, 2]]), "X must vary: all its rows are equal"),
        (lambda: pca(iris().values).reconstruct(5), "k must be at least 0 and at most 4; got 5"),
        (lambda: pca(iris().values).reconstruct(-1), "k must be at least 0"),
        (lambda: pca(iris().values).components_for(1.1), r"share must lie in \[0, 1\]"),
        (lambda: variance_along(np.eye(3), [0]), "C must have 2 rows"),
        (lambda: variance_along([[1, 2, 3], [1, 2, 3]], [0]), "C must have 2 columns"),
        (lambda: variance_along([[1, 0.5], [0.4, 1]], [0]), "C must be symmetric"),
        (lambda: variance_along([[1, 2], [2, 1]], [0]), "C must be positive semidefinite"),
        (lambda: variance_along(np.eye(2), 0.0), "theta must be a vector"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_a_covariance_is_symmetric_and_semidefinite_within_rounding(size):
    def along(C):
        return variance_along(size * np.array(C), [0.0])

    assert along([[1, 0.5 + 1e-14], [0.5, 1]]).shape == (1,)
    assert along([[1, 1 + 1e-14], [1 + 1e-14, 1]]).shape == (1,)
    with pytest.raises(ValueError, match="symmetric"):
        along([[1, 0.5 + 1e-10], [0.5, 1]])
    with pytest.raises(ValueError, match="semidefinite"):
        along([[1, 1 + 1e-10], [1 + 1e-10, 1]])


def test_a_flat_cloud_is_no_error():
    np.testing.assert_allclose(variance_along([[1, 1], [1, 1]], np.radians([45, 135])), [2, 0], atol=1e-12)
    assert variance_along(np.zeros((2, 2)), [1.0]).tolist() == [0]

"""Layers add up to the matrix, and no other matrix of that rank is nearer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import layers
from tests.linear_algebra.strategies import matrices, quick


@quick
@given(matrices())
def test_layers_are_orthonormal_and_add_up(A):
    found = layers(A)
    r = int(np.linalg.matrix_rank(A))
    assert found.rank == r
    assert (found.left.shape, found.strengths.shape, found.right.shape) == (
        (A.shape[0], r),
        (r,),
        (A.shape[1], r),
    )
    np.testing.assert_array_equal(found.matrix, A)
    np.testing.assert_allclose(found.left.T @ found.left, np.eye(r), atol=1e-10)
    np.testing.assert_allclose(found.right.T @ found.right, np.eye(r), atol=1e-10)
    assert (np.diff(found.strengths) <= 0).all()
    np.testing.assert_allclose(found.first(r), A, atol=1e-10)
    for k in range(r):
        np.testing.assert_allclose(found.first(k) + found.layer(k), found.first(k + 1), atol=1e-10)
        assert np.linalg.matrix_rank(found.layer(k)) == 1
        assert found.error(k) == pytest.approx(np.linalg.norm(A - found.first(k)))
        assert found.relative_error(k) == pytest.approx(found.error(k) / np.linalg.norm(A))
    assert found.error(r) == 0
    assert all(column[np.argmax(np.abs(column).round(9))] > 0 for column in found.left.T)


@quick
@given(matrices(st.integers(2, 4), st.integers(2, 4)), st.data())
def test_no_other_rank_one_matrix_is_nearer(A, data):
    other = np.outer(*(data.draw(matrices(st.just(1), st.just(n)))[0] for n in A.shape))
    assert layers(A).error(min(1, layers(A).rank)) <= np.linalg.norm(A - other) + 1e-10


def test_the_zero_matrix_has_no_layers():
    found = layers(np.zeros((2, 3)))
    assert found.rank == 0
    assert found.error(0) == found.relative_error(0) == 0
    np.testing.assert_array_equal(found.first(0), np.zeros((2, 3)))


def test_left_vectors_point_the_positive_way_and_the_right_ones_follow():
    found = layers([[0, -1], [2, 0]])
    np.testing.assert_array_equal(found.left, [[0, 1], [1, 0]])
    np.testing.assert_array_equal(found.right, [[1, 0], [0, -1]])
    np.testing.assert_array_equal(found.strengths, [2, 1])


def test_records_are_read_only():
    found = layers([[3, 0], [4, 5]])
    for array in (found.left, found.strengths, found.right, found.layer(0), found.first(1)):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: layers([1]), "A must be a matrix"),
        (lambda: layers(np.eye(2)).layer(2), "k must be at least 0 and at most 1; got 2"),
        (lambda: layers(np.eye(2)).layer(-1), "k must be at least 0"),
        (lambda: layers(np.eye(2)).first(3), "k must be at least 0 and at most 2; got 3"),
        (lambda: layers(np.eye(2)).first(-1), "k must be at least 0"),
        (lambda: layers(np.eye(2)).error(3), "k must be at least 0 and at most 2; got 3"),
        (lambda: layers(np.eye(2)).error(-1), "k must be at least 0"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

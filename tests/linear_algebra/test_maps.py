"""A matrix as a map of points, and how far it turns each direction."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import LinearMap, rotation, turning_angle, unit_directions
from tests.linear_algebra.strategies import angles, matrices, quick, square, unimodular, vectors


def test_points_land_one_by_one_or_as_rows():
    move = LinearMap([[3, 1], [1, 2], [0, 4]])
    assert move.shape == (3, 2)
    np.testing.assert_array_equal(move([1, 2]), [5, 5, 8])
    np.testing.assert_array_equal(move([[1, 2], [0, 1]]), [[5, 5, 8], [1, 2, 4]])


def test_a_map_stands_for_its_matrix_and_nobody_can_change_it():
    move = LinearMap([[3, 1], [1, 2]])
    np.testing.assert_array_equal(np.linalg.inv(move) @ move.matrix, np.linalg.inv(move.matrix) @ move.matrix)
    assert np.asarray(move, dtype=np.float32).dtype == np.float32
    np.testing.assert_array_equal(LinearMap(move).matrix, move.matrix)
    for array in (move.matrix, move([1, 1]), move([[1, 1]])):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@quick
@given(st.data())
def test_composition_is_one_move_after_another(data):
    m, k, n = (data.draw(st.integers(1, 4)) for _ in range(3))
    second, first = (LinearMap(data.draw(matrices(st.just(a), st.just(b)))) for a, b in ((m, k), (k, n)))
    x = data.draw(vectors(n))
    np.testing.assert_array_equal((second @ first)(x), second(first(x)))
    np.testing.assert_array_equal((second @ first).matrix, second.matrix @ first.matrix)


@quick
@given(square(), st.integers(0, 5))
def test_a_power_is_repeated_application(A, times):
    x = np.arange(1.0, len(A) + 1)
    expected = x
    for _ in range(times):
        expected = A @ expected
    np.testing.assert_array_equal((LinearMap(A) ** times)(x), expected)


@quick
@given(square())
def test_the_determinant_is_that_of_exact_arithmetic(A):
    exact = int(sympy.Matrix(A.astype(int).tolist()).det())
    assert LinearMap(A).det == pytest.approx(exact, abs=1e-9)


@quick
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(square(st.just(n)), square(st.just(n)))))
def test_determinants_multiply_and_transposes_keep_them(pair):
    A, B = map(LinearMap, pair)
    assert (A @ B).det == pytest.approx(A.det * B.det, abs=1e-6)
    assert LinearMap(A.matrix.T).det == pytest.approx(A.det, abs=1e-9)
    assert LinearMap(2 * A.matrix).det == pytest.approx(2 ** len(A.matrix) * A.det, abs=1e-9)


@quick
@given(matrices())
def test_the_rank_is_that_of_exact_arithmetic(A):
    assert LinearMap(A).rank == sympy.Matrix(A.astype(int).tolist()).rank()


def test_images_become_columns():
    move = LinearMap.from_images([[3, -1, 2], [2, 3, 0]])
    np.testing.assert_array_equal(move.matrix, [[3, 2], [-1, 3], [2, 0]])
    np.testing.assert_array_equal(move([1, 0]), [3, -1, 2])


def test_shifted_takes_the_eigenvalue_off_the_diagonal():
    np.testing.assert_array_equal(LinearMap([[2, 1], [1, 2]]).shifted(3).matrix, [[-1, 1], [1, -1]])


def test_partway_goes_straight_from_the_identity_to_the_map():
    move = LinearMap([[3, 1], [1, 2]])
    np.testing.assert_array_equal(move.partway(0).matrix, np.eye(2))
    np.testing.assert_array_equal(move.partway(1).matrix, move.matrix)
    np.testing.assert_array_equal(move.partway(0.25).matrix, [[1.5, 0.25], [0.25, 1.25]])


@quick
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(square(st.just(n)), unimodular(n), vectors(n))))
def test_another_basis_describes_the_same_move(drawn):
    A, (P, inverse), c = drawn
    seen = LinearMap(A).in_basis(P)
    np.testing.assert_allclose(seen.matrix, inverse @ A @ P, atol=1e-8)
    np.testing.assert_allclose(P @ seen(c), A @ (P @ c), atol=1e-8)


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: LinearMap([[1, 2], [3, 4]])([1, 2, 3]), r"points must have length 2; got shape \(3,\)"),
        (lambda: LinearMap([[1, 2], [3, 4]])([[1, 2, 3]]), r"points must have 2 columns; got shape \(1, 3\)"),
        (lambda: LinearMap([[1, 2, 3]]).det, r"matrix must be square; got shape \(1, 3\)"),
        (lambda: LinearMap([[1, 2, 3]]) ** 2, "matrix must be square"),
        (lambda: LinearMap([[1, 2, 3]]).shifted(1), "matrix must be square"),
        (lambda: LinearMap([[1, 2, 3]]).partway(1), "matrix must be square"),
        (lambda: LinearMap([[1, 2, 3]]).in_basis(np.eye(3)), "matrix must be square"),
        (lambda: LinearMap(np.eye(2)) ** -1, "times must be at least 0; got -1"),
        (lambda: LinearMap(np.eye(2)).shifted(math.nan), "eigenvalue must be finite"),
        (lambda: LinearMap(np.eye(2)).partway(math.inf), "t must be finite"),
        (lambda: LinearMap(np.eye(2)).in_basis(np.eye(3)), r"basis must have 2 rows; got shape \(3, 3\)"),
        (lambda: LinearMap(np.eye(2)).in_basis([[1, 2], [2, 4]]), "basis must have independent columns"),
        (
            lambda: LinearMap(np.eye(2)) @ LinearMap(np.eye(3)),
            r"got \(2, 2\) after \(3, 3\); the first map must give 2 numbers",
        ),
        (lambda: LinearMap([]), "matrix must be a matrix, with 2 axes"),
        (lambda: LinearMap([[math.nan]]), "matrix must be finite"),
        (lambda: LinearMap.from_images([1, 2]), "images must be a matrix"),
        (lambda: unit_directions(0), "number_of_arrows must be at least 1"),
        (lambda: unit_directions(3, first=math.nan), "first must be finite"),
        (lambda: turning_angle(np.eye(3), 0.0), "A must have 2 rows"),
        (lambda: turning_angle([[1, 2, 3], [4, 5, 6]], 0.0), "A must have 2 columns"),
        (lambda: turning_angle(np.eye(2), [0.0, math.nan]), "theta must be finite"),
        (lambda: turning_angle(np.eye(2), [[0.0, 1.0]]), r"theta must be a vector, with 1 axes"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()


def test_unit_directions_start_where_they_are_told():
    ring = unit_directions(6, first=0.5)
    np.testing.assert_allclose(
        np.arctan2(ring[:, 1], ring[:, 0]) % (2 * np.pi), 0.5 + np.arange(6) * np.pi / 3
    )
    np.testing.assert_allclose(np.linalg.norm(ring, axis=1), 1)
    np.testing.assert_array_equal(unit_directions(1), [[1, 0]])


@quick
@given(angles, angles)
def test_a_rotation_turns_every_direction_by_its_angle(angle, theta):
    turn = float(turning_angle(rotation(angle), theta))
    assert math.remainder(turn - angle, 2 * math.pi) == pytest.approx(0, abs=1e-9)
    assert -math.pi < turn <= math.pi


@quick
@given(square(st.just(2)), st.lists(angles, min_size=1, max_size=5))
def test_the_turn_is_the_angle_from_the_arrow_to_its_image(A, theta):
    turns = turning_angle(A, theta)
    assert turns.shape == (len(theta),)
    for turn, t in zip(turns, theta, strict=True):
        u = np.array([math.cos(t), math.sin(t)])
        image = A @ u
        # Turning u by that angle points it along the image.
        turned = rotation(turn)(u)
        assert turned @ image == pytest.approx(np.linalg.norm(image), abs=1e-9)


def test_the_turn_on_eigenvectors_by_the_sign_of_the_eigenvalue():
    flip = [[1, 0], [0, -2]]
    assert turning_angle(flip, [0.0, np.pi / 2, np.pi, -np.pi / 2]).tolist() == [0, np.pi, 0, np.pi]


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e12])
def test_a_direction_sent_to_zero_does_not_turn_at_any_scale(size):
    squash = size * np.array([[1, 1], [2, 2]])
    assert turning_angle(squash, 3 * np.pi / 4) == 0
    assert turning_angle(np.zeros((2, 2)), 1.0) == 0
    assert turning_angle(squash, 0.0) == pytest.approx(math.atan2(2, 1))
    assert turning_angle(squash, math.atan2(2, 1)) == 0


def test_the_turn_of_one_angle_has_no_axis_and_small_turns_are_kept():
    assert turning_angle(np.eye(2), 1.0).shape == ()
    assert turning_angle([[1, 0], [1e-13, 1]], 0.0) == pytest.approx(1e-13, rel=1e-3)

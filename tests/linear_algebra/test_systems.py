"""Solution sets against exact arithmetic; dependence, lines and the image and null space beside them."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import (
    SystemOutcome,
    dependence,
    image_basis,
    is_singular,
    line_points,
    null_space,
    solution_set,
)
from tests.linear_algebra.strategies import matrices, quick, square, systems


def exact(A):
    return sympy.Matrix(np.asarray(A, dtype=int).tolist())


@quick
@given(systems())
def test_the_verdict_and_the_solutions_are_those_of_exact_arithmetic(system):
    A, b = system
    found = solution_set(A, b)
    rank, augmented = exact(A).rank(), exact(np.column_stack([A, b])).rank()
    assert (found.rank, found.augmented_rank) == (rank, augmented)
    n = A.shape[1]
    assert found.directions.shape == (n, n - rank)
    if augmented > rank:
        assert found.outcome is SystemOutcome.NONE
        assert found.point is None
        return
    assert found.outcome is (SystemOutcome.UNIQUE if rank == n else SystemOutcome.INFINITE)
    np.testing.assert_allclose(A @ found.point, b, atol=1e-9)
    # Another solution, further along the directions; the point is the nearest to the origin.
    np.testing.assert_allclose(A @ (found.point + found.directions @ np.ones(n - rank)), b, atol=1e-9)
    np.testing.assert_allclose(found.directions.T @ found.point, 0, atol=1e-9)


@quick
@given(systems(), st.sampled_from([1e-12, 1e-3, 1e6]))
def test_units_of_the_right_hand_side_and_of_all_equations_do_not_change_the_verdict(system, factor):
    A, b = system
    verdict = solution_set(A, b).outcome
    assert solution_set(A, factor * b).outcome is verdict
    assert solution_set(factor * A, b).outcome is verdict


def test_a_slight_contradiction_is_one_but_rounding_is_none():
    A = [[1, 1], [1, 1]]
    assert solution_set(A, [1, 1 + 1e-12]).outcome is SystemOutcome.NONE
    assert solution_set(A, [0.3, 0.1 + 0.2]).outcome is SystemOutcome.INFINITE


@pytest.mark.parametrize(
    ("A", "b", "outcome", "dimension"),
    [
        ([[1, 1, 1], [0, 2, 5], [2, 5, -1]], [6, -4, 27], SystemOutcome.UNIQUE, 0),
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [1, 2, 3], SystemOutcome.INFINITE, 1),  # three planes, one line
        ([[1, 1, 1], [2, 2, 2], [3, 3, 3]], [1, 2, 3], SystemOutcome.INFINITE, 2),  # one plane three times
        ([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [1, 2, 4], SystemOutcome.NONE, 1),  # the prism
        ([[1, 0, 0], [1, 0, 0], [0, 1, 0]], [1, 2, 0], SystemOutcome.NONE, 1),  # two parallel planes
        (np.zeros((2, 3)), [0, 0], SystemOutcome.INFINITE, 3),
        (np.zeros((2, 3)), [0, 1], SystemOutcome.NONE, 3),
    ],
)
def test_the_ways_in_which_planes_meet(A, b, outcome, dimension):
    found = solution_set(A, b)
    assert found.outcome is outcome
    assert found.directions.shape == (3, dimension)


def test_planes_that_share_a_line_give_its_point_and_direction():
    found = solution_set([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [1, 2, 3])
    np.testing.assert_allclose(found.point, [1, 2, 0], atol=1e-12)
    np.testing.assert_allclose(found.directions[:, 0], [0, 0, 1], atol=1e-12)
    for array in (found.point, found.directions):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@quick
@given(matrices())
def test_rank_plus_nullity_is_the_number_of_columns(A):
    image, null = image_basis(A), null_space(A)
    rank = exact(A).rank()
    assert image.shape == (A.shape[0], rank)
    assert null.shape == (A.shape[1], A.shape[1] - rank)
    np.testing.assert_allclose(A @ null, 0, atol=1e-10)
    np.testing.assert_allclose(null.T @ null, np.eye(null.shape[1]), atol=1e-10)
    np.testing.assert_allclose(image.T @ image, np.eye(rank), atol=1e-10)
    np.testing.assert_allclose(image @ (image.T @ A), A, atol=1e-10)
    assert all(column[np.argmax(np.abs(column).round(9))] > 0 for column in [*image.T, *null.T])


@pytest.mark.parametrize("size", [1e-20, 1e20])
def test_rank_has_no_units_and_rounding_counts_as_nothing(size):
    A = size * np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
    assert image_basis(A).shape == (3, 2) and null_space(A).shape == (3, 1)
    assert image_basis(size * np.diag([1, 1e-14])).shape == (2, 2)
    assert image_basis(size * np.diag([1, 4e-16])).shape == (2, 1)


@quick
@given(square())
def test_singular_means_determinant_zero_in_exact_arithmetic(A):
    assert is_singular(A) is (exact(A).det() == 0)
    assert is_singular(1e-9 * A) is is_singular(A)


@quick
@given(matrices(st.integers(1, 5)))
def test_a_dependence_builds_the_first_row_that_adds_nothing(rows):
    found = dependence(rows)
    ranks = [0] + [exact(rows[: k + 1]).rank() for k in range(len(rows))]
    grown = np.diff(ranks)
    if grown.all():
        assert found is None
        return
    assert found.row == int(np.argmin(grown))
    assert found.coefficients.shape == (len(rows),)
    assert found.coefficients[found.row] == -1
    assert not found.coefficients[found.row + 1 :].any()
    np.testing.assert_allclose(found.coefficients @ rows, 0, atol=1e-9)


def test_a_zero_row_depends_on_nothing_but_itself():
    assert dependence([[0, 0], [1, 0]]).row == 0
    assert dependence([[0, 0], [1, 0]]).coefficients.tolist() == [-1, 0]
    np.testing.assert_allclose(dependence([[1, 0], [0, 1], [1, 1]]).coefficients, [1, 1, -1], atol=1e-12)


@quick
@given(st.tuples(*[st.floats(-9, 9)] * 3), st.lists(st.floats(-9, 9), min_size=1, max_size=4))
def test_line_points_lie_on_the_line_at_their_distances(line, distances):
    a, b, c = line
    if np.hypot(a, b) < 1e-3:
        return
    points = line_points(a, b, c, distances)
    assert points.shape == (len(distances), 2)
    np.testing.assert_allclose(points @ [a, b], c, atol=1e-8)
    foot = line_points(a, b, c, [0.0])[0]
    np.testing.assert_allclose(np.linalg.norm(points - foot, axis=1), np.abs(distances), atol=1e-8)
    assert np.linalg.norm(foot) == pytest.approx(abs(c) / np.hypot(a, b))


def test_distances_along_a_line_count_to_the_left_of_its_normal():
    np.testing.assert_allclose(line_points(0, 2, 2, [3]), [[-3, 1]])
    np.testing.assert_allclose(line_points(3, 4, 10, [0, 5]), [[1.2, 1.6], [-2.8, 4.6]])


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: solution_set([[1, 2]], [1, 2]), r"b must have length 1; got shape \(2,\)"),
        (lambda: solution_set([1, 2], [1]), "A must be a matrix"),
        (lambda: solution_set([[np.nan]], [1]), "A must be finite"),
        (lambda: is_singular([[1, 2]]), "A must be square"),
        (lambda: image_basis([1]), "A must be a matrix"),
        (lambda: null_space([[]]), "A must not be empty"),
        (lambda: dependence([1]), "rows must be a matrix"),
        (lambda: line_points(0, 0, 1, [0]), "a and b must not both be zero"),
        (lambda: line_points(np.nan, 0, 1, [0]), "a must be finite"),
        (lambda: line_points(0, np.inf, 1, [0]), "b must be finite"),
        (lambda: line_points(0, 1, np.nan, [0]), "c must be finite"),
        (lambda: line_points(0, 1, 1, 0), "distances must be a vector"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

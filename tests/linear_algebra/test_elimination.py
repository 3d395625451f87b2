"""Elimination step by step: every step does what it says, and the ends agree with exact arithmetic."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import (
    AddMultiple,
    InversionOutcome,
    LinearMap,
    Pivoting,
    Scale,
    Swap,
    SystemOutcome,
    gaussian_elimination,
    invert,
    row_echelon,
    rref,
)
from tests.linear_algebra.strategies import matrices, quick, square, systems

swapping = st.sampled_from([Pivoting.LARGEST, Pivoting.FIRST])


def exact(A):
    return sympy.Matrix(np.asarray(A, dtype=int).tolist())


def assert_each_step_follows(way):
    now = way.start
    for step in way.steps:
        np.testing.assert_array_equal(step.before, now)
        np.testing.assert_array_equal(step.after, step.operation.apply(step.before))
        assert step.pivot in way.pivots
        row, column = step.pivot
        match step.operation:
            case Swap(first, second):
                assert (first, step.after[first, column] != 0) == (row, True)
                assert second > first
                assert step.why.startswith("Bring the") and f"column {column + 1} " in step.why
            case Scale(scaled, _):
                assert scaled == row
                assert step.after[row, column] == pytest.approx(1)
                assert step.why == f"Make the pivot of row {row + 1} one."
            case AddMultiple(other, source, _):
                assert source == row
                assert step.before[other, column] != 0
                assert step.after[other, column] == 0
                assert step.why == f"Clear column {column + 1} in row {other + 1}."
        now = step.after
    np.testing.assert_array_equal(way.result, now)


@quick
@given(matrices(), swapping)
def test_an_echelon_form_is_a_staircase(M, pivoting):
    way = row_echelon(M, pivoting=pivoting)
    assert_each_step_follows(way)
    np.testing.assert_array_equal(way.start, M)
    assert way.zero_pivot is None
    assert way.rank == exact(M).rank()
    assert way.pivot_columns == exact(M).rref()[1]
    assert [row for row, _ in way.pivots] == list(range(way.rank))
    for row, line in enumerate(way.result):
        leading = np.flatnonzero(line)
        if row < way.rank:
            assert leading[0] == way.pivot_columns[row]
        else:
            assert leading.size == 0
    assert not any(isinstance(step.operation, Scale) for step in way.steps)


@quick
@given(matrices(), swapping)
def test_the_reduced_form_is_that_of_exact_arithmetic_whatever_the_pivots(M, pivoting):
    way = rref(M, pivoting=pivoting)
    assert_each_step_follows(way)
    reduced, columns = exact(M).rref()
    np.testing.assert_allclose(way.result, np.array(reduced.tolist(), dtype=float), atol=1e-9)
    assert way.pivot_columns == columns
    assert way.zero_pivot is None


@quick
@given(square(), swapping)
def test_the_steps_account_for_the_determinant(A, pivoting):
    way = row_echelon(A, pivoting=pivoting)
    assert np.prod(np.diag(way.result)) / way.det_factor == pytest.approx(np.linalg.det(A), abs=1e-8)


def test_the_pivot_is_the_largest_or_the_first_as_asked():
    M = [[0, 1], [2, 1], [-4, 1]]
    assert row_echelon(M).steps[0].operation == Swap(0, 2)
    assert row_echelon(M).steps[0].why == "Bring the largest entry of column 1 up as the pivot."
    assert row_echelon(M, pivoting=Pivoting.FIRST).steps[0].operation == Swap(0, 1)
    assert row_echelon(M, pivoting=Pivoting.FIRST).steps[0].why.startswith("Bring the first non-zero entry")
    stuck = row_echelon(M, pivoting=Pivoting.FIXED)
    assert stuck.zero_pivot == (0, 0)
    assert stuck.steps == () and stuck.pivots == ()
    np.testing.assert_array_equal(stuck.result, M)


def test_a_fixed_order_goes_on_past_a_column_of_zeros_and_stops_at_a_zero_that_matters():
    assert row_echelon([[0, 2], [0, 4]], pivoting=Pivoting.FIXED).pivots == ((0, 1),)
    stuck = rref([[1, 2, 3], [2, 4, 5], [1, 1, 1]], pivoting=Pivoting.FIXED)
    assert stuck.zero_pivot == (1, 1)
    assert stuck.pivots == ((0, 0),)
    assert len(stuck.steps) == 2


def test_columns_past_the_limit_ride_along_and_give_no_pivot():
    way = rref([[1, 1, 10], [2, 2, 24]], pivoting=Pivoting.FIRST, pivot_columns=2)
    assert way.pivot_columns == (0,)
    np.testing.assert_array_equal(way.result, [[1, 1, 10], [0, 0, 4]])
    assert rref([[1, 1, 10], [2, 2, 24]]).pivot_columns == (0, 2)


def test_thirds_cancel_to_true_zeros():
    # 1/3 and 1/7 have no exact binary form: what should be zero is about 1e-17.
    way = row_echelon([[1 / 3, 1 / 7, 1], [1 / 7, 3 / 49, 3 / 7]])
    assert way.rank == 1
    assert not way.result[1].any()


@quick
@given(systems(), swapping)
def test_gaussian_elimination_agrees_with_exact_arithmetic(system, pivoting):
    A, b = system
    found = gaussian_elimination(A, b, pivoting=pivoting)
    rank, augmented = exact(A).rank(), exact(np.column_stack([A, b])).rank()
    np.testing.assert_array_equal(found.elimination.start, np.column_stack([A, b]))
    if augmented > rank:
        assert found.outcome is SystemOutcome.NONE
        assert found.solution is None
        assert found.substitutions == ()
        return
    n = A.shape[1]
    assert found.outcome is (SystemOutcome.UNIQUE if rank == n else SystemOutcome.INFINITE)
    np.testing.assert_allclose(A @ found.solution, b, atol=1e-9)
    free = set(range(n)) - set(found.elimination.pivot_columns)
    assert not found.solution[list(free)].any()
    assert [s.unknown for s in found.substitutions] == list(reversed(found.elimination.pivot_columns))
    for s in found.substitutions:
        row = found.elimination.pivot_columns.index(s.unknown)
        line = found.elimination.result[row]
        assert (s.pivot, s.right) == (line[s.unknown], line[-1])
        others = line[:-1] @ found.solution - line[s.unknown] * found.solution[s.unknown]
        assert s.known == pytest.approx(others, abs=1e-9)
        assert s.value == pytest.approx(found.solution[s.unknown], abs=1e-9)


def test_a_zero_pivot_is_an_outcome():
    found = gaussian_elimination([[0, 1], [1, 1]], [1, 2], pivoting=Pivoting.FIXED)
    assert found.outcome is SystemOutcome.ZERO_PIVOT
    assert found.outcome.sentence == "A pivot is zero and no swap is allowed, so elimination stops."
    assert found.solution is None
    assert found.substitutions == ()
    assert found.elimination.zero_pivot == (0, 0)


@quick
@given(square())
def test_an_inverse_undoes_the_map_or_the_matrix_is_singular(A):
    found = invert(A)
    assert_each_step_follows(found.elimination)
    if exact(A).det() == 0:
        assert found.outcome is InversionOutcome.SINGULAR
        assert found.inverse is None
        return
    assert found.outcome is InversionOutcome.INVERTIBLE
    np.testing.assert_allclose(A @ found.inverse, np.eye(len(A)), atol=1e-8)
    np.testing.assert_array_equal(found.elimination.result[:, len(A) :], found.inverse)
    assert LinearMap(found.inverse).det == pytest.approx(1 / LinearMap(A).det)


@quick
@given(st.integers(1, 3).flatmap(lambda n: st.tuples(square(st.just(n)), square(st.just(n)))))
def test_what_was_done_last_is_undone_first(pair):
    A, B = pair
    if exact(A).det() == 0 or exact(B).det() == 0:
        return
    np.testing.assert_allclose(invert(A @ B).inverse, invert(B).inverse @ invert(A).inverse, atol=1e-8)


@pytest.mark.parametrize(
    ("operation", "result", "factor", "sentence"),
    [
        (Swap(0, 1), [[2, 3], [4, 1]], -1, "Swap rows 1 and 2."),
        (Scale(0, 3.0), [[12, 3], [2, 3]], 3, "Multiply row 1 by 3."),
        (Scale(1, -0.5), [[4, 1], [-1, -1.5]], -0.5, "Multiply row 2 by −0.5."),
        (AddMultiple(1, 0, -0.5), [[4, 1], [0, 2.5]], 1, "Subtract 0.5 times row 1 from row 2."),
        (AddMultiple(0, 1, 2.0), [[8, 7], [2, 3]], 1, "Add 2 times row 2 to row 1."),
    ],
)
def test_a_row_operation(operation, result, factor, sentence):
    M = [[4, 1], [2, 3]]
    after = operation.apply(M)
    np.testing.assert_array_equal(after, result)
    assert operation.det_factor == factor
    assert np.linalg.det(after) == pytest.approx(factor * 10)
    assert operation.sentence == sentence
    with pytest.raises(ValueError, match="read-only"):
        after[0, 0] = 7.0


def test_only_rounding_cancels():
    M = [[1, 1, 1], [1, 1 + 1e-12, 1 + 1e-14]]
    after = AddMultiple(1, 0, -1.0).apply(M)
    assert after[1, 1] == pytest.approx(1e-12, rel=1e-3)
    assert after[1, [0, 2]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: Swap(1, 1), "first and second must be different rows; got 1 twice"),
        (lambda: Scale(0, 0.0), "factor must not be zero"),
        (lambda: Scale(0, np.nan), "factor must be finite"),
        (lambda: AddMultiple(1, 1, 2.0), "row and source must be different rows; got 1 twice: use Scale"),
        (lambda: AddMultiple(1, 0, np.inf), "factor must be finite"),
        (lambda: Swap(0, 2).apply(np.eye(2)), "row must be at least 0 and at most 1; got 2"),
        (lambda: Swap(-1, 0), "first must be at least 0"),
        (lambda: Scale(2, 1.0).apply(np.eye(2)), "row must be at least 0 and at most 1; got 2"),
        (lambda: AddMultiple(2, 0, 1.0).apply(np.eye(2)), "row must be at least 0 and at most 1; got 2"),
        (lambda: AddMultiple(0, 2, 1.0).apply(np.eye(2)), "row must be at least 0 and at most 1; got 2"),
        (lambda: Scale(0, 1.0).apply([1, 2]), "M must be a matrix"),
        (lambda: row_echelon([[np.nan]]), "M must be finite"),
        (
            lambda: row_echelon(np.eye(2), pivot_columns=3),
            "pivot_columns must be at least 1 and at most 2; got 3",
        ),
        (lambda: rref(np.eye(2), pivot_columns=0), "pivot_columns must be at least 1"),
        (lambda: gaussian_elimination([[1, 2]], [1, 2]), "b must have length 1"),
        (lambda: gaussian_elimination([1, 2], [1]), "A must be a matrix"),
        (lambda: invert([[1, 2]]), "A must be square"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

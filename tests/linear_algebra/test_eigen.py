"""Eigenvalues and eigenvectors: all cases, against matrices with a known Jordan form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import EigenOutcome, LinearMap, eigen, rotation
from mathviz.linear_algebra.subspaces import oriented
from tests.linear_algebra.strategies import jordan, quick, square, vectors


@quick
@given(jordan())
def test_multiplicities_are_those_of_the_jordan_form(drawn):
    A, known = drawn
    found = eigen(A)
    assert [(a, g) for _, a, g in found.multiplicities] == [(a, g) for _, a, g in known]
    np.testing.assert_allclose([v for v, _, _ in found.multiplicities], [v for v, _, _ in known], atol=1e-6)
    enough = all(a == g for _, a, g in known)
    assert found.outcome is (EigenOutcome.REAL_BASIS if enough else EigenOutcome.DEFECTIVE)
    assert found.vectors.shape == (len(A), sum(g for _, _, g in known))
    assert found.values.shape == (len(A),)
    for space in found.spaces:
        np.testing.assert_allclose(A @ space.basis, space.value * space.basis, atol=1e-5)


@quick
@given(square())
def test_a_symmetric_matrix_is_rebuilt_from_orthonormal_eigenvectors(half):
    A = half + half.T
    found = eigen(A)
    assert found.outcome is EigenOutcome.REAL_BASIS
    np.testing.assert_allclose(found.vectors @ np.diag(found.values) @ found.vectors.T, A, atol=1e-10)
    np.testing.assert_allclose(found.vectors.T @ found.vectors, np.eye(len(A)), atol=1e-10)
    np.testing.assert_allclose(found.values, np.linalg.eigvalsh(A)[::-1], atol=1e-10)
    assert found.values.dtype == float


@quick
@given(square())
def test_trace_and_determinant_are_sum_and_product_for_every_matrix(A):
    found = eigen(A)
    assert found.values.sum() == pytest.approx(np.trace(A), abs=1e-6)
    assert found.values.prod() == pytest.approx(np.linalg.det(A), abs=1e-4)
    order = [(-value.real, -value.imag) for value in found.values.tolist()]
    assert order == sorted(order)


@quick
@given(square(), st.data())
def test_a_vector_is_the_sum_of_its_parts_and_each_round_stretches_them(A, data):
    found, v = eigen(A), data.draw(vectors(len(A)))
    if found.outcome is EigenOutcome.DEFECTIVE or found.vectors.shape[1] < len(A):
        with pytest.raises(ValueError, match="is defective"):
            found.coordinates(v)
        return
    conditioning = np.linalg.cond(found.vectors)
    np.testing.assert_allclose(found.vectors @ found.coordinates(v), v, atol=1e-10 * conditioning)
    for rounds in range(3):
        parts = found.parts(v, rounds)
        expected = np.linalg.matrix_power(A, rounds) @ v
        np.testing.assert_allclose(parts.sum(axis=0), expected, atol=1e-9 * conditioning)
    np.testing.assert_allclose(
        found.parts(v, 1), found.values[:, None] * found.parts(v), atol=1e-9 * conditioning
    )


def test_parts_lie_on_the_eigenvectors_in_their_order():
    found = eigen([[2, 1], [1, 2]])
    np.testing.assert_allclose(found.parts([3, 1]), [[2, 2], [1, -1]], atol=1e-12)
    np.testing.assert_allclose(found.coordinates([3, 1]), [8**0.5, 2**0.5], atol=1e-12)


def test_a_map_is_accepted_and_the_record_keeps_its_matrix():
    found = eigen(LinearMap([[4, 1], [2, 3]]))
    np.testing.assert_array_equal(found.matrix, [[4, 1], [2, 3]])
    np.testing.assert_allclose(found.vectors * [2**0.5, 5**0.5], [[1, -1], [1, 2]], atol=1e-12)
    assert found.values is found.values
    for array in (found.matrix, found.values, found.vectors, found.spaces[0].basis, found.parts([1, 0])):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


def test_a_rotation_has_complex_eigenvalues_that_still_build_every_vector():
    found = eigen(rotation(0.3))
    assert found.outcome is EigenOutcome.COMPLEX
    np.testing.assert_allclose(found.values, [np.exp(0.3j), np.exp(-0.3j)], atol=1e-12)
    np.testing.assert_allclose(found.vectors[0], [2**-0.5, 2**-0.5], atol=1e-12)  # first entry real, positive
    np.testing.assert_allclose(found.parts([1, 2]).sum(axis=0), [1, 2], atol=1e-12)
    assert [type(value) for value, _, _ in found.multiplicities] == [complex, complex]


def test_complex_pairs_may_be_repeated_and_defective():
    found = eigen([[0, -1, 1, 0], [1, 0, 0, 1], [0, 0, 0, -1], [0, 0, 1, 0]])
    assert found.outcome is EigenOutcome.COMPLEX
    assert [(a, g) for _, a, g in found.multiplicities] == [(2, 1), (2, 1)]
    np.testing.assert_allclose(found.values, [1j, 1j, -1j, -1j], atol=1e-7)


def test_the_blend_from_a_symmetric_matrix_to_a_rotation_changes_kind_once():
    # [[1, 1 − 2t], [1, 1]]: eigenvalues 1 ± √(1 − 2t), real until t = 1/2, then complex.
    kinds = [eigen([[1, 1 - 2 * t], [1, 1]]).outcome.name for t in (0, 0.25, 0.49, 0.5, 0.51, 1)]
    assert kinds == ["REAL_BASIS"] * 3 + ["DEFECTIVE"] + ["COMPLEX"] * 2


@pytest.mark.parametrize("gap", [1e-1, 1e-3, 1e-5])
def test_close_eigenvalues_stay_apart(gap):
    found = eigen([[1, 1], [0, 1 + gap]])
    assert found.outcome is EigenOutcome.REAL_BASIS
    np.testing.assert_allclose(found.values, [1 + gap, 1], atol=1e-10)


def test_a_gap_below_rounding_counts_as_repeated():
    assert eigen([[1, 1], [0, 1 + 1e-9]]).multiplicities[0][1:] == (2, 1)
    assert eigen([[1, 0], [0, 1 + 1e-16]]).multiplicities == ((1.0, 2, 2),)
    assert len(eigen([[1, 0], [0, 1 + 1e-12]]).spaces) == 2


def test_far_eigenvalues_do_not_blur_near_ones():
    # 1 … 5 beside 1000: a wide circle around 3 holds five eigenvalues whose mean is one of them.
    P = np.eye(6) + np.eye(6, k=1)
    A = P @ np.diag([1000.0, 1, 2, 3, 4, 5]) @ np.linalg.inv(P)
    np.testing.assert_allclose(eigen(A).values, [1000, 5, 4, 3, 2, 1], rtol=1e-9)
    assert all(space.geometric == space.algebraic == 1 for space in eigen(A).spaces)


@pytest.mark.parametrize("size", [1e-150, 1e-9, 1.0, 1e9, 1e150])
def test_units_play_no_part(size):
    for A, expected in (([[1, 1], [0, 1]], (2, 1)), ([[3, 1], [-1, 1]], (2, 1)), ([[2, 0], [0, 2]], (2, 2))):
        assert eigen(size * np.array(A)).multiplicities[0][1:] == expected
    assert eigen(size * np.array([[4, 1], [2, 3]])).values / size == pytest.approx([5, 2])


def test_rounding_in_a_symmetric_matrix_does_not_make_it_another_case():
    A = np.array([[2, np.nextafter(1.0, 2.0)], [1, 2]])
    vectors = eigen(A).vectors
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(2), atol=1e-15)


@pytest.mark.parametrize(
    ("A", "multiplicities"),
    [
        ([[7]], [(7, 1, 1)]),
        ([[0]], [(0, 1, 1)]),
        (np.zeros((3, 3)), [(0, 3, 3)]),
        ([[0, 1], [0, 0]], [(0, 2, 1)]),
        (np.eye(3) + np.eye(3, k=1), [(1, 3, 1)]),
        ([[2, 0, 1], [0, 2, 1], [0, 0, 1]], [(2, 2, 2), (1, 1, 1)]),
        ([[1, 1], [2, 2]], [(3, 1, 1), (0, 1, 1)]),
    ],
)
def test_the_small_cases(A, multiplicities):
    found = eigen(A).multiplicities
    assert [x[1:] for x in found] == [x[1:] for x in multiplicities]
    assert [x[0] for x in found] == pytest.approx([x[0] for x in multiplicities], abs=1e-12)
    assert all(type(value) is float for value, _, _ in found)


def test_the_identity_keeps_the_usual_axes():
    np.testing.assert_array_equal(eigen(np.eye(2)).vectors, np.eye(2))


def test_of_equal_entries_the_first_is_made_positive():
    np.testing.assert_array_equal(
        oriented(np.array([[-1.0, -1.0], [1.0 + 1e-12, 3.0]])) > 0, [[True, False], [False, True]]
    )
    np.testing.assert_allclose(oriented(np.array([[3.0], [-4.0]])), [[-0.6], [0.8]])
    assert oriented(np.array([[1.0], [-1.0 - 1e-7]]))[1, 0] > 0
    assert not np.signbit(oriented(np.array([[-1.0], [0.0]]))).any()
    np.testing.assert_allclose(
        oriented(np.array([[1j], [1.0 + 0j]])), [[2**-0.5], [-1j * 2**-0.5]], atol=1e-15
    )


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: eigen([[1, 2, 3]]), r"A must be square; got shape \(1, 3\)"),
        (lambda: eigen([[1, np.inf], [0, 1]]), "A must be finite"),
        (
            lambda: eigen([[1, 1], [0, 1]]).coordinates([1, 0]),
            "its 1 eigenvectors do not span all 2 dimensions",
        ),
        (lambda: eigen(np.eye(2)).coordinates([1, 0, 0]), r"v must have length 2; got shape \(3,\)"),
        (lambda: eigen(np.eye(2)).parts([1, 0], rounds=-1), "rounds must be at least 0; got -1"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

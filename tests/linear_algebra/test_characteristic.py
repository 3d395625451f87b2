"""The characteristic polynomial against exact arithmetic, and as the area of A − λI."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import LinearMap, characteristic_polynomial, eigen
from tests.linear_algebra.strategies import quick, square


@quick
@given(square())
def test_coefficients_are_exact_for_whole_numbers(A):
    exact = sympy.Matrix(A.astype(int).tolist()).charpoly().all_coeffs()
    found = characteristic_polynomial(A)
    assert found.coefficients.tolist() == [float(c) for c in exact]
    assert found.trace == np.trace(A)
    assert found.det == pytest.approx(np.linalg.det(A), abs=1e-9)
    np.testing.assert_array_equal(found.matrix, A)


@quick
@given(square(), st.lists(st.floats(-6, 6), min_size=1, max_size=4))
def test_called_it_is_the_determinant_of_the_shifted_matrix(A, values):
    found = characteristic_polynomial(A)
    areas = found(values)
    assert areas.shape == (len(values),)
    np.testing.assert_allclose(areas, [LinearMap(A).shifted(v).det for v in values], atol=1e-9)
    sign = (-1) ** len(A)
    np.testing.assert_allclose(areas, sign * np.polyval(found.coefficients, values), atol=1e-7)


def test_it_is_zero_at_the_eigenvalues_and_negative_between_two():
    found = characteristic_polynomial([[2, 1], [1, 2]])
    np.testing.assert_allclose(found(eigen(found.matrix).values), 0, atol=1e-12)
    assert float(found(2)) == -1
    assert found(2.0).shape == ()


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: characteristic_polynomial([[1, 2]]), "A must be square"),
        (lambda: characteristic_polynomial(np.eye(2))(np.nan), "eigenvalue must be finite"),
        (lambda: characteristic_polynomial(np.eye(2))([[1.0]]), "eigenvalue must be a vector"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

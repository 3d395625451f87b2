"""Determinants diagonal by diagonal, and areas of polygons."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import LinearMap, diagonal_rule, polygon_area, unit_directions
from tests.linear_algebra.strategies import matrices, quick, square


@quick
@given(square(st.integers(2, 3)))
def test_the_diagonals_are_all_permutations_and_add_up_to_the_determinant(A):
    n, rule = len(A), diagonal_rule(A)
    assert sorted(rule.diagonals) == sorted(permutations(range(n)))
    for diagonal, sign, product in zip(rule.diagonals, rule.signs, rule.products, strict=True):
        assert product == np.prod([A[row, column] for row, column in enumerate(diagonal)])
        assert sign == np.linalg.det(np.eye(n)[list(diagonal)]).round()
    assert rule.value == pytest.approx(np.linalg.det(A), abs=1e-9)
    assert not np.signbit(rule.products[rule.products == 0]).any()


def test_the_plus_diagonals_come_first_and_wrap_around():
    rule = diagonal_rule(np.arange(1, 10).reshape(3, 3))
    assert rule.diagonals[:3] == ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    assert rule.signs.tolist() == [1, 1, 1, -1, -1, -1]
    assert rule.products.tolist() == [45, 84, 96, 105, 48, 72]
    assert diagonal_rule([[1, 2], [3, 4]]).signs.tolist() == [1, -1]
    assert diagonal_rule([[1, 2], [3, 4]]).products.tolist() == [4, 6]
    for array in (rule.signs, rule.products):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@quick
@given(matrices(st.integers(3, 6), st.just(2)), square(st.just(2)), st.floats(-1e6, 1e6))
def test_a_map_scales_every_area_by_its_determinant_and_a_shift_by_nothing(corners, A, far):
    move, area = LinearMap(A), polygon_area(corners)
    assert polygon_area(move(corners)) == pytest.approx(move.det * area, abs=1e-9)
    assert polygon_area(corners[::-1]) == pytest.approx(-area, abs=1e-9)
    assert polygon_area(corners + far) == pytest.approx(area, abs=1e-7)


def test_areas_known_from_school():
    assert polygon_area([[0, 0], [4, 0], [0, 3]]) == 6
    assert polygon_area([[1, 1], [1, 3], [4, 3], [4, 1]]) == -6
    assert polygon_area(unit_directions(1000)) == pytest.approx(np.pi, abs=1e-4)


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (
            lambda: diagonal_rule(np.eye(4)),
            r"A must be 2 × 2 or 3 × 3 .* got shape \(4, 4\): use np.linalg.det",
        ),
        (lambda: diagonal_rule([[1]]), "A must be 2 × 2 or 3 × 3"),
        (lambda: diagonal_rule(np.ones((2, 3))), "A must be square"),
        (lambda: polygon_area([[0, 0], [1, 1]]), r"corners needs at least 3 points .* got shape \(2, 2\)"),
        (lambda: polygon_area([[0, 0, 0]] * 3), "corners must have 2 columns"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

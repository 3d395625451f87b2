"""Lengths, angles, shadows, and matrix times vector in both readings."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mathviz.linear_algebra import (
    angle_between,
    cosine_similarity,
    matrix_times_vector,
    rotation,
    shadow,
    unit_ball,
)
from tests.linear_algebra.strategies import matrices, quick, vectors

pairs = st.integers(1, 4).flatmap(lambda n: st.tuples(vectors(n), vectors(n)))


@quick
@given(pairs)
def test_cosine_and_angle_are_those_of_the_dot_product(pair):
    u, v = pair
    assume(u.any() and v.any())
    cosine = u @ v / math.sqrt((u @ u) * (v @ v))
    assert cosine_similarity(u, v) == pytest.approx(cosine, abs=1e-12)
    assert -1 <= cosine_similarity(u, v) <= 1
    assert math.cos(angle_between(u, v)) == pytest.approx(cosine, abs=1e-12)
    assert angle_between(u, v) == angle_between(v, u) == pytest.approx(angle_between(3 * u, v / 7), abs=1e-12)
    assert cosine_similarity(u, u) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("angle", [0.0, 1e-12, 1e-5, 1.0, math.pi / 2, 3.0, math.pi - 1e-12, math.pi])
def test_small_and_flat_angles_keep_their_digits(angle):
    u = np.array([3.0, 0.0])
    assert angle_between(u, rotation(angle)(u)) == pytest.approx(angle, rel=1e-9, abs=1e-15)


def test_lengths_beyond_the_range_of_squares_play_no_part():
    assert cosine_similarity([1e200, 1e200], [1e-200, 1e-200]) == pytest.approx(1)
    assert angle_between([1e200, 0], [0, 1e-200]) == pytest.approx(math.pi / 2)


@quick
@given(pairs)
def test_a_vector_is_its_shadow_and_a_rest_at_right_angles(pair):
    u, v = pair
    assume(v.any())
    found = shadow(u, onto=v)
    np.testing.assert_allclose(found.along + found.across, u, atol=1e-12)
    assert found.across @ v == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found.along, found.coefficient * v)
    assert found.coefficient == pytest.approx(u @ v / (v @ v))
    np.testing.assert_array_equal(found.u, u)
    np.testing.assert_array_equal(found.onto, v)


@pytest.mark.parametrize("p", [1, 1.5, 2, 3, np.inf])
def test_a_unit_ball_is_at_distance_one_in_the_directions_of_the_circle(p):
    ball = unit_ball(p, 16)
    assert ball.shape == (16, 2)
    np.testing.assert_allclose(np.linalg.norm(ball, p, axis=1), 1)
    turn = np.arctan2(ball[:, 1], ball[:, 0]) % (2 * np.pi)
    np.testing.assert_allclose(turn, np.arange(16) * np.pi / 8, atol=1e-12)
    assert unit_ball(2).shape == (240, 2)


@quick
@given(matrices(), st.data())
def test_both_readings_of_a_product_agree(A, data):
    x = data.draw(vectors(A.shape[1]))
    found = matrix_times_vector(A, x)
    np.testing.assert_array_equal(found.result, A @ x)
    np.testing.assert_array_equal(found.products.sum(axis=1), found.result)
    np.testing.assert_array_equal(found.column_terms.sum(axis=0), found.result)
    for j, term in enumerate(found.column_terms):
        np.testing.assert_array_equal(term, x[j] * A[:, j])
        np.testing.assert_array_equal(found.path[j + 1] - found.path[j], term)
    assert not found.path[0].any()
    np.testing.assert_array_equal(found.path[-1], found.result)
    np.testing.assert_array_equal(found.A, A)
    np.testing.assert_array_equal(found.x, x)


def test_records_are_read_only():
    product, drop = matrix_times_vector([[1, 2], [3, 4]], [5, 6]), shadow([3, 1], onto=[2, 4])
    arrays = (product.products, product.column_terms, product.path, product.result, drop.along, drop.across)
    for array in (*arrays, unit_ball(2)):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7.0


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (
            lambda: cosine_similarity([1, 2], [1]),
            r"u and v must have the same length; got u \(2,\), v \(1,\)",
        ),
        (lambda: angle_between([1, 2], [1]), "u and v must have the same length"),
        (lambda: cosine_similarity([0, 0], [1, 0]), "u must not be the zero vector"),
        (lambda: cosine_similarity([1, 0], [0, 0]), "v must not be the zero vector"),
        (lambda: angle_between([0, 0], [1, 0]), "u must not be the zero vector"),
        (lambda: angle_between([1, 0], [0, 0]), "v must not be the zero vector"),
        (lambda: shadow([1, 2], onto=[1]), r"u and onto must have the same length"),
        (lambda: shadow([1, 2], onto=[0, 0]), "onto must not be the zero vector"),
        (lambda: shadow([1, math.nan], onto=[1, 0]), "u must be finite"),
        (lambda: unit_ball(0.5), "p must be at least 1 for a norm; got 0.5"),
        (lambda: unit_ball(math.nan), "p must be a number; got nan"),
        (lambda: unit_ball(2, 2), "points must be at least 3"),
        (lambda: matrix_times_vector([[1, 2]], [1]), r"x must have length 2; got shape \(1,\)"),
        (lambda: matrix_times_vector([1], [1]), "A must be a matrix"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

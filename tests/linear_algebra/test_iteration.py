"""Repeated application: directions gather on the strongest line, states follow their closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import (
    IterationOutcome,
    eigen,
    iterate,
    power_iteration,
    rotation,
    unit_directions,
)
from tests.linear_algebra.strategies import quick, square, vectors

SETTLED, TURNING, VANISHED = IterationOutcome.SETTLED, IterationOutcome.TURNING, IterationOutcome.VANISHED


def test_every_round_is_the_map_and_then_a_scaling():
    A, ring = np.array([[2.0, 1], [1, 2]]), unit_directions(24, first=0.1)
    crowd = power_iteration(A, 3 * ring, rounds=5)
    assert crowd.directions.shape == (6, 24, 2)
    assert crowd.images.shape == (5, 24, 2)
    np.testing.assert_allclose(crowd.directions[0], ring, atol=1e-15)
    np.testing.assert_allclose(crowd.images, crowd.directions[:-1] @ A.T, atol=1e-15)
    np.testing.assert_allclose(crowd.stretches, np.linalg.norm(crowd.images, axis=2))
    np.testing.assert_allclose(crowd.directions[1:] * crowd.stretches[:, :, None], crowd.images, atol=1e-14)
    np.testing.assert_array_equal(crowd.matrix, A)
    # tan of the angle to (1, 1) shrinks by λ₂/λ₁ = 1/3 each round.
    along, across = crowd.directions @ [1, 1], crowd.directions @ [1, -1]
    np.testing.assert_allclose(across / along, (across / along)[0] / 3.0 ** np.arange(6)[:, None], rtol=1e-9)


@quick
@given(square(st.integers(2, 4)), st.data())
def test_the_rayleigh_quotient_finds_the_dominant_eigenvalue(half, data):
    A = half + half.T
    values = eigen(A).values
    dominant = values[np.argmax(np.abs(values))]
    others = values[np.abs(values - dominant) > 1e-9]
    start = data.draw(vectors(len(A)))
    part = np.abs(eigen(A).vectors[:, np.abs(values - dominant) <= 1e-9].T @ start).max()
    if part < 0.1 or (others.size and np.abs(others).max() > 0.7 * abs(dominant)):
        return
    found = power_iteration(A, [start], rounds=120)
    assert found.outcomes == (SETTLED,)
    assert found.rayleigh.shape == (120, 1)
    assert found.rayleigh[-1, 0] == pytest.approx(dominant, abs=1e-9)
    np.testing.assert_allclose(A @ found.directions[-1, 0], dominant * found.directions[-1, 0], atol=1e-8)


def test_each_arrow_has_its_own_outcome():
    shift = power_iteration([[0, 1], [0, 0]], [[1, 0], [0, 1], [1, 1]], rounds=1)
    assert shift.outcomes == (VANISHED, TURNING, TURNING)
    later = power_iteration([[0, 1], [0, 0]], [[0, 1]], rounds=3)
    assert later.outcomes == (VANISHED,)
    np.testing.assert_array_equal(later.directions[:, 0], [[0, 1], [1, 0], [0, 0], [0, 0]])
    assert later.stretches[:, 0].tolist() == [1, 0, 0]


def test_an_arrow_that_flips_each_round_has_settled_on_its_line():
    assert power_iteration([[-2, 0], [0, 1]], [[1, 0], [1, 1]], rounds=60).outcomes == (SETTLED, SETTLED)
    assert power_iteration([[-2, 0], [0, 1]], [[1, 0]], rounds=1).rayleigh[0, 0] == -2


def test_a_rotation_never_settles():
    assert power_iteration(rotation(0.1), [[1, 0]], rounds=500).outcomes == (TURNING,)


def test_the_tolerance_is_the_last_move():
    # From (1, 1) under diag(2, 1) the last of 10 rounds moves the arrow by 2⁻¹⁰ within 2⁻²⁸.
    start, A = [[1, 1]], [[2, 0], [0, 1]]
    assert power_iteration(A, start, rounds=10, tolerance=2**-9.9).outcomes == (SETTLED,)
    assert power_iteration(A, start, rounds=10, tolerance=2**-10.1).outcomes == (TURNING,)
    assert power_iteration(A, start, rounds=20).outcomes == (TURNING,)
    assert power_iteration(A, start, rounds=31).outcomes == (SETTLED,)


@quick
@given(square(), st.integers(0, 5), st.data())
def test_states_are_powers_of_the_matrix(A, steps, data):
    start = data.draw(vectors(len(A)))
    states = iterate(A, start, steps)
    assert states.shape == (steps + 1, len(A))
    for k, state in enumerate(states):
        np.testing.assert_array_equal(state, np.linalg.matrix_power(A, k) @ start)


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: power_iteration([[1, 2]], [[1, 0]], 1), "A must be square"),
        (
            lambda: power_iteration(np.eye(2), [[1, 0, 0]], 1),
            r"arrows must have 2 columns; got shape \(1, 3\)",
        ),
        (lambda: power_iteration(np.eye(2), [[1, 0], [0, 0]], 1), "arrows must not hold the zero vector"),
        (lambda: power_iteration(np.eye(2), [[1, 0]], 0), "rounds must be at least 1"),
        (
            lambda: power_iteration(np.eye(2), [[1, 0]], 1, tolerance=0.0),
            "tolerance must be greater than zero",
        ),
        (lambda: iterate([[1, 2]], [1], 1), "A must be square"),
        (lambda: iterate(np.eye(2), [1], 1), r"start must have length 2; got shape \(1,\)"),
        (lambda: iterate(np.eye(2), [1, 0], -1), "steps must be at least 0"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()


def test_arrows_on_a_line_are_told_from_those_beside_it():
    ring = unit_directions(24)
    crowd = power_iteration([[2, 1], [1, 2]], ring, rounds=5)
    climbing, falling = crowd.on_line([3, 3]), crowd.on_line([-1, 1])
    # Arrows 9 and 21, at 135 and 315 degrees, are eigenvectors; the nearest to them, 15 degrees away, have
    # come to arctan(3^-5 / tan 15°) = 0.88 degrees of the climbing line.
    assert np.flatnonzero(falling).tolist() == [9, 21]
    np.testing.assert_array_equal(climbing, ~falling)
    closer = crowd.on_line([1, 1], within=np.radians(0.87))
    assert np.flatnonzero(climbing & ~closer).tolist() == [8, 10, 20, 22]
    assert not power_iteration([[0, 1], [0, 0]], [[1, 0]], rounds=1).on_line([1, 0]).any()
    with pytest.raises(ValueError, match="zero vector"):
        crowd.on_line([0, 0])

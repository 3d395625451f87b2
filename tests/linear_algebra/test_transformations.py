"""The standard moves do what their names say; what is linear and what is not; the fern."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.linear_algebra import (
    FERN_MAPS,
    FERN_PROBABILITIES,
    AffineMap,
    LinearityOutcome,
    LinearMap,
    barnsley_fern,
    check_linearity,
    projection,
    reflection,
    rotation,
    scaling,
    shear,
)
from tests.linear_algebra.strategies import angles, matrices, quick, square, vectors

factors = st.floats(-5, 5)


@quick
@given(angles, angles, vectors(2))
def test_rotations_add_their_angles_and_keep_lengths(a, b, x):
    np.testing.assert_allclose((rotation(a) @ rotation(b)).matrix, rotation(a + b).matrix, atol=1e-12)
    assert np.linalg.norm(rotation(a)(x)) == pytest.approx(np.linalg.norm(x))
    np.testing.assert_allclose(rotation(a)([1, 0]), [math.cos(a), math.sin(a)], atol=1e-15)
    assert rotation(a).det == pytest.approx(1)


@quick
@given(angles, vectors(2))
def test_a_mirror_keeps_its_line_turns_the_normal_and_undoes_itself(angle, x):
    mirror, along = reflection(angle), np.array([math.cos(angle), math.sin(angle)])
    np.testing.assert_allclose(mirror(along), along, atol=1e-12)
    np.testing.assert_allclose(mirror([-along[1], along[0]]), [along[1], -along[0]], atol=1e-12)
    np.testing.assert_allclose(mirror(mirror(x)), x, atol=1e-12)


@quick
@given(factors, factors, vectors(2))
def test_shear_and_scaling(a, b, x):
    np.testing.assert_allclose(shear(a)(x), [x[0] + a * x[1], x[1]])
    np.testing.assert_allclose(scaling(a, b)(x), [a * x[0], b * x[1]])
    assert shear(a).det == pytest.approx(1)


@quick
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(vectors(n), vectors(n))))
def test_a_projection_drops_at_right_angles(pair):
    u, x = pair
    if not u.any():
        with pytest.raises(ValueError, match="u must not be the zero vector"):
            projection(u)
        return
    drop = projection(u)
    assert (x - drop(x)) @ u == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose((drop**2).matrix, drop.matrix, atol=1e-12)
    np.testing.assert_allclose(drop(u), u, atol=1e-12)
    assert drop.rank == 1


def test_an_affine_map_shifts_after_the_linear_part():
    move = AffineMap(rotation(np.pi / 2), [1, 2])
    np.testing.assert_allclose(move([1, 0]), [1, 3], atol=1e-15)
    np.testing.assert_allclose(move([[1, 0], [0, 1]]), [[1, 3], [0, 2]], atol=1e-15)
    np.testing.assert_allclose(move.fixed_point, [-0.5, 1.5])
    np.testing.assert_array_equal(move.shift, [1, 2])


@quick
@given(square(st.just(2)), vectors(2))
def test_a_fixed_point_stays(A, shift):
    move = AffineMap(A, shift)
    unique = round(np.linalg.det(A - np.eye(2))) != 0
    assert (move.fixed_point is not None) is unique
    if unique:
        np.testing.assert_allclose(move(move.fixed_point), move.fixed_point, atol=1e-10)


def test_a_translation_and_the_identity_have_no_single_fixed_point():
    assert AffineMap(np.eye(2), [1, 0]).fixed_point is None
    assert AffineMap(np.eye(2), [0, 0]).fixed_point is None


def test_the_fern_follows_its_maps_from_the_origin():
    fern = barnsley_fern(500, np.random.default_rng(3))
    assert fern.points.shape == (500, 2) and fern.maps.shape == (500,)
    before = np.zeros(2)
    for point, chosen in zip(fern.points, fern.maps, strict=True):
        np.testing.assert_allclose(point, FERN_MAPS[chosen](before), atol=1e-12)
        before = point


def test_the_fern_is_the_published_one():
    # Barnsley, Fractals Everywhere, table III.3: a b c d e f p.
    table = [
        (0, 0, 0, 0.16, 0, 0, 0.01),
        (0.85, 0.04, -0.04, 0.85, 0, 1.6, 0.85),
        (0.2, -0.26, 0.23, 0.22, 0, 1.6, 0.07),
        (-0.15, 0.28, 0.26, 0.24, 0, 0.44, 0.07),
    ]
    for move, p, row in zip(FERN_MAPS, FERN_PROBABILITIES, table, strict=True):
        assert (*move.linear.matrix.ravel(), *move.shift, p) == row


def test_the_maps_are_drawn_with_their_probabilities():
    n = 20_000
    counts = np.bincount(barnsley_fern(n, np.random.default_rng(1)).maps, minlength=4)
    # Four two-sided normal tests at 6 standard errors: false alarm below 4 · 2e-9 < 1e-6.
    errors = np.sqrt(n * FERN_PROBABILITIES * (1 - FERN_PROBABILITIES))
    assert (np.abs(counts - n * FERN_PROBABILITIES) < 6 * errors).all()


def test_the_same_generator_grows_the_same_fern():
    one, two = (barnsley_fern(50, np.random.default_rng(9)) for _ in range(2))
    np.testing.assert_array_equal(one.points, two.points)
    assert not np.array_equal(one.points, barnsley_fern(50, np.random.default_rng(8)).points)


SAMPLES = [[1, 2], [3, 1], [-2, 1]]


@quick
@given(matrices())
def test_every_matrix_is_linear(A):
    move = LinearMap(A)
    found = check_linearity(move, np.eye(A.shape[1]) + 1)
    assert found.outcome is LinearityOutcome.LINEAR
    np.testing.assert_allclose(found.image, found.combined, atol=1e-9)


@pytest.mark.parametrize(
    ("f", "samples", "outcome"),
    [
        (lambda p: np.add(p, [1, 0]), SAMPLES, LinearityOutcome.ORIGIN_MOVES),
        (lambda p: p * p, SAMPLES, LinearityOutcome.NOT_ADDITIVE),
        (lambda p: [p[0] * p[1]], SAMPLES, LinearityOutcome.NOT_ADDITIVE),
        (np.abs, SAMPLES, LinearityOutcome.NOT_ADDITIVE),
        (np.abs, [[1, 2]], LinearityOutcome.NOT_HOMOGENEOUS),
        (lambda p: 1e-11 * p * p, SAMPLES, LinearityOutcome.LINEAR),  # within the tolerance
        (lambda p: 1e-8 * p * p, SAMPLES, LinearityOutcome.NOT_ADDITIVE),
        (lambda p: 1e9 * p, SAMPLES, LinearityOutcome.LINEAR),
    ],
)
def test_what_is_linear_and_what_is_not(f, samples, outcome):
    found = check_linearity(f, samples)
    assert found.outcome is outcome
    # The witness can be checked by hand.
    np.testing.assert_allclose(found.image, f(found.a * found.u + found.b * found.v))
    np.testing.assert_allclose(
        found.combined, found.a * np.asarray(f(found.u)) + found.b * np.asarray(f(found.v))
    )


def test_the_witness_against_a_square_is_the_first_sum_that_fails():
    found = check_linearity(lambda p: p * p, [[1, 2]])
    assert (found.a, found.b) == (1, 1)
    assert (found.u.tolist(), found.v.tolist()) == ([1, 2], [1, 2])
    assert (found.image.tolist(), found.combined.tolist()) == ([4, 16], [2, 8])
    with pytest.raises(ValueError, match="read-only"):
        found.combined[0] = 7.0


def test_the_witness_of_an_odd_multiple_is_that_multiple_alone():
    found = check_linearity(np.abs, [[1, 2]])
    assert (found.a, found.b) == (-math.sqrt(2), 0)
    np.testing.assert_allclose(found.image, math.sqrt(2) * np.array([1, 2]))
    np.testing.assert_allclose(found.combined, -math.sqrt(2) * np.array([1, 2]))


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: rotation(math.inf), "angle must be finite"),
        (lambda: reflection(math.nan), "angle must be finite"),
        (lambda: shear(math.nan), "k must be finite"),
        (lambda: scaling(math.nan, 1), "a must be finite"),
        (lambda: scaling(1, math.nan), "b must be finite"),
        (lambda: projection([math.nan]), "u must be finite"),
        (lambda: AffineMap([[1, 2]], [1]), "linear must be square"),
        (lambda: AffineMap(np.eye(2), [1]), r"shift must have length 2; got shape \(1,\)"),
        (lambda: barnsley_fern(0, np.random.default_rng()), "n must be at least 1"),
        (lambda: check_linearity(lambda p: p, [1, 2]), "samples must be a matrix"),
        (lambda: check_linearity(lambda p: p, SAMPLES, tolerance=0), "tolerance must be greater than zero"),
        (lambda: check_linearity(lambda p: p * np.nan, SAMPLES), "f's value must be finite"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

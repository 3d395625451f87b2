"""Polylines: what lies in a window, and the points that Manim draws."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import VMobject

from mathviz.stage.polylines import clipped, control_points

WINDOW = ((-1.2, 1.2), (-1.2, 1.2))
lines = arrays(float, st.tuples(st.integers(2, 6), st.just(2)), elements=st.floats(-3, 3, width=16))


def length(points):
    return np.linalg.norm(np.diff(points, axis=0), axis=1).sum()


def inside(points, slack=0.0):
    return (np.abs(points) <= 1.2 + slack).all(axis=1)


def test_of_a_circle_wider_than_the_window_its_four_corners_remain():
    t = np.linspace(0, 2 * np.pi, 3601)
    pieces = clipped(1.5 * np.column_stack([np.cos(t), np.sin(t)]), *WINDOW)
    corner = 1.5 * (np.pi / 2 - 2 * np.arccos(1.2 / 1.5))
    assert [round(length(piece), 4) for piece in pieces] == [round(corner, 4)] * 4
    for piece in pieces:
        np.testing.assert_allclose(np.abs(piece[[0, -1]]).max(axis=1), 1.2)


@given(lines)
def test_all_of_a_line_that_lies_in_the_window_is_kept_and_nothing_else(line):
    pieces = clipped(line, *WINDOW)
    assert all(inside(piece, 1e-9).all() for piece in pieces)
    t = (np.arange(4000) + 0.5) / 4000
    seen = 0.0
    for a, b in pairwise(line):
        seen += inside(a + t[:, None] * (b - a)).mean() * np.linalg.norm(b - a)
    assert abs(sum(map(length, pieces)) - seen) < 0.02


def test_a_line_inside_stays_one_piece():
    line = np.array([[-1, 0], [0, 1], [1, 0], [0.5, -1]])
    (piece,) = clipped(line, *WINDOW)
    np.testing.assert_array_equal(piece, line)


def test_control_points_are_those_of_manim():
    corners = np.random.default_rng(1).normal(size=(5, 3))
    np.testing.assert_allclose(
        control_points(corners), VMobject().set_points_as_corners(corners).points, atol=1e-12
    )

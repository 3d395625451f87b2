"""Figures: what stands where, and what a linear map does to it."""

import numpy as np
import pytest
from manim import ValueTracker

from mathviz.linear_algebra import LinearMap
from mathviz.stage import BOARD, SIDE, Apply, Arrow, Lecture, MoveVector, carry, let_go
from tests.stage.trial import Frames, run

MATRIX = LinearMap([[2, 1], [1, 2]])


def scene_of(body, **kwargs):
    class Scene(Lecture):
        closing = 0.2

        def construct(self):
            self.chapter("Only")
            body(self)

    return run(Scene, **kwargs)


def tip(arrow):
    return arrow.head.points[0]


@pytest.mark.parametrize("region", (BOARD, SIDE))
def test_a_plane_stands_in_its_region_with_equal_units(region):
    def body(self):
        plane = self.plane(x=(-3, 3), y=(-2, 2), region=region)
        right, up = plane.at(1, 0) - plane.origin, plane.at(0, 1) - plane.origin
        assert (right[0], right[1]) == pytest.approx((up[1], up[0]))
        assert plane.origin == pytest.approx(region.centre)
        assert region.contains(plane.dot(3, 2, radius=0.0)) and region.contains(plane.dot(-3, -2, radius=0.0))
        assert all(region.contains(number) for number in plane.numbers)

    scene_of(body)


def test_apply_carries_grid_figure_and_arrow_to_their_images():
    def body(self):
        plane = self.plane()
        square, arrow = plane.unit_square(), plane.arrow((1, 0))
        self.add(plane.picture, square, arrow)
        self.play(Apply(MATRIX, on=plane, to=[plane.grid, square, arrow]))
        assert tip(arrow) == pytest.approx(plane.at(2, 1))
        corners = {tuple(np.round(corner, 6)) for corner in square.get_vertices()}
        assert corners == {tuple(np.round(plane.at(*c), 6)) for c in [(0, 0), (2, 1), (3, 3), (1, 2)]}
        assert plane.grid.c2p(1, 0) == pytest.approx(plane.at(2, 1)), "the grid moved with it"

    scene_of(body)


def test_coordinates_stay_when_a_map_moves_the_grid():
    def body(self):
        plane = self.plane()
        before = plane.at(1, 2)
        t = ValueTracker(0.0)
        arrow = plane.arrow((1, 0))
        self.add(plane.picture, arrow)
        carry([plane.grid, arrow], lambda: MATRIX.partway(t.get_value()), on=plane)
        self.play(t.animate.set_value(1.0))
        let_go([plane.grid, arrow])
        assert plane.at(1, 2) == pytest.approx(before)
        assert tip(arrow) == pytest.approx(plane.at(2, 1))
        self.play(t.animate.set_value(0.0))
        assert tip(arrow) == pytest.approx(plane.at(2, 1)), "let go: it stays where it was"

    scene_of(body)


def test_an_arrow_keeps_its_vector_and_shrinks_to_nothing():
    def body(self):
        plane = self.plane()
        arrow = plane.arrow((1, 1), label="v")
        self.play(MoveVector(arrow, (0, 0)))
        assert tip(arrow) == pytest.approx(plane.origin)
        assert np.isfinite(arrow.get_all_points()).all()
        self.play(MoveVector(arrow, (-1, 2), start=(1, 0)))
        assert arrow.vector == pytest.approx((-1, 2))
        assert tip(arrow) == pytest.approx(plane.at(0, 2))
        assert isinstance(arrow.copy(), Arrow)

    scene_of(body)


def test_a_turning_arrow_keeps_its_length_on_the_way():
    lengths = []

    def body(self):
        arrow = self.plane().arrow((1, 0))
        arrow.add_updater(lambda a: lengths.append(np.linalg.norm(a.vector)))
        self.play(MoveVector(arrow, (0, 1), turn=True))

    scene_of(body, sink=Frames())
    assert len(lengths) > 10
    assert lengths == pytest.approx([1.0] * len(lengths))


def test_a_counter_shows_its_value_and_leaves_nothing_behind():
    inks = {}

    def body(self):
        t = ValueTracker(-1.0)
        counter = self.counter(t.get_value, decimals=1)
        left = counter.get_left()[0]
        self.add(counter)
        for value in (-1.0, 88.8, 1.1, 88.8):
            self.play(t.animate.set_value(value), run_time=0.5)
            assert counter.shown(t.get_value()) == str(value).replace("-", "−")
            assert counter.get_left()[0] == pytest.approx(left, abs=0.1)
            self.hold(0.2)
            inks.setdefault(value, []).append(len(sink.pictures))

    class Last(Frames):
        def frame(self, index, count, pixels, changed=None):
            self.pictures += [pixels.copy()] * count

    sink = Last()
    scene_of(body, sink=sink)
    first, second = (sink.pictures[k - 1] for k in inks[88.8])
    assert np.array_equal(first, second), "the same number looks the same, whatever was shown between"


def test_grid_lines_do_not_run_through_the_side_column():
    def body(self):
        plane = self.plane()
        self.add(plane.picture)
        self.play(Apply([[3, 1], [1, 2]], on=plane, to=[plane.grid]))

    sink = Frames()
    scene_of(body, sink=sink, size=(640, 360))
    last = sink.pictures[-1][..., :3].astype(int)
    background = last[-1, -1]
    column = slice(round((SIDE.left + 7.11) / 14.22 * 640) + 2, None)
    rows = slice(round((4 - SIDE.top) / 8 * 360), None)
    assert (np.abs(last[rows, column] - background).max(axis=-1) <= 2).all()


def test_a_curve_starts_and_ends_where_it_should():
    def body(self):
        chart = self.chart((0, 4, 1), (-1, 3, 1), region=SIDE, x_label="x", y_label="y")
        curve = chart.curve(lambda x: (x - 1) * (x - 3), 0, 4, role="second")
        assert curve.get_start() == pytest.approx(chart.at(0, 3))
        assert curve.get_end() == pytest.approx(chart.at(4, 3))
        assert SIDE.contains(chart.picture, slack=0.1)

    scene_of(body)

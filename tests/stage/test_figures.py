"""Figures: what stands where, and what a linear map does to it."""

import numpy as np
import pytest
from manim import FadeIn, FadeOut, MathTypst, ValueTracker

from mathviz.linear_algebra import LinearMap
from mathviz.stage import BOARD, SIDE, Apply, Arrow, Lecture, MoveVector, carry, let_go
from mathviz.theme import DEFAULT
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
        self.play(FadeIn(plane.picture))
        self.play(Apply([[3, 1], [1, 2]], on=plane, to=[plane.grid]))
        self.play(FadeOut(plane.picture))

    sink = Frames()
    scene_of(body, sink=sink, size=(640, 360))
    column = slice(round((SIDE.left + 7.11) / 14.22 * 640) + 2, None)
    rows = slice(round((4 - SIDE.top) / 8 * 360), None)
    assert len(sink.pictures) > 45
    for number, picture in enumerate(sink.pictures):
        seen = picture[rows, column, :3].astype(int)
        background = picture[-1, -1, :3].astype(int)
        assert (np.abs(seen - background).max(axis=-1) <= 2).all(), f"frame {number}"


def test_a_curve_starts_and_ends_where_it_should():
    def body(self):
        chart = self.chart((0, 4, 1), (-1, 3, 1), region=SIDE, x_label="x", y_label="y")
        curve = chart.curve(lambda x: (x - 1) * (x - 3), 0, 4, role="second")
        assert curve.get_start() == pytest.approx(chart.at(0, 3))
        assert curve.get_end() == pytest.approx(chart.at(4, 3))
        assert SIDE.contains(chart.picture, slack=0.1)

    scene_of(body)


def test_a_reading_counts_on_the_line_of_its_formula():
    def body(self):
        t = ValueTracker(0.1)
        for markup in ("alpha =", '"lean" = 2/sqrt(n) ='):
            sign, number = self.reading(markup, t.get_value, decimals=1)
            t.set_value(0.8)
            number.update()
            assert number.shown(t.get_value()) == "0.8"
            assert number.get_left()[0] > sign.get_right()[0]
            equals = sign.family_members_with_points()[-1]
            assert number.get_bottom()[1] < equals.get_y() < number.get_top()[1]
        plain, _ = self.reading("0 =", t.get_value, decimals=1), None
        zero = plain[0].family_members_with_points()[0]
        assert plain[1].get_bottom()[1] == pytest.approx(zero.get_bottom()[1], abs=0.02)

    scene_of(body)


def test_a_title_stands_above_its_thing_and_a_backing_goes_around_it():
    def body(self):
        formula = self.formula("A v")
        title, thing = self.titled("see it", formula)
        assert thing is formula and title.get_bottom()[1] > formula.get_top()[1]
        assert title.get_left()[0] == pytest.approx(formula.get_left()[0])
        backing, _ = self.backed(formula, margin=0.2)
        assert backing.width == pytest.approx(formula.width + 0.4)
        formula.set_color(self.colour("loss"))
        backing.set_color(self.colour("loss"))
        assert backing.get_fill_color().to_hex() == self.theme.background, "it is never painted over"

    scene_of(body)


def test_pointing_at_a_thing_leaves_it_as_it_was():
    def body(self):
        text = self.text("Look", size="large")
        self.add(text)
        before = text.get_all_points().copy()
        start = self.now
        self.point_at(text, role="loss")
        assert self.now - start == 120
        assert text.get_all_points() == pytest.approx(before)
        assert text.get_color().to_hex() == self.theme.ink

    sink = Frames()
    scene_of(body, sink=sink, size=(640, 360))
    red = [int(DEFAULT.loss[i : i + 2], 16) for i in (1, 3, 5)]
    nearest = [np.abs(picture[..., :3].astype(int) - red).max(axis=-1).min() for picture in sink.pictures]
    assert min(nearest) < 30 < min(nearest[0], nearest[-1]), "seen in its colour in between, and only then"


def test_a_line_along_a_direction_goes_from_edge_to_edge():
    def body(self):
        plane = self.plane(x=(-3, 3), y=(-2, 2))
        line = plane.line_along((1, 2))
        assert line.get_start() == pytest.approx(plane.at(-1, -2))
        assert line.get_end() == pytest.approx(plane.at(1, 2))

    scene_of(body)


def test_numbers_of_axes_are_set_by_typst_and_stand_at_their_values():
    def body(self):
        chart = self.chart((0, 4, 2), (-1, 1, 0.5), y_decimals=1)
        across, up = chart.numbers[:3], chart.numbers[3:]
        assert all(isinstance(number, MathTypst) for number in chart.numbers)
        assert ["".join(c for c in n.typst_code if c not in "$ ") for n in up] == [
            "-1.0",
            "-0.5",
            "0",
            "0.5",
            "1.0",
        ]
        for number, value in zip(across, (0, 2, 4), strict=True):
            assert number.get_center()[0] == pytest.approx(chart.at(value, 0)[0])
        for number, value in zip(up, (-1, -0.5, 0, 0.5, 1), strict=True):
            assert number.get_center()[1] == pytest.approx(chart.at(0, value)[1])

    scene_of(body)


def test_the_head_of_an_arrow_goes_with_its_shaft():
    def body(self):
        plane = self.plane()
        usual, wide = plane.arrow((2, 0)), plane.arrow((2, 0), width=16)
        assert tip(usual) == pytest.approx(tip(wide))
        assert wide.head.height == pytest.approx(2 * usual.head.height)

    scene_of(body)

"""Bars: heights and areas that are right in the picture, at rest and on the way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import FadeOut, linear

from mathviz.stage import AuthorError, Bars, Lecture, MoveBars, Region, Rise, masses
from mathviz.stage.axes import Chart
from mathviz.theme import DEFAULT
from tests.stage.trial import SIZE, Frames, run

EDGES, HEIGHTS = np.array([0.0, 1.0, 2.0, 4.0]), np.array([0.2, 0.4, 0.1])


def chart():
    return Chart((0, 4, 1), (0, 1, 0.5), Region(-6, -3, 6, 3), DEFAULT, x_numbers=False, y_numbers=False)


def area(bars):
    """The area inside the outline, in the chart's units: the shoelace formula over its corners."""
    ground = bars.chart
    unit = (ground.at(1, 0)[0] - ground.at(0, 0)[0]) * (ground.at(0, 1)[1] - ground.at(0, 0)[1])
    x, y = bars.get_start_anchors()[:, 0], bars.get_start_anchors()[:, 1]
    return abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 / unit


def pixel(picture, point):
    scale = SIZE[1] / 8
    return picture[int((4 - point[1]) * scale), int((point[0] + 64 / 9) * scale), :3]


def is_colour(pixels, role):
    wanted = [int(DEFAULT.colour(role)[i : i + 2], 16) for i in (1, 3, 5)]
    return np.abs(pixels.astype(int) - wanted).max() < 12


steps = st.integers(1, 12).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(0.1, 1), min_size=k + 1, max_size=k + 1).map(lambda gaps: np.cumsum(gaps) / 4),
        st.lists(st.floats(0, 1), min_size=k, max_size=k).map(np.array),
    )
)


@given(steps, st.floats(0, 0.5))
def test_the_outline_has_the_area_of_its_bars(bars, gap):
    edges, heights = bars
    drawn = Bars(chart(), bars, gap=gap)
    assert area(drawn) == pytest.approx((1 - gap) * (heights @ np.diff(edges)), abs=1e-9)


@given(steps, steps, st.floats(0, 1))
def test_on_the_way_the_area_changes_evenly(before, after, share):
    drawn = Bars(chart(), before)
    start = area(drawn)
    end = area(drawn.set_bars(*after))
    assert area(drawn.show_between(before, after, share)) == pytest.approx(
        (1 - share) * start + share * end, abs=1e-9
    )


def test_masses_have_their_probabilities_as_areas():
    edges, heights = masses(np.array([1.0, 1.5, 2.0]), np.array([0.25, 0.5, 0.25]))
    assert edges.tolist() == [0.75, 1.25, 1.75, 2.25]
    assert (heights * np.diff(edges)).tolist() == [0.25, 0.5, 0.25]


def film(body):
    class Scene(Lecture):
        closing = 0.2

        def construct(self):
            self.chapter("Only")
            body(self)

    sink = Frames()
    run(Scene, sink=sink)
    return sink.pictures


def test_bars_are_seen_where_they_stand_and_nowhere_else():
    ground = chart()
    last = film(lambda self: self.add(self.bars(ground, (EDGES, HEIGHTS), role="loss", gap=0.2, opacity=1)))[
        -1
    ]
    for left, right, height in zip(EDGES[:-1], EDGES[1:], HEIGHTS, strict=True):
        middle = (left + right) / 2
        assert is_colour(pixel(last, ground.at(middle, 0.9 * height)), "loss")
        assert is_colour(pixel(last, ground.at(middle, height + 0.06)), "background")
        assert is_colour(pixel(last, ground.at(left, 0.5 * height)), "background"), "the gap is empty"


def test_rising_bars_start_at_the_axis_and_end_where_they_were():
    ground = chart()
    tall = ground.at(1.5, 0.3)

    def body(self):
        self.play(Rise(self.bars(ground, (EDGES, HEIGHTS), role="loss", opacity=1)), run_time=1)

    pictures = film(body)
    start = round(0.3 * 15)  # the chapter's title comes first
    assert is_colour(pixel(pictures[start], tall), "background")
    assert is_colour(pixel(pictures[-1], tall), "loss")


def test_move_bars_goes_through_its_stages_in_equal_times():
    def body(self):
        bars = self.bars(chart(), (EDGES, HEIGHTS))
        self.add(bars)
        move = MoveBars(bars, (EDGES, 2 * HEIGHTS), (np.array([0.0, 2.0]), np.array([0.3])), rate_func=linear)
        move.begin()
        move.interpolate(0.5)
        assert area(bars) == pytest.approx(0.9 * 2 * (HEIGHTS @ np.diff(EDGES)))
        move.interpolate(1)
        assert bars.edges.tolist() == [0, 2] and bars.heights.tolist() == [0.3]
        self.play(FadeOut(bars), run_time=0.2)

    film(body)


def test_a_wrong_number_of_edges_is_told():
    with pytest.raises(AuthorError, match="3 bars have 4 edges; got 3"):
        Bars(chart(), (EDGES[:-1], HEIGHTS))


def test_moving_nowhere_is_told():
    with pytest.raises(AuthorError, match="at least one stage"):
        MoveBars(Bars(chart(), (EDGES, HEIGHTS)))

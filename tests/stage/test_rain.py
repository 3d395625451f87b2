"""Rain: dots that fall in order, land where they belong and pile up as high as a histogram."""

import numpy as np
import pytest
from manim import FadeOut

from mathviz.stage import AuthorError, Bars, Fall, Rain
from tests.stage.test_bars import chart, film, is_colour, pixel

DOT = 16  # points of one dot's outline
VALUES = np.array([0.5, 1.2, 3.5, 1.7, 1.9])
EDGES = np.array([0.0, 1.0, 2.0, 3.0, 4.0])


def centres(rain):
    return rain.points.reshape(-1, DOT, 3).mean(axis=1)


def test_without_columns_the_dots_rest_on_the_axis_at_their_values():
    ground = chart()
    rain = Rain(ground, VALUES, 3.0)
    assert len(rain.points) == 0, "no dot is seen before it falls"
    rain.settle(5)
    np.testing.assert_allclose(centres(rain), [ground.at(x, 0) for x in VALUES], atol=1e-9)


def test_a_pile_is_as_high_as_the_histogram_of_its_values():
    ground = chart()
    rain = Rain(ground, VALUES, 3.0, edges=EDGES).settle(5)
    heights, _ = np.histogram(VALUES, EDGES, density=True)
    columns = np.digitize(VALUES, EDGES) - 1
    for column in set(columns):
        top = centres(rain)[columns == column][:, 1].max()
        half = (ground.at(0, heights[column])[1] - ground.at(0, 0)[1]) / np.sum(columns == column) / 2
        assert top + half == pytest.approx(ground.at(0, heights[column])[1])
    assert Bars(ground, (EDGES, heights)).get_top()[1] == pytest.approx(ground.at(0, heights.max())[1])


def test_dots_of_a_pile_do_not_overlap():
    rain = Rain(chart(), VALUES, 3.0, edges=EDGES).settle(5)
    place = centres(rain)
    apart = np.linalg.norm(place[:, None] - place[None], axis=2)[np.triu_indices(5, 1)]
    assert apart.min() >= 2 * rain.radius


def test_what_lies_beyond_the_columns_is_not_shown():
    rain = Rain(chart(), np.array([-0.5, 0.5, 4.5]), 3.0, edges=EDGES).settle(3)
    assert len(centres(rain)) == 1


def test_dots_fall_one_after_another_faster_and_faster():
    ground = chart()
    rain = Rain(ground, VALUES, 3.0)
    fall = Fall(rain, each=0.5, run_time=2.5)
    fall.begin()
    assert len(centres(rain)) == 1, "the first is let go at once"
    paths = []
    for alpha in np.linspace(0, 1, 101):
        fall.interpolate(alpha)
        paths.append(centres(rain)[0, 1])
        heights = centres(rain)[:, 1]
        assert (np.diff(heights) >= -1e-9).all(), "who comes later is higher up"
    steps = -np.diff(paths)[:20]  # the half second of the first fall
    assert (np.diff(steps) > 0).all()
    np.testing.assert_allclose(centres(rain)[:, 1], ground.at(0, 0)[1])


def test_a_rain_goes_on_where_it_stopped():
    rain = Rain(chart(), VALUES, 3.0, edges=EDGES)
    for count, fallen in ((1, 1), (2, 3), (None, 5)):
        fall = Fall(rain, count, run_time=1)
        fall.begin()
        fall.interpolate(1)
        assert rain.fallen == fallen == len(centres(rain))
    with pytest.raises(AuthorError, match="0 dots are left"):
        Fall(rain, 1, run_time=1).begin()


def test_a_falling_dot_is_seen_on_its_way_and_where_it_lands():
    ground = chart()
    way, rest = ground.at(2, 0.5), ground.at(2, 0)
    start = ground.at(2, 1)[1]

    def body(self):
        rain = self.rain(ground, np.array([2.0]), start, role="loss", radius=0.3)
        self.play(Fall(rain, each=1.0), run_time=1)
        self.hold(0.2)
        self.play(FadeOut(rain), run_time=0.2)

    pictures = film(body)
    begin = round(0.3 * 15)
    halfway = begin + round(15 * np.sqrt(0.5))
    assert is_colour(pixel(pictures[halfway], way), "loss")
    assert not is_colour(pixel(pictures[halfway], rest), "loss")
    assert is_colour(pixel(pictures[begin + 16], rest), "loss")
    assert not is_colour(pixel(pictures[begin + 16], way), "loss")
    assert not is_colour(pixel(pictures[-1], rest), "loss")

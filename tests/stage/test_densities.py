"""Density charts: areas and widths are right in the picture, in the units of the axis."""

import numpy as np
import pytest
import scipy.stats

from mathviz.film.setting import setting
from mathviz.probability import clicks, two_humped_crowd
from mathviz.stage import BOARD, Bars, DensityChart, Region
from mathviz.stage.typesetting import use_package_fonts
from mathviz.theme import DEFAULT

REGION = Region(-6, -2, 4, 3)


@pytest.fixture(autouse=True)
def manim():
    with setting((256, 144), 15, DEFAULT.background):
        use_package_fonts()
        yield


def chart(x=(-4, 4, 1), top=0.5, **kwargs):
    return DensityChart(x, top, REGION, DEFAULT, **kwargs)


def in_units(ground, points):
    """Points of the frame (k, 3) as coordinates of the chart (k, 2)."""
    zero, right, up = ground.at(0, 0), ground.at(1, 0), ground.at(0, 1)
    return (points - zero)[:, :2] / [right[0] - zero[0], up[1] - zero[1]]


def test_only_the_horizontal_axis_is_shown_and_all_stands_in_the_region():
    ground = chart(x_label='"minutes"', x_numbers=range(-3, 4))
    assert REGION.contains(ground.picture, slack=0.05)
    assert ground.frame.y_axis not in ground.picture.get_family()
    assert ground.at(0, 0.5)[1] == pytest.approx(REGION.top)
    assert len(ground.numbers) == 7


def test_a_bell_is_the_normal_density_four_widths_to_either_side():
    ground = chart((0, 10, 1))
    x, y = in_units(ground, ground.bell(5, 1).get_anchors()).T
    np.testing.assert_allclose(y, scipy.stats.norm.pdf(x, 5, 1), atol=1e-9)
    assert (x.min(), x.max()) == pytest.approx((1, 9))


def test_the_outline_of_a_density_has_the_area_one():
    crowd = two_humped_crowd()
    ground = chart((0, 12, 1))
    x, y = in_units(ground, ground.outline(crowd).get_anchors()).T
    assert abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 == pytest.approx(1, abs=1e-3)


def test_the_outline_of_separate_values_is_bars_with_their_probabilities():
    bars = chart((-1, 2, 1), top=1).outline(clicks(0.3))
    assert isinstance(bars, Bars)
    assert bars.heights.tolist() == pytest.approx([0.7, 0.3])
    assert ((bars.edges[:-1] + bars.edges[1:]) / 2).tolist() == [0, 1]


def test_a_mark_points_at_its_place_from_below():
    ground = chart()
    x, y = in_units(ground, ground.mark(1.5).get_vertices()).T
    assert x[y.argmax()] == pytest.approx(1.5)
    assert -0.1 < y.max() < 0


def test_a_ruler_is_as_long_as_what_it_measures_and_says_it():
    ground = chart()
    lines, length = ground.ruler(0.5, 3, 0.2, '{width} "min"', width=2.5)
    x, y = in_units(ground, lines.get_all_points()).T
    assert (x.min(), x.max()) == pytest.approx((0.5, 3))
    assert np.mean(y) == pytest.approx(0.2)
    assert length.get_left()[0] > lines.get_right()[0]
    assert "2.5" in length.typst_code


def test_the_board_is_the_usual_region():
    assert DensityChart((0, 1, 1), 1, BOARD, DEFAULT, x_numbers=False).at(1, 1)[1] == pytest.approx(BOARD.top)

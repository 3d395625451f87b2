"""Maps: level curves lie at their height, trails go as far as they were told, in equal units."""

import numpy as np
import pytest
from manim import FadeIn, linear

from mathviz.calculus import HIMMELBLAU, Quadratic, gradient_descent
from mathviz.stage import Lecture, Region, Walk
from mathviz.stage.maps import ContourMap, level_curves
from mathviz.theme import DEFAULT
from tests.stage.trial import Frames, run

VALLEY = Quadratic([[1, 0], [0, 10]])
DESCENT = gradient_descent(VALLEY, (10, 1), learning_rate=2 / 11, steps=6)
REGION = Region(-6, -2.5, 2, 3)


@pytest.fixture(scope="module")
def ground():
    from mathviz.film.setting import setting

    with setting((256, 144), 15, DEFAULT.background):
        from mathviz.stage.typesetting import use_package_fonts

        use_package_fonts()
        yield ContourMap((-3, 11, 5), (-2, 2, 1), REGION, DEFAULT)


def test_a_bowl_gives_its_own_ellipse_as_far_as_the_window_goes():
    curves = level_curves(VALLEY, 50, (-3, 11), (-2, 2))
    points = np.concatenate(curves)
    np.testing.assert_allclose(VALLEY(*points.T), 50, rtol=2e-3)  # corners lie on it, cut ends on a chord
    assert (np.abs(points[:, 1]) <= 2 + 1e-9).all()
    assert points[:, 0].max() == pytest.approx(10, abs=1e-3)
    assert points[:, 0].min() >= -3


def test_any_other_function_is_traced():
    curves = level_curves(HIMMELBLAU, 10, (-5, 5), (-5, 5))
    assert len(curves) == 4  # one around each of its four minima
    for curve in curves:
        np.testing.assert_allclose(HIMMELBLAU(*curve.T), 10, rtol=0.02)
        np.testing.assert_allclose(curve[0], curve[-1], atol=1e-6)


def test_units_are_equal_and_all_stands_in_the_region(ground):
    assert np.linalg.norm(ground.at(3, 0) - ground.at(0, 0)) == pytest.approx(3 * ground.unit)
    assert np.linalg.norm(ground.at(0, 2) - ground.at(0, 0)) == pytest.approx(2 * ground.unit)
    assert REGION.contains(ground.picture)
    assert len(ground.numbers) == 3 + 5


def test_a_path_goes_through_its_points(ground):
    points = np.array([[-2.0, 1.0], [3.0, 0.5], [10.0, -1.5]])
    corners = [ground.at(x, y) for x, y in points]
    np.testing.assert_allclose(ground.places(points), corners)
    path = ground.path(points)
    np.testing.assert_allclose([*path.get_start_anchors(), path.get_end()], corners)
    np.testing.assert_allclose(ground.polygon(points).get_start_anchors()[:3], corners)


def test_contours_of_another_function_take_the_place_of_the_first(ground):
    contours = ground.contours(VALLEY, [2, 0.5])
    contours.set_function(Quadratic([[1, 0], [0, 1]]))
    for part, radius in zip(contours, (2, 1), strict=True):
        away = np.linalg.norm(part.get_anchors() - ground.at(0, 0), axis=1)
        np.testing.assert_allclose(away, radius * ground.unit, rtol=1e-9)


def test_a_height_that_is_nowhere_has_no_curve(ground):
    assert len(ground.contours(VALLEY, [5000])[0].points) == 0


def test_a_trail_shows_so_many_steps_and_part_of_the_next(ground):
    trail = ground.trail(DESCENT).show(2.5)
    np.testing.assert_allclose(trail.head.get_center(), ground.at(*DESCENT.at(2.5)), atol=1e-9)
    corners = trail.line.points[::4]
    np.testing.assert_allclose(corners, [ground.at(*DESCENT.points[k]) for k in range(3)], atol=1e-9)
    assert [bool(len(mark.points)) for mark in trail.marks] == [True] * 3 + [False] * 4


def test_a_trail_takes_another_path_just_as_far(ground):
    crawl = gradient_descent(VALLEY, (10, 1), learning_rate=0.02, steps=6)
    trail = ground.trail(DESCENT).show(4).set_path(crawl)
    np.testing.assert_allclose(trail.head.get_center(), ground.at(*crawl.points[4]), atol=1e-9)


class OnAMap(Lecture):
    def construct(self):
        self.chapter("Only")
        self.ground = self.contour_map((-3, 11, 5), (-3, 3, 1))
        self.trail = self.ground.trail(DESCENT, role="loss")
        self.add(self.ground.picture, self.ground.contours(VALLEY, [8, 32]), self.trail)
        self.play(FadeIn(self.ground.dot(0, 0, role="answer", radius=0.2)), run_time=0.2)
        self.play(Walk(self.trail, 6), run_time=2, rate_func=linear)


def colour_at(picture, point):
    height, width = picture.shape[:2]
    column, row = (point[0] / 14.222 + 0.5) * width, (0.5 - point[1] / 8) * height
    return picture[int(row), int(column), :3].astype(int)


def rgb(role):
    return np.array([int(DEFAULT.colour(role)[i : i + 2], 16) for i in (1, 3, 5)])


def test_the_film_shows_the_walker_where_the_path_is():
    sink = Frames()
    scene = run(OnAMap, sink=sink)
    end = round((scene.now / 120 - Lecture.closing) * 15)
    at_half, at_end = sink.pictures[end - 15], sink.pictures[end]
    assert np.abs(colour_at(at_end, scene.ground.at(0, 0)) - rgb("answer")).max() < 12
    for picture, steps in ((at_half, 3), (at_end, 6)):
        head = colour_at(picture, scene.ground.at(*DESCENT.at(steps)))
        assert np.abs(head - rgb("loss")).max() < 40

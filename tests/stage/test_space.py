"""The view into three dimensions: where things are seen, what hides what, what moves when the view turns."""

import numpy as np
import pytest

from mathviz.calculus import Quadratic, gradient_descent
from mathviz.film.setting import setting
from mathviz.stage import ContourMap, Lecture, Region, Turn, Walk
from mathviz.stage.space import Space
from mathviz.theme import DEFAULT
from tests.stage.test_maps import colour_at, rgb
from tests.stage.trial import Frames, run

VALLEY = Quadratic([[1, 0], [0, 10]])
DESCENT = gradient_descent(VALLEY, (10, 1), learning_rate=2 / 11, steps=6)
REGION = Region(-6, -2.5, 2, 3)


@pytest.fixture(autouse=True)
def manim():
    with setting((256, 144), 15, DEFAULT.background):
        yield


def space(azimuth=-60, elevation=30):
    return Space((-3, 11), (-2, 2), (0, 80), REGION, DEFAULT, azimuth=azimuth, elevation=elevation)


def corners(seen):
    return np.array([seen.at(x, y, z) for x in seen.x for y in seen.y for z in seen.z])


@pytest.mark.parametrize("view", [(-60, 30), (-120, 45), (10, 5), (-90, 90), (200, 0)])
def test_the_box_fills_its_region_from_everywhere(view):
    seen = corners(space(*view))
    low, high = seen.min(axis=0), seen.max(axis=0)
    assert low[0] >= REGION.left - 1e-9 and high[0] <= REGION.right + 1e-9
    assert low[1] >= REGION.bottom - 1e-9 and high[1] <= REGION.top + 1e-9
    touches = np.isclose(high[0] - low[0], REGION.width) or np.isclose(high[1] - low[1], REGION.height)
    assert touches
    np.testing.assert_allclose((low + high)[:2] / 2, REGION.centre[:2], atol=1e-9)


def test_from_straight_above_it_is_a_map():
    seen = space(-90, 90)
    origin = seen.at(0, 0, 0)
    np.testing.assert_allclose(seen.at(1, 0, 0) - origin, [seen.unit, 0, 0], atol=1e-9)
    np.testing.assert_allclose(seen.at(0, 1, 0) - origin, [0, seen.unit, 0], atol=1e-9)
    np.testing.assert_allclose(seen.at(0, 0, 70), origin, atol=1e-9)


def test_from_the_side_heights_are_seen_in_full():
    seen = space(-90, 0)
    rise = seen.at(0, 0, 80) - seen.at(0, 0, 0)
    np.testing.assert_allclose(rise, [0, 0.4 * 14 * seen.unit, 0], atol=1e-9)  # 0.4 of the floor's 14
    np.testing.assert_allclose(seen.at(0, 2, 5), seen.at(0, -2, 5), atol=1e-9)


def test_the_viewer_stands_at_its_azimuth():
    near_x, near_y = np.array([11, 0, 0]), np.array([0, 2, 0])
    assert space(0, 10).nearness(near_x) > space(0, 10).nearness(-near_x)
    assert space(90, 10).nearness(near_y) > space(90, 10).nearness(-near_y)


def test_the_farthest_face_is_drawn_first_from_either_side():
    seen = space(-90, 40)
    roof = seen.surface(lambda x, y: -20 * np.abs(y), faces=(6, 4))
    faces = list(roof)
    assert roof[0].get_center()[1] > roof[-1].get_center()[1]  # what is far is seen higher up
    unlit = roof[0].get_fill_color().to_rgb().sum()
    seen.look(np.array([90, 40, seen.unit, *seen.centre]))
    assert roof[0].get_center()[1] > roof[-1].get_center()[1]
    assert roof[0].get_fill_color().to_rgb().sum() > 1.1 * unlit  # now the other side is far
    assert list(roof) == faces  # the same figures, moved


def test_what_faces_the_light_is_lighter():
    roof = space().surface(lambda x, y: -20 * np.abs(y), faces=(4, 6))
    shades = roof.colours.sum(axis=1)
    towards_viewer = roof.middles[:, 1] < 0
    assert shades[towards_viewer].min() > shades[~towards_viewer].max()


def test_a_trail_lies_on_the_surface_at_its_steps():
    seen = space()
    trail = seen.trail(DESCENT, VALLEY, bends=8).show(3)
    starts = trail.line.points[::4][::8]
    wanted = [seen.at(*DESCENT.points[k], DESCENT.values[k]) for k in range(3)]
    np.testing.assert_allclose(starts, wanted, atol=1e-9)
    seen.look(np.array([-100, 60, seen.unit, *seen.centre]))
    np.testing.assert_allclose(
        trail.head.get_center(), seen.at(*DESCENT.points[3], DESCENT.values[3]), atol=1e-9
    )


class Rising(Lecture):
    """A valley with a lake; the view rises onto a map, which then takes its place."""

    def construct(self):
        self.chapter("Only")
        self.ground = self.contour_map((-3, 11, 5), (-3, 3, 1))
        self.view = view = self.space((-3, 11), (-2, 2), (0, 80), azimuth=-110, elevation=40, height=0.2)
        surface = view.surface(VALLEY)
        lake = view.dot(0, 0, 0, role="answer", radius=0.2)
        self.waiting = view.dot(5, 0, 12.5, role="loss", radius=0.2)
        trails = self.trails = [view.trail(DESCENT, VALLEY), self.ground.trail(DESCENT)]
        self.first_sight = view.at(0, 0, 0)
        self.add(surface, lake, *trails, view.axes())
        self.play(*[Walk(trail, 3) for trail in trails], run_time=0.5)
        self.play(Turn(view, onto=self.ground), run_time=1)
        self.unseen = self.waiting not in self.mobjects
        self.add(self.waiting)
        self.hold(0.5)


@pytest.fixture(scope="module")
def film():
    sink = Frames()
    return run(Rising, sink=sink), sink.pictures


def test_the_view_rises_onto_the_map(film):
    scene, pictures = film
    for x, y, z in ((0, 0, 0), (10, 1, 55), (-3, -2, 24.5)):
        np.testing.assert_allclose(scene.view.at(x, y, z), scene.ground.at(x, y), atol=1e-9)
    before, after = pictures[10], pictures[-1]
    assert np.abs(colour_at(before, scene.first_sight) - rgb("answer")).max() < 12
    assert np.abs(colour_at(after, scene.ground.at(0, 0)) - rgb("answer")).max() < 12


def test_twins_walk_in_step_and_meet_when_the_view_has_risen(film):
    scene, _ = film
    lifted, flat = scene.trails
    assert lifted.steps == flat.steps == 3
    np.testing.assert_allclose(lifted.head.get_center(), flat.head.get_center(), atol=1e-9)


def test_what_is_not_on_the_stage_turns_unseen(film):
    scene, pictures = film
    assert scene.unseen
    assert np.abs(colour_at(pictures[-1], scene.ground.at(5, 0)) - rgb("loss")).max() < 12


def test_the_surface_covers_its_floor_and_nothing_beyond(film):
    scene, pictures = film
    inside, outside = scene.ground.at(7, -1.5), scene.ground.at(7, -2.6)
    assert np.abs(colour_at(pictures[-1], inside) - rgb("background")).max() > 20
    assert np.abs(colour_at(pictures[-1], outside) - rgb("background")).max() < 3


def test_a_space_stands_on_any_map():
    seen = space()
    ground = ContourMap((-3, 11, 5), (-2, 2, 1), REGION, DEFAULT, numbers=False, x_label="", y_label="")
    seen.look(seen.view_onto(ground))
    np.testing.assert_allclose(seen.at(11, 2, 0), ground.frame.get_corner([1, 1, 0]), atol=1e-9)

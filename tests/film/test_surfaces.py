"""Surfaces drawn fast look equal to Manim's; what can't be drawn so is drawn exactly, and it is said why."""

import manim
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    DEGREES,
    Create,
    FadeIn,
    ImageMobject,
    Sphere,
    Surface,
    Text,
    ThreeDAxes,
    ThreeDScene,
    Torus,
    tempconfig,
)
from scipy.ndimage import gaussian_filter

from mathviz.calculus import Quadratic
from mathviz.cli import cli
from mathviz.film import rasteriser
from mathviz.film.canvas import Canvas
from mathviz.film.clock import ManimClock
from mathviz.film.looks import Glance, Looking
from mathviz.film.rasteriser import Rasteriser, Tables
from mathviz.film.renderer import FilmRenderer
from mathviz.film.verify import _made
from mathviz.stage import Lecture, Turn
from tests.film.parts import bring_up, drive
from tests.stage.trial import Frames, run


@pytest.fixture(scope="module", autouse=True)
def built(small_films):
    bring_up("faces", rasteriser._draw_faces)
    with small_films(960, 540, 5):
        yield


class Pictures:
    """A sink that keeps every frame."""

    def __init__(self):
        self.pictures = []

    def wants(self, first, last):
        return range(first, last)

    def frame(self, index, count, pixels, changed=None):
        self.pictures.append(pixels.copy())


def filmed(scene_class, surfaces):
    """The frames of a scene, and the canvas that drew them."""
    scene = _made(scene_class, None)
    renderer = FilmRenderer(ManimClock(5), pictures := Pictures(), lambda camera: Canvas(camera, surfaces))
    renderer.take_over(scene)
    scene.render()
    return pictures.pictures, renderer.canvas


def similarity(one, other):
    """The structural similarity of two pictures' luma (Wang et al. 2004), Gaussian windows."""
    a, b = (picture[..., :3] @ np.array([0.2126, 0.7152, 0.0722]) for picture in (one, other))

    def blurred(values):
        return gaussian_filter(values, 1.5, truncate=3.5)

    mean_a, mean_b = blurred(a), blurred(b)
    spread = blurred(a * a) - mean_a**2 + blurred(b * b) - mean_b**2
    common = blurred(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    quality = (2 * mean_a * mean_b + c1) * (2 * common + c2) / ((mean_a**2 + mean_b**2 + c1) * (spread + c2))
    return float(quality.mean())


def waves(**look):
    return Surface(
        lambda u, v: [u, v, np.sin(u) * np.cos(v)], u_range=(-3, 3), v_range=(-3, 3), resolution=16, **look
    )


class InSpace(ThreeDScene):
    """Shows what :meth:`things` makes, from two sides."""

    def things(self):
        return [waves()]

    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=-40 * DEGREES)
        self.add(*self.things())
        self.move_camera(theta=30 * DEGREES, run_time=0.4)
        self.wait(0.2)


class Translucent(InSpace):
    def things(self):
        return [waves(fill_opacity=0.5, stroke_opacity=0.4)]


class Unlined(InSpace):
    def things(self):
        return [waves(stroke_width=0, checkerboard_colors=False, fill_color=manim.GREEN)]


class BoldLines(InSpace):
    def things(self):
        return [waves(stroke_width=4, stroke_color=manim.YELLOW, fill_opacity=0.8)]


class OnlyLines(InSpace):
    def things(self):
        return [waves(stroke_width=2, fill_opacity=0)]


class ByHeight(InSpace):
    def things(self):
        axes = ThreeDAxes(x_range=(-3, 3), y_range=(-3, 3), z_range=(-2, 2))
        surface = axes.plot_surface(
            lambda u, v: np.cos(u) + v / 4,
            u_range=(-2, 2),
            v_range=(-2, 2),
            resolution=(14, 14),
            colorscale=[manim.RED, manim.GREEN, manim.BLUE],
        )
        return [axes, surface]


class Ball(InSpace):
    def things(self):
        return [Sphere(radius=2, resolution=(18, 18)), ThreeDAxes()]


class Ring(InSpace):
    def things(self):
        return [Torus(major_radius=2.2, minor_radius=0.8, resolution=(20, 12)).set_opacity(0.7)]


class Labelled(InSpace):
    def things(self):
        title = Text("fixed in the frame").to_edge(manim.UP)
        self.add_fixed_in_frame_mobjects(title)
        return [ThreeDAxes(), waves(), title]


class Near(InSpace):
    def construct(self):
        self.camera.exponential_projection = True
        self.camera.set_zoom(2.5)
        super().construct()


class Unshaded(InSpace):
    def construct(self):
        self.camera.should_apply_shading = False
        super().construct()


class OtherLight(InSpace):
    def construct(self):
        self.camera.light_source.move_to([4, -4, 1])
        super().construct()
        self.play(self.camera.light_source.animate.move_to([-4, 4, 3]), run_time=0.4)


class Coming(InSpace):
    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=-40 * DEGREES)
        surface = waves()
        self.play(Create(surface), run_time=0.6)
        self.play(surface.animate.shift(manim.OUT).set_color(manim.RED), run_time=0.6)


LIKE = (
    InSpace,
    Translucent,
    Unlined,
    BoldLines,
    OnlyLines,
    ByHeight,
    Ball,
    Ring,
    Labelled,
    Near,
    Unshaded,
    OtherLight,
    Coming,
)


@pytest.mark.parametrize("scene", LIKE, ids=lambda scene: scene.__name__)
def test_surfaces_drawn_fast_look_equal(scene):
    exact, _ = filmed(scene, "exact")
    fast, canvas = filmed(scene, "fast")
    assert len(fast) == len(exact)
    worst = min(similarity(a, b) for a, b in zip(exact, fast, strict=True))
    assert worst >= 0.998
    assert not canvas.left
    assert any((a != b).any() for a, b in zip(exact, fast, strict=True)), "it was not drawn fast"


def test_the_same_picture_comes_out_again():
    first, _ = filmed(Coming, "fast")
    second, _ = filmed(Coming, "fast")
    assert all(map(np.array_equal, first, second))


class BehindTheViewer(InSpace):
    def construct(self):
        self.set_camera_orientation(phi=80 * DEGREES, theta=0, focal_distance=4)
        self.add(manim.Square(side_length=12, fill_opacity=0.3).set_shade_in_3d(True))
        self.wait(0.2)


class RoundCorners(InSpace):
    def things(self):
        triangle = manim.Triangle(stroke_width=30, joint_type=manim.LineJointType.ROUND)
        return [triangle.set_shade_in_3d(True)]


class Capped(InSpace):
    def things(self):
        arc = manim.Arc(stroke_width=30, cap_style=manim.CapStyleType.ROUND)
        return [arc.set_shade_in_3d(True)]


class Upright(InSpace):
    def things(self):
        square = manim.Square(fill_opacity=1).set_shade_in_3d(True)
        self.add_fixed_orientation_mobjects(square)
        return [square]


class Letters(InSpace):
    def things(self):
        return [Text("oo").set_shade_in_3d(True)]


class Fading(InSpace):
    def things(self):
        square = manim.Square(fill_color=[manim.RED, manim.BLUE], fill_opacity=[0, 1])
        return [square.set_shade_in_3d(True)]


LEFT = {
    BehindTheViewer: "a face that reaches behind the viewer",
    RoundCorners: "corners that are round or cut",
    Capped: "a line with ends of its own",
    Upright: "fixed to the frame",
    Letters: "several outlines",
    Fading: "a gradient of opacity",
}


@pytest.mark.parametrize("scene", LEFT, ids=lambda scene: scene.__name__)
def test_other_faces_are_left_to_cairo_and_it_is_said_why(scene):
    exact, _ = filmed(scene, "exact")
    fast, canvas = filmed(scene, "fast")
    assert all(map(np.array_equal, exact, fast))
    assert set(canvas.left) == {LEFT[scene]}


FILE = """
from manim import *

class Faces(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1)
        self.add(Text("oo").set_shade_in_3d(True), Cube())
        self.wait(0.1)
"""


def film_command(tmp_path, *options):
    (tmp_path / "faces.py").write_text(FILE)
    command = ["film", str(tmp_path / "faces.py"), "-ql", "--media_dir", str(tmp_path), *options]
    with tempconfig({}):
        return CliRunner().invoke(cli, command)


def test_the_command_says_what_was_not_drawn_fast(tmp_path):
    result = film_command(tmp_path, "--surfaces", "fast", "--verbose")
    assert result.exit_code == 0
    assert "faces were drawn by Cairo: several outlines" in result.stderr
    assert "Cairo" not in film_command(tmp_path, "--surfaces", "exact", "--verbose").stderr


@pytest.mark.parametrize(
    ("options", "quickly"),
    [
        ((), True),
        (("--encoder", "fast"), True),
        (("--encoder", "lossless"), False),
        (("-s",), False),
        (("--format", "png"), False),
        (("--format", "png-sequence"), False),
    ],
)
def test_surfaces_are_exact_where_the_file_keeps_each_pixel(tmp_path, options, quickly):
    result = film_command(tmp_path, *options, "--verbose")
    assert result.exit_code == 0
    assert ("several outlines" in result.stderr) == quickly


def test_without_the_rasteriser_surfaces_are_drawn_exactly_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(rasteriser, "LIBRARY", tmp_path / "none.so")
    rasteriser._draw_faces.cache_clear()
    try:
        result = film_command(tmp_path, "--surfaces", "fast")
        exact, _ = filmed(InSpace, "exact")
        fast, _ = filmed(InSpace, "fast")
    finally:
        rasteriser._draw_faces.cache_clear()
    assert result.exit_code == 0
    assert "not built on this machine" in result.stderr
    assert all(map(np.array_equal, exact, fast))


# -- lectures ---------------------------------------------------------------------------------------------


class Hill(Lecture):
    """A surface on the flat stage, with a curve and a dot before it, seen from elsewhere after a while."""

    def construct(self):
        self.chapter("A hill")
        space = self.space(x=(-2, 2), y=(-2, 2), z=(0, 8), region=self.full.rows(1, 0.05)[0])
        hill = Quadratic([[2, 0], [0, 2]])
        surface = space.surface(hill, faces=(12, 12))
        self.play(FadeIn(surface), run_time=0.4)
        self.add(space.contours(hill, [1, 2, 4]), space.dot(0, 0, 0))
        self.add(ImageMobject(np.uint8([[0, 100], [200, 255]])))
        self.play(Turn(space, azimuth=-20), run_time=0.6)
        self.wait(0.2)


class Looks(Frames):
    """Keeps what a canvas says that each frame looks like, besides the frame."""

    def __init__(self, kind):
        super().__init__()
        self.kind, self.looks, self.drawn_by = kind, [], None

    def canvas(self, camera):
        self.drawn_by = self.kind(camera, "fast")
        return self.drawn_by

    def frame(self, index, count, pixels, changed=None):
        super().frame(index, count, pixels, changed)
        self.looks += count * [self.drawn_by.look]


def test_the_surface_of_a_lecture_looks_equal():
    run(Hill, sink=(exact := Frames()), size=(960, 540))
    looking = Looks(Looking)
    run(Hill, sink=looking, size=(960, 540), canvas=looking.canvas)
    pairs = list(zip(exact.pictures, looking.pictures, strict=True))
    assert min(similarity(a, b) for a, b in pairs) >= 0.998
    assert any((a != b).any() for a, b in pairs), "it was not drawn fast"
    assert not looking.drawn_by.left


def test_what_frames_look_like_is_known_without_drawing():
    drawing, glancing = Looks(Looking), Looks(Glance)
    for looks in (drawing, glancing):
        run(Hill, sink=looks, canvas=looks.canvas)
    assert glancing.looks == drawing.looks
    alike = {}
    for look, picture in zip(drawing.looks, drawing.pictures, strict=True):
        assert np.array_equal(alike.setdefault(look, picture), picture)
    assert len(alike) > 10


# -- the rasteriser ---------------------------------------------------------------------------------------


def polygons(outlines, *, fill=(255, 255, 255, 255), stroke=(0, 0, 0, 0), width=0.0):
    """Tables of closed polygons, each (k, 2) in pixels, in one colour."""
    curves = []
    for outline in outlines:
        start = np.asarray(outline, float)
        end = np.roll(start, -1, axis=0)
        curves.append(np.stack([start, start + (end - start) / 3, end - (end - start) / 3, end], axis=1))
    count = len(outlines)
    return Tables(
        np.cumsum([0, *map(len, curves)]).astype(np.int32),
        np.concatenate(curves),
        np.tile(np.array([[fill, fill], [stroke, stroke]], np.float32), (count, 1, 1, 1)),
        np.zeros((count, 2, 2), np.float32),
        np.full(count, width, np.float32),
        np.ones(count, np.uint8),
    )


def drawn(tables, size=(12, 10), order=None):
    """Black pixels (height, width, 4) on which the faces were drawn."""
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    pixels[..., 3] = 255
    numbers = np.arange(len(tables.widths)) if order is None else order
    Rasteriser().draw(pixels, tables, np.asarray(numbers, np.int32))
    return pixels


def rectangle(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


@given(st.lists(st.floats(-20, 30), min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_rectangle_covers_of_each_pixel_what_it_covers(sides):
    left, right = sorted(sides[:2])
    top, bottom = sorted(sides[2:])
    across, down = (
        np.clip(np.minimum(high, np.arange(n) + 1) - np.maximum(low, np.arange(n)), 0, 1)
        for low, high, n in ((left, right, 12), (top, bottom, 10))
    )
    found = drawn(polygons([rectangle(left, top, right, bottom)]))[..., 0]
    assert np.abs(found - 255 * down[:, None] * across).max() <= 1


@given(st.lists(st.tuples(st.floats(0, 12), st.floats(0, 10)), min_size=3, max_size=3))
@settings(max_examples=200, deadline=None)
def test_a_triangle_covers_its_area(corners):
    (x0, y0), (x1, y1), (x2, y2) = corners
    area = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / 2
    found = drawn(polygons([corners]))[..., 0].sum() / 255
    assert abs(found - area) < 0.2


def test_the_last_face_lies_over_the_others():
    tables = polygons([rectangle(0, 0, 8, 8), rectangle(4, 0, 12, 8)])
    tables.colours[0, 0] = (255, 0, 0, 255)
    tables.colours[1, 0] = (0, 255, 0, 255)
    assert drawn(tables)[4, 6].tolist() == [0, 255, 0, 255]
    assert drawn(tables, order=[1, 0])[4, 6].tolist() == [255, 0, 0, 255]


def test_a_stroke_has_its_width_and_square_corners():
    tables = polygons([rectangle(3, 3, 9, 7)], fill=(0, 0, 0, 0), stroke=(255, 255, 255, 255), width=2)
    found = drawn(tables)[..., 0]
    expected = np.zeros((10, 12))
    expected[2:8, 2:10] = 255
    expected[4:6, 4:8] = 0
    assert np.abs(found - expected).max() <= 1


def test_colours_change_from_one_end_to_the_other():
    tables = polygons([rectangle(0, 0, 12, 10)])
    tables.colours[0, 0] = [(0, 0, 0, 255), (255, 255, 255, 255)]
    tables.ends[0] = [(2, 0), (10, 0)]
    expected = 255 * np.clip((np.arange(12) + 0.5 - 2) / 8, 0, 1)
    assert np.abs(drawn(tables)[3, :, 0] - expected).max() <= 1


def test_half_of_what_lies_below_shines_through():
    tables = polygons([rectangle(0, 0, 12, 10)], fill=(100, 0, 0, 127.5))
    pixels = np.full((10, 12, 4), 255, np.uint8)
    Rasteriser().draw(pixels, tables, np.array([0], np.int32))
    assert np.abs(pixels[5, 5] - np.array([228, 128, 128, 255])).max() <= 1


def test_a_face_larger_than_the_picture_is_drawn_in_parts():
    outline = [(-3000, 200), (1500, -3000), (9000, 700), (1200, 7000)]
    large = drawn(polygons([outline]), size=(2000, 1500))
    assert (large[..., 0] == 255).mean() > 0.9
    edges = (large[..., 0] > 0) & (large[..., 0] < 255)
    assert edges.mean() < 0.01


def test_the_sanitizers_find_nothing(tmp_path):
    assert "faces drawn" in drive("faces", tmp_path, "float-cast-overflow", "float-divide-by-zero")

"""Every frame is drawn as Manim draws it: the corpus, random scenes, lectures, and a check of the check."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import manim
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import Animation, Mobject, Scene, tempconfig

from mathviz.film import canvas as canvas_module
from mathviz.film.clock import ManimClock
from mathviz.film.verify import Frames, film, manim_film, verify
from tests.film import corpus
from tests.stage.trial import Frames as Pictures
from tests.stage.trial import Trial, run

SCENES = {
    name: member
    for info in pkgutil.iter_modules(corpus.__path__)
    for name, member in vars(importlib.import_module(f"{corpus.__name__}.{info.name}")).items()
    if isinstance(member, type) and issubclass(member, Scene) and member.__module__.endswith(info.name)
}
LEFT_TO_MANIM = {
    "Mapping": "a camera of class MappingCamera",
    "ImageFilled": "an outline filled with an image",
    "Streams": "an outline filled with an image",  # their colours are
}


@pytest.fixture(scope="module", autouse=True)
def small_and_still(small_films):
    with small_films(192, 108, 10):
        yield


class Claims(Frames):
    """Checks that nothing changed outside of the rectangles that are said to have changed."""

    before = None

    def frame(self, index, count, pixels, changed=None):
        super().frame(index, count, pixels)
        if changed is not None and self.before is not None:
            expected = self.before
            for x0, y0, x1, y1 in changed:
                expected[y0:y1, x0:x1] = pixels[y0:y1, x0:x1]
            assert np.array_equal(expected, pixels), f"frame {index} changed elsewhere"
        self.before = pixels.copy()


@pytest.mark.parametrize("name", SCENES)
def test_each_frame_is_manims(name):
    difference = verify(SCENES[name])
    assert difference is None, f"frame {difference.frame}"


@pytest.mark.parametrize("name", SCENES)
def test_nothing_else_changed_and_nothing_is_left_to_manim(name):
    with tempconfig({"seed": 0}):
        drawn_by = film(SCENES[name], claims := Claims())
    assert claims.digests
    assert set(drawn_by.fallbacks) == ({LEFT_TO_MANIM[name]} if name in LEFT_TO_MANIM else set())


def test_the_corpus_has_all_of_manim():
    used = set()
    for path in Path(corpus.__path__[0]).glob("*.py"):
        used |= {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    # What is no animation or mobject by itself, what needs LaTeX, and what fails in Manim 0.22.
    abstract = {"Animation", "ShowPartial", "TipableVMobject", "ArrowTip", "TransformAnimations"}
    abstract |= {
        "VectorField",
        "ThreeDVMobject",
        "ImageMobjectFromCamera",
        "FullScreenRectangle",
        "Mobject",
        "SVGMobject",
    }
    latex = {"MathTex", "SingleStringMathTex", "Tex", "Title", "BulletedList", "TransformMatchingTex"}
    latex |= {"BraceLabel", "Variable", "Matrix", "DecimalMatrix", "IntegerMatrix", "MobjectMatrix"}
    broken = {"ApplyPointwiseFunctionToCenter", "SmoothedVectorizedHomotopy"}
    vocabulary = {
        name
        for name, member in vars(manim).items()
        if inspect.isclass(member) and issubclass(member, (Animation, Mobject))
    }
    assert vocabulary - used - abstract - latex - broken == set()


def test_a_wrong_canvas_is_caught(monkeypatch):
    right = canvas_module._differing
    monkeypatch.setattr(canvas_module, "_differing", lambda old, new: list(right(old, new))[:-1])
    difference = verify(SCENES["Transforming"])
    assert difference is not None
    height, width = 108, 192
    assert difference.picture().shape == (height, 3 * width, 4)
    assert difference.picture()[:, 2 * width :, :3].any()


def test_a_wrong_clock_is_caught(monkeypatch):
    monkeypatch.setattr(ManimClock, "frames", lambda self, duration, hold: range(self._next, self._next + 3))
    difference = verify(SCENES["Waits"])
    assert difference is not None
    assert difference.frames[0] != difference.frames[1]


# -- random scenes ----------------------------------------------------------------------------------------

COLOURS = st.sampled_from([manim.RED, manim.GREEN, manim.BLUE, manim.YELLOW, manim.WHITE])
PLACES = st.tuples(st.floats(-6, 6), st.floats(-3.5, 3.5)).map(lambda p: np.array([*p, 0]))


@st.composite
def mobjects(draw):
    kind = draw(st.sampled_from(["Square", "Circle", "Star", "Line", "Dot", "Text", "Arc", "Group"]))
    if kind == "Group":
        return manim.VGroup(*draw(st.lists(mobjects(), min_size=1, max_size=3))).arrange()
    mobject = manim.Text("ab") if kind == "Text" else getattr(manim, kind)()
    mobject.set_color(draw(st.one_of(COLOURS, st.lists(COLOURS, min_size=2, max_size=3))))
    mobject.set_fill(opacity=draw(st.sampled_from([0, 0.3, 1])))
    mobject.set_stroke(width=draw(st.sampled_from([0, 1, 4, 30])))
    mobject.joint_type = draw(st.sampled_from(list(manim.LineJointType)))
    mobject.set_z_index(draw(st.sampled_from([0, 0, 0, 1, -1])))
    return mobject.scale(draw(st.floats(0.1, 3))).rotate(draw(st.floats(0, 6))).move_to(draw(PLACES))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "fade", "create", "move", "turn", "grow", "remove", "hold", "front", "update"]
        ),
        st.integers(0, 5),
        PLACES,
    ),
    min_size=3,
    max_size=8,
)


def scene_of(shapes, steps):
    class Random(Scene):
        def construct(self):
            own = [shape.copy() for shape in shapes]
            for step, number, place in steps:
                shape = own[number % len(own)]
                if step == "add":
                    self.add(shape)
                elif step == "fade":
                    self.play(manim.FadeIn(shape), run_time=0.2)
                elif step == "create":
                    self.play(manim.Create(shape), run_time=0.3)
                elif step == "move":
                    self.play(shape.animate.move_to(place), run_time=0.3)
                elif step == "turn":
                    self.play(manim.Rotate(shape, 1), run_time=0.2)
                elif step == "grow":
                    self.play(shape.animate.scale(1.7).set_color(manim.PURPLE), run_time=0.2)
                elif step == "remove":
                    self.remove(shape)
                elif step == "hold":
                    self.wait(0.2)
                elif step == "front":
                    self.bring_to_front(shape)
                else:
                    shape.add_updater(lambda m, dt: m.shift(dt * manim.UP))
            self.wait(0.1)

    return Random


@given(st.lists(mobjects(), min_size=1, max_size=4), STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_scenes_are_manims(shapes, steps):
    scene = scene_of(shapes, steps)
    assert verify(scene) is None
    film(scene, Claims())


# -- lectures ---------------------------------------------------------------------------------------------


def test_a_lecture_is_drawn_as_by_manims_camera(monkeypatch):
    run(Trial, sink=(ours := Pictures()))
    monkeypatch.setattr(canvas_module, "_KNOWN", ())
    run(Trial, sink=(manims := Pictures()))
    assert len(ours.pictures) == len(manims.pictures)
    for index, (a, b) in enumerate(zip(ours.pictures, manims.pictures, strict=True)):
        assert np.array_equal(a, b), f"frame {index}"


class Kept(Frames):
    """Keeps the pixels of every frame, or of one in so many."""

    def __init__(self, step=1):
        super().__init__()
        self.step, self.taken = step, {}

    def wants(self, first, last):
        return [k for k in range(first, last) if k % self.step == self.step // 2]

    def frame(self, index, count, pixels, changed=None):
        super().frame(index, count, pixels)
        self.taken |= dict.fromkeys(range(index, index + count), pixels.copy())


@pytest.mark.parametrize(
    "name", ["RedrawnWithOtherParts", "Traced", "FromFunctions", "Flows", "ByTheClock", "InTurn", "Waits"]
)
def test_frames_that_nobody_wants_leave_no_trace(name):
    with tempconfig({"seed": 0}):
        manim_film(SCENES[name], whole := Kept())
        film(SCENES[name], part := Kept(5))
    assert part.taken
    for index, pixels in part.taken.items():
        assert np.array_equal(pixels, whole.taken[index]), f"frame {index}"

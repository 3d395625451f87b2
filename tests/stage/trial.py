"""A short lecture with a bit of everything, and ways to run it."""

from __future__ import annotations

import numpy as np
from manim import Create, FadeIn

from mathviz.film.canvas import Canvas
from mathviz.film.clock import ExactClock
from mathviz.film.renderer import FilmRenderer, Nothing
from mathviz.film.setting import setting
from mathviz.linear_algebra import LinearMap
from mathviz.stage import Apply, Lecture, MoveVector, Question, Studio

SIZE = (256, 144)


class Trial(Lecture):
    """Area under a map, in twenty seconds."""

    matrix = LinearMap([[3, 1], [1, 2]])

    def construct(self):
        plane = self.plane()
        square = plane.unit_square()
        self.chapter("Area before")
        with self.say("Take the unit square. Its area is one.") as line:
            self.play(FadeIn(plane.picture), run_time=line.until("square"))
            self.play(Create(square), run_time=line.rest())
        self.chapter("Area after")
        arrow = plane.arrow((1, 1), label="v")
        text = "The matrix carries it to a parallelogram with area {det}."
        with self.say(text, det=self.matrix.det) as line:
            self.play(Create(arrow), run_time=0.3)
            moved = [plane.grid, square, arrow]
            self.play(Apply(self.matrix, on=plane, to=moved), run_time=line.until("parallelogram"))
        self.play(MoveVector(arrow, (-1, 2)), run_time=0.7)
        guess = self.ask(
            Question(
                "What would a determinant of zero look like?",
                choices=("A flat picture", "A square"),
                answer=0,
                explanations=("Area zero means a line.", "A square has an area."),
            )
        )
        with self.answer(guess, "The square is squashed onto a line."):
            pass


class Frames:
    """A sink that keeps every frame."""

    def __init__(self):
        self.pictures: list[np.ndarray] = []

    def wants(self, first, last):
        return range(first, last)

    def frame(self, index, count, pixels, changed=None):
        assert index == len(self.pictures)
        self.pictures += [pixels.copy()] * count


def run(lecture, *, fps=15, sink=None, studio=None, size=SIZE, canvas=Canvas):
    """The finished scene of a lecture class."""
    studio = studio or Studio(lecture="trial", title="Trial")
    with setting(size, fps, studio.theme.background):
        scene = lecture(studio, renderer=FilmRenderer(ExactClock(fps), sink or Nothing(), canvas))
        scene.setup()
        scene.construct()
        scene.tear_down()
    return scene

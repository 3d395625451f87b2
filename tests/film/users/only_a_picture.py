# ruff: noqa: F403, F405
from manim import *


class Poster(Scene):
    def construct(self):
        self.add(NumberPlane(), Text("no animation here").add_background_rectangle())

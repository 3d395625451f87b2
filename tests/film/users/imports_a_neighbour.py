# ruff: noqa: F403, F405
from helper_beside import badge
from manim import *


class Base(Scene):
    shift = LEFT

    def setup(self):
        self.badge = badge()
        self.add(self.badge)

    def move(self):
        self.play(self.badge.animate.shift(self.shift), run_time=0.5)

    def construct(self):
        self.move()


class Other(Base):
    shift = 2 * UP

    def construct(self):
        super().construct()
        self.play(Rotate(self.badge, PI / 3), run_time=0.5)

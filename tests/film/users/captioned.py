# ruff: noqa: F403, F405
from manim import *


class Captioned(Scene):
    def construct(self):
        self.add_subcaption("A dot appears.", duration=1)
        d = Dot()
        self.play(GrowFromCenter(d))
        self.play(d.animate.shift(RIGHT), subcaption="It moves to the right.", subcaption_duration=0.8)
        self.wait(0.2)

# ruff: noqa: F403, F405
import random

from manim import *


class ByChance(Scene):
    def construct(self):
        dots = VGroup(*[Dot([random.uniform(-5, 5), np.random.uniform(-3, 3), 0]) for _ in range(20)])
        dots.set_color_by_gradient(RED, YELLOW, BLUE)
        self.play(LaggedStart(*[GrowFromCenter(d) for d in dots], lag_ratio=0.1), run_time=1)
        for d in dots:
            d.add_updater(lambda m, dt: m.shift(dt * random.choice([LEFT, RIGHT, UP, DOWN])))
        self.wait(0.6)

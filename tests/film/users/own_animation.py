# ruff: noqa: F403, F405
from manim import *


class Spiral(Animation):
    def __init__(self, mobject, turns=2, **kwargs):
        self.turns = turns
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha):
        alpha = self.rate_func(alpha)
        angle = TAU * self.turns * alpha
        self.mobject.move_to(3 * (1 - alpha) * np.array([np.cos(angle), np.sin(angle), 0]))


class OwnAnimation(Scene):
    def construct(self):
        star = Star(color=YELLOW, fill_opacity=1).scale(0.5)
        self.play(Spiral(star, rate_func=lambda t: t**2), Flash(ORIGIN), run_time=1.2)
        self.play(Succession(Wiggle(star), FadeOut(star)), run_time=1)

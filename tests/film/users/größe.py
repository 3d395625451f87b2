# ruff: noqa: F403, F405
from manim import *


class Überblick(Scene):
    def construct(self):
        wörter = VGroup(*[Text(w) for w in ("größer", "naïve", "数学", "ℝ → ℝ")]).arrange(DOWN)
        self.play(LaggedStartMap(FadeIn, wörter, shift=UP), run_time=1)
        self.play(
            TransformMatchingShapes(wörter[0], wörter[1].copy()), ReplacementTransform(wörter[2], wörter[3])
        )

# ruff: noqa: F403, F405, RUF012
from manim import *


class ShapesGalore(Scene):
    # An old habit: a dictionary that Manim Community no longer reads.
    CONFIG = {"camera_config": {"background_color": "#222222"}, "n": 3}

    def construct(self):
        self.camera.background_color = "#223344"
        for k in range(self.CONFIG["n"]):
            shape = RegularPolygon(k + 3).shift((k - 1) * 3 * RIGHT)
            self.play(DrawBorderThenFill(shape), run_time=0.4)
        self.wait(0.5)
        self.play(*[FadeOut(mob) for mob in self.mobjects])

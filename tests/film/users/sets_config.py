# ruff: noqa: F403, F405
from manim import *

config.background_color = WHITE
config.frame_width = 10
config["max_files_cached"] = 7
Text.set_default(color=BLACK, font_size=60)


class OnWhite(Scene):
    def construct(self):
        t = Text("ink on paper")
        self.play(AddTextLetterByLetter(t, time_per_char=0.05))
        self.play(Circumscribe(t, color=RED, time_width=0.5), run_time=0.6)
        self.play(t.animate.to_edge(DOWN), rate_func=there_and_back)

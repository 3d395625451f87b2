# ruff: noqa: F403, F405
from manim import *


class TablesAndCode(Scene):
    def construct(self):
        table = Table([["1", "2"], ["3", "4"]], row_labels=[Text("a"), Text("b")], include_outer_lines=True)
        code = Code(code_string="def f(x):\n    return x + 1", language="python", background="window")
        VGroup(table.scale(0.6), code.scale(0.8)).arrange(RIGHT, buff=1)
        self.play(table.create(lag_ratio=0.5), run_time=1)
        self.play(FadeIn(code), Indicate(table.get_entries((2, 2))), run_time=0.6)
        self.add(table.get_highlighted_cell((2, 3), color=GREEN))
        self.wait(0.3)

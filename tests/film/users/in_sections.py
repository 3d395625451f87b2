# ruff: noqa: F403, F405
from manim import *


class InSections(Scene):
    def construct(self):
        s = Square()
        self.play(Create(s), run_time=0.5)
        self.next_section("Draft only", skip_animations=True)
        self.play(s.animate.shift(UP))
        self.wait()
        self.next_section("Größer!", DefaultSectionType.NORMAL)
        self.play(s.animate.scale(2), run_time=0.5)
        self.wait(0.5)

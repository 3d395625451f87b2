# ruff: noqa: F403, F405, B008
from dataclasses import dataclass

from manim import *


@dataclass
class Step:
    color: ManimColor
    angle: float


class RunsItself(Scene):
    def __init__(self, steps=(Step(RED, PI / 2), Step(BLUE, -PI)), **kwargs):
        super().__init__(**kwargs)
        self.steps = steps

    def construct(self):
        tri = Triangle(fill_opacity=0.6)
        self.add(tri)
        for step in self.steps:
            self.play(ApplyMethod(tri.rotate, step.angle), tri.animate.set_color(step.color), run_time=0.5)


if __name__ == "__main__":
    with tempconfig({"quality": "low_quality", "preview": True}):
        RunsItself().render()

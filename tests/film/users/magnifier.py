# ruff: noqa: F403, F405
from manim import *


class Magnifier(ZoomedScene):
    def __init__(self, **kwargs):
        ZoomedScene.__init__(
            self,
            zoom_factor=0.3,
            zoomed_display_height=2,
            zoomed_display_width=3,
            image_frame_stroke_width=6,
            **kwargs,
        )

    def construct(self):
        dots = VGroup(*[Dot(0.3 * k * RIGHT + 0.1 * (k % 3) * UP, radius=0.05) for k in range(-5, 6)])
        self.add(dots)
        self.activate_zooming(animate=False)
        self.play(self.zoomed_camera.frame.animate.shift(RIGHT), run_time=0.6)
        self.wait(0.4)

# ruff: noqa: F403, F405
from manim import *


class Layers(Scene):
    def construct(self):
        front = Square(fill_opacity=1, color=RED)
        back = Circle(fill_opacity=1, color=BLUE).shift(RIGHT)
        self.add_foreground_mobject(front)
        self.play(FadeIn(back), run_time=0.4)
        self.remove_foreground_mobject(front)
        self.bring_to_back(front)
        self.wait(0.3)
        front.set_z_index(5)
        self.play(back.animate.shift(LEFT), run_time=0.4)
        self.add(front.copy().scale(0.5).set_z_index(9))
        self.renderer.update_frame(self)
        print("time so far", self.time, self.renderer.time, "frame rate", self.camera.frame_rate)
        self.camera.get_image()
        self.play(Swap(front, back), run_time=0.4)
        self.clear()
        self.wait(0.3)

# ruff: noqa: F403, F405
from manim import *


class InSpace(ThreeDScene):
    def construct(self):
        axes = ThreeDAxes(x_length=6, y_length=6, z_length=4)
        ball = Sphere(radius=1, resolution=(8, 8)).set_color_by_gradient(BLUE, GREEN)
        caption = Text("a ball", font_size=32).to_corner(UL)
        self.add_fixed_in_frame_mobjects(caption)
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        self.add(axes, ball)
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(0.5)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=20 * DEGREES, run_time=0.5)
        self.play(ball.animate.shift(UP), run_time=0.4)

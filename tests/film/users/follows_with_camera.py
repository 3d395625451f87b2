# ruff: noqa: F403, F405
from manim import *


class Follow(MovingCameraScene):
    def construct(self):
        self.camera.frame.save_state()
        path = ParametricFunction(lambda t: [t, np.sin(2 * t), 0], t_range=[-3, 3])
        dot = Dot(path.get_start(), color=ORANGE)
        self.add(path, dot)
        self.play(self.camera.frame.animate.scale(0.5).move_to(dot), run_time=0.5)
        self.camera.frame.add_updater(lambda frame: frame.move_to(dot.get_center()))
        self.play(MoveAlongPath(dot, path, rate_func=linear))
        self.camera.frame.clear_updaters()
        self.play(Restore(self.camera.frame), run_time=0.5)

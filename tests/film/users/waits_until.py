# ruff: noqa: F403, F405
from manim import *


class Falls(Scene):
    def construct(self):
        ball = Dot(2 * UP, radius=0.3)
        ball.velocity = np.zeros(3)

        def fall(mob, dt):
            mob.velocity = mob.velocity + 9.81 * DOWN * dt
            mob.shift(mob.velocity * dt)

        ball.add_updater(fall)
        floor = Line(7 * LEFT, 7 * RIGHT).shift(2 * DOWN)
        height = always_redraw(lambda: Line(ball.get_center(), [ball.get_x(), -2, 0], color=YELLOW))
        self.add(floor, height, ball)
        self.wait_until(lambda: ball.get_bottom()[1] < -2)
        ball.suspend_updating()
        self.wait(0.4)
        self.wait(0.3, frozen_frame=False)

"""Updaters of every kind, waits of every kind, time."""

import random

import numpy as np
from manim import (
    BLUE,
    DOWN,
    ORIGIN,
    RED,
    RIGHT,
    TAU,
    UP,
    YELLOW,
    Arc,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    NumberPlane,
    Rotating,
    Scene,
    Square,
    Star,
    Text,
    TracedPath,
    Triangle,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    ValueTracker,
    VGroup,
    Wait,
    always_redraw,
)
from manim.animation.updaters.mobject_update_utils import always, f_always, turn_animation_into_updater


class Redrawn(Scene):
    def construct(self):
        tracker = ValueTracker(0.2)
        arc = always_redraw(lambda: Arc(angle=tracker.get_value(), radius=2, color=YELLOW))
        line = always_redraw(lambda: Line(ORIGIN, arc.get_end()))
        self.add(NumberPlane(), arc, line)
        self.play(tracker.animate.set_value(4), run_time=0.6)
        self.wait(0.2)


class RedrawnWithOtherParts(Scene):
    """``become`` with another number of parts."""

    def construct(self):
        tracker = ValueTracker(1)
        dots = always_redraw(
            lambda: VGroup(*(Dot([k, 0, 0], radius=0.2 + 0.05 * k) for k in range(int(tracker.get_value()))))
        )
        self.add(dots)
        self.play(tracker.animate.set_value(4.5), run_time=0.6)
        self.play(tracker.animate.set_value(2), run_time=0.4)


class Becoming(Scene):
    def construct(self):
        square = Square(fill_opacity=0.5, color=RED)
        self.add(square)
        self.wait(0.2)
        square.become(Circle(color=BLUE).shift(RIGHT))
        self.wait(0.2)
        square.become(Star(), match_height=True, match_center=True)
        self.play(square.animate.rotate(1), run_time=0.3)


class TimeBased(Scene):
    def construct(self):
        square = Square().add_updater(lambda m, dt: m.rotate(2 * dt))
        self.add(square)
        self.wait(0.5)
        self.play(Create(Circle()), run_time=0.3)
        square.clear_updaters()
        self.wait(0.2)


class Suspended(Scene):
    def construct(self):
        square = Square().add_updater(lambda m, dt: m.shift(RIGHT * dt))
        self.add(square)
        self.play(square.animate.set_color(RED), run_time=0.3)
        square.suspend_updating()
        self.wait(0.2)
        square.resume_updating()
        self.play(FadeIn(Dot()), run_time=0.3)


class SceneUpdaters(Scene):
    def construct(self):
        dot = Dot()
        self.add(dot)

        def turn(dt):
            dot.shift(dt * UP)

        self.add_updater(turn)
        self.wait(0.4)
        self.remove_updater(turn)
        self.wait(0.2)


class Traced(Scene):
    def construct(self):
        dot = Dot(RIGHT)
        self.add(
            dot,
            TracedPath(dot.get_center, stroke_color=YELLOW),
            TracedPath(dot.get_center, dissipating_time=0.3, stroke_opacity=[0, 1]).shift(DOWN),
        )
        self.play(Rotating(dot, angle=TAU, about_point=ORIGIN), run_time=0.8)
        self.wait(0.2)


class FromFunctions(Scene):
    def construct(self):
        a, b = Square(), Dot(radius=0.3)
        self.add(a)
        self.play(
            UpdateFromFunc(a, lambda m: m.shift(0.1 * RIGHT)),
            UpdateFromAlphaFunc(b, lambda m, alpha: m.move_to([0, 2 * alpha, 0])),
            run_time=0.5,
        )


class Variables(Scene):
    def construct(self):
        variable = ValueTracker(1)
        label = always_redraw(lambda: Text(f"v = {variable.get_value():.1f}"))
        self.add(label)
        self.play(variable.animate.increment_value(1), run_time=0.4)


class Following(Scene):
    def construct(self):
        leader, follower = Dot(color=RED), Square(side_length=0.5)
        always(follower.next_to, leader, UP)
        f_always(follower.set_fill, lambda: BLUE, lambda: 0.5)
        self.add(leader, follower)
        self.play(leader.animate.shift(2 * RIGHT), run_time=0.4)
        turn_animation_into_updater(Rotating(follower, run_time=1))
        self.wait(0.4)


class Waits(Scene):
    def construct(self):
        self.add(Square(), Text("wait").shift(2 * UP))
        self.wait(0.3)
        self.wait(0.3, frozen_frame=False)
        self.pause(0.2)
        self.play(Wait(0.2), Create(Circle()))
        self.wait(0.37)
        self.play(FadeIn(Dot()), run_time=0.33)
        self.wait(0.04)


class WaitUntil(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(2 * dt * RIGHT))
        self.add(dot)
        self.wait_until(lambda: dot.get_x() > 1, max_time=2)
        self.wait(1, stop_condition=lambda: dot.get_x() > 1.4)
        dot.clear_updaters()
        self.play(FadeOut(dot), run_time=0.2)


class ByTheClock(Scene):
    """Pictures that depend on the renderer's time, with lengths that round."""

    def construct(self):
        dot = Dot().add_updater(lambda m: m.set_x(self.time))
        self.add(dot)
        self.play(Create(Square()), run_time=0.83)
        self.wait(0.41)
        self.play(FadeOut(dot), run_time=0.29)


class Chance(Scene):
    def construct(self):
        walk = Dot().add_updater(lambda m, dt: m.shift(0.2 * np.random.normal(size=3) * (1, 1, 0)))
        self.add(walk)
        self.play(Create(Line([random.uniform(-3, 0), 0, 0], UP)), run_time=0.4)
        self.wait(0.3)


class MutatedInMidPlay(Scene):
    """What stands still when a play begins keeps its look until the play ends, as in Manim."""

    def construct(self):
        still, dot = Square(color=RED), Dot()
        self.add(still, dot)

        def meddle(m):
            still.shift(0.1 * RIGHT)

        dot.add_updater(meddle)
        self.play(dot.animate.shift(UP), run_time=0.4)
        dot.remove_updater(meddle)
        self.wait(0.2)


class AddedInMidPlay(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: self.add(Dot(m.get_center(), color=RED)) if dt else None)
        self.add(dot)
        self.play(dot.animate.shift(2 * RIGHT), run_time=0.5)
        self.wait(0.2)


class Sections(Scene):
    def construct(self):
        self.next_section("one")
        self.play(Create(Square()), run_time=0.3)
        self.next_section("two", skip_animations=True)
        self.play(Create(Circle()), run_time=0.3)
        self.wait(0.3)
        self.next_section("three")
        self.play(Create(Triangle()), run_time=0.3)
        self.wait(0.2)

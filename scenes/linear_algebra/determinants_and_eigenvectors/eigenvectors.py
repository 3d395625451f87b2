"""An eigenvector is a direction that a matrix stretches without turning."""

from __future__ import annotations

import numpy as np
from manim import (
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Sector,
    TransformMatchingShapes,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    Write,
    always_redraw,
    linear,
)

from mathviz.linear_algebra import (
    LinearMap,
    characteristic_polynomial,
    eigen,
    power_iteration,
    turning_angle,
    unit_directions,
)
from mathviz.stage import Apply, Lecture, MoveVector, Question


class Eigenvectors(Lecture):
    """Twenty-four arrows, one matrix, five rounds: why do they crowd together along one line?"""

    matrix = LinearMap([[2, 1], [1, 2]])
    crowd_size = 24
    rounds = 5

    def setup(self):
        self.eigen = eigen(self.matrix)
        self.stretch, self.keep = self.eigen.values
        self.line, self.other_line = (space.basis[:, 0] for space in self.eigen.spaces)
        self.crowd = power_iteration(self.matrix, unit_directions(self.crowd_size), rounds=self.rounds)
        self.polynomial = characteristic_polynomial(self.matrix)

    def construct(self):
        self.watch_the_crowd()
        self.watch_one_arrow_turn()
        self.name_what_does_not_turn()
        self.find_them_by_calculation()
        self.go_back_to_the_crowd()
        self.sum_up()

    # 1 -------------------------------------------------------------------------------------------------------

    def watch_the_crowd(self):
        self.chapter("A crowd of arrows")
        plane = self.plane(x=(-3, 3), y=(-2, 2))
        arrows = self.ring(plane)
        with self.say("Here are {n} arrows, one for each direction.", n=self.crowd_size) as line:
            self.play(FadeIn(plane.picture), run_time=0.8)
            self.play(LaggedStart(*map(Create, arrows), lag_ratio=0.05), run_time=line.rest())
        law = self.formula("A = mat(2, 1; 1, 2)")
        self.side.place(law, at="top left")
        with self.say("Now apply the same matrix to all of them, and scale each one back to length one.") as line:
            self.play(Write(law), run_time=line.until("scale"))
            self.apply_round(plane, arrows, 0, run_time=line.rest())
        with self.say("Do it again. And again. After {k} rounds, they crowd together along one line.", k=self.rounds) as line:
            for index in range(1, self.rounds):
                self.apply_round(plane, arrows, index, run_time=line.until("crowd") / (self.rounds - index))
        self.guess = self.ask(
            Question(
                "Which line is it, and why that one? Make a guess: where do the arrows gather?",
                choices=(
                    "Along the horizontal axis",
                    "Along the diagonal that climbs to the right",
                    "Along the diagonal that falls to the right",
                    "It depends on the arrow",
                ),
                answer=1,
                explanations=(
                    "The matrix turns the horizontal arrow upwards, away from the axis.",
                    "The climbing diagonal is not turned, and it is stretched the most.",
                    "The falling diagonal is not turned either, but it is not stretched at all.",
                    "Almost every arrow ends on the same line. Only two start on the other one and stay there.",
                ),
            ),
        )
        self.clear_stage()

    def ring(self, plane):
        return VGroup(*[plane.arrow(d, width=3) for d in self.crowd.directions[0]])

    def apply_round(self, plane, arrows, index, *, run_time):
        """Each arrow is carried to its image, then scaled back to length one."""
        images, scaled = self.crowd.images[index], self.crowd.directions[index + 1]
        self.play(*[MoveVector(a, v) for a, v in zip(arrows, images, strict=True)], run_time=0.6 * run_time)
        self.play(*[MoveVector(a, v) for a, v in zip(arrows, scaled, strict=True)], run_time=0.4 * run_time)

    # 2 -------------------------------------------------------------------------------------------------------

    def watch_one_arrow_turn(self):
        self.chapter("Most arrows turn")
        self.pl = plane = self.plane(x=(-3, 3), y=(-3, 3))
        heading = ValueTracker(0.0)

        def direction():
            return np.array([np.cos(heading.get_value()), np.sin(heading.get_value())])

        arrow = plane.arrow(direction(), role="input", label="v")
        image = plane.arrow(self.matrix(direction()), role="output", label="A v")
        arrow.add_updater(lambda a: a.set_vector(direction()))
        image.add_updater(lambda a: a.set_vector(self.matrix(direction())))
        arc = always_redraw(lambda: self.turn_arc(plane, heading.get_value()))
        with self.say("Take one arrow, in blue, and the arrow that the matrix makes of it, in gold.") as line:
            self.play(FadeIn(plane.picture), run_time=0.6)
            self.play(FadeIn(arrow), run_time=line.until("arrow", 2) * 0.5)
            line.at("gold")
            self.play(FadeIn(image), run_time=0.5)
        with self.say("The angle between them says how far it turns: here, {turn} degrees.", turn=self.degrees(0.0)):
            self.play(FadeIn(arc))

        top, bottom = self.side.rows(1, 0.2)
        chart = self.chart(
            (0, 180, 45), (-45, 45, 45), region=top, x_label="\"direction in degrees\"", y_label="\"turn in degrees\""
        )
        angles = np.linspace(0, np.pi, 181)
        turns = np.degrees(turning_angle(self.matrix, angles))
        trace = always_redraw(
            lambda: chart.path(
                np.column_stack([np.degrees(angles), turns])[: max(2, 1 + int(round(np.degrees(heading.get_value()))))],
                role="output",
            )
        )
        with self.say(
            "Walk it once around half the circle, and write down the turn at every step. "
            "It turns less and less, not at all for a moment, then the other way, and not at all once more."
        ) as line:
            self.play(FadeIn(chart.picture), run_time=line.until("write"))
            self.add(trace)
            self.play(heading.animate.set_value(np.pi), run_time=line.rest(), rate_func=linear)
        zeros = VGroup(chart.dot(45, 0, role="answer"), chart.dot(135, 0, role="answer"))
        with self.say("Twice, the graph touches zero: at {first} and at {second} degrees.", first=45, second=135) as line:
            line.at("zero")
            self.play(FadeIn(zeros[0], scale=2), FadeIn(zeros[1], scale=2))
        for m in (arrow, image):
            m.clear_updaters()
        self.clear_stage()

    def degrees(self, angle):
        return float(np.degrees(turning_angle(self.matrix, angle)))

    def turn_arc(self, plane, heading):
        turn = float(turning_angle(self.matrix, heading))
        return Sector(
            radius=0.6 * plane.unit,
            start_angle=heading,
            angle=turn,
            arc_center=plane.origin,
            fill_color=self.colour("loss"),
            fill_opacity=0.6,
            stroke_width=0,
        )

    # the rest comes later
    def name_what_does_not_turn(self):
        pass
    def find_them_by_calculation(self):
        pass
    def go_back_to_the_crowd(self):
        self.chapter("Back")
        with self.answer(self.guess, "Along the climbing diagonal."):
            pass
    def sum_up(self):
        pass


_ = (Apply, Dot, FadeOut, Indicate, TransformMatchingShapes, UpdateFromAlphaFunc)

"""An eigenvector is a direction that a matrix stretches without turning."""

import numpy as np
from manim import (
    LEFT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    Sector,
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
from mathviz.stage import Lecture, MoveVector, Question, carry, let_go


class Eigenvectors(Lecture):
    """Twenty-four arrows, one matrix, five rounds: why do they crowd together along one line?"""

    matrix = LinearMap([[2, 1], [1, 2]])
    crowd_size = 24
    rounds = 5
    pupils = {"p": (0.8, 0.8), "q": (1.0, 0.0)}

    def setup(self):
        self.eigen = eigen(self.matrix)
        self.stretch, self.keep = self.eigen.values
        self.winner, self.other = self.eigen.vectors.T
        self.headings = np.degrees(np.arctan2(self.eigen.vectors[1], self.eigen.vectors[0])) % 180
        self.polynomial = characteristic_polynomial(self.matrix)
        self.crowd = power_iteration(self.matrix, unit_directions(self.crowd_size), rounds=self.rounds)

    def construct(self):
        self.watch_the_crowd()
        self.watch_one_arrow_turn()
        self.name_what_does_not_turn()
        self.find_them_by_calculation()
        self.return_to_the_crowd()
        self.sum_up()

    # A crowd of arrows -----------------------------------------------------------------------------------

    def watch_the_crowd(self):
        self.chapter("A crowd of arrows")
        self.ground = self.plane(x=(-3, 3), y=(-3.1, 3.1))
        arrows = self.ring()
        with self.say("Here are {n} arrows, one for each direction.", n=self.crowd_size) as line:
            self.play(FadeIn(self.ground.picture), run_time=line.until("arrows"))
            self.play(LaggedStart(*map(FadeIn, arrows), lag_ratio=0.1), run_time=line.rest())
        self.law_of_the_map = self.side.place(
            self.formula("A = {matrix}", matrix=self.matrix.matrix), at="top left"
        )
        with self.say(
            "Now let a matrix act on all of them, and scale each arrow back to length one."
        ) as line:
            self.play(Write(self.law_of_the_map), run_time=line.until("act"))
            self.act(arrows, 0, run_time=line.until("scale"))
            self.scale_back(arrows, 0, run_time=line.rest())
        with self.say("Do the same again. And again.") as line:
            self.another_round(arrows, 1, run_time=line.until("and"))
            self.another_round(arrows, 2, run_time=line.rest())
        with self.say(
            "After {rounds} rounds, all but a few have crowded together, along one line.", rounds=self.rounds
        ) as line:
            self.another_round(arrows, 3, run_time=line.until("all"))
            self.another_round(arrows, 4, run_time=line.until("along"))
        self.guess = self.ask(
            Question(
                "Why that line, of all lines? Make a guess before we look.",
                choices=(
                    "The matrix pushes every arrow along that line",
                    "The matrix does not turn that line, and stretches it most",
                    "It only depends on where the arrows began",
                ),
                answer=1,
                explanations=(
                    "Most arrows are turned a little, not pushed along one fixed direction.",
                    "It is not turned, so what is on it stays; it is stretched most, so it wins.",
                    "Almost every arrow ends on the same line, wherever it began.",
                ),
            ),
            region=self.side.rows(1, 3)[1],
        )
        self.play(FadeOut(arrows), run_time=0.4)

    def ring(self):
        return VGroup(*[self.ground.arrow(d, width=3.5) for d in self.crowd.directions[0]])

    def act(self, arrows, index, *, run_time):
        images = self.crowd.images[index]
        self.play(*[MoveVector(a, v) for a, v in zip(arrows, images, strict=True)], run_time=run_time)

    def scale_back(self, arrows, index, *, run_time):
        directions = self.crowd.directions[index + 1]
        self.play(*[MoveVector(a, v) for a, v in zip(arrows, directions, strict=True)], run_time=run_time)

    def another_round(self, arrows, index, *, run_time):
        self.act(arrows, index, run_time=0.6 * run_time)
        self.scale_back(arrows, index, run_time=0.4 * run_time)

    # Most arrows turn ------------------------------------------------------------------------------------

    def watch_one_arrow_turn(self):
        self.chapter("Most arrows turn")
        heading = ValueTracker(0.0)

        def direction():
            return np.array([np.cos(heading.get_value()), np.sin(heading.get_value())])

        arrow = self.ground.arrow(direction(), role="input", label="v")
        image = self.ground.arrow(self.matrix(direction()), role="output", label="A v")
        with self.say(
            "Take a single arrow, v, in blue. The matrix makes this gold arrow of it, [A v](A times v)."
        ) as line:
            self.play(FadeIn(arrow), run_time=line.until("v"))
            line.at("gold")
            self.play(FadeIn(image), run_time=0.8)
        arc = always_redraw(lambda: self.turn_arc(heading.get_value()))
        first_turn = self.turn_in_degrees(0.0)
        with self.say(
            "The angle between them is the turn. Here, it is {turn} degrees.", turn=round(first_turn)
        ) as line:
            line.at("angle")
            self.play(FadeIn(arc), run_time=0.6)
        arrow.add_updater(lambda a: a.set_vector(direction()))
        image.add_updater(lambda a: a.set_vector(self.matrix(direction())))

        chart = self.chart(
            (0, 180, 45),
            (-45, 45, 45),
            region=self.side.rows(1, 2.2)[1],
            x_label='"direction of" v "in degrees"',
            y_label='"turn in degrees"',
        )
        angles = np.linspace(0, np.pi, 181)
        graph = np.column_stack([np.degrees(angles), np.degrees(turning_angle(self.matrix, angles))])
        trace = always_redraw(
            lambda: chart.path(graph[: max(2, 1 + round(np.degrees(heading.get_value())))], role="output")
        )
        with self.say(
            "Walk the arrow half way around the circle, and write down its turn at every step."
        ) as line:
            self.play(FadeIn(chart.picture), run_time=line.until("half"))
            self.add(trace)
            self.play(heading.animate.set_value(np.radians(40)), run_time=line.rest(), rate_func=linear)
        with self.say(
            "The turn gets smaller, until it is zero. Then it goes the other way, comes back, and "
            "is zero once more."
        ) as line:
            self.play(
                heading.animate.set_value(np.radians(45)), run_time=line.until("zero"), rate_func=linear
            )
            self.play(
                heading.animate.set_value(np.radians(135)), run_time=line.until("zero", 2), rate_func=linear
            )
            self.play(heading.animate.set_value(np.pi), run_time=1.4, rate_func=linear)
        zeros = VGroup(*[chart.dot(angle, 0, role="answer", radius=0.11) for angle in self.headings])
        with self.say(
            "So there are two directions without a turn: {first} degrees, and {second} degrees.",
            first=self.headings[0],
            second=self.headings[1],
        ) as line:
            line.at("degrees")
            self.play(FadeIn(zeros[0], scale=2), run_time=0.5)
            line.at("degrees", 2)
            self.play(FadeIn(zeros[1], scale=2), run_time=0.5)
        let_go([arrow, image])
        self.play(*[FadeOut(m) for m in (arrow, image, arc, trace, chart.picture, zeros)], run_time=0.6)

    def turn_in_degrees(self, heading):
        return float(np.degrees(turning_angle(self.matrix, heading)))

    def turn_arc(self, heading):
        return Sector(
            radius=0.7 * self.ground.unit,
            start_angle=heading,
            angle=float(turning_angle(self.matrix, heading)),
            arc_center=self.ground.origin,
            fill_color=self.colour("second"),
            fill_opacity=0.7,
            stroke_width=0,
        )

    # Stretched, not turned -------------------------------------------------------------------------------

    def name_what_does_not_turn(self):
        self.chapter("Stretched, not turned")
        v, w = 0.5 * self.winner * np.sqrt(2), self.other
        line_one = self.ground.line_along(self.winner, role="answer")
        arrow = self.ground.arrow(v, role="input", label="v")
        image = self.ground.arrow(v, role="output")
        with self.say(
            "At {angle} degrees, the arrow is only stretched, to {stretch} times its length.",
            angle=self.headings[0],
            stretch=self.stretch,
        ) as line:
            self.play(FadeIn(arrow), run_time=line.until("arrow"))
            line.at("stretched")
            self.add(image, arrow)
            self.play(MoveVector(image, self.matrix(v)), run_time=line.rest())
        equation = self.formula(
            "A {{v : v}} = {{lambda : factor}} {{v : again}}",
            roles={"v": "input", "again": "input", "factor": "answer"},
        )
        first = self.formula("lambda_1 = {stretch}", stretch=self.stretch, role="answer")
        second = self.formula("lambda_2 = {keep}", keep=self.keep, role="answer")
        self.law_of_the_map.generate_target()
        facts = VGroup(self.law_of_the_map.target, equation, first, second)
        self.side.stack(*facts, gap=0.55)
        with self.say(
            "Such a direction is called an eigenvector of the matrix, and the factor, {stretch}, "
            "is its eigenvalue, lambda.",
            stretch=self.stretch,
        ) as line:
            self.play(Create(line_one), run_time=line.until("eigenvector"))
            self.play(Write(equation), run_time=line.until("factor"))
            line.at("eigenvalue")
            self.play(FadeIn(first, shift=0.2 * UP), Indicate(equation.part("factor")), run_time=1.0)
        line_two = self.ground.line_along(self.other, role="answer")
        still = self.ground.arrow(w, role="input", label="w")
        with self.say(
            "There is a second one, at {angle} degrees. It keeps its length: its eigenvalue is {keep}.",
            angle=self.headings[1],
            keep=self.keep,
        ) as line:
            self.play(FadeIn(still), Create(line_two), run_time=line.until("keeps"))
            line.at("eigenvalue")
            self.play(FadeIn(second, shift=0.2 * UP), run_time=0.7)
        with self.say(
            "And it is the whole line that counts. A shorter arrow, or one that points backwards, "
            "is stretched by the same factor."
        ) as line:
            line.at("shorter")
            self.play(
                MoveVector(arrow, 0.5 * v),
                MoveVector(image, self.matrix(0.5 * v)),
                run_time=line.until("backwards"),
            )
            self.play(MoveVector(arrow, -v), MoveVector(image, self.matrix(-v)), run_time=line.rest())
        self.lines = VGroup(line_one, line_two)
        leaving = [arrow, image, still, first, second, equation, self.law_of_the_map]
        self.play(*map(FadeOut, leaving), self.lines.animate.set_stroke(opacity=0.45), run_time=0.6)

    # Finding them ----------------------------------------------------------------------------------------

    def find_them_by_calculation(self):
        self.chapter("Finding them")
        steps = [
            self.formula("A v = lambda v"),
            self.formula("(A - lambda I) v = 0"),
            self.formula("det(A - lambda I) = 0"),
        ]
        self.side.stack(*steps, gap=0.32)
        with self.say(
            "How do we find them without looking? Move lambda v to the other side: A minus lambda "
            "times the identity sends v to zero."
        ) as line:
            self.play(FadeIn(steps[0]), run_time=line.until("move"))
            self.play(ReplacementTransform(steps[0].copy(), steps[1]), run_time=line.until("minus"))
        with self.say(
            "So this new matrix squashes a whole direction flat. Then the area of every square "
            "must become zero."
        ) as line:
            line.at("area")
            self.play(Write(steps[2]), run_time=line.rest())

        share, lam = ValueTracker(0.0), ValueTracker(0.0)
        square = self.ground.unit_square(role="second")
        special = VGroup(*[self.ground.arrow(v, role="answer") for v in (self.winner, self.other)])
        moved = [self.ground.grid, square, *special]

        def acting():
            return self.matrix.shifted(lam.get_value()).partway(share.get_value())

        carry(moved, acting, on=self.ground)
        square.add_updater(lambda m: m.set_color(self.colour("loss" if acting().det < 0 else "second")))
        with self.say(
            "Watch what it does to the unit square. In yellow: our two special directions."
        ) as line:
            self.play(FadeIn(square), run_time=line.until("square"))
            self.play(FadeIn(special), run_time=line.until("directions"))
        chart = self.chart(
            (0, 4, 1),
            (-1, 3, 1),
            region=self.side.rows(1, 1.6)[1],
            y_numbers=(-1, 3),
            x_label="lambda",
            y_label='"area factor"',
        )
        curve = always_redraw(lambda: self.area_until(chart, lam.get_value()))
        marker = always_redraw(lambda: self.area_dot(chart, lam.get_value()))
        with self.say(
            "For lambda zero, it is the matrix itself: the area becomes {area}.", area=self.matrix.det
        ) as line:
            self.play(share.animate.set_value(1.0), FadeIn(chart.picture), run_time=line.until("area"))
            self.play(FadeIn(marker), run_time=line.rest())
        self.add(curve, marker)
        with self.say(
            "Now let lambda grow. The area shrinks, and when lambda is {small}, it is zero: "
            "the square is flat, and one yellow arrow has vanished in the origin.",
            small=self.keep,
        ) as line:
            line.at("grow")
            self.slide(lam, self.keep, until=line.until("zero"))
        first_root = self.root(chart, self.keep)
        with self.say(
            "Beyond, the area is negative: the square, now red, is turned over. And when lambda is {large}, "
            "it is flat once more. Now the other arrow has vanished.",
            large=self.stretch,
        ) as line:
            self.play(FadeIn(first_root), run_time=0.5)
            self.slide(lam, self.stretch, until=line.until("flat"))
        second_root = self.root(chart, self.stretch)
        with self.say(
            "These are the eigenvalues: where the area is zero. As a formula: "
            "[λ² − {sum} λ + {product} = 0](lambda squared, minus {sum} lambda, plus {product}, "
            "equals zero).",
            sum=self.polynomial.trace,
            product=self.polynomial.det,
        ) as line:
            self.play(FadeIn(second_root), run_time=line.until("area"))
            polynomial = self.formula(
                "lambda^2 - {sum} lambda + {product} = 0",
                sum=self.polynomial.trace,
                product=self.polynomial.det,
            )
            polynomial.move_to(steps[2]).align_to(steps[2], LEFT)
            line.at("formula")
            self.play(ReplacementTransform(steps[2], polynomial), run_time=line.rest())
        leaving = [
            square,
            special,
            chart.picture,
            curve,
            marker,
            first_root,
            second_root,
            *steps[:2],
            polynomial,
        ]
        self.play(share.animate.set_value(0.0), *map(FadeOut, leaving), run_time=1.0)
        let_go(moved)

    def slide(self, tracker, value, *, until):
        self.play(tracker.animate.set_value(value), run_time=until, rate_func=linear)

    def area_until(self, chart, value):
        lams = np.linspace(0, max(value, 0.02), 60)
        return chart.path(np.column_stack([lams, self.polynomial(lams)]), role="second")

    def area_dot(self, chart, value):
        return chart.dot(value, float(self.polynomial(value)), role="second", radius=0.11)

    def root(self, chart, value):
        return chart.dot(value, 0, role="answer", radius=0.13)

    # Back to the crowd -----------------------------------------------------------------------------------

    def return_to_the_crowd(self):
        self.chapter("Back to the crowd")
        plane = self.ground
        start = np.array([1.0, 0.0])
        tripled, kept = self.eigen.parts(start)
        whole = plane.arrow(start, role="input")
        along = plane.arrow(tripled, role="answer")
        across = plane.arrow(kept, start=tripled, role="second")
        with self.say(
            "Why does the crowd gather? Take one arrow, and split it into two parts along the two "
            "special lines."
        ) as line:
            self.play(FadeIn(whole), run_time=line.until("split"))
            self.play(self.lines.animate.set_stroke(opacity=1.0), run_time=line.until("parts"))
            self.play(FadeIn(along), FadeIn(across), run_time=line.rest())
        ratio = ValueTracker(1.0)
        counter = self.counter(ratio.get_value, decimals=0, role="answer")
        label = self.text("tripled part :\nkept part", width=self.side.width)
        self.side.stack(label, counter, gap=0.4)
        with self.say(
            "In each round, the yellow part is tripled, and the violet part only keeps its length. "
            "Scaled back, the violet part fades away."
        ) as line:
            line.at("round")
            self.play(FadeIn(label), FadeIn(counter), run_time=line.until("tripled"))
            self.next_round(1, whole, along, across, ratio, run_time=line.until("keeps"))
            self.next_round(2, whole, along, across, ratio, run_time=line.until("scaled"))
            self.next_round(3, whole, along, across, ratio, run_time=line.rest())
        last = np.linalg.norm(self.eigen.parts(start, rounds=self.rounds), axis=1)
        with self.say(
            "After {rounds} rounds, the yellow part is {ratio} times as long. The arrow lies on the line.",
            rounds=self.rounds,
            ratio=last[0] / last[1],
        ) as line:
            self.next_round(4, whole, along, across, ratio, run_time=line.until("yellow"))
            self.next_round(5, whole, along, across, ratio, run_time=line.until("times"))
        arrows = VGroup(*[plane.arrow(d, width=3.5) for d in self.crowd.directions[-1]])
        self.play(*[FadeOut(m) for m in (whole, along, across, label, counter)], FadeIn(arrows), run_time=0.6)
        with self.answer(
            self.guess,
            "So the crowd gathers on this line because the matrix does not turn it, and stretches it most.",
        ) as line:
            line.at("line")
            self.play(self.lines[1].animate.set_stroke(opacity=0.3), run_time=1.0)
        with self.say(
            "The same pull ranks web pages in a search engine, and finds the main direction in a "
            "cloud of data."
        ):
            pass
        self.clear_stage(keep=[plane.picture, self.lines])

    def next_round(self, index, whole, along, across, ratio, *, run_time):
        """One round, scaled back to the length of the first arrow."""
        parts = self.eigen.parts([1.0, 0.0], rounds=index)
        lengths = np.linalg.norm(parts, axis=1)
        tripled, kept = parts / np.linalg.norm(parts.sum(axis=0))
        self.play(
            MoveVector(whole, tripled + kept),
            MoveVector(along, tripled),
            MoveVector(across, kept, start=tripled),
            ratio.animate.set_value(lengths[0] / lengths[1]),
            run_time=run_time,
        )

    # What you can do now ---------------------------------------------------------------------------------

    def sum_up(self):
        self.chapter("What you can do now")
        candidates = [self.ground.arrow(v, label=name) for name, v in self.pupils.items()]
        self.play(*map(FadeIn, candidates), self.lines[1].animate.set_stroke(opacity=1.0), run_time=0.6)
        test = self.ask(
            Question(
                "Now it is your turn. Which of the two blue arrows is an eigenvector: p, which climbs along "
                "the diagonal, or q, which lies on the horizontal axis?",
                choices=("Only p", "Only q", "Both of them"),
                answer=0,
                explanations=(
                    "p lies on the climbing diagonal, and is only stretched.",
                    "q is turned off the axis.",
                    "Only p lies on one of the two lines.",
                ),
            )
        )
        images = [self.ground.arrow(a.vector, role="output") for a in candidates]
        with self.answer(
            test,
            "Only p: its image, in gold, stays on its line. The image of q is turned away.",
        ) as line:
            self.add(images[0], candidates[0])
            self.play(
                MoveVector(images[0], self.matrix(candidates[0].vector)), run_time=line.until("image", 2)
            )
            self.add(images[1], candidates[1])
            self.play(MoveVector(images[1], self.matrix(candidates[1].vector)), run_time=line.rest())
        self.clear_stage(keep=[self.ground.picture, self.lines])
        facts = [
            self.formula("A v = lambda v"),
            self.formula("det(A - lambda I) = 0"),
            self.formula("lambda_1 = {a}, quad lambda_2 = {b}", a=self.stretch, b=self.keep, role="answer"),
        ]
        self.side.stack(*facts, gap=0.7)
        with self.say("You can now see an eigenvector: it is stretched, and not turned.") as line:
            self.play(FadeIn(facts[0]), run_time=line.rest())
        with self.say(
            "You can find its eigenvalue: where the area factor of [A − λ I](A minus lambda I) is zero."
        ) as line:
            self.play(FadeIn(facts[1]), run_time=line.rest())
        with self.say(
            "And you can say where a crowd of arrows goes: to the line with the largest stretch."
        ) as line:
            self.play(FadeIn(facts[2]), run_time=line.rest())

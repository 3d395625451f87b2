"""An eigenvector is a direction that a matrix stretches without turning."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
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
from mathviz.stage import Lecture, MoveVector, Question, Rewrite, carry, let_go


class Eigenvectors(Lecture):
    """Twenty-four arrows, one matrix, five rounds: why do they crowd together along one line?"""

    matrix = LinearMap([[2, 1], [1, 2]])
    crowd_size = 24
    rounds = 5
    split_length = 1.1
    wide_shaft = 12  # of an image: it is still seen where the arrow itself lies on it
    cloud_size = 80

    def setup(self):
        self.eigen = eigen(self.matrix)
        self.stretch, self.keep = self.eigen.values
        self.winner, self.other = self.eigen.vectors.T
        self.headings = np.degrees(np.arctan2(self.eigen.vectors[1], self.eigen.vectors[0])) % 180
        self.polynomial = characteristic_polynomial(self.matrix)
        self.crowd = power_iteration(self.matrix, unit_directions(self.crowd_size), rounds=self.rounds)
        self.unmoved = self.crowd.on_line(self.other)

    def construct(self):
        self.watch_the_crowd()
        self.ask_why_that_line()
        self.turn_one_arrow()
        self.walk_it_around()
        self.name_what_does_not_turn()
        self.count_the_whole_line()
        self.turn_it_into_an_equation()
        self.slide_lambda()
        self.read_off_the_zeros()
        self.split_an_arrow()
        self.answer_why_that_line()
        self.try_two_more_arrows()
        self.sum_up()

    # A crowd of arrows -----------------------------------------------------------------------------------

    def watch_the_crowd(self):
        self.chapter("A crowd of arrows")
        self.ground = self.plane(x=(-2.5, 2.5), y=(-2.5, 2.5), numbers=False)
        arrows = self.arrows = self.crowd_at(0)
        with self.say(
            "Here are {n} arrows, all of length one, spread evenly around a circle.", n=self.crowd_size
        ) as line:
            self.play(FadeIn(self.ground.picture), run_time=line.until("arrows"))
            self.play(LaggedStart(*map(FadeIn, arrows), lag_ratio=0.15), run_time=line.until("circle"))
        (a, b), (c, d) = self.matrix.matrix
        self.law_of_the_map = self.formula(
            "A = mat({{ {a} : first}}, {b}; {c}, {{ {d} : last}})", a=a, b=b, c=c, d=d
        )
        number = self.counter(1, decimals=0)
        rounds_done = self.titled("round", number)
        self.side.stack(self.law_of_the_map, rounds_done, gap=0.7)
        with self.say(
            "A matrix acts on all of them at once. Then each one is scaled back to length one. "
            "That is one round."
        ) as line:
            self.play(Write(self.law_of_the_map), run_time=line.until("acts"))
            self.act(0, run_time=line.until("once"))
            line.at("scaled")
            self.scale_back(0, run_time=line.until("That"))
            self.play(FadeIn(rounds_done), run_time=0.6)
        with self.say(
            "Now a second round. And then a third. Then comes the fourth. And at last, the fifth round."
        ) as line:
            for index, word in enumerate(("second", "third", "fourth", "fifth"), start=1):
                line.at(word)
                number.set_value(index + 1)
                self.act(index, run_time=0.65)
                self.scale_back(index, run_time=0.45)
        self.play(FadeOut(rounds_done), run_time=0.4)

    def ask_why_that_line(self):
        gathered = self.crowd.on_line(self.winner)
        with self.say(
            "{gathered} arrows have crowded together along one climbing line. "
            "The other {unmoved} have not moved at all.",
            gathered=int(gathered.sum()),
            unmoved=int(self.unmoved.sum()),
        ) as line:
            line.at("crowded")
            self.point_at_arrows(gathered)
            line.at("other")
            self.point_at_arrows(self.unmoved)
        self.guess = self.ask(
            Question(
                "Why that line, of all lines? Make a guess before we look.",
                choices=(
                    "The matrix pushes every arrow the same way",
                    "There, arrows are stretched most and not turned",
                    "It depends on where the arrows began",
                ),
                answer=1,
                explanations=(
                    "Each arrow is turned by its own angle, some to the left and some to the right.",
                    "What is on that line stays on it, and it outgrows all the rest.",
                    "Almost every arrow ends on the same line, wherever it began.",
                ),
            ),
            region=self.side.rows(1, 3)[1],
        )
        self.play(FadeOut(self.arrows), run_time=0.5)

    def crowd_at(self, index):
        return VGroup(*[self.ground.arrow(d, width=3.5) for d in self.crowd.directions[index]])

    def act(self, index, *, run_time):
        self.move_crowd(self.crowd.images[index], run_time=run_time)

    def scale_back(self, index, *, run_time):
        self.move_crowd(self.crowd.directions[index + 1], run_time=run_time)

    def move_crowd(self, vectors, *, run_time):
        self.play(*[MoveVector(a, v) for a, v in zip(self.arrows, vectors, strict=True)], run_time=run_time)

    def point_at_arrows(self, chosen):
        self.point_at(VGroup(*[arrow for arrow, yes in zip(self.arrows, chosen, strict=True) if yes]))

    # Most arrows turn ------------------------------------------------------------------------------------

    def turn_one_arrow(self):
        self.chapter("Most arrows turn")
        start = self.heading_vector(0.0)
        self.blue = self.ground.arrow(start, role="input", label="v", label_side=-1)
        self.gold = self.ground.arrow(start, role="output", label="A v", width=self.wide_shaft)
        with self.say(
            "Take one of the arrows: v, in blue. The matrix makes this gold arrow of it, [A v](A times v)."
        ) as line:
            self.play(FadeIn(self.blue), run_time=line.until("v"))
            line.at("makes")
            self.add(self.gold, self.blue)
            self.play(MoveVector(self.gold, self.matrix(start)), run_time=line.until("A"))
        self.heading, self.sides = ValueTracker(0.0), ValueTracker(-1.0)
        self.wedge = always_redraw(self.turn_wedge)
        turn = round(self.turn_in_degrees(0.0))
        self.size_of_turn = self.formula("{turn}°", turn=turn, size="name", role="second")
        self.size_of_turn.move_to(self.ground.at(*(1.35 * self.heading_vector(turn / 2))))
        with self.say(
            "The angle between them, in violet, is the turn. Here, it is about {turn} degrees.",
            turn=turn,
        ) as line:
            line.at("angle")
            self.play(FadeIn(self.wedge), run_time=0.7)
            line.at(f"{turn}")
            self.play(FadeIn(self.size_of_turn), run_time=0.5)

    def walk_it_around(self):
        self.start_the_walk()
        with self.say("Walk the blue arrow around, and write down its turn at every step.") as line:
            self.play(FadeIn(self.turns.picture), FadeOut(self.size_of_turn), run_time=line.until("around"))
            self.add(self.trace)
            self.walk_to(25, run_time=line.rest())
        with self.say(
            "It turns less and less, until, at {climbing} degrees, the turn is zero: "
            "blue and gold lie on one line.",
            climbing=self.headings[0],
        ) as line:
            self.walk_to(self.headings[0], run_time=line.until("degrees"))
            self.mark_a_zero(0, line)
        with self.say(
            "From here on, gold falls behind blue. But it catches up: at {falling} degrees, "
            "the turn is zero again. There is a second line.",
            falling=self.headings[1],
        ) as line:
            line.at("gold")
            self.walk_to(self.headings[1], run_time=line.until("degrees"))
            self.mark_a_zero(1, line)
        with self.say(
            "Then gold is ahead once more. All the arrows but those on the two lines turn."
        ) as line:
            line.at("gold")
            self.walk_to(180, run_time=line.until("but"))
        let_go([self.blue, self.gold])
        leaving = (self.blue, self.gold, self.wedge, self.trace, self.turns.picture, self.zeros)
        self.play(*map(FadeOut, leaving), run_time=0.6)

    def start_the_walk(self):
        self.turns = self.chart(
            (0, 180, 45),
            (-30, 30, 30),
            region=self.side.rows(1, 2.6)[1],
            x_label='"direction of" v "in degrees"',
            y_label='"turn in degrees"',
        )
        angles = np.linspace(0, 180, 361)
        graph = np.column_stack([angles, self.turn_in_degrees(angles)])
        self.trace = always_redraw(
            lambda: self.turns.path(graph[: 2 + round(2 * self.heading.get_value())], role="output")
        )
        self.eigenlines = VGroup(
            self.ground.line_along(self.winner, role="answer"),
            self.ground.line_along(self.other, role="answer"),
        )
        self.zeros = VGroup(
            *[self.turns.dot(angle, 0, role="answer", radius=0.12) for angle in self.headings]
        )
        self.blue.add_updater(self.follow_heading)
        self.gold.add_updater(self.follow_heading)

    def follow_heading(self, arrow):
        """The names stand outside the angle: where it is zero they fade over to the other side."""
        v = self.heading_vector(self.heading.get_value())
        arrow.label_side = self.sides.get_value() * (1 if arrow is self.blue else -1)
        arrow.label.set_opacity(abs(arrow.label_side))
        arrow.set_vector(v if arrow is self.blue else self.matrix(v))

    def walk_to(self, degrees, *, run_time):
        self.play(self.heading.animate.set_value(degrees), run_time=run_time, rate_func=linear)

    def mark_a_zero(self, index, line):
        line.at("zero")
        self.play(
            FadeIn(self.zeros[index], scale=2),
            self.sides.animate.set_value(-self.sides.get_value()),
            run_time=line.until("line"),
        )
        self.play(Create(self.eigenlines[index]), run_time=0.8)

    def heading_vector(self, degrees):
        return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])

    def turn_in_degrees(self, heading):
        return np.degrees(turning_angle(self.matrix, np.radians(heading)))

    def turn_wedge(self):
        heading = self.heading.get_value()
        return Sector(
            radius=0.6 * self.ground.unit,
            start_angle=np.radians(heading),
            angle=np.radians(float(self.turn_in_degrees(heading))),
            arc_center=self.ground.origin,
            fill_color=self.colour("second"),
            fill_opacity=0.7,
            stroke_width=0,
        )

    # Stretched, not turned -------------------------------------------------------------------------------

    def name_what_does_not_turn(self):
        self.chapter("Stretched, not turned")
        self.v = 0.75 * self.winner
        self.blue = self.ground.arrow(self.v, role="input", label="v")
        self.gold = self.ground.arrow(
            self.v, role="output", label="A v", label_side=-1, width=self.wide_shaft
        )
        with self.say(
            "An arrow on the climbing line is only stretched: to {stretch} times its length.",
            stretch=self.stretch,
        ) as line:
            self.play(FadeIn(self.blue), run_time=line.until("climbing"))
            line.at("stretched")
            self.add(self.gold, self.blue)
            self.play(MoveVector(self.gold, self.matrix(self.v)), run_time=line.rest())
        self.definition = self.formula(
            "A {{v : v}} = {{lambda : factor}} {{v : again}}",
            size="large",
            roles={"v": "input", "again": "input", "factor": "answer"},
        )
        self.definition.next_to(self.law_of_the_map, DOWN, buff=0.8, aligned_edge=LEFT)
        self.names_of_lines = VGroup(
            self.name_of_line("lambda_1 = {value}", self.stretch, (2, 1.9)),
            self.name_of_line("lambda_2 = {value}", self.keep, (2, -1.9)),
        )
        self.board_lines = VGroup(self.eigenlines, self.names_of_lines)
        with self.say(
            "Such an arrow is an eigenvector of the matrix. The factor, {stretch}, is its eigenvalue.",
            stretch=self.stretch,
        ) as line:
            line.at("eigenvector")
            self.play(Indicate(self.blue, color=self.colour("input"), scale_factor=1.3), run_time=1.0)
            line.at("eigenvalue")
            self.play(FadeIn(self.names_of_lines[0]), run_time=0.6)
        with self.say(
            "In a formula: [A v](A times v) is [λ v](lambda times v), where lambda is the eigenvalue."
        ) as line:
            self.play(Write(self.definition), run_time=line.until("λ"))
            line.at("lambda")
            self.point_at(self.definition.part("factor"))

    def name_of_line(self, markup, value, place):
        name = self.backed(self.formula(markup, value=value, role="answer", size="name"))
        return name.next_to(self.ground.at(*place), RIGHT, buff=0.3)

    def count_the_whole_line(self):
        w = self.other
        loyal = self.ground.arrow(w, role="input", label="w")
        image = self.ground.arrow(w, role="output", width=self.wide_shaft)
        with self.say(
            "On the falling line, the arrow w keeps its length. The eigenvalue there is {keep}: "
            "that is why {unmoved} arrows of the crowd never moved.",
            keep=self.keep,
            unmoved=int(self.unmoved.sum()),
        ) as line:
            self.play(FadeIn(loyal), run_time=line.until("w"))
            line.at("keeps")
            self.add(image, loyal)
            self.play(FadeIn(image), run_time=0.7)
            line.at("eigenvalue")
            self.play(FadeIn(self.names_of_lines[1]), run_time=0.6)
            line.at("never")
            self.play(Indicate(loyal, color=self.colour("input"), scale_factor=1.2), run_time=1.0)
        with self.say(
            "And the whole line counts. A shorter arrow is stretched by the same factor, "
            "and so is one that points backwards."
        ) as line:
            line.at("shorter")
            self.move_v(0.4, run_time=line.until("factor"))
            line.at("one")
            self.move_v(-0.9, run_time=line.rest())
        leaving = (self.blue, self.gold, loyal, image, self.definition, self.law_of_the_map)
        self.play(*map(FadeOut, leaving), run_time=0.6)

    def move_v(self, share, *, run_time):
        v = share * self.v
        self.play(MoveVector(self.blue, v), MoveVector(self.gold, self.matrix(v)), run_time=run_time)

    # Finding them ----------------------------------------------------------------------------------------

    def turn_it_into_an_equation(self):
        self.chapter("Finding them")
        self.wide = self.plane(x=(-3.1, 3.1), y=(-3.1, 3.1), numbers=False)
        self.guides = VGroup(
            *[self.wide.line_along(d, role="answer", width=3) for d in (self.winner, self.other)]
        ).set_stroke(opacity=0.45)
        self.steps = start, moved, flat = [
            self.formula("{{A : map}} {{v : v}} = {{lambda : factor}} {{v : w}}"),
            self.formula("({{A : map}} - {{lambda : factor}} I) {{v : v}} = 0"),
            self.formula("det(A - lambda I) = 0"),
        ]
        self.side.stack(start, flat, gap=0.35)
        moved.align_to(start, LEFT + DOWN)
        with self.say("How do we find such lines without looking?") as line:
            coming, leaving = (self.wide.picture, self.guides), (self.ground.picture, self.board_lines)
            self.play(*map(FadeOut, leaving), *map(FadeIn, coming), run_time=line.rest())
        with self.say(
            "[A v](A times v) is [λ v](lambda times v). Bring all to one side: "
            "[A − λ I](A minus lambda times the identity) sends v to zero."
        ) as line:
            self.play(Write(start), run_time=line.until("Bring"))
            self.play(Rewrite(start, moved), run_time=line.until("sends"))
        with self.say(
            "So this new matrix squashes a whole line to a point. Every square becomes flat: "
            "its area factor, the determinant, is zero."
        ) as line:
            line.at("area")
            self.play(Write(flat), run_time=line.rest())

    def slide_lambda(self):
        self.show_the_new_matrix()
        with self.say("Watch what it does to a square, and to two yellow arrows, one on each line.") as line:
            self.play(FadeIn(self.square), run_time=line.until("square"))
            line.at("two")
            self.play(FadeIn(self.special), run_time=line.until("one"))
        with self.say(
            "When lambda is zero, it is A itself: the area becomes {area}.", area=self.polynomial.det
        ) as line:
            line.at("A")
            self.play(self.share.animate.set_value(1.0), run_time=line.until("area"))
            self.play(FadeIn(self.areas.picture), FadeIn(self.marker), run_time=line.rest())
        self.add(self.curve, self.marker)
        with self.say(
            "Now let lambda grow. The area shrinks, and when lambda is {small}, it is zero. "
            "The square is flat, and one yellow arrow has vanished.",
            small=self.keep,
        ) as line:
            line.at("grow")
            self.slide_to(self.keep, run_time=line.until("zero"))
            self.play(FadeIn(self.roots[0], scale=2), run_time=0.5)
        with self.say(
            "Beyond that, the area is negative: the square, now red, is turned over. "
            "And when lambda is {large}, it is flat once more. Now the other arrow has vanished.",
            large=self.stretch,
        ) as line:
            self.slide_to(self.stretch, run_time=line.until("flat"))
            self.play(FadeIn(self.roots[1], scale=2), run_time=0.5)

    def show_the_new_matrix(self):
        self.share, self.lam = ValueTracker(0.0), ValueTracker(0.0)
        self.square = self.wide.unit_square(role="second")
        self.special = VGroup(*[self.wide.arrow(v, role="answer") for v in (self.winner, self.other)])
        self.moved = [self.wide.grid, self.square, *self.special]
        carry(self.moved, self.acting, on=self.wide)
        self.square.add_updater(
            lambda square: square.set_color(self.colour("loss" if self.acting().det < 0 else "second"))
        )
        self.areas = self.chart(
            (0, 4, 1),
            (-1, 3, 1),
            region=self.side.rows(1, 2.2)[1],
            x_label="lambda",
            y_label='"area factor"',
        )
        self.curve = always_redraw(self.curve_so_far)
        self.marker = always_redraw(
            lambda: self.areas.dot(*self.area_at(self.lam.get_value()), role="second", radius=0.11)
        )
        self.roots = [self.areas.dot(x, 0, role="answer", radius=0.13) for x in (self.keep, self.stretch)]

    def acting(self):
        """A − λ I; on its way from the identity while it begins to act."""
        return self.matrix.shifted(self.lam.get_value()).partway(self.share.get_value())

    def slide_to(self, value, *, run_time):
        self.play(self.lam.animate.set_value(value), run_time=run_time, rate_func=linear)

    def area_at(self, lam):
        return lam, float(self.polynomial(lam))

    def curve_so_far(self):
        lams = np.linspace(0, max(self.lam.get_value(), 0.02), 60)
        return self.areas.path(np.column_stack([lams, self.polynomial(lams)]), role="second")

    def read_off_the_zeros(self):
        equation = self.formula(
            "lambda^2 - {{ {sum} : sum}} lambda + {{ {product} : product}} = 0",
            sum=self.polynomial.trace,
            product=self.polynomial.det,
        )
        self.side.stack(self.law_of_the_map, equation, gap=0.25)
        with self.say(
            "So the eigenvalues are the zeros of this curve. As an equation: "
            "[λ² − {sum} λ + {product} = 0](lambda squared, minus {sum} lambda, plus {product}, "
            "equals zero).",
            sum=self.polynomial.trace,
            product=self.polynomial.det,
        ) as line:
            line.at("zeros")
            self.point_at(*self.roots)
            line.at("equation")
            self.play(*map(FadeOut, self.steps[1:]), run_time=0.3)
            self.play(FadeIn(self.law_of_the_map), run_time=0.3)
            self.play(Write(equation), run_time=line.rest())
        with self.say(
            "The {sum} is the sum along the diagonal of A, and the {product} is its area factor.",
            sum=self.polynomial.trace,
            product=self.polynomial.det,
        ) as line:
            self.point_at(equation.part("sum"))
            line.at("diagonal")
            self.point_at(*map(self.law_of_the_map.part, ("first", "last")))
            line.at("area")
            self.point_at(equation.part("product"))
        leaving = (self.square, self.special, self.areas.picture, self.curve, self.marker, *self.roots)
        self.play(
            *map(FadeOut, leaving),
            *map(FadeOut, (self.law_of_the_map, equation)),
            self.share.animate.set_value(0.0),
            run_time=1.0,
        )
        let_go(self.moved)

    # Back to the crowd -----------------------------------------------------------------------------------

    def split_an_arrow(self):
        self.chapter("Back to the crowd")
        start = np.array([self.split_length, 0.0])
        tripled, kept = self.eigen.parts(start)
        self.whole = self.ground.arrow(start, role="input")
        self.along = self.ground.arrow(tripled, role="answer")
        self.across = self.ground.arrow(kept, start=tripled, role="second")
        with self.say(
            "So why does the crowd gather? Take any arrow, and split it: "
            "into a yellow part along the climbing line, and a violet part along the falling one."
        ) as line:
            leaving, coming = (self.wide.picture, self.guides), (self.ground.picture, self.board_lines)
            self.play(*map(FadeOut, leaving), *map(FadeIn, coming), run_time=line.until("take"))
            self.play(FadeIn(self.whole), run_time=line.until("split"))
            line.at("yellow")
            self.play(FadeIn(self.along), run_time=0.7)
            line.at("violet")
            self.play(FadeIn(self.across), run_time=0.7)
        self.ratios = [self.ratio_after(r) for r in range(self.rounds + 1)]
        rows = [self.formula("{n} : 1", n=ratio, role="answer") for ratio in self.ratios]
        self.table = VGroup(self.text("yellow : violet", size="label", role="muted"), *rows)
        self.side.place(self.table.arrange(DOWN, buff=0.3, aligned_edge=RIGHT), at="top left")
        with self.say(
            "The matrix triples the yellow part, and leaves the violet part as it is. "
            "Scaled back, yellow to violet is {once} to one.",
            once=self.ratios[1],
        ) as line:
            self.play(FadeIn(self.table[:2]), run_time=line.until("triples"))
            self.show_parts(*self.eigen.parts(start, rounds=1), run_time=line.until("leaves"))
            line.at("Scaled")
            self.finish_round(1, run_time=line.until("is", 2))
        with self.say(
            "One more round: {twice} to one. Then {thrice}.", twice=self.ratios[2], thrice=self.ratios[3]
        ) as line:
            self.finish_round(2, run_time=line.until("to"))
            line.at("Then")
            self.finish_round(3, run_time=line.rest())
        with self.say(
            "After {rounds} rounds, it is {ratio} to one. Of the violet part, nothing is left to be seen.",
            rounds=self.rounds,
            ratio=self.ratios[self.rounds],
        ) as line:
            self.finish_round(4, run_time=line.until("it"))
            self.finish_round(5, run_time=line.until("of"))

    def ratio_after(self, rounds):
        along, across = np.linalg.norm(self.eigen.parts([1.0, 0.0], rounds=rounds), axis=1)
        return along / across

    def finish_round(self, rounds, *, run_time):
        """The parts after so many rounds, scaled so that the whole arrow has its first length again."""
        parts = self.eigen.parts([1.0, 0.0], rounds=rounds)
        scale = self.split_length / np.linalg.norm(parts.sum(axis=0))
        self.show_parts(*(scale * parts), FadeIn(self.table[rounds + 1]), run_time=run_time)

    def show_parts(self, along, across, *more, run_time):
        self.play(
            MoveVector(self.whole, along + across),
            MoveVector(self.along, along),
            MoveVector(self.across, across, start=along),
            *more,
            run_time=run_time,
        )

    def answer_why_that_line(self):
        self.arrows = self.crowd_at(0)
        leaving = (self.whole, self.along, self.across, self.table)
        self.play(*map(FadeOut, leaving), FadeIn(self.arrows), run_time=0.6)
        with self.answer(
            self.guess,
            "So the crowd gathers on the climbing line, because arrows there are stretched most, "
            "and are not turned.",
        ) as line:
            for index in range(self.rounds):
                self.move_crowd(
                    self.crowd.directions[index + 1], run_time=line.rest() / (self.rounds - index)
                )
        with self.say(
            "And the {unmoved} that never moved? They have no yellow part.", unmoved=int(self.unmoved.sum())
        ) as line:
            line.at("never")
            self.point_at_arrows(self.unmoved)
        cloud = self.cloud()
        self.clear_stage(keep=[self.ground.picture, self.board_lines, self.arrows])
        with self.say(
            "The same pull ranks web pages in a search engine, and finds the main direction in a "
            "cloud of data."
        ) as line:
            line.at("finds")
            self.play(FadeOut(self.arrows), run_time=line.until("main"))
            self.play(LaggedStart(*map(FadeIn, cloud), lag_ratio=0.02), run_time=line.rest())
        self.clear_stage(keep=[self.ground.picture])

    def cloud(self):
        """Data whose covariance is a third of the matrix: the main direction is its first eigenvector."""
        points = self.rng.multivariate_normal([0, 0], self.matrix.matrix / 3, size=self.cloud_size)
        seen = points[np.abs(points).max(axis=1) < 2.2]
        return VGroup(*[self.ground.dot(x, y, role="input", radius=0.06) for x, y in seen])

    # What you can do now ---------------------------------------------------------------------------------

    def try_two_more_arrows(self):
        self.chapter("What you can do now")
        self.side.place(self.law_of_the_map, at="top left")
        p = self.ground.arrow(-0.75 * self.winner, label="p")
        q = self.ground.arrow((1.0, 0.0), label="q", label_side=-1)
        with self.say(
            "Now it is your turn, with the same matrix. The arrow p points down and to the left, "
            "half way between the axes. The arrow q points to the right, along the axis."
        ) as line:
            line.at("same")
            self.play(FadeIn(self.law_of_the_map), run_time=0.6)
            line.at("p")
            self.play(FadeIn(p), run_time=0.6)
            line.at("q")
            self.play(FadeIn(q), run_time=0.6)
        test = self.ask(
            Question(
                "Which of them is an eigenvector?",
                choices=("Only p", "Only q", "Both of them", "Neither"),
                answer=0,
                explanations=(
                    "p lies on the climbing line, pointing backwards: it is stretched and not turned.",
                    "q is turned off the axis.",
                    "p is one, but q is turned off the axis.",
                    "p points backwards, but it lies on the climbing line: the whole line counts.",
                ),
            ),
            region=self.side.rows(1, 3)[1],
        )
        of_p, of_q = (self.ground.arrow(a.vector, role="output") for a in (p, q))
        with self.answer(
            test, "Only p: its image, in gold, lies on the same line. The image of q is turned away."
        ) as line:
            self.add(of_p, p)
            self.play(MoveVector(of_p, self.matrix(p.vector)), run_time=line.until("same"))
            self.play(FadeIn(self.eigenlines[0]), run_time=0.6)
            line.at("image", 2)
            self.add(of_q, q)
            self.play(MoveVector(of_q, self.matrix(q.vector)), run_time=line.rest())
        self.clear_stage(keep=[self.ground.picture, self.eigenlines[0]])

    def sum_up(self):
        facts = [
            self.titled("see it", self.formula("A v = lambda v")),
            self.titled("find it", self.formula("det(A - lambda I) = 0")),
            self.titled("foresee it", self.formula('A^n v -> "line of" lambda_1')),
        ]
        self.side.stack(*facts, gap=0.6)
        v = self.ground.arrow(self.v, role="input")
        image = self.ground.arrow(self.v, role="output")
        with self.say(
            "You can now see an eigenvector: the matrix stretches it, and does not turn it."
        ) as line:
            self.play(FadeIn(v), FadeIn(self.eigenlines[1]), run_time=line.until("stretches"))
            self.add(image, v)
            self.play(MoveVector(image, self.matrix(self.v)), FadeIn(facts[0]), run_time=line.rest())
        with self.say(
            "You can find the eigenvalues: where the area factor of [A − λ I](A minus lambda I) is zero."
        ) as line:
            line.at("where")
            self.play(FadeIn(facts[1]), FadeIn(self.names_of_lines), run_time=line.until("zero"))
        self.arrows = self.crowd_at(0)
        with self.say(
            "And you can say where a crowd of arrows goes: to the line with the largest eigenvalue."
        ) as line:
            self.play(FadeOut(v), FadeOut(image), FadeIn(self.arrows), run_time=line.until("crowd"))
            for index in range(self.rounds):
                self.move_crowd(
                    self.crowd.directions[index + 1], run_time=line.rest() / (self.rounds - index)
                )
            self.play(FadeIn(facts[2]), run_time=0.4)

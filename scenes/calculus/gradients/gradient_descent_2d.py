"""Gradient descent zigzags in a narrow valley, since straight downhill is not the way to the minimum."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UL,
    UP,
    Arc,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    Write,
    linear,
)

from mathviz.calculus import Quadratic, error_bowl, fit_line, gradient_descent, standardise
from mathviz.datasets import ANSCOMBE
from mathviz.stage import Lecture, Question, Rewrite, Turn, Walk
from mathviz.voice import rounded, value_of


def in_line(value):
    """The value with its fraction on one line, for a small label."""
    known = value_of(value)
    return replace(known, typst=known.typst if "frac" not in known.typst else known.shown.replace("/", "\\/"))


class GradientDescent2D(Lecture):
    """A hiker in fog always steps straight downhill: why does she zigzag, and what would help her?"""

    valley = Quadratic([[1, 0], [0, 10]])
    start = (10, 1)
    steps = 13
    crawling, landing, limit, too_large = 0.02, 0.1, 0.2, 0.21
    heights = tuple(r**2 / 2 for r in (2, 4, 6, 8, 10, 12))  # of contours that cross the valley's floor at r
    data = ANSCOMBE[0]

    def setup(self):
        self.best = Fraction(self.valley.best_learning_rate).limit_denominator(100)
        self.share = Fraction(self.valley.factors(float(self.best))[-1]).limit_denominator(100)
        self.descent = self.descend(self.best)
        features = self.data["x"][:, None]
        self.standardised = standardise(features)
        self.raw_condition = error_bowl(features, self.data["y"]).condition_number
        self.new_condition = error_bowl(self.standardised.values, self.data["y"]).condition_number

    def descend(self, learning_rate, valley=None):
        return gradient_descent(
            valley or self.valley, self.start, learning_rate=float(learning_rate), steps=self.steps
        )

    def construct(self):
        self.meet_the_hiker()
        self.look_from_above()
        self.find_the_gradient()
        self.see_both_at_once()
        self.choose_the_step()
        self.compare_what_is_left()
        self.measure_the_valley()
        self.sum_up()

    # A hiker in fog --------------------------------------------------------------------------------------

    def meet_the_hiker(self):
        self.chapter("A hiker in fog")
        self.view = space = self.space(
            x=(-3, 11),
            y=(-2.2, 2.2),
            z=(0, 85),
            region=self.full.rows(1, 0.2)[0],
            azimuth=-106,
            elevation=40,
            height=0.18,
        )
        self.surface = space.surface(self.valley, faces=(28, 12))
        self.hiker = space.trail(self.descent, self.valley)
        self.lake = space.dot(0, 0, 0, role="answer", radius=0.14)
        hiker_name = self.name_in_space("hiker", *self.start, towards=UP, role="input")
        lake_name = self.name_in_space("lake", 0, 0, towards=LEFT, role="answer")
        with self.say(
            "A hiker stands in thick fog, on the wall of a long, narrow valley. At the bottom lies a lake."
        ) as line:
            self.play(FadeIn(self.surface), run_time=line.until("thick"))
            self.play(FadeIn(self.hiker), FadeIn(hiker_name), run_time=line.until("wall"))
            self.play(Turn(space, azimuth=-98, run_time=line.until("lake")))
            self.play(FadeIn(self.lake), FadeIn(lake_name), run_time=0.6)
        with self.say(
            "She cannot see the lake. She feels only the slope under her boots. "
            "So she takes a step straight downhill, stops, feels again, and takes the next."
        ) as line:
            self.play(Turn(space, azimuth=-106), run_time=line.rest())
        self.guess = self.ask(
            Question(
                "Which way does the hiker's first step go?",
                choices=(
                    "Straight to the lake",
                    "Slanting, down and across the valley",
                    "Along the valley",
                ),
                answer=1,
                explanations=(
                    "Only in a round valley does straight downhill point at the lowest place.",
                    "Across the valley the ground falls as steeply as along it, so she slants across.",
                    "That would be so on the valley's floor; on the wall, the ground also falls across.",
                ),
            ),
            region=self.side.rows(1, 1.15)[1],
        )
        with self.say(
            "Watch her, in blue. Down to the floor, and up the other wall. And back. "
            "She zigzags from wall to wall, although the lake lies along the valley. Why?"
        ) as line:
            self.play(FadeOut(hiker_name), run_time=0.4)
            line.at("down")
            self.play(Walk(self.hiker, 1), run_time=line.until("and", 2))
            self.play(Walk(self.hiker, 2), run_time=line.until("she"))
            self.play(Walk(self.hiker, 6), run_time=line.until("although"), rate_func=linear)
            self.play(Walk(self.hiker, 12), run_time=line.rest(), rate_func=linear)
        self.play(FadeOut(lake_name), run_time=0.4)

    def name_in_space(self, word, x, y, *, towards, role):
        name = self.backed(self.text(word, size="label", role=role), margin=0.08)
        place = (x, y, self.valley.value((x, y)))
        return self.view.stand(name, lambda: name.next_to(self.view.at(*place), towards, buff=0.2))

    # Seen from above -------------------------------------------------------------------------------------

    def look_from_above(self):
        self.chapter("Seen from above")
        self.map = self.contour_map(x=(-3, 11, 5), y=(-3.6, 3.6, 1))
        self.contours = self.map.contours(self.valley, self.heights)
        lifted = self.view.contours(self.valley, self.heights)
        with self.say(
            "Join all places of the same height by a line. Such a line is called a contour."
        ) as line:
            self.add(lifted, self.hiker, self.lake)
            self.play(Create(lifted), run_time=line.rest())
        with self.say(
            "Now rise, and look straight down. The surface becomes a map, and the contours are long ellipses."
        ) as line:
            self.play(Turn(self.view, onto=self.map), run_time=line.until("map"))
            self.add(self.contours, self.hiker, self.lake)
            self.play(
                FadeOut(self.surface),
                FadeOut(lifted),
                FadeIn(self.map.picture),
                FadeIn(self.contours),
                run_time=line.until("ellipses"),
            )

    def find_the_gradient(self):
        height = self.formula("f(x, y) = 1/2 (x^2 + {steep} y^2)", steep=self.valley.eigenvalues[0])
        slopes = self.formula("nabla f(x, y) = vec(x, {steep} y)", steep=self.valley.eigenvalues[0])
        here = self.formula(
            "nabla f({x}, {y}) = {slope}", x=self.start[0], y=self.start[1], slope=self.descent.gradients[0]
        )
        self.side.stack(height, slopes, here, gap=0.4)
        with self.say(
            "As a formula: x squared, plus {steep} y squared, all divided by two. "
            "Along the valley, the ground curves up gently. Across, {steep} times as strongly.",
            steep=self.valley.eigenvalues[0],
        ) as line:
            self.play(Walk(self.hiker, 0), run_time=line.until("x"))
            self.play(Write(height), run_time=line.rest())
        downhill = self.map.arrow(self.descent.steps[0], start=self.start, role="output")
        own = self.map.contours(self.valley, [self.valley.value(self.start)], role="ink")
        with self.say(
            "The gradient collects the two slopes. At the hiker, it is {slope}: as steep along as across.",
            slope=self.descent.gradients[0],
        ) as line:
            self.play(FadeIn(slopes, shift=0.2 * UP), run_time=line.until("slopes"))
            line.at("hiker")
            self.play(FadeIn(here, shift=0.2 * UP), run_time=0.8)
        with self.say(
            "It points uphill. So she walks against it, along the gold arrow, "
            "at a right angle to her contour."
        ) as line:
            line.at("against")
            self.play(FadeIn(downhill), run_time=line.until("arrow"))
            line.at("right")
            self.add(own, downhill, self.hiker)
            self.play(Create(own), run_time=line.rest())
        with self.say(
            "And note: the arrow lies in the map. It has two parts, not three. "
            "It tells which way to go, not how high."
        ):
            pass
        to_the_lake = DashedLine(
            self.map.at(*self.start), self.map.at(*self.valley.center), color=self.colour("answer")
        )
        angle = self.valley.angle_to_minimum(self.start)
        with self.answer(
            self.guess,
            "The way to the lake, the dashed line, is {angle} degrees off. "
            "So her first step goes slanting, down and across the valley.",
            angle=rounded(np.degrees(angle), 0),
        ) as line:
            self.play(Create(to_the_lake), run_time=line.until("degrees"))
            arc, size = self.angle_between(angle)
            self.play(Create(arc), FadeIn(size), run_time=0.8)
            line.at("step")
            self.play(Walk(self.hiker, 1), run_time=line.rest())

    def angle_between(self, angle):
        """The arc from her step to the way to the lake, and its size."""
        x, y = self.descent.steps[0]
        centre, first = self.map.at(*self.start), np.arctan2(y, x)
        arc = Arc(0.9, first, -angle, arc_center=centre, color=self.colour("second"), stroke_width=5)
        size = self.formula("{angle}°", angle=rounded(np.degrees(angle), 0), size="name", role="second")
        middle = first - angle / 2
        return arc, self.backed(size.move_to(centre + 1.5 * np.array([np.cos(middle), np.sin(middle), 0])))

    # Why she zigzags -------------------------------------------------------------------------------------

    def see_both_at_once(self):
        self.chapter("Why she zigzags", clear=True)
        above, below = self.board.rows(1, 0.95)
        space = self.space(
            x=(-3, 11), y=(-2.2, 2.2), z=(0, 85), region=above, azimuth=-98, elevation=40, height=0.14
        )
        floor = self.bare_map(below)
        pictures = VGroup(
            space.surface(self.valley, faces=(28, 12)),
            space.contours(self.valley, self.heights),
            floor.picture,
            floor.contours(self.valley, self.heights),
        )
        lakes = VGroup(space.dot(0, 0, 0, role="answer"), floor.dot(0, 0, role="answer", radius=0.11))
        walkers = [space.trail(self.descent, self.valley), floor.trail(self.descent)]
        rule = self.formula("bold(p) arrow.l bold(p) - {{alpha : rate}} nabla f", roles={"rate": "answer"})
        steep = self.valley.eigenvalues[0]
        along, keeps = self.rule_for("x", "(1 - {{alpha : rate}})"), self.rule_for("x", "{share}", self.share)
        across, flips = (
            self.rule_for("y", "(1 - {steep} {{alpha : rate}})", steep=steep),
            self.rule_for("y", "{share}", -self.share),
        )
        rate = self.formula("alpha = {best}", best=self.best, role="answer")
        self.side.stack(rule, keeps, flips, rate, gap=0.5)
        along.move_to(keeps).align_to(rule, LEFT)
        across.move_to(flips).align_to(rule, LEFT)
        with self.say(
            "Here are both at once: the surface, and below it the map. "
            "Each step is the gradient times a small number, alpha, the learning rate."
        ) as line:
            self.play(FadeIn(pictures), FadeIn(lakes), *map(FadeIn, walkers), run_time=line.until("surface"))
            line.at("each")
            self.play(Write(rule), run_time=line.rest())
        with self.say(
            "In this valley, a step does something simple. It multiplies x by one minus alpha, "
            "and y by one minus {steep} alpha.",
            steep=self.valley.eigenvalues[0],
        ) as line:
            line.at("x")
            self.play(Write(along), run_time=line.until("and"))
            self.play(Write(across), run_time=line.rest())
        with self.say(
            "Take alpha to be {best}. Then x keeps {share} of its length. "
            "And y keeps {share} as well, but its sign flips.",
            best=self.best,
            share=self.share,
        ) as line:
            self.play(FadeIn(rate), run_time=line.until("then"))
            self.play(Rewrite(along, keeps), run_time=line.until("of"))
            line.at("and")
            self.play(Rewrite(across, flips), run_time=0.8)
        with self.say(
            "So at every step she leaps across the floor, from wall to wall, while x shrinks slowly."
        ) as line:
            self.walk(walkers, 1, run_time=line.until("leaps"))
            self.walk(walkers, 2, run_time=line.until("floor"))
            self.walk(walkers, 3, run_time=line.until("wall"))
            self.walk(walkers, 4, run_time=line.until("while"))
            self.walk(walkers, 6, run_time=line.rest())
        with self.say(
            "One learning rate has to serve two slopes. "
            "It is too large for the steep one, and too small for the gentle one."
        ) as line:
            self.walk(walkers, self.steps, run_time=line.rest())

    def rule_for(self, name, factor, share=None, **values):
        """What a step makes of x or of y, with parts that stay when the factor is worked out."""
        markup = f"{{{{{name} arrow.l : new}}}} {factor} {{{{{name} : old}}}}"
        values |= {"share": share} if share else {}
        return self.formula(markup, roles={} if share else {"rate": "answer"}, **values)

    def walk(self, walkers, to, *, run_time):
        self.play(*[Walk(walker, to) for walker in walkers], run_time=run_time, rate_func=linear)

    # How long a step? ------------------------------------------------------------------------------------

    def choose_the_step(self):
        self.chapter("How long a step?", clear=True)
        self.rate = ValueTracker(float(self.crawling))
        self.lake = self.map.dot(0, 0, role="answer", radius=0.14)
        self.walker = self.map.trail(self.descend(self.crawling))
        self.readout = self.reading("alpha =", self.rate.get_value, decimals=3, role="answer")
        self.side.place(self.readout, at="top left")
        self.play(*map(FadeIn, (self.map.picture, self.contours, self.lake, self.walker)), run_time=0.6)
        slow = self.descend(self.crawling)
        with self.say(
            "Would shorter steps help? With alpha {crawling}, the zigzag is gone. She runs down the wall, "
            "and then she crawls: after {steps} steps, x is still {x_left}.",
            crawling=self.crawling,
            steps=len(slow),
            x_left=rounded(slow.end[0], 1),
        ) as line:
            self.play(FadeIn(self.readout), run_time=line.until("with"))
            line.at("runs")
            self.play(Walk(self.walker, 4), run_time=line.until("crawls"), rate_func=linear)
            self.play(Walk(self.walker, self.steps), run_time=line.rest(), rate_func=linear)
        self.walker.add_updater(lambda trail: trail.set_path(self.descend(self.rate.get_value())))
        with self.say(
            "Now let alpha grow, and watch all {steps} steps at once. At {landing}, her first step ends "
            "on the floor. Beyond, the zigzag begins. Yet at {best}, which is about {about}, she gets "
            "nearest: her distance to the lake is {distance}.",
            steps=self.steps,
            landing=self.landing,
            best=self.best,
            about=rounded(float(self.best), 3),
            distance=rounded(np.linalg.norm(self.descent.end), 2),
        ) as line:
            line.at("grow")
            self.slide(self.landing, run_time=line.until("first"))
            line.at("beyond")
            self.slide(self.best, run_time=line.until("she"))
        self.forecast = self.ask(
            Question(
                "What does she do with alpha at [0.21](zero point two one)?",
                choices=(
                    "She gets there sooner",
                    "She swings to and fro, for ever",
                    "She climbs out of the valley",
                ),
                answer=2,
                explanations=(
                    "Beyond the best learning rate, longer steps are a loss: the swings across last longer.",
                    "That happens at [0.2](zero point two), where each step flips y and keeps its length.",
                    "Each step across overshoots so far that the next one is larger still.",
                ),
            ),
            region=self.side.rows(1, 3)[1],
        )
        with self.answer(
            self.forecast,
            "At {limit}, every step across only flips the sign: to and fro, for ever. "
            "Above, each swing is larger than the last. She climbs out of the valley.",
            limit=self.limit,
        ) as line:
            self.slide(self.limit, run_time=line.until("to"))
            line.at("above")
            self.slide(self.too_large, run_time=line.until("last"))
        wild = self.descend(self.too_large)
        first, last = rounded(wild.values[0], 0), rounded(wild.values[-1], 0)
        heights = [
            self.map.label(f"f = {height.typst}", *point, towards=towards, size="name")
            for height, point, towards in ((last, wild.end, UL), (first, self.start, UP))
        ]
        with self.say(
            "After {steps} steps, she stands at height {last}. She began at {first}.",
            steps=len(wild),
            last=last,
            first=first,
        ) as line:
            line.at("height")
            self.play(FadeIn(heights[0]), run_time=0.5)
            line.at("began")
            self.play(FadeIn(heights[1]), run_time=0.5)
        self.clear_stage(keep=[self.map.picture, self.contours, self.lake, self.walker, self.readout])

    def slide(self, rate, *, run_time):
        self.play(self.rate.animate.set_value(float(rate)), run_time=run_time)

    def compare_what_is_left(self):
        chart = self.chart(
            (0, 0.25, 0.05),
            (0, 1.5, 0.5),
            region=self.side.rows(1, 4)[1],
            x_label="alpha",
            y_label='"left after one step"',
            x_numbers=(0, 0.1, 0.2),
        )
        rates = np.linspace(0.001, 0.25, 250)
        left = np.abs([self.valley.factors(rate) for rate in rates])
        across, along = (np.column_stack([rates, column]) for column in left.T)
        lines = VGroup(chart.path(along, role="input"), chart.path(across, role="second"))
        names = VGroup(
            chart.label('"along"', 0.1, 0.9, towards=DOWN, role="input", size="body"),
            chart.label('"across"', 0.235, 1.35, towards=LEFT, role="second", size="body"),
        )
        one = DashedLine(chart.at(0, 1), chart.at(0.25, 1), color=self.colour("loss"), stroke_width=3)
        markers = VGroup(*[chart.dot(0, 1, role=role, radius=0.1) for role in ("input", "second")])
        markers.add_updater(lambda dots: self.put_on(chart, dots))
        with self.say(
            "One picture holds it all: what a single step leaves of her distance to the lake. "
            "In blue, the part along the valley. In violet, the part across."
        ) as line:
            self.play(FadeIn(chart.picture), run_time=line.until("single"))
            line.at("blue")
            self.play(Create(lines[0]), FadeIn(names[0]), run_time=line.until("in", 2))
            self.play(Create(lines[1]), FadeIn(names[1]), run_time=line.rest())
        with self.say(
            "At {too_large}, the violet line is above one: that part grows. "
            "Below {limit}, both parts shrink.",
            too_large=self.too_large,
            limit=self.limit,
        ) as line:
            self.play(FadeIn(markers), run_time=line.until("violet"))
            self.play(Create(one), run_time=line.until("that"))
            line.at("below")
            self.slide(self.limit - 0.005, run_time=line.rest())
        with self.say(
            "And where the two lines meet, at {best}, the slower part is as fast as it can be.",
            best=self.best,
        ) as line:
            self.slide(self.best, run_time=line.until("at"))
            best = chart.dot(float(self.best), float(self.share), role="answer", radius=0.13)
            self.play(FadeIn(best, scale=2), run_time=0.6)

    def put_on(self, chart, dots):
        rate = self.rate.get_value()
        for dot, left in zip(dots, np.abs(self.valley.factors(rate))[::-1], strict=True):
            dot.move_to(chart.at(rate, left))

    # The shape of the valley -----------------------------------------------------------------------------

    def measure_the_valley(self):
        self.walker.clear_updaters()
        kept = [self.map.picture, self.contours, self.lake, self.walker]
        self.chapter("The shape of the valley", clear=True, keep=kept)
        # The logarithm, so that the valley opens evenly.
        self.log_condition = ValueTracker(np.log(self.valley.condition_number))
        ratio = self.formula("kappa = lambda_max / lambda_min")
        number = self.reading("kappa =", lambda: np.exp(self.log_condition.get_value()), decimals=0)
        self.side.stack(ratio, number, gap=0.5)
        steepest, gentlest = self.valley.eigenvectors.T
        steep = self.curvature_arrow("max", self.valley.eigenvalues[0], 2 * steepest, "second", -1)
        gentle = self.curvature_arrow("min", self.valley.eigenvalues[1], 4 * gentlest, "input", 1)
        with self.say(
            "So the steepest direction sets the limit, and the gentlest sets the pace. "
            "The ratio of their two curvatures is called the condition number. "
            "Here it is {condition}: the shape of the valley.",
            condition=self.valley.condition_number,
        ) as line:
            self.play(Walk(self.walker, 0), run_time=line.until("steepest"))
            self.play(FadeIn(steep), run_time=line.until("gentlest"))
            self.play(FadeIn(gentle), run_time=0.8)
            line.at("ratio")
            self.play(Write(ratio), run_time=line.until("condition"))
            line.at("here")
            self.play(FadeIn(number), run_time=0.8)
        self.play(FadeOut(steep), FadeOut(gentle), Walk(self.walker, self.steps), run_time=0.8)
        self.contours.add_updater(lambda c: c.set_function(self.shaped()))
        self.walker.add_updater(lambda w: w.set_path(self.descend_shaped()))
        region = self.side.rows(1.4, 1.8)[1]
        x, y = self.data["x"], self.data["y"]
        span, mean, spread = np.array([2, 16]), self.standardised.mean[0], self.standardised.scale[0]
        raw = self.points_chart(span, (4, 9, 14), region)
        centred = self.points_chart(span - mean, (-5, 0, 5), region)
        scaled = self.points_chart((span - mean) / spread, (-1, 0, 1), region)
        points = VGroup(*[raw.dot(*point, radius=0.07) for point in zip(x, y, strict=True)])
        fitted = raw.curve(fit_line(x, y), 3, 15, role="output")
        with self.say(
            "In machine learning, the floor is made of weights, and the height is the error. "
            "For the line through these {points} points, the condition number is {raw}.",
            points=len(x),
            raw=rounded(self.raw_condition, 0),
        ) as line:
            self.play(FadeIn(raw.picture), FadeIn(points), run_time=line.until("floor"))
            line.at("line")
            self.play(Create(fitted), run_time=line.until("condition"))
            self.reshape(self.raw_condition, run_time=line.rest())
        self.say(
            "Such a valley is as thin as a needle. Even with the best learning rate, she hardly gets ahead."
        )
        with self.say(
            "Now standardise: subtract the feature's mean, and divide by its spread. "
            "The points are the same, only their units change. "
            "And the valley opens, wider and wider, until it is round: the condition number is {new}.",
            new=self.new_condition,
        ) as line:
            line.at("subtract")
            self.play(FadeOut(raw.numbers), FadeIn(centred.numbers), run_time=line.until("and"))
            line.at("divide")
            self.play(FadeOut(centred.numbers), FadeIn(scaled.numbers), run_time=line.until("spread"))
            line.at("points")
            self.point_at(points, role="ink", scale=1.05)
            line.at("valley")
            self.reshape(self.new_condition, run_time=line.until("round"))
        with self.say("Now straight downhill leads to the lake, in a single step.") as line:
            self.play(Walk(self.walker, 0), run_time=line.until("downhill"))
            self.play(Walk(self.walker, 1), run_time=line.until("in"))

    def curvature_arrow(self, which, curvature, vector, role, side):
        label = f"lambda_{which} = {value_of(curvature).typst}"
        return self.map.arrow(vector, start=self.valley.center, role=role, label=label, label_side=side)

    def points_chart(self, span, numbers, region):
        return self.density_chart((*span, 20), 12, region=region, x_label='"feature"', x_numbers=numbers)

    def shaped(self):
        return Quadratic(np.diag([1.0, np.exp(self.log_condition.get_value())]))

    def descend_shaped(self):
        valley = self.shaped()
        return self.descend(valley.best_learning_rate, valley)

    def reshape(self, condition, *, run_time):
        self.play(self.log_condition.animate.set_value(np.log(condition)), run_time=run_time)

    # What you can do now ---------------------------------------------------------------------------------

    def sum_up(self):
        self.contours.clear_updaters()
        self.walker.clear_updaters()
        self.chapter("What you can do now", clear=True)
        left, right = self.full.split(1, 1)
        cells = [*left.rows(1, 1), *right.rows(1, 1)]
        round_bowl = Quadratic(np.eye(2))
        zigzag, crawl, leave, direct = (
            self.small_map(cell, path, steps, markup, value)
            for cell, path, steps, markup, value in (
                (cells[0], self.descent, 13, '"zigzags:" alpha = {value}', self.best),
                (cells[2], self.descend(self.crawling), 13, '"crawls:" alpha = {value}', self.crawling),
                (cells[1], self.descend(self.too_large), 8, '"diverges:" alpha = {value}', self.too_large),
                (cells[3], self.descend(1, round_bowl), 13, '"round:" kappa = {value}', self.new_condition),
            )
        )
        with self.say(
            "You can now say why descent zigzags: straight downhill is not the way to the minimum, "
            "unless the valley is round."
        ) as line:
            self.play(FadeIn(zigzag), run_time=line.until("straight"))
        with self.say(
            "You can tell from two curvatures when it crawls, when it is fastest, and when it diverges."
        ) as line:
            line.at("crawls")
            self.play(FadeIn(crawl), run_time=line.until("fastest"))
            line.at("diverges")
            self.play(FadeIn(leave), run_time=0.6)
        with self.say("And you know the cure: standardise, and the valley becomes rounder.") as line:
            line.at("standardise")
            self.play(FadeIn(direct), run_time=line.rest())

    def bare_map(self, region):
        return self.contour_map(
            (-3, 11, 5), (-2.2, 2.2, 1), region=region, numbers=False, x_label="", y_label=""
        )

    def small_map(self, cell, path, steps, markup, value):
        name, room = cell.rows(0.24, 1, gap=0.1)
        floor = self.bare_map(room)
        title = name.place(self.formula(markup, value=in_line(value), size="name"))
        contours = floor.contours(path.objective, self.heights)
        lake = floor.dot(0, 0, role="answer", radius=0.11)
        return VGroup(title, floor.picture, contours, lake, floor.trail(path).show(steps))

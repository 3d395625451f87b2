"""Gradient descent zigzags in a narrow valley, since straight downhill is not the way to the minimum."""

from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, FadeOut, ValueTracker, VGroup, Write

from mathviz.calculus import Quadratic, error_bowl, gradient_descent, standardise
from mathviz.datasets import ANSCOMBE
from mathviz.stage import Lecture, Question, Turn, Walk
from mathviz.voice import rounded


class GradientDescent2D(Lecture):
    """A hiker in fog always steps straight downhill: why does she zigzag, and what would help her?"""

    valley = Quadratic([[1, 0], [0, 10]])
    start = (10, 1)
    data = ANSCOMBE[0]

    steps = 13
    crawling, landing, at_the_limit, too_large = Fraction(1, 50), Fraction(1, 10), Fraction(1, 5), 0.21
    heights = tuple(r**2 / 2 for r in (2, 4, 6, 8, 10, 12))  # contours that cross the valley's floor at r

    def setup(self):
        self.best = Fraction(self.valley.best_learning_rate).limit_denominator(100)
        self.walk_down = self.descend(self.best)

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
        self.explain_the_limit()
        self.measure_the_valley()
        self.sum_up()

    # A hiker in fog --------------------------------------------------------------------------------------

    def meet_the_hiker(self):
        self.chapter("A hiker in fog")
        self.map = self.contour_map(x=(-3, 11, 5), y=(-2.2, 2.2, 1))
        space = self.space(
            x=(-3, 11), y=(-2.2, 2.2), z=(0, 85), above=self.map, azimuth=-120, elevation=42, height=0.2
        )
        self.space_seen = space
        self.ground = space.surface(self.valley, faces=(28, 12))
        hiker = space.trail(self.walk_down, self.valley)
        lake = space.dot(0, 0, 0, role="answer", radius=0.14)
        lake_name = space.label('"lake"', 0, 0, 0, towards=LEFT, role="answer")
        with self.say(
            "A hiker stands in thick fog, on the wall of a long, narrow valley. At the bottom lies a lake."
        ) as line:
            self.play(FadeIn(self.ground), run_time=line.until("hiker"))
            self.play(FadeIn(hiker, scale=2), run_time=0.6)
            self.play(Turn(space, azimuth=-112, run_time=line.until("lake")))
            self.play(FadeIn(lake), FadeIn(lake_name), run_time=0.6)
        with self.say(
            "She cannot see the lake. She feels only the slope under her boots. "
            "So she takes a step straight downhill, stops, feels again, and takes the next."
        ) as line:
            self.play(Turn(space, azimuth=-120), run_time=line.rest())
        self.guess = self.ask(
            Question(
                "Which way does her first step go?",
                choices=(
                    "Straight towards the lake",
                    "Slanting, down and across the valley",
                    "Along the valley",
                ),
                answer=1,
                explanations=(
                    "Only in a round valley does straight downhill point at the lowest place.",
                    "The wall is steep and the floor is gentle, so downhill leads mostly across.",
                    "Along the valley it hardly goes down; the slope across is much larger.",
                ),
            ),
            region=self.side.rows(1, 1.2)[1],
        )
        with self.say(
            "Watch her, in blue. Down to the floor, and up the other wall. And back. "
            "She zigzags from wall to wall, although the lake lies along the valley. Why?"
        ) as line:
            line.at("down")
            self.play(Walk(hiker, 1), run_time=line.until("back"))
            self.play(Walk(hiker, 2), run_time=line.until("she"))
            self.play(Walk(hiker, 7), run_time=line.until("although"))
            self.play(Walk(hiker, 12), run_time=line.rest())
        self.hiker, self.lake, self.lake_name = hiker, lake, lake_name

    # Seen from above -------------------------------------------------------------------------------------

    def look_from_above(self):
        self.chapter("Seen from above")
        contours = self.space_seen.contours(self.valley, self.heights)
        with self.say("Join all places of the same height by a line. Such a line is called a contour.") as line:
            self.play(FadeOut(self.lake_name), run_time=line.until("join"))
            self.add(contours, self.hiker, self.lake)
            self.play(Create(contours), run_time=line.rest())
        with self.say(
            "Now rise, and look straight down. The surface becomes a map, and the contours are long ellipses."
        ) as line:
            self.play(Turn(self.space_seen, azimuth=-90, elevation=90), run_time=line.until("map"))
            self.play(FadeOut(self.ground), FadeIn(self.map.picture), run_time=line.until("ellipses"))
        self.contours = contours
        self.play(Walk(self.hiker, 0), run_time=0.8)

    def find_the_gradient(self):
        pass

    def see_both_at_once(self):
        with self.answer(self.guess, "The lake."):
            pass

    def choose_the_step(self):
        pass

    def explain_the_limit(self):
        pass

    def measure_the_valley(self):
        pass

    def sum_up(self):
        pass

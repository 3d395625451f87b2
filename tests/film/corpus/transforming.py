"""Animations that turn one thing into another."""

import numpy as np
from manim import (
    BLUE,
    GREEN,
    LEFT,
    ORANGE,
    PI,
    PURPLE,
    RED,
    RIGHT,
    UP,
    YELLOW,
    ApplyComplexFunction,
    ApplyFunction,
    ApplyMatrix,
    ApplyMethod,
    ApplyPointwiseFunction,
    Circle,
    ClockwiseTransform,
    ComplexHomotopy,
    CounterclockwiseTransform,
    CyclicReplace,
    Dot,
    FadeToColor,
    FadeTransform,
    FadeTransformPieces,
    Homotopy,
    Line,
    MathTypst,
    MoveToTarget,
    NumberPlane,
    PhaseFlow,
    ReplacementTransform,
    Restore,
    ScaleInPlace,
    Scene,
    Square,
    Star,
    Swap,
    Text,
    Transform,
    TransformFromCopy,
    TransformMatchingShapes,
    Triangle,
    VGroup,
    linear,
)


class Transforming(Scene):
    def construct(self):
        square, circle = Square(fill_opacity=0.5, color=RED), Circle(color=BLUE).shift(RIGHT)
        self.add(square)
        self.play(Transform(square, circle), run_time=0.5)
        self.play(ReplacementTransform(square, Star(fill_opacity=1)), run_time=0.5)
        self.wait(0.2)


class Copying(Scene):
    def construct(self):
        square = Square(color=GREEN)
        self.add(square)
        self.play(TransformFromCopy(square, Circle(fill_opacity=0.3).shift(2 * RIGHT)), run_time=0.5)
        self.wait(0.2)


class AlongArcs(Scene):
    def construct(self):
        a, b = Dot(2 * LEFT, radius=0.4), Square().shift(2 * RIGHT)
        self.add(a, b)
        self.play(ClockwiseTransform(a, Dot(2 * UP)), CounterclockwiseTransform(b, Circle()), run_time=0.5)


class Targets(Scene):
    def construct(self):
        square = Square(fill_opacity=0.6)
        square.save_state()
        square.generate_target().shift(RIGHT).rotate(1).set_color(YELLOW)
        self.play(MoveToTarget(square), run_time=0.4)
        self.play(Restore(square), run_time=0.4)
        self.play(ScaleInPlace(square, 0.4), run_time=0.3)
        self.play(FadeToColor(square, PURPLE), run_time=0.3)


class Methods(Scene):
    def construct(self):
        square = Square(fill_opacity=0.2)
        self.play(ApplyMethod(square.shift, UP), run_time=0.3)
        self.play(square.animate(rate_func=linear, run_time=0.4).rotate(PI / 3).set_fill(RED, 1))
        self.play(square.animate.set_stroke(width=12), run_time=0.3)


class Functions(Scene):
    def construct(self):
        grid = NumberPlane(x_range=(-3, 3), y_range=(-2, 2))
        self.add(grid)
        self.play(ApplyMatrix([[1, 0.5], [0.2, 1]], grid), run_time=0.4)
        self.play(ApplyFunction(lambda m: m.scale(0.7).rotate(0.2), grid), run_time=0.3)
        self.play(ApplyPointwiseFunction(lambda p: p + 0.2 * np.sin(p[::-1]), grid), run_time=0.3)


class Complex(Scene):
    def construct(self):
        circle = Square(side_length=3, color=BLUE)
        self.play(ApplyComplexFunction(lambda z: z**2 / 2, circle), run_time=0.5)


class Exchanging(Scene):
    def construct(self):
        a, b, c = VGroup(Square(), Circle(fill_opacity=1), Triangle()).arrange(buff=0.8)
        self.add(a, b, c)
        self.play(CyclicReplace(a, b, c), run_time=0.4)
        self.play(Swap(a, c), run_time=0.4)


class FadeTransforming(Scene):
    def construct(self):
        words, shape = Text("fade"), Star(fill_opacity=1, color=ORANGE)
        self.add(words)
        self.play(FadeTransform(words, shape), run_time=0.5)
        pieces = VGroup(Square(), Circle()).arrange()
        other = VGroup(Dot(radius=0.5), Triangle()).arrange()
        self.remove(shape)
        self.add(pieces)
        self.play(FadeTransformPieces(pieces, other), run_time=0.4)
        self.wait(0.2)


class Matching(Scene):
    def construct(self):
        self.add(first := Text("here come"))
        self.play(TransformMatchingShapes(first, Text("the come here"), path_arc=PI / 2), run_time=0.6)
        self.wait(0.1)


class MatchingFormulas(Scene):
    def construct(self):
        self.add(first := MathTypst("{{a}} + {{b}} = {{c}}"))
        self.play(TransformMatchingShapes(first, MathTypst("{{a}} = {{c}} - {{b}}")), run_time=0.5)


class Homotopies(Scene):
    def construct(self):
        line = Line(3 * LEFT, 3 * RIGHT).insert_n_curves(20)
        self.play(Homotopy(lambda x, y, z, t: (x, y + t * np.sin(2 * x), z), line), run_time=0.4)
        flat = Square(side_length=3)
        self.play(ComplexHomotopy(lambda z, t: z * np.exp(1j * t), flat), run_time=0.4)


class Flows(Scene):
    def construct(self):
        dots = VGroup(*(Dot([x, y, 0]) for x in (-2, 0, 2) for y in (-1, 1)))
        self.play(PhaseFlow(lambda p: np.array([-p[1], p[0], 0]), dots), run_time=0.6)

"""Animations that bring mobjects in and take them out."""

from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    RED,
    RIGHT,
    UP,
    WHITE,
    YELLOW,
    Add,
    AddTextLetterByLetter,
    AddTextWordByWord,
    Annulus,
    Arrow,
    Blink,
    Circle,
    Create,
    Dot,
    DrawBorderThenFill,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromCenter,
    GrowFromEdge,
    GrowFromPoint,
    Rectangle,
    RemoveTextLetterByLetter,
    Scene,
    ShowIncreasingSubsets,
    ShowSubmobjectsOneByOne,
    ShrinkToCenter,
    SpinInFromNothing,
    SpiralIn,
    Square,
    Star,
    Succession,
    Text,
    Triangle,
    TypeWithCursor,
    Uncreate,
    UntypeWithCursor,
    Unwrite,
    VGroup,
    Wait,
    Write,
)


class Creating(Scene):
    def construct(self):
        shapes = VGroup(Square(), Circle(fill_opacity=0.5), Star()).arrange()
        self.play(Create(shapes), run_time=0.5)
        self.play(Uncreate(shapes), run_time=0.5)


class Bordering(Scene):
    def construct(self):
        shapes = VGroup(Triangle(fill_opacity=1), Annulus(fill_opacity=0.4, color=BLUE)).arrange()
        self.play(DrawBorderThenFill(shapes), run_time=0.6)
        self.wait(0.2)


class Writing(Scene):
    def construct(self):
        words = Text("write me", color=YELLOW)
        self.play(Write(words), run_time=0.6)
        self.play(Unwrite(words), run_time=0.5)
        self.wait(0.2)


class Fading(Scene):
    def construct(self):
        one, two = Square(fill_opacity=1, color=RED), Circle(color=BLUE)
        self.play(FadeIn(one, shift=LEFT), FadeIn(two, scale=0.3), run_time=0.4)
        self.wait(0.2)
        self.play(FadeOut(one, target_position=UP), FadeOut(two, shift=DOWN, scale=2), run_time=0.4)
        self.wait(0.2)


class Growing(Scene):
    def construct(self):
        a, b, c = VGroup(Square(), Triangle(), Star(fill_opacity=0.5)).arrange(buff=1)
        self.play(GrowFromCenter(a), GrowFromPoint(b, UP), GrowFromEdge(c, DOWN), run_time=0.4)
        arrow = Arrow(LEFT, RIGHT).shift(2 * DOWN)
        self.play(GrowArrow(arrow), SpinInFromNothing(Dot(radius=0.4).shift(2 * UP)), run_time=0.4)
        self.play(ShrinkToCenter(a), run_time=0.3)


class Spiralling(Scene):
    def construct(self):
        self.play(SpiralIn(VGroup(Circle(), Square()).arrange()), run_time=0.8)


class Adding(Scene):
    def construct(self):
        self.play(Add(Square(fill_opacity=0.5)), Create(Circle()), run_time=0.3)
        self.play(Succession(Add(Dot()), Wait(0.2), Add(Triangle())))
        self.wait(0.2)


class Subsets(Scene):
    def construct(self):
        dots = VGroup(*(Dot(radius=0.3, color=c) for c in (RED, GREEN, BLUE, YELLOW))).arrange()
        self.play(ShowIncreasingSubsets(dots), run_time=0.5)
        self.play(ShowSubmobjectsOneByOne(dots), run_time=0.5)
        self.wait(0.2)


class Letters(Scene):
    def construct(self):
        words = Text("letters")
        self.play(AddTextLetterByLetter(words, time_per_char=0.1))
        self.play(RemoveTextLetterByLetter(words, time_per_char=0.1))
        self.wait(0.2)


class Cursor(Scene):
    def construct(self):
        words = Text("typed").scale(1.5)
        cursor = Rectangle(height=1.1, width=0.4, color=WHITE, fill_opacity=1).move_to(words[0])
        self.play(TypeWithCursor(words, cursor, time_per_char=0.1))
        self.play(Blink(cursor, blinks=1, time_on=0.2, time_off=0.2))
        self.play(UntypeWithCursor(words, cursor, time_per_char=0.1))


class Words(Scene):
    def construct(self):
        self.play(AddTextWordByWord(Text("word by word"), time_per_char=0.06))
        self.wait(0.1)

"""Animations that point things out, move them along, and run together."""

from manim import (
    BLUE,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    UP,
    AnimatedBoundary,
    AnimationGroup,
    ApplyWave,
    Broadcast,
    ChangeSpeed,
    Circle,
    Circumscribe,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Flash,
    FocusOn,
    Indicate,
    LaggedStart,
    LaggedStartMap,
    MaintainPositionRelativeTo,
    MoveAlongPath,
    Rotate,
    Rotating,
    Scene,
    ShowPassingFlash,
    ShowPassingFlashWithThinningStrokeWidth,
    Square,
    Succession,
    Text,
    Transform,
    Triangle,
    VGroup,
    VMobject,
    Wiggle,
    double_smooth,
    rush_into,
    there_and_back,
)


class Indicating(Scene):
    def construct(self):
        words = Text("look")
        self.add(words)
        self.play(Indicate(words), run_time=0.4)
        self.play(FocusOn(words), run_time=0.4)
        self.play(Wiggle(words), run_time=0.4)


class Circling(Scene):
    def construct(self):
        square = Square(fill_opacity=0.5)
        self.add(square)
        self.play(Circumscribe(square), run_time=0.5)
        self.play(Circumscribe(square, Circle, fade_out=True), run_time=0.5)


class Flashing(Scene):
    def construct(self):
        line = VMobject().set_points_smoothly([3 * LEFT, UP, 3 * RIGHT])
        self.add(line)
        self.play(Flash(ORIGIN, flash_radius=1), run_time=0.4)
        self.play(ShowPassingFlash(line.copy().set_color(RED), time_width=0.4), run_time=0.5)
        thin = ShowPassingFlashWithThinningStrokeWidth(line.copy().set_color(BLUE), n_segments=5)
        self.play(thin, run_time=0.5)


class Waving(Scene):
    def construct(self):
        self.play(ApplyWave(Text("wave", font_size=90)), run_time=0.5)


class Broadcasting(Scene):
    def construct(self):
        self.play(Broadcast(Circle(radius=2), n_mobs=3), run_time=0.8)


class Moving(Scene):
    def construct(self):
        path, dot = Circle(radius=2), Dot(radius=0.3)
        follower = Square(side_length=0.4).next_to(dot)
        self.add(path)
        self.play(MoveAlongPath(dot, path), MaintainPositionRelativeTo(follower, dot), run_time=0.6)


class Turning(Scene):
    def construct(self):
        a, b = Square().shift(2 * LEFT), Triangle(fill_opacity=1).shift(2 * RIGHT)
        self.play(Rotate(a, PI / 2), Rotating(b, angle=PI, about_point=ORIGIN), run_time=0.6)


class Grouping(Scene):
    def construct(self):
        a, b, c = VGroup(Square(), Circle(), Triangle()).arrange()
        self.play(AnimationGroup(Create(a), FadeIn(b), lag_ratio=0.5), run_time=0.6)
        self.play(LaggedStart(*(m.animate.shift(UP) for m in (a, b)), Create(c), lag_ratio=0.3), run_time=0.6)
        self.play(LaggedStartMap(FadeOut, VGroup(a, b, c)), run_time=0.5)


class InTurn(Scene):
    def construct(self):
        a, b = Square(), Circle()
        self.play(Succession(Create(a), Transform(a, b), FadeOut(a), run_time=1))
        self.wait(0.2)


class Speeds(Scene):
    def construct(self):
        dot = Dot(3 * LEFT, radius=0.4)
        self.play(ChangeSpeed(dot.animate(run_time=1).shift(6 * RIGHT), {0.3: 0.5, 0.6: 2}))


class Rates(Scene):
    def construct(self):
        dots = VGroup(*(Dot([-3, y, 0], radius=0.2) for y in (-1, 0, 1)))
        rates = (there_and_back, rush_into, double_smooth)
        moves = [d.animate(rate_func=f).shift(6 * RIGHT) for d, f in zip(dots, rates, strict=True)]
        self.play(*moves, run_time=0.8)


class Boundary(Scene):
    def construct(self):
        words = Text("glow")
        self.add(words, AnimatedBoundary(words, colors=[RED, GREEN, BLUE], cycle_rate=3))
        self.wait(0.6)

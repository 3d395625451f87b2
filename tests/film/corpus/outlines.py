"""Shapes: families of geometry, strokes and their joints, gradients, transparency, order."""

import numpy as np
import svgelements as se
from manim import (
    BLUE,
    DL,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    PURPLE,
    RED,
    RIGHT,
    TEAL,
    UL,
    UP,
    UR,
    WHITE,
    YELLOW,
    Angle,
    AnnotationDot,
    AnnularSector,
    Annulus,
    Arc,
    ArcBetweenPoints,
    ArcBrace,
    ArcPolygon,
    ArcPolygonFromArcs,
    Arrow,
    ArrowCircleFilledTip,
    ArrowCircleTip,
    ArrowSquareFilledTip,
    ArrowSquareTip,
    ArrowTriangleFilledTip,
    ArrowTriangleTip,
    BackgroundRectangle,
    Brace,
    BraceBetweenPoints,
    BraceText,
    CapStyleType,
    Circle,
    ConvexHull,
    Create,
    Cross,
    CubicBezier,
    CurvedArrow,
    CurvedDoubleArrow,
    CurvesAsSubmobjects,
    Cutout,
    DashedLine,
    DashedVMobject,
    Difference,
    Dot,
    DoubleArrow,
    DrawBorderThenFill,
    Elbow,
    Ellipse,
    Exclusion,
    FadeIn,
    GrowFromCenter,
    Intersection,
    Label,
    LabeledArrow,
    LabeledDot,
    LabeledLine,
    LabeledPolygram,
    LaggedStartMap,
    Line,
    LineJointType,
    ManimBanner,
    Mobject,
    NumberPlane,
    Point,
    Polygon,
    Polygram,
    Rectangle,
    RegularPolygon,
    RegularPolygram,
    RightAngle,
    Rotate,
    RoundedRectangle,
    Scene,
    ScreenRectangle,
    Sector,
    Square,
    Star,
    StealthTip,
    SurroundingRectangle,
    TangentialArc,
    TangentLine,
    Text,
    Triangle,
    Underline,
    Union,
    VDict,
    Vector,
    VectorizedPoint,
    VGroup,
    VMobject,
    VMobjectFromSVGPath,
)


class Arcs(Scene):
    def construct(self):
        arcs = (
            VGroup(
                Arc(angle=2),
                ArcBetweenPoints(LEFT, UP),
                Sector(angle=1),
                AnnularSector(),
                TangentialArc(Line(LEFT, RIGHT), Line(LEFT, UP), radius=0.5),
                CurvedArrow(LEFT, RIGHT),
                CurvedDoubleArrow(LEFT, RIGHT),
                Ellipse(),
                CubicBezier(LEFT, UP, DOWN, RIGHT),
                ArcPolygon(ORIGIN, RIGHT, UP),
                Annulus(),
                AnnotationDot(),
            )
            .arrange_in_grid(3)
            .scale(0.6)
        )
        arcs.add(ArcPolygonFromArcs(Arc(angle=PI / 2), ArcBetweenPoints(UP, RIGHT, angle=1)).scale(0.4))
        self.add(arcs)
        self.play(arcs.animate.set_fill(BLUE, 0.3).rotate(0.2), run_time=0.4)
        self.wait(0.2)


class Polygons(Scene):
    def construct(self):
        shapes = (
            VGroup(
                Polygon(LEFT, UP, RIGHT),
                Polygram([LEFT, UP, RIGHT], [DOWN, UL, UR]),
                RegularPolygon(5),
                RegularPolygram(7),
                Star(6),
                RoundedRectangle(corner_radius=0.3),
                Cutout(Square(), Circle(radius=0.5)),
                Rectangle(grid_xstep=0.5, grid_ystep=0.5),
                ConvexHull(LEFT, RIGHT, UP, ORIGIN),
                ScreenRectangle(height=1),
                Cross(),
                Elbow(),
            )
            .arrange_in_grid(3)
            .scale(0.6)
        )
        self.add(shapes)
        self.play(shapes.animate.set_fill(GREEN, 0.5), run_time=0.4)


class Lines(Scene):
    def construct(self):
        lines = (
            VGroup(
                Line(),
                DashedLine(),
                Arrow(),
                DoubleArrow(),
                Vector([1, 1]),
                TangentLine(Circle(), 0.2),
                DashedVMobject(Circle()),
                Arrow(tip_shape=ArrowCircleTip),
                Arrow(tip_shape=ArrowSquareFilledTip),
                Arrow(tip_shape=StealthTip),
                Arrow(tip_shape=ArrowTriangleTip),
                Arrow(tip_shape=ArrowCircleFilledTip),
                Arrow(tip_shape=ArrowSquareTip),
                Arrow(tip_shape=ArrowTriangleFilledTip),
                CurvesAsSubmobjects(Circle()),
            )
            .arrange_in_grid(3)
            .scale(0.6)
        )
        self.play(LaggedStartMap(GrowFromCenter, lines), run_time=0.6)
        self.wait(0.2)


class Angles(Scene):
    def construct(self):
        a, b = Line(ORIGIN, 2 * RIGHT), Line(ORIGIN, 2 * UR)
        right = RightAngle(Line(LEFT, LEFT + UP), Line(LEFT, 2 * LEFT))
        self.add(a, b, Angle(a, b), right, Angle(a, b, radius=1, dot=True, color=RED))
        self.play(b.animate.rotate(0.5, about_point=ORIGIN), run_time=0.3)


class Joints(Scene):
    def construct(self):
        kinds = (LineJointType.AUTO, LineJointType.MITER, LineJointType.ROUND, LineJointType.BEVEL)
        zigzags = VGroup()
        for kind in kinds:
            points = [[x / 4, 0.8 * (x % 2), 0] for x in range(7)]
            zigzags.add(VMobject(joint_type=kind, stroke_width=14).set_points_as_corners(points))
        zigzags.arrange(DOWN).add(Polygon(3 * LEFT, 3 * RIGHT, 2.7 * RIGHT + 0.1 * UP, stroke_width=20))
        self.add(zigzags)
        self.play(zigzags.animate.shift(0.3 * RIGHT).stretch(0.3, 1), run_time=0.5)


class Caps(Scene):
    def construct(self):
        kinds = (CapStyleType.AUTO, CapStyleType.BUTT, CapStyleType.ROUND, CapStyleType.SQUARE)
        lines = VGroup(*(Line(2 * LEFT, 2 * RIGHT, stroke_width=30).set_cap_style(k) for k in kinds))
        lines.arrange(DOWN, buff=0.6)
        self.play(Create(lines), run_time=0.5)
        self.play(Rotate(lines, 0.4), run_time=0.3)


class Gradients(Scene):
    def construct(self):
        square = Square(fill_opacity=1).set_color([RED, YELLOW, BLUE])
        ring = Circle(radius=1.5, stroke_width=12).set_stroke([GREEN, PURPLE])
        shiny = Star(fill_opacity=1, color=TEAL).set_sheen(0.6, UR).shift(3 * LEFT)
        letters = Text("gradient", gradient=(BLUE, GREEN)).shift(2 * DOWN)
        self.add(square, ring, shiny, letters)
        self.play(square.animate.shift(RIGHT), shiny.animate.set_sheen_direction(DL), run_time=0.4)
        self.wait(0.2)


class GradientOverAFamily(Scene):
    """A gradient's ends depend on the submobjects too."""

    def construct(self):
        parent = Square(fill_opacity=1).set_color([RED, BLUE])
        child = Dot(RIGHT, radius=0.2)
        parent.add(child)
        self.add(parent)
        self.play(child.animate.shift(2 * RIGHT), run_time=0.5)


class BackgroundStrokes(Scene):
    def construct(self):
        words = Text("outlined", font_size=80).set_stroke(RED, 8, background=True)
        self.add(NumberPlane(), words)
        self.play(words.animate.shift(UP), run_time=0.4)
        self.play(words.animate.set_stroke([BLUE, GREEN], 4, background=True), run_time=0.4)


class Transparency(Scene):
    def construct(self):
        discs = VGroup(*(Circle(radius=1, fill_opacity=0.4, color=c) for c in (RED, GREEN, BLUE)))
        discs.arrange(RIGHT, buff=-1)
        self.add(Square(side_length=3, fill_opacity=1, color=WHITE), discs)
        self.play(discs[0].animate.shift(UP), discs[2].animate.set_opacity(0.1), run_time=0.5)
        self.wait(0.2)


class StackingOrder(Scene):
    def construct(self):
        a, b, c = (Square(side_length=3, fill_opacity=1, color=k) for k in (RED, GREEN, BLUE))
        a.shift(LEFT)
        c.shift(RIGHT)
        self.add(a, b, c)
        self.play(b.animate.set_z_index(3), run_time=0.3)
        self.play(a.animate.shift(RIGHT), run_time=0.3)
        self.bring_to_front(a)
        self.wait(0.2)
        self.bring_to_back(c)
        self.play(c.animate.shift(UP), run_time=0.3)
        a.set_z_index(-1)
        self.wait(0.2)


class Foreground(Scene):
    def construct(self):
        title = Text("on top").to_edge(UP)
        self.add_foreground_mobjects(title)
        square = Square(fill_opacity=1, color=RED)
        self.play(FadeIn(square), run_time=0.3)
        self.play(square.animate.move_to(title), run_time=0.4)
        self.remove_foreground_mobjects(title)
        self.play(square.animate.shift(LEFT), run_time=0.3)


class Booleans(Scene):
    def construct(self):
        a, b = Square(), Circle().shift(RIGHT)
        parts = VGroup(Union(a, b), Intersection(a, b), Difference(a, b), Exclusion(a, b))
        self.play(FadeIn(parts.set_fill(BLUE, 0.7).scale(0.7).arrange()), run_time=0.4)


class Boxes(Scene):
    def construct(self):
        words = Text("boxed")
        box = SurroundingRectangle(words, buff=0.2, corner_radius=0.1)
        backing = BackgroundRectangle(words, fill_opacity=0.8, color=BLUE)
        self.add(NumberPlane(), backing, words)
        self.play(Create(box), Create(Underline(words, color=RED)), run_time=0.4)
        brace = Brace(box, DOWN)
        self.play(
            FadeIn(brace),
            FadeIn(BraceText(box, "b", label_constructor=Text)),
            FadeIn(BraceBetweenPoints(2 * LEFT + UP, 2 * RIGHT + UP)),
            FadeIn(ArcBrace(Arc(radius=2))),
            run_time=0.3,
        )
        self.wait(0.2)


class Labels(Scene):
    def construct(self):
        self.add(
            LabeledLine(Text("l", font_size=24), start=2 * LEFT, end=2 * RIGHT),
            LabeledArrow(Text("a", font_size=24), start=2 * LEFT + UP, end=2 * RIGHT + UP),
            LabeledDot(Text("d", font_size=24)).shift(2 * DOWN),
            LabeledPolygram([[2, 1, 0], [4, 1, 0], [3, 3, 0]], label=Text("p", font_size=24)),
        )
        self.play(FadeIn(Label(Text("x")).shift(2 * UP)), run_time=0.3)


class OffScreen(Scene):
    def construct(self):
        far = Square(fill_opacity=1).shift(20 * RIGHT)
        wild = VMobject().set_points_as_corners([[-1e9, 0, 0], [0, 1, 0], [1e9, 3, 0]])
        broken = Square()
        broken.points[3] = np.nan
        self.add(far, wild, broken)
        self.play(far.animate.shift(18 * LEFT), run_time=0.5)
        self.play(wild.animate.shift(UP), run_time=0.2)


class EmptyAndDegenerate(Scene):
    def construct(self):
        self.wait(0.2)
        self.add(VGroup(), VMobject(), VectorizedPoint(UP), Line(ORIGIN, ORIGIN), Dot(radius=0), Mobject())
        self.wait(0.2)
        self.play(FadeIn(Point(DOWN)), run_time=0.2)
        self.clear()
        self.play(Create(Circle(stroke_width=0)), run_time=0.3)


class Drawings(Scene):
    """Outlines of several parts: from SVG, with holes."""

    def construct(self):
        path = "M 0 0 L 3 0 L 3 3 L 0 3 Z M 1 1 L 1 2 L 2 2 L 2 1 Z"
        holed = VMobjectFromSVGPath(se.Path(path), fill_opacity=1, color=GREEN).center()
        self.play(DrawBorderThenFill(holed), run_time=0.5)
        self.play(holed.animate.rotate(0.3), run_time=0.3)


class Banner(Scene):
    def construct(self):
        banner = ManimBanner().scale(0.5)
        self.play(banner.create(), run_time=0.5)
        self.play(banner.expand(), run_time=0.5)


class Membership(Scene):
    """Parts that come and go while they are animated."""

    def construct(self):
        group = VGroup(Square(), Circle(fill_opacity=1)).arrange()
        extra = Triangle(color=RED).shift(2 * UP)
        self.add(group)
        self.play(group.animate.shift(DOWN), run_time=0.3)
        group.add(extra)
        self.play(group[0].animate.rotate(1), run_time=0.3)
        group.remove(group[1])
        self.wait(0.2)
        named = VDict({"a": Dot(radius=0.3), "b": Square(side_length=0.5).shift(RIGHT)})
        self.play(FadeIn(named), run_time=0.2)
        self.play(named["a"].animate.set_color(YELLOW), run_time=0.2)

"""Axes, planes, plots, charts, graphs, fields."""

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    ORIGIN,
    RED,
    RIGHT,
    YELLOW,
    ArrowVectorField,
    Axes,
    BarChart,
    ComplexPlane,
    ComplexValueTracker,
    Create,
    DiGraph,
    Dot,
    FadeIn,
    FadeOut,
    FunctionGraph,
    Graph,
    ImplicitFunction,
    LinearTransformationScene,
    NumberLine,
    NumberPlane,
    ParametricFunction,
    PolarPlane,
    SampleSpace,
    Scene,
    StreamLines,
    Text,
    UnitInterval,
    VectorScene,
)


class Axe(Scene):
    def construct(self):
        axes = Axes(x_range=(-3, 3), y_range=(-1, 2), tips=True)
        curve = axes.plot(lambda x: np.sin(x) + 0.5, color=YELLOW)
        area = axes.get_area(curve, (-1, 2), color=[BLUE, GREEN], opacity=0.5)
        self.play(Create(axes), run_time=0.4)
        self.play(Create(curve), FadeIn(area), run_time=0.4)
        self.play(FadeIn(axes.get_riemann_rectangles(curve, (-2, 2), dx=0.5)), run_time=0.4)
        self.wait(0.2)


class NumberedAxes(Scene):
    def construct(self):
        numbered = {"label_constructor": Text, "include_numbers": True, "font_size": 24}
        axes = Axes(x_range=(0, 4), y_range=(0, 100, 25), axis_config=numbered)
        self.add(axes, axes.get_horizontal_line(axes.c2p(3, 50)), axes.get_vertical_line(axes.c2p(3, 50)))
        self.play(FadeIn(Dot(axes.c2p(3, 50), color=RED)), run_time=0.3)


class Planes(Scene):
    def construct(self):
        self.add(plane := NumberPlane())
        self.play(plane.animate.apply_matrix([[1, 1], [0, 1]]), run_time=0.5)
        self.play(FadeOut(plane), FadeIn(PolarPlane(size=4, azimuth_units="PI radians")), run_time=0.4)


class ComplexPlanes(Scene):
    def construct(self):
        self.add(plane := ComplexPlane(x_range=(-3, 3), y_range=(-2, 2)))
        self.play(Create(Dot(plane.n2p(1 + 1j), color=YELLOW)), run_time=0.2)
        tracker = ComplexValueTracker(1)
        dot = Dot().add_updater(lambda m: m.move_to(tracker.points))
        self.add(dot)
        self.play(tracker.animate.set_value(2j), run_time=0.4)


class NumberLines(Scene):
    def construct(self):
        line = NumberLine((-2, 2), include_numbers=True, label_constructor=Text, font_size=24)
        unit = UnitInterval().shift(DOWN)
        self.play(Create(line), Create(unit), run_time=0.4)


class Curves(Scene):
    def construct(self):
        spiral = ParametricFunction(lambda t: np.array([t * np.cos(4 * t), t * np.sin(4 * t), 0]) / 2, (0, 4))
        implicit = ImplicitFunction(lambda x, y: x * y**2 - x**2 * y - 2, color=RED)
        wave = FunctionGraph(lambda x: np.cos(3 * x), color=BLUE)
        self.play(Create(spiral), Create(wave), run_time=0.5)
        self.play(FadeIn(implicit), run_time=0.2)


class Charts(Scene):
    def construct(self):
        labels = {"label_constructor": Text}
        chart = BarChart([1, 3, 2], y_range=(0, 4, 1), y_axis_config=labels, x_axis_config=labels)
        self.play(Create(chart), run_time=0.4)
        self.play(chart.animate.change_bar_values([3, 1, 4]), run_time=0.5)


class Samples(Scene):
    def construct(self):
        space = SampleSpace(height=3, width=3)
        space.divide_horizontally([0.3, 0.7])
        self.play(FadeIn(space), run_time=0.3)
        self.play(space.animate.shift(RIGHT), run_time=0.3)


class Graphs(Scene):
    def construct(self):
        graph = Graph([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4), (4, 1)], layout="circular")
        self.play(Create(graph), run_time=0.4)
        self.play(graph[1].animate.move_to(ORIGIN), run_time=0.4)
        self.play(graph.animate.add_edges((1, 3)), run_time=0.3)


class DirectedGraphs(Scene):
    def construct(self):
        graph = DiGraph([1, 2, 3], [(1, 2), (2, 3), (3, 1)], layout="circular")
        self.add(graph)
        self.play(graph.animate.change_layout("circular", layout_scale=1), run_time=0.4)
        self.play(FadeOut(graph), run_time=0.2)


class Fields(Scene):
    def construct(self):
        field = ArrowVectorField(lambda p: np.array([-p[1], p[0], 0]) / 2, x_range=[-3, 3], y_range=[-2, 2])
        self.play(Create(field), run_time=0.4)
        dot = Dot(RIGHT)
        self.add(dot)
        dot.add_updater(field.get_nudge_updater(speed=2))
        self.wait(0.5)


class Streams(Scene):
    def construct(self):
        lines = StreamLines(
            lambda p: np.array([1, np.sin(p[0]), 0]), x_range=[-3, 3, 1], y_range=[-2, 2, 1], virtual_time=1
        )
        self.add(lines)
        lines.start_animation(warm_up=False, flow_speed=1.5)
        self.wait(0.5)


class LinearAlgebra(LinearTransformationScene):
    def __init__(self, **kwargs):
        super().__init__(show_coordinates=False, leave_ghost_vectors=True, **kwargs)

    def construct(self):
        self.add_vector([1, 1], color=YELLOW)
        self.apply_matrix([[1, 1], [0, 1]])


class Vectors(VectorScene):
    def construct(self):
        self.add_plane()
        self.add_vector([2, 1])
        self.wait(0.2)

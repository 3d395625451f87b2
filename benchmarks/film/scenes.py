# ruff: noqa: F403, F405, B905, D102, RUF007
"""The mixed set: plain Manim scenes of unlike kinds, as people write them. Formulas are set with Typst."""

import numpy as np
from manim import *

FULL_SCREEN = ("LinearMap", "ComplexMap", "Swarm")
UPDATERS = ("TangentDescent", "Pendulum")
SPATIAL = ("Surface3D",)


class LinearMap(Scene):
    """Full-screen motion: a grid under a matrix, there and back."""

    def construct(self):
        grid = NumberPlane(x_range=(-14, 14), y_range=(-8, 8))
        arrows = VGroup(Arrow(ORIGIN, RIGHT, buff=0, color=GREEN), Arrow(ORIGIN, UP, buff=0, color=RED))
        title = Text("A linear map", font_size=40).to_corner(UL).add_background_rectangle()
        self.play(Create(grid, lag_ratio=0.05), run_time=2)
        self.play(GrowArrow(arrows[0]), GrowArrow(arrows[1]), FadeIn(title))
        for matrix in ([[2, 1], [1, 1]], [[0, -1], [1, 0]]):
            self.play(ApplyMatrix(matrix, VGroup(grid, arrows)), run_time=3)
            self.wait()
        self.play(FadeOut(grid, arrows, title))


class ComplexMap(Scene):
    """Full-screen motion: curves that bend."""

    def construct(self):
        plane = ComplexPlane(x_range=(-7, 7), y_range=(-4, 4))
        plane.prepare_for_nonlinear_transform(30)
        self.play(FadeIn(plane))
        self.play(plane.animate.apply_complex_function(lambda z: z**2 / 6), run_time=4)
        self.wait(0.5)
        self.play(plane.animate.apply_function(lambda p: p + 0.3 * np.array([np.cos(p[1]), np.sin(p[0]), 0])))
        self.wait()


class Swarm(Scene):
    """Full-screen motion: many small things at once."""

    def construct(self):
        rng = np.random.default_rng(1)
        start, end = rng.uniform((-7, -4), (7, 4), (2, 300, 2))
        dots = VGroup(*(Dot([x, y, 0], radius=0.05, color=BLUE) for x, y in start))
        self.play(FadeIn(dots, lag_ratio=0.01), run_time=2)
        moves = (dot.animate.move_to([x, y, 0]).set_color(YELLOW) for dot, (x, y) in zip(dots, end))
        self.play(*moves, run_time=4)
        self.play(dots.animate.arrange_in_grid(15, 20, buff=0.2), run_time=2)
        self.wait()


class TangentDescent(Scene):
    """Updaters: a tracker moves a dot and its tangent down a curve, a number counts."""

    def construct(self):
        axes = Axes(x_range=(-3, 3), y_range=(-1, 6), x_length=10, y_length=6)
        curve = axes.plot(lambda x: 0.5 * x**2 + 0.5, color=BLUE)
        x = ValueTracker(-2.8)

        def tangent():
            at, slope = x.get_value(), x.get_value()
            points = [axes.c2p(at + d, 0.5 * at**2 + 0.5 + d * slope) for d in (-1, 1)]
            return Line(*points, color=YELLOW)

        dot = always_redraw(lambda: Dot(axes.c2p(x.get_value(), 0.5 * x.get_value() ** 2 + 0.5)))
        number = DecimalNumber(0, mob_class=MathTypst).to_corner(UR)
        number.add_updater(lambda m: m.set_value(0.5 * x.get_value() ** 2 + 0.5))
        self.play(Create(axes), Create(curve))
        self.add(always_redraw(tangent), dot, number)
        for _ in range(6):
            self.play(x.animate.set_value(x.get_value() * 0.55), run_time=1)
            self.wait(0.3)


class Pendulum(Scene):
    """Updaters in time: a pendulum with a trace."""

    def construct(self):
        angle = {"now": 1.2, "speed": 0.0}
        pivot = 3 * UP
        rod, bob = Line(pivot, pivot + DOWN), Dot(radius=0.2, color=RED)

        def swing(mobject, dt):
            angle["speed"] -= 9.81 / 5 * np.sin(angle["now"]) * dt
            angle["now"] += angle["speed"] * dt
            end = pivot + 5 * np.array([np.sin(angle["now"]), -np.cos(angle["now"]), 0])
            mobject.put_start_and_end_on(pivot, end)

        rod.add_updater(swing)
        bob.add_updater(lambda m: m.move_to(rod.get_end()))
        trace = TracedPath(bob.get_center, stroke_color=YELLOW, stroke_width=3, dissipating_time=1.5)
        self.add(trace, rod, bob)
        self.wait(8)


class Zoom(MovingCameraScene):
    """A zooming camera over a plot."""

    def construct(self):
        axes = Axes(x_range=(0, 10), y_range=(-2, 2), x_length=12, y_length=6)
        curve = axes.plot(lambda x: np.sin(x) + 0.2 * np.sin(9 * x), color=BLUE)
        dots = VGroup(*(Dot(axes.i2gp(k, curve), radius=0.05, color=YELLOW) for k in range(11)))
        self.add(axes, curve, dots)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.scale(0.3).move_to(dots[3]), run_time=2)
        self.play(self.camera.frame.animate.move_to(dots[7]), run_time=3)
        self.play(Restore(self.camera.frame), run_time=2)
        self.wait()


class Surface3D(ThreeDScene):
    """A surface with a moving camera."""

    def construct(self):
        axes = ThreeDAxes()
        surface = Surface(
            lambda u, v: axes.c2p(u, v, np.sin(u) * np.cos(v)),
            u_range=(-3, 3),
            v_range=(-3, 3),
            resolution=24,
        )
        self.set_camera_orientation(phi=65 * DEGREES, theta=-45 * DEGREES)
        self.add(axes)
        self.play(Create(surface), run_time=1)
        self.begin_ambient_camera_rotation(rate=0.3)
        self.wait(3)


class Plots(Scene):
    """Axes, curves and an area."""

    def construct(self):
        axes = Axes(x_range=(0, 10, 1), y_range=(0, 1.2, 0.2), x_length=11, y_length=5)
        curves = VGroup(
            *(axes.plot(lambda x, k=k: np.exp(-x / k), color=c) for k, c in ((1, RED), (4, GREEN)))
        )
        area = axes.get_area(curves[1], x_range=(0, 4), opacity=0.4)
        label = MathTypst("f(x) = e^(-x\\/k)", font_size=44).next_to(axes, UP)
        self.play(Create(axes), run_time=1.5)
        self.play(Write(label))
        for curve in curves:
            self.play(Create(curve), run_time=1.5)
            self.wait()
        self.play(FadeIn(area))
        self.wait(2)


class Histogram(Scene):
    """Sample means pile up."""

    def construct(self):
        rng = np.random.default_rng(3)
        bars = BarChart(
            [0] * 15,
            y_range=(0, 40, 10),
            x_length=11,
            y_length=5,
            y_axis_config={"label_constructor": MathTypst},
        )
        count = Integer(0, mob_class=MathTypst).to_corner(UR)
        self.play(FadeIn(bars), FadeIn(count))
        means = np.array([])
        for size in (10, 20, 50, 80):
            means = np.append(means, rng.exponential(size=(size, 12)).mean(axis=1))
            heights = np.histogram(means, bins=15, range=(0.2, 2))[0]
            self.play(
                bars.animate.change_bar_values([int(h) for h in heights]), count.animate.set_value(len(means))
            )
            self.wait()
        self.wait(2)


class Typography(Scene):
    """Words come, change and go; mostly still."""

    def construct(self):
        title = Text("What is an eigenvector?", font_size=64)
        lines = Paragraph(
            "A direction that a map keeps.",
            "Only its length changes,",
            "by the eigenvalue.",
            alignment="center",
            font_size=40,
            line_spacing=1,
        )
        self.play(Write(title))
        self.wait(2)
        self.play(title.animate.to_edge(UP).scale(0.7))
        self.play(FadeIn(lines, shift=UP))
        self.wait(3)
        self.play(Indicate(lines[2]), Circumscribe(title))
        self.wait(2)
        self.play(FadeOut(lines), Unwrite(title))


class Formulas(Scene):
    """Formulas that become each other."""

    def construct(self):
        steps = VGroup(
            *(
                MathTypst(text, font_size=64)
                for text in (
                    "A v = lambda v",
                    "(A - lambda I) v = 0",
                    "det (A - lambda I) = 0",
                    "lambda^2 - 5 lambda + 5 = 0",
                    "lambda = (5 plus.minus sqrt(5)) \\/ 2",
                )
            )
        )
        steps.arrange(DOWN, buff=0.6)
        self.play(Write(steps[0]))
        for before, after in zip(steps, steps[1:]):
            self.wait()
            self.play(TransformMatchingShapes(before.copy(), after), run_time=1.5)
        self.play(Create(SurroundingRectangle(steps[-1], buff=0.2)))
        self.wait(3)


class Network(Scene):
    """A graph is laid out anew; edges light up."""

    def construct(self):
        edges = [(k, (3 * k + 1) % 12) for k in range(12)] + [(k, (k + 1) % 12) for k in range(12)]
        graph = Graph(range(12), [e for e in edges if e[0] != e[1]], layout="circular", layout_scale=3)
        self.play(Create(graph), run_time=2)
        self.play(graph.animate.change_layout("kamada_kawai", layout_scale=3), run_time=2)
        for edge in list(graph.edges)[:5]:
            self.play(ShowPassingFlash(graph.edges[edge].copy().set_color(YELLOW)), run_time=0.7)
        self.wait(2)

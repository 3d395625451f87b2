# ruff: noqa: F403, F405
from manim import *


class GraphsAndBars(Scene):
    def construct(self):
        bars = BarChart(
            [2, 4, 3], y_range=[0, 5, 1], y_length=3, y_axis_config={"label_constructor": MathTypst}
        )
        self.play(Create(bars), run_time=0.6)
        self.play(bars.animate.change_bar_values([4, 1, 5]), run_time=0.6)
        graph = Graph([1, 2, 3], [(1, 2), (2, 3)], layout="circular").to_edge(RIGHT)
        tracker = ValueTracker(0)
        number = (
            DecimalNumber(0, mob_class=MathTypst)
            .to_corner(UL)
            .add_updater(lambda m: m.set_value(tracker.get_value()))
        )
        self.add(number)
        self.play(Create(graph), tracker.animate.set_value(7), run_time=0.6)
        self.play(graph.animate.add_edges((1, 3)), run_time=0.4)

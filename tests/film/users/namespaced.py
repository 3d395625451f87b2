import manim as mn
import numpy as np

PURPLE_ISH = "#7733aa"


class Namespaced(mn.Scene):
    def construct(self) -> None:
        axes = mn.Axes(x_range=[-2, 2], y_range=[-1, 4], tips=False)
        graph = axes.plot(np.square, color=PURPLE_ISH, use_smoothing=False)
        self.play(mn.Create(axes), mn.Create(graph, rate_func=mn.linear))
        self.play(graph.animate(run_time=0.5, lag_ratio=0).set_stroke(mn.YELLOW, width=8, opacity=0.5))
        self.wait(1 / 3)

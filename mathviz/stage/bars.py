"""Bars on a chart: a histogram or the masses of a distribution as one figure whose heights can move."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from manim import Animation, Mobject, VMobject

from mathviz.stage.axes import Chart
from mathviz.stage.errors import AuthorError
from mathviz.theme import Role

__all__ = ["Bars", "MoveBars", "Rise", "Steps", "masses"]

Steps = tuple[Float[np.ndarray, " bars+1"], Float[np.ndarray, " bars"]]
"""The edges of bars, ascending, and their heights, in the units of a chart."""


def masses(values: Float[np.ndarray, " k"], probabilities: Float[np.ndarray, " k"]) -> Steps:
    """Touching bars, one around each of two or more equally spaced values; their areas are the probabilities.

    So the masses of a discrete distribution and the density of a continuous one share a scale.
    """
    gap = float(values[1] - values[0])
    edges = np.append(values - gap / 2, values[-1] + gap / 2)
    return edges, np.asarray(probabilities) / gap


class Bars(VMobject):
    """Bars that stand on a chart's axis: one filled outline, however many they are.

    ``gap`` is the share of each bar's width that stays empty, half of it on either side.
    """

    def __init__(
        self,
        chart: Chart,
        steps: Steps,
        *,
        role: Role = "chance",
        gap: float = 0.1,
        opacity: float = 0.85,
    ):
        super().__init__(stroke_width=0, fill_color=chart.theme.colour(role), fill_opacity=opacity)
        self.chart, self.gap = chart, gap
        self.set_bars(*steps)

    def __deepcopy__(self, memo: dict[int, Any]) -> Bars:
        # Manim copies what it animates; the chart that bars stand on is shared.
        memo[id(self.chart)] = self.chart
        copy: Bars = super().__deepcopy__(memo)
        return copy

    def set_bars(self, edges: Float[np.ndarray, " bars+1"], heights: Float[np.ndarray, " bars"]) -> Bars:
        """Show other bars."""
        self.edges, self.heights = np.asarray(edges, dtype=float), np.asarray(heights, dtype=float)
        if self.edges.size != self.heights.size + 1:
            raise AuthorError(
                f"{self.heights.size} bars have {self.heights.size + 1} edges; got {self.edges.size}"
            )
        return self._outline(*_with_gaps((self.edges, self.heights), self.gap))

    def show_between(self, before: Steps, after: Steps, share: float) -> Bars:
        """Show a state on the way from some bars to others, however their edges lie.

        Both outlines are step functions, gaps included, and so is the mixture in which each place has its
        share of the way behind it. The area changes evenly: a density stays one.
        """
        a, b = _with_gaps(before, self.gap), _with_gaps(after, self.gap)
        edges = np.union1d(a[0], b[0])
        middles = (edges[:-1] + edges[1:]) / 2
        return self._outline(edges, (1 - share) * _height_at(a, middles) + share * _height_at(b, middles))

    def _outline(self, edges: np.ndarray, heights: np.ndarray) -> Bars:
        x = np.repeat(edges, 2)
        y = np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])
        corner, right, up = (self.chart.at(*xy) for xy in ((0, 0), (1, 0), (0, 1)))
        corners = corner + np.outer(x, right - corner) + np.outer(y, up - corner)
        self.set_points_as_corners(np.vstack([corners, corners[:1]]))
        return self


def _with_gaps(steps: Steps, gap: float) -> Steps:
    """The same bars, narrower, with bars of height zero between them."""
    edges, heights = steps
    if not gap:
        return steps
    margin = gap / 2 * np.diff(edges)
    inner = np.column_stack([edges[:-1] + margin, edges[1:] - margin]).ravel()
    levels = np.column_stack([heights, np.zeros(len(heights))]).ravel()[:-1]
    return inner, levels


def _height_at(steps: Steps, x: np.ndarray) -> np.ndarray:
    edges, heights = steps
    index = np.searchsorted(edges, x) - 1
    inside = (index >= 0) & (index < len(heights))
    return np.where(inside, heights[np.clip(index, 0, len(heights) - 1)], 0.0)


class MoveBars(Animation):
    """Carry bars through one or more others, all stages taking equally long."""

    def __init__(self, bars: Bars, *stages: Steps, **kwargs: Any):
        if not stages:
            raise AuthorError("MoveBars needs at least one stage to move to")
        self.stages = stages
        super().__init__(bars, introducer=True, **kwargs)

    def begin(self) -> None:
        """Remember where the bars start from."""
        self.way = [(self.mobject.edges, self.mobject.heights), *self.stages]
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """The bars themselves: their way is known, so no copy is needed."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the bars at the rate function's share of the way."""
        place = float(np.clip(self.rate_func(alpha), 0, 1)) * len(self.stages)
        stage = min(int(place), len(self.stages) - 1)
        if place == stage + 1:
            self.mobject.set_bars(*self.way[-1])
        else:
            self.mobject.show_between(self.way[stage], self.way[stage + 1], place - stage)


def Rise(bars: Bars, **kwargs: Any) -> MoveBars:  # noqa: N802
    """Let bars rise from the axis to where they are now."""
    edges, heights = bars.edges, bars.heights
    bars.set_bars(edges, np.zeros_like(heights))
    return MoveBars(bars, (edges, heights), **kwargs)

"""A chart for distributions: one horizontal axis, on which densities, bars and marks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from jaxtyping import Float
from manim import DOWN, RIGHT, UP, Line, Polygon, Triangle, VGroup, VMobject

from mathviz.probability import Population, sum_of_normals
from mathviz.stage.axes import Chart
from mathviz.stage.bars import Bars, masses
from mathviz.stage.layout import Region
from mathviz.stage.typesetting import Formula, fill_in
from mathviz.theme import Role, Theme

__all__ = ["DensityChart"]

Density = Callable[[Float[np.ndarray, " points"]], Float[np.ndarray, " points"]]


class DensityChart(Chart):
    """A chart that shows its horizontal axis only: what counts is the area, and heights need no numbers.

    Heights go from 0 to ``top``, which is the upper edge of the region.
    """

    def __init__(
        self,
        x: tuple[float, float, float],
        top: float,
        region: Region,
        theme: Theme,
        *,
        x_label: str = "",
        x_numbers: Sequence[float] | bool = True,
    ):
        super().__init__(
            x, (0, top, top), region, theme, x_label=x_label, x_numbers=x_numbers, y_numbers=False
        )
        self.x = x[:2]
        self.picture = VGroup(self.frame.x_axis, self.numbers, self.labels)

    def density(
        self, heights: Density, span: tuple[float, float] | None = None, *, role: Role = "answer"
    ) -> VMobject:
        """The curve of a density, over the whole axis or a span of it."""
        return self.path(self._sampled(heights, span), role=role)

    def bell(self, mean: float, width: float, *, role: Role = "answer") -> VMobject:
        """The normal curve with a mean and a standard deviation, four of them to either side."""
        span = (mean - 4 * width, mean + 4 * width)
        return self.density(sum_of_normals([mean], [width]).density, span, role=role)

    def area(self, heights: Density, *, role: Role = "chance") -> Polygon:
        """The curve of a density over the whole axis, filled."""
        points = self._sampled(heights, None)
        low, high = self.x
        return self.polygon(np.vstack([[low, 0], points, [high, 0]]), role=role, width=3)

    def outline(self, population: Population, *, role: Role = "chance") -> VMobject:
        """The shape of a population: a bar around each of its values, or the filled curve of its density."""
        if population.law is None:
            return self.area(population.height, role=role)
        return Bars(self, masses(population.law.values, population.law.probabilities), role=role, gap=0.3)

    def mark(self, x: float, *, role: Role = "output") -> Triangle:
        """A pointer just below the axis: where a mean lies."""
        mark = Triangle(color=self.theme.colour(role), fill_opacity=1, stroke_width=0).scale(0.13)
        mark.next_to(self.at(x, 0), DOWN, buff=0.04)
        return mark

    def ruler(
        self, start: float, end: float, height: float, markup: str, *, role: Role = "answer", **values: Any
    ) -> VGroup:
        """A measured distance: a line with an upright tick at either end, and its length to the right."""
        low, high = self.at(start, height), self.at(end, height)
        tick = 0.13 * UP
        ends = [(low, high), (low - tick, low + tick), (high - tick, high + tick)]
        colour = self.theme.colour(role)
        lines = VGroup(*[Line(*pair, color=colour, stroke_width=4) for pair in ends])
        length = Formula(fill_in(markup, values), self.theme, size="name", role=role)
        return VGroup(lines, length.next_to(lines, RIGHT, buff=0.2))

    def _sampled(self, heights: Density, span: tuple[float, float] | None) -> np.ndarray:
        x = np.linspace(*(span or self.x), 241)
        return np.column_stack([x, heights(x)])

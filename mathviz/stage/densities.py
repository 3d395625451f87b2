"""A chart for distributions: one horizontal axis, on which densities, bars and marks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Float
from manim import DOWN, Polygon, Triangle, VGroup, VMobject

from mathviz.stage.axes import Chart
from mathviz.stage.layout import Region
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

    def area(self, heights: Density, *, role: Role = "chance") -> Polygon:
        """The curve of a density over the whole axis, filled."""
        points = self._sampled(heights, None)
        low, high = self.x
        return self.polygon(np.vstack([[low, 0], points, [high, 0]]), role=role, width=3)

    def mark(self, x: float, *, role: Role = "output") -> Triangle:
        """A pointer just below the axis: where a mean lies."""
        mark = Triangle(color=self.theme.colour(role), fill_opacity=1, stroke_width=0).scale(0.13)
        mark.next_to(self.at(x, 0), DOWN, buff=0.04)
        return mark

    def _sampled(self, heights: Density, span: tuple[float, float] | None) -> np.ndarray:
        x = np.linspace(*(span or self.x), 241)
        return np.column_stack([x, heights(x)])

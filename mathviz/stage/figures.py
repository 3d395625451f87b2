"""The figures that an author asks the lecture for: text, formulas, counters, planes, axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup

from mathviz.stage.axes import Chart, Plane
from mathviz.stage.backing import Backing
from mathviz.stage.bars import Bars, Steps
from mathviz.stage.counter import Counter
from mathviz.stage.densities import DensityChart
from mathviz.stage.layout import BOARD, Region
from mathviz.stage.maps import ContourMap
from mathviz.stage.rain import Rain
from mathviz.stage.space import Space
from mathviz.stage.typesetting import EM_PX, Formula, Size, Text, fill_in
from mathviz.theme import Role, Theme

__all__ = ["Figures"]


class Figures:
    """Makes figures in the lecture's theme. They are not on the stage until they are played or added."""

    theme: Theme

    def colour(self, role: Role) -> str:
        """The colour of a role."""
        return self.theme.colour(role)

    def text(self, text: str, *, size: Size = "body", role: Role = "ink", width: float | None = None) -> Text:
        """Plain text; ``width`` (units) breaks its lines."""
        return Text(text, self.theme, size=size, role=role, width=width)

    def formula(
        self,
        markup: str,
        *,
        size: Size = "formula",
        role: Role = "ink",
        roles: Mapping[str, Role] | None = None,
        **values: Any,
    ) -> Formula:
        """A formula in Typst's mathematics; ``{name}`` is a value by name, ``{{x : name}}`` names a part."""
        return Formula(fill_in(markup, values), self.theme, size=size, role=role, roles=roles)

    def counter(
        self,
        value: float | Callable[[], float],
        *,
        decimals: int = 2,
        size: Size = "formula",
        role: Role = "ink",
    ) -> Counter:
        """A number that counts: of a fixed value, or of a function that is asked again at each frame."""
        return Counter(value, self.theme, decimals=decimals, size=size, role=role)

    def reading(
        self, markup: str, value: Callable[[], float], *, decimals: int = 2, role: Role = "ink", **values: Any
    ) -> VGroup:
        """What a quantity is now: a formula that ends in "=", and a counter that follows a function."""
        sign = Formula(fill_in(markup, values), self.theme)
        number = self.counter(value, decimals=decimals, role=role).next_to(sign, RIGHT, buff=0.16)
        # The middle of an equals sign is a quarter of an em above the line on which figures stand.
        line = sign.family_members_with_points()[-1].get_y() - 0.25 * EM_PX["formula"] / 135
        return VGroup(sign, number.shift((line - number.get_bottom()[1]) * UP))

    def titled(self, words: str, mobject: Mobject, *, gap: float = 0.15) -> VGroup:
        """The thing with a few quiet words above it: what a formula is for, what a number counts."""
        title = Text(words, self.theme, size="label", role="muted")
        return VGroup(title, mobject).arrange(DOWN, buff=gap, aligned_edge=LEFT)

    def backed(self, mobject: Mobject, *, margin: float = 0.12, opacity: float = 0.85) -> VGroup:
        """The thing on a backing of the background's colour, so that no line runs through a word."""
        return VGroup(Backing(mobject, self.theme, margin=margin, opacity=opacity), mobject)

    def plane(
        self,
        x: tuple[float, float] = (-5, 5),
        y: tuple[float, float] = (-4, 4),
        *,
        region: Region = BOARD,
        numbers: bool = True,
    ) -> Plane:
        """A plane with a grid, units equal, as large as the region allows; ``x`` and ``y`` are seen."""
        return Plane(x, y, region, self.theme, numbers=numbers)

    def chart(
        self,
        x: tuple[float, float, float],
        y: tuple[float, float, float],
        *,
        region: Region = BOARD,
        x_label: str = "",
        y_label: str = "",
        x_numbers: Sequence[float] | bool = True,
        y_numbers: Sequence[float] | bool = True,
        x_decimals: int | None = None,
        y_decimals: int | None = None,
    ) -> Chart:
        """A pair of axes that fills the region: ranges (low, high, step), labels in Typst's mathematics."""
        return Chart(
            x,
            y,
            region,
            self.theme,
            x_label=x_label,
            y_label=y_label,
            x_numbers=x_numbers,
            y_numbers=y_numbers,
            x_decimals=x_decimals,
            y_decimals=y_decimals,
        )

    def density_chart(
        self,
        x: tuple[float, float, float],
        top: float,
        *,
        region: Region = BOARD,
        x_label: str = "",
        x_numbers: Sequence[float] | bool = True,
    ) -> DensityChart:
        """A chart with its horizontal axis only, for densities and bars up to the height ``top``."""
        return DensityChart(x, top, region, self.theme, x_label=x_label, x_numbers=x_numbers)

    def bars(
        self, chart: Chart, steps: Steps, *, role: Role = "chance", gap: float = 0.1, opacity: float = 0.85
    ) -> Bars:
        """Bars on a chart, as one figure: ``steps`` are their edges and their heights."""
        return Bars(chart, steps, role=role, gap=gap, opacity=opacity)

    def rain(
        self,
        chart: Chart,
        values: np.ndarray,
        start: float | np.ndarray,
        *,
        edges: np.ndarray | None = None,
        role: Role = "input",
        radius: float | None = None,
    ) -> Rain:
        """Dots that fall from the heights ``start`` of the frame to ``values`` on the axis; see ``Rain``."""
        return Rain(chart, values, start, edges=edges, role=role, radius=radius)

    def contour_map(
        self,
        x: tuple[float, float, float],
        y: tuple[float, float, float],
        *,
        region: Region = BOARD,
        x_label: str = "x",
        y_label: str = "y",
        numbers: bool = True,
    ) -> ContourMap:
        """A floor from above, units equal: ranges (low, high, step of the numbers); level curves, trails."""
        return ContourMap(x, y, region, self.theme, x_label=x_label, y_label=y_label, numbers=numbers)

    def space(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        z: tuple[float, float],
        *,
        region: Region = BOARD,
        azimuth: float = -60,
        elevation: float = 30,
        height: float = 0.4,
    ) -> Space:
        """A view into three dimensions: surfaces, curves and dots; :class:`Turn` moves the viewer."""
        return Space(x, y, z, region, self.theme, azimuth=azimuth, elevation=elevation, height=height)

"""The two grounds on which figures stand: a plane with equal units, and a chart with free axes."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    Axes,
    Dot,
    Line,
    MathTypst,
    Mobject,
    NumberPlane,
    ParametricFunction,
    Polygon,
    Rectangle,
    VGroup,
    VMobject,
)

from mathviz.stage.arrows import Arrow
from mathviz.stage.backing import Backing
from mathviz.stage.layout import Region
from mathviz.stage.typesetting import Formula, font_size
from mathviz.theme import Role, Theme

__all__ = ["Chart", "Ground", "Plane"]


def _tick_label(value: float, decimals: int | None) -> str:
    text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return text if float(text) else "0"


class Ground:
    """What plane, chart and map have in common: points by coordinates, and marks on them."""

    theme: Theme
    frame: Axes

    def at(self, x: float, y: float) -> np.ndarray:
        """The point of the frame with the coordinates (x, y)."""
        zero, right, up = self._units
        return np.asarray(zero + x * right + y * up)

    def places(self, points: np.ndarray) -> np.ndarray:
        """The points of the frame, (k, 3), with coordinates of shape (k, 2)."""
        zero, right, up = self._units
        x, y = np.asarray(points, dtype=float)[:, :, None].swapaxes(0, 1)
        return np.asarray(zero + x * right + y * up)

    @functools.cached_property
    def _units(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        # Kept from the first time on: what a linear map does to the grid must not move the coordinates.
        zero = np.asarray(self.frame.c2p(0, 0))
        return zero, self.frame.c2p(1, 0) - zero, self.frame.c2p(0, 1) - zero

    def arrow(
        self,
        vector: Sequence[float] | np.ndarray,
        *,
        start: Sequence[float] | np.ndarray = (0, 0),
        role: Role = "input",
        label: str = "",
        label_side: float = 1,
        width: float = 6,
    ) -> Arrow:
        """The arrow of a vector, from (0, 0) unless ``start`` is given; it keeps its vector."""
        return Arrow(self, vector, start=start, role=role, label=label, label_side=label_side, width=width)

    def dot(self, x: float, y: float, *, role: Role = "ink", radius: float = 0.09) -> Dot:
        """A dot at (x, y)."""
        return Dot(self.at(x, y), radius=radius, color=self.theme.colour(role))

    def path(
        self, points: np.ndarray, *, role: Role = "ink", width: float = 4, closed: bool = False
    ) -> VMobject:
        """A polyline through points of shape (k, 2)."""
        line = VMobject(stroke_color=self.theme.colour(role), stroke_width=width)
        corners = self.places(points)
        line.set_points_as_corners([*corners, corners[0]] if closed else corners)
        return line

    def polygon(
        self, points: np.ndarray, *, role: Role = "input", opacity: float = 0.35, width: float = 4
    ) -> Polygon:
        """A filled polygon with corners of shape (k, 2)."""
        colour = self.theme.colour(role)
        return Polygon(
            *self.places(points),
            stroke_color=colour,
            stroke_width=width,
            fill_color=colour,
            fill_opacity=opacity,
        )

    def curve(
        self,
        function: Callable[[float], float],
        low: float,
        high: float,
        *,
        role: Role = "ink",
        width: float = 4,
        step: float | None = None,
    ) -> ParametricFunction:
        """The graph of a function between two abscissae, sampled at 200 places unless ``step`` is given."""
        return ParametricFunction(
            lambda t: self.at(t, function(t)),
            t_range=(low, high, step or (high - low) / 200),
            color=self.theme.colour(role),
            stroke_width=width,
            use_smoothing=False,
        )

    def label(
        self,
        markup: str,
        x: float,
        y: float,
        *,
        towards: np.ndarray = UP,
        role: Role = "ink",
        size: str = "label",
    ) -> VGroup:
        """A formula beside the point (x, y), with a backing so that no line runs through it."""
        formula = Formula(markup, self.theme, size=size, role=role)
        formula.next_to(self.at(x, y), towards, buff=0.16)
        return VGroup(Backing(formula, self.theme, margin=0.08, opacity=0.85), formula)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        raise TypeError("a ground is shared by its figures and is not copied; copy its picture instead")


# What a linear map carries beyond the board disappears behind a curtain, so that no grid line runs through
# the words beside it; all else stands before it.
GRID, ON_GRID, CURTAIN = -3, -2, -1


class _Sheet(Rectangle):
    """A part of the curtain: it hides from the first frame to the last, however the rest fades in or out."""

    def fade(self, darkness: float = 0.5, family: bool = True) -> Any:
        """Stay as it is."""
        return self


def _curtain(region: Region, theme: Theme) -> VGroup:
    """Four sheets of the background's colour around a region."""
    far = 8.0
    sheets = [
        (-far, region.top, far, far),
        (-far, -far, far, region.bottom),
        # As high as the frame: sheets that only touched would leave a seam.
        (-far, -far, region.left, far),
        (region.right, -far, far, far),
    ]
    return VGroup(
        *[
            _Sheet(
                width=r - x, height=t - y, stroke_width=0, fill_color=theme.background, fill_opacity=1
            ).move_to([(x + r) / 2, (y + t) / 2, 0])
            for x, y, r, t in sheets
        ]
    )


class Plane(Ground):
    """The plane with a grid: equal units, numbers along the axes, as large as the region allows.

    At least the spans ``x`` and ``y`` are seen, with their middle in the middle of the region.
    ``picture`` is what is put on the stage; ``grid`` is the part that a linear map moves.
    """

    def __init__(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        region: Region,
        theme: Theme,
        *,
        numbers: bool = True,
    ):
        self.theme, self.x, self.y = theme, x, y
        self.unit = unit = min(region.width / (x[1] - x[0]), region.height / (y[1] - y[0]))
        # The grid goes on beyond the region's edges, so that a map finds more of it to bring in.
        columns, rows = region.width / unit - (x[1] - x[0]), region.height / unit - (y[1] - y[0])
        across, up = math.ceil(columns / 2) + 1, math.ceil(rows / 2) + 1
        self.frame = NumberPlane(
            x_range=(x[0] - across, x[1] + across, 1),
            y_range=(y[0] - up, y[1] + up, 1),
            x_length=unit * (x[1] - x[0] + 2 * across),
            y_length=unit * (y[1] - y[0] + 2 * up),
            background_line_style={"stroke_color": theme.muted, "stroke_width": 1.5, "stroke_opacity": 0.35},
            axis_config={"stroke_color": theme.muted, "stroke_width": 2.5},
            faded_line_ratio=0,
        )
        region.place(self.frame, fit=False)
        self.grid = self.frame
        self.numbers = VGroup()
        if numbers:
            for value in self._seen(x, columns):
                self.numbers.add(self._number(value).next_to(self.at(value, 0), DOWN, buff=0.1))
            for value in self._seen(y, rows):
                self.numbers.add(self._number(value).next_to(self.at(0, value), LEFT, buff=0.12))
        self.curtain = _curtain(region, theme)
        self.frame.set_z_index(GRID)
        self.curtain.set_z_index(CURTAIN)
        self.numbers.set_z_index(CURTAIN)
        self.picture = VGroup(self.frame, self.curtain, self.numbers)

    @staticmethod
    def _seen(span: tuple[float, float], more: float) -> list[int]:
        """The whole numbers, but zero, whose labels stand well inside the region."""
        low, high = math.ceil(span[0] - more / 2 + 0.3), math.floor(span[1] + more / 2 - 0.3)
        return [value for value in range(low, high + 1) if value]

    def _number(self, value: int) -> VGroup:
        number = MathTypst(str(value), font_size=font_size("small"), color=self.theme.muted)
        return VGroup(Backing(number, self.theme, margin=0.04, opacity=0.8), number)

    @property
    def origin(self) -> np.ndarray:
        """Where (0, 0) is."""
        return self.at(0, 0)

    def unit_square(self, *, role: Role = "input") -> Polygon:
        """The square with the corners (0, 0), (1, 0), (1, 1), (0, 1)."""
        return self.polygon(np.array([[0, 0], [1, 0], [1, 1], [0, 1]]), role=role).set_z_index(ON_GRID)

    def line_along(self, direction: Sequence[float], *, role: Role = "answer", width: float = 4) -> Line:
        """The line through the origin along a direction, as far as the plane goes."""
        d = np.asarray(direction, dtype=float)
        limits = [
            limit / step for step, span in zip(d, (self.x, self.y), strict=True) for limit in span if step
        ]
        ahead, behind = min(t for t in limits if t > 0), max(t for t in limits if t < 0)
        line = Line(
            self.at(*(behind * d)), self.at(*(ahead * d)), color=self.theme.colour(role), stroke_width=width
        )
        return line.set_z_index(ON_GRID)


class Chart(Ground):
    """A pair of axes with numbers and labels that fills its region."""

    def __init__(
        self,
        x: tuple[float, float, float],
        y: tuple[float, float, float],
        region: Region,
        theme: Theme,
        *,
        x_label: str = "",
        y_label: str = "",
        x_numbers: Sequence[float] | bool = True,
        y_numbers: Sequence[float] | bool = True,
        x_decimals: int | None = None,
        y_decimals: int | None = None,
    ):
        self.theme = theme
        below = 0.5 * bool(x_numbers) + 0.6 * bool(x_label)
        left = 0.75 * bool(y_numbers)
        above = 0.6 * bool(y_label)
        self.frame = Axes(
            x_range=x,
            y_range=y,
            x_length=region.width - left - 0.1,
            y_length=region.height - below - above,
            tips=False,
            axis_config={"stroke_color": theme.muted, "stroke_width": 2.5, "tick_size": 0.06},
            x_axis_config={"include_ticks": bool(x_numbers)},
            y_axis_config={"include_ticks": bool(y_numbers)},
        )
        corner = np.array([region.left + left, region.bottom + below, 0.0])
        self.frame.shift(corner - self.frame.c2p(x[0], y[0]))
        self.numbers = VGroup()
        # Numbers stand at the edges, not at the axes: there no curve runs through them.
        for value in self._numbered(x, x_numbers):
            number = self._number(_tick_label(value, x_decimals))
            self.numbers.add(number.next_to(self.at(value, y[0]), DOWN, buff=0.14))
        for value in self._numbered(y, y_numbers):
            number = self._number(_tick_label(value, y_decimals))
            self.numbers.add(number.next_to(self.at(x[0], value), LEFT, buff=0.14))
        self.labels = VGroup()
        if x_label:
            label = Formula(x_label, theme, size="label", role="muted")
            label.next_to(self.at((x[0] + x[1]) / 2, y[0]), DOWN, buff=0.16 + 0.5 * bool(x_numbers))
            self.labels.add(label)
        if y_label:
            label = Formula(y_label, theme, size="label", role="muted")
            label.next_to(self.at(x[0], y[1]), UP, buff=0.2)
            label.shift(max(0.0, region.left - label.get_left()[0]) * np.array([1.0, 0, 0]))
            self.labels.add(label)
        self.picture = VGroup(self.frame, self.numbers, self.labels)

    def _numbered(self, span: tuple[float, float, float], which: Sequence[float] | bool) -> Sequence[float]:
        if isinstance(which, bool):
            count = round((span[1] - span[0]) / span[2])
            return [span[0] + i * span[2] for i in range(count + 1)] if which else []
        return which

    def _number(self, text: str) -> Mobject:
        return MathTypst(text, font_size=font_size("small"), color=self.theme.muted)

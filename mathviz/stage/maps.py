"""Maps: the floor under a surface seen from above, its level curves, and the trails of walkers on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from isosurfaces import plot_isoline
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Dot,
    LineJointType,
    MathTypst,
    Rectangle,
    VGroup,
    VMobject,
)

from mathviz.stage.axes import Ground
from mathviz.stage.layout import Region
from mathviz.stage.polylines import Span, clipped, control_points
from mathviz.stage.typesetting import Formula, font_size
from mathviz.theme import Role, Theme

__all__ = ["ContourMap", "Contours", "Trail", "Walk", "level_curves"]

Surface = Callable[..., Any]
"""A function of x and y that works elementwise."""


class Walkable(Protocol):
    """What a trail follows: a number of steps and a place after t of them, as ``Path`` of calculus has."""

    def __len__(self) -> int: ...

    def at(self, t: float) -> np.ndarray:
        """The place (2,) after t steps, for any real t."""
        ...


def level_curves(function: Surface, height: float, x: Span, y: Span) -> list[np.ndarray]:
    """Where a function of two variables has a height, inside a window: polylines of shape (k, 2).

    A function that knows its own ``contour(height)``, as a quadratic bowl does, is asked for it, and is
    exact; others are traced to a thousandth of the window (by the ``isosurfaces`` package, as Manim does).
    """
    if hasattr(function, "contour"):
        return clipped(function.contour(height).points(), x, y)

    def above(point: np.ndarray) -> float:
        return float(function(*point)) - height

    curves = plot_isoline(above, np.array([x[0], y[0]]), np.array([x[1], y[1]]), min_depth=5, max_quads=1500)
    return [np.array(curve) for curve in curves if len(curve) > 1]


class Contours(VGroup):
    """Level curves of a function, one part for each height, low to high.

    ``place`` turns points (k, 2) and their height into points (k, 3) of the stage.
    """

    def __init__(
        self,
        function: Surface,
        heights: Sequence[float],
        window: tuple[Span, Span],
        place: Callable[[np.ndarray, float], np.ndarray],
        colour: str,
        width: float,
    ):
        super().__init__(*[VMobject(stroke_color=colour, stroke_width=width) for _ in heights])
        self.heights, self.window, self.place = tuple(heights), window, place
        self.set_function(function)

    def set_function(self, function: Surface) -> Contours:
        """Show the level curves of another function, at the same heights."""
        self.curves = [level_curves(function, height, *self.window) for height in self.heights]
        return self.redraw()

    def redraw(self) -> Contours:
        """Put the curves where their place now is."""
        for part, height, curves in zip(self, self.heights, self.curves, strict=True):
            pieces = [control_points(self.place(curve, height)) for curve in curves]
            part.points = np.concatenate([np.zeros((0, 3)), *pieces])
        return self


class Trail(VGroup):
    """A path that grows step by step: its line, a small mark at each point reached, a dot at its head.

    ``place`` turns points (k, 2) into points (k, 3) of the stage; ``bends`` straight pieces make one step.
    """

    def __init__(
        self,
        path: Walkable,
        place: Callable[[np.ndarray], np.ndarray],
        colour: str,
        *,
        width: float = 4,
        bends: int = 1,
        radius: float = 0.11,
    ):
        self.path, self.place, self.bends = path, place, bends
        self.line = VMobject(stroke_color=colour, stroke_width=width, joint_type=LineJointType.ROUND)
        self.marks = VGroup(*[Dot(radius=0.45 * radius, color=colour) for _ in range(len(path) + 1)])
        self.head = Dot(radius=radius, color=colour)
        self._mark = self.marks[0].points.copy()
        super().__init__(self.line, self.marks, self.head)
        self.show(0)

    def show(self, steps: float) -> Trail:
        """Show the path up to a place after so many steps, any real number of them."""
        self.steps = min(steps, float(len(self.path)))
        times = np.append(np.arange(0, self.steps * self.bends) / self.bends, self.steps)
        corners = self.place(np.array([self.path.at(t) for t in times]))
        self.line.points = control_points(corners)
        for index, mark in enumerate(self.marks):
            reached = index <= self.steps
            mark.points = (
                self._mark + corners[min(index * self.bends, len(corners) - 1)]
                if reached
                else np.zeros((0, 3))
            )
        self.head.move_to(corners[-1])
        return self

    def redraw(self) -> Trail:
        """Put the trail where its place now is."""
        return self.show(self.steps)

    def set_path(self, path: Walkable) -> Trail:
        """Show another path, just as far; it must not have more steps than the first one had."""
        self.path = path
        return self.redraw()


class Walk(Animation):
    """Let a trail grow until so many steps are done."""

    def __init__(self, trail: Trail, to: float, **kwargs: Any):
        self.to = to
        super().__init__(trail, **kwargs)

    def begin(self) -> None:
        """Remember how far the trail has come."""
        self.origin = self.mobject.steps
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the trail at the rate function's share of the way."""
        self.mobject.show(self.origin + self.rate_func(alpha) * (self.to - self.origin))


class ContourMap(Ground):
    """The floor under a surface, seen from above: equal units, a thin frame, numbers along its edges.

    ``x`` and ``y`` are (low, high, step of the numbers). ``picture`` is what is put on the stage;
    ``window`` is the part of the floor that is seen.
    """

    def __init__(
        self,
        x: tuple[float, float, float],
        y: tuple[float, float, float],
        region: Region,
        theme: Theme,
        *,
        x_label: str = "x",
        y_label: str = "y",
        numbers: bool = True,
    ):
        self.theme = theme
        self.window: tuple[Span, Span] = ((x[0], x[1]), (y[0], y[1]))
        size = np.array([x[1] - x[0], y[1] - y[0]])
        left, below = (0.75, 0.5) if numbers else (0.0, 0.0)
        right, above = 0.45 * bool(x_label), 0.5 * bool(y_label)
        room = np.array([region.width - left - right, region.height - below - above])
        self.unit = float((room / size).min())
        self.centre = np.append(
            np.array([region.left + left, region.bottom + below]) + room / 2, 0.0
        )  # of the floor, not of the picture
        self._middle = np.array([x[0] + x[1], y[0] + y[1]]) / 2
        self.frame = Rectangle(
            width=self.unit * size[0], height=self.unit * size[1], stroke_color=theme.muted, stroke_width=2
        ).move_to(self.centre)
        self.numbers, self.labels = VGroup(), VGroup()
        if numbers:
            for value in self._multiples(x):
                self.numbers.add(self._number(value).next_to(self.at(value, y[0]), DOWN, buff=0.14))
            for value in self._multiples(y):
                self.numbers.add(self._number(value).next_to(self.at(x[0], value), LEFT, buff=0.14))
        if x_label:
            self.labels.add(self._label(x_label).next_to(self.at(x[1], y[0]), RIGHT, buff=0.14))
        if y_label:
            self.labels.add(self._label(y_label).next_to(self.at(x[0], y[1]), UP, buff=0.14))
        self.picture = VGroup(self.frame, self.numbers, self.labels)

    @staticmethod
    def _multiples(span: tuple[float, float, float]) -> list[float]:
        low, high, step = span
        return [step * k for k in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]

    def _number(self, value: float) -> MathTypst:
        return MathTypst(f"{value:g}", font_size=font_size("small"), color=self.theme.muted)

    def _label(self, markup: str) -> Formula:
        return Formula(markup, self.theme, size="label", role="muted")

    def at(self, x: float, y: float) -> np.ndarray:
        """The point of the stage with the coordinates (x, y)."""
        return self.centre + self.unit * np.array([x - self._middle[0], y - self._middle[1], 0.0])

    def places(self, points: np.ndarray) -> np.ndarray:
        """The points of the stage, (k, 3), with coordinates of shape (k, 2)."""
        from_middle = np.asarray(points, dtype=float) - self._middle
        return np.asarray(self.centre + self.unit * np.pad(from_middle, ((0, 0), (0, 1))))

    def contours(
        self, function: Surface, heights: Sequence[float], *, role: Role = "muted", width: float = 2.5
    ) -> Contours:
        """The level curves of a function at some heights, as far as the map goes."""

        def place(points: np.ndarray, height: float) -> np.ndarray:
            return self.places(points)

        return Contours(function, heights, self.window, place, self.theme.colour(role), width)

    def trail(self, path: Walkable, *, role: Role = "input", width: float = 4) -> Trail:
        """A path on the map, at its start; :class:`Walk` lets it grow."""
        return Trail(path, lambda points: self.places(points), self.theme.colour(role), width=width)

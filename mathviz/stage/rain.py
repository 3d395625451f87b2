"""A rain of dots onto a chart's axis, where they rest or pile up: how samples and their means arrive."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from manim import Animation, Mobject, VMobject

from mathviz.stage.axes import Chart
from mathviz.stage.errors import AuthorError
from mathviz.theme import Role

__all__ = ["Fall", "Rain"]

# A circle of radius one as four cubic curves; the handle length is the usual one for quarter circles.
_K = 4 / 3 * (np.sqrt(2) - 1)
_ROUND = np.array(
    [
        [1, 0], [1, _K], [_K, 1], [0, 1],
        [0, 1], [-_K, 1], [-1, _K], [-1, 0],
        [-1, 0], [-1, -_K], [-_K, -1], [0, -1],
        [0, -1], [_K, -1], [1, -_K], [1, 0],
    ]
)  # fmt: skip


class Rain(VMobject):
    """Dots that fall one after another, all drawn as one figure; none is seen before it falls.

    Parameters
    ----------
    chart
        Where they land.
    values
        Shape (drops,): where each one lands, in the chart's units.
    start
        Heights in the frame from which they fall: one number, or shape (drops,).
    edges
        Cuts the axis into columns of equal width, in each of which dots pile up. All dots together have the
        area one, so that the pile is as high as ``histogram`` bars of the same values. What lies beyond the
        edges is not shown. Without edges the dots rest on the axis.
    radius
        In units of the frame; by default 0.09, and in a pile as large as fits.
    """

    def __init__(
        self,
        chart: Chart,
        values: Float[np.ndarray, " drops"],
        start: float | Float[np.ndarray, " drops"],
        *,
        edges: Float[np.ndarray, " columns+1"] | None = None,
        role: Role = "input",
        radius: float | None = None,
    ):
        super().__init__(stroke_width=0, fill_color=chart.theme.colour(role), fill_opacity=1)
        x = np.asarray(values, dtype=float)
        axis = chart.at(0, 0)
        across, up = chart.at(1, 0)[0] - axis[0], chart.at(0, 1)[1] - axis[1]
        self.release = np.column_stack([axis[0] + across * x, np.broadcast_to(start, x.shape)])
        self.rest = np.column_stack([self.release[:, 0], np.full(x.shape, axis[1])])
        self.shown = np.full(x.shape, True)
        self.radius = radius or 0.09
        if edges is not None:
            width = float(edges[1] - edges[0])
            pitch = up / (x.size * width)
            self.radius = radius or 0.48 * min(pitch, across * width)
            column = np.searchsorted(edges, x, side="right") - 1
            self.shown = (column >= 0) & (column < len(edges) - 1)
            # How many fell into the same column before.
            below = np.array([np.count_nonzero(column[:i] == c) for i, c in enumerate(column)])
            self.rest[:, 0] = axis[0] + across * (edges[0] + (column + 0.5) * width)
            self.rest[:, 1] += (below + 0.5) * pitch
        self.fallen = 0

    def settle(self, count: int) -> Rain:
        """Show the first ``count`` dots where they rest, and no other."""
        self.fallen = count
        return self.show_way(np.where(np.arange(len(self.rest)) < count, 1.0, np.nan))

    def show_way(self, way: Float[np.ndarray, " drops"]) -> Rain:
        """Show each dot at its share of the way down, from 0 to 1; NaN hides it."""
        seen = self.shown & ~np.isnan(way)
        share = np.asarray(way)[seen, None]
        centres = (1 - share) * self.release[seen] + share * self.rest[seen]
        outline = centres[:, None, :] + self.radius * _ROUND
        self.points = np.pad(outline.reshape(-1, 2), ((0, 0), (0, 1)))
        return self


class Fall(Animation):
    """Let the next ``count`` dots of a rain fall, or all that are left.

    They are let go one after another, evenly in time, the last so that it lands at the end. Each falls for
    ``each`` seconds, faster and faster as things fall. ``hurry`` above 1 starts slowly and lets the rain grow
    heavier: the share of dots let go after a share s of the time is s to that power.
    """

    def __init__(
        self, rain: Rain, count: int | None = None, *, each: float = 0.6, hurry: float = 1.0, **kwargs: Any
    ):
        self.count, self.each, self.hurry = count, each, hurry
        super().__init__(rain, rate_func=lambda t: t, introducer=True, **kwargs)

    def begin(self) -> None:
        """Find out which dots are the next."""
        total, self.first = len(self.mobject.rest), self.mobject.fallen
        self.last = total if self.count is None else self.first + self.count
        if not self.first < self.last <= total:
            raise AuthorError(f"{total - self.first} dots are left to fall; asked for {self.count}")
        super().begin()

    def create_starting_mobject(self) -> Mobject:
        """The rain itself: its way is known, so no copy is needed."""
        return self.mobject

    def interpolate_mobject(self, alpha: float) -> None:
        """Set every dot where it is at this share of the time."""
        number = np.arange(len(self.mobject.rest))
        each = min(self.each, self.run_time)
        order = (number - self.first) / max(1, self.last - self.first - 1)
        release = (self.run_time - each) * np.clip(order, 0, 1) ** (1 / self.hurry)
        way = np.clip((alpha * self.run_time - release) / each, -1, 1)
        way = np.where(way < 0, np.nan, way**2)
        way[number < self.first], way[number >= self.last] = 1.0, np.nan
        self.mobject.show_way(way)
        self.mobject.fallen = self.last if alpha >= 1 else self.first

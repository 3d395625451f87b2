"""The quick way to draw surfaces: faces are kept as arrays, and all of them are drawn in one go.

It looks equal to what Manim draws, but edges differ by a few levels, so it is used only where it was asked
for. A face that it has no way for is left to Cairo, and it is noted why.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.mobject.types.vectorized_mobject import VMobject

from mathviz.film.items import Item, Rectangle, Target, View
from mathviz.film.mesh import CURVE_POINTS, Centres, ends_of, middle, shades
from mathviz.film.paths import close
from mathviz.film.rasteriser import Rasteriser, Tables

__all__ = ["Run", "Surfaces"]

_FARTHEST = 2.0**15
"""In pixels: what is seen beyond it lies behind the viewer, or nearly so."""
_ATTRIBUTES = attrgetter(
    "points",
    "fill_rgbas",
    "stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "joint_type",
    "cap_style",
    "background_image",
)
_UNLIKE = (np.zeros((1, 4)), np.zeros((1, 4)), 0.0, 0.0, None, None, None)
"""Stands for the same of a mobject that is no outline, after its points."""


@dataclass(slots=True)
class Run(Item):
    """Faces that are drawn one after another."""

    rasteriser: Rasteriser | None = None
    tables: Tables | None = None
    order: np.ndarray | None = None

    def draw(self, target: Target) -> None:
        """Draw them, the farthest first."""
        assert self.rasteriser is not None and self.tables is not None and self.order is not None
        self.rasteriser.draw(target.pixels, self.tables, self.order)


class Surfaces:
    """The shaded mobjects of a layer of a canvas, from one frame to the next.

    Parameters
    ----------
    left
        Counts how often a face was left to Cairo, by the reason.
    """

    def __init__(self, left: Counter[str]) -> None:
        self._left = left
        self._rasteriser = Rasteriser()
        self._centres = Centres()
        self._look: tuple[Any, ...] = ()
        self._arrays = [np.zeros((0, 3)), np.zeros((0, 4)), np.zeros((0, 4))]
        self._lines: dict[int, tuple[Any, np.ndarray]] = {}
        self._shown: list[Any] = []

    def arrange(self, mobjects: list[Any], view: View, fresh: bool) -> list[Any]:
        """What is drawn for a display list, in order: runs of faces, and the mobjects that are none.

        ``fresh`` says that the view is the same as the last time.
        """
        shaded: list[Any] = []
        others: list[Any] = []
        for mobject in mobjects:
            (shaded if getattr(mobject, "shade_in_3d", False) else others).append(mobject)
        known = self._take_in(shaded, view)
        if not (known and fresh):
            self._shown = self._seen(view) if shaded else []
        return [*self._shown, *others]

    def _take_in(self, mobjects: list[Any], view: View) -> bool:
        """Take in how mobjects look now; whether they look as they did."""
        camera = view.camera
        fixed = {*camera.fixed_in_frame_mobjects, *camera.fixed_orientation_mobjects}
        rows = [_ATTRIBUTES(m) if _is_usual(m.__class__) else (m.points, *_UNLIKE) for m in mobjects]
        points, fills, strokes, *pens = zip(*rows, strict=True) if rows else ((),) * (1 + len(_UNLIKE))
        look = (
            mobjects,
            [len(own) for own in points],
            [len(own) for own in fills],
            [len(own) for own in strokes],
            pens,
            [mobject in fixed for mobject in mobjects],
            view.light,
            camera.cairo_line_width_multiple,
        )
        arrays = [np.concatenate(own) if own else np.zeros((0, 4)) for own in (points, fills, strokes)]
        if look == self._look and all(map(np.array_equal, arrays, self._arrays)):
            return True
        self._look, self._arrays = look, arrays
        if mobjects:
            self._prepare(view)
        return False

    def _prepare(self, view: View) -> None:
        """Which faces are plain, their colours, their places: all that does not depend on the viewer."""
        mobjects, sizes, _, _, pens, fixed, _, multiple = self._look
        points, sizes = self._arrays[0], np.array(sizes)
        styles = [_Style.of(*pen) for pen in zip(*pens, fixed, strict=True)]
        starts = np.cumsum(sizes) - sizes
        reasons = [style.reason for style in styles]
        closed = np.zeros(len(mobjects), np.uint8)
        light, ends = np.zeros((len(mobjects), 2)), np.zeros((len(mobjects), 2, 3))
        for size in set(sizes.tolist()):
            group = np.array([k for k, reason in enumerate(reasons) if sizes[k] == size and not reason], int)
            if not len(group):
                continue
            if size % CURVE_POINTS:
                for number in group.tolist():
                    reasons[number] = "half a curve"
                continue
            corners = points[starts[group, None] + np.arange(size)]
            curves = corners.reshape(len(group), -1, CURVE_POINTS, 3)
            whole = close(curves[:, :-1, 3], curves[:, 1:, 0]).all(axis=1)
            whole &= np.isfinite(corners).all(axis=(1, 2))
            closed[group] = close(corners[:, 0], corners[:, -1])
            ends[group] = corners[:, [0, middle(size)]]
            if view.camera.should_apply_shading:
                light[group] = shades(corners, view.camera)
            for number in group[~whole].tolist():
                reasons[number] = "several outlines"
        colours = self._colours(light, reasons, styles, view)
        for number, (mobject, reason) in enumerate(zip(mobjects, reasons, strict=True)):
            if reason is None:
                ends[number] = ends_of(mobject, ends[number], view)
                if not closed[number] and styles[number].width and styles[number].capped:
                    reasons[number] = "a line with ends of its own"
        self._reasons = reasons
        self._places = np.array(self._centres.of(mobjects))
        drawn = np.array([reason is None for reason in reasons])
        self._plain = plain = np.flatnonzero(drawn)
        self._points, self._ends = points[np.repeat(drawn, sizes)], ends[plain].reshape(-1, 3)
        first = np.append(0, np.cumsum(sizes[plain] // CURVE_POINTS)).astype(np.int32)
        widths = np.array([styles[k].width * multiple for k in plain])
        self._still = (first, colours[plain], widths, closed[plain])

    def _colours(
        self, light: np.ndarray, reasons: list[str | None], styles: list[_Style], view: View
    ) -> np.ndarray:
        """Fill and stroke of each mobject at both ends of its gradient, as the rasteriser wants them."""
        mobjects, _, fills, strokes, *_ = self._look
        colours = np.zeros((len(mobjects), 2, 2, 4))
        for kind, (counts, rgbas) in enumerate(zip((fills, strokes), self._arrays[1:], strict=True)):
            counts = np.array(counts)
            first = np.cumsum(counts) - counts
            colours[:, kind, 0], colours[:, kind, 1] = rgbas[first], rgbas[first + np.minimum(counts, 2) - 1]
            if not view.camera.should_apply_shading:
                for number in np.flatnonzero(counts > 2).tolist():
                    reasons[number] = reasons[number] or "a gradient of several colours"
        # Of a line there is no normal: Manim has a rule for it.
        dark = np.flatnonzero(~np.isfinite(light).all(axis=1))
        colours[..., :3] += np.where(np.isfinite(light), light, 0)[:, None, :, None]
        lines: dict[int, tuple[Any, np.ndarray]] = {}
        for number in dark.tolist():
            if reasons[number] is None:
                colours[number] = self._line(mobjects[number], view, lines)
        self._lines = lines
        colours = np.clip(colours, 0, 1)
        for number in range(len(mobjects)):
            if reasons[number] is None and not _even(colours[number], styles[number].width):
                reasons[number] = "a gradient of opacity"
        colours[..., :3] *= colours[..., 3:]
        return np.ascontiguousarray(255 * colours, np.float32)

    def _line(self, mobject: Any, view: View, lines: dict[int, tuple[Any, np.ndarray]]) -> np.ndarray:
        """Fill and stroke of a mobject as Manim's camera shades it; kept while it looks the same."""
        rgbas = (mobject.get_fill_rgbas(), mobject.get_stroke_rgbas())
        key = (mobject, mobject.points.tobytes(), *(own.tobytes() for own in rgbas), view.light)
        kept = self._lines.get(id(mobject))
        if kept is None or kept[0] != key:
            both = (view.camera.get_fill_rgbas(mobject), view.camera.get_stroke_rgbas(mobject))
            kept = (key, np.stack([own[[0, min(1, len(own) - 1)]] for own in both]))
        lines[id(mobject)] = kept
        return kept[1]

    def _seen(self, view: View) -> list[Any]:
        """Runs of faces, and mobjects that are drawn by themselves, the farthest first."""
        mobjects, reasons = self._look[0], list(self._reasons)
        camera, m = view.camera, view.matrix
        scale, origin = np.array([m.xx, m.yy]), np.array([m.x0, m.y0])
        depths = self._places @ camera.get_rotation_matrix()[2]
        order = np.argsort(depths, kind="stable")
        first, colours, widths, closed = self._still
        if len(self._plain):
            with np.errstate(all="ignore"):
                points = camera.project_points(self._points)[:, :2] * scale + origin
                ends = camera.project_points(self._ends)[:, :2] * scale + origin
            low = np.minimum.reduceat(points, CURVE_POINTS * first[:-1])
            high = np.maximum.reduceat(points, CURVE_POINTS * first[:-1])
            near = ((low > -_FARTHEST) & (high < _FARTHEST)).all(axis=1)
            near &= (np.abs(ends.reshape(-1, 4)) < _FARTHEST).all(axis=1)
            for number in self._plain[~near].tolist():
                reasons[number] = "a face that reaches behind the viewer"
            tables = Tables(
                first,
                points.reshape(-1, CURVE_POINTS, 2),
                colours,
                ends.reshape(-1, 2, 2).astype(np.float32),
                (widths * abs(m.xx)).astype(np.float32),
                closed,
            )
        self._left.update(reason for reason in reasons if reason is not None)
        numbers = np.full(len(mobjects), -1, np.int32)
        numbers[self._plain] = np.arange(len(self._plain))
        alone = np.flatnonzero([reasons[k] is not None for k in order.tolist()])
        shown: list[Any] = []
        for start, end in pairwise((-1, *alone.tolist(), len(order))):
            faces = numbers[order[start + 1 : end]]
            if len(faces):
                reach = 5 * float(tables.widths[faces].max()) + 2
                box = _box(low[faces], high[faces], reach, view)
                shown.append(Run(None, (), box, self._rasteriser, tables, faces))
            if end < len(order):
                shown.append(mobjects[order[end]])
        return shown


@dataclass(frozen=True)
class _Style:
    """The pen of a mobject.

    Attributes
    ----------
    capped
        Whether a line that it draws has ends of its own.
    reason
        Why the rasteriser can't draw with it; None if it can.
    """

    width: float
    capped: bool
    reason: str | None

    @classmethod
    def of(cls, width: Any, behind: float, joint: Any, cap: Any, image: Any, fixed: bool) -> _Style:
        """From what a mobject says of itself; without a joint it is no outline."""
        width = max(0.0, float(width))
        reason = None
        if joint is None:
            return cls(0.0, False, "no outline")
        if behind > 0:
            reason = "a line behind the filling"
        elif image is not None:
            reason = "an outline filled with an image"
        elif width and LINE_JOIN_MAP[joint] != cairo.LineJoin.MITER:
            reason = "corners that are round or cut"
        elif fixed:
            reason = "fixed to the frame"
        return cls(width, CAP_STYLE_MAP[cap] != cairo.LineCap.BUTT, reason)


@functools.cache
def _is_usual(kind: Hashable) -> bool:
    """Whether mobjects of a class are outlines that say by Manim's own methods how they look."""
    return (
        isinstance(kind, type)
        and issubclass(kind, VMobject)
        and all(
            getattr(kind, name) is getattr(VMobject, name)
            for name in ("get_fill_rgbas", "get_stroke_rgbas", "get_stroke_width", "get_background_image")
        )
    )


def _even(colours: np.ndarray, width: float) -> bool:
    """Whether what is drawn is as opaque at one end as at the other."""
    alphas = colours[: 2 if width else 1, :, 3]
    return bool((np.abs(alphas[:, 0] - alphas[:, 1]) < 1e-6).all())


def _box(low: np.ndarray, high: np.ndarray, reach: float, view: View) -> Rectangle | None:
    left, top = (low.min(axis=0) - reach).tolist()
    right, bottom = (high.max(axis=0) + reach).tolist()
    return view.clip(left, top, right, bottom)

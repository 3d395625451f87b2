"""The quick way to draw surfaces: faces are kept as arrays, and all of them are drawn in one go.

A face is what Manim shades in space (``shade_in_3d``). On a flat stage there is no light, and faces are drawn
in the order of the list, as Manim does; a lecture's views into space are made of them.

It looks equal to what Manim draws, but edges differ by a few levels, so it is used only where it was asked
for. A face that it has no way for is left to Cairo, and it is noted why.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.mobject.types.vectorized_mobject import VMobject

from mathviz.film.items import Item, Rectangle, Target, View
from mathviz.film.mesh import CURVE_POINTS, Centres, has_own_ends, middle, shades
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
        self._order: list[int] = []
        self._sequence: list[Any] = []
        self._shown: list[Any] = []

    def arrange(self, mobjects: list[Any], view: View, fresh: bool) -> list[Any]:
        """What is drawn for a display list, in order: runs of faces, and the mobjects that are none.

        ``fresh`` says that the view is the same as the last time. In a flat view faces stay where they are in
        the list.
        """
        shaded = [mobject for mobject in mobjects if _is_face(mobject)]
        if not shaded:
            self._look = ()
            return mobjects
        known = self._take_in(shaded, view)
        if not (known and fresh):
            self._look_at(view)
        sequence: list[Any]
        if view.spatial:
            sequence = [*self._order, *(mobject for mobject in mobjects if not _is_face(mobject))]
        else:
            number = itertools.count()
            sequence = [next(number) if _is_face(mobject) else mobject for mobject in mobjects]
        if not (known and fresh and sequence == self._sequence):
            self._sequence = sequence
            self._shown = list(self._runs(shaded, view))
        return self._shown

    def _take_in(self, mobjects: list[Any], view: View) -> bool:
        """Take in how mobjects look now; whether they look as they did."""
        camera = view.camera
        fixed = {*camera.fixed_in_frame_mobjects, *camera.fixed_orientation_mobjects} if view.spatial else ()
        rows = [_ATTRIBUTES(m) if _is_usual(m.__class__) else (m.points, *_UNLIKE) for m in mobjects]
        points, fills, strokes, *pens = zip(*rows, strict=True)
        pens.append(tuple(mobject in fixed for mobject in mobjects))
        counts = [[len(own) for own in column] for column in (points, fills, strokes)]
        look = (mobjects, pens, counts, view.light, camera.cairo_line_width_multiple)
        arrays = [np.concatenate(column) for column in (points, fills, strokes)]
        if look == self._look and all(map(np.array_equal, arrays, self._arrays)):
            return True
        if look[:2] != self._look[:2]:
            self._pens = _Pens(mobjects, pens)
        self._look, self._arrays = look, arrays
        self._digest = hashlib.blake2b(repr((*self._pens.key, *look[2:])).encode(), digest_size=16)
        for array in arrays:
            self._digest.update(array.tobytes())
        self._prepare(view)
        return False

    def _prepare(self, view: View) -> None:
        """Which faces are plain, their colours, their places: all that does not depend on the viewer."""
        mobjects, _, (sizes, *_), _, multiple = self._look
        points, sizes, pens = self._arrays[0], np.array(sizes), self._pens
        starts = np.cumsum(sizes) - sizes
        reasons = list(pens.reasons)
        closed = np.zeros(len(mobjects), bool)
        light, ends = np.zeros((len(mobjects), 2)), np.zeros((len(mobjects), 2, 3))
        for size in set(sizes.tolist()):
            group = np.array([k for k, reason in enumerate(reasons) if sizes[k] == size and not reason], int)
            if not len(group):
                continue
            if size % CURVE_POINTS:
                _exclude(reasons, group, "half a curve")
                continue
            corners = points[starts[group, None] + np.arange(size)]
            curves = corners.reshape(len(group), -1, CURVE_POINTS, 3)
            whole = close(curves[:, :-1, 3], curves[:, 1:, 0]).all(axis=1)
            whole &= np.isfinite(corners).all(axis=(1, 2))
            closed[group] = close(corners[:, 0], corners[:, -1])
            ends[group] = corners[:, [0, middle(size)]]
            if _is_lit(view):
                light[group] = shades(corners, view.camera)
            _exclude(reasons, group[~whole], "several outlines")
        _exclude(reasons, np.flatnonzero(~closed & pens.capped), "a line with ends of its own")
        colours = self._colours(light, reasons, view)
        for number in pens.own_ends:
            if reasons[number] is None:
                ends[number] = view.ends(mobjects[number])
        self._reasons = reasons
        self._places = np.array(self._centres.of(mobjects)) if view.spatial else None
        drawn = np.array([reason is None for reason in reasons])
        self._plain = plain = np.flatnonzero(drawn)
        self._points, self._ends = points[np.repeat(drawn, sizes)], ends[plain].reshape(-1, 3)
        first = np.append(0, np.cumsum(sizes[plain] // CURVE_POINTS)).astype(np.int32)
        widths = pens.widths[plain] * multiple
        self._still = (first, colours[plain], widths, closed[plain].astype(np.uint8))

    def _colours(self, light: np.ndarray, reasons: list[str | None], view: View) -> np.ndarray:
        """Fill and stroke of each mobject at both ends of its gradient, as the rasteriser wants them."""
        mobjects, _, (_, *two), *_ = self._look
        colours = np.zeros((len(mobjects), 2, 2, 4))
        for kind, (counts, rgbas) in enumerate(zip(map(np.array, two), self._arrays[1:], strict=True)):
            first = np.cumsum(counts) - counts
            colours[:, kind, 0], colours[:, kind, 1] = rgbas[first], rgbas[first + np.minimum(counts, 2) - 1]
            if not _is_lit(view):
                _exclude(reasons, np.flatnonzero(counts > 2), "a gradient of several colours")
        # Of a line there is no normal: Manim has a rule for it.
        dark = np.flatnonzero(~np.isfinite(light).all(axis=1))
        colours[..., :3] += np.where(np.isfinite(light), light, 0)[:, None, :, None]
        lines: dict[int, tuple[Any, np.ndarray]] = {}
        for number in dark.tolist():
            if reasons[number] is None:
                colours[number] = self._line(mobjects[number], view, lines)
        self._lines = lines
        colours = np.clip(colours, 0, 1)
        uneven = np.abs(colours[..., 0, 3] - colours[..., 1, 3]) > 1e-6
        uneven[:, 1] &= self._pens.widths > 0
        _exclude(reasons, np.flatnonzero(uneven.any(axis=1)), "a gradient of opacity")
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

    def _look_at(self, view: View) -> None:
        """Put the faces where they are seen, and into the order of their distances."""
        m, project = view.matrix, view.camera.project_points if view.spatial else np.asarray
        scale, origin = np.array([m.xx, m.yy]), np.array([m.x0, m.y0])
        first, colours, widths, closed = self._still
        with np.errstate(all="ignore"):
            points = project(self._points)[:, :2] * scale + origin
            ends = project(self._ends)[:, :2] * scale + origin
        if self._places is not None:
            depths = self._places @ view.camera.get_rotation_matrix()[2]
            self._order = np.argsort(depths, kind="stable").tolist()
        self._tables = Tables(
            first,
            points.reshape(-1, CURVE_POINTS, 2),
            colours,
            ends.reshape(-1, 2, 2).astype(np.float32),
            (widths * abs(m.xx)).astype(np.float32),
            closed,
        )
        reasons = list(self._reasons)
        if len(self._plain):
            self._low = np.minimum.reduceat(points, CURVE_POINTS * first[:-1])
            self._high = np.maximum.reduceat(points, CURVE_POINTS * first[:-1])
            near = ((self._low > -_FARTHEST) & (self._high < _FARTHEST)).all(axis=1)
            near &= (np.abs(ends.reshape(-1, 4)) < _FARTHEST).all(axis=1)
            for number in self._plain[~near].tolist():
                reasons[number] = "a face that reaches behind the viewer"
        self._left.update(reason for reason in reasons if reason is not None)
        self._drawn = [reason is None for reason in reasons]

    def _runs(self, mobjects: list[Any], view: View) -> Iterator[Any]:
        """The sequence with runs of faces drawn together."""
        numbers = np.full(len(mobjects), -1, np.int32)
        numbers[self._plain] = np.arange(len(self._plain))
        drawn, digest = self._drawn, self._digest.digest()
        for is_run, members in itertools.groupby(self._sequence, lambda m: type(m) is int and drawn[m]):
            if not is_run:
                yield from (mobjects[m] if type(m) is int else m for m in members)
                continue
            faces = numbers[list(members)]
            reach = 5 * float(self._tables.widths[faces].max()) + 2
            box = _box(self._low[faces], self._high[faces], reach, view)
            yield Run(None, (digest, faces.tobytes()), box, self._rasteriser, self._tables, faces)


def _is_face(mobject: Any) -> bool:
    return bool(getattr(mobject, "shade_in_3d", False))


def _is_lit(view: View) -> bool:
    return view.spatial and bool(view.camera.should_apply_shading)


class _Pens:
    """With what mobjects are drawn.

    Attributes
    ----------
    widths
        Of their lines.
    capped
        Whether the ends of a line are drawn in a way of its own.
    reasons
        Why the rasteriser can't draw so; None if it can.
    own_ends
        The mobjects that say themselves where their gradient starts and ends.
    key
        The same for all mobjects that are drawn alike.
    """

    def __init__(self, mobjects: list[Any], columns: Sequence[Sequence[Any]]) -> None:
        widths, _, _, caps, *_ = columns
        self.widths = np.array([max(0.0, float(width)) for width in widths])
        self.key = tuple(columns)
        self.reasons = [_reason(*pen) for pen in zip(self.widths, *columns[1:], strict=True)]
        self.capped = (self.widths > 0) & [CAP_STYLE_MAP.get(cap) != cairo.LineCap.BUTT for cap in caps]
        self.own_ends = [number for number, mobject in enumerate(mobjects) if has_own_ends(mobject)]


def _reason(width: float, behind: float, joint: Any, cap: Any, image: Any, fixed: bool) -> str | None:
    if joint is None:
        return "no outline"
    if behind > 0:
        return "a line behind the filling"
    if image is not None:
        return "an outline filled with an image"
    if width and LINE_JOIN_MAP[joint] != cairo.LineJoin.MITER:
        return "corners that are round or cut"
    return "fixed to the frame" if fixed else None


def _exclude(reasons: list[str | None], numbers: np.ndarray, reason: str) -> None:
    for number in numbers.tolist():
        reasons[number] = reasons[number] or reason


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


def _box(low: np.ndarray, high: np.ndarray, reach: float, view: View) -> Rectangle | None:
    left, top = (low.min(axis=0) - reach).tolist()
    right, bottom = (high.max(axis=0) + reach).tolist()
    return view.clip(left, top, right, bottom)

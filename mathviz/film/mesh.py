"""Three dimensions in bulk: thousands of faces are centred, shaded and projected together.

Manim's three-dimensional camera does each of these once for each face, corner and stroke, in Python. Here the
faces with the same number of points are one array. The formulas are those of Manim 0.22 (``ThreeDCamera``,
``get_shaded_rgb``, ``get_unit_normal``), operation by operation; what is drawn is the same, by Cairo.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim.mobject.types.vectorized_mobject import VMobject

from mathviz.film.items import Item, Outline, Paint, View, bgra, gradient, paints_of, reach
from mathviz.film.paths import outlines

__all__ = ["CURVE_POINTS", "Centres", "Face", "faces", "has_own_ends", "middle", "shades"]

CURVE_POINTS = 4
_ENDS = VMobject.get_gradient_start_and_end_points
_TOLERANCE = 1e-6  # Manim's, for points that are the same
_ALIGNED = 1e-6  # and for directions that are


@dataclass(slots=True)
class Face(Outline):
    """A shaded path in space, with its colours kept for when only the camera moves."""

    light: tuple[Any, ...] = ()
    paints: tuple[Paint, ...] = ()


class Centres:
    """Where mobjects are in space, for the order in which they are drawn; kept while their points stay."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, bytes, np.ndarray]] = {}

    def of(self, mobjects: list[Any]) -> list[np.ndarray]:
        """The reference point of each mobject, as ``get_z_index_reference_point`` gives it."""
        known: dict[int, tuple[Any, bytes, np.ndarray]] = {}
        changed = defaultdict(list)
        groups: dict[int, np.ndarray] = {}
        for mobject in mobjects:
            points = mobject.points.tobytes()
            old = self._known.get(id(mobject))
            group = getattr(mobject, "z_index_group", mobject)
            alone = not mobject.submobjects and group is mobject
            if alone and old is not None and old[1] == points:
                known[id(mobject)] = old
            elif alone and len(mobject.points) % CURVE_POINTS == 0:
                changed[len(mobject.points)].append((mobject, points))
            else:
                if id(group) not in groups:
                    groups[id(group)] = mobject.get_z_index_reference_point()
                known[id(mobject)] = (mobject, points, groups[id(group)])
        for alike in changed.values():
            corners = np.stack([mobject.points for mobject, _ in alike])
            anchors = np.concatenate([corners[:, ::CURVE_POINTS], corners[:, 3::CURVE_POINTS]], axis=1)
            middles = (anchors.min(axis=1) + anchors.max(axis=1)) / 2
            for (mobject, points), middle in zip(alike, middles, strict=True):
                known[id(mobject)] = (mobject, points, middle)
        self._known = known
        return [known[id(mobject)][2] for mobject in mobjects]


def faces(found: list[tuple[Any, tuple[Any, ...]]], view: View, before: dict[int, Item]) -> list[Item]:
    """The items of mobjects in space, given with their keys.

    ``before`` are the items that showed them last, perhaps in another view.
    """
    items: dict[int, Item] = {}
    groups = defaultdict(list)
    for mobject, key in found:
        if _is_plain(mobject, view.camera):
            groups[len(mobject.points)].append((mobject, key))
        else:
            items[id(mobject)] = Outline.of(mobject, key, view)
    for group in groups.values():
        items |= {id(item.mobject): item for item in _faces(group, view, before)}
    return [items[id(mobject)] for mobject, _ in found]


def _is_plain(mobject: Any, camera: Any) -> bool:
    return (
        mobject.shade_in_3d
        and len(mobject.points) % CURVE_POINTS == 0
        and mobject.get_background_image() is None
        and mobject.tolerance_for_point_equality == _TOLERANCE
        and mobject not in camera.fixed_in_frame_mobjects
        and mobject not in camera.fixed_orientation_mobjects
    )


def _faces(group: list[tuple[Any, tuple[Any, ...]]], view: View, before: dict[int, Item]) -> list[Item]:
    """Faces with the same number of points."""
    camera = view.camera
    corners = np.stack([mobject.points for mobject, _ in group])
    count, size, _ = corners.shape
    if not np.isfinite(corners).all():
        return [Outline.of(mobject, key, view) for mobject, key in group]
    seen = camera.project_points(corners.reshape(-1, 3)).reshape(count, size, 3)[..., :2]
    paints = _paints(group, corners, view, before)
    records = outlines([mobject for mobject, _ in group], seen)
    hulls = np.stack([seen.min(axis=1), seen.max(axis=1)])
    boxes = view.boxes(hulls, [reach(m, p) if p else 0.0 for (m, _), p in zip(group, paints, strict=True)])
    ends = corners[:, [0, middle(size)]]
    for number, (mobject, _) in enumerate(group):
        if has_own_ends(mobject):
            ends[number] = view.ends(mobject)
    ends = camera.project_points(ends.reshape(-1, 3))[:, :2].reshape(count, 4).tolist()
    items: list[Item] = []
    for (mobject, key), own, path, box, way in zip(group, paints, records, boxes, ends, strict=True):
        if path is None or not own:
            items.append(Face(mobject, key, light=view.light, paints=own))
            continue
        strokes = tuple(
            (bgra(rgbas)[0] if len(rgbas) == 1 else gradient(rgbas, *way), width) for rgbas, width in own
        )
        items.append(Face(mobject, key, box, path, strokes, view.light, own))
    return items


def has_own_ends(mobject: Any) -> bool:
    """Whether a face says itself where its gradient starts and ends, as the parts of axes in space do."""
    return getattr(mobject.get_gradient_start_and_end_points, "__func__", None) is not _ENDS


def _paints(
    group: list[tuple[Any, tuple[Any, ...]]], corners: np.ndarray, view: View, before: dict[int, Item]
) -> list[tuple[Paint, ...]]:
    """What each face is painted with; shaded anew only where the face or the light changed."""
    paints: list[tuple[Paint, ...] | None] = []
    for mobject, key in group:
        old = before.get(id(mobject))
        kept = isinstance(old, Face) and old.key == key and old.light == view.light
        paints.append(old.paints if kept else None)  # type: ignore[union-attr]
    anew = [number for number, own in enumerate(paints) if own is None]
    if anew:
        camera = view.camera
        lights = shades(corners[anew], camera) if camera.should_apply_shading else None
        for place, number in enumerate(anew):
            mobject = group[number][0]
            if lights is None or not np.isfinite(lights[place]).all():
                paints[number] = paints_of(mobject, camera)
            else:
                paints[number] = paints_of(mobject, _Shaded(camera, lights[place]))
    return [own for own in paints if own is not None]


class _Shaded:
    """Stands for the camera in giving a face its colours, with the light at its two corners known."""

    def __init__(self, camera: Any, light: np.ndarray) -> None:
        self.cairo_line_width_multiple, self._light = camera.cairo_line_width_multiple, light

    def get_stroke_rgbas(self, mobject: Any, background: bool = False) -> np.ndarray:
        return self._shaded(mobject.get_stroke_rgbas(background))

    def get_fill_rgbas(self, mobject: Any) -> np.ndarray:
        return self._shaded(mobject.get_fill_rgbas())

    def _shaded(self, rgbas: np.ndarray) -> np.ndarray:
        shaded = rgbas.repeat(2, axis=0) if len(rgbas) < 2 else np.array(rgbas[:2])
        shaded[:, :3] += self._light[:, None]
        return shaded


def shades(corners: np.ndarray, camera: Any) -> np.ndarray:
    """What light adds to the colours of faces at their first and their middle corner, shape (n, 2).

    ``corners`` are the faces' points, shape (n, m, 3). NaN where there is no face, only a line: there Manim's
    choice of a normal has to be asked.
    """
    size = corners.shape[1]
    source = camera.light_source.points[0]
    shades = np.empty((len(corners), 2))
    for column, at in enumerate((0, middle(size))):
        before = at - 3 if at > 2 else size - 4
        after = at + 3 if at < size - 3 else 3
        here = corners[:, at]
        one, other = corners[:, after] - here, corners[:, before] - here
        with np.errstate(divide="ignore", invalid="ignore"):
            one = one / np.abs(one).max(axis=1, keepdims=True)
            other = other / np.abs(other).max(axis=1, keepdims=True)
            normal = np.cross(one, other)
            length = np.sqrt(_squares(normal))
            normal = np.where(length > _ALIGNED, normal / length, np.nan)
            towards = source - here
            towards = towards / np.sqrt(_squares(towards))
            light = 0.5 * (normal * towards).sum(axis=1) ** 3
        shades[:, column] = np.where(light < 0, light * 0.5, light)
    return shades


def middle(size: int) -> int:
    """The point that Manim takes for the far corner of a face with so many points."""
    return (size - 1) // 6 * 3


def _squares(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors[:, 0] ** 2 + vectors[:, 1] ** 2 + vectors[:, 2] ** 2)[:, None]

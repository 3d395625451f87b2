"""The plane in bulk: outlines with equally many points become paths and boxes together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from mathviz.film.items import Item, Outline, View, paints_of, reach, source_of
from mathviz.film.paths import outlines

__all__ = ["flat_outlines"]

_CURVE_POINTS = 4
_TOLERANCE = 1e-6  # Manim's, for points that are the same
_FEW = 4


def flat_outlines(found: list[tuple[Any, tuple[Any, ...]]], view: View) -> list[Item]:
    """The items of outlines that a camera without depth sees, given with their keys."""
    items: list[Item] = []
    groups = defaultdict(list)
    for mobject, key in found:
        groups[len(mobject.points) if _is_plain(mobject) else 0].append((mobject, key))
    for size, group in groups.items():
        if size == 0 or len(group) < _FEW:
            items += [Outline.of(mobject, key, view) for mobject, key in group]
        else:
            items += _outlines(group, view)
    return items


def _is_plain(mobject: Any) -> bool:
    return (
        len(mobject.points) % _CURVE_POINTS == 0
        and mobject.tolerance_for_point_equality == _TOLERANCE
        and mobject.background_image is None
    )


def _outlines(group: list[tuple[Any, tuple[Any, ...]]], view: View) -> list[Item]:
    points = np.stack([mobject.points for mobject, _ in group])
    if not np.isfinite(points).all():
        return [Outline.of(mobject, key, view) for mobject, key in group]
    seen = np.ascontiguousarray(points[..., :2])
    paints = [paints_of(mobject, view.camera) for mobject, _ in group]
    records = outlines([mobject for mobject, _ in group], seen)
    boxes = view.boxes(seen, [reach(m, p) if p else 0.0 for (m, _), p in zip(group, paints, strict=True)])
    items: list[Item] = []
    for (mobject, key), own, path, box in zip(group, paints, records, boxes, strict=True):
        if path is None or not own:
            items.append(Outline(mobject, key))
        else:
            strokes = tuple((source_of(mobject, rgbas, view), width) for rgbas, width in own)
            items.append(Outline(mobject, key, box, path, strokes))
    return items

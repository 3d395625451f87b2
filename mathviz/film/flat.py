"""The plane in bulk: outlines with equally many points become paths and boxes together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from mathviz.film.items import Item, Outline, Stroke, View, paints_of, reach, source_of
from mathviz.film.paths import outlines

__all__ = ["flat_outlines"]

_CURVE_POINTS = 4
_TOLERANCE = 1e-6  # Manim's, for points that are the same
_FEW = 4
_PLAIN = 7  # the length of the key of an outline in plain colours


def flat_outlines(
    found: list[tuple[Any, tuple[Any, ...]]], view: View, before: dict[int, Item]
) -> list[Item]:
    """The items of outlines that a camera without depth sees, given with their keys.

    ``before`` are the items that showed them last in the same view; what only moved keeps its colours.
    """
    items: list[Item] = []
    groups = defaultdict(list)
    for mobject, key in found:
        groups[len(mobject.points) if _is_plain(mobject) else 0].append((mobject, key))
    for size, group in groups.items():
        if size == 0 or len(group) < _FEW:
            items += [Outline.of(mobject, key, view) for mobject, key in group]
        else:
            items += _outlines(group, view, before)
    return items


def _is_plain(mobject: Any) -> bool:
    return (
        len(mobject.points) % _CURVE_POINTS == 0
        and mobject.tolerance_for_point_equality == _TOLERANCE
        and mobject.background_image is None
    )


def _outlines(group: list[tuple[Any, tuple[Any, ...]]], view: View, before: dict[int, Item]) -> list[Item]:
    points = np.stack([mobject.points for mobject, _ in group])
    if not np.isfinite(points).all():
        return [Outline.of(mobject, key, view) for mobject, key in group]
    seen = np.ascontiguousarray(points[..., :2])
    strokes = [_strokes(mobject, key, view, before.get(id(mobject))) for mobject, key in group]
    reaches = [reach(m, own) if own else 0.0 for (m, _), own in zip(group, strokes, strict=True)]
    records = outlines([mobject for mobject, _ in group], seen)
    boxes = view.boxes(seen, reaches)
    return [
        Outline(mobject, key) if path is None or not own else Outline(mobject, key, box, path, own)
        for (mobject, key), own, path, box in zip(group, strokes, records, boxes, strict=True)
    ]


def _strokes(mobject: Any, key: tuple[Any, ...], view: View, old: Item | None) -> tuple[Stroke, ...]:
    # Longer keys are those of gradients, which move with the mobject.
    if len(key) == _PLAIN and type(old) is Outline and old.strokes and old.key[1:] == key[1:]:
        return old.strokes
    return tuple((source_of(mobject, rgbas, view), width) for rgbas, width in paints_of(mobject, view.camera))

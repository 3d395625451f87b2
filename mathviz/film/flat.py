"""The plane in bulk: outlines that changed become paths and boxes together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from mathviz.film.items import Item, Outline, Stroke, View, paints_of, reach, source_of
from mathviz.film.paths import outline, outlines

__all__ = ["flat_outlines"]

_CURVE_POINTS = 4
_TOLERANCE = 1e-6  # Manim's, for points that are the same
_FEW = 4
_PLAIN = 7  # the length of the key of an outline in plain colours

_Found = list[tuple[Any, tuple[Any, ...]]]


def flat_outlines(found: _Found, view: View, before: dict[int, Item]) -> list[Item]:
    """The items of outlines that a camera without depth sees, given with their keys.

    ``before`` are the items that showed them last in the same view: what only moved keeps its colours.
    """
    plain: _Found = []
    items: list[Item] = []
    for mobject, key in found:
        if _is_plain(mobject):
            plain.append((mobject, key))
        else:
            items.append(Outline.of(mobject, key, view))
    return items + _outlines(plain, view, before) if plain else items


def _is_plain(mobject: Any) -> bool:
    return (
        len(mobject.points) % _CURVE_POINTS == 0
        and mobject.tolerance_for_point_equality == _TOLERANCE
        and mobject.background_image is None
    )


def _outlines(found: _Found, view: View, before: dict[int, Item]) -> list[Item]:
    points = np.concatenate([mobject.points for mobject, _ in found])
    if not np.isfinite(points).all():
        return [Outline.of(mobject, key, view) for mobject, key in found]
    seen = np.ascontiguousarray(points[:, :2])
    starts = np.cumsum([0, *(len(mobject.points) for mobject, _ in found)])
    hulls = np.stack([np.minimum.reduceat(seen, starts[:-1]), np.maximum.reduceat(seen, starts[:-1])])
    strokes = [_strokes(mobject, key, view, before.get(id(mobject))) for mobject, key in found]
    reaches = [reach(m, own) if own else 0.0 for (m, _), own in zip(found, strokes, strict=True)]
    paths = _paths([mobject for mobject, _ in found], seen, starts.tolist())
    return [
        Outline(mobject, key, box, path, own) if path is not None and own else Outline(mobject, key)
        for (mobject, key), own, path, box in zip(
            found, strokes, paths, view.boxes(hulls, reaches), strict=True
        )
    ]


def _strokes(mobject: Any, key: tuple[Any, ...], view: View, old: Item | None) -> tuple[Stroke, ...]:
    # Longer keys are those of gradients, which move with the mobject.
    if len(key) == _PLAIN and type(old) is Outline and old.strokes and old.key[1:] == key[1:]:
        return old.strokes
    return tuple((source_of(mobject, rgbas, view), width) for rgbas, width in paints_of(mobject, view.camera))


def _paths(mobjects: Sequence[Any], seen: np.ndarray, starts: list[int]) -> list[np.ndarray | None]:
    """The paths of mobjects whose points are in the rows of ``seen``, (n, 2), from each of ``starts``."""
    alike = defaultdict(list)
    for number, mobject in enumerate(mobjects):
        alike[len(mobject.points)].append(number)
    paths: list[np.ndarray | None] = [None] * len(mobjects)
    for size, group in alike.items():
        if len(group) < _FEW:
            for number in group:
                paths[number] = outline(mobjects[number], seen[starts[number] : starts[number] + size])
        else:
            rows = np.array([starts[number] for number in group])[:, None] + np.arange(size)
            for number, path in zip(group, outlines([mobjects[n] for n in group], seen[rows]), strict=True):
                paths[number] = path
    return paths

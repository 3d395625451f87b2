"""A whole outline into Cairo in one call.

Manim hands each curve of an outline to Cairo by a Python call of its own. Cairo also takes a path as one
array (``cairo_append_path``; the layout is ``cairo_path_data_t`` in Cairo's manual): 16-byte records, a
header (kind and number of records) and then its points. That array is built here without a loop over curves.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable, Sequence
from typing import Any

import cairo
import numpy as np

__all__ = ["Pen", "close", "outline", "outlines"]

_LIBRARY = {"darwin": "libcairo.2.dylib", "win32": "libcairo-2.dll"}
_MOVE, _CURVE, _CLOSE = 0, 2, 3
_CURVE_POINTS = 4  # anchor, handle, handle, anchor
_Ranges = tuple[tuple[int, int, bool], ...]


def _header(kind: int, length: int) -> np.ndarray:
    return np.array([kind, length, 0, 0], np.int32).view(np.float64)


@functools.lru_cache(maxsize=4096)
def _layout(ranges: _Ranges) -> tuple[np.ndarray, tuple[tuple[int, int, int], ...]]:
    """The records of an outline but for its points, and where those go: (record, curves, first point)."""
    curves = [(end - start) // _CURVE_POINTS for start, end, _ in ranges]
    records = np.zeros((sum(2 + 4 * n + closed for n, (_, _, closed) in zip(curves, ranges, strict=True)), 2))
    places, at = [], 0
    for n, (start, _, closed) in zip(curves, ranges, strict=True):
        records[at] = _header(_MOVE, 2)
        records[at + 2 : at + 2 + 4 * n : 4] = _header(_CURVE, 4)
        places.append((at, n, start))
        at += 2 + 4 * n
        if closed:
            records[at] = _header(_CLOSE, 1)
            at += 1
    return records, tuple(places)


def outline(vmobject: Any, points: np.ndarray) -> np.ndarray | None:
    """The outline that Manim draws for ``vmobject`` when its points are shown at ``points``, shape (n, 3).

    Cairo's records, shape (m, 2), or None when there is nothing to draw.
    """
    size = len(points) // _CURVE_POINTS * _CURVE_POINTS
    if size == 0:
        return None
    curves = points[:size].reshape(-1, _CURVE_POINTS, points.shape[1])
    if size == len(points) and (curves[:-1, 3, :2] == curves[1:, 0, :2]).all():
        spans: Any = ((0, size),)  # by far the most frequent case
    else:
        spans = vmobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist()
    closes = vmobject.consider_points_equals_2d
    ranges = tuple(
        (start, end, bool(closes(points[start], points[end - 1])))
        for start, end in spans
        if end - start >= _CURVE_POINTS
    )
    if not ranges:
        return None
    template, places = _layout(ranges)
    records = template.copy()
    for at, n, start in places:
        part = points[start : start + 4 * n, :2]
        records[at + 1] = part[0]
        records[at + 2 : at + 2 + 4 * n].reshape(n, 4, 2)[:, 1:] = part.reshape(n, 4, 2)[:, 1:]
    return records


def outlines(vmobjects: Sequence[Any], points: np.ndarray) -> list[np.ndarray | None]:
    """The outlines of mobjects with equally many points, shown at ``points``, shape (mobjects, n, 2).

    n is a multiple of four, and points are the same when Manim's default tolerance says so.
    """
    count, size, _ = points.shape
    curves = points.reshape(count, -1, _CURVE_POINTS, 2)
    whole = close(curves[:, :-1, 3], curves[:, 1:, 0]).all(axis=1)
    closed = close(points[:, 0], points[:, -1])
    records: list[np.ndarray | None] = [None] * count
    for closes in (False, True):
        chosen = np.flatnonzero(whole & (closed == closes))
        template, _ = _layout(((0, size, closes),))
        copies = np.tile(template, (len(chosen), 1, 1))
        copies[:, 1] = points[chosen, 0]
        copies[:, 2 : 2 + size].reshape(len(chosen), size // 4, 4, 2)[:, :, 1:] = curves[chosen, :, 1:]
        for number, own in zip(chosen.tolist(), copies, strict=True):
            records[number] = own
    for number in np.flatnonzero(~whole).tolist():
        records[number] = outline(vmobjects[number], points[number])
    return records


def close(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two points are the same: ``VMobject.consider_points_equals_2d`` with its default tolerance."""
    return np.asarray((np.abs(one - other) <= 1e-6 + 1e-5 * np.abs(other)).all(axis=-1))


def _append_curve_by_curve(context: cairo.Context[Any], records: np.ndarray) -> None:
    kinds = records.view(np.int32)[:, :2].tolist()
    points = records.tolist()
    at = 0
    while at < len(points):
        kind, length = kinds[at]
        if kind == _MOVE:
            context.new_sub_path()
            context.move_to(*points[at + 1])
        elif kind == _CURVE:
            context.curve_to(*points[at + 1], *points[at + 2], *points[at + 3])
        else:
            context.close_path()
        at += length


class _CairoPath(ctypes.Structure):
    _fields_ = (("status", ctypes.c_int), ("data", ctypes.c_void_p), ("num_data", ctypes.c_int))


@functools.cache
def _cairo_append() -> Callable[[int, Any], None] | None:
    """Cairo's own function, or None where it can't be reached or does not do what we mean."""
    try:
        append = ctypes.CDLL(_LIBRARY.get(sys.platform, "libcairo.so.2")).cairo_append_path
    except (OSError, AttributeError):
        return None
    append.argtypes, append.restype = (ctypes.c_void_p, ctypes.c_void_p), None
    surface = cairo.ImageSurface(cairo.FORMAT_A8, 1, 1)
    records = np.concatenate([_header(_MOVE, 2)[None], [[1.0, 2.0]], _header(_CLOSE, 1)[None]])
    here, there = cairo.Context(surface), cairo.Context(surface)
    append(_address(here), ctypes.byref(_CairoPath(0, records.ctypes.data, len(records))))
    _append_curve_by_curve(there, records)
    same = list(here.copy_path()) == list(there.copy_path())
    return append if same else None


def _address(context: cairo.Context[Any]) -> int:
    # A pycairo object is Python's object header and then the pointer to Cairo's own.
    address = ctypes.c_void_p.from_address(id(context) + object.__basicsize__).value
    assert address is not None
    return address


class Pen:
    """A Cairo context that takes whole outlines."""

    def __init__(self, context: cairo.Context[Any]) -> None:
        self.context = context
        self._append, self._cairo = _cairo_append(), _address(context)

    def outline(self, records: np.ndarray) -> None:
        """Make ``records``, as :func:`outline` gives them, the current path."""
        self.context.new_path()
        if self._append is None:
            _append_curve_by_curve(self.context, records)
        else:
            path = _CairoPath(0, records.ctypes.data, len(records))
            self._append(self._cairo, ctypes.byref(path))

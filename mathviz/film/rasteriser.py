"""Draws many faces at once: a small program of our own in C (``faces.c``), built with the package.

Where it could not be built there is no rasteriser, and Cairo draws faces one by one.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["LIBRARY", "SOURCE", "Rasteriser", "Tables", "is_built"]

SOURCE = Path(__file__).with_name("faces.c")
LIBRARY = Path(__file__).with_name("_faces.dll" if sys.platform == "win32" else "_faces.so")
"""What ``hatch_build.py`` makes of ``faces.c``."""

MOST_SEGMENTS, PAD = 16, 5  # as in faces.c
_CELLS = 1 << 18
_MANY = 64  # faces that are worth a second thread


@functools.cache
def _draw_faces() -> Callable[..., None] | None:
    try:
        draw = ctypes.CDLL(str(LIBRARY)).draw_rows
    except (OSError, AttributeError):
        return None
    whole, place = ctypes.c_int, ctypes.c_void_p
    draw.argtypes = (place, ctypes.c_ssize_t, *4 * (whole,), *9 * (place,), ctypes.c_ssize_t)
    draw.restype = None
    return draw


def is_built() -> bool:
    """Whether there is a rasteriser here."""
    return _draw_faces() is not None


@dataclass(frozen=True)
class Tables:
    """Faces as arrays, for n faces with m curves together.

    Attributes
    ----------
    first
        Of each face its first curve, then m; int32 of shape (n + 1,).
    curves
        Each curve's four points in pixels; float64 of shape (m, 4, 2).
    colours
        Fill and stroke of each face at the start and at the end of its gradient, RGBA premultiplied, from 0
        to 255; float32 of shape (n, 2, 2, 4). What is transparent at one end is transparent at both.
    ends
        Where its gradient starts and ends, in pixels; float32 of shape (n, 2, 2).
    widths
        Of its stroke, in pixels; float32 of shape (n,).
    closed
        Whether its stroke is; uint8 of shape (n,).
    """

    first: np.ndarray
    curves: np.ndarray
    colours: np.ndarray
    ends: np.ndarray
    widths: np.ndarray
    closed: np.ndarray

    def arrays(self) -> tuple[np.ndarray, ...]:
        """All of them, in the order of ``faces.c``."""
        return self.first, self.curves, self.colours, self.ends, self.widths, self.closed


class Rasteriser:
    """Draws faces on pixels: many faces in two threads, of which each draws half of the picture."""

    def __init__(self) -> None:
        self._bands = (_Band(), _Band())
        self._helper = ThreadPoolExecutor(1)

    def draw(self, pixels: np.ndarray, tables: Tables, order: np.ndarray) -> None:
        """Draw the faces ``order`` (int32, the farthest first) on ``pixels``, RGBA (height, width, 4)."""
        height = len(pixels)
        upper, lower = self._bands
        # How it is divided does not depend on the machine, so neither does the picture.
        if len(order) < _MANY:
            upper.draw(pixels, 0, height, tables, order)
            return
        half = self._helper.submit(lower.draw, pixels, height // 2, height, tables, order)
        upper.draw(pixels, 0, height // 2, tables, order)
        half.result()


class _Band:
    """What one thread needs to draw with."""

    def __init__(self) -> None:
        draw = _draw_faces()
        assert draw is not None
        self._draw = draw
        self._points = self._cells = np.zeros(0, np.float32)

    def draw(self, pixels: np.ndarray, top: int, bottom: int, tables: Tables, order: np.ndarray) -> None:
        """Draw the rows top ≤ y < bottom."""
        width = pixels.shape[1]
        most = 2 * (MOST_SEGMENTS * int(np.diff(tables.first).max(initial=0)) + 1)
        if len(self._points) < most:
            self._points = np.zeros(most, np.float32)
        if len(self._cells) < width + PAD:
            self._cells = np.zeros(max(_CELLS, width + PAD), np.float32)
        arrays: tuple[Any, ...] = (order, *tables.arrays(), self._points, self._cells)
        assert all(array.flags.c_contiguous for array in arrays)
        self._draw(
            pixels.ctypes.data,
            pixels.strides[0],
            width,
            top,
            bottom,
            len(order),
            *(array.ctypes.data for array in arrays),
            len(self._cells),
        )

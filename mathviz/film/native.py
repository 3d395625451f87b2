"""Pixels to the encoder's format: by the compiled library, or by NumPy to the same bytes.

``pixels.c`` has the loops; the package's build compiles it (``hatch_build.py``). Where there is no compiler,
NumPy does the work, at a tenth of the speed.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mathviz.film.tiles import TILE

__all__ = ["BT601", "BT709", "Patches", "Planes", "compiled"]


def _weights(kr: float, kb: float) -> np.ndarray:
    """The matrix from RGB in 0–255 to luma in 16–235 and colour differences in 16–240, times 2¹⁶.

    Each row of a colour difference adds up to nothing, so that grey has none.
    """
    luma = np.array([kr, 1 - kr - kb, kb])
    rows = [luma * 219, (np.array([0, 0, 1]) - luma) / (2 * (1 - kb)) * 224]
    rows += [(np.array([1, 0, 0]) - luma) / (2 * (1 - kr)) * 224]
    weights = np.rint(np.array(rows) / 255 * 2**16).astype(np.int32)
    weights[0, 1] += round(219 / 255 * 2**16) - weights[0].sum()
    weights[1:, 1] -= weights[1:].sum(axis=1)
    return weights


BT601, BT709 = _weights(0.299, 0.114), _weights(0.2126, 0.0722)


_LIBRARY = Path(__file__).with_name("_pixels.dll" if sys.platform == "win32" else "_pixels.so")


@functools.cache
def _library() -> Any:
    try:
        return ctypes.CDLL(str(_LIBRARY))
    except OSError:
        return None


def compiled() -> bool:
    """Whether the compiled library is there."""
    return _library() is not None


class Patches:
    """Rectangles of a picture in the encoder's format, their planes packed one after the other.

    ``areas`` are (x0, y0, x1, y1) of even numbers, int32 of shape (n, 4).
    """

    def __init__(self, areas: np.ndarray, packed: np.ndarray) -> None:
        self.areas, self.packed = areas, packed

    @classmethod
    def of(
        cls,
        pixels: np.ndarray,
        areas: Sequence[Sequence[int]],
        weights: np.ndarray,
        room: np.ndarray | None = None,
    ) -> Patches:
        """Rectangles of RGBA pixels, uint8 of shape (height, width, 4), as luma and two colour differences.

        The colour that 2 × 2 pixels share is their mean, so a rectangle is the same whatever is around it.
        They are packed into ``room``, bytes enough for a whole picture, if that is given.
        """
        table = np.array(areas, np.int32).reshape(-1, 4)
        library = _library()
        if library is None or pixels.strides[1:] != (4, 1):
            parts = [p.ravel() for x0, y0, x1, y1 in areas for p in _to_420(pixels[y0:y1, x0:x1], weights)]
            return cls.joined(table, parts, room)
        size = int(((table[:, 2] - table[:, 0]) * (table[:, 3] - table[:, 1])).sum()) * 3 // 2
        packed = np.empty(size, np.uint8) if room is None else room[:size]
        library.mathviz_pack_420(
            _pointer(pixels),
            ctypes.c_ssize_t(pixels.strides[0]),
            _pointer(table),
            len(table),
            _pointer(weights),
            _pointer(packed),
        )
        return cls(table, packed)

    @classmethod
    def joined(cls, areas: np.ndarray, parts: Sequence[np.ndarray], room: np.ndarray | None) -> Patches:
        """Patches of bytes that lie apart, packed into ``room`` if that is given."""
        packed = np.concatenate([np.zeros(0, np.uint8), *parts])
        if room is None:
            return cls(areas, packed)
        room[: len(packed)] = packed
        return cls(areas, room[: len(packed)])


class Planes:
    """The planes of a picture that is kept in step with patches.

    Parameters
    ----------
    planes
        Each uint8 of shape (lines, bytes of a line), writable; the first has all lines and columns.
    halves
        How often each is halved, each way, against the first.

    Attributes
    ----------
    places
        Where they are, for compiled code: arrays of addresses, and of bytes from a line to the next.
    """

    def __init__(self, planes: Sequence[np.ndarray], halves: Sequence[int]) -> None:
        self.planes, self.halves = planes, halves
        places = (ctypes.c_void_p * len(planes))(*(plane.ctypes.data for plane in planes))
        strides = (ctypes.c_int32 * len(planes))(*(plane.strides[0] for plane in planes))
        self.places = places, strides
        self._halves = (ctypes.c_int32 * len(planes))(*halves)

    def differ(self, patches: Patches) -> np.ndarray:
        """The tiles, of 16 bytes and lines of the first plane, that patches would change; bool."""
        height, width = self.planes[0].shape
        tiles = np.zeros((-(-height // TILE), -(-width // TILE)), bool)
        if _library() is not None:
            _library().mathviz_differ(*self._arguments(patches), _pointer(tiles), tiles.shape[1])
            return tiles
        for half, (left, top, *_), area, new in self._areas(patches):
            y, x = np.nonzero(area != new)
            tiles[(y + top << half) // TILE, (x + left << half) // TILE] = True
        return tiles

    def write(self, patches: Patches) -> None:
        """Change the picture."""
        if _library() is not None:
            _library().mathviz_write(*self._arguments(patches))
        else:
            for *_, area, new in self._areas(patches):
                area[...] = new

    def _arguments(self, patches: Patches) -> tuple[Any, ...]:
        return (
            *self.places,
            self._halves,
            len(self.planes),
            _pointer(patches.areas),
            len(patches.areas),
            _pointer(patches.packed),
        )

    def _areas(self, patches: Patches) -> Iterator[tuple[int, list[int], np.ndarray, np.ndarray]]:
        at = 0
        for area in patches.areas:
            for plane, half in zip(self.planes, self.halves, strict=True):
                x0, y0, x1, y1 = box = (area >> half).tolist()
                size = (x1 - x0) * (y1 - y0)
                new = patches.packed[at : at + size].reshape(y1 - y0, x1 - x0)
                yield half, box, plane[y0:y1, x0:x1], new
                at += size


def _pointer(array: np.ndarray) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _to_420(pixels: np.ndarray, weights: np.ndarray) -> Iterator[np.ndarray]:
    red, green, blue = (pixels[..., channel].astype(np.int32) for channel in range(3))
    y, *others = weights.tolist()
    luma = (y[0] * red + y[1] * green + y[2] * blue + (16 << 16) + (1 << 15)) >> 16
    yield luma.astype(np.uint8)
    red, green, blue = (
        channel[::2, ::2] + channel[::2, 1::2] + channel[1::2, ::2] + channel[1::2, 1::2]
        for channel in (red, green, blue)
    )
    for row in others:
        difference = (row[0] * red + row[1] * green + row[2] * blue + (128 << 18) + (1 << 17)) >> 18
        yield difference.astype(np.uint8)

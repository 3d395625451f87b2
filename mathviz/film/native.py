"""Pixels to the encoder's format: by the compiled library, or by NumPy to the same bytes.

``pixels.c`` has the loops; the package's build compiles it (``hatch_build.py``). Where there is no compiler,
NumPy does the work, at a tenth of the speed.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

__all__ = ["BT601", "BT709", "compiled", "to_420"]


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

_Planes = tuple[np.ndarray, np.ndarray, np.ndarray]


@functools.cache
def _library() -> Callable[..., None] | None:
    try:
        function = ctypes.CDLL(str(Path(__file__).with_name("_pixels.dll" if sys.platform == "win32" else "_pixels.so"))).mathviz_to_420
    except OSError:
        return None
    pointer, number = ctypes.c_void_p, ctypes.c_int
    function.argtypes = (pointer, ctypes.c_ssize_t, number, number, pointer, pointer, pointer, pointer)
    function.restype = None
    return function


def compiled() -> bool:
    """Whether the compiled library is there."""
    return _library() is not None


def to_420(pixels: np.ndarray, weights: np.ndarray) -> _Planes:
    """Luma and the two colour differences of RGBA pixels, uint8 of shape (height, width, 4), both even.

    The colour that 2 × 2 pixels share is their mean: a part of a picture has the same values by itself.
    """
    height, width, _ = pixels.shape
    function = _library()
    if function is None or pixels.strides[1:] != (4, 1):
        return _by_numpy(pixels, weights)
    planes = (
        np.empty((height, width), np.uint8),
        np.empty((height // 2, width // 2), np.uint8),
        np.empty((height // 2, width // 2), np.uint8),
    )
    places = (plane.ctypes.data for plane in planes)
    function(pixels.ctypes.data, pixels.strides[0], width, height, weights.ctypes.data, *places)
    return planes


def _by_numpy(pixels: np.ndarray, weights: np.ndarray) -> _Planes:
    red, green, blue = (pixels[..., channel].astype(np.int32) for channel in range(3))
    y, u, v = weights.tolist()
    luma = (y[0] * red + y[1] * green + y[2] * blue + (16 << 16) + (1 << 15)) >> 16
    red, green, blue = (
        channel[::2, ::2] + channel[::2, 1::2] + channel[1::2, ::2] + channel[1::2, 1::2]
        for channel in (red, green, blue)
    )
    differences = (
        (row[0] * red + row[1] * green + row[2] * blue + (128 << 18) + (1 << 17)) >> 18 for row in (u, v)
    )
    return luma.astype(np.uint8), *(plane.astype(np.uint8) for plane in differences)

"""Telling x264 which part of a frame changed: of the rest it need not find out that it stayed.

FFmpeg hands such hints on (``AVVideoHint``, side data of a frame), but PyAV has no words for them: so
FFmpeg's own functions are called, as far as they can be found. Without them films only take longer.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any

import av
import numpy as np

from mathviz.film.tiles import rectangles

__all__ = ["OPTION", "Hints"]

OPTION = "mb_info"
"""The encoder's option that lets it heed hints."""

_NAME = b"Encoding video hint"
_CHANGED = 1  # AV_VIDEO_HINT_TYPE_CHANGED
_NOWHERE = [(0, 0, 2, 2)]  # a list without rectangles would say nothing


class _Hint(ctypes.Structure):
    """The start of an ``AVVideoHint``; its rectangles are (x, y, width, height), uint32."""

    _fields_ = (
        ("count", ctypes.c_size_t),
        ("offset", ctypes.c_size_t),
        ("size", ctypes.c_size_t),
        ("kind", ctypes.c_int),
    )


class Hints:
    """What is to be said of one frame, whose picture changes from time to time."""

    def __init__(self, frame: av.VideoFrame) -> None:
        self._size = (frame.width, frame.height)
        self._functions = _functions()
        self._frame = _address(frame) if self._functions else None

    def tell(self, changed: np.ndarray | None) -> None:
        """Say which tiles differ from the frame that was encoded before; None for a frame that stands alone.

        ``changed`` is bool, of shape (tiles down, tiles across).
        """
        if self._functions is None or self._frame is None:
            return
        create, remove, kind = self._functions
        remove(self._frame, kind)
        if changed is None:
            return
        found = rectangles(changed, self._size) if changed.any() else _NOWHERE
        areas = np.array(found, np.uint32)
        place = create(self._frame, len(areas))
        if place is None:
            return
        hint = _Hint.from_address(place)
        hint.kind = _CHANGED
        areas[:, 2:] -= areas[:, :2]
        ctypes.memmove(place + hint.offset, areas.ctypes.data, areas.nbytes)


@functools.cache
def _functions() -> tuple[Any, Any, int] | None:
    """FFmpeg's functions that make and remove a hint, and its number; None where they can't be reached."""
    try:
        library = ctypes.CDLL(av.video.frame.__file__)  # finds what PyAV itself is linked with
        create, remove = library.av_video_hint_create_side_data, library.av_frame_remove_side_data
        name = library.av_frame_side_data_name
    except (OSError, AttributeError):
        return None
    create.argtypes, create.restype = (ctypes.c_void_p, ctypes.c_size_t), ctypes.c_void_p
    remove.argtypes, remove.restype = (ctypes.c_void_p, ctypes.c_int), None
    name.argtypes, name.restype = (ctypes.c_int,), ctypes.c_char_p
    numbers = (number for number in range(64) if name(number) == _NAME)
    number = next(numbers, None)
    return None if number is None else (create, remove, number)


def _address(frame: av.VideoFrame) -> int | None:
    """Where FFmpeg's frame is: it begins with the place of the picture, and PyAV's object points to it.

    That pointer is the first of the object's own, or comes after one to its methods.
    """
    for number in range(2):
        place = _pointer(id(frame) + object.__basicsize__ + number * ctypes.sizeof(ctypes.c_void_p))
        if place is not None and _pointer(place) == frame.planes[0].buffer_ptr:
            return place
    return None


def _pointer(place: int) -> int | None:
    return ctypes.c_void_p.from_address(place).value

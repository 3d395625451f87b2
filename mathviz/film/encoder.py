"""Frames to H.264; a frame that stays is one packet, not many.

What did not change since the frame before is not converted again, and a frame that did not change at all is
not encoded again: the one before it lasts longer. A frame that stands longer than a second is repeated each
second, so that seeking is quick.

Colours are converted and tagged as BT.709 from 720 lines up and as BT.601 below, in the limited range that
players expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from mathviz.film.coding import PRESETS, Coding
from mathviz.film.items import Rectangle
from mathviz.film.native import BT601, BT709, Patches, Planes

__all__ = ["PRESETS", "VideoEncoder", "time_scale"]

_ENTRY = 4
"""A film can be entered after so many seconds at most, if its picture changes then."""

_REST = 2
"""A picture that stays for so many seconds is worth to be coded anew, if it was coded roughly."""


def time_scale(fps: Fraction | int) -> int:
    """Ticks a second of every film of this frame rate: the same in all, so that films join exactly."""
    return Fraction(fps).numerator * 256


class VideoEncoder:
    """Writes a silent film, one H.264 stream in MP4 or MOV, from RGBA frames given with their place.

    Parameters
    ----------
    path
        Where the film is written.
    size
        (width, height) in pixels, both even.
    fps
        Frames a second; frame k is shown from k/fps.
    preset
        One of :data:`PRESETS`. ``lossless`` keeps each pixel's red, green and blue.
    cfr
        Write each frame on its own, also those that stand still, as some editors need it.
    """

    def __init__(
        self, path: Path, size: tuple[int, int], fps: Fraction | int, preset: str, *, cfr: bool = False
    ) -> None:
        self.fps = Fraction(fps)
        self._longest = 1 if cfr else max(1, int(self.fps))
        self._entry, self._rest = round(_ENTRY * self.fps), round(_REST * self.fps)
        form = "bgr0" if preset == "lossless" else "yuv420p"
        self._picture = _Picture(size, form, BT709 if size[1] >= 720 else BT601)
        self._container = av.open(
            str(path),
            "w",
            format=path.suffix.removeprefix("."),
            options={"video_track_timescale": str(time_scale(self.fps))},
        )
        codec = "libx264rgb" if preset == "lossless" else "libx264"
        self._stream: Any = self._container.add_stream(codec, rate=self.fps)
        self._coding = Coding(self._stream, self._picture, self._picture.frame, self.fps, preset)
        self._lengths: dict[int, int] = {}
        self._start = self._end = self._entered = 0
        self._given, self._key = False, True
        self._changed = np.zeros((0, 0), bool)

    def add(
        self,
        index: int,
        count: int,
        pixels: np.ndarray,
        changed: Sequence[Rectangle] | None = None,
        *,
        key: bool = False,
    ) -> None:
        """Show ``pixels``, uint8 RGBA of shape (height, width, 4), for ``count`` frames from frame ``index``.

        ``changed`` are the rectangles, of even corners, outside of which nothing changed since the frame
        given before; without it everything may have. With ``key`` the film can be cut before this frame.
        ``pixels`` may be written to again when this returns.
        """
        self.put(index, count, self.patches(pixels, changed), key=key)

    @property
    def bytes_of_a_frame(self) -> int:
        """How large a whole picture is in the encoder's format."""
        return sum(plane.size for plane in self._picture.planes)

    def patches(
        self, pixels: np.ndarray, changed: Sequence[Rectangle] | None, room: np.ndarray | None = None
    ) -> Patches:
        """What is to be shown, in the encoder's format; see :meth:`add`.

        It is put into ``room``, of :attr:`bytes_of_a_frame`, if that is given.
        """
        height, width = pixels.shape[:2]
        areas = ((0, 0, width, height),) if changed is None or not self._given else changed
        self._given = True
        return self._picture.patches(pixels, areas, room)

    def put(self, index: int, count: int, patches: Patches, *, key: bool = False) -> None:
        """As :meth:`add`, of a picture that is in the encoder's format."""
        # The frame that is shown is kept back, so that it gets its whole length before it is written.
        if index != self._end:
            raise ValueError(f"frame {index} was given where frame {self._end} was due")
        tiles = self._picture.differ(patches)
        changes = bool(tiles.any())
        if (changes or key) and self._end > self._start:
            self._write(self._start, self._end, self._key)
            self._start, self._key = self._end, key
        if changes:
            self._picture.write(patches)
        if changes or not self._end:
            self._changed = tiles
        self._end += count

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        if self._end > self._start:
            self._write(self._start, self._end, self._key)
        self._mux(self._coding.end())
        self._container.close()
        return self._end

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._container.close()

    def _write(self, start: int, end: int, key: bool) -> None:
        at = start
        while at < end:
            # Two key frames in a row must be numbered differently, which films that are joined can't promise:
            # one that stands is followed by a frame that refers to it.
            first = at == start
            due = at - self._entered >= self._entry or self._coding.restless
            # What x264 left of what moved would be seen in a picture that stays.
            traces = not self._coding.fine and end - start >= self._rest and at - self._entered > 1
            enter = (first and (key or due or traces)) or (due and self._longest == 1)
            if enter:
                self._entered = at
            self._lengths[at] = length = min(1 if enter else self._longest, end - at)
            self._mux(
                self._coding.encode(
                    at, self._changed if first else np.zeros_like(self._changed), key=enter, lasts=length
                )
            )
            at += length

    def _mux(self, packets: Iterable[Any]) -> None:
        for packet in packets:
            length = self._lengths.pop(round(packet.pts * packet.time_base * self.fps))
            packet.duration = round(length / self.fps / packet.time_base)
            packet.stream = self._stream
            self._container.mux(packet)


class _Picture(Planes):
    """A frame in the encoder's own format, kept in step with patches.

    A patch is converted without a look at its surroundings, so a frame is the same however it came about.
    """

    def __init__(self, size: tuple[int, int], form: str, weights: np.ndarray) -> None:
        self.frame = av.VideoFrame(*size, form)
        self._weights = weights if form == "yuv420p" else None
        # Red, green and blue are one plane with four bytes for each pixel, of patches four times as wide.
        step = 1 if self._weights is not None else 4
        planes = [
            np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width * step]
            for plane in self.frame.planes
        ]
        super().__init__(planes, (0, 1, 1)[: len(planes)])

    def patches(
        self, pixels: np.ndarray, areas: Sequence[Rectangle], room: np.ndarray | None = None
    ) -> Patches:
        """Rectangles of RGBA pixels in the encoder's format."""
        if self._weights is not None:
            return Patches.of(pixels, areas, self._weights, room)
        parts = [pixels[y0:y1, x0:x1][..., [2, 1, 0, 3]].ravel() for x0, y0, x1, y1 in areas]
        table = np.array(areas, np.int32).reshape(-1, 4) * np.array([4, 1, 4, 1], np.int32)
        return Patches.joined(table, parts, room)

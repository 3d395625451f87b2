"""Frames to H.264; a frame that stays is one packet, not many.

What did not change since the frame before is not converted again, and a frame that did not change at all is
not encoded again: the one before it lasts longer. A frame that stands longer than a second is repeated each
second, so that seeking is quick.

Colours are converted and tagged as BT.709 from 720 lines up and as BT.601 below, in the limited range that
players expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from mathviz.film.items import Rectangle
from mathviz.film.native import BT601, BT709, Patches, Planes

__all__ = ["PRESETS", "VideoEncoder", "time_scale"]

# A constant quantiser without looking ahead is smaller and quicker than a rate factor for drawings: x264 then
# makes no half-size copy of each frame to search in. One thread, because ours runs beside the drawing one.
_LEAN = "rc-lookahead=0:sync-lookahead=0:mbtree=0:scenecut=0:weightp=0:threads=1"
PRESETS: dict[str, dict[str, str]] = {
    # No search between pixels, which also saves making the frames to search in; what costs no time stays on.
    "fast": {
        "preset": "ultrafast",
        "qp": "23",
        "bf": "0",
        "x264-params": f"{_LEAN}:cabac=1:8x8dct=1:partitions=i4x4,i8x8,p8x8:no-deblock=0:deblock=0,0",
    },
    "balanced": {
        "preset": "veryfast",
        "qp": "26",
        "bf": "0",
        # What is small is kept rather than rounded away: thin lines that fade cost few bytes and are seen.
        # Smoothing the edges of blocks a little more helps lines that turn, at no cost.
        "x264-params": f"{_LEAN}:aq-mode=0:me=dia:deblock=1,1:deadzone-inter=10:deadzone-intra=8",
    },
    "small": {"preset": "faster", "crf": "23.3", "bf": "0", "x264-params": "threads=1"},
    "lossless": {"preset": "ultrafast", "qp": "0", "bf": "0", "x264-params": "threads=1"},
}


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
        high = size[1] >= 720
        form = "bgr0" if preset == "lossless" else "yuv420p"
        self._picture = _Picture(size, form, BT709 if high else BT601)
        self._container = av.open(
            str(path),
            "w",
            format=path.suffix.removeprefix("."),
            options={"video_track_timescale": str(time_scale(self.fps))},
        )
        codec = "libx264rgb" if preset == "lossless" else "libx264"
        stream: Any = self._container.add_stream(
            codec, rate=self.fps, options={**PRESETS[preset], "forced-idr": "1"}
        )
        stream.width, stream.height = size
        stream.pix_fmt = form
        stream.gop_size = round(4 * self.fps)
        context = stream.codec_context
        context.time_base = 1 / self.fps
        context.color_primaries = context.color_trc = 1 if high else 6
        if form == "yuv420p":
            context.colorspace, context.color_range = 1 if high else 6, 1
        self._stream = stream
        self._lengths: dict[int, int] = {}
        self._start = self._end = 0
        self._given, self._key = False, True

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

    def patches(self, pixels: np.ndarray, changed: Sequence[Rectangle] | None) -> Patches:
        """What is to be shown, in the encoder's format; see :meth:`add`."""
        height, width = pixels.shape[:2]
        areas = ((0, 0, width, height),) if changed is None or not self._given else changed
        self._given = True
        return self._picture.patches(pixels, areas)

    def put(self, index: int, count: int, patches: Patches, *, key: bool = False) -> None:
        """As :meth:`add`, of a picture that is in the encoder's format."""
        # The frame that is shown is kept back, so that it gets its whole length before it is written.
        if index != self._end:
            raise ValueError(f"frame {index} was given where frame {self._end} was due")
        changes = self._picture.differ(patches)
        if (changes or key) and self._end > self._start:
            self._write(self._start, self._end, self._key)
            self._start, self._key = self._end, key
        if changes:
            self._picture.write(patches)
        self._end += count

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        if self._end > self._start:
            self._write(self._start, self._end, self._key)
        for packet in self._stream.encode(None):
            self._mux(packet)
        self._container.close()
        return self._end

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._container.close()

    def _write(self, start: int, end: int, key: bool) -> None:
        frame = self._picture.frame
        frame.time_base = 1 / self.fps
        at = start
        while at < end:
            # Two key frames in a row must be numbered differently, which films that are joined can't promise:
            # one that stands is followed by a frame that refers to it.
            first = key and at == start
            self._lengths[at] = length = min(1 if first else self._longest, end - at)
            frame.pts = at
            frame.pict_type = PictureType.I if first else PictureType.NONE
            for packet in self._stream.encode(frame):
                self._mux(packet)
            at += length

    def _mux(self, packet: Any) -> None:
        length = self._lengths.pop(round(packet.pts * packet.time_base * self.fps))
        packet.duration = round(length / self.fps / packet.time_base)
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

    def patches(self, pixels: np.ndarray, areas: Sequence[Rectangle]) -> Patches:
        """Rectangles of RGBA pixels in the encoder's format."""
        if self._weights is not None:
            return Patches.of(pixels, areas, self._weights)
        parts = [pixels[y0:y1, x0:x1][..., [2, 1, 0, 3]].ravel() for x0, y0, x1, y1 in areas]
        table = np.array(areas, np.int32).reshape(-1, 4) * np.array([4, 1, 4, 1], np.int32)
        return Patches(table, np.concatenate([np.zeros(0, np.uint8), *parts]))

"""Frames to H.264, on a thread of its own; a frame that stays is one packet, not many.

What did not change since the frame before is not converted again, and a frame that did not change at all is
not encoded again: the one before it lasts longer. A frame that stands longer than a second is repeated each
second, so that seeking is quick.

Colours are converted and tagged as BT.709 from 720 lines up and as BT.601 below, in the limited range that
players expect.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from mathviz.film.items import Rectangle

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
    "balanced": {"preset": "veryfast", "qp": "24", "bf": "0", "x264-params": f"{_LEAN}:aq-mode=0"},
    "small": {"preset": "medium", "crf": "21", "bf": "0", "x264-params": "threads=1"},
    "lossless": {"preset": "ultrafast", "qp": "0", "bf": "0", "x264-params": "threads=1"},
}

_Patch: TypeAlias = tuple[int, int, np.ndarray]


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
        self._picture = _Picture(size, form, Colorspace.ITU709 if high else Colorspace.ITU601)
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
        self._given = self._end = 0
        self._frames: queue.Queue[tuple[int, int, list[_Patch], bool] | None] = queue.Queue(maxsize=4)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

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
        if self._error is not None:
            self._raise()
        height, width = pixels.shape[:2]
        areas = ((0, 0, width, height),) if changed is None or not self._given else changed
        patches = [(x0, y0, pixels[y0:y1, x0:x1].copy()) for x0, y0, x1, y1 in areas]
        self._frames.put((index, count, patches, key))
        self._given += count

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        self._frames.put(None)
        self._thread.join()
        self._container.close()
        if self._error is not None:
            self._raise()
        return self._end

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._frames.put(None)
        self._thread.join()
        self._container.close()

    def _raise(self) -> None:
        error, self._error = self._error, None
        assert error is not None
        raise error

    def _work(self) -> None:
        try:
            self._encode_all()
        except BaseException as error:
            self._error = error
            # Keep taking frames, so that whoever draws is not left waiting and can be told.
            while self._frames.get() is not None:
                pass

    def _encode_all(self) -> None:
        # The frame that is shown is kept back, so that it gets its whole length before it is written.
        start, key = 0, True
        while (item := self._frames.get()) is not None:
            index, count, patches, cut = item
            if index != self._end:
                raise ValueError(f"frame {index} was given where frame {self._end} was due")
            changes = self._picture.changes(patches)
            if (changes or cut) and self._end > start:
                self._write(start, self._end, key)
                start, key = self._end, cut
            for area, new in changes:
                area[...] = new
            self._end += count
        if self._end > start:
            self._write(start, self._end, key)
        for packet in self._stream.encode(None):
            self._mux(packet)

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


class _Picture:
    """A frame in the encoder's own format, kept in step with RGBA patches.

    A patch is converted without a look at its surroundings (the colour that 2 × 2 pixels share is their
    mean), so a frame is the same however it came about.
    """

    def __init__(self, size: tuple[int, int], form: str, matrix: Colorspace) -> None:
        self.frame = av.VideoFrame(*size, form)
        self._planes = _planes(self.frame)
        self._form, self._matrix = form, matrix
        self._converters: dict[tuple[int, ...], VideoReformatter] = {}

    def changes(self, patches: list[_Patch]) -> list[tuple[np.ndarray, np.ndarray]]:
        """The areas of the planes that patches would change, each with its new values."""
        found = []
        for x, y, pixels in patches:
            for plane, new in zip(self._planes, _planes(self._converted(pixels)), strict=True):
                height, width = new.shape
                top, left = y * height // len(pixels), x * width // pixels.shape[1]
                area = plane[top : top + height, left : left + width]
                if not np.array_equal(area, new):
                    found.append((area, new))
        return found

    def _converted(self, pixels: np.ndarray) -> Any:
        # A converter is made for one size; most patches come in few sizes.
        if len(self._converters) > 64:
            self._converters.clear()
        converter = self._converters.setdefault(pixels.shape, VideoReformatter())
        return converter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=self._form,
            dst_colorspace=self._matrix,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA,
            threads=1,
        )


def _planes(frame: Any) -> list[np.ndarray]:
    """Each plane's bytes, of shape (lines, bytes of a line)."""
    size = 4 if frame.format.name == "bgr0" else 1
    return [
        np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width * size]
        for plane in frame.planes
    ]

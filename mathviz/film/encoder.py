"""Frames to H.264, on a thread of its own; a frame that stays is one packet, not many.

Colours are converted and tagged as BT.709 from 720 lines up and BT.601 below, in the limited range that
players expect. No B-frames: decoding order is showing order, so durations are exact and films can be joined
packet by packet. A frame that stands longer than a second is repeated each second, so that seeking is quick.
"""

from __future__ import annotations

import queue
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

__all__ = ["PRESETS", "VideoEncoder"]

# Measured on lecture frames: constant quantiser without lookahead is smaller and quicker than a rate factor.
_LEAN = {"bf": "0", "rc-lookahead": "0", "x264-params": "scenecut=0:mbtree=0:weightp=0:threads=1:aq-mode=0"}
PRESETS: dict[str, dict[str, str]] = {
    "fast": {**_LEAN, "preset": "superfast", "qp": "24", "profile": "high", "coder": "cabac", "8x8dct": "1"},
    "balanced": {**_LEAN, "preset": "veryfast", "qp": "23", "profile": "high"},
    "small": {"preset": "medium", "crf": "21", "bf": "0", "profile": "high", "x264-params": "threads=1"},
    "lossless": {"preset": "veryfast", "qp": "0", "bf": "0", "x264-params": "threads=1"},
}


class VideoEncoder:
    """Writes a silent film, one H.264 stream in MP4, from RGBA frames given with their place.

    Parameters
    ----------
    path
        Where the film is written.
    size
        (width, height) in pixels, both even.
    fps
        Frames a second; frame k is shown from k/fps.
    preset
        One of :data:`PRESETS`.
    """

    def __init__(self, path: Path, size: tuple[int, int], fps: int, preset: str) -> None:
        self.fps = fps
        self._hd = size[1] >= 720
        self._container = av.open(
            str(path), "w", format="mp4", options={"video_track_timescale": str(fps * 256)}
        )
        stream: Any = self._container.add_stream("libx264", rate=fps, options=PRESETS[preset])
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.gop_size = 4 * fps
        context = stream.codec_context
        context.time_base = Fraction(1, fps)
        context.colorspace = 1 if self._hd else 6
        context.color_primaries = 1 if self._hd else 6
        context.color_trc = 1 if self._hd else 6
        context.color_range = 1
        self._stream = stream
        self._last: np.ndarray | None = None
        self._end = 0
        self._frames: queue.Queue[tuple[int, int, np.ndarray | None] | None] = queue.Queue(maxsize=8)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="encoder", daemon=True)
        self._thread.start()

    def add(self, index: int, count: int, pixels: np.ndarray) -> None:
        """Show ``pixels``, uint8 of shape (height, width, 4), for ``count`` frames from frame ``index``."""
        if self._error is not None:
            self._raise()
        same = self._last is not None and np.array_equal(self._last, pixels)
        self._last = pixels
        self._frames.put((index, count, None if same else pixels))

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        self._frames.put(None)
        self._thread.join()
        if self._error is not None:
            self._raise()
        self._container.close()
        return self._end

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
        # One entry is kept back, so that a frame that stays gets its whole length before it is written.
        shown: Any = None
        start = length = 0
        while (item := self._frames.get()) is not None:
            index, count, pixels = item
            if index != self._end:
                raise ValueError(f"frame {index} was given where frame {self._end} was due")
            self._end += count
            if pixels is None:
                length += count
                continue
            if shown is not None:
                self._write(shown, start, length)
            shown, start, length = self._convert(pixels), index, count
        if shown is not None:
            self._write(shown, start, length)
        for packet in self._stream.encode(None):
            self._mux(packet)

    def _convert(self, pixels: np.ndarray) -> Any:
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgba")
        space = Colorspace.ITU709 if self._hd else Colorspace.ITU601
        frame = frame.reformat(format="yuv420p", dst_colorspace=space, dst_color_range=ColorRange.MPEG)
        frame.time_base = Fraction(1, self.fps)
        return frame

    def _write(self, frame: Any, start: int, length: int) -> None:
        self._lengths = getattr(self, "_lengths", {})
        for offset in range(0, length, self.fps):
            frame.pts = start + offset
            self._lengths[start + offset] = min(self.fps, length - offset)
            for packet in self._stream.encode(frame):
                self._mux(packet)

    def _mux(self, packet: Any) -> None:
        packet.duration = self._lengths.pop(round(packet.pts * packet.time_base * self.fps))
        self._container.mux(packet)

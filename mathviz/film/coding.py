"""x264, by purpose: what its parameters are, and which of two ways of encoding suits what is shown."""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from mathviz.film.hints import OPTION, Hints

__all__ = ["PRESETS", "Coding"]

# A constant quantiser without looking ahead is smaller and quicker than a rate factor for drawings: x264 then
# makes no half-size copy of each frame to search in. One thread, because ours runs beside the drawing one.
# A packet comes out for each frame that goes in.
_LEAN = "rc-lookahead=0:sync-lookahead=0:mbtree=0:scenecut=0:weightp=0:threads=1:force-cfr=1:stitchable=1"
PRESETS: dict[str, dict[str, str]] = {
    # No search between pixels, which also saves making the frames to search in; what costs no time stays on.
    "fast": {
        "preset": "ultrafast",
        "qp": "23",
        "bf": "0",
        OPTION: "1",
        "x264-params": f"{_LEAN}:cabac=1:8x8dct=1:partitions=i4x4,i8x8,p8x8:no-deblock=0:deblock=0,0",
    },
    "balanced": {
        "preset": "veryfast",
        "qp": "26",
        "bf": "0",
        OPTION: "1",
        # What is small is kept rather than rounded away: thin lines that fade cost few bytes and are seen.
        # Smoothing the edges of blocks a little more helps lines that turn, at no cost.
        "x264-params": f"{_LEAN}:aq-mode=0:me=hex:subme=3:deblock=1,1:deadzone-inter=10:deadzone-intra=8",
    },
    "small": {"preset": "faster", "crf": "23.3", "bf": "0", "x264-params": "threads=1"},
    "lossless": {"preset": "ultrafast", "qp": "0", "bf": "0", "x264-params": "threads=1"},
}

CALM = {"balanced": "qp=25:me=umh:merange=32:subme=0:partitions=all:deblock=3,3"}
"""What is added to x264's parameters while little changes.

Searching between pixels means to make three more pictures of each, which does not pay then. What is spent on
the few blocks that change does: they are searched for farther and coded more carefully.
"""

_CALM = 350
"""Little changes if a picture has a byte for so many pixels, or less."""

_RECENT = 15
"""So many pictures say how much changes."""


class Coding:
    """Encodes the frames of a film, and chooses how at each frame that refers to none before.

    Parameters
    ----------
    stream
        The film's; its own encoder is the first that is used.
    frame
        What is encoded each time, whose picture changes in between.
    preset
        One of :data:`PRESETS`.
    """

    def __init__(self, stream: Any, frame: av.VideoFrame, fps: Fraction, preset: str) -> None:
        self._frame, self._fps, self._preset = frame, fps, preset
        self._hints = Hints(frame) if OPTION in PRESETS[preset] else None
        self._calm = preset in CALM
        self._coders = {self._calm: self._set_up(stream.codec_context)}
        self._recent: deque[int] = deque(maxlen=_RECENT)

    def _set_up(self, coder: Any) -> Any:
        """The settings of the preset, for an encoder that is not open yet."""
        high = self._frame.height >= 720
        options = {**PRESETS[self._preset], "forced-idr": "1"}
        if self._calm:
            options["x264-params"] += f":{CALM[self._preset]}"
        coder.options = options
        coder.width, coder.height = self._frame.width, self._frame.height
        coder.pix_fmt = self._frame.format.name
        coder.framerate, coder.time_base = self._fps, 1 / self._fps
        coder.gop_size = 1 << 29  # who calls says which frames refer to none
        coder.color_primaries = coder.color_trc = 1 if high else 6
        if coder.pix_fmt == "yuv420p":
            coder.colorspace, coder.color_range = 1 if high else 6, 1
        return coder

    @property
    def restless(self) -> bool:
        """Whether more changes by now than suits the way of encoding: it should change at the next frame."""
        return self._calm and self._much

    @property
    def _much(self) -> bool:
        """Whether much changes, as far as the last pictures tell."""
        bound = self._frame.width * self._frame.height / _CALM * (1 if self._calm else 0.75)
        return len(self._recent) == _RECENT and sum(self._recent) > bound * _RECENT

    def encode(self, at: int, changed: np.ndarray, *, key: bool) -> list[Any]:
        """Encode the frame, which is shown from frame ``at`` of the film; the packets that are ready.

        ``changed`` are the tiles, bool of shape (down, across), where it differs from the one before. With
        ``key`` it refers to none before.
        """
        if key:
            self._choose()
        self._frame.pts, self._frame.time_base = at, 1 / self._fps
        self._frame.pict_type = PictureType.I if key else PictureType.NONE
        if self._hints is not None:
            self._hints.tell(None if key else changed)
        packets: list[Any] = self._coders[self._calm].encode(self._frame)
        if not key and changed.any():
            self._recent.append(sum(packet.size for packet in packets))
        return packets

    def _choose(self) -> None:
        if self._preset not in CALM or self._calm != self._much:
            return
        (first,) = self._coders.values() if len(self._coders) == 1 else (None,)
        self._calm = not self._calm
        self._recent.clear()
        if first is not None:
            coder: Any = av.CodecContext.create(first.codec, "w")
            coder.flags = first.flags
            self._coders[self._calm] = self._set_up(coder)

    def end(self) -> list[Any]:
        """The packets that were held back."""
        return [packet for coder in self._coders.values() if coder.is_open for packet in coder.encode(None)]

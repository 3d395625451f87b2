"""H.264, by purpose: x264's parameters, and which way of encoding suits what is shown."""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from mathviz.film.changes import Changes, compiled
from mathviz.film.hints import OPTION, Hints
from mathviz.film.native import Planes
from mathviz.film.tiles import TILE

__all__ = ["PRESETS", "Coding"]

# A constant quantiser without looking ahead is smaller and quicker than a rate factor for drawings: x264 then
# makes no half-size copy of each frame to search in. One thread, because ours runs beside the drawing one.
# A packet comes out for each frame that goes in.
_LEAN = "rc-lookahead=0:sync-lookahead=0:mbtree=0:scenecut=0:weightp=0:threads=1:force-cfr=1:stitchable=1"
# Of a picture that refers to none before, most stays for long: that is coded more finely than what changes.
PRESETS: dict[str, dict[str, str]] = {
    # No search between pixels, which also saves making the frames to search in; what costs no time stays on.
    "fast": {
        "preset": "ultrafast",
        "qp": "23",
        "i_qfactor": "0.5",
        "bf": "0",
        OPTION: "1",
        "x264-params": f"{_LEAN}:cabac=1:8x8dct=1:partitions=i4x4,i8x8,p8x8:no-deblock=0:deblock=0,0",
    },
    "balanced": {
        "preset": "veryfast",
        "qp": "26",
        "i_qfactor": "0.5",
        "bf": "0",
        OPTION: "1",
        # What is small is kept rather than rounded away: thin lines that fade cost few bytes and are seen.
        # Smoothing the edges of blocks a little more helps lines that turn, at no cost.
        "x264-params": f"{_LEAN}:aq-mode=0:me=hex:subme=3:deblock=3,3:deadzone-inter=15:deadzone-intra=8",
    },
    "small": {"preset": "faster", "crf": "23.3", "bf": "0", "x264-params": "threads=1"},
    "lossless": {"preset": "ultrafast", "qp": "0", "bf": "0", "x264-params": "threads=1"},
}

CAREFUL = {"balanced": "qp=25:deadzone-inter=10:subme=2"}
"""What is added to x264's parameters while little of the picture changes: to do that better costs little."""

_CAREFUL = 0.05
"""Little of the picture is such a part of it."""

DIFFERENCES = ("balanced", "fast")
"""The presets whose pictures are coded as differences where that suits them, rather than by x264."""

_SMALL = 400
"""It suits pictures that have a byte for so many pixels, or less."""

_RECENT = 15
"""So many pictures say what changes."""


class Coding:
    """Encodes the frames of a film, and chooses how at each frame that refers to none before.

    Where little changes, and does not move, its frames are coded as differences
    (:class:`~mathviz.film.changes.Changes`); else by x264, more carefully where a small part changes. All
    ways have the same parameter sets. Without the compiled library x264 does it all.

    Parameters
    ----------
    stream
        The film's; its own encoder is the first that is used.
    picture, frame
        What is encoded each time, whose picture changes in between: the same as planes and as a frame.
    preset
        One of :data:`PRESETS`.
    """

    def __init__(
        self, stream: Any, picture: Planes, frame: av.VideoFrame, fps: Fraction, preset: str
    ) -> None:
        self._frame, self._fps, self._preset = frame, fps, preset
        self._hints = Hints(frame) if OPTION in PRESETS[preset] else None
        self._careful = preset in CAREFUL
        self._coders = {self._careful: self._set_up(stream.codec_context)}
        self._changes = Changes(picture) if preset in DIFFERENCES and compiled() else None
        self._differences = self._changes is not None
        self._tiles: int = -(-frame.width // TILE) * -(-frame.height // TILE)
        self._recent: deque[tuple[int, int]] = deque(maxlen=_RECENT)  # tiles that changed, bytes
        self._bytes_a_tile = 0.0

    def _set_up(self, coder: Any) -> Any:
        """The settings of the preset, for an encoder that is not open yet."""
        high = self._frame.height >= 720
        options = {**PRESETS[self._preset], "forced-idr": "1"}
        if self._careful:
            options["x264-params"] += f":{CAREFUL[self._preset]}"
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
        if self._differences:
            return sum(size for _, size in self._recent) > self._bound
        changed = sum(tiles for tiles, _ in self._recent)
        return self._careful and changed > 2 * _CAREFUL * self._tiles * _RECENT

    @property
    def fine(self) -> bool:
        """Whether what stays is coded finely, or all is coded alike."""
        return self._differences or self._preset not in DIFFERENCES

    @property
    def _bound(self) -> int:
        """Bytes of the recent pictures together, up to which differences suit them."""
        return _RECENT * self._tiles * TILE**2 // _SMALL

    def encode(self, at: int, changed: np.ndarray, *, key: bool, lasts: int) -> list[Any]:
        """Encode the frame, which is shown from frame ``at`` of the film; the packets that are ready.

        ``changed`` are the tiles, bool of shape (down, across), where it differs from the one before. With
        ``key`` it refers to none before. It ``lasts`` for so many frames.
        """
        if key:
            self._choose()
        packets = self._by_x264(at, changed, key) if key or not self._differences else []
        if self._changes is not None and self._differences:
            if key:
                self._changes.begin(self._coders[self._careful].extradata, packets[0])
            else:
                packets = [self._by_differences(at, changed, lasts)]
        if not key and changed.any():
            self._recent.append((int(np.count_nonzero(changed)), sum(packet.size for packet in packets)))
        return packets

    def _by_x264(self, at: int, changed: np.ndarray, key: bool) -> list[Any]:
        self._frame.pts, self._frame.time_base = at, 1 / self._fps
        self._frame.pict_type = PictureType.I if key else PictureType.NONE
        if self._hints is not None:
            self._hints.tell(None if key else changed)
        packets: list[Any] = self._coders[self._careful].encode(self._frame)
        return packets

    def _by_differences(self, at: int, changed: np.ndarray, lasts: int) -> Any:
        assert self._changes is not None
        packet: Any = av.Packet(self._changes.packet(changed, lasts))
        packet.pts, packet.dts, packet.time_base = at, at, 1 / self._fps
        return packet

    def _choose(self) -> None:
        """Choose the way of encoding for the frames from here to the next that refers to none."""
        if not self._recent:
            return
        tiles, sizes = np.sum(self._recent, axis=0).tolist()
        differences = self._differences and not self.restless
        if self._differences:
            self._bytes_a_tile = sizes / tiles
        elif self._changes is not None and len(self._recent) == _RECENT:
            # x264's bytes don't tell what differences would take, but what they took before does.
            differences = tiles * self._bytes_a_tile < 0.75 * self._bound
        careful = self._preset in CAREFUL and self._recent[-1][0] < _CAREFUL * self._tiles
        if (differences, careful) == (self._differences, self._careful):
            return
        self._recent.clear()
        self._differences = differences
        if careful != self._careful:
            used = self._coders[self._careful]
            self._careful = careful
            if careful not in self._coders:
                coder: Any = av.CodecContext.create(used.codec, "w")
                coder.flags = used.flags
                self._coders[careful] = self._set_up(coder)

    def end(self) -> list[Any]:
        """The packets that were held back."""
        return [packet for coder in self._coders.values() if coder.is_open for packet in coder.encode(None)]

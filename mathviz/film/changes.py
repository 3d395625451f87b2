"""Pictures of H.264 that say what changed, where that is little: they take a small part of x264's time.

x264 looks at each square of a picture, whether or not it changed. Of a drawing most stays, and which squares
change is known: here those are coded as differences to what was in their place, and the others cost next to
nothing (``changes.c``). The first picture of a stretch is x264's; the differences begin at what decoders make
of it, and know exactly what those show from there on.

A square is coded roughly while it changes, and finely once it stays: what is seen for long is worth more.

Clauses and tables are those of ITU-T H.264.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from mathviz.film.native import Planes
from mathviz.film.tiles import TILE

__all__ = ["Changes", "compiled"]

_ROUGH, _FINE = 26, 16
"""Quantisers of squares that change and of squares that stay."""

_STAYS = 8
"""What lasts for so many frames stays."""

_ROUND = 22
"""64ths of a level that count as a whole one: what is small is kept rather than rounded away."""

_LIBRARY = Path(__file__).with_name("_changes.dll" if sys.platform == "win32" else "_changes.so")


@functools.cache
def _library() -> Any:
    try:
        code = ctypes.CDLL(str(_LIBRARY)).mathviz_code_changes
    except (OSError, AttributeError):
        return None
    code.restype = ctypes.c_ssize_t
    return code


def compiled() -> bool:
    """Whether the compiled library is there."""
    return _library() is not None


class Changes:
    """Codes the pictures of a stretch of film after its first.

    Parameters
    ----------
    picture
        What is to be shown, which changes in between: luma, and two colours of half its size.

    Attributes
    ----------
    shown
        What decoders show, filled up to whole squares.
    """

    shown: Planes

    def __init__(self, picture: Planes) -> None:
        self._picture = picture
        self._decoder: Any = None
        self._number = 0

    def begin(self, extradata: bytes, packet: Any) -> None:
        """A stretch begins with the picture of this packet, which refers to none before.

        ``extradata`` are the parameter sets of the film, always the same.
        """
        if self._decoder is None:
            self._stream = _Stream.of(extradata)
            self._decoder = av.CodecContext.create("h264", "r")
            self._decoder.extradata = extradata
            # A picture comes out when it goes in, with the lines that fill its last squares.
            self._decoder.thread_count = 1
            self._decoder.options = {"flags": "low_delay", "apply_cropping": "0"}
        (frame,) = self._decoder.decode(packet)
        planes = [np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size) for plane in frame.planes]
        self.shown = Planes([plane.copy() for plane in planes], (0, 1, 1))
        self._rough = np.zeros((frame.height // TILE, -(-frame.width // TILE)), bool)
        self._number = 0

    def packet(self, changed: np.ndarray, lasts: int) -> bytes:
        """The next picture, which lasts for so many frames.

        It differs from the one before where ``changed`` says so, bool of shape (tiles down, tiles across).
        """
        self._number += 1
        fine = self._rough & ~changed
        if lasts >= _STAYS:
            fine |= changed
        tiles = changed.astype(np.uint8)
        tiles[fine] = 2
        self._rough = tiles == 1
        header = self._stream.header(self._number)
        height, width = self._picture.planes[0].shape
        bits = np.empty(64 + 2 * tiles.size + 8192 * np.count_nonzero(tiles), np.uint8)
        packet = np.empty(len(bits) * 3 // 2, np.uint8)
        notes = np.empty(tiles.shape[1], np.uint32)
        size = _library()(
            *self._picture.places,
            width,
            height,
            *self.shown.places,
            _pointer(tiles),
            tiles.shape[1],
            tiles.shape[0],
            _pointer(self._stream.quantisers),
            _ROUND,
            header,
            len(header),
            _pointer(notes),
            _pointer(bits),
            _pointer(packet),
        )
        return packet[:size].tobytes()


def _pointer(array: np.ndarray) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


_SETS = (7, 8)
"""Kinds of units (table 7-1): parameters of the sequence, and of pictures."""

_SLICE = 0x41
"""A slice of a picture that others refer to, as the first byte of its unit."""

_COLOURS = (
    *range(30),
    29,
    30,
    31,
    32,
    32,
    33,
    34,
    34,
    35,
    35,
    36,
    36,
    37,
    37,
    37,
    38,
    38,
    38,
    39,
    39,
    39,
    39,
)
"""Quantisers of colours by that of luma: table 8-15."""


@dataclass(frozen=True)
class _Stream:
    """What the parameter sets of a film say, as far as its slices depend on it.

    Attributes
    ----------
    number_bits
        The bits of a picture's number.
    quantiser
        That from which slices count theirs.
    quantisers
        Rough of luma, of colours; fine of both. int32 of shape (4,).
    """

    number_bits: int
    quantiser: int
    quantisers: np.ndarray

    @classmethod
    def of(cls, extradata: bytes) -> _Stream:
        """Read them (7.3.2).

        Raises
        ------
        ValueError
            If they say anything else than x264 says by our presets.
        """
        units = {unit[0] & 31: _Bits(unit[1:]) for unit in extradata.split(b"\0\0\1") if unit}
        sequence, picture = (units[kind] for kind in _SETS)
        _expect(sequence.take(8), 100)  # High profile
        sequence.take(16)
        _expect([sequence.number() for _ in range(4)], [0, 1, 0, 0])  # its name; 4:2:0, of 8 bits
        _expect(sequence.take(2), 0)  # no scaling of coefficients
        number_bits = sequence.number() + 4
        _expect(sequence.number(), 2)  # pictures are shown in the order of coding
        _expect([picture.number() for _ in range(2)], [0, 0])  # names
        _expect(picture.take(2), 2)  # CABAC
        _expect([picture.number() for _ in range(2)], [0, 0])  # one group of slices; one reference
        picture.number()
        _expect(picture.take(3), 0)  # references are not weighted
        quantiser = 26 + picture.signed()
        picture.signed()
        less = picture.signed()
        _expect(picture.take(3), 4)  # slices say how edges are smoothed
        _expect(picture.take(2), 2)  # transforms of 8 × 8; no scaling
        both = [(luma, _COLOURS[min(max(luma + less, 0), 51)]) for luma in (_ROUGH, _FINE)]
        return cls(number_bits, quantiser, np.array(both, np.int32).ravel())

    def header(self, number: int) -> bytes:
        """A slice's (7.3.3) up to its macroblocks, of the ``number``-th picture after the first."""
        bits = _number(0) + _number(5) + _number(0)  # from the first macroblock; all slices are like it
        bits += f"{number % (1 << self.number_bits):0{self.number_bits}b}"
        bits += "000"  # the references are as many as always, in their order, and stay
        bits += _number(0)  # contexts of table 0
        change = int(self.quantisers[0]) - self.quantiser
        bits += _number(2 * change - 1 if change > 0 else -2 * change)
        bits += _number(1)  # edges are not smoothed
        bits += "1" * (-len(bits) % 8)
        return bytes([_SLICE]) + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _expect(found: Any, due: Any) -> None:
    if found != due:
        raise ValueError(f"x264's parameter sets say {found} where {due} was expected")


class _Bits:
    """Reads the bits of a unit, and numbers in them (9.1)."""

    def __init__(self, unit: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in unit.replace(b"\0\0\3", b"\0\0"))
        self._at = 0

    def take(self, count: int) -> int:
        self._at += count
        return int(self._bits[self._at - count : self._at], 2)

    def number(self) -> int:
        zeros = self._bits.index("1", self._at) - self._at
        self._at += zeros
        return self.take(zeros + 1) - 1

    def signed(self) -> int:
        number = self.number()
        return (number + 1) // 2 if number % 2 else -(number // 2)


def _number(number: int) -> str:
    bits = f"{number + 1:b}"
    return "0" * (len(bits) - 1) + bits

"""Encoding beside the drawing: in a process of its own, so that neither waits for the other.

A thread would not do. Coming back from x264 it has to wait for Python's lock until whoever draws lets it go,
for longer than a frame takes to encode: a fifth of a film's time.
"""

from __future__ import annotations

import gc
import itertools
import mmap
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from mathviz.film.encoder import VideoEncoder
from mathviz.film.items import Rectangle
from mathviz.film.native import Patches

__all__ = ["EncoderBeside", "encoder_beside"]

QUEUED = 8
"""Frames that may wait to be encoded."""


def encoder_beside(
    path: Path, size: tuple[int, int], fps: Fraction | int, preset: str, *, cfr: bool = False
) -> VideoEncoder | EncoderBeside:
    """An encoder, in a process of its own where the platform can fork; parameters as of ``VideoEncoder``."""
    encoder = VideoEncoder(path, size, fps, preset, cfr=cfr)
    return EncoderBeside(encoder) if sys.platform == "linux" else encoder


class EncoderBeside:
    """Gives frames to an encoder in a forked process; the encoder here only brings them into its format.

    Pictures go there through memory that both share, in a ring; through a socket goes what is to be done.
    """

    def __init__(self, encoder: VideoEncoder) -> None:
        self._format = encoder
        self._ring = np.frombuffer(mmap.mmap(-1, QUEUED * encoder.bytes_of_a_frame), np.uint8)
        self._ring = self._ring.reshape(QUEUED, encoder.bytes_of_a_frame)
        self._given = self._taken = 0
        here, there = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            here.close()
            _serve(encoder, self._ring, Connection(there.detach()))
        there.close()
        self._way: Connection[Any, Any] = Connection(here.detach())

    def add(
        self,
        index: int,
        count: int,
        pixels: np.ndarray,
        changed: Sequence[Rectangle] | None = None,
        *,
        key: bool = False,
    ) -> None:
        """As :meth:`VideoEncoder.add`; what was wrong with earlier frames is raised here as well."""
        while self._given - self._taken == QUEUED:
            self._hear()
        patches = self._format.patches(pixels, changed, self._ring[self._given % QUEUED])
        try:
            self._way.send((index, count, patches.areas, len(patches.packed), key))
        except OSError:
            self._end()
        self._given += 1

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        with suppress(OSError):  # then it has ended already, and says why
            self._way.send(None)
        return self._end()

    def _end(self) -> int:
        while True:
            if (length := self._hear()) is not None:
                return length

    def _hear(self) -> int | None:
        """Wait until a frame was taken, or, at the end, for the number of frames of the film."""
        try:
            answer = self._way.recv()
        except (EOFError, OSError):
            answer = RuntimeError("the encoder's process was ended from outside; film it again")
        if answer is True:
            self._taken += 1
            return None
        self.abandon()
        if isinstance(answer, BaseException):
            raise answer
        return int(answer)

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._way.close()
        os.waitpid(self._process, 0)


def _serve(encoder: VideoEncoder, ring: np.ndarray, way: Connection[Any, Any]) -> None:
    """Encode what comes, say how it ended, and leave without any of the other process's business."""
    code = 1
    # What the other process has left lying is not taken apart here: threads that it belongs to are not here.
    gc.freeze()
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever draws decides what becomes of the film
        answer: Any
        try:
            for number in itertools.count():
                if (head := way.recv()) is None:
                    break
                index, count, areas, size, key = head
                encoder.put(index, count, Patches(areas, ring[number % QUEUED, :size]), key=key)
                way.send(True)
            answer = encoder.close()
        except EOFError:
            return  # it is abandoned
        except BaseException as error:
            answer = _portable(error)
        way.send(answer)
        code = 0
    finally:
        os._exit(code)


def _portable(error: BaseException) -> BaseException:
    """An error that another process can take apart: PyAV's own are bound to this one."""
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror, error.filename)
    return error if type(error).__module__ == "builtins" else RuntimeError(f"{type(error).__name__}: {error}")

"""Encoding beside the drawing: in a process of its own, so that neither waits for the other.

A thread would not do. Coming back from x264 it has to wait for Python's lock until whoever draws lets it go,
for longer than a frame takes to encode: a fifth of a film's time.
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import sys
import threading
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
"""Frames that may wait to be encoded; of three megabytes each at most at 1080 lines."""


def encoder_beside(
    path: Path, size: tuple[int, int], fps: Fraction | int, preset: str, *, cfr: bool = False
) -> VideoEncoder | EncoderBeside:
    """An encoder, in a process of its own where the platform can fork; parameters as of ``VideoEncoder``."""
    encoder = VideoEncoder(path, size, fps, preset, cfr=cfr)
    return EncoderBeside(encoder) if sys.platform == "linux" else encoder


class EncoderBeside:
    """Gives frames to an encoder in a forked process; the encoder here only brings them into its format."""

    def __init__(self, encoder: VideoEncoder) -> None:
        self._format = encoder
        here, there = socket.socketpair()
        self._process = os.fork()
        if self._process == 0:
            here.close()
            _serve(encoder, Connection(there.detach()))
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
        patches = self._format.patches(pixels, changed)
        try:
            self._way.send((index, count, patches.areas, key))
            self._way.send_bytes(patches.packed)
        except OSError:
            self._end()
            raise

    def close(self) -> int:
        """Finish the file; return the number of frames of the film."""
        with suppress(OSError):  # then it has ended already, and says why
            self._way.send(None)
        return self._end()

    def _end(self) -> int:
        """Hear how it ended; the process is gone then."""
        try:
            heard = self._way.recv()
        except (EOFError, OSError):
            heard = RuntimeError("the encoder's process was ended from outside; film it again")
        self.abandon()
        if isinstance(heard, BaseException):
            raise heard
        return int(heard)

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        self._way.close()
        os.waitpid(self._process, 0)


def _serve(encoder: VideoEncoder, way: Connection[Any, Any]) -> None:
    """Encode what comes, say how it ended, and leave without any of the other process's business."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever draws decides what becomes of the film
        frames: queue.Queue[Any] = queue.Queue(QUEUED)
        threading.Thread(target=_receive, args=(way, frames), daemon=True).start()
        answer: Any
        try:
            while (frame := frames.get()) is not None:
                index, count, patches, key = frame
                encoder.put(index, count, patches, key=key)
            answer = encoder.close()
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


def _receive(way: Connection[Any, Any], frames: queue.Queue[Any]) -> None:
    """Take frames from the other process ahead of the encoder."""
    try:
        while (head := way.recv()) is not None:
            index, count, areas, key = head
            patches = Patches(areas, np.frombuffer(way.recv_bytes(), np.uint8))
            frames.put((index, count, patches, key))
    except (EOFError, OSError):  # it is abandoned
        os._exit(1)
    frames.put(None)

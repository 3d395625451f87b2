"""The process at a seat: does one piece of work after the other, warm, with Manim imported once.

``python -m mathviz.build.crew.worker FD BYTES``: work comes and outcomes go through the socket FD; BYTES of
memory are its limit. Its standard input is its lifeline, its standard output and error are its log.
"""

from __future__ import annotations

import contextlib
import faulthandler
import fcntl
import importlib
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from mathviz.build.crew import Outcome, Place, Raised, Tell, Work
from mathviz.build.events import Event
from mathviz.errors import MathvizError

__all__ = ["over_limit", "perform"]

WHERE = signal.SIGUSR1
"""Asks a worker to write into its log where it is, even when it hangs."""

_memory_limit: int | None = None


def over_limit() -> bool:
    """Whether this worker has more memory than it should: it finishes its segment and returns what it has."""
    return _memory_limit is not None and psutil.Process().memory_info().rss > _memory_limit


def perform(work: Work, place: Place, tell: Tell) -> Outcome:
    """Do a piece of work in this process. Raises ``Raised``."""
    module, _, name = work.perform.rpartition(".")
    if not module.startswith("mathviz.build."):
        raise ValueError(f"{work.perform} is no work of mathviz.build")
    began, worked = time.monotonic(), time.process_time()
    try:
        outcome: Outcome = getattr(importlib.import_module(module), name)(work.arguments, place, tell)
    except MathvizError as error:
        raise _raised(error, error.message, error.file, error.line) from None
    except Exception as error:
        raise _raised(error, str(error)) from None
    # Others may keep the processors busy; on a machine of one's own the work takes no longer than this.
    return replace(outcome, seconds=min(time.monotonic() - began, time.process_time() - worked))


def _raised(error: Exception, message: str, file: str | None = None, line: int | None = None) -> Raised:
    trace = "".join(traceback.format_exception(error))
    return Raised(type(error).__name__, message, file, line, trace, details=getattr(error, "details", {}))


def _answer(work: Work, place: Place, tell: Tell) -> bytes:
    """The pickled message that ends a piece of work, whatever it did."""
    message: tuple[Any, ...]
    try:
        message = ("done", perform(work, place, tell), over_limit())
    except Raised as failure:
        message = ("failed", failure, over_limit() or failure.kind == "MemoryError")
    except BaseException as error:  # such as SystemExit, raised by a lecture
        message = ("failed", Raised(type(error).__name__, str(error)), True)
    try:
        return pickle.dumps(message)
    except Exception as error:
        return pickle.dumps(
            ("failed", Raised(type(error).__name__, f"what came out can't travel: {error}"), True)
        )


def _hang_on(lifeline: int) -> None:
    """Let the kernel end this process when the other end of a pipe is closed, whatever it does then."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    if sys.platform == "linux":
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC)


def _be_the_first_to_go() -> None:
    """If memory runs out, let the kernel end this process rather than the one that counts on it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def main() -> None:
    """Work until nobody is at the other end."""
    global _memory_limit
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hang_on(sys.stdin.fileno())
    _be_the_first_to_go()
    faulthandler.enable()
    faulthandler.register(WHERE)
    way, _memory_limit = Connection(int(sys.argv[1])), int(sys.argv[2])
    os.set_inheritable(way.fileno(), False)
    one_at_a_time = threading.Lock()

    def send(message: bytes) -> None:
        with one_at_a_time:
            way.send_bytes(message)

    def tell(event: Event) -> None:
        send(pickle.dumps(("event", event)))

    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            work, place = way.recv()
            send(pickle.dumps(("begun", None)))
            send(_answer(work, place, tell))
            sys.stdout.flush()
            if over_limit():
                return


if __name__ == "__main__":
    from mathviz.build.crew import worker

    worker.main()  # of the module by its name, which is the one that work imports

"""One worker's place: a warm process, what it is told and what it says, and what is known when it ends.

Each seat has its own socket, its own lifeline and its own log. Nothing is shared with other seats, so what
becomes of a worker, at whatever moment, concerns the work that it has in hand and no other.

Pebble's pool, which would be the library for this, cannot do three things that are needed: start processes in
a Dask worker under its nanny (it is daemonic), outlive the death of an idle worker (the whole pool breaks),
and go on at once when a worker dies while it holds the lock that all share (the others wait over a minute).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from mathviz.build.crew import CrewError, Outcome, Place, Raised, Tell, TimedOut, Work, WorkerDied
from mathviz.build.crew.worker import WHERE

__all__ = ["Seat"]

LOG_LINES = 30
"""So many last lines of a worker's log are kept with a failure."""


class Seat:
    """Performs one piece of work at a time in a process of its own, which stays for the next.

    Parameters
    ----------
    place
        The project and its store.
    memory
        Bytes; a worker that has more is replaced after the piece of work, and asked to end that one early.
    """

    def __init__(self, place: Place, memory: int) -> None:
        self._place, self._memory = place, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._way: Connection[Any, Any] | None = None
        self._log = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (open as long as the seat is)
        self._ended = self._begun = False
        self._starting = threading.Lock()
        self.free_since = time.monotonic()

    def perform(self, work: Work, tell: Tell) -> Outcome:
        """Do a piece of work. Raises a ``CrewError``: ``WorkerDied``, ``TimedOut`` or ``Raised``."""
        warm = self._process is not None
        way = self._start()
        self._log.truncate(0)
        self._log.seek(0)  # for the worker: the place in the file is shared
        self._begun = False
        try:
            outcome, leaving = self._converse(way, work, tell)
        except CrewError:
            self._stop()
            if warm and not self._begun:  # it had died before, idle
                return self.perform(work, tell)
            raise
        if leaving:
            self._stop()
        if isinstance(outcome, Raised):
            outcome.log = self._last_lines()
            raise outcome
        return outcome

    def _converse(self, way: Connection[Any, Any], work: Work, tell: Tell) -> tuple[Outcome | Raised, bool]:
        # The clock that no one sets: a limit is no matter of the time of day.
        until = None if work.limit is None else time.monotonic() + work.limit
        with self._told_of_death():
            way.send((work, self._place))
        while True:
            with self._told_of_death():
                heard = way.poll(None if until is None else max(0.0, until - time.monotonic()))
                message: tuple[Any, ...] = way.recv() if heard else ("nothing", None)
            kind, content, *rest = message
            match kind:
                case "begun":
                    self._begun = True
                case "event":
                    tell(content)
                case "nothing":
                    raise self._lateness(work)
                case _:
                    return content, *rest

    @contextmanager
    def _told_of_death(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            raise self._death() from None

    def _lateness(self, work: Work) -> TimedOut:
        assert work.limit is not None and self._process is not None
        self._process.send_signal(WHERE)
        time.sleep(0.1)
        return TimedOut(work.limit, self._last_lines())

    def _death(self) -> WorkerDied:
        process = self._process
        try:
            code = None if process is None else process.wait(timeout=1)
        except subprocess.TimeoutExpired:  # it closed its socket and lives on
            code = None
        return WorkerDied(code, self._last_lines())

    def _start(self) -> Connection[Any, Any]:
        with self._starting:
            if self._ended:
                raise WorkerDied(None, "the run is over")
            if self._way is None:
                self._stop()
                here, there = socket.socketpair()
                with there:
                    command = [sys.executable, "-m", "mathviz.build.crew.worker"]
                    self._process = subprocess.Popen(
                        [*command, str(there.fileno()), str(self._memory)],
                        stdin=subprocess.PIPE,
                        stdout=self._log,
                        stderr=subprocess.STDOUT,
                        pass_fds=[there.fileno()],
                        env={**os.environ, "PYTHONUNBUFFERED": "1"},
                    )
                self._way = Connection(here.detach())
            return self._way

    def _stop(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.kill()
            self._process.wait()
        if self._way is not None:
            self._way.close()
        self._process = self._way = None

    def rest(self) -> None:
        """End the worker while it has nothing to do; the next piece of work starts another."""
        with self._starting:
            self._stop()

    def end(self) -> None:
        """End the worker at once, from any thread; a piece of work in hand fails with ``WorkerDied``."""
        with self._starting:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Give back what the seat holds, when nobody performs at it any more."""
        self.end()
        self._stop()
        self._log.close()

    def _last_lines(self) -> str:
        log = self._log.fileno()
        text = os.pread(log, 16_384, max(0, os.fstat(log).st_size - 16_384)).decode(errors="replace")
        return "\n".join(text.splitlines()[-LOG_LINES:])

"""Workers on this machine: warm processes, ended at once when the block is left early."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, LifoQueue
from typing import Self

from mathviz.build.crew import Outcome, Place, Tell, Work
from mathviz.build.crew.machine import memory_for
from mathviz.build.crew.seat import Seat
from mathviz.build.events import Event

__all__ = ["LocalCrew", "Seats", "one_at_a_time"]


def one_at_a_time(tell: Tell) -> Tell:
    """The same for several threads: each waits until the other has told its event."""
    lock = threading.Lock()

    def tell_alone(event: Event) -> None:
        with lock:
            tell(event)

    return tell_alone


class Seats:
    """A number of seats of which each piece of work takes the one that was free last, the warmest.

    Parameters
    ----------
    number
        How many.
    place
        The project and its store.
    memory
        Bytes that each worker may take before it is replaced; its share of what is free if not given.
    """

    def __init__(self, number: int, place: Place, memory: int | None = None) -> None:
        self._seats = [Seat(place, memory or memory_for(number)) for _ in range(number)]
        self._free: LifoQueue[Seat] = LifoQueue()
        for seat in reversed(self._seats):
            self._free.put(seat)

    def perform(self, work: Work, tell: Tell) -> Outcome:
        """Do a piece of work at a free seat; waits for one. Raises a ``CrewError``."""
        seat = self._free.get()
        try:
            return seat.perform(work, tell)
        finally:
            seat.free_since = time.monotonic()
            self._free.put(seat)

    def rest(self, seconds: float) -> None:
        """End the workers that had nothing to do for so long; they start again when there is work."""
        free: list[Seat] = []
        with suppress(Empty):
            while True:
                free.append(self._free.get_nowait())
        for seat in reversed(free):  # the warmest is to be taken first again
            if time.monotonic() - seat.free_since > seconds:
                seat.rest()
            self._free.put(seat)

    def end(self) -> None:
        """End all workers at once; what they have in hand fails."""
        for seat in self._seats:
            seat.end()

    def close(self) -> None:
        """Give back what the seats hold, when all is done."""
        for seat in self._seats:
            seat.close()


class LocalCrew:
    """Warm processes on this machine, each started when there is work for it.

    Parameters
    ----------
    hands
        How many.
    place
        The project and its store.
    tell
        Hears the events of all workers, one at a time.
    memory
        As for :class:`Seats`.
    """

    def __init__(self, hands: int, place: Place, tell: Tell, memory: int | None = None) -> None:
        self.hands, self._place, self._memory = hands, place, memory
        self._tell = one_at_a_time(tell)

    def __enter__(self) -> Self:
        """Make the seats."""
        self._seats = Seats(self.hands, self._place, self._memory)
        self._threads = ThreadPoolExecutor(self.hands, "seat")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers: when they are done, or at once if there was an exception."""
        if kind is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._seats.end()
        self._threads.shutdown()
        self._seats.close()

    def submit(self, work: Work) -> Future[Outcome]:
        """Take on a piece of work."""
        return self._threads.submit(self._seats.perform, work, self._tell)

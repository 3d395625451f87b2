"""Workers on this machine: warm processes, ended at once when the block is left early."""

from __future__ import annotations

import importlib
import multiprocessing
import threading
import traceback
from concurrent.futures import Future, TimeoutError
from typing import Any, Self

from mathviz.build.crew import Outcome, Place, Raised, Tell, TimedOut, Work, WorkerDied
from mathviz.errors import MathvizError

__all__ = ["LocalCrew", "perform"]

_queue: Any = None


def _begin(queue: Any) -> None:
    global _queue
    _queue = queue


def _perform(work: Work, place: Place) -> Outcome:
    return perform(work, place, _queue.put)


def perform(work: Work, place: Place, tell: Tell) -> Outcome:
    """Do a piece of work in this process. Raises ``Raised``."""
    module, _, name = work.perform.rpartition(".")
    if not module.startswith("mathviz.build."):
        raise ValueError(f"{work.perform} is no work of mathviz.build")
    try:
        outcome: Outcome = getattr(importlib.import_module(module), name)(work.arguments, place, tell)
    except MathvizError as error:
        raise _raised(error, error.message, error.file, error.line) from None
    except Exception as error:
        raise _raised(error, str(error)) from None
    return outcome


def _raised(error: Exception, message: str, file: str | None = None, line: int | None = None) -> Raised:
    trace = "".join(traceback.format_exception(error))
    return Raised(type(error).__name__, message, file, line, trace, details=getattr(error, "details", {}))


class LocalCrew:
    """A pool of warm processes.

    Parameters
    ----------
    hands
        How many.
    place
        The project and its store.
    tell
        Hears the events of all workers, one at a time.
    """

    def __init__(self, hands: int, place: Place, tell: Tell) -> None:
        self.hands, self._place, self._tell = hands, place, tell

    def __enter__(self) -> Self:
        """Start the pool; a process starts when there is work for it."""
        from pebble import ProcessPool

        context = multiprocessing.get_context("spawn")
        self._events = context.SimpleQueue()
        self._pool = ProcessPool(
            max_workers=self.hands, context=context, initializer=_begin, initargs=(self._events,)
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers: when they are done, or at once if there was an exception."""
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._events.put(None)
        self._listener.join()

    def submit(self, work: Work) -> Future[Outcome]:
        """Take on a piece of work."""
        done: Future[Outcome] = Future()
        scheduled = self._pool.schedule(_perform, args=[work, self._place], timeout=work.limit)
        scheduled.add_done_callback(lambda future: _pass_on(future, done, work))
        return done

    def _listen(self) -> None:
        while (event := self._events.get()) is not None:
            self._tell(event)


def _pass_on(future: Future[Outcome], done: Future[Outcome], work: Work) -> None:
    from pebble import ProcessExpired

    if future.cancelled():
        done.cancel()
        return
    error = future.exception()
    if error is None:
        done.set_result(future.result())
    elif isinstance(error, TimeoutError):
        done.set_exception(TimedOut(work.limit or 0.0))
    elif isinstance(error, ProcessExpired):
        done.set_exception(WorkerDied(error.exitcode))
    else:
        done.set_exception(error)

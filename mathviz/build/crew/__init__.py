"""The hands of the build: whoever performs a piece of work, in a process of its own, here or elsewhere.

The head (:mod:`mathviz.build.head`) says what is to be done and in which order; a crew only does it. What a
worker makes goes into the store that it is given, and comes home as entries of the store: named by their
content, checked when they are read, so that doing a piece of work twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self, TypeAlias

from mathviz.build.events import Event

__all__ = [
    "Crew",
    "CrewError",
    "Outcome",
    "Perform",
    "Place",
    "Postponed",
    "Raised",
    "Refused",
    "Tell",
    "TimedOut",
    "Work",
    "WorkerDied",
]

Tell: TypeAlias = Callable[[Event], None]
"""Takes an event, from any thread or process, in order."""


@dataclass(frozen=True)
class Place:
    """Where a worker finds the project's sources, and the store from which and into which it works."""

    root: Path
    store: Path


@dataclass(frozen=True)
class Work:
    """A piece of work: picklable, self-contained, idempotent.

    Attributes
    ----------
    label
        What it is, for people.
    perform
        Dotted name of a function of ``mathviz.build``: ``perform(arguments, place, tell) -> Outcome``.
    arguments
        Plain picklable records, without any path of this machine.
    limit
        Seconds after which it counts as hung; none if it may take as long as it likes.
    needs
        Keys of the store's entries that it reads: they go with it to a worker with another store.
    """

    label: str
    perform: str
    arguments: Any
    limit: float | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a piece of work gave: a value for the head, and the keys of the entries to be brought home.

    ``seconds`` is what it took the worker, waiting for a processor not counted; who does the work writes it
    there.
    """

    value: Any = None
    entries: tuple[str, ...] = ()
    seconds: float = 0.0


Perform: TypeAlias = Callable[[Any, Place, Tell], Outcome]


class Crew(Protocol):
    """Performs work, several pieces at a time; a context, at whose end no worker is left.

    Left by an exception (an interruption too), it ends its workers at once.
    """

    @property
    def hands(self) -> int:
        """How many pieces of work are done at a time."""

    def submit(self, work: Work) -> Future[Outcome]:
        """Take on a piece of work. Its future fails with a :class:`CrewError` and nothing else.

        When it succeeds, the entries that it names are in the store of this machine.
        """

    def __enter__(self) -> Self:
        """Start the workers."""

    def __exit__(self, kind: type[BaseException] | None, /, *_: object) -> None:
        """End them."""


class CrewError(Exception):
    """A piece of work was not done; the base of the ways in which that can happen."""


@dataclass(eq=False)
class WorkerDied(CrewError):  # noqa: N818 (what happened)
    """The worker's process ended: with an exit code, or by a signal (negative); None if nobody knows."""

    exit_code: int | None = None
    log: str = ""


@dataclass(eq=False)
class TimedOut(CrewError):  # noqa: N818
    """It took longer than its limit, in seconds, and was ended."""

    limit: float
    log: str = ""


@dataclass(eq=False)
class Raised(CrewError):  # noqa: N818
    """It raised: the kind and the message, file and line if the error knows them, the last lines of its log.

    ``details`` is what the error carried in its attribute ``details``: the beat and a still of the moment.
    """

    kind: str
    message: str
    file: str | None = None
    line: int | None = None
    trace: str = ""
    log: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Refused(CrewError):  # noqa: N818
    """The worker must not do it, and why: it has other versions or other sources."""

    why: str


@dataclass(eq=False)
class Postponed(CrewError):  # noqa: N818
    """It is not done now but written down, in a file, for somebody else to do."""

    file: Path

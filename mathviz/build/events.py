"""What happens in a run, as records: one JSON object each for tools, lines or a live display for people.

The JSON form is a contract: every event has ``"version": 1`` and its name under ``"event"``.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = [
    "Event",
    "LectureFailed",
    "LectureFinished",
    "LectureProgress",
    "LectureRehearsed",
    "LectureRestarted",
    "LectureReused",
    "LectureSkipped",
    "LectureStarted",
    "LectureToMake",
    "PlayReached",
    "RunFinished",
    "RunProgress",
    "RunStarted",
    "SegmentDrawn",
    "SegmentStarted",
    "SharedStoreLost",
    "StoreDamaged",
    "WorkRetried",
    "WorkerRefused",
    "WorkersAwaited",
]


@dataclass(frozen=True)
class Event:
    """Base of all events."""

    def as_json(self) -> dict[str, Any]:
        """The event in plain values, e.g. ``{"version": 1, "event": "lecture-finished", …}``."""
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()
        fields = {
            key: str(value) if isinstance(value, Path) else value for key, value in asdict(self).items()
        }
        return {"version": 1, "event": name, **fields}


@dataclass(frozen=True)
class RunStarted(Event):
    """A run begins: the ids of the lectures to make, how many planned ones are passed over, where to."""

    lectures: tuple[str, ...]
    planned: int
    profile: str
    out: Path


@dataclass(frozen=True)
class LectureToMake(Event):
    """A dry run says what would be made, and in which folder."""

    lecture: str
    title: str
    folder: Path


@dataclass(frozen=True)
class LectureStarted(Event):
    """Work on a lecture begins."""

    lecture: str
    title: str


@dataclass(frozen=True)
class LectureRehearsed(Event):
    """The lecture's timeline is known: its number of frames and its length in seconds."""

    lecture: str
    frames: int
    seconds: float


@dataclass(frozen=True)
class LectureProgress(Event):
    """So many of the lecture's frames are there; ``chapter`` is the title of the one being filmed."""

    lecture: str
    chapter: str
    frame: int
    frames: int


@dataclass(frozen=True)
class LectureFinished(Event):
    """All files of a lecture are in place; ``seconds`` is what making them took."""

    lecture: str
    folder: Path
    frames: int
    seconds: float


@dataclass(frozen=True)
class PlayReached(Event):
    """A worker came to this line of a lecture; if it dies or hangs, it did so there or soon after."""

    lecture: str
    file: str
    line: int


@dataclass(frozen=True)
class SegmentStarted(Event):
    """The first frame of a segment is there: it begins with this frame of its lecture."""

    lecture: str
    frame: int


@dataclass(frozen=True)
class SegmentDrawn(Event):
    """A segment is whole and kept: its first frame, its number of frames, what it took in seconds."""

    lecture: str
    frame: int
    frames: int
    seconds: float


@dataclass(frozen=True)
class LectureReused(Event):
    """So many of a lecture's segments are in the store already, and need not be drawn."""

    lecture: str
    segments: int
    reused: int


@dataclass(frozen=True)
class LectureRestarted(Event):
    """A lecture's sources were edited while it was made: it is made again, with what they say now."""

    lecture: str


@dataclass(frozen=True)
class WorkRetried(Event):
    """A piece of work was not done, and why; it is tried again."""

    lecture: str
    what: str
    why: str


@dataclass(frozen=True)
class StoreDamaged(Event):
    """Something in the store was not what its record says; it is set aside and made again."""

    message: str


@dataclass(frozen=True)
class LectureFailed(Event):
    """A lecture could not be made; the others go on.

    ``beat`` is what was last said, ``log`` the last lines of the worker's log, ``still`` a picture of the
    moment, if they are known.
    """

    lecture: str
    message: str
    file: str | None
    line: int | None
    beat: str | None = None
    log: str = ""
    still: Path | None = None


@dataclass(frozen=True)
class LectureSkipped(Event):
    """A lecture is passed over, and why: it is planned only, or it is there already."""

    lecture: str
    reason: str


@dataclass(frozen=True)
class RunFinished(Event):
    """The run is over: how many lectures were made, failed and were skipped, and what it took in seconds."""

    done: int
    failed: int
    skipped: int
    seconds: float


@dataclass(frozen=True)
class WorkerRefused(Event):
    """A worker of the cluster takes no part, and why."""

    worker: str
    reason: str


@dataclass(frozen=True)
class SharedStoreLost(Event):
    """The shared store does not answer any more, and why; the run goes on without it."""

    store: str
    reason: str


@dataclass(frozen=True)
class RunProgress(Event):
    """Such a part of the run's work is done, from 0 to 1; so many seconds are left, if that can be said."""

    part: float
    left: float | None


@dataclass(frozen=True)
class WorkersAwaited(Event):
    """The cluster has no worker, or none that may do the work; the run waits for one."""

    cluster: str

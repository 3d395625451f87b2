"""A lecture on its way: what is known of it so far."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from mathviz.build.crew import Work
from mathviz.build.events import LectureFailed
from mathviz.build.films import Frames
from mathviz.build.plan import LecturePlan
from mathviz.timeline import Timeline

__all__ = ["Job", "Production"]


@dataclass
class Production:
    """A lecture on its way.

    Attributes
    ----------
    timeline, shape
        Its timeline in plain values, and as a record; None until it is rehearsed.
    segments, contents
        Its segments, in order, and the keys of those that are in the store.
    traces
        Keys of what its parts used.
    failures
        How often each kind of work was not done.
    seconds, stepping
        What it took so far, in all processes together; what running it without drawing takes.
    updating
        Whether updaters make that each frame on the way must be stepped through.
    drawn
        How many of its frames are there.
    place
        File and line that a worker came to last.
    postponed
        How many of its tasks are to be done elsewhere.
    edits
        How often it was begun anew because its sources had been edited.
    replaced
        Whether it was, since.
    """

    plan: LecturePlan
    began: float = field(default_factory=time.monotonic)
    timeline: Any = None
    shape: Timeline | None = None
    segments: list[Frames] = field(default_factory=list)
    contents: dict[Frames, str] = field(default_factory=dict)
    traces: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    stepping: float = 5.0
    updating: bool = True
    drawn: int = 0
    assembling: bool = False
    place: tuple[str, int] | None = None
    postponed: int = 0
    edits: int = 0
    replaced: bool = False
    finished: bool = False
    failed: LectureFailed | None = None

    @property
    def id(self) -> str:
        """The lecture's."""
        return self.plan.lecture.id

    @property
    def over(self) -> bool:
        """Whether nothing more is done for it."""
        return self.finished or self.replaced or self.failed is not None

    @property
    def missing(self) -> list[Frames]:
        """The segments whose content is not there."""
        return [frames for frames in self.segments if frames not in self.contents]

    @property
    def sounds(self) -> tuple[str, ...]:
        """The keys of its spoken sentences."""
        assert self.shape is not None
        return tuple(dict.fromkeys(s.sound for s in self.shape.sentences if s.sound))


@dataclass(frozen=True)
class Job:
    """A piece of work for a lecture; what it is expected to cost; the segments that it is about."""

    production: Production
    what: str
    work: Work
    frames: int
    cost: float
    segments: tuple[Frames, ...] = ()

"""A lecture under a profile, as workers have to know it, and what they are asked to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mathviz.build.config import LectureEntry, Profile, Project
from mathviz.store import key_of
from mathviz.timeline import Timeline

__all__ = ["Assembly", "Film", "Frames", "Shooting", "plain_timeline", "timeline_of"]

Frames = tuple[int, int]
"""The frames first ≤ k < last."""


@dataclass(frozen=True)
class Film:
    """One lecture under one profile, as a worker has to know it.

    Attributes
    ----------
    request
        A digest of all that is configured for it.
    engine
        A digest of all that decides how a picture becomes bytes.
    """

    project: Project
    lecture: LectureEntry
    profile_name: str
    profile: Profile
    voice: str | None
    request: str
    engine: str

    @property
    def rehearsal_key(self) -> str:
        """Where its timeline is kept, with what the lecture used when it was rehearsed."""
        return key_of("rehearsal", self.lecture.id, self.request)

    def take_key(self, frames: Frames) -> str:
        """Where it is kept what the frames of a segment show."""
        return key_of("take", self.lecture.id, self.request, self.engine, frames)

    def content_key(self, looks: Sequence[tuple[int, bytes]]) -> str:
        """Where a film is kept whose frames look like that: for so many frames each."""
        profile = self.profile
        shown = [(count, look.hex()) for count, look in looks]
        return key_of(
            "segment", self.engine, profile.width, profile.height, profile.fps, profile.encoder, shown
        )


@dataclass(frozen=True)
class Shooting:
    """Segments of a film to be drawn;

    ``segments`` are all of them, to see that the lecture runs as before.
    """

    film: Film
    wanted: tuple[Frames, ...]
    segments: tuple[Frames, ...]


@dataclass(frozen=True)
class Assembly:
    """A film to be put together of its segments, in order, and its sound; ``key`` is where it is kept."""

    film: Film
    timeline: Any
    contents: tuple[str, ...]
    key: str


def plain_timeline(timeline: Timeline, root: Path) -> Any:
    """The timeline in plain values, with places in the project's own words."""
    from pydantic import TypeAdapter

    from mathviz.publish import timeline_json

    values = [number["value"] for number in timeline_json(timeline)["numbers"]]
    numbers = tuple(replace(n, value=v) for n, v in zip(timeline.numbers, values, strict=True))
    plain = TypeAdapter(Timeline).dump_python(replace(timeline, numbers=numbers), mode="json")
    for part in (*plain["beats"], *plain["plays"]):
        part["file"] = part["file"].removeprefix(f"{root}/")
    return plain


def timeline_of(value: Any, root: Path) -> Timeline:
    """The timeline of plain values, with places as paths on this machine."""
    from pydantic import TypeAdapter

    timeline = TypeAdapter(Timeline).validate_python(value)
    beats = tuple(replace(beat, file=str(root / beat.file)) for beat in timeline.beats)
    plays = tuple(replace(play, file=str(root / play.file)) for play in timeline.plays)
    return replace(timeline, beats=beats, plays=plays)

"""What is remembered of each lecture under each profile: how it was made the last times, where it was
published.

This is what makes "nothing to do" quick: one small file says what a film was made of. It may be lost at any
time; then the store is asked, and at worst the lecture is rehearsed again.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mathviz.build.present import Present
from mathviz.files import atomic_write
from mathviz.store import key_of, told_plainly

__all__ = ["Edition", "Making", "Published"]

MOST = 6
"""So many last makings are remembered: who goes back to an earlier version finds it ready."""


@dataclass(frozen=True)
class Making:
    """How a lecture's film came about.

    Attributes
    ----------
    request
        What was configured and what surrounded it, by name.
    trace, timeline
        Keys of what it used, and of its timeline.
    engine
        A digest of what decided how pictures became bytes.
    segments
        The frames first ≤ k < last of each segment, and the key of its content.
    seconds
        What making it took, in all processes together.
    made
        When, in seconds since 1970.
    because
        Why it was made: what had changed.
    """

    request: dict[str, str]
    trace: str
    timeline: str
    engine: str
    segments: tuple[tuple[int, int, str], ...]
    seconds: float
    made: float
    because: tuple[str, ...] = ()

    @property
    def contents(self) -> tuple[str, ...]:
        """The keys of the segments' contents, in order."""
        return tuple(key for _, _, key in self.segments)


@dataclass(frozen=True)
class Published:
    """What lies in a folder of films: the key of the film, and size, time, place and SHA-256 of each file."""

    key: str
    files: dict[str, tuple[int, int, int, str]]
    when: float

    def troubles(self, folder: Path, present: Present) -> list[str]:
        """What is not there as it was published, in words;

        Files that were only moved or touched are right.
        """
        found = []
        for name, (size, modified, place, sha) in self.files.items():
            path = folder / name
            try:
                status = path.stat()
            except OSError:
                found.append(f"{name} is missing")
                continue
            if (status.st_size, status.st_mtime_ns, status.st_ino) != (size, modified, place) and (
                status.st_size != size or present.digest(path) != sha
            ):
                found.append(f"{name} is not the file that was published")
        return found


@dataclass
class Edition:
    """A lecture under a profile with a voice."""

    path: Path
    makings: list[Making] = field(default_factory=list)
    published: dict[str, Published] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, lecture: str, profile: str, voice: str | None) -> Edition:
        """What is remembered below ``folder``; nothing if that can't be read."""
        name = key_of("edition", lecture, profile, voice).partition("/")[2][:16]
        return cls.read(folder / f"{lecture}-{name}.json")

    @classmethod
    def read(cls, path: Path) -> Edition:
        """What is remembered in a file."""
        edition = cls(path)
        try:
            value = json.loads(path.read_bytes())
            edition.makings = [_making(making) for making in value["makings"]]
            edition.published = {
                out: Published(p["key"], {n: _file(f) for n, f in p["files"].items()}, p["when"])
                for out, p in value["published"].items()
            }
        except (OSError, ValueError, TypeError, KeyError):
            edition.makings, edition.published = [], {}
        return edition

    def remember(self, making: Making) -> None:
        """Keep how it was made just now, in place of how it was made from the same."""
        self.makings = [m for m in self.makings if (m.request, m.trace) != (making.request, making.trace)]
        self.makings = [making, *self.makings][:MOST]
        self.save()

    def save(self) -> None:
        """Write the file anew."""
        value = {
            "version": 1,
            "makings": [vars(making) for making in self.makings],
            "published": {out: vars(published) for out, published in self.published.items()},
        }
        with told_plainly(self.path):
            atomic_write(self.path, json.dumps(value, ensure_ascii=False))


def _making(value: dict[str, Any]) -> Making:
    segments = tuple((first, last, key) for first, last, key in value.pop("segments"))
    return Making(segments=segments, because=tuple(value.pop("because", ())), **value)


def _file(value: list[Any]) -> tuple[int, int, int, str]:
    size, modified, place, sha = value
    return size, modified, place, sha


def now() -> float:
    """The time, in seconds since 1970."""
    return time.time()

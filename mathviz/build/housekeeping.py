"""What may go from the store, and whether what was published is still there, whole and right."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from mathviz.build.config import LectureEntry, Project
from mathviz.build.editions import Edition, Making
from mathviz.build.plan import Planner, folder_of
from mathviz.build.tracing import Trace, file_digest
from mathviz.errors import shown_path
from mathviz.store import Store, key_of, told_plainly

__all__ = ["Trouble", "collect_garbage", "verify"]

DAY = 86_400


def collect_garbage(project: Project, keep_days: float) -> int:
    """Delete from the store what neither the latest films nor the last days need; the bytes that were freed.

    What is deleted can be made again. A batch that runs meanwhile loses nothing that is younger.
    """
    kept = folder_of(project.root)
    store, since = Store(kept / "store"), time.time() - keep_days * DAY
    needed: set[str] = set()
    for path in (kept / "editions").glob("*.json"):
        edition = Edition.read(path)
        for number, making in enumerate(edition.makings):
            if number == 0 or making.made >= since:
                needed |= set(_needed(making, store))
    with told_plainly(store.folder):
        return store.sweep(needed, since)


def _needed(making: Making, store: Store) -> Iterator[str]:
    """The keys of all that a film is made of, and of what tells whether it is up to date."""
    yield from (making.trace, making.timeline, *making.contents)
    with suppress(KeyError):
        for _, sha, _ in Trace.of(store.read_json(making.trace)).modules.values():
            yield key_of("outline", sha)
    with suppress(KeyError):
        for beat in store.read_json(making.timeline)["beats"]:
            yield from (sentence["sound"] for sentence in beat["sentences"] if sentence["sound"])


@dataclass(frozen=True)
class Trouble:
    """What is wrong with something published: it is missing, damaged or stale."""

    lecture: str | None
    kind: Literal["missing", "damaged", "stale"]
    file: str
    what: str

    def as_json(self) -> dict[str, Any]:
        """The trouble in plain values."""
        return asdict(self)

    def __str__(self) -> str:
        """The trouble as a line."""
        return f"{self.kind:7}  {shown_path(Path(self.file))}: {self.what}"


def verify(planner: Planner, lectures: Sequence[LectureEntry]) -> Iterator[Trouble]:
    """Read every file of the lectures that were published, and say what is not as it should be."""
    for lecture in lectures:
        plan = planner.plan(lecture)
        record = plan.folder / "lecture.json"
        if not record.exists():
            if str(planner.out) in plan.edition.published:
                yield Trouble(lecture.id, "missing", str(record), "the lecture was published here")
            continue
        yield from _files(lecture.id, record)
        if plan.changes or plan.making is None:
            yield Trouble(lecture.id, "stale", str(plan.folder), plan.reason)
    yield from _page(planner.out)


def _files(lecture: str, record: Path) -> Iterator[Trouble]:
    try:
        files = json.loads(record.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        yield Trouble(lecture, "damaged", str(record), "it is no lecture's record")
        return
    yield from _compared(lecture, record.parent, files)


def _compared(lecture: str | None, folder: Path, files: dict[str, Any]) -> Iterator[Trouble]:
    for name, entry in files.items():
        path = folder / name
        if not path.exists():
            yield Trouble(lecture, "missing", str(path), "the record names it")
        elif file_digest(path) != entry["sha256"]:
            yield Trouble(lecture, "damaged", str(path), "its bytes are not those that the record names")


def _page(out: Path) -> Iterator[Trouble]:
    manifest = out / "course.json"
    try:
        course = json.loads(manifest.read_bytes())
        entries = [e for part in course["courses"] for module in part["modules"] for e in module["lectures"]]
    except FileNotFoundError:
        if out.exists():
            yield Trouble(None, "missing", str(manifest), "the page is made from it")
        return
    except (ValueError, KeyError, TypeError):
        yield Trouble(None, "damaged", str(manifest), "it is no manifest")
        return
    if not (out / "index.html").exists():
        yield Trouble(None, "missing", str(out / "index.html"), "the page to watch the lectures on")
    for entry in entries:
        record = out / entry["folder"] / "lecture.json"
        with suppress(OSError, ValueError, KeyError, TypeError):
            if entry["files"] and json.loads(record.read_bytes())["files"] != entry["files"]:
                yield Trouble(entry["id"], "stale", str(manifest), f"it tells of other files than {record}")

"""What has to be made, and why: found without importing a lecture, Manim or the voice.

A lecture's film is up to date if nothing that it used is another than when it was made. If something is, the
lecture is rehearsed; what it then shows decides which segments are drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathviz.build.config import LectureEntry, Project
from mathviz.build.editions import Edition, Making, Published
from mathviz.build.films import Film
from mathviz.build.present import Change, Present, differences, keep_outline, request_of
from mathviz.build.tracing import ASIDE, PACKAGE, Trace, meant
from mathviz.store import Store, key_of

if TYPE_CHECKING:
    from mathviz.build.sharing import Sharing

__all__ = ["LecturePlan", "Planner", "folder_of", "published_files", "timeline_key"]

DRAWN_WITH = ("manim", "numpy", "pillow", "av", "pycairo")
SPOKEN_WITH = ("hibari-tts", "onnxruntime", "numpy", "scipy")
PUBLISHED_WITH = ("av", "numpy", "scipy", "pillow", "jinja2", "webvtt-py", "mathviz")

UP_TO_DATE = "up to date"


@dataclass
class LecturePlan:
    """What is to be done for one lecture.

    Attributes
    ----------
    film
        The lecture, as workers have to know it.
    changes
        What is not as it was when it was made last; empty if it never was, or nothing changed.
    making
        How it was made, if that still stands.
    reason
        Why something has to be done, in a sentence; ``up to date`` if nothing.
    """

    film: Film
    request: dict[str, str]
    edition: Edition
    folder: Path
    changes: list[Change] = field(default_factory=list)
    making: Making | None = None
    reason: str = UP_TO_DATE
    key: str = ""

    @property
    def lecture(self) -> LectureEntry:
        """The lecture."""
        return self.film.lecture

    def as_json(self) -> dict[str, Any]:
        """The plan in plain values."""
        latest = self.edition.makings[0] if self.edition.makings else None
        return {
            "id": self.lecture.id,
            "ready": self.ready,
            "reason": self.reason,
            "changes": [vars(change) | {"text": str(change)} for change in self.changes],
            "made": None if latest is None else {"when": latest.made, "because": list(latest.because)},
        }

    @property
    def ready(self) -> bool:
        """Whether there is nothing to do."""
        return self.reason == UP_TO_DATE


def folder_of(root: Path) -> Path:
    """The folder of all that is kept between runs."""
    return root / ".mathviz"


class Planner:
    """Compares a project as it is with what was made of it: here and, if there is ``sharing``, elsewhere."""

    def __init__(self, project: Project, profile_name: str, voice: str | None, out: Path) -> None:
        self.project, self.profile_name, self.voice = project, profile_name, voice
        self.out = out.absolute()
        self.profile = project.profiles[profile_name]
        kept = folder_of(project.root)
        self.store = Store(kept / "store")
        self.editions = kept / "editions"
        self.present = Present(project.root, kept / "digests.json")
        self.sharing: Sharing | None = None

    @cached_property
    def engine(self) -> str:
        """A digest of all that decides how a picture becomes bytes."""
        aside = {PACKAGE / name for name in ASIDE}
        files = [f for f in (PACKAGE / "film").iterdir() if f.is_file() and f not in aside]
        says = [self.present.says(file) for file in sorted(files)]
        versions = [self.present.packages.get(name) for name in DRAWN_WITH]
        around = [self.present.surroundings[name] for name in ("Cairo", "machine")]
        return key_of("engine", says, versions, around).partition("/")[2]

    @property
    def shape(self) -> str:
        """Names what films cost by: lectures under the same profile, drawn by the same engine."""
        return key_of("shape", self.profile_name, self.profile.width, self.engine)[6:22]

    @cached_property
    def publishing(self) -> str:
        """A digest of all that turns a timeline and segments into the files of a lecture."""
        files = [PACKAGE / name for name in ("film/assemble.py", "film/join.py", "build/tasks.py")]
        for room in ("publish", "voice"):
            files += [f for f in (PACKAGE / room).rglob("*") if f.is_file() and "__pycache__" not in f.parts]
        says = [self.present.says(file) for file in sorted(files)]
        return key_of("publishing", says, [self.present.packages.get(name) for name in PUBLISHED_WITH])

    def film(self, lecture: LectureEntry) -> tuple[Film, dict[str, str]]:
        """A lecture as workers have to know it, and all that is configured for it, by name."""
        request = request_of(self.project, lecture, self.profile_name, self.profile, self.voice)
        request |= self.present.surroundings
        if request.get(f"voice {self.voice or self.profile.voice}: engine") == '"hibari"':
            for name in SPOKEN_WITH:
                request[f"package {name}"] = self.present.packages.get(name, "not installed")
        digest = key_of("request", request).partition("/")[2]
        film = Film(self.project, lecture, self.profile_name, self.profile, self.voice, digest, self.engine)
        return film, request

    def lectures(self, lectures: Sequence[LectureEntry]) -> Iterator[LecturePlan]:
        """The plan of each lecture."""
        for lecture in lectures:
            yield self.plan(lecture)

    def plan(self, lecture: LectureEntry) -> LecturePlan:
        """What is to be done for one lecture."""
        film, request = self.film(lecture)
        edition = Edition.of(self.editions, lecture.id, self.profile_name, self.voice)
        folder = self.out / self.project.folder(lecture)
        plan = LecturePlan(film, request, edition, folder)
        for number, making in enumerate(edition.makings):
            changes = self.changes(making, request)
            if not changes:
                plan.making, plan.changes = making, []
                break
            if number == 0:
                plan.changes = changes
        if plan.making is None:
            if plan.changes:
                more = len(plan.changes) - 1
                plan.reason = f"{plan.changes[0]}{f' (and {more} more)' if more else ''}"
            else:
                plan.reason = "never made"
            return plan
        self._look_at_files(plan, plan.making)
        return plan

    def _look_at_files(self, plan: LecturePlan, making: Making) -> None:
        plan.key = self.film_key(plan.film, making.timeline, making.contents)
        published = self._published(plan)
        if making.engine != plan.film.engine:
            plan.making = None
            plan.reason = "how pictures are drawn and encoded changed (the film engine or a package under it)"
            plan.changes = [Change(plan.reason)]
        elif published is None:
            plan.reason = f"not yet published into {self.out}"
        elif published.key != plan.key:
            plan.reason = "titles, or how films are published, changed"
        elif troubles := published.troubles(plan.folder, self.present):
            plan.reason = "; ".join(troubles)

    def _published(self, plan: LecturePlan) -> Published | None:
        """What was published there; also by somebody who moved the folder."""
        known = plan.edition.published
        if str(self.out) in known:
            return known[str(self.out)]
        for published in known.values():
            if published.key == plan.key and not published.troubles(plan.folder, self.present):
                return published
        return None

    def changes(self, making: Making, request: dict[str, str]) -> list[Change]:
        """What is not as it was at that making."""
        found = list(differences(making.request, request))
        try:
            trace = self._trace(making.trace)
        except KeyError:
            return [*found, Change("what it used is not known any more")]
        return found + list(self.present.changes(trace, self.store))

    def stands(self, trace: str) -> bool:
        """Whether nothing changed since something was made that used what is kept under that key."""
        if trace not in self._standing:
            try:
                self._standing[trace] = not any(self.present.changes(self._trace(trace), self.store))
            except KeyError:
                self._standing[trace] = False
        return self._standing[trace]

    def look_again(self) -> None:
        """Compare with the sources as they are now, after an edit."""
        self.present.look_again()
        self._standing.clear()

    def standing(self, key: str) -> Any:
        """What was found out of a lecture and is kept under a key, if nothing changed since; else None.

        If it doesn't stand here, the one in a shared store may.
        """
        known = self._kept(key)
        if known is None and self.sharing is not None and self.sharing.take_over(key):
            known = self._kept(key)
        return known

    def _kept(self, key: str) -> Any:
        with suppress(KeyError):
            if self.stands((known := self.store.read_json(key))["trace"]):
                return known
        return None

    def edited(self, traces: Iterable[str]) -> bool:
        """Whether the sources, as they are now, are not those any more that parts of a lecture saw."""
        self.look_again()
        return self.joined(traces) is None

    def joined(self, traces: Iterable[str]) -> Trace | None:
        """What the parts of a lecture used together; None if not all saw the sources that are compared with.

        A part that was made before an edit, and that the edit does not concern, counts as made after it.
        """
        whole = Trace()
        for key in dict.fromkeys(traces):
            try:
                trace = self._trace(key)
            except KeyError:  # damaged, or taken away
                return None
            if any(self.present.source_changes(trace, self.store)):
                return None
            whole.join(trace)
        for name, (file, sha, ran) in whole.modules.items():
            path = meant(file, self.project.root)
            now = self.present.digest(path)
            if now is not None and now != sha:
                keep_outline(self.store, now, path.read_bytes())
                whole.modules[name] = (file, now, ran)
        return whole

    @cached_property
    def _standing(self) -> dict[str, bool]:
        return {}

    def _trace(self, key: str) -> Trace:
        return Trace.of(self.store.read_json(key))

    def film_key(self, film: Film, timeline: str, contents: Sequence[str]) -> str:
        """The key of a lecture's files:

        Of its segments, its timeline, its titles, and how it is published.
        """
        course, module = self.project.place(film.lecture)
        titles = [course.id, course.title, module.id, module.title, film.lecture.objective]
        form = [film.profile_name, film.profile.width, film.profile.height, film.profile.fps]
        form.append(film.profile.language)
        return key_of("film", list(contents), timeline, titles, form, self.publishing)


def without_places(timeline: Any) -> Any:
    """A timeline's plain values without file names and lines, which nobody sees in a film."""
    return timeline | {
        part: [{k: v for k, v in item.items() if k not in ("file", "line")} for item in timeline[part]]
        for part in ("beats", "plays")
    }


def timeline_key(timeline: Any) -> str:
    """The key of a timeline, whatever lines its beats stand on."""
    return key_of("timeline", without_places(timeline))


def published_files(folder: Path, names: Sequence[str]) -> dict[str, tuple[int, int, int, str]]:
    """What is known of files that were just published."""
    found = {}
    for name in names:
        path = folder / name
        with path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        status = path.stat()
        found[name] = (status.st_size, status.st_mtime_ns, status.st_ino, sha)
    return found

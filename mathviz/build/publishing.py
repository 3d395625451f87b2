"""What is published:

The files of each lecture, the page, the manifest; each whole, replaced only by another.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mathviz.build.config import LectureEntry
from mathviz.build.editions import Published, now
from mathviz.build.films import timeline_of
from mathviz.build.plan import LecturePlan, Planner, published_files
from mathviz.files import atomic_write, sweep, temporary
from mathviz.store import key_of, told_plainly

__all__ = ["Page", "publish_lecture"]


def publish_lecture(planner: Planner, plan: LecturePlan, timeline: Any, made: Mapping[str, Any]) -> None:
    """Put a lecture's files into its folder, the record last: whoever finds it finds the rest.

    ``made`` is what :func:`mathviz.build.tasks.assemble` gave. Raises ``KeyError`` if the film in the store
    is damaged.
    """
    from mathviz.publish import dumps, lecture_json

    with told_plainly(plan.folder):
        plan.folder.mkdir(parents=True, exist_ok=True)
        _replace(plan.folder / "film.mp4", planner.store.file(plan.key))
        for name, content in made["files"].items():
            _write(plan.folder / name, content)
        names = ["film.mp4", *made["files"]]
        files = published_files(plan.folder, names)
        entries: Any = {name: {"size": size, "sha256": sha} for name, (size, _, _, sha) in files.items()}
        record = lecture_json(
            timeline_of(timeline, planner.project.root),
            files=entries,
            **made["record"],
        )
        _write(plan.folder / "lecture.json", dumps(record).encode())
        files |= published_files(plan.folder, ["lecture.json"])
        _clear(plan.folder, files)
    plan.edition.published[str(planner.out)] = Published(plan.key, files, now())
    plan.edition.save()
    planner.store.drop(plan.key)


def _write(path: Path, content: bytes) -> None:
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        pass
    atomic_write(path, content)


def _replace(path: Path, source: Path) -> None:
    """A copy of a file in the place of another, unless it is there already."""
    with source.open("rb") as file:
        wanted = hashlib.file_digest(file, "sha256").digest()
    try:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").digest() == wanted:
                return
    except OSError:
        pass
    scratch = temporary(path)
    try:
        shutil.copyfile(source, scratch)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def _clear(folder: Path, files: Iterable[str]) -> None:
    """Delete what an interrupted run left half written, and captions in a language that is no more."""
    sweep(folder)
    for path in folder.iterdir():
        ours = path.name.startswith(("captions.", "chapters.", "transcript."))
        if ours and path.name not in files and path.is_file():
            path.unlink(missing_ok=True)
        elif path.name.startswith(".making-"):
            shutil.rmtree(path, ignore_errors=True)


class Page:
    """Keeps the manifest and the first page in step with what is ready;

    Writes them only when that changed.
    """

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        name = key_of("page", str(planner.out)).partition("/")[2][:16]
        self._memory = planner.editions / f"page-{name}.json"

    def write(self, waiting: Iterable[LectureEntry], failed: Iterable[str]) -> None:
        """Write ``course.json`` and ``index.html`` anew, if they are to be other ones."""
        states = self._states({lecture.id for lecture in waiting}, set(failed))
        planner = self._planner
        title = planner.project.course_set.title
        key = key_of("page", states, title, planner.publishing, planner.profile_name)
        files = [planner.out / name for name in ("course.json", "index.html")]
        if self._remembered() == [key, *map(_mark, files)]:
            return
        from mathviz.publish import publish

        with told_plainly(planner.out):
            sweep(planner.out)
            publish(planner.out, self._manifest(states))
        with told_plainly(self._memory):
            atomic_write(self._memory, json.dumps([key, *map(_mark, files)]))

    def _remembered(self) -> Any:
        try:
            return json.loads(self._memory.read_bytes())
        except (OSError, ValueError):
            return None

    def _states(self, coming: set[str], failed: set[str]) -> dict[str, tuple[str, Any]]:
        """Of each lecture what it is, and what tells one record of it from another."""
        states = {}
        project = self._planner.project
        for lecture in project.lectures:
            folder = self._planner.out / project.folder(lecture)
            captions = folder / f"captions.{self._planner.profile.language}.vtt"
            mark = _mark(folder / "lecture.json") if captions.exists() else None
            if lecture.id in failed:
                state = "failed"
            elif mark is not None:
                state = "ready"
            else:
                state = "waiting" if lecture.id in coming or not lecture.planned else "planned"
            states[lecture.id] = (state, mark if state == "ready" else None)
        return states

    def _manifest(self, states: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
        from mathviz.publish import course_json

        planner = self._planner
        courses: Any = [
            {
                "id": course.id,
                "title": course.title,
                "modules": [
                    {
                        "id": module.id,
                        "title": module.title,
                        "lectures": [self._entry(one, states[one.id][0]) for one in module.lectures],
                    }
                    for module in course.modules
                ],
            }
            for course in planner.project.course_set.courses
        ]
        return course_json(
            title=planner.project.course_set.title,
            language=planner.profile.language,
            profile=planner.profile_name,
            courses=courses,
        )

    def _entry(self, lecture: LectureEntry, state: str) -> dict[str, Any]:
        folder = self._planner.project.folder(lecture)
        entry: dict[str, Any] = {
            "id": lecture.id,
            "title": lecture.title,
            "status": state,
            "folder": str(folder),
            "duration": None,
            "files": {},
        }
        if state == "ready":
            made = json.loads((self._planner.out / folder / "lecture.json").read_text(encoding="utf-8"))
            entry.update(duration=made["duration"], files=made["files"])
        return entry


def _mark(path: Path) -> list[int] | None:
    """What tells one file under a name from another one written there later."""
    try:
        status = os.stat(path)  # noqa: PTH116 (a hundred times in a run with nothing to do)
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ino]

"""Who makes what, when: the first lecture alone, then the others side by side, a process for each."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mathviz.build.config import LectureEntry, Profile, Project, Selection
from mathviz.build.events import Event, LectureFailed, LectureSkipped, RunFinished, RunStarted
from mathviz.build.making import Job, make
from mathviz.build.rehearsal import lecture_voice
from mathviz.build.report import Reporter
from mathviz.errors import MathvizError
from mathviz.publish import course_json, publish
from mathviz.publish.records import CourseEntry

__all__ = ["render"]

_queue: Any = None


def _begin(queue: Any) -> None:
    global _queue
    _queue = queue


def _make(job: Job) -> None:
    make(job, _queue.put)


@contextmanager
def _workers(jobs: int, report: Reporter) -> Iterator[tuple[Any, Callable[[Event], None]]]:
    """A pool of warm processes, ended at once when the block is left early, and a way to tell of events.

    All events, those of the workers as well, pass through one queue, so ``report`` hears one at a time.
    """
    from pebble import ProcessPool

    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    pool = ProcessPool(max_workers=jobs, context=context, initializer=_begin, initargs=(queue,))
    listener = threading.Thread(target=_listen, args=(queue, report), daemon=True)
    listener.start()
    try:
        yield pool, queue.put
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()
        queue.put(None)
        listener.join()


def _listen(queue: Any, report: Reporter) -> None:
    while (event := queue.get()) is not None:
        report(event)


def render(
    project: Project,
    selection: Selection,
    profile_name: str,
    out: Path,
    jobs: int | None,
    voice: str | None,
    report: Reporter,
) -> RunFinished:
    """Make the chosen lectures; one that fails stops no other.

    The first one is made alone, so that there is soon something to watch. The page and the manifest list
    after each lecture what is ready so far.
    """
    began = time.monotonic()
    profile = project.profiles[profile_name]
    lecture_voice(project, profile, voice)  # an unknown voice is told before anything is made
    failed: dict[str, LectureFailed] = {}
    page = _Page(project, profile_name, profile, out)
    with _workers(jobs or os.cpu_count() or 1, report) as (pool, tell):
        ids = tuple(lecture.id for lecture in selection.lectures)
        tell(RunStarted(ids, len(selection.planned), profile_name, out))
        for lecture in selection.planned:
            tell(LectureSkipped(lecture.id, "planned: it has no scene yet"))
        waiting = list(selection.lectures)
        page.write(waiting, failed)
        for batch in (waiting[:1], waiting[1:]):
            running = {
                pool.schedule(_make, args=[Job(project, lecture, profile_name, profile, voice, out)]): lecture
                for lecture in batch
            }
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    lecture = running.pop(future)
                    waiting.remove(lecture)
                    if (error := future.exception()) is not None:
                        failed[lecture.id] = _failure(lecture, error)
                        tell(failed[lecture.id])
                page.write(waiting, failed)
        finished = RunFinished(
            done=len(selection.lectures) - len(failed),
            failed=len(failed),
            skipped=len(selection.planned),
            seconds=round(time.monotonic() - began, 2),
        )
        tell(finished)
    return finished


def _failure(lecture: LectureEntry, error: BaseException) -> LectureFailed:
    if isinstance(error, MathvizError):
        return LectureFailed(lecture.id, error.message, error.file, error.line)
    return LectureFailed(lecture.id, f"{type(error).__name__}: {error}", None, None)


class _Page:
    """Keeps the manifest and the first page in step with what is ready."""

    def __init__(self, project: Project, profile_name: str, profile: Profile, out: Path) -> None:
        self.project, self.profile_name, self.profile, self.out = project, profile_name, profile, out

    def write(self, waiting: Any, failed: dict[str, LectureFailed]) -> None:
        """Write ``course.json`` and ``index.html`` anew."""
        coming = {lecture.id for lecture in waiting}
        courses: list[CourseEntry] = [
            {
                "id": course.id,
                "title": course.title,
                "modules": [
                    {
                        "id": module.id,
                        "title": module.title,
                        "lectures": [self._entry(lecture, coming, failed) for lecture in module.lectures],
                    }
                    for module in course.modules
                ],
            }
            for course in self.project.course_set.courses
        ]
        title = self.project.course_set.title
        manifest = course_json(
            title=title, language=self.profile.language, profile=self.profile_name, courses=courses
        )
        publish(self.out, manifest)

    def _entry(self, lecture: LectureEntry, coming: set[str], failed: dict[str, LectureFailed]) -> Any:
        folder = self.project.folder(lecture)
        record = self.out / folder / "lecture.json"
        entry: dict[str, Any] = {
            "id": lecture.id,
            "title": lecture.title,
            "status": "planned",
            "folder": str(folder),
            "duration": None,
            "files": {},
        }
        if lecture.id in failed:
            entry["status"] = "failed"
        elif record.exists():
            made = json.loads(record.read_text(encoding="utf-8"))
            entry.update(status="ready", duration=made["duration"], files=made["files"])
        elif lecture.id in coming or not lecture.planned:
            entry["status"] = "waiting"
        return entry

"""The report of a run as a page, ``report.html`` beside the films, written from the events of the run."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from mathviz.build.events import (
    Event,
    LectureFailed,
    LectureFinished,
    LectureRestarted,
    LectureReused,
    LectureSkipped,
    LectureStarted,
    RunFinished,
    WorkRetried,
)
from mathviz.build.plan import LecturePlan, Planner
from mathviz.errors import shown_path
from mathviz.files import atomic_write
from mathviz.publish.report import LectureReport, Problem, report_html

__all__ = ["RunPage"]


class RunPage:
    """Listens to a run; at its end the page stands beside ``index.html``, its pictures in ``report/``."""

    def __init__(self, planner: Planner, plans: Sequence[LecturePlan]) -> None:
        self._planner = planner
        self._folder = planner.out / "report"
        self._lectures = {plan.lecture.id: _planned(plan) for plan in plans}
        self._beside = ThreadPoolExecutor(1, "report")  # the run does not wait for pictures

    def __call__(self, event: Event) -> None:
        """Note what happens to a lecture; write the page when the run is over."""
        match event:
            case LectureStarted(lecture):
                self._lectures[lecture]["how"] = "all its segments drawn"
            case LectureReused(lecture, segments, reused):
                self._lectures[lecture]["how"] = f"{segments - reused} of {segments} segments drawn"
            case LectureRestarted(lecture):
                entry = self._lectures[lecture]
                entry["why"] = [*entry["why"], "its sources were edited while it was made: made again"]
            case WorkRetried(lecture, what, why):
                entry = self._lectures[lecture]
                entry["why"] = [*entry["why"], f"tried again to {what} it: {why}"]
            case LectureFinished(lecture, folder, _, seconds):
                place = folder.relative_to(self._planner.out).as_posix()
                self._lectures[lecture] |= {"outcome": "made", "seconds": seconds, "folder": place}
                self._beside.submit(self._add_sheet, lecture, folder)
            case LectureFailed():
                self._note_failure(event)
            case LectureSkipped(lecture, reason) if lecture in self._lectures:
                self._lectures[lecture] |= {"outcome": "skipped", "how": reason}
            case RunFinished(seconds=seconds):
                self._beside.shutdown()
                self._write(seconds)

    def _note_failure(self, event: LectureFailed) -> None:
        still = None
        if event.still is not None:
            with suppress(OSError):
                atomic_write(self._folder / f"{event.lecture}.png", event.still.read_bytes())
                still = f"report/{event.lecture}.png"
        problem: Problem = {
            "message": event.message,
            "file": None if event.file is None else shown_path(Path(event.file)),
            "line": event.line,
            "beat": event.beat,
            "log": event.log,
            "still": still,
        }
        self._lectures[event.lecture] |= {"outcome": "failed", "problems": [problem], "how": ""}

    def _add_sheet(self, lecture: str, folder: Path) -> None:
        with suppress(Exception):  # a picture for the report is no reason to fail
            self._lectures[lecture]["sheet"] = self._sheet(lecture, folder)

    def _sheet(self, lecture: str, folder: Path) -> str:
        """A contact sheet: what stands at the end of each chapter, and in its middle."""
        from mathviz.film.contact import contact_sheet

        record = json.loads((folder / "lecture.json").read_text(encoding="utf-8"))
        starts = [chapter["start"] for chapter in record["chapters"]]
        ends = [*starts[1:], record["duration"]]
        moments = [
            at for start, end in zip(starts, ends, strict=True) for at in ((start + end) / 2, end - 0.2)
        ]
        atomic_write(self._folder / f"{lecture}.jpg", contact_sheet(folder / "film.mp4", moments))
        return f"report/{lecture}.jpg"

    def _write(self, seconds: float) -> None:
        planner = self._planner
        page = report_html(
            title=planner.project.course_set.title,
            profile=planner.profile_name,
            language=planner.profile.language,
            ended=time.strftime("%Y-%m-%d %H:%M"),
            seconds=seconds,
            lectures=list(self._lectures.values()),
        )
        atomic_write(planner.out / "report.html", page)


def _planned(plan: LecturePlan) -> LectureReport:
    ready = plan.ready
    return {
        "id": plan.lecture.id,
        "title": plan.lecture.title,
        "outcome": "reused" if ready else "skipped",
        "seconds": 0.0,
        "folder": str(plan.film.project.folder(plan.lecture)) if ready else None,
        "how": "" if ready else "not reached",
        "why": [] if ready else [str(change) for change in plan.changes] or [plan.reason],
        "sheet": None,
        "problems": [],
    }

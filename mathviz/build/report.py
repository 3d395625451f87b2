"""How a run tells what happens: a live display on a terminal, plain lines elsewhere, JSON lines for tools.

Failures go to the standard error in every form, with file and line; all else to the standard output.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column
from rich.text import Text

from mathviz.build.events import (
    Event,
    LectureFailed,
    LectureFinished,
    LectureProgress,
    LectureRehearsed,
    LectureRestarted,
    LectureStarted,
    LectureToMake,
    RunFinished,
    RunProgress,
    RunStarted,
    SharedStoreLost,
    StoreDamaged,
    WorkerRefused,
    WorkersAwaited,
    WorkRetried,
)
from mathviz.errors import MathvizError, shown_path

__all__ = ["JsonReporter", "LiveReporter", "PlainReporter", "Reporter", "reporter"]


class Reporter(Protocol):
    """Takes every event of a run, between entering and leaving it."""

    def __call__(self, event: Event) -> None:
        """Tell of one event."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Tidy up, also when the run is broken off."""


def reporter(as_json: bool) -> Reporter:
    """The reporter that fits: JSON lines if asked for, else live on a terminal and plain lines elsewhere."""
    if as_json:
        return JsonReporter()
    console = Console()
    if console.is_terminal and not console.is_dumb_terminal:
        return LiveReporter(console)
    return PlainReporter()


class PlainReporter:
    """One line for each thing worth knowing: a lecture's start, length, chapters, end; the counts last."""

    def __init__(self) -> None:
        """Nothing has been told yet."""
        self._chapters: set[tuple[str, str]] = set()

    def __call__(self, event: Event) -> None:
        """Print the event's line; of a lecture's progress only each new chapter."""
        if isinstance(event, LectureProgress):
            if (event.lecture, event.chapter) in self._chapters:
                return
            self._chapters.add((event.lecture, event.chapter))
        if isinstance(event, LectureFailed):
            _tell_failure(event)
        elif line := _line(event):
            _print(line)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to tidy up."""


class JsonReporter:
    """One JSON object a line on the standard output, and nothing else there.

    While it is in use, whatever else this process or one that it starts prints goes to the standard error.
    """

    def __enter__(self) -> Self:
        """Keep the standard output for the events."""
        sys.stdout.flush()
        self._events = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        return self

    def __call__(self, event: Event) -> None:
        """Print the event; a failure also in words on the standard error."""
        _print(json.dumps(event.as_json(), ensure_ascii=False), self._events)
        if isinstance(event, LectureFailed):
            _tell_failure(event)

    def __exit__(self, *_: object) -> None:
        """Give the standard output back."""
        sys.stdout.flush()
        os.dup2(self._events.fileno(), 1)
        self._events.close()


class LiveReporter:
    """A bar for each lecture being made: chapter, frames, frames a second, time left; one for the run."""

    def __init__(self, console: Console) -> None:
        """Draw on the given console."""
        whole = partial(Column, no_wrap=True, overflow="ellipsis")  # one line for a lecture
        self._progress = Progress(
            TextColumn("{task.description}", markup=False, style="bold", table_column=whole()),
            BarColumn(bar_width=16),
            MofNCompleteColumn(table_column=whole()),
            _FrameRateColumn(table_column=whole()),
            _TimeLeftColumn(compact=True, table_column=whole()),
            TextColumn("{task.fields[chapter]}", markup=False, style="dim", table_column=whole()),
            console=console,
            redirect_stderr=sys.stderr.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        """Move the lecture's bar, or print the event's line above the bars."""
        progress = self._progress
        match event:
            case LectureStarted(lecture):
                self._end(lecture)  # of one that is made again
                self._tasks[lecture] = progress.add_task(lecture, total=None, chapter="rehearsing")
            case LectureRehearsed(lecture, frames):
                progress.update(self._tasks[lecture], total=frames, chapter="")
            case LectureProgress(lecture, chapter, frame, frames):
                progress.update(self._tasks[lecture], completed=frame, total=frames, chapter=chapter)
            case RunProgress(part, left):
                if "" not in self._tasks:
                    self._tasks[""] = progress.add_task("all", total=100, chapter="", left=left)
                progress.update(self._tasks[""], completed=int(100 * part), left=left)
            case LectureFailed(lecture):
                self._end(lecture)
                _tell_failure(event)
            case LectureFinished(lecture):
                self._end(lecture)
                self._say(_line(event) or "")
            case _ if line := _line(event):
                self._say(line)

    def __enter__(self) -> Self:
        """Begin the live display."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        self._progress.stop()

    def _say(self, line: str) -> None:
        # Whole, however narrow the terminal: a path that is broken can't be copied.
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _end(self, lecture: str) -> None:
        if lecture in self._tasks:
            self._progress.remove_task(self._tasks.pop(lecture))


class _TimeLeftColumn(TimeRemainingColumn):
    def render(self, task: Task) -> Text:
        if "left" not in task.fields:
            return super().render(task)
        left = task.fields["left"]
        text = "-:--" if left is None else f"{int(left) // 60}:{int(left) % 60:02}"
        return Text(text, style="progress.remaining")


class _FrameRateColumn(ProgressColumn):
    def render(self, task: Task) -> Text:
        if "left" in task.fields:
            return Text("%")
        return Text(f"{task.speed:.0f} frames/s" if task.speed else "", style="progress.data.speed")


def _tell_failure(event: LectureFailed) -> None:
    error = MathvizError(event.message, file=event.file, line=event.line)
    _print(f"✗ {event.lecture} failed: {error}", sys.stderr)


def _print(line: str, stream: TextIO | None = None) -> None:
    # In one piece: events come from the run and from a listener to its processes.
    stream = stream or sys.stdout
    stream.write(f"{line}\n")
    stream.flush()


def _line(event: Event) -> str | None:
    match event:
        case RunStarted(lectures, planned, profile, out):
            passed_over = f"; {planned} planned, without a scene yet" if planned else ""
            return f"{_count(len(lectures))} to make as {profile} into {shown_path(out)}{passed_over}"
        case LectureToMake(lecture, title, folder):
            return f"  {lecture} ({title}) into {shown_path(folder)}"
        case LectureStarted(lecture, title):
            return f"  {lecture}: {title}"
        case LectureRehearsed(lecture, frames, seconds):
            return f"  {lecture}: rehearsed, {_duration(seconds)} long, {frames} frames"
        case LectureProgress(lecture, chapter, frame, frames):
            return f"  {lecture}: frame {frame} of {frames}, {chapter}"
        case LectureFinished(lecture, folder, _, seconds):
            return f"✓ {lecture} made in {_duration(seconds)}: {shown_path(folder)}"
        case LectureRestarted(lecture):
            return f"  {lecture}: its sources were edited meanwhile; it is made again"
        case WorkRetried(lecture, what, why):
            return f"  {lecture}: tried again to {what} it: {why}"
        case StoreDamaged(sentence):
            return f"  {sentence}"
        case SharedStoreLost(store, reason):
            return f"  the store {store} is lost ({reason}); the run goes on without it"
        case WorkerRefused(worker, reason):
            return f"  worker {worker} takes no part: {reason}"
        case WorkersAwaited(cluster):
            return f"  the cluster at {cluster} has no worker that may do the work; waiting for one"
        case RunFinished(done, failed, skipped, seconds):
            return f"{_count(done)} made, {failed} failed, {skipped} skipped in {_duration(seconds)}"
        case _:  # what is skipped is counted in the first and the last line
            return None


def _count(lectures: int) -> str:
    return "1 lecture" if lectures == 1 else f"{lectures} lectures"


def _duration(seconds: float) -> str:
    if seconds < 59.5:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"

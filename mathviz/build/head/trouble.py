"""What is done when work fails: it is tried again some times, then the lecture is told as failed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from mathviz.build.crew import CrewError
from mathviz.build.events import Event, LectureFailed, WorkRetried
from mathviz.build.failures import WorkFailedError, keep, last_frame, reason, would_happen_again
from mathviz.build.head.production import Job, Production
from mathviz.build.head.steps import SourcesEditedError, Steps
from mathviz.build.plan import Planner, folder_of
from mathviz.errors import MathvizError

__all__ = ["EDITS", "failure_of", "try_again"]

EDITS = 3
"""So often a lecture is begun anew whose sources are edited while it is made."""

TRIES = 3
"""So often a piece of work is tried whose worker dies, hangs or raises what may not happen again."""


def try_again(steps: Steps, job: Job, error: CrewError, report: Callable[[Event], None]) -> None:
    """Try again, with what is still to do. Raises ``WorkFailedError`` if that is in vain or was in vain."""
    production = job.production
    production.failures[job.what] += 1
    if would_happen_again(error) or production.failures[job.what] >= TRIES:
        raise WorkFailedError(error, production.failures[job.what])
    report(WorkRetried(production.id, job.what, reason(error)))
    steps.again(job)


def failure_of(planner: Planner, production: Production, error: MathvizError) -> LectureFailed:
    """All that helps to mend a lecture that is given up; its log and a picture are kept for a person."""
    details = getattr(error, "details", {})
    picture = details.get("still") or _last_picture(planner, production)
    still = keep(folder_of(planner.project.root) / "failures" / production.id, error, picture)
    beat = details.get("beat") or _beat(planner, production)
    file, line = error.file, error.line
    if not file and production.place and not isinstance(error, SourcesEditedError):
        file, line = production.place
    return LectureFailed(production.id, error.message, file, line, beat, getattr(error, "log", ""), still)


def _beat(planner: Planner, production: Production) -> str | None:
    """What is being said at the first segment that is missing."""
    if production.shape is None or not production.missing:
        return None
    tick = production.missing[0][0] * 120 // planner.profile.fps
    said = [beat.shown for beat in production.shape.beats if beat.start <= tick]
    return said[-1] if said else None


def _last_picture(planner: Planner, production: Production) -> bytes | None:
    """What was seen before the first segment that is missing."""
    if not production.missing:
        return None
    before = [frames for frames in production.contents if frames[1] <= production.missing[0][0]]
    with suppress(KeyError, MathvizError):
        first, last = max(before, default=(0, 0))
        segment = planner.store.file(production.contents[first, last])
        return last_frame(segment, last - first, planner.profile.fps)
    return None

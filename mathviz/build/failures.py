"""What is known of a lecture that could not be made: why, where, what was said and seen at that moment."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from mathviz.build.crew import CrewError, Raised, Refused, TimedOut, WorkerDied
from mathviz.errors import MathvizError
from mathviz.files import atomic_write

__all__ = ["WorkFailedError", "keep", "reason", "would_happen_again"]

KNOWN = ("AuthorError", "LectureError", "StoreError", "UnknownVoiceError")
"""The kinds of errors whose messages are made for people."""


class WorkFailedError(MathvizError):
    """A piece of work that was given up after some tries, with all that is known about why."""

    def __init__(self, error: CrewError, tries: int) -> None:
        more = f", {tries} times" if isinstance(error, WorkerDied | TimedOut) and tries > 1 else ""
        file, line = getattr(error, "file", None), getattr(error, "line", None)
        super().__init__(f"{reason(error)}{more}", file=file, line=line)
        self.log: str = getattr(error, "log", "")
        self.details: dict[str, Any] = dict(getattr(error, "details", {}))


def reason(error: CrewError) -> str:
    """Why a piece of work was not done, in words."""
    match error:
        case WorkerDied(None):
            return "its worker ended"
        case WorkerDied(int(code)):
            return f"its worker was killed by signal {-code}" if code < 0 else f"its worker left with {code}"
        case TimedOut(limit):
            return f"it took longer than {limit:.0f} s and seems to hang"
        case Raised(kind, message):
            return message if kind in KNOWN else f"{kind}: {message}"
        case Refused(why):
            return why
    return str(error)


def would_happen_again(error: CrewError) -> bool:
    """Whether trying again is in vain: a mistake in a lecture, a full disk, a worker that must not."""
    if isinstance(error, Raised):
        return error.kind in KNOWN and (error.kind != "LectureError" or error.file is not None)
    return isinstance(error, Refused)


def keep(folder: Path, error: MathvizError, still: bytes | None) -> Path | None:
    """Keep the log and the picture of the moment where a person finds them; the picture's path."""
    picture = folder / "still.png"
    with suppress(OSError):
        atomic_write(folder / "log.txt", f"{error}\n\n{getattr(error, 'log', '')}\n")
        if still is not None:
            atomic_write(picture, still)
            return picture
        picture.unlink(missing_ok=True)
    return None


def last_frame(segment: Path, frames: int, fps: int) -> bytes | None:
    """The last frame of a segment as PNG; None if it can't be read."""
    from mathviz.build.rehearsal import png
    from mathviz.film.assemble import still_of

    with suppress(Exception):
        return png(still_of(segment, frames - 1, fps))
    return None

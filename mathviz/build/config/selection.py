"""Which lectures a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mathviz.build.config.documents import did_you_mean
from mathviz.build.config.project import Project
from mathviz.build.config.schema import LectureEntry
from mathviz.errors import MathvizError

__all__ = ["Selection", "SelectionError", "select", "select_one"]


class SelectionError(MathvizError):
    """A lecture was asked for that cannot be made."""

    exit_code = 2


@dataclass(frozen=True)
class Selection:
    """The lectures to make, in teaching order, and the planned ones that are passed over."""

    lectures: tuple[LectureEntry, ...]
    planned: tuple[LectureEntry, ...]


def select(project: Project, patterns: Sequence[str]) -> Selection:
    """The lectures whose id one of the patterns names or matches; without patterns all of them.

    Raises ``SelectionError``, with all that is wrong at once, for a pattern that matches nothing and for a
    planned lecture that is named; planned lectures that a glob matches are only counted.
    """
    problems: list[str] = []
    chosen: set[str] = set()
    for pattern in patterns or ["*"]:
        matches = [lecture for lecture in project.lectures if fnmatchcase(lecture.id, pattern)]
        named = not any(sign in pattern for sign in "*?[")
        if not matches:
            ids = [lecture.id for lecture in project.lectures]
            what = f'there is no lecture "{pattern}"' if named else f'no lecture matches "{pattern}"'
            problems.append(f"{what}; allowed: an id that `mathviz list` shows{did_you_mean(pattern, ids)}")
        elif named and matches[0].planned:
            problems.append(f'"{pattern}" is planned, it has no scene yet; allowed: {_with_scene(project)}')
        chosen |= {lecture.id for lecture in matches}
    if problems:
        raise SelectionError("\n".join(problems))
    lectures = [lecture for lecture in project.lectures if lecture.id in chosen]
    return Selection(
        lectures=tuple(lecture for lecture in lectures if not lecture.planned),
        planned=tuple(lecture for lecture in lectures if lecture.planned),
    )


def select_one(project: Project, name: str) -> LectureEntry:
    """The one lecture with this id or glob; ``SelectionError`` if there is none with a scene, or several."""
    lectures = select(project, [name]).lectures
    if len(lectures) != 1:
        found = ", ".join(lecture.id for lecture in lectures) or "planned ones only"
        raise SelectionError(f'one lecture is needed, "{name}" matches {found}')
    return lectures[0]


def _with_scene(project: Project) -> str:
    made = [lecture.id for lecture in project.lectures if not lecture.planned]
    return ", ".join(made) if made else "none, since no lecture has a scene yet"

"""A project: its course set, profiles, voices and themes, validated whole before anything is drawn."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from mathviz.build.config.checks import check_course, check_name, validate
from mathviz.build.config.documents import (
    ConfigError,
    Document,
    Place,
    Problem,
    files_in,
    read_document,
    read_folder,
    unreadable,
)
from mathviz.build.config.schema import Course, CourseSet, LectureEntry, Module, Name, Profile
from mathviz.errors import shown_path
from mathviz.theme import Theme
from mathviz.voice.settings import VoiceSettings

__all__ = ["MODELS", "SILENT", "Project", "load_project", "place_of"]

_log = logging.getLogger(__name__)

SILENT = "silent"
"""The voice that every project has, configured or not: no sound, natural pace."""

MODELS: dict[str, Any] = {
    "course": CourseSet,
    "profiles": dict[Name, Profile],
    "voices": dict[Name, VoiceSettings],
    "theme": Theme,
}
"""What each kind of configuration file holds, by the name that ``mathviz schema`` knows it by."""


@dataclass(frozen=True)
class Project:
    """All that is configured, and the project's root, in which ``config/`` and ``scenes/`` lie."""

    root: Path
    course_set: CourseSet
    profiles: Mapping[str, Profile]
    voices: Mapping[str, VoiceSettings]
    themes: Mapping[str, Theme]

    @property
    def lectures(self) -> tuple[LectureEntry, ...]:
        """All lectures in teaching order."""
        return tuple(lecture for _, _, lecture in self.course_set.placed_lectures())

    def place(self, lecture: LectureEntry) -> tuple[Course, Module]:
        """The course and the module that a lecture belongs to."""
        return next((c, m) for c, m, entry in self.course_set.placed_lectures() if entry.id == lecture.id)

    def folder(self, lecture: LectureEntry) -> PurePosixPath:
        """The lecture's folder below the output folder: ``<course>/<module>/<lecture-id>``."""
        course, module = self.place(lecture)
        return PurePosixPath(course.id, module.folder, lecture.id)


def load_project(course_file: Path) -> Project:
    """Read and check the whole configuration around a course file.

    The course set may be split into files, all in one folder that has the course file's name without
    ``.yaml``. Beside it lie ``profiles.yaml``, ``voices.yaml`` and ``themes/<name>.yaml``; the project's root
    is the folder above. The voice ``silent`` is there without being configured.

    Raises ``ConfigError`` with all problems of all files at once.
    """
    config = course_file.absolute().parent
    root = config.parent
    problems: list[Problem] = []

    def load(name: str, kind: str) -> tuple[Document | None, Any]:
        document = _read(config / name, problems)
        return document, validate(MODELS[kind], document, problems) if document else None

    course_file = _course_file(course_file)
    course_document, course_set = load(course_file.name, "course")
    if course_document:
        problems += check_course(course_document, root)
    profiles_document, profiles = load("profiles.yaml", "profiles")
    voices_document, voices = load("voices.yaml", "voices")
    theme_names = [file.stem for file in files_in(config / "themes", problems)]
    themes = {name: load(f"themes/{name}.yaml", "theme")[1] for name in theme_names}

    if profiles_document:
        problems += _unknown_names(profiles_document, "theme", theme_names)
        if voices_document and isinstance(voices_document.data, dict):
            problems += _unknown_names(profiles_document, "voice", sorted({*voices_document.data, SILENT}))
    if problems:
        raise ConfigError(problems)
    voices = {SILENT: VoiceSettings(engine="silent"), **voices}
    project = Project(root, course_set, profiles, voices, themes)
    _log.info(
        "%s: %d lectures, profiles %s, voices %s, themes %s",
        shown_path(course_file),
        len(project.lectures),
        *(", ".join(names) for names in (profiles, voices, themes)),
    )
    return project


def place_of(course_file: Path, key: str) -> Place:
    """Where the value of a key at the top of the course file stands."""
    document = _read(_course_file(course_file), [])
    return document.values[key,] if document and (key,) in document.values else Place(course_file)


def _course_file(path: Path) -> Path:
    """The course file, or the folder of such files that has its name."""
    try:
        if path.exists():
            return path
        if (folder := path.with_suffix("")).is_dir():
            return folder
    except OSError as error:
        raise ConfigError([unreadable(path, error, "a course file that you may read")]) from None
    what = "no such file; allowed: a course file, in the project's folder or named with --course"
    raise ConfigError([Problem(Place(path), what)])


def _read(path: Path, problems: list[Problem]) -> Document | None:
    return read_folder(path, problems) if path.is_dir() else read_document(path, problems)


def _unknown_names(profiles: Document, what: str, known: list[str]) -> list[Problem]:
    """Problems with the theme, or the voice, that each profile names."""
    entries = profiles.data.items() if isinstance(profiles.data, dict) else ()
    return [
        problem
        for name, profile in entries
        if isinstance(profile, dict)
        for problem in check_name(profiles, (name, what), profile.get(what), what, known)
    ]

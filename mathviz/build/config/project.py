"""A project: its course set, profiles, voices and themes, validated whole before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from mathviz.build.config.checks import check_course, check_name, validate
from mathviz.build.config.documents import ConfigError, Document, Problem, read_document
from mathviz.build.config.schema import Course, CourseSet, LectureEntry, Module, Name, Profile

if TYPE_CHECKING:
    from mathviz.theme import Theme
    from mathviz.voice.settings import VoiceSettings

__all__ = ["SILENT", "Project", "load_project", "models"]

SILENT = "silent"
"""The voice that every project has: no sound, natural pace."""


@dataclass(frozen=True)
class Project:
    """All that is configured, and where: the course file's folder lies in the project's root."""

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


def models() -> dict[str, Any]:
    """What each kind of configuration file holds, by the name that ``mathviz schema`` knows it by."""
    from mathviz.theme import Theme
    from mathviz.voice.settings import VoiceSettings

    return {
        "course": CourseSet,
        "profiles": dict[Name, Profile],
        "voices": dict[Name, VoiceSettings],
        "theme": Theme,
    }


def load_project(course_file: Path) -> Project:
    """Read and check the whole configuration around a course file.

    Beside the course file lie ``profiles.yaml``, ``voices.yaml`` and ``themes/<name>.yaml``; the project's
    root, in which ``scenes/`` lies, is the folder above.

    Raises ``ConfigError`` with all problems of all files at once.
    """
    course_file = course_file.absolute()
    config, root = course_file.parent, course_file.parent.parent
    kinds = models()
    problems: list[Problem] = []

    def load(file: Path, kind: str) -> tuple[Document | None, Any]:
        document = read_document(file, problems)
        return document, validate(kinds[kind], document, problems) if document else None

    course_document, course_set = load(course_file, "course")
    if course_document:
        problems += check_course(course_document, root)
    profiles_document, profiles = load(config / "profiles.yaml", "profiles")
    voices_document, voices = load(config / "voices.yaml", "voices")
    theme_files = sorted((config / "themes").glob("*.yaml"))
    themes = {file.stem: load(file, "theme")[1] for file in theme_files}

    if profiles_document and isinstance(profiles_document.data, dict):
        voice_names = _names(voices_document)
        for name, profile in profiles_document.data.items():
            if isinstance(profile, dict):
                problems += check_name(
                    profiles_document, (name, "theme"), profile.get("theme"), "theme", list(themes)
                )
                if voice_names is not None:
                    problems += check_name(
                        profiles_document, (name, "voice"), profile.get("voice"), "voice", voice_names
                    )
    if problems:
        raise ConfigError(problems)
    return Project(root, course_set, profiles, voices, themes)


def _names(voices: Document | None) -> list[str] | None:
    if voices is None or not isinstance(voices.data, dict):
        return None
    return [*voices.data, *([] if SILENT in voices.data else [SILENT])]

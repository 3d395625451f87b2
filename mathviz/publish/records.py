"""The JSON records: a lecture's timeline, ``lecture.json`` and the manifest ``course.json``.

Times are seconds from the start of the film, rounded to 0.1 ms, which gives back each tick of 1/120 s.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from numbers import Complex, Integral, Real
from pathlib import Path
from typing import Any, Literal, TypedDict, get_args

import numpy as np

from mathviz.timeline import AskedQuestion, Beat, Timeline, seconds

__all__ = [
    "CourseEntry",
    "FileEntry",
    "LectureEntry",
    "ModuleEntry",
    "Status",
    "course_json",
    "dumps",
    "file_json",
    "lecture_json",
    "timeline_json",
]

VERSION = 1

Status = Literal["ready", "waiting", "planned", "failed"]


class FileEntry(TypedDict):
    """A published file: size in bytes, SHA-256 in hexadecimal."""

    size: int
    sha256: str


class LectureEntry(TypedDict):
    """A lecture in the manifest; ``duration`` is in seconds, ``None`` and no files until it is ready.

    ``folder`` is relative to the manifest, with ``/`` between names.
    """

    id: str
    title: str
    status: Status
    folder: str
    duration: float | None
    files: dict[str, FileEntry]


class ModuleEntry(TypedDict):
    """A module in the manifest."""

    id: str
    title: str
    lectures: list[LectureEntry]


class CourseEntry(TypedDict):
    """A course in the manifest."""

    id: str
    title: str
    modules: list[ModuleEntry]


def timeline_json(timeline: Timeline) -> dict[str, Any]:
    """The exact record of a rehearsed lecture."""
    return {
        "version": VERSION,
        "id": timeline.lecture,
        "title": timeline.title,
        "language": timeline.language,
        "voice": timeline.voice,
        "duration": _time(timeline.duration),
        **_content(timeline),
        "plays": [_span(play.start, play.end) | {"hold": play.hold} for play in timeline.plays],
    }


def lecture_json(
    timeline: Timeline,
    *,
    course: Mapping[str, str],
    module: Mapping[str, str],
    objective: str,
    voice: Mapping[str, str],
    engine: Mapping[str, str],
    profile: str,
    fps: int,
    size: tuple[int, int],
    files: Mapping[str, FileEntry],
) -> dict[str, Any]:
    """The record ``lecture.json`` of one film.

    ``course`` and ``module`` have an id and a title, ``voice`` a name and a version, ``engine`` the versions
    of mathviz and manim; ``size`` is width and height in pixels; ``files`` lie beside it (:func:`file_json`).
    Raises ``ValueError`` for a number that is not finite, ``TypeError`` for a value that has no form in JSON.
    """
    return {
        "version": VERSION,
        "id": timeline.lecture,
        "title": timeline.title,
        "course": dict(course),
        "module": dict(module),
        "objective": objective,
        "language": timeline.language,
        "voice": dict(voice),
        "engine": dict(engine),
        "profile": profile,
        "fps": fps,
        "size": list(size),
        "frames": timeline.frames(fps),
        "duration": _time(timeline.duration),
        **_content(timeline),
        "files": dict(files),
    }


def course_json(*, title: str, language: str, profile: str, courses: Sequence[CourseEntry]) -> dict[str, Any]:
    """The manifest ``course.json``. Raises ``ValueError`` for an id used twice or an unknown status."""
    lectures = [
        lecture for course in courses for module in course["modules"] for lecture in module["lectures"]
    ]
    twice = [name for name, n in Counter(lecture["id"] for lecture in lectures).items() if n > 1]
    if twice:
        raise ValueError(f"each lecture stands once in the manifest; more than once: {', '.join(twice)}")
    allowed = get_args(Status)
    for lecture in lectures:
        if lecture["status"] not in allowed:
            raise ValueError(
                f"{lecture['id']} has the status {lecture['status']!r}; allowed: {', '.join(allowed)}"
            )
    return {
        "version": VERSION,
        "title": title,
        "language": language,
        "profile": profile,
        "courses": list(courses),
    }


def file_json(path: Path) -> FileEntry:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return {"size": file.tell(), "sha256": digest.hexdigest()}


def dumps(record: Mapping[str, Any]) -> str:
    """A record as JSON text, one space deep a level, with a final newline."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _content(timeline: Timeline) -> dict[str, Any]:
    return {
        "chapters": [
            {"title": chapter.title, **_span(start, end)} for chapter, start, end in timeline.chapter_spans()
        ],
        "beats": [_beat(beat) for beat in timeline.beats],
        "numbers": [
            {
                "name": number.name,
                "value": _plain(number.value, number.name),
                "shown": number.shown,
                "spoken": number.spoken,
                "time": _time(number.time),
            }
            for number in timeline.numbers
        ],
        "questions": [_question(question) for question in timeline.questions],
    }


def _beat(beat: Beat) -> dict[str, Any]:
    return {
        **_span(beat.start, beat.end),
        "chapter": beat.chapter,
        "text": beat.shown,
        "sentences": [
            {
                **_span(sentence.start, sentence.end),
                "text": sentence.shown,
                "words": [{"text": word.text, **_span(word.start, word.end)} for word in sentence.words],
            }
            for sentence in beat.sentences
        ],
    }


def _question(question: AskedQuestion) -> dict[str, Any]:
    return {
        "prompt": question.prompt,
        "choices": list(question.choices),
        "answer": question.answer,
        "explanations": list(question.explanations),
        "asked": _time(question.asked),
        "rest": _span(question.rest_start, question.rest_end),
        "answered": _time(question.answered),
    }


def _time(tick: int) -> float:
    return round(seconds(tick), 4)


def _span(start: int, end: int) -> dict[str, float]:
    return {"start": _time(start), "end": _time(end)}


def _plain(value: Any, name: str) -> Any:
    """A lecture's value in JSON's own types: NumPy's and SymPy's numbers become Python's, arrays lists."""
    match value:
        case None | bool() | str():
            return value
        case np.bool_() | np.ndarray():
            return _plain(value.tolist(), name)
        case Integral():
            return int(value)
        case Real():
            if not math.isfinite(value):
                raise ValueError(f"the value {name!r} is {value}; a lecture shows finite numbers only")
            return float(value)
        case Complex():
            return {"real": _plain(value.real, name), "imaginary": _plain(value.imag, name)}
        case Mapping():
            return {str(key): _plain(item, name) for key, item in value.items()}
        case Sequence():
            return [_plain(item, name) for item in value]
    raise TypeError(f"the value {name!r} is {value!r}; give a number, a text, or a sequence of them")

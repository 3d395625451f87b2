"""Making one lecture, in a process of its own: rehearse, draw, assemble, write, publish by rename."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mathviz
from mathviz.build.config import LectureEntry, Profile, Project
from mathviz.build.events import (
    Event,
    LectureFinished,
    LectureProgress,
    LectureRehearsed,
    LectureStarted,
)
from mathviz.build.rehearsal import lecture_voice, perform, rehearse, speech_store
from mathviz.timeline import Timeline, frame_at, seconds

if TYPE_CHECKING:
    import numpy as np

    from mathviz.film.encoder import VideoEncoder
    from mathviz.film.renderer import Rectangle

__all__ = ["Job", "make"]


@dataclass(frozen=True)
class Job:
    """All that a process needs to make one lecture."""

    project: Project
    lecture: LectureEntry
    profile_name: str
    profile: Profile
    voice: str | None
    out: Path


class _Filming:
    """Takes each frame: to the encoder, one for the poster, and a word of progress twice a second."""

    def __init__(self, job: Job, timeline: Timeline, encoder: VideoEncoder, tell: Callable[[Event], None]):
        self.job, self.timeline, self.encoder, self.tell = job, timeline, encoder, tell
        self.frames = timeline.frames(job.profile.fps)
        self.poster_frame = _poster_frame(timeline, job.profile.fps)
        self.poster: np.ndarray | None = None
        self.told = 0.0

    def wants(self, first: int, last: int) -> Iterable[int]:
        return range(first, last)

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        self.encoder.add(index, count, pixels.copy())
        if index <= self.poster_frame < index + count:
            self.poster = pixels.copy()
        if time.monotonic() - self.told > 0.5:
            self.told = time.monotonic()
            tick = index * 120 // self.job.profile.fps
            chapter = self.timeline.chapters[self.timeline.chapter_at(tick)].title
            self.tell(LectureProgress(self.job.lecture.id, chapter, index + count, self.frames))


def _poster_frame(timeline: Timeline, fps: int) -> int:
    """The last frame of the chapter in the middle: by then its picture is full."""
    spans = list(timeline.chapter_spans())
    return max(0, frame_at(spans[len(spans) // 2][2], fps) - 1)


def make(job: Job, tell: Callable[[Event], None]) -> Path:
    """Make all files of a lecture; its folder, in which each file appeared whole by a rename."""
    began = time.monotonic()
    tell(LectureStarted(job.lecture.id, job.lecture.title))
    timeline = rehearse(job.project, job.lecture, job.profile, job.voice)
    frames = timeline.frames(job.profile.fps)
    tell(LectureRehearsed(job.lecture.id, frames, seconds(timeline.duration)))
    folder = job.out / job.project.folder(job.lecture)
    folder.mkdir(parents=True, exist_ok=True)
    # The scratch folder lies beside the result, so that a rename publishes.
    with _scratch(folder) as scratch:
        files = _make_files(job, timeline, scratch, tell)
        for path in files:
            path.replace(folder / path.name)
    tell(LectureFinished(job.lecture.id, folder, frames, round(time.monotonic() - began, 2)))
    return folder


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder of this process's own; what a killed process left is swept away."""
    for left in folder.glob(".making-*"):
        if not _alive(int(left.name.removeprefix(".making-"))):
            shutil.rmtree(left, ignore_errors=True)
    scratch = folder / f".making-{os.getpid()}"
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _make_files(job: Job, timeline: Timeline, scratch: Path, tell: Callable[[Event], None]) -> list[Path]:
    from mathviz.film.assemble import assemble, write_poster
    from mathviz.film.encoder import VideoEncoder
    from mathviz.publish import dumps, file_json, lecture_json, transcript_html
    from mathviz.voice import chapters_vtt, cues, master, track, write_srt, write_vtt

    profile, language = job.profile, job.profile.language
    course, module = job.project.place(job.lecture)
    encoder = VideoEncoder(
        scratch / "picture.mp4", (profile.width, profile.height), profile.fps, profile.encoder
    )
    filming = _Filming(job, timeline, encoder, tell)
    filmed = perform(job.project, job.lecture, profile, job.voice, filming)
    encoder.close()
    if filmed != timeline:
        raise RuntimeError("the lecture ran differently when it was filmed than when it was rehearsed")
    assert filming.poster is not None

    sound = master(track(timeline, speech_store(job.project)))
    assemble(
        scratch / "picture.mp4",
        sound,
        scratch / "film.mp4",
        chapters=[(c.title, seconds(start), seconds(end)) for c, start, end in timeline.chapter_spans()],
        language=language,
        metadata={"title": timeline.title, "album": course.title, "comment": job.lecture.objective},
    )
    write_poster(filming.poster, scratch / "poster.jpg")
    captions = cues(timeline)
    voice = lecture_voice(job.project, profile, job.voice)
    record: dict[str, Any] = {
        "course": {"id": course.id, "title": course.title},
        "module": {"id": module.id, "title": module.title},
        "objective": job.lecture.objective,
        "voice": {"name": voice.name, "version": voice.version},
        "engine": {"mathviz": mathviz.__version__, "manim": version("manim")},
        "profile": job.profile_name,
        "fps": profile.fps,
        "size": (profile.width, profile.height),
    }
    texts = {
        f"captions.{language}.vtt": write_vtt(captions, language),
        f"captions.{language}.srt": write_srt(captions),
        f"chapters.{language}.vtt": chapters_vtt(timeline),
        f"transcript.{language}.html": transcript_html(lecture_json(timeline, files={}, **record)),
    }
    for name, text in texts.items():
        (scratch / name).write_text(text, encoding="utf-8")
    files = [scratch / name for name in ("film.mp4", "poster.jpg", *texts)]
    record["files"] = {path.name: file_json(path) for path in files}
    # The record comes last: whoever finds it finds the rest.
    (scratch / "lecture.json").write_text(dumps(lecture_json(timeline, **record)), encoding="utf-8")
    return [*files, scratch / "lecture.json"]

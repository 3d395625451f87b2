"""Lectures drawn by Manim's camera and encoder, or by ours; whole or in segments.

Each function is what one process of the benchmark does: ``python -m benchmarks.film.lectures WHAT …``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.film.commands import ROOT
from mathviz.build.config import LectureEntry, Profile, Project, load_project
from mathviz.build.rehearsal import perform, rehearse
from mathviz.film.renderer import Sink

FPS, SIZE = 60, (1920, 1080)


def made() -> list[str]:
    """The lectures that the benchmark films: the first three that have a scene."""
    return [lecture.id for lecture in load_project(ROOT).lectures() if lecture.scene][:3]


class Manims:
    """A sink that encodes as Manim does: each play a film of its own, each frame of a hold once more."""

    def __init__(self, folder: Path) -> None:
        from manim import config
        from manim.scene.scene_file_writer import _PartialMovieEncodeJob
        from manim.scene.video_segment_encoder import VideoSegmentEncoder

        self.folder, self.count = folder, 0
        self.job: Any = None
        self.jobs: list[Any] = []
        self._new_job, self._new_encoder, self._config = _PartialMovieEncodeJob, VideoSegmentEncoder, config

    def wants(self, first: int, last: int) -> Iterable[int]:
        self.seal()
        return range(first, last)

    def frame(self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Any] | None = None) -> None:
        if self.job is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            from manim._config.video_encoder import resolve_video_encoder

            spec = resolve_video_encoder(self._config)
            target = self.folder / f"{self.count:05}.mp4"
            self.count += 1
            encoder = self._new_encoder(target=target, spec=spec)
            self.job = self._new_job(
                animation_index=self.count,
                encoder=encoder,
                frame_queue_size=self._config.encoder_queue_size,
            )
        self.job.put(count, pixels.copy())

    def seal(self) -> None:
        if self.job is not None:
            self.job.seal()
            self.jobs.append(self.job)
            self.job = None
        while len(self.jobs) >= self._config.max_inflight_encoders:
            self.jobs.pop(0).join()

    def finish(self) -> None:
        self.seal()
        for job in self.jobs:
            job.join()


def whole(name: str, how: str, folder: Path) -> None:
    """Film a lecture, drawn and encoded by Manim (``stock``) or by us, without sound."""

"""Lectures filmed by Manim's camera and encoder, or by ours; in one piece, or some of the segments.

What a side of the benchmark does: ``python -m benchmarks.film.lectures whole HOW SCALE FOLDER LECTURE…``,
``… side-by-side SCALE FOLDER LECTURE…`` for two processes with a lecture each, or ``… plan RUNS SCALE
PLAN.json LECTURE…`` and then ``… shared WORKERS SCALE FOLDER PLAN.json`` for workers that share the segments,
as those of the build do. SCALE is WIDTHxHEIGHT@FPS. There is no sound.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.film.commands import ROOT
from mathviz.build.config import Profile, load_project, select_one
from mathviz.build.prediction import even_runs
from mathviz.build.rehearsal import perform, rehearse
from mathviz.film.renderer import Sink
from mathviz.timeline import pictures_of, segments_of

PROJECT = load_project(ROOT / "config" / "course.yaml")


def made() -> list[str]:
    """The lectures that the benchmark films: the first three that have a scene."""
    return [lecture.id for lecture in PROJECT.lectures if not lecture.planned][:3]


def _profile(scale: str) -> Profile:
    size, _, fps = scale.partition("@")
    width, _, height = size.partition("x")
    web = PROJECT.profiles["web"]
    return web.model_copy(update={"width": int(width), "height": int(height), "fps": int(fps)})


class Manims:
    """A sink that encodes as Manim does: each play a film of its own, each frame of a hold once more."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.job: Any = None
        self.jobs: list[Any] = []

    def wants(self, first: int, last: int) -> Iterable[int]:
        """All, of a play that begins."""
        self.seal()
        return range(first, last)

    def frame(self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Any] | None = None) -> None:
        """Give a frame to the encoder of the play."""
        from manim import config
        from manim.scene.scene_file_writer import _PartialMovieEncodeJob

        if self.job is None:
            self.job = _PartialMovieEncodeJob(
                animation_index=self.count,
                encoder=self._encoder(pixels.shape[1], pixels.shape[0], config.frame_rate),
                frame_queue_size=config.encoder_queue_size,
            )
            self.most = config.max_inflight_encoders
            self.count += 1
        self.job.put(count, pixels.copy())

    def _encoder(self, width: int, height: int, fps: float) -> Any:
        from manim._config.video_encoder import VideoEncoderSpec, to_av_frame_rate
        from manim.scene.video_segment_encoder import VideoSegmentEncoder

        spec = VideoEncoderSpec(
            container_format="mp4",
            codec="libx264",
            pixel_format="yuv420p",
            width=width,
            height=height,
            frame_rate=to_av_frame_rate(fps),
            options=(("crf", "23"),),
        )
        return VideoSegmentEncoder(target=self.folder / f"{self.count:05}.mp4", spec=spec)

    def seal(self) -> None:
        """End the film of the play."""
        if self.job is not None:
            self.job.seal()
            self.jobs.append(self.job)
            self.job = None
        while self.jobs and len(self.jobs) >= self.most:
            self.jobs.pop(0).join()

    def close(self) -> None:
        """Wait for all."""
        self.seal()
        for job in self.jobs:
            job.join()


class Ours:
    """A sink that gives all frames to our encoder."""

    def __init__(self, path: Path, profile: Profile) -> None:
        from mathviz.film.beside import encoder_beside

        self.encoder = encoder_beside(path, (profile.width, profile.height), profile.fps, profile.encoder)
        self.close = self.encoder.close

    def wants(self, first: int, last: int) -> Iterable[int]:
        """All."""
        return range(first, last)

    def frame(self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Any] | None = None) -> None:
        """Encode a frame."""
        self.encoder.add(index, count, pixels, changed)


def whole(how: str, scale: str, folder: Path, names: Sequence[str]) -> None:
    """Film lectures one after the other in one process, drawn and encoded by Manim (``stock``) or by us."""
    profile = _profile(scale)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        lecture = select_one(PROJECT, name)
        if how == "stock":
            sink: Any = Manims(folder / name)
            # Manim's camera draws each layer whole, copies are Manim's, and so are transforms.
            with (
                patch("mathviz.film.canvas._KNOWN", ()),
                patch("mathviz.film.setting.be_thrifty", lambda: None),
                patch("mathviz.film.tweens._is_plain", lambda animation: False),
            ):
                perform(PROJECT, lecture, profile, None, sink)
        else:
            sink = Ours(folder / f"{name}.mp4", profile)
            perform(PROJECT, lecture, profile, None, sink)
        sink.close()


def side_by_side(scale: str, folder: Path, names: Sequence[str]) -> None:
    """Film lectures two at a time, in processes forked with Manim loaded, as ``mathviz film`` does."""
    import mathviz.film.segments
    import mathviz.stage  # noqa: F401

    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.starmap(whole, [("ours", scale, folder, [name]) for name in names], chunksize=1)


STEPPING = 0.15
"""What stepping through these lectures takes, as a part of drawing them."""


def _runs(name: str, scale: str, number: int) -> list[list[range]]:
    """The segments of a lecture in so many runs, cut as the build cuts them."""
    profile, lecture = _profile(scale), select_one(PROJECT, name)
    timeline = rehearse(PROJECT, lecture, profile)
    pieces, pictures = segments_of(timeline, profile.fps), pictures_of(timeline, profile.fps)
    return [[pieces[k] for k in run] for run in even_runs(pictures, number, STEPPING)]


def _draw(name: str, scale: str, folder: Path, pieces: Sequence[range]) -> None:
    from mathviz.film.segments import draw_segments

    profile = _profile(scale)
    folder.mkdir(parents=True, exist_ok=True)
    size, fps = (profile.width, profile.height), profile.fps
    draw = partial(_perform, select_one(PROJECT, name), profile)
    draw_segments(draw, pieces, folder, size=size, fps=fps, preset=profile.encoder)


def plan(count: int, scale: str, file: Path, names: Sequence[str]) -> None:
    """Note so many runs of each lecture, the longest first."""
    runs = [(name, run) for name in names for run in _runs(name, scale, count)]
    runs.sort(key=lambda run: sum(map(len, run[1])), reverse=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([(name, [(p.start, p.stop) for p in run]) for name, run in runs]))


def shared(workers: int, scale: str, folder: Path, file: Path) -> None:
    """Film the runs that were noted, by workers with a processor each, who take them one by one.

    How long it took them, once they were ready, is told as JSON.
    """
    runs = [
        (name, scale, folder / name, [range(*piece) for piece in run])
        for name, run in json.loads(file.read_text())
    ]
    alone = multiprocessing.get_context("spawn")
    cores, ready = alone.Queue(), alone.Barrier(workers + 1)
    for core in sorted(os.sched_getaffinity(0))[:workers]:
        cores.put(core)
    with alone.Pool(workers, _settle, (cores, ready)) as pool:
        ready.wait()
        began = time.monotonic()
        pool.starmap(_draw, runs, chunksize=1)
        print(json.dumps({"seconds": time.monotonic() - began}))


def _settle(cores: Any, ready: Any) -> None:
    import mathviz.film.segments
    import mathviz.stage  # noqa: F401 (the workers are warm)

    os.sched_setaffinity(0, [cores.get()])
    ready.wait()


def _perform(lecture: Any, profile: Profile, sink: Sink) -> None:
    perform(PROJECT, lecture, profile, None, sink)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "whole":
        whole(rest[0], rest[1], Path(rest[2]), rest[3:])
    elif what == "side-by-side":
        side_by_side(rest[0], Path(rest[1]), rest[2:])
    elif what == "plan":
        plan(int(rest[0]), rest[1], Path(rest[2]), rest[3:])
    else:
        shared(int(rest[0]), rest[1], Path(rest[2]), Path(rest[3]))

"""Is a scene drawn as Manim draws it? Both draw it, frame by frame, and the first difference is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import config, tempconfig
from manim.scene.scene_file_writer import SceneFileWriter

from mathviz.film.canvas import Canvas
from mathviz.film.clock import ManimClock
from mathviz.film.pillow import mend_images
from mathviz.film.renderer import FilmRenderer, Rectangle

__all__ = ["Difference", "Frames", "film", "manim_film", "verify"]


class _Found(Exception):  # noqa: N818 (not a failure: the frame that was looked for)
    pass


class Frames:
    """Takes the frames of a film and keeps their digests, one for each frame shown.

    Parameters
    ----------
    keep
        Stop at this frame, and keep its pixels as ``kept``.
    """

    def __init__(self, keep: int | None = None) -> None:
        self.digests: list[bytes] = []
        self.keep, self.kept = keep, np.zeros((0, 0, 4), np.uint8)

    def wants(self, first: int, last: int) -> Iterable[int]:
        """All."""
        return range(first, last)

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Keep the digest of a frame that stands for ``count``."""
        digest = hashlib.blake2b(pixels.tobytes(), digest_size=16).digest()
        self.digests += [digest] * count
        if self.keep is not None and len(self.digests) > self.keep:
            self.kept = pixels.copy()
            raise _Found


class _Writer(SceneFileWriter):
    """Manim's file writer, which writes nothing."""

    frames: Frames

    def begin_animation(self, *args: Any, **kwargs: Any) -> None:
        pass

    def end_animation(self, *args: Any, **kwargs: Any) -> None:
        pass

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1) -> None:
        self.frames.frame(len(self.frames.digests), repeat, pixels)

    def finish(self) -> None:
        pass

    def save_image(self, pixels: np.ndarray) -> None:
        self.write_frame(pixels)


def _made(scene_class: type[Any], frames: Frames) -> Any:
    scene = scene_class()
    scene.renderer.file_writer = writer = _Writer(scene.file_writer_settings)
    writer.frames = frames
    return scene


def _run(scene: Any) -> None:
    with suppress(_Found):
        scene.render()


def manim_film(scene_class: type[Any], frames: Frames) -> None:
    """Let Manim draw a scene for ``frames``."""
    _run(_made(scene_class, frames))


def film(scene_class: type[Any], frames: Frames) -> Canvas:
    """Let our renderer draw a scene for ``frames``; the canvas that did it."""
    scene = _made(scene_class, frames)
    renderer = FilmRenderer(ManimClock(config.frame_rate), frames)
    renderer.take_over(scene)
    _run(scene)
    return renderer.canvas


@dataclass(frozen=True)
class Difference:
    """The first frame that is not the same.

    Attributes
    ----------
    frame
        Its number, from 0.
    frames
        How many frames Manim's film has, and ours.
    manims, ours
        The two pictures, RGBA of shape (height, width, 4); empty where that film has ended.
    """

    frame: int
    frames: tuple[int, int]
    manims: np.ndarray
    ours: np.ndarray

    def picture(self) -> np.ndarray:
        """Manim's frame, ours, and where they differ (white), side by side."""
        shape = max(self.manims.shape, self.ours.shape)
        pictures = [np.zeros(shape, np.uint8) if p.size == 0 else p.copy() for p in (self.manims, self.ours)]
        differs = (pictures[0] != pictures[1]).any(axis=2)
        pictures.append(np.repeat(np.where(differs, 255, 0).astype(np.uint8)[..., None], 4, axis=2))
        for picture in pictures:
            picture[..., 3] = 255
        return np.concatenate(pictures, axis=1)


def verify(scene_class: type[Any], *, seed: int = 0) -> Difference | None:
    """Draw a scene twice, by Manim and by us, in Manim's present configuration.

    The first difference, or None if all frames are equal. Chance is seeded (``random`` and
    ``numpy.random``), so that both films are the same; a scene that asks the wall clock or another source of
    chance differs from itself. Where the films differ both are drawn once more: a formula of Manim's is not
    quite the same the first time that a process shows it.
    """
    mend_images()
    with tempconfig({"disable_caching": True, "seed": seed, "progress_bar": "none"}):
        for _ in range(2):
            manims, ours = Frames(), Frames()
            manim_film(scene_class, manims)
            film(scene_class, ours)
            if manims.digests == ours.digests:
                return None
        pairs = zip(manims.digests, ours.digests, strict=False)
        lengths = (len(manims.digests), len(ours.digests))
        first = next((k for k, (a, b) in enumerate(pairs) if a != b), min(lengths))
        manims, ours = Frames(keep=first), Frames(keep=first)
        manim_film(scene_class, manims)
        film(scene_class, ours)
        return Difference(first, lengths, manims.kept, ours.kept)

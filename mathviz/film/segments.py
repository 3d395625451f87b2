"""Some frames of a scene as films of their own: a lecture is drawn in pieces, by any process, in any order.

A film is cut at plays, always at the same frames, and each piece is encoded from nothing. So its bytes do not
depend on which pieces were drawn together, and :func:`~mathviz.film.join.join` makes the same film of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np

from mathviz.film.encoder import VideoEncoder
from mathviz.film.items import Rectangle
from mathviz.film.renderer import Sink, Stop
from mathviz.timeline import segments_of

__all__ = ["Segments", "draw_segments", "segment_name", "segments_of"]


def segment_name(segment: range) -> str:
    """The name of the file of a piece."""
    return f"{segment.start:07}-{segment.stop:07}.mp4"


def draw_segments(
    perform: Callable[[Sink], object],
    segments: Iterable[range],
    folder: Path,
    *,
    size: tuple[int, int],
    fps: Fraction | int,
    preset: str,
) -> list[Path]:
    """Draw pieces of a scene into a folder; their files, in order.

    Parameters
    ----------
    perform
        Runs the scene from its start and shows its frames to a sink. What is not drawn is only stepped
        through, as far as later frames depend on it.
    segments
        The pieces, from :func:`segments_of`.
    size, fps, preset
        As for :class:`~mathviz.film.encoder.VideoEncoder`.

    Raises
    ------
    ValueError
        If the scene ends before a piece does.
    """
    films = _Films(segments, folder, partial(VideoEncoder, size=size, fps=fps, preset=preset))
    with suppress(Stop):
        perform(films)
    if films.left:
        raise ValueError(f"the scene has no frame {films.left[0].stop - 1}")
    return films.paths


class Segments:
    """A sink that takes the frames of some segments, one segment after the other.

    A subclass says in :meth:`begin`, :meth:`take` and :meth:`end` what becomes of them.

    Attributes
    ----------
    left
        The segments that are not whole yet, in order.
    """

    def __init__(self, segments: Iterable[range]) -> None:
        self.left = sorted(segments, key=lambda segment: segment.start)
        self._begun = False

    def wants(self, first: int, last: int) -> Iterable[int]:
        """The frames of the segments that are left."""
        if not self.left:
            raise Stop
        return [k for segment in self.left for k in range(max(first, segment.start), min(last, segment.stop))]

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Take a frame; a hold may reach into several segments."""
        while self.left and (shown := _overlap(range(index, index + count), self.left[0])):
            segment = self.left[0]
            if not self._begun:
                self._begun = True
                self.begin(segment)
            self.take(shown.start - segment.start, len(shown), pixels, changed)
            if shown.stop < segment.stop:
                break
            self.left.pop(0)
            self._begun = False
            self.end(segment)

    def begin(self, segment: range) -> None:
        """The first frame of a segment is there."""

    def take(self, offset: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None) -> None:
        """A frame of the segment, so many after its first, that stands for ``count``."""

    def end(self, segment: range) -> None:
        """The last frame of the segment was taken."""


class _Films(Segments):
    """A film of each segment, in a folder."""

    def __init__(
        self, segments: Iterable[range], folder: Path, new_film: Callable[[Path], VideoEncoder]
    ) -> None:
        super().__init__(segments)
        self._folder, self._new_film = folder, new_film
        self.paths: list[Path] = []

    def begin(self, segment: range) -> None:
        """Start its film."""
        self._film = self._new_film(self._folder / f".{segment_name(segment)}")

    def take(self, offset: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None) -> None:
        """Add the frame."""
        self._film.add(offset, count, pixels, changed)

    def end(self, segment: range) -> None:
        """Publish its film."""
        self._film.close()
        path = self._folder / segment_name(segment)
        path.with_name(f".{path.name}").replace(path)
        self.paths.append(path)


def _overlap(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))

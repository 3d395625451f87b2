"""Some frames of a scene as films of their own: a lecture is drawn in pieces, by any process, in any order.

A film is cut at plays, always at the same frames, and each piece is encoded from nothing. So its bytes do not
depend on which pieces were drawn together, and :func:`~mathviz.film.join.join` makes the same film of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import numpy as np

from mathviz.film.encoder import VideoEncoder
from mathviz.film.items import Rectangle
from mathviz.film.renderer import Sink, Stop
from mathviz.timeline import segments_of

__all__ = ["draw_segments", "segment_name", "segments_of"]


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
    ordered = sorted(segments, key=lambda segment: segment.start)
    pieces = _Pieces(ordered, lambda part: VideoEncoder(folder / f".{segment_name(part)}", size, fps, preset))
    with suppress(Stop):
        perform(pieces)
    if pieces.left:
        raise ValueError(f"the scene has no frame {pieces.left[0].stop - 1}")
    paths = [folder / segment_name(segment) for segment in ordered]
    for path in paths:
        path.with_name(f".{path.name}").replace(path)
    return paths


class _Pieces:
    """A sink that gives each frame to the film of its piece."""

    def __init__(self, segments: Sequence[range], film: Callable[[range], VideoEncoder]) -> None:
        self.left = list(segments)
        self._new_film = film
        self._film: VideoEncoder | None = None

    def wants(self, first: int, last: int) -> Iterable[int]:
        """The frames of the pieces that are not yet drawn."""
        if not self.left:
            raise Stop
        return [k for segment in self.left for k in range(max(first, segment.start), min(last, segment.stop))]

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Add a frame to its piece; a hold may reach into several."""
        while self.left and (overlap := _overlap(range(index, index + count), self.left[0])):
            segment = self.left[0]
            if self._film is None:
                self._film = self._new_film(segment)
            self._film.add(overlap.start - segment.start, len(overlap), pixels, changed)
            if overlap.stop < segment.stop:
                break
            self._film.close()
            self._film = None
            self.left.pop(0)


def _overlap(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))

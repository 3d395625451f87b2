"""When the frames of a play are shown: exactly (lectures), or as Manim counts them (any other scene)."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from mathviz.timeline import TICKS_PER_SECOND, frame_at, seconds, ticks

__all__ = ["Clock", "ExactClock", "ManimClock"]


class Clock(Protocol):
    """Counts the frames and the time of a film.

    Attributes
    ----------
    time
        Seconds from the start of the film to the moment that is being shown.
    exact
        Whether plays have the length that was asked for, to the end, and a hold is drawn once.
    """

    time: float
    exact: bool

    def frames(self, duration: float, hold: bool) -> range:
        """The numbers of the frames of the next play, which lasts ``duration`` seconds."""

    def show(self, index: int, duration: float) -> float:
        """Come to frame ``index`` of the play; the seconds since its start."""

    def shown(self, count: int) -> None:
        """Count ``count`` frames that were shown (or would have been)."""

    def skip(self, duration: float) -> None:
        """Let the time of a play go by of which no frame is shown."""

    def end(self, duration: float) -> None:
        """Come to the end of the play."""


class ExactClock:
    """Keeps time in ticks and rounds only boundaries: boundary k is ``frame_at(t_k)``.

    A play gets the difference, so a film's length is exact at every frame rate.

    Attributes
    ----------
    now
        Ticks from the start of the film to the start of the next play.
    """

    exact = True

    def __init__(self, fps: int) -> None:
        self.fps, self.now, self.time = fps, 0, 0.0

    def frames(self, duration: float, hold: bool) -> range:
        """The frames between two boundaries."""
        return range(frame_at(self.now, self.fps), frame_at(self.now + ticks(duration), self.fps))

    def show(self, index: int, duration: float) -> float:
        """A frame's own time, not before the play starts nor after it ends."""
        # In whole ticks, so that it is the same wherever in the film the play stands.
        since = min(max(0.0, seconds(index * TICKS_PER_SECOND / self.fps - self.now)), duration)
        self.time = seconds(self.now) + since
        return since

    def shown(self, count: int) -> None:
        """Nothing: a frame's time follows from its number."""

    def skip(self, duration: float) -> None:
        """Nothing: the end comes all the same."""

    def end(self, duration: float) -> None:
        """The next boundary."""
        self.now += ticks(duration)
        self.time = seconds(self.now)


class ManimClock:
    """Counts as Manim's own renderer does, to the same floating-point numbers.

    A hold has ``int(duration / dt)`` frames, an animation one for each of ``arange(0, duration, dt)``, and
    time is a running sum over frames.
    """

    exact = False

    def __init__(self, fps: float) -> None:
        self.step, self.time = 1 / fps, 0.0
        self._next = self._first = 0

    def frames(self, duration: float, hold: bool) -> range:
        """As many frames as Manim would show."""
        count = int(duration / self.step) if hold else len(np.arange(0, duration, self.step))
        self._first = self._next
        return range(self._first, self._first + count)

    def show(self, index: int, duration: float) -> float:
        """A whole number of steps since the start of the play."""
        return (index - self._first) * self.step

    def shown(self, count: int) -> None:
        """Add to the time and to the number of frames."""
        self.time += count * self.step
        self._next += count

    def skip(self, duration: float) -> None:
        """Add to the time, not to the number of frames."""
        self.time += duration

    def end(self, duration: float) -> None:
        """Nothing: each frame was counted."""

"""How long a run still takes: from what its lectures are expected to cost, and how quickly it really goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mathviz.build.prediction import LectureCost

__all__ = ["Outlook"]


@dataclass
class _Lecture:
    cost: LectureCost
    known: bool
    frames: int | None = None
    drawn: int = 0
    rehearsed: bool = False
    over: bool = False

    @property
    def done(self) -> float:
        if self.over:
            return self.cost.whole
        part = min(1.0, self.drawn / self.frames) if self.frames else 0.0
        return self.rehearsed * self.cost.rehearsal + part * self.cost.drawing


class Outlook:
    """Hears what is done and says what is left.

    Parameters
    ----------
    costs
        What each lecture to be made is expected to cost; None for one that was never made.
    frame
        Seconds that drawing a frame is expected to take, until it is known.
    clock
        Seconds that only go forward.
    """

    def __init__(
        self,
        costs: Mapping[str, LectureCost | None],
        frame: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        known = [cost for cost in costs.values() if cost is not None]
        mean = _mean(known) if known else LectureCost(0.0, 1.0, 0.0, 0.0)
        self._lectures = {name: _Lecture(cost or mean, cost is not None) for name, cost in costs.items()}
        self._frame, self._frames, self._seconds = frame, 0, 0.0
        self._start: tuple[float, float] | None = None

    def rehearsed(self, lecture: str, frames: int, whole: int, seconds: float = 0.0) -> None:
        """A lecture was rehearsed in so many seconds, and so many of all its frames are to be drawn.

        Lectures that were never made are taken to be like those that are known by now.
        """
        one = self._lectures[lecture]
        one.rehearsed, one.frames = True, frames
        if one.known:
            one.cost = replace(one.cost, drawing=one.cost.drawing * frames / whole)
        else:
            one.cost = replace(one.cost, rehearsal=seconds)
            self._guess()
        self._begin()

    def drawn(self, lecture: str, frames: int, seconds: float = 0.0) -> None:
        """So many more frames of a lecture are there; drawing them took so many seconds."""
        self._lectures[lecture].drawn += frames
        self._frames += frames
        self._seconds += seconds
        if self._seconds:
            self._frame = self._seconds / self._frames
        self._guess()
        self._begin()

    def over(self, lecture: str) -> None:
        """A lecture is finished, or given up."""
        self._lectures[lecture].over = True

    def _guess(self) -> None:
        """Think again of what lectures cost that were never made."""
        heard = []
        for one in self._lectures.values():
            if not one.known and one.frames is not None:
                one.cost = LectureCost(one.cost.rehearsal, one.frames * self._frame, 0.0, 0.0)
                heard.append(one.cost)
        for one in self._lectures.values():
            if not one.known and one.frames is None and heard:
                one.cost = _mean(heard)

    def _begin(self) -> None:
        # What is under way when the first thing is done would make the rest seem slow.
        if self._start is None:
            self._start = (self._clock(), self._done)

    @property
    def _done(self) -> float:
        return sum(lecture.done for lecture in self._lectures.values())

    @property
    def part(self) -> float:
        """The part of the run that is done, from 0 to 1."""
        whole = sum(lecture.cost.whole for lecture in self._lectures.values())
        return self._done / whole if whole else 1.0

    @property
    def left(self) -> float | None:
        """Seconds until the end, if all goes on as it went; None as long as too little is done."""
        whole, done = sum(lecture.cost.whole for lecture in self._lectures.values()), self._done
        if done >= whole:
            return 0.0
        if self._start is None or done <= self._start[1]:
            return None
        return (self._clock() - self._start[0]) * (whole - done) / (done - self._start[1])


def _mean(costs: list[LectureCost]) -> LectureCost:
    return LectureCost(
        *(sum(getattr(cost, name) for cost in costs) / len(costs) for name in LectureCost.__annotations__)
    )

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
    frames: int | None = None
    drawn: int = 0
    rehearsed: bool = False
    over: bool = False

    @property
    def whole(self) -> float:
        return self.cost.whole

    @property
    def done(self) -> float:
        if self.over:
            return self.whole
        part = min(1.0, self.drawn / self.frames) if self.frames else 0.0
        return self.rehearsed * self.cost.rehearsal + part * self.cost.drawing


class Outlook:
    """Hears what is done and says what is left.

    Parameters
    ----------
    costs
        What each lecture to be made is expected to cost; None for one that was never made.
    frame
        Seconds that drawing a frame is expected to take.
    clock
        Seconds that only go forward.
    """

    def __init__(
        self,
        costs: Mapping[str, LectureCost | None],
        frame: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock, self._frame = clock, frame
        known = [cost for cost in costs.values() if cost is not None]
        self._guessed = {name for name, cost in costs.items() if cost is None}
        mean = _mean(known) if known else LectureCost(0.0, 1.0, 0.0, 0.0)
        self._lectures = {name: _Lecture(cost or mean) for name, cost in costs.items()}
        self._began = clock()

    def rehearsed(self, lecture: str, frames: int, whole: int) -> None:
        """So many of a lecture's frames are to be drawn; those never made are taken to be like this one."""
        one = self._lectures[lecture]
        one.rehearsed, one.frames = True, frames
        if lecture not in self._guessed:
            drawing = one.cost.drawing * frames / whole
            one.cost = replace(one.cost, drawing=drawing)
            return
        one.cost = LectureCost(0.0, frames * self._frame, 0.0, 0.0)
        heard = [self._lectures[name].cost for name in self._guessed if self._lectures[name].rehearsed]
        for name in self._guessed:
            if not self._lectures[name].rehearsed:
                self._lectures[name].cost = _mean(heard)

    def drawn(self, lecture: str, frames: int) -> None:
        """So many more frames of a lecture are there."""
        self._lectures[lecture].drawn += frames

    def over(self, lecture: str) -> None:
        """A lecture is finished, or given up."""
        self._lectures[lecture].over = True

    @property
    def part(self) -> float:
        """The part of the run that is done, from 0 to 1."""
        whole = sum(lecture.whole for lecture in self._lectures.values())
        return sum(lecture.done for lecture in self._lectures.values()) / whole if whole else 1.0

    @property
    def left(self) -> float | None:
        """Seconds until the end, if all goes on as it went; None as long as nothing is done."""
        part = self.part
        return (self._clock() - self._began) * (1 - part) / part if part > 0 else None


def _mean(costs: list[LectureCost]) -> LectureCost:
    return LectureCost(
        *(sum(getattr(cost, name) for cost in costs) / len(costs) for name in LectureCost.__annotations__)
    )

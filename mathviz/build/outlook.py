"""How long a run still takes: what is left to do, by what such work cost in this run and in earlier ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mathviz.build.prediction import LectureCost, lecture_tasks, predict

__all__ = ["Outlook"]

ASSEMBLY = 5.0
"""Seconds that making a film of its segments is taken to last while none has been made."""

ENOUGH = 1 / 3
"""So much of a lecture has to be drawn before it tells what drawing costs: it begins with a few words."""


@dataclass
class _Lecture:
    """What was made of it before, if it was, and how far it is: how many of its frames are to be drawn."""

    before: LectureCost | None
    frames: int | None = None
    whole: int = 1
    drawn: int = 0
    over: bool = False


@dataclass
class _Sum:
    """Seconds that work took, and how much it was; where that is known, the seconds that were expected."""

    seconds: float = 0.0
    amount: float = 0.0
    known: float = 0.0
    expected: float = 0.0


class Outlook:
    """Hears what is done and says what is left.

    A lecture that was made before is expected to cost what it did, on a machine as quick as it now is. One
    that was not is taken to be like those of this run, and to cost what such work did so far.

    Parameters
    ----------
    costs
        What each lecture to be made cost; None for one that was never made.
    hands
        How many there are at the moment.
    """

    def __init__(self, costs: Mapping[str, LectureCost | None], hands: Callable[[], int]) -> None:
        self._lectures = {name: _Lecture(cost) for name, cost in costs.items()}
        self._hands = hands
        self._done: dict[str, _Sum] = defaultdict(_Sum)
        self._told = _Sum()

    def rehearsed(self, lecture: str, frames: int, whole: int) -> None:
        """A lecture was rehearsed; so many of all its frames are to be drawn."""
        one = self._lectures[lecture]
        one.frames, one.whole, one.drawn = frames, max(whole, 1), 0

    def drawn(self, lecture: str, frames: int, seconds: float) -> None:
        """So many more frames of a lecture are there; to draw just them took so many seconds."""
        one = self._lectures[lecture]
        one.drawn += frames
        self._told.seconds += seconds
        self._told.amount += frames
        if one.before is not None:
            self._told.known += seconds
            self._told.expected += one.before.drawing * frames / one.whole

    def done(self, what: str, lecture: str, frames: int, seconds: float) -> None:
        """A piece of work, such as ``draw``, took so many seconds, all that belongs to it included."""
        one, total = self._lectures[lecture], self._done[what]
        total.seconds += seconds
        total.amount += frames if what == "draw" else 1
        if one.before is not None:
            drawing = one.before.drawing * frames / one.whole
            costs = {"rehearse": one.before.rehearsal, "draw": drawing, "assemble": one.before.assembly}
            total.known += seconds
            total.expected += costs.get(what, seconds)

    def again(self, lecture: str) -> None:
        """A lecture is begun anew."""
        self._lectures[lecture] = _Lecture(self._lectures[lecture].before)

    def over(self, lecture: str) -> None:
        """A lecture is finished, or given up."""
        self._lectures[lecture].over = True

    @property
    def left(self) -> float | None:
        """Seconds until the end; None as long as too little is known."""
        left = {name: self._left(one) for name, one in self._lectures.items() if not one.over}
        known = {name: cost for name, cost in left.items() if cost is not None}
        if len(known) < len(left):
            return None
        hands = max(1, self._hands())
        return predict(lecture_tasks(known, hands), hands).wall

    @property
    def part(self) -> float:
        """The part of the run that is done, from 0 to 1."""
        left = whole = 0.0
        for one in self._lectures.values():
            cost = self._cost(one)
            rest = None if one.over else self._left(one)
            whole += cost.whole if cost is not None else 0.0
            left += rest.whole if rest is not None else 0.0
        return max(0.0, 1 - left / whole) if whole else 0.0

    def _left(self, one: _Lecture) -> LectureCost | None:
        """What is still to be done for a lecture. Ways to where runs start are in what drawing costs."""
        cost = self._cost(one)
        if cost is None or one.frames is None:
            return cost
        part = max(0, one.frames - one.drawn) / one.whole
        return LectureCost(0.0, cost.drawing * part, cost.assembly, 0.0)

    def _cost(self, one: _Lecture) -> LectureCost | None:
        """What all of a lecture is expected to cost, by what is known now; None if nothing is."""
        if one.before is not None:
            before, quick = one.before, self._speed
            return LectureCost(before.rehearsal * quick, before.drawing * quick, before.assembly * quick, 0.0)
        wholes = [other.whole for other in self._lectures.values() if other.frames is not None]
        if not wholes:
            return None
        mean = sum(wholes) / len(wholes)
        if self._told.amount < ENOUGH * mean:
            return None
        whole = one.whole if one.frames is not None else mean
        # While no run is done, its segments must do.
        frame = self._mean("draw", self._told.seconds / self._told.amount)
        rehearsal, assembly = self._mean("rehearse", 0.0), self._mean("assemble", ASSEMBLY)
        return LectureCost(rehearsal, whole * frame, assembly, 0.0)

    @property
    def _speed(self) -> float:
        """How much longer work takes than it did: by what is done, before that by what is drawn.

        Rehearsals tell nothing: a worker's first one is slow.
        """
        done = [total for what, total in self._done.items() if what != "rehearse" and total.expected]
        if not done:
            whole = max(one.whole for one in self._lectures.values())
            done = [self._told] if self._told.expected and self._told.amount > ENOUGH * whole else []
        return sum(one.known for one in done) / sum(one.expected for one in done) if done else 1.0

    def _mean(self, what: str, otherwise: float) -> float:
        total = self._done[what]
        return total.seconds / total.amount if total.amount else otherwise

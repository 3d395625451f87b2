"""How long a plan will take on so many workers, from what its tasks cost, and what stands in the way.

A simulation of what the head does: a worker that is free takes, of the tasks whose inputs are there, the
one with the longest way to the end before it. No such order is longer than twice the best one (Graham 1966).
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

__all__ = [
    "Cutter",
    "LectureCost",
    "Prediction",
    "Task",
    "even_runs",
    "lecture_tasks",
    "longest_chain",
    "predict",
    "ways",
]

OVERHEAD = 0.05
"""So much of all drawing may be spent on stepping to where runs start."""

IDLE_OVERHEAD = 0.15
"""So much of a lecture's drawing, when there would be nothing else to do for the workers that it gets, and
updaters make that each frame on the way must be stepped through."""

GRAIN = 2
"""A run takes this part of what each worker still has to draw: long ones first, short ones at the end."""


@dataclass(frozen=True)
class LectureCost:
    """What a lecture costs, in seconds of one worker: before its segments, for them, after them.

    ``stepping`` is what running through all of it on the way to later frames takes, ``updating`` whether it
    has updaters, which must run for each frame of that way.
    """

    rehearsal: float
    drawing: float
    assembly: float
    stepping: float
    updating: bool = True

    @property
    def whole(self) -> float:
        """Seconds in all."""
        return self.rehearsal + self.drawing + self.assembly


class Cutter:
    """Cuts lectures into runs of segments, as finely as the whole plan pays for.

    Each run but the first steps through the lecture to where it starts. What lectures that need no cutting
    leave of the allowance goes to those that are drawn last.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._spare = 0.0

    def runs(self, drawing: float, stepping: float, rest: float, *, updating: bool = True) -> int:
        """In how many runs to draw a lecture whose segments take ``drawing`` seconds.

        ``stepping`` is what stepping through all of it takes, ``rest`` what the plan still has to draw, this
        lecture included, and ``updating`` whether it has updaters.
        """
        if self._workers == 1 or drawing <= stepping:
            return 1
        rest = max(rest, drawing)
        wanted = math.ceil(drawing * self._workers * GRAIN / rest)
        self._spare += OVERHEAD * drawing
        idle = IDLE_OVERHEAD if updating else OVERHEAD
        spare = self._spare if rest > 1.5 * drawing else max(self._spare, idle * drawing)
        number = 1
        while number < wanted and drawing * _overhead(number + 1, stepping / drawing) <= spare:
            number += 1
        self._spare = max(0.0, self._spare - drawing * _overhead(number, stepping / drawing))
        return number


def even_runs(costs: Sequence[float], number: int, stepping: float = 0.0) -> list[range]:
    """Cut a row of pieces, given by what they cost, into at most so many runs that take about as long.

    Before a run, what lies ahead of it is stepped through, which takes a part ``stepping`` of what drawing it
    would: so later runs are shorter.

    >>> even_runs([1, 1, 4, 1, 1], 2)
    [range(0, 2), range(2, 5)]
    """
    whole = sum(costs)
    shares = _shares(number, stepping)
    starts, run, before = [0], 0, 0.0
    for place, cost in enumerate(costs):  # a piece belongs where its middle is
        later = bisect(shares, (before + cost / 2) / whole) if whole else 0
        if later > run and place:
            starts.append(place)
        run, before = later, before + cost
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(costs)], strict=True)]


def _shares(number: int, stepping: float) -> list[float]:
    """Where to cut a lecture into runs that take equally long, as parts of its drawing, in rising order.

    With c_k the drawing of run k and b_k that of all before it, c_k + stepping · b_k is the same for all.
    """
    if stepping <= 0:
        return [k / number for k in range(1, number)]
    rest = 1 - min(stepping, 0.99)
    return [(1 - rest**k) / (1 - rest**number) for k in range(1, number)]


def _overhead(number: int, stepping: float) -> float:
    """What so many runs cost more than one, as a part of the drawing."""
    return number * _longest(number, stepping) - 1


def _longest(number: int, stepping: float) -> float:
    """What each of so many runs takes, as a part of the drawing."""
    return _shares(number, stepping)[0] if number > 1 else 1.0


@dataclass(frozen=True)
class Task:
    """A piece of work: what it costs, in seconds of one worker, and after which others it comes."""

    name: str
    cost: float
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prediction:
    """What to expect of a number of workers.

    Attributes
    ----------
    wall
        Seconds from start to end.
    work
        Seconds that all tasks take together.
    chain
        Seconds of the longest chain of tasks that wait for each other: no number of workers is faster.
    links
        The names of the tasks of that chain.
    """

    workers: int
    wall: float
    work: float
    chain: float
    links: tuple[str, ...]

    @property
    def bound(self) -> float:
        """Seconds that so many workers need at least, in whatever order."""
        return max(self.chain, self.work / self.workers)

    @property
    def efficiency(self) -> float:
        """The part of the workers' time in which they work; 1 for nothing to do."""
        return self.work / (self.workers * self.wall) if self.wall else 1.0


def ways(tasks: Iterable[Task]) -> dict[str, float]:
    """For each task the seconds from its start to the end along the longest chain that begins with it.

    Raises ``graphlib.CycleError`` if tasks wait for each other in a circle.
    """
    known = {task.name: task for task in tasks}
    way = {name: 0.0 for name in known}
    order = TopologicalSorter({task.name: task.after for task in known.values()}).static_order()
    for name in reversed(list(order)):
        task = known[name]
        way[name] += task.cost
        for before in task.after:
            way[before] = max(way[before], way[name])
    return way


def lecture_tasks(costs: Mapping[str, LectureCost], workers: int, start: float = 0.0) -> list[Task]:
    """The tasks of lectures as the head cuts them for so many workers: rehearsed, drawn in runs, assembled.

    ``start`` is what a worker needs to start; it is counted with the first task of each.
    """
    tasks: list[Task] = []
    rest = sum(cost.drawing for cost in costs.values())
    cutter = Cutter(workers)
    for place, (name, cost) in enumerate(costs.items()):
        number = cutter.runs(cost.drawing, cost.stepping, rest, updating=cost.updating)
        rest -= cost.drawing
        first, last = f"rehearse {name}", f"assemble {name}"
        begin = cost.rehearsal + (start if place < workers else 0.0)
        # Runs are cut so that all take equally long, the way to where they start included.
        each = cost.drawing * _longest(number, cost.stepping / cost.drawing) if number > 1 else cost.drawing
        runs = [Task(f"draw {name} {run}", each, (first,)) for run in range(number)]
        tasks += [Task(first, begin), *runs, Task(last, cost.assembly, tuple(run.name for run in runs))]
    return tasks


def longest_chain(tasks: Sequence[Task]) -> tuple[float, tuple[str, ...]]:
    """The seconds of the longest chain, and the names of its tasks in order; of several, the first."""
    way = ways(tasks)
    followers = _followers(tasks)
    links: list[str] = []
    here = [task.name for task in tasks if not task.after]
    while here:
        links.append(max(here, key=lambda name: way[name]))
        here = followers[links[-1]]
    return (way[links[0]], tuple(links)) if links else (0.0, ())


def _followers(tasks: Iterable[Task]) -> Mapping[str, list[str]]:
    followers: dict[str, list[str]] = {task.name: [] for task in tasks}
    for task in tasks:
        for before in task.after:
            followers[before].append(task.name)
    return followers


def predict(tasks: Sequence[Task], workers: int) -> Prediction:
    """Let so many workers do the tasks, and look at the clock.

    >>> tasks = [Task("rehearse", 1), Task("left", 2, ("rehearse",)), Task("right", 2, ("rehearse",))]
    >>> predict(tasks, 2).wall
    3.0
    """
    if workers < 1:
        raise ValueError(f"at least one worker is needed, not {workers}")
    chain, links = longest_chain(tasks)
    way, followers = ways(tasks), _followers(tasks)
    cost = {task.name: task.cost for task in tasks}
    missing = {task.name: len(set(task.after)) for task in tasks}
    place = {task.name: number for number, task in enumerate(tasks)}
    ready = [(-way[name], place[name], name) for name, count in missing.items() if count == 0]
    heapq.heapify(ready)
    running: list[tuple[float, int, str]] = []
    now = 0.0
    while ready or running:
        while ready and len(running) < workers:
            *_, name = heapq.heappop(ready)
            heapq.heappush(running, (now + cost[name], place[name], name))
        now, _, name = heapq.heappop(running)
        for later in dict.fromkeys(followers[name]):
            missing[later] -= 1
            if not missing[later]:
                heapq.heappush(ready, (-way[later], place[later], later))
    # The same sum in another order: rounding must not make it shorter than its chain.
    return Prediction(workers, max(now, chain), sum(cost.values()), chain, links)

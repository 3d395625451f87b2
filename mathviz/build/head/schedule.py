"""What is next: the lectures to come, those on their way, the work that waits, the work that is under way."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from mathviz.build.config import LectureEntry
from mathviz.build.crew import Crew, CrewError, Outcome, Work
from mathviz.build.events import LectureFailed
from mathviz.build.films import Frames
from mathviz.build.head.production import Job, Production
from mathviz.build.journal import Journal
from mathviz.build.plan import LecturePlan

__all__ = ["Schedule"]

FRAME = 0.05
"""Seconds that drawing a frame is taken to cost while none has been drawn."""

PATIENCE = 90.0
"""Seconds that any piece of work may take, and ten times what it is expected to take besides."""


class Schedule:
    """The first lecture goes before all others, so that there is soon something to watch; then the longest.

    Parameters
    ----------
    edition
        Names what films cost by, in the journal.
    run
        The run's number in the journal.
    """

    def __init__(
        self, crew: Crew, journal: Journal, run: int, edition: str, plans: Sequence[LecturePlan]
    ) -> None:
        first, *others = plans
        self._crew, self._journal, self._run, self._edition = crew, journal, run, edition
        self._first = first.lecture.id
        self._coming = [first, *sorted(others, key=_spent, reverse=True)]
        self._waiting: list[Job] = []
        self._running: dict[Future[Outcome], tuple[Job, int, float]] = {}
        self.productions: dict[str, Production] = {}
        self.frame_cost = journal.frame_cost(edition) or FRAME

    def __bool__(self) -> bool:
        """Whether there is still something to do."""
        return bool(self._coming or self._waiting or self._running)

    @property
    def failed(self) -> dict[str, LectureFailed]:
        """What is told of the lectures that were given up."""
        return {name: one.failed for name, one in self.productions.items() if one.failed is not None}

    @property
    def unfinished(self) -> list[LectureEntry]:
        """The lectures that may still be made."""
        under_way = [one.plan.lecture for one in self.productions.values() if not one.over]
        return [*under_way, *(plan.lecture for plan in self._coming)]

    def add(
        self,
        production: Production,
        what: str,
        arguments: Any,
        *,
        cost: float,
        frames: int = 0,
        needs: Sequence[str] = (),
        segments: Sequence[Frames] = (),
    ) -> None:
        """Put work on the list; what costs most is done first."""
        limit = PATIENCE + 10 * (frames * self.frame_cost if frames else 30.0)
        # Who was late once gets more time: the machine may have been busy.
        limit *= 1 + production.failures[what]
        label, perform = f"{what} {production.id}", f"mathviz.build.tasks.{what}"
        work = Work(label, perform, arguments, limit, tuple(needs))
        self._waiting.append(Job(production, what, work, frames, cost, tuple(segments)))

    def drop(self, production: Production) -> None:
        """Nothing more is to be done for a lecture."""
        self._waiting = [job for job in self._waiting if job.production is not production]

    def replace(self, production: Production, plan: LecturePlan) -> Production:
        """Begin a lecture anew, by another plan; nobody waits for what is still under way for it."""
        self.drop(production)
        production.replaced = True
        self.productions[production.id] = Production(plan, production.began, edits=production.edits + 1)
        return self.productions[production.id]

    def begin(self) -> Iterator[Production]:
        """Keep all hands busy, with some work in reserve, since bringing work home takes time as well.

        Gives the lectures that are begun with because no other work waits. Until the first lecture is there,
        nothing is in reserve: it would stand in that lecture's way.
        """
        first = self.productions.get(self._first)
        due = first is None or not first.over
        while len(self._running) < (self._crew.hands if due else self._crew.hands * 5 // 4 + 1):
            if self._waiting:
                self._start(max(self._waiting, key=lambda j: (j.production.id == self._first, j.cost)))
            elif self._coming:
                production = Production(self._coming.pop(0))
                self.productions[production.id] = production
                yield production
            else:
                return

    def _start(self, job: Job) -> None:
        self._waiting.remove(job)
        task = self._journal.start(self._run, job.production.id, self._edition, job.what, job.frames)
        self._running[self._crew.submit(job.work)] = (job, task, time.monotonic())

    def done(self) -> Iterator[tuple[Job, Outcome | CrewError, float]]:
        """Wait for work that was under way: what came of it, and the seconds that it took."""
        if not self._running:
            return
        for future in wait(self._running, return_when=FIRST_COMPLETED).done:
            job, task, began = self._running.pop(future)
            spent = time.monotonic() - began
            came: Outcome | CrewError
            try:
                came = future.result()
                spent, said = came.seconds or spent, "done"
            except CrewError as error:
                came, said = error, type(error).__name__
            self._journal.finish(task, spent, said)
            yield job, came, spent

    def drawing_left(self) -> float:
        """Seconds that drawing takes that is not under way yet, as far as that can be known."""
        waiting = sum(job.cost for job in self._waiting if job.what == "draw")
        return waiting + sum(map(self._expected, self._coming))

    def _expected(self, plan: LecturePlan) -> float:
        """Seconds that a lecture is expected to take: as it did, or as those do that are under way."""
        if plan.edition.makings:
            return plan.edition.makings[0].seconds
        known = [one.segments[-1][1] for one in self.productions.values() if one.segments]
        return self.frame_cost * sum(known) / len(known) if known else 0.0


def _spent(plan: LecturePlan) -> float:
    """What a lecture took last; most of all what was never made."""
    makings = plan.edition.makings
    return makings[0].seconds if makings else float("inf")

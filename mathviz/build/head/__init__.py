"""The head of the build: takes each lecture through its steps, and decides what to do when work fails.

What is ready is kept at once, so a run that ends in whatever way goes on where it was. The first lecture is
made before all others, so that there is soon something to watch; then the longest come first. One that
fails stops no other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from mathviz.build.crew import Crew, CrewError, Outcome, Postponed
from mathviz.build.events import (
    Event,
    LectureProgress,
    LectureRestarted,
    PlayReached,
    RunProgress,
    SegmentDrawn,
)
from mathviz.build.forecast import known_costs
from mathviz.build.head.production import Job, Production
from mathviz.build.head.schedule import Schedule
from mathviz.build.head.steps import SourcesEditedError, Steps
from mathviz.build.head.trouble import EDITS, failure_of, try_again
from mathviz.build.journal import Journal
from mathviz.build.outlook import Outlook
from mathviz.build.plan import LecturePlan, Planner, folder_of
from mathviz.build.prediction import Cutter
from mathviz.build.publishing import Page
from mathviz.errors import MathvizError

__all__ = ["Head"]


class Head:
    """Makes the lectures that are planned, with the hands of a crew."""

    def __init__(
        self, planner: Planner, plans: Sequence[LecturePlan], crew: Crew, report: Callable[[Event], None]
    ) -> None:
        self._planner, self._report = planner, report
        self._journal = Journal(folder_of(planner.project.root) / "journal.db")
        self._run = self._journal.begin(planner.profile_name, planner.out, len(plans))
        self.schedule = Schedule(crew, self._journal, self._run, planner.shape, plans)
        known = known_costs(planner, plans)
        expected = {plan.lecture.id: known.get(plan.lecture.id) for plan in plans}
        self._outlook = Outlook(expected, lambda: crew.hands)
        self._looked_out = 0.0
        self._steps = Steps(planner, self.schedule, Cutter(crew.hands), self._outlook, report)
        self._page = Page(planner)

    def go(self) -> None:
        """Make all lectures: the first one first; the others get what hands it leaves, longest first."""
        self._write_page()
        while self.schedule:
            for production in self.schedule.begin():
                self._begin(production)
            for job, came, spent in self.schedule.done():
                if not job.production.over:
                    self._take(job, came, spent)

    def _begin(self, production: Production) -> None:
        try:
            self._steps.begin(production)
        except MathvizError as error:
            self._in_trouble(production, error)

    def _take(self, job: Job, came: Outcome | CrewError, spent: float) -> None:
        production = job.production
        try:
            if isinstance(came, Postponed):
                production.postponed += 1
            elif isinstance(came, CrewError):
                if self._planner.edited(production.traces):
                    raise SourcesEditedError
                try_again(self._steps, job, came, self._report)
            else:
                self._outlook.done(job.what, production.id, job.frames, spent)
                if self._planner.sharing is not None and job.what != "assemble":
                    self._planner.sharing.give(came.entries)
                self._steps.go_on(job, came, spent)
                if production.finished:
                    self._write_page()
        except MathvizError as error:
            self._in_trouble(production, error)

    def _in_trouble(self, production: Production, error: MathvizError) -> None:
        if isinstance(error, SourcesEditedError) and production.edits < EDITS:
            self._planner.look_again()
            self._begin_anew(production)
        else:
            self._give_up(production, error)

    def _begin_anew(self, production: Production) -> None:
        """Make a lecture with its sources as they are now."""
        self._report(LectureRestarted(production.id))
        self._outlook.again(production.id)
        self._begin(self.schedule.replace(production, self._planner.plan(production.plan.lecture)))

    def _give_up(self, production: Production, error: MathvizError) -> None:
        production.failed = failure_of(self._planner, production, error)
        self._outlook.over(production.id)
        self.schedule.drop(production)
        self._report(production.failed)
        with suppress(MathvizError):
            self._write_page()

    def _write_page(self) -> None:
        """Bring the page into step."""
        self._page.write(self.schedule.unfinished, self.schedule.failed)

    def hear(self, event: Event) -> None:
        """Pass on what a worker tells; of segments that are drawn, also how far the lecture is."""
        production = self.schedule.productions.get(getattr(event, "lecture", ""))
        if isinstance(event, PlayReached):
            if production is not None and not event.file.startswith("<"):  # some line of the lecture's
                production.place = (event.file, event.line)
            return
        self._report(event)
        if isinstance(event, SegmentDrawn) and production is not None:
            production.drawn += event.frames
            self._outlook.drawn(event.lecture, event.frames, event.seconds)
            if time.monotonic() - self._looked_out > 1:
                self._looked_out = time.monotonic()
                self._report(RunProgress(self._outlook.part, self._outlook.left))
            if production.shape is not None:
                fps = self._planner.profile.fps
                chapter = production.shape.chapters[production.shape.chapter_at(event.frame * 120 // fps)]
                total = production.shape.frames(fps)
                drawn = min(production.drawn, total)
                self._report(LectureProgress(event.lecture, chapter.title, drawn, total))

    def close(self, outcome: str) -> None:
        """The run is over."""
        self._journal.end(self._run, outcome)
        self._journal.close()

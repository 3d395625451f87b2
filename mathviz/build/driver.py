"""The head of the build: what is made next, by whom, and what to do when it fails.

A lecture goes through steps: rehearsed, perhaps looked at, drawn in runs of segments, assembled, published.
What is ready is kept at once, so a run that ends in whatever way goes on where it was. The first lecture is
made before all others, so that there is soon something to watch; then the longest come first. One that
fails stops no other.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from mathviz.build.config import Project, Selection
from mathviz.build.crew import (
    Crew,
    CrewError,
    Outcome,
    Place,
    Postponed,
    Tell,
    Work,
)
from mathviz.build.editions import Making, now
from mathviz.build.events import (
    Event,
    LectureFailed,
    LectureFinished,
    LectureProgress,
    LectureRehearsed,
    LectureReused,
    LectureSkipped,
    LectureStarted,
    PlayReached,
    RunFinished,
    RunProgress,
    RunStarted,
    SegmentDrawn,
    StoreDamaged,
    WorkRetried,
)
from mathviz.build.failures import WorkFailedError, keep, last_frame, reason, would_happen_again
from mathviz.build.films import Assembly, Film, Frames, Shooting, timeline_of
from mathviz.build.forecast import known_costs
from mathviz.build.journal import Journal
from mathviz.build.outlook import Outlook
from mathviz.build.plan import LecturePlan, Planner, folder_of, timeline_key
from mathviz.build.prediction import Cutter
from mathviz.build.publishing import Page, publish_lecture
from mathviz.build.report import Reporter
from mathviz.errors import MathvizError
from mathviz.store import Store, key_of
from mathviz.timeline import Timeline, seconds, segments_of

__all__ = ["MakeCrew", "render"]

MakeCrew = Callable[[Place, Tell], Crew]
"""Makes a crew for a place; it is made only when there is work."""

TRIES = 3
"""So often a piece of work is tried whose worker dies, hangs or raises what may not happen again."""

FRAME = 0.05
"""Seconds that drawing a frame is taken to cost while none has been drawn."""

PATIENCE = 90.0
"""Seconds that any piece of work may take, and ten times what it is expected to take besides."""


@dataclass
class _Making:
    """A lecture on its way."""

    plan: LecturePlan
    began: float
    timeline: Any = None
    shape: Timeline | None = None
    segments: list[Frames] = field(default_factory=list)
    contents: dict[Frames, str] = field(default_factory=dict)
    traces: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    running: int = 0
    seconds: float = 0.0
    drawn: int = 0
    told: float = 0.0
    assembling: bool = False
    place: tuple[str, int] | None = None
    stepping: float = 5.0

    @property
    def id(self) -> str:
        return self.plan.lecture.id

    @property
    def missing(self) -> list[Frames]:
        """The segments whose content is not there."""
        return [frames for frames in self.segments if frames not in self.contents]


@dataclass(frozen=True)
class _Job:
    """A piece of work that waits or is under way."""

    making: _Making
    what: str
    work: Work
    frames: int
    cost: float
    segments: tuple[Frames, ...] = ()


class _Driver:
    def __init__(
        self, planner: Planner, plans: Sequence[LecturePlan], crew: Crew, report: Callable[[Event], None]
    ) -> None:
        self.planner, self.crew, self.report = planner, crew, report
        self.store = planner.store
        self.journal = Journal(folder_of(planner.project.root) / "journal.db")
        self.run = self.journal.begin(planner.profile_name, planner.out, len(plans))
        self.edition = planner.shape
        self.frame_cost = self.journal.frame_cost(self.edition) or FRAME
        self.coming = list(plans)
        self.makings: dict[str, _Making] = {}
        self.waiting: list[_Job] = []
        self.running: dict[Future[Outcome], tuple[_Job, int, float]] = {}
        self.failed: dict[str, LectureFailed] = {}
        self.postponed: dict[str, int] = {}
        known = known_costs(planner, plans)
        self.outlook = Outlook({p.lecture.id: known.get(p.lecture.id) for p in plans}, self.frame_cost)
        self.looked_out = 0.0
        self.cutter = Cutter(crew.hands)
        self.first = ""
        self.finished: list[str] = []
        self.page = Page(planner)

    # -- what is next -------------------------------------------------------------------------------------

    def go(self) -> None:
        """Make all lectures: the first one first; the others get what hands it leaves, longest first."""
        first, *others = self.coming
        self.first = first.lecture.id
        self.coming = [first, *sorted(others, key=self._expected, reverse=True)]
        while self.coming or self.waiting or self.running:
            self._fill()
            if not self.running:
                continue
            done, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(future)

    def _expected(self, plan: LecturePlan) -> float:
        makings = plan.edition.makings
        return makings[0].seconds if makings else float("inf")

    def _fill(self) -> None:
        """Keep all hands busy, with some work in reserve, since bringing work home takes time as well.

        Until the first lecture is there, nothing is in reserve: it would stand in that lecture's way.
        """
        due = self.first not in self.finished and self.first not in self.failed
        while len(self.running) < (self.crew.hands if due else self.crew.hands * 5 // 4 + 1):
            if not self.waiting:
                if not self.coming:
                    return
                self._begin(self.coming.pop(0))
                continue
            job = max(self.waiting, key=lambda job: (job.making.id == self.first, job.cost))
            self.waiting.remove(job)
            if job.making.id in self.failed:
                continue
            job.making.running += 1
            task = self.journal.start(self.run, job.making.id, self.edition, job.what, job.frames)
            self.running[self.crew.submit(job.work)] = (job, task, time.monotonic())

    def _begin(self, plan: LecturePlan) -> None:
        making = _Making(plan, time.monotonic())
        self.makings[making.id] = making
        self.report(LectureStarted(making.id, plan.lecture.title))
        try:
            if plan.making is not None:
                self._resume(making, plan.making)
            elif (known := self._known_rehearsal(plan)) is not None:
                self._rehearsed(making, known)
            else:
                self._queue(making, "rehearse", making.plan.film, 0, 1e9)
        except MathvizError as error:
            self._fail(making, error)

    def _resume(self, making: _Making, made: Making) -> None:
        """Go on with what stands: the segments are known, and at most some are lost."""
        try:
            making.timeline = self.store.read_json(made.timeline)
        except KeyError:
            self._queue(making, "rehearse", making.plan.film, 0, 1e9)
            return
        self._shape(making)
        making.traces = [made.trace]
        making.contents = {(first, last): key for first, last, key in made.segments if key in self.store}
        making.seconds = made.seconds
        self._draw(making)

    def _known_rehearsal(self, plan: LecturePlan) -> Any:
        """The rehearsal of an interrupted run, if nothing changed since."""
        try:
            known = self.store.read_json(plan.film.rehearsal_key)
        except KeyError:
            return None
        sounds = [s["sound"] for beat in known["timeline"]["beats"] for s in beat["sentences"] if s["sound"]]
        if not self.planner.stands(known["trace"]) or not all(sound in self.store for sound in sounds):
            return None
        return known

    def _queue(
        self, making: _Making, what: str, arguments: Any, frames: int, cost: float, **more: Any
    ) -> None:
        needs = tuple(more.pop("needs", ()))
        limit = PATIENCE + 10 * (frames * self.frame_cost if frames else 30.0)
        # Who was late once gets more time: the machine may have been busy.
        limit *= 1 + making.failures[what]
        label = f"{what} {making.id}"
        work = Work(label, f"mathviz.build.tasks.{what}", arguments, limit, needs)
        self.waiting.append(_Job(making, what, work, frames, cost, **more))

    def _shape(self, making: _Making) -> None:
        making.shape = timeline_of(making.timeline, self.planner.project.root)
        pieces = segments_of(making.shape, self.planner.profile.fps)
        making.segments = [(piece.start, piece.stop) for piece in pieces]
        fps = self.planner.profile.fps
        self.report(LectureRehearsed(making.id, making.shape.frames(fps), seconds(making.shape.duration)))

    def _rehearsed(self, making: _Making, value: Any) -> None:
        """The timeline is known: find out which segments are, then draw the others."""
        making.timeline = value["timeline"]
        making.stepping = value.get("stepping", making.stepping)
        making.traces = [value["trace"]]
        self._shape(making)
        film, unknown = making.plan.film, []
        for frames in making.segments:
            take = self._take_of(film, frames)
            if take is None:
                unknown.append(frames)
                continue
            making.traces.append(take["trace"])
            if take["content"] in self.store:
                making.contents[frames] = take["content"]
        if unknown and self._worth_a_look(making.plan):
            wanted = tuple(unknown)
            shooting = Shooting(film, wanted, tuple(making.segments))
            count, needs = wanted[-1][1], self._sounds(making)
            self._queue(making, "survey", shooting, count, 1e8, needs=needs, segments=wanted)
        else:
            self._draw(making)

    def _take_of(self, film: Film, frames: Frames) -> Any:
        """What the frames of a segment show, if that is known and nothing changed since."""
        try:
            take = self.store.read_json(film.take_key(frames))
        except KeyError:
            return None
        return take if self.planner.stands(take["trace"]) else None

    def _worth_a_look(self, plan: LecturePlan) -> bool:
        """Whether segments of an earlier making may still be right:

        Drawn by the same engine, in one theme.
        """
        same = [m for m in plan.edition.makings if m.engine == plan.film.engine]
        return any(
            all(m.request.get(name) == value for name, value in plan.request.items() if _decides(name))
            and any(key in self.store for key in m.contents)
            for m in same
        )

    def _sounds(self, making: _Making) -> tuple[str, ...]:
        assert making.shape is not None
        return tuple(dict.fromkeys(s.sound for s in making.shape.sentences if s.sound))

    def _draw(self, making: _Making) -> None:
        """Queue what is missing, in as many runs as there would be idle hands for, if that pays."""
        missing = making.missing
        reused = len(making.segments) - len(missing)
        if reused:
            self.report(LectureReused(making.id, len(making.segments), reused))
        making.drawn = sum(last - first for first, last in making.contents)
        left = sum(last - first for first, last in missing)
        self.outlook.rehearsed(making.id, left, making.segments[-1][1], making.seconds)
        if not missing:
            self._assemble(making)
            return
        film, segments = making.plan.film, tuple(making.segments)
        for run in self._runs(making, missing):
            count = sum(last - first for first, last in run)
            self._queue(
                making,
                "draw",
                Shooting(film, tuple(run), segments),
                count,
                count * self.frame_cost,
                needs=self._sounds(making),
                segments=tuple(run),
            )

    def _runs(self, making: _Making, missing: list[Frames]) -> list[list[Frames]]:
        """Cut the missing segments into runs of about the same length, as many as pay."""
        count = sum(last - first for first, last in missing)
        drawing = count * self.frame_cost
        rest = drawing + sum(map(self._expected_cost, self.coming))
        rest += sum(job.cost for job in self.waiting if job.what == "draw")
        number = self.cutter.runs(drawing, max(making.stepping, 0.2), rest)
        number = min(number, len(missing))
        runs: list[list[Frames]] = [[] for _ in range(number)]
        before = 0
        for first, last in missing:
            runs[min(number - 1, before * number // count)].append((first, last))
            before += last - first
        return [run for run in runs if run]

    def _expected_cost(self, plan: LecturePlan) -> float:
        """Seconds that a lecture is expected to take: as it did, or as those do that are under way."""
        if plan.edition.makings:
            return plan.edition.makings[0].seconds
        known = [making.segments[-1][1] for making in self.makings.values() if making.segments]
        return self.frame_cost * sum(known) / len(known) if known else 0.0

    def _assemble(self, making: _Making) -> None:
        plan, film = making.plan, making.plan.film
        contents = tuple(making.contents[frames] for frames in making.segments)
        timeline = timeline_key(making.timeline)
        plan.key = self.planner.film_key(film, timeline, contents)
        self._remember(making, timeline, contents)
        work = Assembly(film, making.timeline, contents, plan.key)
        needs = tuple(dict.fromkeys((*contents, *self._sounds(making))))
        self._queue(making, "assemble", work, 0, 1e7, needs=needs)

    def _remember(self, making: _Making, timeline: str, contents: Sequence[str]) -> None:
        """Keep what the film is made of, so that the next run knows it at a glance."""
        trace = self.planner.joined(making.traces)
        if trace is None:
            raise MathvizError("its sources were changed while it was made: make it again")
        key = key_of("trace", trace.as_json())
        if key not in self.store:
            self.store.put_json(key, trace.as_json())
        if timeline not in self.store:
            self.store.put_json(timeline, making.timeline)
        segments = tuple(
            (first, last, content) for (first, last), content in zip(making.segments, contents, strict=True)
        )
        plan = making.plan
        spent = making.seconds or time.monotonic() - making.began
        if plan.making is None:
            because = tuple(map(str, plan.changes)) or (plan.reason,)
        else:
            because = plan.making.because
        made = Making(
            plan.request, key, timeline, plan.film.engine, segments, round(spent, 2), now(), because
        )
        plan.edition.remember(made)

    # -- what came back -----------------------------------------------------------------------------------

    def _take(self, future: Future[Outcome]) -> None:
        job, task, began = self.running.pop(future)
        spent = time.monotonic() - began
        making = job.making
        making.running -= 1
        try:
            outcome = future.result()
        except CrewError as error:
            self.journal.finish(task, spent, type(error).__name__)
            self._not_done(job, error)
            return
        spent = outcome.seconds or spent
        self.journal.finish(task, spent, "done")
        if making.id in self.failed:
            return
        try:
            self._go_on(job, outcome, spent)
        except MathvizError as error:
            self._fail(making, error)

    def _go_on(self, job: _Job, outcome: Outcome, spent: float) -> None:
        making = job.making
        match job.what:
            case "rehearse":
                making.seconds += spent
                self._rehearsed(making, outcome.value)
            case "survey":
                making.seconds += spent
                self._looked_at(making, outcome.value)
            case "draw":
                making.seconds += spent
                self._drawn(job, outcome.value)
            case "assemble":
                self._publish(making, outcome.value)

    def _looked_at(self, making: _Making, takes: dict[Frames, str]) -> None:
        self._join_traces(making, takes)
        making.contents |= {frames: key for frames, key in takes.items() if key in self.store}
        self._draw(making)

    def _join_traces(self, making: _Making, takes: Iterable[Frames]) -> None:
        for frames in takes:
            take = self.store.read_json(making.plan.film.take_key(frames))
            if take["trace"] not in making.traces:
                making.traces.append(take["trace"])

    def _drawn(self, job: _Job, takes: dict[Frames, str]) -> None:
        making = job.making
        self._join_traces(making, takes)
        making.contents |= takes
        left = [frames for frames in job.segments if frames not in making.contents]
        if left:  # its worker had taken too much memory
            film, segments = making.plan.film, tuple(making.segments)
            count = sum(last - first for first, last in left)
            cost = count * self.frame_cost
            shooting = Shooting(film, tuple(left), segments)
            needs = self._sounds(making)
            self._queue(making, "draw", shooting, count, cost, needs=needs, segments=tuple(left))
        elif not making.missing and not making.assembling:
            making.assembling = True
            self._assemble(making)

    def _publish(self, making: _Making, made: Any) -> None:
        plan = making.plan
        try:
            publish_lecture(self.planner, plan, making.timeline, made)
        except KeyError:  # damaged between the worker and here, or taken away by another batch
            self._assemble(making)
            return
        assert making.shape is not None
        self.finished.append(making.id)
        self.outlook.over(making.id)
        frames = making.shape.frames(self.planner.profile.fps)
        spent = round(time.monotonic() - making.began, 2)
        self.report(LectureFinished(making.id, plan.folder, frames, spent))
        self.write_page()

    def write_page(self) -> None:
        """Bring the page into step."""
        known = {*self.finished, *self.failed}
        waiting = [m.plan.lecture for m in self.makings.values() if m.id not in known]
        self.page.write([*waiting, *(plan.lecture for plan in self.coming)], self.failed)

    def _not_done(self, job: _Job, error: CrewError) -> None:
        """Try again, with what is still to do; after some times, give the lecture up."""
        making = job.making
        if making.id in self.failed:
            return
        if isinstance(error, Postponed):
            self.postponed[making.id] = self.postponed.get(making.id, 0) + 1
            return
        making.failures[job.what] += 1
        if would_happen_again(error) or making.failures[job.what] >= TRIES:
            self._fail(making, WorkFailedError(error, making.failures[job.what]))
            return
        self.report(WorkRetried(making.id, job.what, reason(error)))
        try:
            self._again(job)
        except MathvizError as trouble:
            self._fail(making, trouble)

    def _again(self, job: _Job) -> None:
        making, film = job.making, job.making.plan.film
        if job.what == "draw":
            # What the lost worker had finished is in the store.
            takes = {}
            for frames in job.segments:
                take = self._take_of(film, frames)
                if take is not None and take["content"] in self.store:
                    takes[frames] = take["content"]
            self._drawn(job, takes)
        elif job.what == "assemble":
            # Segments or sentences were damaged: they are made again.
            making.assembling = False
            making.contents = {f: key for f, key in making.contents.items() if key in self.store}
            if all(sound in self.store for sound in self._sounds(making)):
                self._draw(making)
            else:
                self._queue(making, "rehearse", film, 0, 1e9)
        else:
            arguments, needs = job.work.arguments, job.work.needs
            self._queue(making, job.what, arguments, job.frames, job.cost, needs=needs)

    def _fail(self, making: _Making, error: MathvizError) -> None:
        details = getattr(error, "details", {})
        picture = details.get("still") or self._last_picture(making)
        still = keep(folder_of(self.planner.project.root) / "failures" / making.id, error, picture)
        beat = details.get("beat") or self._beat_at(making)
        file, line = (error.file, error.line) if error.file or not making.place else making.place
        log = getattr(error, "log", "")
        told = LectureFailed(making.id, error.message, file, line, beat, log, still)
        self.failed[making.id] = told
        self.outlook.over(making.id)
        self.waiting = [job for job in self.waiting if job.making is not making]
        self.report(told)
        with suppress(MathvizError):
            self.write_page()

    def _beat_at(self, making: _Making) -> str | None:
        """What is being said at the first segment that is missing."""
        if making.shape is None or not making.missing:
            return None
        tick = making.missing[0][0] * 120 // self.planner.profile.fps
        said = [beat.shown for beat in making.shape.beats if beat.start <= tick]
        return said[-1] if said else None

    def _last_picture(self, making: _Making) -> bytes | None:
        """What was seen before the first segment that is missing."""
        if not making.missing:
            return None
        before = [frames for frames in making.contents if frames[1] <= making.missing[0][0]]
        with suppress(KeyError, MathvizError):
            first, last = max(before, default=(0, 0))
            segment = self.store.file(making.contents[first, last])
            return last_frame(segment, last - first, self.planner.profile.fps)
        return None

    # -- events of workers --------------------------------------------------------------------------------

    def hear(self, event: Event) -> None:
        """Pass on what a worker tells; of segments that are drawn, also how far the lecture is."""
        if isinstance(event, PlayReached):
            if (making := self.makings.get(event.lecture)) is not None:
                making.place = (event.file, event.line)
            return
        self.report(event)
        if isinstance(event, SegmentDrawn) and (making := self.makings.get(event.lecture)) is not None:
            making.drawn += event.frames
            self.outlook.drawn(event.lecture, event.frames, event.seconds)
            if time.monotonic() - self.looked_out > 1:
                self.looked_out = time.monotonic()
                self.report(RunProgress(self.outlook.part, self.outlook.left))
            if making.shape is not None:
                fps = self.planner.profile.fps
                chapter = making.shape.chapters[making.shape.chapter_at(event.frame * 120 // fps)].title
                total = making.shape.frames(fps)
                self.report(LectureProgress(event.lecture, chapter, min(making.drawn, total), total))

    def close(self, outcome: str) -> None:
        """The run is over."""
        self.journal.end(self.run, outcome)
        self.journal.close()


def _decides(name: str) -> bool:
    """Whether a configured value changes every picture, so that looking for old ones is in vain."""
    return name.startswith(("theme ", "profile ")) and not name.endswith(": language")


def render(
    project: Project,
    selection: Selection,
    profile_name: str,
    out: Path,
    jobs: int | None,
    voice: str | None,
    report: Reporter,
    make_crew: MakeCrew | None = None,
) -> RunFinished:
    """Make what is to be made of the chosen lectures."""
    began = time.monotonic()
    planner = Planner(project, profile_name, voice, out)
    damaged: list[str] = []
    planner.store = Store(planner.store.folder, damaged.append)
    plans = list(planner.lectures(selection.lectures))
    todo = [plan for plan in plans if not plan.ready]
    ids = tuple(plan.lecture.id for plan in todo)
    report(RunStarted(ids, len(selection.planned), profile_name, out))
    for sentence in damaged:
        report(StoreDamaged(sentence))
    damaged.clear()
    for lecture in selection.planned:
        report(LectureSkipped(lecture.id, "planned: it has no scene yet"))
    for plan in plans:
        if plan.ready:
            report(LectureSkipped(plan.lecture.id, plan.reason))
    planner.present.save()
    failed = postponed = 0
    page: Callable[[Event], None] | None = None
    if todo:
        from mathviz.build.run_page import RunPage

        page = RunPage(planner, plans)

    def tell(event: Event) -> None:
        report(event)
        if page is not None:
            page(event)

    if todo:
        failed, postponed = _make(planner, todo, jobs, tell, make_crew, damaged)
    else:
        Page(planner).write([], ())
    finished = RunFinished(
        done=len(todo) - failed - postponed,
        failed=failed,
        skipped=len(selection.planned) + len(plans) - len(todo) + postponed,
        seconds=round(time.monotonic() - began, 2),
    )
    tell(finished)
    return finished


def _make(
    planner: Planner,
    todo: list[LecturePlan],
    jobs: int | None,
    report: Callable[[Event], None],
    make_crew: MakeCrew | None,
    damaged: list[str],
) -> tuple[int, int]:
    """Make lectures; how many failed, and how many wait for pictures that are drawn elsewhere."""
    from mathviz.build.crew.local import LocalCrew, one_at_a_time
    from mathviz.build.crew.machine import hands_here

    def tell(event: Event) -> None:
        while damaged:
            report(StoreDamaged(damaged.pop(0)))
        report(event)

    alone = one_at_a_time(tell)
    drivers: list[_Driver] = []

    def hear(event: Event) -> None:
        if drivers:
            drivers[0].hear(event)
        else:  # what a crew tells while it gathers
            alone(event)

    root = planner.project.root
    place = Place(root, planner.store.folder)
    local: MakeCrew = partial(LocalCrew, jobs or hands_here())
    with (make_crew or local)(place, hear) as crew:
        driver = _Driver(planner, todo, crew, alone)
        drivers.append(driver)
        outcome = "interrupted"
        try:
            driver.write_page()
            driver.go()
            outcome = "done"
        finally:
            driver.close(outcome)
    planner.present.save()
    for lecture, count in driver.postponed.items():
        report(LectureSkipped(lecture, f"its pictures are to be drawn elsewhere, in {count} tasks"))
    return len(driver.failed), len(driver.postponed)

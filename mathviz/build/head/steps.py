"""The steps of a lecture: rehearsed, perhaps looked at, drawn in runs of segments, assembled, published."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mathviz.build.crew import Outcome
from mathviz.build.editions import Making, now
from mathviz.build.events import (
    Event,
    LectureFinished,
    LectureRehearsed,
    LectureReused,
    LectureStarted,
)
from mathviz.build.films import Assembly, Film, Frames, Shooting, timeline_of
from mathviz.build.head.production import Job, Production
from mathviz.build.head.schedule import Schedule
from mathviz.build.outlook import Outlook
from mathviz.build.plan import LecturePlan, Planner, timeline_key
from mathviz.build.prediction import Cutter, even_runs
from mathviz.build.publishing import publish_lecture
from mathviz.errors import MathvizError
from mathviz.store import key_of
from mathviz.timeline import pictures_of, seconds, segments_of

__all__ = ["SourcesEditedError", "Steps"]

ASSEMBLE, LOOK, REHEARSE = 1e7, 1e8, 1e9
"""Stand for what work costs that is done before all drawing: the later ones before the earlier ones."""


class SourcesEditedError(MathvizError):
    """The parts of a lecture were made with different sources, or with others than there are now."""

    def __init__(self) -> None:
        super().__init__("its sources were edited again and again while it was made; make it when they rest")


class Steps:
    """Takes lectures from each step to the next. What a step finds wrong, it raises as a ``MathvizError``."""

    def __init__(
        self,
        planner: Planner,
        schedule: Schedule,
        cutter: Cutter,
        outlook: Outlook,
        report: Callable[[Event], None],
    ) -> None:
        self._planner, self._store, self._schedule = planner, planner.store, schedule
        self._cutter, self._outlook, self._report = cutter, outlook, report

    def begin(self, production: Production) -> None:
        """Start with a lecture, at the step that an earlier run had come to."""
        plan = production.plan
        self._report(LectureStarted(production.id, plan.lecture.title))
        if plan.making is not None:
            self._resume(production, plan.making)
        elif (known := self._known_rehearsal(plan)) is not None:
            self._rehearsed(production, known)
        else:
            self._rehearse(production)

    def _rehearse(self, production: Production) -> None:
        self._schedule.add(production, "rehearse", production.plan.film, cost=REHEARSE)

    def _resume(self, production: Production, made: Making) -> None:
        """Go on with what stands: the segments are known, and at most some are lost."""
        try:
            production.timeline = self._store.read_json(made.timeline)
        except KeyError:
            self._rehearse(production)
            return
        self._shape(production)
        production.traces = [made.trace]
        production.contents = {(first, last): key for first, last, key in made.segments if key in self._store}
        production.seconds = made.seconds
        self._draw(production)

    def _known_rehearsal(self, plan: LecturePlan) -> Any:
        """The rehearsal of an interrupted run, or of another machine, if nothing changed since."""
        known = self._planner.standing(plan.film.rehearsal_key)
        if known is None:
            return None
        sounds = [s["sound"] for beat in known["timeline"]["beats"] for s in beat["sentences"] if s["sound"]]
        return known if all(sound in self._store for sound in sounds) else None

    def go_on(self, job: Job, outcome: Outcome, spent: float) -> None:
        """A piece of work was done, in so many seconds: do what comes after it."""
        production = job.production
        if job.what == "assemble":
            self._publish(production, outcome.value)
            return
        production.seconds += spent
        match job.what:
            case "rehearse":
                self._rehearsed(production, outcome.value)
            case "survey":
                self._looked_at(production, outcome.value)
            case "draw":
                self._drawn(job, outcome.value)

    def again(self, job: Job) -> None:
        """A piece of work was not done: put on the list what is still missing of it."""
        production = job.production
        if job.what == "draw":
            # What the lost worker had finished is in the store.
            takes = {frames: self._content(production.plan.film, frames) for frames in job.segments}
            self._drawn(job, {frames: content for frames, content in takes.items() if content is not None})
        elif job.what == "assemble":
            # Segments or sentences were damaged: they are made again.
            production.assembling = False
            production.contents = {f: key for f, key in production.contents.items() if key in self._store}
            if all(sound in self._store for sound in production.sounds):
                self._draw(production)
            else:
                self._rehearse(production)
        else:
            more: Any = {"frames": job.frames, "needs": job.work.needs, "segments": job.segments}
            self._schedule.add(production, job.what, job.work.arguments, cost=job.cost, **more)

    # -- rehearsed ----------------------------------------------------------------------------------------

    def _shape(self, production: Production) -> None:
        fps = self._planner.profile.fps
        production.shape = timeline_of(production.timeline, self._planner.project.root)
        production.segments = [(piece.start, piece.stop) for piece in segments_of(production.shape, fps)]
        length = seconds(production.shape.duration)
        self._report(LectureRehearsed(production.id, production.shape.frames(fps), length))

    def _rehearsed(self, production: Production, value: Any) -> None:
        """The timeline is known: find out which segments are, then draw the others."""
        production.timeline = value["timeline"]
        production.stepping = value.get("stepping", production.stepping)
        production.updating = value.get("updating", production.updating)
        production.traces = [value["trace"]]
        self._shape(production)
        film, unknown = production.plan.film, []
        for frames in production.segments:
            take = self._planner.standing(film.take_key(frames))
            if take is None:
                unknown.append(frames)
                continue
            production.traces.append(take["trace"])
            if take["content"] in self._store:
                production.contents[frames] = take["content"]
        if unknown and self._worth_a_look(production.plan):
            self._shoot(production, "survey", unknown, frames=unknown[-1][1], cost=LOOK)
        else:
            self._draw(production)

    def _content(self, film: Film, frames: Frames) -> str | None:
        """The key of what the frames of a segment show, if that is known and there."""
        take = self._planner.standing(film.take_key(frames))
        return take["content"] if take is not None and take["content"] in self._store else None

    def _worth_a_look(self, plan: LecturePlan) -> bool:
        """Whether segments of an earlier making may still be right:

        Drawn by the same engine, in one theme.
        """
        same = [m for m in plan.edition.makings if m.engine == plan.film.engine]
        return any(
            all(m.request.get(name) == value for name, value in plan.request.items() if _decides(name))
            and any(key in self._store for key in m.contents)
            for m in same
        )

    def _shoot(
        self, production: Production, what: str, wanted: Sequence[Frames], *, frames: int, cost: float
    ) -> None:
        work = Shooting(production.plan.film, tuple(wanted), tuple(production.segments))
        more: Any = {"needs": production.sounds, "segments": wanted}
        self._schedule.add(production, what, work, frames=frames, cost=cost, **more)

    def _looked_at(self, production: Production, takes: dict[Frames, str]) -> None:
        self._join_traces(production, takes)
        production.contents |= {frames: key for frames, key in takes.items() if key in self._store}
        self._draw(production)

    def _join_traces(self, production: Production, takes: Iterable[Frames]) -> None:
        for frames in takes:
            take = self._store.read_json(production.plan.film.take_key(frames))
            if take["trace"] not in production.traces:
                production.traces.append(take["trace"])

    # -- drawn --------------------------------------------------------------------------------------------

    def _draw(self, production: Production) -> None:
        """Queue what is missing, in as many runs as there would be idle hands for, if that pays."""
        missing = production.missing
        reused = len(production.segments) - len(missing)
        if reused:
            self._report(LectureReused(production.id, len(production.segments), reused))
        production.drawn = _count(production.contents)
        whole = production.segments[-1][1]
        self._outlook.rehearsed(production.id, _count(missing), whole)
        if not missing:
            self._assemble(production)
            return
        for run in self._runs(production, missing):
            self._draw_run(production, run)

    def _draw_run(self, production: Production, run: Sequence[Frames]) -> None:
        cost = _count(run) * self._schedule.frame_cost
        self._shoot(production, "draw", run, frames=_count(run), cost=cost)

    def _runs(self, production: Production, missing: list[Frames]) -> list[list[Frames]]:
        """Cut the missing segments into runs of about as many pictures, as many as pay."""
        count = _count(missing)
        drawing = count * self._schedule.frame_cost
        rest = drawing + self._schedule.drawing_left()
        stepping = max(production.stepping, 0.2)
        number = self._cutter.runs(drawing, stepping, rest, updating=production.updating)
        assert production.shape is not None
        pictures = pictures_of(production.shape, self._planner.profile.fps)
        costs = dict(zip(production.segments, pictures, strict=True))
        runs = even_runs(
            [costs[frames] for frames in missing], min(number, len(missing)), production.stepping / drawing
        )
        return [[missing[place] for place in run] for run in runs]

    def _drawn(self, job: Job, takes: dict[Frames, str]) -> None:
        production = job.production
        self._join_traces(production, takes)
        production.contents |= takes
        left = [frames for frames in job.segments if frames not in production.contents]
        if left:  # its worker was lost, or had taken too much memory
            self._draw_run(production, left)
        elif not production.missing and not production.assembling:
            production.assembling = True
            self._assemble(production)

    # -- assembled, published -----------------------------------------------------------------------------

    def _assemble(self, production: Production) -> None:
        plan, film = production.plan, production.plan.film
        contents = tuple(production.contents[frames] for frames in production.segments)
        timeline = timeline_key(production.timeline)
        plan.key = self._planner.film_key(film, timeline, contents)
        self._remember(production, timeline, contents)
        work = Assembly(film, production.timeline, contents, plan.key)
        needs = tuple(dict.fromkeys((*contents, *production.sounds)))
        self._schedule.add(production, "assemble", work, cost=ASSEMBLE, needs=needs)

    def _remember(self, production: Production, timeline: str, contents: Sequence[str]) -> None:
        """Keep what the film is made of, so that the next run knows it at a glance."""
        trace = self._planner.joined(production.traces)
        if trace is None:
            raise SourcesEditedError
        key = key_of("trace", trace.as_json())
        if key not in self._store:
            self._store.put_json(key, trace.as_json())
        if timeline not in self._store:
            self._store.put_json(timeline, production.timeline)
        pieces = zip(production.segments, contents, strict=True)
        segments = tuple((first, last, content) for (first, last), content in pieces)
        plan = production.plan
        spent = production.seconds or time.monotonic() - production.began
        if plan.making is None:
            because = tuple(map(str, plan.changes)) or (plan.reason,)
        else:
            because = plan.making.because
        engine = plan.film.engine
        made = Making(plan.request, key, timeline, engine, segments, round(spent, 2), now(), because)
        plan.edition.remember(made)

    def _publish(self, production: Production, made: Any) -> None:
        plan = production.plan
        try:
            publish_lecture(self._planner, plan, production.timeline, made)
        except KeyError:  # damaged between the worker and here, or taken away by another batch
            self._assemble(production)
            return
        assert production.shape is not None
        production.finished = True
        self._outlook.over(production.id)
        frames = production.shape.frames(self._planner.profile.fps)
        spent = round(time.monotonic() - production.began, 2)
        self._report(LectureFinished(production.id, plan.folder, frames, spent))


def _count(segments: Iterable[Frames]) -> int:
    """How many frames segments have."""
    return sum(last - first for first, last in segments)


def _decides(name: str) -> bool:
    """Whether a configured value changes every picture, so that looking for old ones is in vain."""
    return name.startswith(("theme ", "profile ")) and not name.endswith(": language")

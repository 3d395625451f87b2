"""A run: what is to be made is found, made by a crew, and told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from mathviz.build.config import Project, Selection
from mathviz.build.crew import Crew, Place, Tell
from mathviz.build.events import Event, LectureSkipped, RunFinished, RunStarted, StoreDamaged
from mathviz.build.head import Head
from mathviz.build.plan import LecturePlan, Planner
from mathviz.build.publishing import Page
from mathviz.build.report import Reporter
from mathviz.store import Store

__all__ = ["MakeCrew", "render"]

MakeCrew: TypeAlias = Callable[[Place, Tell], Crew]
"""Makes a crew for a place; it is made only when there is work."""


def render(
    project: Project,
    selection: Selection,
    profile_name: str,
    out: Path,
    jobs: int | None,
    voice: str | None,
    report: Reporter,
    make_crew: MakeCrew | None = None,
    shared: str | None = None,
) -> RunFinished:
    """Make what is to be made of the chosen lectures.

    ``shared`` is the address of a store that others use as well; ``SharedStoreError`` if it cannot be used.
    """
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
        failed, postponed = _make(planner, todo, jobs, tell, make_crew, shared, damaged)
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
    shared: str | None,
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
    heads: list[Head] = []

    def hear(event: Event) -> None:
        if heads:
            heads[0].hear(event)
        else:  # what a crew tells while it gathers
            alone(event)

    place = Place(planner.project.root, planner.store.folder)
    local: MakeCrew = partial(LocalCrew, jobs or hands_here())
    with _sharing(planner, shared, alone), (make_crew or local)(place, hear) as crew:
        head = Head(planner, todo, crew, alone)
        heads.append(head)
        outcome = "interrupted"
        try:
            head.go()
            outcome = "done"
        finally:
            head.close(outcome)
    planner.present.save()
    productions = head.schedule.productions.values()
    postponed = [production for production in productions if production.postponed]
    for one in postponed:
        report(LectureSkipped(one.id, f"its pictures are to be drawn elsewhere, in {one.postponed} tasks"))
    return len(head.schedule.failed), len(postponed)


@contextmanager
def _sharing(planner: Planner, address: str | None, tell: Tell) -> Iterator[None]:
    """Let a planner look into a shared store, too, if there is one."""
    if address is None:
        yield
        return
    from mathviz.build.sharing import Sharing

    with Sharing(planner.store, address, tell) as sharing:
        planner.sharing, planner.store = sharing, sharing.store
        yield

"""How long what is planned will take, from what films cost that were made before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from mathviz.build.config import Selection
from mathviz.build.journal import Journal
from mathviz.build.plan import LecturePlan, Planner, folder_of
from mathviz.build.prediction import LectureCost, Prediction, lecture_tasks, predict

__all__ = ["Forecast", "forecast", "known_costs"]

SECONDS = ("rehearsal", "drawing", "assembly", "stepping")
UNKNOWN = LectureCost(rehearsal=10.0, drawing=100.0, assembly=5.0, stepping=5.0)
"""What a lecture is taken to cost while none was made."""

START = 3.0
"""Seconds that a worker needs to start and to import Manim."""


@dataclass(frozen=True)
class Forecast:
    """A prediction, for how many lectures it is, and on how many films it rests."""

    prediction: Prediction
    lectures: int
    known: int

    def as_json(self) -> dict[str, Any]:
        """The forecast in plain values; times in seconds."""
        found = self.prediction
        return {
            **asdict(found),
            "bound": found.bound,
            "efficiency": found.efficiency,
            "lectures": self.lectures,
            "known": self.known,
        }

    def __str__(self) -> str:
        """The forecast as a sentence."""
        found = self.prediction
        workers = "1 worker takes" if found.workers == 1 else f"{found.workers} workers take"
        return (
            f"{workers} {found.wall / 60:.1f} min for {self.lectures} lectures "
            f"({found.work / 60:.1f} min of work, {100 * found.efficiency:.0f} % efficiency; no number of "
            f"workers is faster than {found.chain / 60:.1f} min), by what {self.known} films cost"
        )


def forecast(
    planner: Planner, plans: Sequence[LecturePlan], selection: Selection, workers: int, *, whole: bool
) -> Forecast:
    """Predict what so many workers take for what is to be made; ``whole``: for all, as if nothing were.

    A lecture that was never made is taken to cost what the others do on the mean. What a run may find to be
    reusable is not foreseen.
    """
    known = known_costs(planner, plans)
    mean = _mean(list(known.values()))
    wanted = [plan.lecture.id for plan in plans if whole or not plan.ready]
    if whole:
        wanted += [lecture.id for lecture in selection.planned]
    costs = {name: known.get(name, mean) for name in wanted}
    return Forecast(predict(lecture_tasks(costs, workers, START), workers), len(wanted), len(known))


def known_costs(planner: Planner, plans: Sequence[LecturePlan]) -> dict[str, LectureCost]:
    """What the films cost that were made in this form."""
    journal = Journal(folder_of(planner.project.root) / "journal.db", reading=True)
    try:
        measured = journal.costs(planner.shape)
    finally:
        journal.close()
    found = {}
    for plan in plans:
        if plan.lecture.id in measured and plan.edition.makings:
            rehearsal, frame, assembly = measured[plan.lecture.id]
            frames = max((last for _, last, _ in plan.edition.makings[0].segments), default=0)
            value = {}
            with suppress(KeyError):
                value = planner.store.read_json(plan.film.rehearsal_key)
            stepping, updating = value.get("stepping", rehearsal), value.get("updating", True)
            found[plan.lecture.id] = LectureCost(rehearsal, frame * frames, assembly, stepping, updating)
    return found


def _mean(costs: Sequence[LectureCost]) -> LectureCost:
    if not costs:
        return UNKNOWN
    rehearsal, drawing, assembly, stepping = (
        sum(getattr(cost, part) for cost in costs) / len(costs) for part in SECONDS
    )
    return LectureCost(rehearsal, drawing, assembly, stepping, any(cost.updating for cost in costs))

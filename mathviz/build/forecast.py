"""How long what is planned will take, from what films cost that were made before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mathviz.build.config import Selection
from mathviz.build.plan import LecturePlan, Planner
from mathviz.build.prediction import Prediction, Task, predict

__all__ = ["Forecast", "forecast"]

UNKNOWN = 120.0
"""Seconds that a lecture is taken to cost while none was made."""

REHEARSAL, ASSEMBLY = 0.05, 0.03
"""The parts of a lecture's cost that cannot be divided: what comes before its segments, and after them."""

RUNS = 12
"""So many runs at most is a lecture drawn in."""


@dataclass(frozen=True)
class Forecast:
    """A prediction, and on how many films it rests."""

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
    """Predict what so many workers take for what is to be made; ``whole``: for all, as if nothing were."""
    costs = {plan.lecture.id: plan.edition.makings[0].seconds for plan in plans if plan.edition.makings}
    mean = sum(costs.values()) / len(costs) if costs else UNKNOWN
    wanted = [plan.lecture.id for plan in plans if whole or not plan.ready]
    if whole:
        wanted += [lecture.id for lecture in selection.planned]
    tasks: list[Task] = []
    for name in wanted:
        cost = costs.get(name, mean)
        tasks.append(Task(f"rehearse {name}", REHEARSAL * cost))
        draw = (1 - REHEARSAL - ASSEMBLY) * cost
        runs = [Task(f"draw {name} {number}", draw / RUNS, (f"rehearse {name}",)) for number in range(RUNS)]
        tasks += [*runs, Task(f"assemble {name}", ASSEMBLY * cost, tuple(run.name for run in runs))]
    return Forecast(predict(tasks, workers), len(wanted), len(costs))

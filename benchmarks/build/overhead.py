"""What it costs to know what a lecture used, and to draw it in several runs.

    python -m benchmarks.build.overhead --profile web --workers 2 --workers 8

For each lecture that has a scene: its rehearsal with the marks that tell which functions ran, against one
without; and the processor time of drawing it in the runs that the plan cuts for so many workers who have
nothing else to do, against drawing it in one: in turn, the least of several times. All in one process; what
is made stays in the project's store.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from mathviz.build import tasks
from mathviz.build.config import LectureEntry, Project, load_project
from mathviz.build.crew import Place
from mathviz.build.films import Film, Frames, Shooting, timeline_of
from mathviz.build.plan import Planner
from mathviz.build.prediction import Cutter, even_runs
from mathviz.build.rehearsal import rehearse
from mathviz.timeline import pictures_of, segments_of

ROOT = Path(__file__).parents[2]
TIMES = 3


def cost(work: Any, *arguments: Any) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    work(*arguments)
    return time.process_time() - began


def tell(event: object) -> None:
    """Nobody listens."""


def shoot(film: Film, place: Place, segments: Sequence[Frames], run: range) -> None:
    """Draw a run of segments."""
    tasks.draw(Shooting(film, tuple(segments[k] for k in run), tuple(segments)), place, tell)


def measure(
    planner: Planner, lecture: LectureEntry, workers: Sequence[int], plain: float, times: int
) -> None:
    """Print what marks and runs cost for a lecture; ``plain`` is what its rehearsal costs without marks."""
    film, fps = planner.plan(lecture).film, planner.profile.fps
    place = Place(planner.project.root, planner.store.folder)
    value = tasks.rehearse(film, place, tell).value
    marked = min(cost(tasks.rehearse, film, place, tell) for _ in range(TIMES))
    print(
        f"{lecture.id}: rehearsed in {plain:.2f} s, with marks in {marked:.2f} s ({marked / plain - 1:+.0%})"
    )
    timeline = timeline_of(value["timeline"], planner.project.root)
    segments = [(piece.start, piece.stop) for piece in segments_of(timeline, fps)]
    draw = partial(shoot, film, place, segments)
    first, stepping = cost(draw, range(len(segments))), value["stepping"]
    for number in workers:
        count = Cutter(number).runs(first, stepping, first, updating=value["updating"])
        runs = even_runs(pictures_of(timeline, fps), count, stepping / first)
        # In turn, since a machine's speed may change.
        taken = [(cost(draw, range(len(segments))), [cost(draw, run) for run in runs]) for _ in range(times)]
        whole = min(one for one, _ in taken)
        parts = [min(run) for run in zip(*(runs for _, runs in taken), strict=True)]
        print(
            f"  for {number} workers: {len(runs)} runs, {sum(parts):.1f} s against {whole:.1f} s "
            f"({sum(parts) / whole - 1:+.1%}), the longest {max(parts):.1f} s",
            flush=True,
        )


def rehearsed(project: Project, lecture: LectureEntry, profile_name: str) -> float:
    """The least that a rehearsal without marks costs; what is spoken and typeset is there before."""
    profile = project.profiles[profile_name]
    rehearse(project, lecture, profile)
    return min(cost(rehearse, project, lecture, profile) for _ in range(TIMES))


@click.command()
@click.option("--profile", "profile_name", default="web")
@click.option("--workers", type=int, multiple=True, default=[2, 8])
@click.option("--lecture", "names", multiple=True, help="Only these.")
@click.option("--times", default=2, show_default=True, help="How often each is drawn.")
def main(profile_name: str, workers: tuple[int, ...], names: tuple[str, ...], times: int) -> None:
    """Measure, and print a line for each lecture and number of workers."""
    project = load_project(ROOT / "config/course.yaml")
    made = [lecture for lecture in project.lectures if not lecture.planned]
    chosen = [lecture for lecture in made if not names or lecture.id in names]
    plain = [rehearsed(project, lecture, profile_name) for lecture in chosen]
    planner = Planner(project, profile_name, None, ROOT / "dist")
    for lecture, seconds in zip(chosen, plain, strict=True):
        measure(planner, lecture, workers, seconds, times)


if __name__ == "__main__":
    main()

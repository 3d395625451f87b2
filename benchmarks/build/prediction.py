"""How well times are foretold: by ``mathviz plan --workers`` before a run, and by the time left during it.

    python -m benchmarks.build.prediction --profile draft --jobs 1 --jobs 2 FOLDER

copies the project's configuration and scenes into FOLDER and makes the films there: once to learn what they
cost, then once for each ``--jobs``, with nothing but the spoken sentences kept. ``--lectures 24`` gives
scenes, in turn, to lectures that have none yet, for a batch of that many; each of them has a mark of its own
in all its pictures, so that none can be made of another's.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import click

ROOT = Path(__file__).parents[2]
KEPT = {"data", "speech"}
"""Of the store: the bytes, and the records of sentences. Without their records, segments are drawn again."""


def mathviz(folder: Path, *arguments: object) -> list[str]:
    """The command, in another process; what it can do must be quick to read."""
    command = [sys.executable, "-m", "mathviz", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()


def render(
    folder: Path, profile: str, jobs: int, events: Path | None = None
) -> tuple[float, list[tuple[float, float, float]]]:
    """Seconds that a run took, and each time left that it told: when, the part done, the seconds left."""
    log = [] if events is None else [events]
    command = [sys.executable, "-m", "mathviz", "render", "--json", "--profile", profile, "--jobs", str(jobs)]
    began, told = time.monotonic(), []
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            for path in log:
                with path.open("a") as file:
                    file.write(json.dumps([time.monotonic() - began, event]) + "\n")
            if event["event"] == "run-progress" and event["left"] is not None:
                told.append((time.monotonic() - began, event["part"], event["left"]))
    return time.monotonic() - began, told


def show_time_left(wall: float, told: list[tuple[float, float, float]]) -> None:
    """The errors of the time left, at each tenth of the run and at worst."""
    for tenth in range(1, 10):
        later = [(when, left) for when, _, left in told if when >= wall * tenth / 10]
        if later:
            when, left = later[0]
            true = wall - when
            print(
                f"  after {when / wall:4.0%}: {left:6.1f} s left, truly {true:6.1f} s "
                f"({(left - true) / true:+.0%} of that, {(left - true) / wall:+.0%} of the run)"
            )
    late = [(wall - when, abs(when + left - wall)) for when, _, left in told if 0.1 < when / wall < 0.95]
    if late:
        worst = max(error / true for true, error in late), max(error / wall for _, error in late)
        print(f"  at worst from 10 to 95 %: {worst[0]:.0%} of what is left, {worst[1]:.0%} of the run")


MARKED = """
class {name}({base}):
    def play(self, *animations, **options):
        self.add(Square(0.01 + {turn} / 500).move_to([6.9, 3.8, 0]))
        super().play(*animations, **options)
"""


def give_scenes(folder: Path, number: int) -> None:
    """Let so many lectures of a project have scenes: those that there are, in turn."""
    course = folder / "config/course.yaml"
    lines = course.read_text(encoding="utf-8").splitlines(keepends=True)
    ids = [
        place
        for place, line in enumerate(lines)
        if line.lstrip().startswith("- id:") and line.startswith(" " * 10)
    ]
    blocks = [range(start, stop) for start, stop in zip(ids, [*ids[1:], len(lines)], strict=True)]
    scenes = [line.split()[1] for line in lines if line.lstrip().startswith("scene:")]
    bare = [block for block in blocks if not any(lines[k].lstrip().startswith("scene:") for k in block)]
    source = ["from manim import Square\n"]
    for turn, block in enumerate(bare[: max(0, number - len(scenes))]):
        module, _, base = scenes[turn % len(scenes)].rpartition(".")
        source += [
            f"from {module} import {base}\n",
            MARKED.format(name=f"{base}{turn}", base=base, turn=turn),
        ]
        lines[block.start] += f"            scene: scenes.copies.{base}{turn}\n"
    (folder / "scenes/copies.py").write_text("".join(source))
    course.write_text("".join(lines), encoding="utf-8")


def show_drawing(folder: Path) -> None:
    """In how many runs the lectures of the last run were drawn, and what that took all workers together."""
    with sqlite3.connect(folder / ".mathviz/journal.db") as journal:
        runs, lectures, seconds = journal.execute(
            "SELECT count(*), count(DISTINCT lecture), sum(seconds) FROM tasks "
            "WHERE what = 'draw' AND outcome = 'done' AND run = (SELECT max(id) FROM runs)"
        ).fetchone()
    print(f"  {lectures} lectures drawn in {runs} runs, {seconds:.1f} s of all workers together")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--profile", default="draft")
@click.option("--jobs", type=int, multiple=True, default=[1, 2])
@click.option("--lectures", type=int, default=3)
@click.option("--events", type=click.Path(path_type=Path), help="Keep the first run's events, to look into.")
def main(folder: Path, profile: str, jobs: tuple[int, ...], lectures: int, events: Path | None) -> None:
    """Measure in FOLDER, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("config", "scenes"):
        shutil.copytree(ROOT / name, folder / name)
    give_scenes(folder, lectures)
    wall, told = render(folder, profile, max(jobs), events)
    print(f"first run, {max(jobs)} workers, sentences spoken too: {wall:.1f} s")
    show_time_left(wall, told)
    for number in jobs:
        for kind in (folder / ".mathviz/store").iterdir():
            if kind.name not in KEPT:
                shutil.rmtree(kind)
        shutil.rmtree(folder / "dist")
        plan = json.loads(
            "\n".join(mathviz(folder, "plan", "--json", "--profile", profile, "--workers", number))
        )
        predicted = plan["prediction"]["wall"]
        wall, told = render(folder, profile, number)
        print(
            f"{number} workers: predicted {predicted:.1f} s, took {wall:.1f} s ({predicted / wall - 1:+.0%})"
        )
        show_time_left(wall, told)
        show_drawing(folder)
    for number in (1, 2, 8, 64):
        text = mathviz(folder, "plan", "--whole", "--profile", profile, "--workers", number)
        print(text[-1])


if __name__ == "__main__":
    main()

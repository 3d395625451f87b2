"""The film engine against stock Manim: ``python -m benchmarks.film [ROW…]``.

Each row is run alternately with stock and with ours, and the least of a few runs counts. What was measured is
kept in ``results.json`` and shown as the table in ``results.md``; rows that are not run stay as they were.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import click

from benchmarks.film import rows
from benchmarks.film.table import table

RESULTS = Path(__file__).with_name("results.json")


def machine() -> str:
    """The processors that this is measured on."""
    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} × {models[0] if models else platform.processor()}"


@click.command()
@click.argument("chosen", metavar="[ROW]…", nargs=-1, type=click.Choice(list(rows.ROWS)))
@click.option(
    "--short", is_flag=True, help="480 lines at 15 frames a second, once: to try it, not to measure."
)
@click.option("--repeat", default=2, show_default=True, help="How often each side runs; the least counts.")
@click.option(
    "--side", "sides", multiple=True, help="Only this side of a row; what was measured of others stays."
)
@click.option("--part", type=click.Choice(["time", "quality"]), help="Only the timed part, or only the rest.")
@click.option("--films", type=click.Path(path_type=Path), default=Path("build/benchmark"), show_default=True)
def main(
    chosen: tuple[str, ...], short: bool, repeat: int, sides: tuple[str, ...], part: str | None, films: Path
) -> None:
    """Run rows of the table (all of them if none is named), save what was measured, print the table."""
    scale = rows.Scale((854, 480), 15, 1) if short else rows.Scale((1920, 1080), 60, repeat, sides)
    results: Path = films / "short.json" if short else RESULTS
    films = (films / ("short" if short else "full")).absolute()
    kept: dict[str, Any] = json.loads(results.read_text()) if results.exists() else {}
    for name in chosen or rows.ROWS:
        row = rows.ROWS[name]
        own = kept.get(name, {})
        if part != "quality":
            for side in sides or ("",):
                shutil.rmtree(films / name / side, ignore_errors=True)
            timed = row.time(scale, films / name)
            if sides:
                timed["sides"] = {**own.get("sides", {}), **timed["sides"]}
            own.pop("note", None)  # it was of what was measured before
            own |= {"machine": machine(), "date": date.today().isoformat(), **timed}
        if part != "time":
            own |= row.judge(scale, films / name)
        kept[name] = own
        results.parent.mkdir(parents=True, exist_ok=True)
        results.write_text(json.dumps(kept, indent=1) + "\n")
    text = table(kept)
    if not short:
        RESULTS.with_suffix(".md").write_text(text)
    click.echo(text)


main()

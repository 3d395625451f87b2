"""``mathviz plan``, ``why``, ``verify`` and ``gc``: what is there, what is to be made, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mathviz.cli import options
from mathviz.cli.options import Films, print_json

__all__ = ["gc", "plan", "verify", "why"]


@click.command()
@options.lectures
@options.films()
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Also say how long N workers take.")
@click.option("--whole", is_flag=True, help="As if nothing were made yet, planned lectures included.")
@options.as_json
@options.verbose
def plan(
    patterns: tuple[str, ...],
    films: Films,
    workers: int | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Say what would be made, and why.

    With --workers the time that it takes is predicted, from what earlier films cost; lectures that were never
    made are taken to cost as much as the others on the mean.
    """
    from mathviz.build.forecast import forecast

    selection, planner = films.select(patterns), films.planner()
    plans = list(planner.lectures(selection.lectures))
    predicted = forecast(planner, plans, selection, workers, whole=whole) if workers else None
    if as_json:
        told: dict[str, Any] = {
            "version": 1,
            "profile": films.profile_name,
            "out": str(planner.out),
            "planned": len(selection.planned),
            "lectures": [plan.as_json() for plan in plans],
        }
        if predicted is not None:
            told["prediction"] = predicted.as_json()
        print_json(told)
        return
    for one in plans:
        click.echo(f"{'·' if one.ready else '●'} {one.lecture.id}: {one.reason}")
    todo = sum(not one.ready for one in plans)
    click.echo(f"{todo} of {len(plans)} to make; {len(selection.planned)} planned, without a scene yet")
    if predicted is not None:
        click.echo(predicted)


@click.command()
@options.lecture
@options.films()
@options.as_json
@options.verbose
def why(name: str, films: Films, as_json: bool) -> None:
    """Say why a lecture would be made again, and why it was made last."""
    import time

    told = []
    for plan in films.planner().lectures(films.select([name]).lectures):
        told.append(plan.as_json())
        if as_json:
            continue
        click.echo(f"{plan.lecture.id}: {plan.reason if plan.ready or not plan.changes else 'to make again'}")
        for change in plan.changes:
            click.echo(f"  {change}")
        for making in plan.edition.makings[:1]:
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(making.made))
            click.echo(f"  made last on {when}, because: {'; '.join(making.because)}")
    if as_json:
        print_json({"version": 1, "lectures": told})


@click.command()
@options.course
@click.option(
    "--keep-days",
    type=click.FloatRange(min=0),
    default=14,
    show_default=True,
    metavar="N",
    help="What was made in the last N days stays.",
)
@options.verbose
def gc(course_file: Path, keep_days: float) -> None:
    """Delete from the store what no film needs.

    What belongs to the latest films stays, and so does what was made in the last days.
    """
    from mathviz.build.config import load_project
    from mathviz.build.housekeeping import collect_garbage

    freed = collect_garbage(load_project(course_file), keep_days)
    click.echo(f"{freed / 1e6:.1f} MB freed")


@click.command()
@options.lectures
@options.films()
@options.as_json
@options.verbose
def verify(
    patterns: tuple[str, ...],
    films: Films,
    as_json: bool,
) -> None:
    """Read every published file again.

    Say what is missing, damaged or stale.
    """
    from mathviz.build.housekeeping import verify as run

    troubles = list(run(films.planner(), films.select(patterns).lectures))
    if as_json:
        print_json({"version": 1, "troubles": [trouble.as_json() for trouble in troubles]})
    else:
        for trouble in troubles:
            click.echo(trouble)
        if not troubles:
            click.echo("Every published file is there, whole and up to date.")
    if troubles:
        raise SystemExit(1)

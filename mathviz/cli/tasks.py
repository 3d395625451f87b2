"""``mathviz perform`` and ``collect``: work that ``render --print-tasks`` wrote down for other machines."""

from __future__ import annotations

from pathlib import Path

import click

from mathviz.cli import options

__all__ = ["collect", "perform"]


@click.command(hidden=True)
@click.argument("task", type=click.Path(dir_okay=False, path_type=Path), metavar="TASK.json")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Where what it makes is kept, to be collected.",
)
@options.verbose
def perform(task: Path, out: Path) -> None:
    """Do a task that "mathviz render --print-tasks" wrote."""
    from mathviz.build.crew.paper import perform_task

    count = perform_task(task, out, lambda event: None)
    click.echo(f"{task.stem}: {count} entries in {out}")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--from",
    "results",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the tasks put what they made; if not given, DIR/results.",
)
@options.course
@options.verbose
def collect(folder: Path, results: tuple[Path, ...], course_file: Path) -> None:
    """Bring home what tasks of --print-tasks made.

    What is whole goes into this project's store; what is damaged and what is missing is told. Afterwards,
    mathviz render makes the films of it. The exit code is 1 if something is missing.
    """
    from mathviz.build.config import load_project
    from mathviz.build.crew.paper import Folder, collect_into
    from mathviz.build.plan import folder_of

    project = load_project(course_file)
    collected = collect_into(folder_of(project.root) / "store", Folder(folder), results)
    for sentence in collected.damaged:
        click.echo(sentence, err=True)
    click.echo(f"{collected.taken} entries taken in; {collected.done} of {collected.tasks} tasks are done")
    if collected.missing:
        click.echo("not done yet, or not whole:\n  " + "\n  ".join(map(str, collected.missing)), err=True)
        raise SystemExit(1)

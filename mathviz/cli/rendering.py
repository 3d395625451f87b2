"""``mathviz render``: the films of lectures, made here or by a cluster, or written down as tasks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mathviz.cli import options
from mathviz.cli.options import Films
from mathviz.errors import MathvizError, shown_path

if TYPE_CHECKING:
    from mathviz.build.config import Selection
    from mathviz.build.events import Event
    from mathviz.build.head.run import MakeCrew

__all__ = ["render"]


@click.command()
@options.lectures
@options.films()
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many lectures to make side by side; as many as there are processors if not given.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let a Dask cluster do the work: tcp://host:8786 or tls://host:8786, or local:4 for a trial here.",
)
@click.option(
    "--store",
    metavar="ADDRESS",
    help="A store that several machines share, as file:///mnt/films; the course file's if not given.",
)
@click.option("--dashboard", is_flag=True, help="With --cluster local:N, show Dask's page on this machine.")
@click.option(
    "--print-tasks",
    "tasks",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Draw nothing; write a task for each run of segments, cut for --jobs workers, for other machines.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option("--json", "as_json", is_flag=True, help="Write one event a line, for programs.")
@options.verbose
def render(
    patterns: tuple[str, ...],
    films: Films,
    jobs: int | None,
    cluster: str | None,
    store: str | None,
    dashboard: bool,
    tasks: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make the films of lectures, or of the whole course set.

    Film, captions, transcript and record of a lecture go into a folder of its own; index.html beside these
    folders is the page to watch the films on. The first lecture is made before all others, so that there
    is soon something to see.

    \b
    mathviz render                                      all that has a scene, into dist/
    mathviz render la-m4-eigenvectors --profile draft   one, small and quick, into dist/draft/
    mathviz render 'ca-*' --dry-run                     only say what would be made
    """
    from mathviz.build.report import reporter

    selection = films.select(patterns)
    with reporter(as_json) as report:
        if dry_run:
            for event in _dry_run(films, selection):
                report(event)
            return
        from mathviz.build.head.run import render as run

        shared = store or films.project.course_set.store
        crew = _crew(cluster, shared, dashboard, tasks, jobs)
        form = (films.profile_name, films.out, jobs, films.voice)
        with _place_told(films, store):
            finished = run(films.project, selection, *form, report, crew, shared)
    if tasks is not None:
        _tell_tasks(tasks)
    elif finished.done and not as_json:
        click.echo(f"To watch: {shown_path(films.out / 'index.html')}")
    if finished.failed:
        raise SystemExit(1)


@contextmanager
def _place_told(films: Films, store: str | None) -> Iterator[None]:
    """Tell of a shared store that cannot be used where it was configured, if it was not given."""
    try:
        yield
    except MathvizError as error:
        from mathviz.build.config import place_of
        from mathviz.build.crew.freight import SharedStoreError

        if isinstance(error, SharedStoreError) and store is None:
            place = place_of(films.course_file, "store")
            error.file, error.line = str(place.file), place.line
        raise


def _crew(
    cluster: str | None, shared: str | None, dashboard: bool, tasks: Path | None, jobs: int | None
) -> MakeCrew | None:
    """Who does the work, if not workers of this machine."""
    if cluster is not None and tasks is not None:
        raise click.UsageError("--cluster and --print-tasks are two ways to go; choose one")
    if tasks is not None:
        from mathviz.build.crew.paper import paper_crew

        return paper_crew(tasks, jobs)
    if cluster is not None:
        try:
            from mathviz.build.crew.cluster import cluster_crew
        except ModuleNotFoundError as error:
            raise MathvizError(
                f"--cluster needs the package {error.name}; install mathviz[cluster]"
            ) from None
        return cluster_crew(cluster, shared, dashboard)
    if dashboard:
        raise click.UsageError("--dashboard goes with --cluster")
    return None


def _tell_tasks(folder: Path) -> None:
    from mathviz.build.crew.paper import Folder

    count = len(Folder(folder).tasks())
    click.echo(
        f"{count} tasks in {folder}: run each line of {folder / 'commands.txt'}, anywhere, in any order, "
        f"then mathviz collect {folder}, and this command again without --print-tasks",
        err=True,
    )


def _dry_run(films: Films, selection: Selection) -> Iterator[Event]:
    from mathviz.build.events import LectureSkipped, LectureToMake, RunStarted

    plans = list(films.planner().lectures(selection.lectures))
    ids = tuple(plan.lecture.id for plan in plans if not plan.ready)
    yield RunStarted(ids, len(selection.planned), films.profile_name, films.out)
    for plan in plans:
        lecture = plan.lecture
        if plan.ready:
            yield LectureSkipped(lecture.id, plan.reason)
        else:
            yield LectureToMake(lecture.id, lecture.title, films.out / films.project.folder(lecture))

"""The ``mathviz`` command: options, exit codes and what is printed. The work is done in ``mathviz.build``.

Exit codes: 0 all well, 1 some lecture failed (the others are done), 2 wrong usage or configuration,
130 interrupted. Whatever is heavy (Manim, the voice) is imported by the commands that need it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import mathviz
from mathviz.errors import MathvizError, shown_path

if TYPE_CHECKING:
    from mathviz.build.config import LectureEntry, Profile, Project, Selection
    from mathviz.build.events import Event
    from mathviz.build.head.run import MakeCrew
    from mathviz.build.plan import Planner
    from mathviz.timeline import Timeline

__all__ = ["cli", "main"]

INTERRUPTED = 130
DEFAULT_COURSE = Path("config/course.yaml")
DEFAULT_PROFILE = "web"
SCHEMAS = ("course", "profiles", "voices", "theme")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; mistakes of the user's never show a traceback."""
    try:
        code = cli.main(arguments, prog_name="mathviz", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except MathvizError as error:
        click.echo(error, err=True)
        if logging.getLogger("mathviz").isEnabledFor(logging.DEBUG):
            traceback.print_exc()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = INTERRUPTED
    sys.exit(code)


def _set_verbosity(_context: click.Context, _option: click.Parameter, times: int) -> None:
    if times:
        level = logging.INFO if times == 1 else logging.DEBUG
        logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
        logging.getLogger("mathviz").setLevel(level)


_verbose = click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_set_verbosity,
    help="Say more on the standard error; -vv also says where in the program an error arose.",
)
_course = click.option(
    "--course",
    "course_file",
    type=click.Path(path_type=Path),
    default=DEFAULT_COURSE,
    show_default=True,
    metavar="FILE",
    help="The course file, or a folder of them; the project's root is the folder above the one it lies in.",
)
_profile = click.option(
    "--profile",
    "profile_name",
    default=DEFAULT_PROFILE,
    show_default=True,
    metavar="NAME",
    help="How to film: a name from profiles.yaml.",
)
_voice = click.option(
    "--voice", metavar="NAME|silent", help="A name from voices.yaml; the profile's voice if not given."
)
_png = click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The PNG file to write; named after the lecture, in this folder, if not given.",
)
_out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the films go; if not given, into dist/ for the profile web, dist/<profile>/ for any other.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Write JSON, for programs.")


AS_NEEDED = (
    *("list", "rehearse", "still", "sheet", "render", "plan", "why", "verify", "gc"),
    *("collect", "perform", "film", "doctor", "schema"),
)


class _AsNeeded(click.Group):
    """The commands are listed as one comes to need them, not by the alphabet."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(self.commands, key=AS_NEEDED.index)


@click.group(cls=_AsNeeded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mathviz.__version__, prog_name="mathviz")
@_verbose
def cli() -> None:
    """Make narrated, captioned, animated mathematics lectures.

    Run it in the project's folder. LECTURE is a lecture's id, as `mathviz list` shows it, or a glob in quotes
    such as 'la-m4-*'. The exit code is 0 if all is well, 1 if a lecture failed (the others are made all the
    same), 2 for wrong usage or configuration, 130 if interrupted.
    """


@cli.command()
@click.argument("patterns", nargs=-1, metavar="[LECTURE]...")
@_course
@_profile
@_out_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many lectures to make side by side; as many as there are processors if not given.",
)
@_voice
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let a Dask cluster do the work: tcp://host:8786 or tls://host:8786, or local:4 for a trial here.",
)
@click.option(
    "--store",
    "shared",
    metavar="ADDRESS",
    help="A store that this machine and the cluster's reach, as file:///mnt/films or s3://bucket/films.",
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
@_verbose
def render(
    patterns: tuple[str, ...],
    course_file: Path,
    profile_name: str,
    out: Path | None,
    jobs: int | None,
    voice: str | None,
    cluster: str | None,
    shared: str | None,
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
    from mathviz.build.config import load_project, select
    from mathviz.build.report import reporter

    project = load_project(course_file)
    _profile_of(project, profile_name)
    _check_voice(project, voice)
    selection = select(project, patterns)
    out = _out(project, profile_name, out)
    with reporter(as_json) as report:
        if dry_run:
            for event in _dry_run(project, selection, profile_name, voice, out):
                report(event)
            return
        from mathviz.build.head.run import render as run

        crew = _crew(cluster, shared, dashboard, tasks, jobs)
        finished = run(project, selection, profile_name, out, jobs, voice, report, crew)
    if tasks is not None:
        _tell_tasks(tasks)
    elif finished.done and not as_json:
        click.echo(f"To watch: {shown_path(out / 'index.html')}")
    if finished.failed:
        raise SystemExit(1)


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
    if shared is not None or dashboard:
        raise click.UsageError("--store and --dashboard go with --cluster")
    return None


def _tell_tasks(folder: Path) -> None:
    from mathviz.build.crew.paper import Folder

    count = len(Folder(folder).tasks())
    click.echo(
        f"{count} tasks in {folder}: run each line of {folder / 'commands.txt'}, anywhere, in any order, "
        f"then mathviz collect {folder}, and this command again without --print-tasks",
        err=True,
    )


@cli.command(hidden=True)
@click.argument("task", type=click.Path(dir_okay=False, path_type=Path), metavar="TASK.json")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Where what it makes is kept, to be collected.",
)
@_verbose
def perform(task: Path, out: Path) -> None:
    """Do a task that "mathviz render --print-tasks" wrote."""
    from mathviz.build.crew.paper import perform_task

    count = perform_task(task, out, lambda event: None)
    click.echo(f"{task.stem}: {count} entries in {out}")


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--from",
    "results",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the tasks put what they made; if not given, DIR/results.",
)
@_course
@_verbose
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


def _dry_run(
    project: Project, selection: Selection, profile_name: str, voice: str | None, out: Path
) -> Iterator[Event]:
    from mathviz.build.events import LectureSkipped, LectureToMake, RunStarted
    from mathviz.build.plan import Planner

    plans = list(Planner(project, profile_name, voice, out).lectures(selection.lectures))
    ids = tuple(plan.lecture.id for plan in plans if not plan.ready)
    yield RunStarted(ids, len(selection.planned), profile_name, out)
    for plan in plans:
        lecture = plan.lecture
        if plan.ready:
            yield LectureSkipped(lecture.id, plan.reason)
        else:
            yield LectureToMake(lecture.id, lecture.title, out / project.folder(lecture))


def _out(project: Project, profile_name: str, out: Path | None) -> Path:
    dist = project.root / "dist"
    return out or (dist if profile_name == DEFAULT_PROFILE else dist / profile_name)


@cli.command()
@click.argument("patterns", nargs=-1, metavar="[LECTURE]...")
@_course
@_profile
@_out_option
@_voice
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Also say how long N workers take.")
@click.option("--whole", is_flag=True, help="As if nothing were made yet, planned lectures included.")
@_json
@_verbose
def plan(
    patterns: tuple[str, ...],
    course_file: Path,
    profile_name: str,
    out: Path | None,
    voice: str | None,
    workers: int | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Say what would be made, and why.

    With --workers the time that it takes is predicted, from what earlier films cost; lectures that were never
    made are taken to cost as much as the others on the mean.
    """
    from mathviz.build.forecast import forecast

    selection, planner = _planner(course_file, patterns, profile_name, voice, out)
    plans = list(planner.lectures(selection.lectures))
    predicted = forecast(planner, plans, selection, workers, whole=whole) if workers else None
    if as_json:
        told: dict[str, Any] = {
            "version": 1,
            "profile": profile_name,
            "out": str(planner.out),
            "planned": len(selection.planned),
            "lectures": [plan.as_json() for plan in plans],
        }
        if predicted is not None:
            told["prediction"] = predicted.as_json()
        _print_json(told)
        return
    for one in plans:
        click.echo(f"{'·' if one.ready else '●'} {one.lecture.id}: {one.reason}")
    todo = sum(not one.ready for one in plans)
    click.echo(f"{todo} of {len(plans)} to make; {len(selection.planned)} planned, without a scene yet")
    if predicted is not None:
        click.echo(predicted)


@cli.command()
@click.argument("name", metavar="LECTURE")
@_course
@_profile
@_out_option
@_voice
@_json
@_verbose
def why(
    name: str, course_file: Path, profile_name: str, out: Path | None, voice: str | None, as_json: bool
) -> None:
    """Say why a lecture would be made again, and why it was made last."""
    import time

    selection, planner = _planner(course_file, (name,), profile_name, voice, out)
    told = []
    for plan in planner.lectures(selection.lectures):
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
        _print_json({"version": 1, "lectures": told})


@cli.command()
@_course
@click.option(
    "--keep-days",
    type=click.FloatRange(min=0),
    default=14,
    show_default=True,
    metavar="N",
    help="What was made in the last N days stays.",
)
@_verbose
def gc(course_file: Path, keep_days: float) -> None:
    """Delete from the store what no film needs.

    What belongs to the latest films stays, and so does what was made in the last days.
    """
    from mathviz.build.config import load_project
    from mathviz.build.housekeeping import collect_garbage

    freed = collect_garbage(load_project(course_file), keep_days)
    click.echo(f"{freed / 1e6:.1f} MB freed")


@cli.command()
@click.argument("patterns", nargs=-1, metavar="[LECTURE]...")
@_course
@_profile
@_out_option
@_voice
@_json
@_verbose
def verify(
    patterns: tuple[str, ...],
    course_file: Path,
    profile_name: str,
    out: Path | None,
    voice: str | None,
    as_json: bool,
) -> None:
    """Read every published file again.

    Say what is missing, damaged or stale.
    """
    from mathviz.build.housekeeping import verify as run

    selection, planner = _planner(course_file, patterns, profile_name, voice, out)
    troubles = list(run(planner, selection.lectures))
    if as_json:
        _print_json({"version": 1, "troubles": [trouble.as_json() for trouble in troubles]})
    else:
        for trouble in troubles:
            click.echo(trouble)
        if not troubles:
            click.echo("Every published file is there, whole and up to date.")
    if troubles:
        raise SystemExit(1)


def _planner(
    course_file: Path, patterns: tuple[str, ...], profile_name: str, voice: str | None, out: Path | None
) -> tuple[Selection, Planner]:
    from mathviz.build.config import load_project, select
    from mathviz.build.plan import Planner

    project = load_project(course_file)
    _profile_of(project, profile_name)
    _check_voice(project, voice)
    planner = Planner(project, profile_name, voice, _out(project, profile_name, out))
    return select(project, patterns), planner


@cli.command("list")
@_course
@_json
@_verbose
def list_(course_file: Path, as_json: bool) -> None:
    """Show the course set and how far it is.

    Every lecture with its id and title: ● has a scene and can be made, · is planned.
    """
    from mathviz.build.config import load_project

    project = load_project(course_file)
    if as_json:
        _print_json(_course_set_as_json(project))
    else:
        _print_course_set(project)


def _course_set_as_json(project: Project) -> dict[str, Any]:
    def lecture_as_json(lecture: LectureEntry) -> dict[str, Any]:
        return {
            "id": lecture.id,
            "title": lecture.title,
            "objective": lecture.objective,
            "objective_ids": lecture.objective_ids,
            "tier": lecture.tier,
            "prerequisites": lecture.prerequisites,
            "planned": lecture.planned,
            "folder": str(project.folder(lecture)),
        }

    return {
        "version": 1,
        "title": project.course_set.title,
        "lectures": len(project.lectures),
        "planned": sum(lecture.planned for lecture in project.lectures),
        "courses": [
            {
                "id": course.id,
                "title": course.title,
                "modules": [
                    {
                        "id": module.id,
                        "title": module.title,
                        "lectures": [lecture_as_json(lecture) for lecture in module.lectures],
                    }
                    for module in course.modules
                ],
            }
            for course in project.course_set.courses
        ],
    }


def _print_course_set(project: Project) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    width = max(len(lecture.id) for lecture in project.lectures)
    for course in project.course_set.courses:
        console.print(Text(course.title, style="bold underline"))
        for module in course.modules:
            made = sum(not lecture.planned for lecture in module.lectures)
            console.print(Text(f"  {module.title} ({made} of {len(module.lectures)})", style="bold"))
            for lecture in module.lectures:
                sign, style = ("·", "dim") if lecture.planned else ("●", "")
                console.print(Text(f"    {sign} {lecture.id:{width}}  {lecture.title}", style=style))
    made = sum(not lecture.planned for lecture in project.lectures)
    console.print(f"{made} of {len(project.lectures)} lectures have a scene (●); the others are planned (·).")


@cli.command()
@click.argument("name", metavar="LECTURE")
@_course
@_profile
@_voice
@_json
@_verbose
def rehearse(name: str, course_file: Path, profile_name: str, voice: str | None, as_json: bool) -> None:
    """Run a lecture without drawing and show its timeline.

    It takes seconds and finds an author's mistakes: a word that is not said, an animation that outlasts its
    words.
    """
    project, lecture, profile = _one(course_file, name, profile_name)
    _check_voice(project, voice)
    from mathviz.build.rehearsal import rehearse as run

    timeline = run(project, lecture, profile, voice)
    if as_json:
        from mathviz.publish.records import timeline_json

        _print_json(timeline_json(timeline))
    else:
        _print_timeline(timeline)


def _print_timeline(timeline: Timeline) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from mathviz.timeline import seconds

    table = Table(box=None, pad_edge=False)
    table.add_column("start", justify="right")
    table.add_column("end", justify="right")
    table.add_column("")
    rows: list[tuple[int, int, Text]] = [
        (start, end, Text(chapter.title, style="bold")) for chapter, start, end in timeline.chapter_spans()
    ]
    rows += [(beat.start, beat.end, Text(beat.shown)) for beat in timeline.beats]
    rows += [
        (asked.rest_start, asked.rest_end, Text(f"question: {asked.prompt}", style="italic"))
        for asked in timeline.questions
    ]
    for start, end, what in sorted(rows, key=lambda row: row[0]):  # stable: a chapter leads its first beat
        table.add_row(f"{seconds(start):.2f}", f"{seconds(end):.2f}", what)
    console = Console(highlight=False)
    console.print(table)
    console.print(
        f"{seconds(timeline.duration):.2f} s, {len(timeline.chapters)} chapters, "
        f"{len(timeline.words)} words, {len(timeline.questions)} questions, voice {timeline.voice}"
    )


def _moment(_context: click.Context, _option: click.Parameter, text: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?|word:[^\s#]+(#[1-9]\d*)?|chapter:[1-9]\d*", text):
        raise click.BadParameter(
            f'"{text}" is no moment; allowed: seconds as 12.5, a spoken word as word:square, its second time '
            "as word:square#2, a chapter as chapter:3"
        )
    return text


@cli.command()
@click.argument("name", metavar="LECTURE")
@click.option(
    "--at",
    "moment",
    required=True,
    callback=_moment,
    metavar="12.5|word:square#2|chapter:3",
    help="Seconds from the start, a spoken word (its second time), or a chapter's end.",
)
@_png
@_course
@_profile
@_verbose
def still(name: str, moment: str, out: Path | None, course_file: Path, profile_name: str) -> None:
    """Draw one frame of a lecture as a PNG file.

    \b
    mathviz still la-m4-eigenvectors --at 12.5          after 12.5 seconds
    mathviz still la-m4-eigenvectors --at word:crowd#2  when "crowd" is said for the second time
    mathviz still la-m4-eigenvectors --at chapter:3     at the end of the third chapter
    """
    project, lecture, profile = _one(course_file, name, profile_name)
    from mathviz.build.stills import still as draw

    file = out or Path(f"{lecture.id}-{re.sub(r'[^A-Za-z0-9.]+', '-', moment)}.png")
    click.echo(draw(project, lecture, profile, moment, file))


@cli.command()
@click.argument("name", metavar="LECTURE")
@_png
@_course
@_profile
@_verbose
def sheet(name: str, out: Path | None, course_file: Path, profile_name: str) -> None:
    """Draw a contact sheet of a lecture as PNG files.

    It shows a frame before each cut and one in the middle of each animation, with time, chapter and words.
    """
    project, lecture, profile = _one(course_file, name, profile_name)
    from mathviz.build.stills import sheet as draw

    click.echo(draw(project, lecture, profile, out or Path(f"{lecture.id}-sheet.png")))


@cli.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def film(arguments: tuple[str, ...]) -> None:
    """Render a plain Manim file, fast."""
    from mathviz.film.command import film as command

    command.main(arguments, prog_name="mathviz film", standalone_mode=False)


@cli.command()
@_json
@_verbose
def doctor(as_json: bool) -> None:
    """Try each part that films need; say what to do."""
    from mathviz.build.doctor import examine

    findings = list(examine())
    if as_json:
        _print_json({"version": 1, "checks": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            click.echo(finding)
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)


@cli.command()
@click.argument("kind", type=click.Choice(SCHEMAS), default="course")
@_verbose
def schema(kind: str) -> None:
    """Print the JSON Schema of a configuration file.

    Of the course file if no other kind is named; for editors that check and complete while one writes.
    """
    from pydantic import TypeAdapter

    from mathviz.build.config import MODELS

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    _print_json({**dialect, **TypeAdapter(MODELS[kind]).json_schema()})


def _one(course_file: Path, name: str, profile_name: str) -> tuple[Project, LectureEntry, Profile]:
    from mathviz.build.config import load_project, select_one

    project = load_project(course_file)
    return project, select_one(project, name), _profile_of(project, profile_name)


def _profile_of(project: Project, name: str) -> Profile:
    return project.profiles[_known(name, project.profiles, "--profile")]


def _check_voice(project: Project, name: str | None) -> None:
    if name is not None:
        _known(name, project.voices, "--voice")


def _known(name: str, names: Mapping[str, Any], option: str) -> str:
    from mathviz.build.config import did_you_mean

    if name not in names:
        allowed = ", ".join(names)
        raise click.BadParameter(
            f'unknown "{name}"; allowed: {allowed}{did_you_mean(name, list(names))}', param_hint=option
        )
    return name


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))

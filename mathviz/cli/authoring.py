"""``mathviz rehearse``, ``still`` and ``sheet``: a lecture while it is being written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mathviz.cli import options
from mathviz.cli.options import Films, print_json

if TYPE_CHECKING:
    from mathviz.timeline import Timeline

__all__ = ["rehearse", "sheet", "still"]

_png = click.option(
    "-o",
    "--out",
    "png",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The PNG file to write; named after the lecture, in this folder, if not given.",
)


@click.command()
@options.lecture
@options.films(published=False)
@options.as_json
@options.verbose
def rehearse(name: str, films: Films, as_json: bool) -> None:
    """Run a lecture without drawing and show its timeline.

    It takes seconds and finds an author's mistakes: a word that is not said, an animation that outlasts its
    words.
    """
    lecture = films.one(name)
    from mathviz.build.rehearsed import timeline_known_or_rehearsed

    timeline = timeline_known_or_rehearsed(films.planner(), lecture)
    if as_json:
        from mathviz.publish.records import timeline_json

        print_json(timeline_json(timeline))
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


@click.command()
@options.lecture
@click.option(
    "--at",
    "moment",
    required=True,
    callback=_moment,
    metavar="12.5|word:square#2|chapter:3",
    help="Seconds from the start, a spoken word (its second time), or a chapter's end.",
)
@_png
@options.films(published=False, spoken=False)
@options.verbose
def still(name: str, moment: str, png: Path | None, films: Films) -> None:
    """Draw one frame of a lecture as a PNG file.

    \b
    mathviz still la-m4-eigenvectors --at 12.5          after 12.5 seconds
    mathviz still la-m4-eigenvectors --at word:crowd#2  when "crowd" is said for the second time
    mathviz still la-m4-eigenvectors --at chapter:3     at the end of the third chapter
    """
    lecture = films.one(name)
    from mathviz.build.stills import still as draw

    file = png or Path(f"{lecture.id}-{re.sub(r'[^A-Za-z0-9.]+', '-', moment)}.png")
    click.echo(draw(films.planner(), lecture, moment, file))


@click.command()
@options.lecture
@_png
@options.films(published=False, spoken=False)
@options.verbose
def sheet(name: str, png: Path | None, films: Films) -> None:
    """Draw a contact sheet of a lecture as PNG files.

    It shows a frame before each cut and one in the middle of each animation, with time, chapter and words.
    """
    lecture = films.one(name)
    from mathviz.build.stills import sheet as draw

    click.echo(draw(films.planner(), lecture, png or Path(f"{lecture.id}-sheet.png")))

"""``mathviz film``: renders a plain Manim file as ``manim render`` would, many times faster."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import click
import manim
from manim import ThreeDScene, config
from manim._config import error_console
from manim._config.output import OutputFormat
from manim.cli.render.commands import ClickArgs
from manim.cli.render.commands import render as manim_render
from rich.traceback import Traceback

import mathviz
from mathviz.errors import MathvizError
from mathviz.film.canvas import SURFACES
from mathviz.film.encoder import PRESETS
from mathviz.film.plain import Filmed, film_scene, load, scenes
from mathviz.film.rasteriser import is_built

__all__ = ["film"]


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line.

    ``manim`` are the values of Manim's own options, by name.
    """

    manim: dict[str, Any]
    out: Path | None
    encoder: str
    cfr: bool
    surfaces: str | None
    stock: bool

    @property
    def file(self) -> Path:
        """The file of scenes."""
        return Path(self.manim["file"])

    def configure(self) -> None:
        """Set Manim's configuration: its own files, ``manim.cfg`` beside the file, the options."""
        beside = self.file.parent / "manim.cfg"
        if not self.manim["config_file"] and beside.is_file():
            config.digest_file(beside)
        config.digest_args(ClickArgs(self.manim))
        if self.out is not None:
            # Where Manim keeps its own pieces stays where it was.
            pieces = config.partial_movie_dir.replace("{video_dir}", config.video_dir)
            config.partial_movie_dir = pieces
            config.video_dir = config.images_dir = str(self.out)

    def film(self, scene: type[Any]) -> Filmed:
        """Render one scene."""
        surfaces = self.surfaces or _surfaces_for(self.encoder)
        return film_scene(scene, preset=self.encoder, cfr=self.cfr, surfaces=surfaces, stock=self.stock)


def _surfaces_for(encoder: str) -> str:
    """How to draw faces in space if it isn't said: exactly where the file keeps each pixel."""
    pictures = config.save_last_frame or config.format in (OutputFormat.PNG, OutputFormat.PNG_SEQUENCE)
    return "exact" if pictures or encoder == "lossless" else "fast"


def _size(_context: click.Context, _option: click.Parameter, text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise click.BadParameter(f'"{text}" is no size such as 1920x1080')
    return int(width), int(height)


def run(
    out: Path | None,
    encoder: str,
    cfr: bool,
    surfaces: str | None,
    jobs: int | None,
    stock: bool,
    verify: bool,
    verbose: bool,
    size: tuple[int, int] | None,
    **options: Any,
) -> None:
    """Render the scenes that were asked for; leave with 1 if one failed."""
    if size is not None:
        options["resolution"] = size
    request = Request(options, out, encoder, cfr, surfaces, stock)
    request.configure()
    try:
        module = load(request.file)
    except MathvizError:
        raise
    except SyntaxError as error:
        raise MathvizError(f"SyntaxError: {error.msg}", file=error.filename, line=error.lineno) from None
    except Exception:
        _explain()
        raise SystemExit(1) from None
    if surfaces == "fast" and not is_built():
        click.echo("--surfaces fast: not built on this machine; surfaces are drawn exactly", err=True)
    chosen = scenes(module, config.scene_names, bool(config.write_all))
    if config.output_file and len(chosen) > 1:
        raise click.UsageError("--output_file is for one scene; several were asked for.")
    if verify:
        failed = [scene.__name__ for scene in chosen if not _verified(scene, out or Path())]
    else:
        failed = []
        for name, filmed in _film_all(request, chosen, jobs or _processors()):
            if filmed is None:
                failed.append(name)
            else:
                _tell(filmed, verbose)
    if failed:
        click.echo(f"{len(failed)} of {len(chosen)} scenes failed: {', '.join(failed)}", err=True)
        raise SystemExit(1)


def _film_all(
    request: Request, chosen: Sequence[type[Any]], jobs: int
) -> Iterator[tuple[str, Filmed | None]]:
    """Render scenes, each in a process of its own if there are several; None for one that failed."""
    if len(chosen) == 1:
        yield chosen[0].__name__, _film_or_explain(request, chosen[0])
        return
    # A forked process has Manim and the scenes loaded; elsewhere than on Linux forking is not safe.
    forks = sys.platform == "linux"
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    # What takes longest comes first, so that all end at about the same time: as a rule, what is in space.
    waiting = sorted(chosen, key=lambda scene: not issubclass(scene, ThreeDScene))
    running: dict[Any, tuple[str, Any, Any]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                scene = waiting.pop(0)
                ours, theirs = context.Pipe(duplex=False)
                what = scene if forks else scene.__name__
                process = context.Process(target=_film_in_child, args=(request, what, theirs))
                process.start()
                theirs.close()
                running[process.sentinel] = (scene.__name__, process, ours)
            for sentinel in wait(list(running)):
                name, process, ours = running.pop(sentinel)
                process.join()
                yield name, ours.recv() if process.exitcode == 0 and ours.poll() else None
                ours.close()
    finally:
        for _, process, _ in running.values():
            process.join(timeout=3)  # interrupted too, it sweeps up
            process.terminate()


def _film_in_child(request: Request, scene: type[Any] | str, answer: Any) -> None:
    if isinstance(scene, str):
        request.configure()
        (scene,) = scenes(load(request.file), [scene], False)
    filmed = _film_or_explain(request, scene)
    if filmed is None:
        raise SystemExit(1)
    answer.send(filmed)


def _film_or_explain(request: Request, scene: type[Any]) -> Filmed | None:
    try:
        return request.film(scene)
    except Exception:
        _explain()
        return None


def _explain() -> None:
    error_console.print(Traceback(suppress=[manim, mathviz]))


def _tell(filmed: Filmed, verbose: bool) -> None:
    what = f"{filmed.file or 'nothing to show'}"
    frames = f", {filmed.frames} frames" if filmed.frames else ""
    click.echo(f"{filmed.scene}: {what} ({filmed.seconds:.1f} s{frames})")
    if filmed.by_manim:
        click.echo(f"{filmed.scene} was drawn by Manim alone: {filmed.by_manim}", err=True)
    if verbose:
        for reason, count in filmed.fallbacks.items():
            click.echo(f"{filmed.scene}: {count} layers were drawn by Manim's camera: {reason}", err=True)
        for reason, count in filmed.left.items():
            click.echo(f"{filmed.scene}: {count} faces were drawn by Cairo: {reason}", err=True)


def _verified(scene: type[Any], folder: Path) -> bool:
    from PIL import Image

    from mathviz.film.verify import verify

    difference = verify(scene)
    if difference is None:
        click.echo(f"{scene.__name__}: every frame is the same as Manim's")
        return True
    path = folder / f"{scene.__name__}-frame-{difference.frame}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(difference.picture()).save(path)
    manims, ours = difference.frames
    click.echo(
        f"{scene.__name__}: frame {difference.frame} differs from Manim's; Manim's film has {manims} frames, "
        f"ours {ours}. Manim's frame, ours, and where they differ: {path}",
        err=True,
    )
    return False


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


film = click.Command(
    "film",
    callback=run,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Render SCENE_NAMES of a plain Manim FILE as manim render would, many times faster.\n\n"
    "All options of manim render are understood; films, pictures and sections go where it would put them.",
    params=[
        click.Option(["--size"], callback=_size, metavar="1920x1080", help="Size in pixels."),
        click.Option(
            ["--out"], type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where to."
        ),
        click.Option(
            ["--encoder"],
            type=click.Choice(list(PRESETS)),
            default="balanced",
            show_default=True,
            help="fast: for a preview; balanced: for the web; small: about Manim's file size; "
            "lossless: each pixel exact.",
        ),
        click.Option(["--cfr"], is_flag=True, help="Write frames that stand still one by one, for editors."),
        click.Option(
            ["--surfaces"],
            type=click.Choice(SURFACES),
            help="Faces in space. exact: each pixel is Manim's; fast: they look equal. If not given: exact "
            "in pictures and with --encoder lossless, fast in other films.",
        ),
        click.Option(
            ["--jobs"],
            type=click.IntRange(min=1),
            metavar="N",
            help="How many scenes at a time; as many as there are processors if not given.",
        ),
        click.Option(["--stock"], is_flag=True, help="Let Manim draw and encode."),
        click.Option(
            ["--verify"], is_flag=True, help="Make no film; check that each frame is the same as Manim's."
        ),
        click.Option(["--verbose"], is_flag=True, help="Say what Manim's camera had to draw, and why."),
        *manim_render.params,
    ],
)

"""Films of plain Manim files, with Manim's own options, names and folders."""

from __future__ import annotations

import inspect
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from manim import Scene, config, tempconfig
from manim._config.output import OutputFormat
from manim.constants import RendererType
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.module_ops import get_module

from mathviz.errors import MathvizError
from mathviz.film.canvas import Canvas
from mathviz.film.clock import ManimClock
from mathviz.film.pillow import mend_images
from mathviz.film.renderer import FilmRenderer
from mathviz.film.thrift import be_thrifty
from mathviz.film.writer import FilmWriter

__all__ = ["Filmed", "NoSceneError", "film_scene", "load", "scenes"]


class NoSceneError(MathvizError):
    """A file or a scene that is not there, or no word on which scene is meant."""

    exit_code = 2


@dataclass(frozen=True)
class Filmed:
    """A scene that was rendered.

    Attributes
    ----------
    file
        The film, picture or folder of pictures; None if none was asked for or the scene has nothing to show.
    frames
        How many frames it has; 0 for a still.
    seconds
        How long it took.
    by_manim
        Why Manim drew it all itself; empty if it did not.
    fallbacks
        How many layers of frames Manim's camera drew, by the reason.
    left
        How many faces were left to Cairo where surfaces were to be drawn fast, by the reason.
    """

    scene: str
    file: Path | None
    frames: int
    seconds: float
    by_manim: str = ""
    fallbacks: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)


def load(file: Path) -> ModuleType:
    """Import a file of scenes as Manim would; ``-`` is the standard input."""
    if str(file) != "-" and not file.is_file():
        raise NoSceneError(f"there is no file {file}")
    if str(file) != "-" and file.suffix != ".py":
        raise NoSceneError(f"{file} is no Python file")
    module: ModuleType = get_module(file)
    return module


def scenes(module: ModuleType, names: Sequence[str], every: bool) -> list[type[Any]]:
    """The scene classes of a module by name, imported ones too; or all that it defines, in their order.

    Raises
    ------
    NoSceneError
        For a name that no scene has, or if it is left open which of several scenes is meant.
    """
    known = {
        name: value
        for name, value in vars(module).items()
        if inspect.isclass(value) and issubclass(value, Scene)
    }
    own = {name: scene for name, scene in known.items() if scene.__module__ == module.__name__}
    allowed = f"it has {', '.join(own)}" if own else "it has none"
    file = Path(getattr(module, "__file__", None) or module.__name__).name
    if unknown := [name for name in names if name not in known]:
        raise NoSceneError(f"no scene {', '.join(unknown)} in {file}: {allowed}")
    if names and not every:
        return [known[name] for name in names]
    if not own:
        raise NoSceneError(f"no scene in {file}")
    if not every and len(own) > 1:
        raise NoSceneError(f"which scene of {file}? {allowed}; name some, or say -a for all")
    return list(own.values())


def film_scene(
    scene_class: type[Any],
    *,
    preset: str = "balanced",
    cfr: bool = False,
    surfaces: str = "exact",
    stock: bool = False,
) -> Filmed:
    """Render a scene as Manim is configured, with our drawing and encoding where they can do it.

    Parameters
    ----------
    preset, cfr
        As for :class:`~mathviz.film.encoder.VideoEncoder`.
    surfaces
        As for :class:`~mathviz.film.canvas.Canvas`.
    stock
        Let Manim do all of it.
    """
    began = time.monotonic()
    mend_images()
    with tempconfig({}), _own_typesetting():
        reason = "as asked" if stock else _only_manim()
        if config.renderer == RendererType.OPENGL:
            from manim.renderer.opengl_renderer import OpenGLRenderer

            scene = scene_class(OpenGLRenderer())
        else:
            scene = scene_class()
        if not reason and type(scene.renderer) is not CairoRenderer:
            reason = f"a renderer of its own, {type(scene.renderer).__name__}"
        if reason:
            scene.render()
            return Filmed(scene_class.__name__, _file(scene), 0, time.monotonic() - began, reason)
        be_thrifty()
        clock = ManimClock(config.frame_rate)
        writer = FilmWriter(scene.file_writer_settings, clock, preset, cfr)
        scene.renderer.file_writer = writer
        renderer = FilmRenderer(clock, writer, partial(Canvas, surfaces=surfaces))
        renderer.take_over(scene)
        scene.render()
        seconds = time.monotonic() - began
        canvas = renderer.canvas
        return Filmed(
            scene_class.__name__,
            _file(scene),
            writer.frames,
            seconds,
            fallbacks=dict(canvas.fallbacks),
            left=dict(canvas.left),
        )


def _only_manim() -> str:
    """Why only Manim can render with the present configuration; empty if we can."""
    if config.renderer == RendererType.OPENGL:
        return "the OpenGL renderer"
    if config.transparent:
        return "a transparent background"
    if config.format in (OutputFormat.GIF, OutputFormat.WEBM):
        return f"the format {config.format}"
    if "auto" not in (config.video_codec, config.pixel_format) or config.video_encoder_options:
        return "an encoder of your own"
    return ""


def _file(scene: Any) -> Path | None:
    return getattr(scene.renderer.file_writer, "final_file_path", None)


@contextmanager
def _own_typesetting() -> Iterator[None]:
    """Let Manim typeset in folders of this process alone.

    Manim writes there in place, even to what it finds there, and sweeps up what others may still need, so two
    processes break each other. Ours start with copies of what was typeset before, and what is new is given
    back by a rename.
    """
    media = config.get_dir("media_dir")
    media.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".typeset-", dir=media, ignore_cleanup_errors=True) as scratch:
        folders = []
        for key in ("tex_dir", "text_dir"):
            shared, own = config.get_dir(key), Path(scratch, key)
            own.mkdir()
            for path in shared.glob("*.svg"):
                with suppress(FileNotFoundError):
                    shutil.copy2(path, own / path.name)
            config[key] = str(own)
            folders.append((own, shared))
        try:
            yield
        finally:
            for own, shared in folders:
                for path in own.glob("*.svg"):
                    if not (shared / path.name).exists():
                        shared.mkdir(parents=True, exist_ok=True)
                        path.replace(shared / path.name)

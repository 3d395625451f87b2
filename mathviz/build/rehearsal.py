"""Running a lecture: without drawing (a rehearsal), or for whoever wants some of its frames."""

from __future__ import annotations

import importlib
import io
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathviz.build.config import LectureEntry, Profile, Project
from mathviz.errors import MathvizError
from mathviz.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np

    from mathviz.film.canvas import Canvas
    from mathviz.film.renderer import FilmRenderer, Sink
    from mathviz.voice import SpeechStore, Voice

__all__ = ["LectureError", "lecture_voice", "perform", "png", "rehearse", "speech_store"]


class LectureError(MathvizError):
    """A lecture's own code failed: the exception, at the lecture's file and line."""


class UnknownVoiceError(MathvizError):
    """A voice that the configuration does not have."""

    exit_code = 2


def speech_store(project: Project, store: Path | None = None) -> SpeechStore:
    """The spoken sentences of a project, in its own store or in another one."""
    from mathviz.voice import SpeechStore

    return SpeechStore(store or project.root / ".mathviz" / "store")


def lecture_voice(project: Project, profile: Profile, name: str | None) -> Voice:
    """The voice of a profile, or the one that is named instead."""
    from mathviz.voice import load_voice

    name = name or profile.voice
    if name not in project.voices:
        raise UnknownVoiceError(f'unknown voice "{name}"; allowed: {", ".join(sorted(project.voices))}')
    return load_voice(name, project.voices[name])


def rehearse(project: Project, lecture: LectureEntry, profile: Profile, voice: str | None = None) -> Timeline:
    """Run a lecture without drawing; its exact timeline, in seconds of work."""
    from mathviz.film.renderer import Nothing

    return perform(project, lecture, profile, voice, Nothing())


def perform(
    project: Project,
    lecture: LectureEntry,
    profile: Profile,
    voice: str | None,
    sink: Sink,
    canvas: Callable[[Any], Canvas] | None = None,
    store: Path | None = None,
) -> Timeline:
    """Run a lecture and show its frames to ``sink``; the timeline of what was run.

    ``store`` has the spoken sentences, if it isn't the project's own. ``canvas`` makes the canvas that
    draws them, given a camera. Raises ``LectureError`` with the lecture's own file and line for whatever
    its code raises; its details are the beat and a still of the moment.
    """
    from mathviz.film.canvas import Canvas
    from mathviz.film.clock import ExactClock
    from mathviz.film.renderer import FilmRenderer, Stop
    from mathviz.film.setting import setting
    from mathviz.stage import Studio

    theme = project.themes[profile.theme]
    speaker = lecture_voice(project, profile, voice)
    studio = Studio(
        lecture=lecture.id,
        title=lecture.title,
        language=profile.language,
        voice=speaker,
        store=speech_store(project, store),
        typeset=store or project.root / ".mathviz" / "store",
        theme=theme,
        seed=project.course_set.seed,
        sentence_pause=speaker.settings.pauses.sentence,
        paragraph_pause=speaker.settings.pauses.paragraph,
    )
    with setting((profile.width, profile.height), profile.fps, theme.background):
        scene: Any = None
        renderer = FilmRenderer(ExactClock(profile.fps), sink, canvas or partial(Canvas, surfaces="fast"))
        try:
            scene = _scene_class(project.root, lecture)(studio, renderer=renderer)
            try:
                scene.setup()
                scene.construct()
                scene.tear_down()
            except Stop:
                pass
        except MathvizError as error:
            vars(error)["details"] = _moment(scene, renderer)
            raise
        except Exception as error:
            told = _at_the_lecture(error, project.root)
            vars(told)["details"] = _moment(scene, renderer)
            raise told from error
        timeline: Timeline = scene.timeline()
        return timeline


def _scene_class(root: Path, lecture: LectureEntry) -> Any:
    assert lecture.scene is not None
    module, _, name = lecture.scene.rpartition(".")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    before = sys.modules.get("scenes")
    if before is not None and str(root / "scenes") not in map(str, before.__path__):
        # Of another project, which this process filmed before.
        for one in [one for one in sys.modules if one.partition(".")[0] == "scenes"]:
            del sys.modules[one]
        sys.path.remove(str(root))
        sys.path.insert(0, str(root))
    found = importlib.import_module(module)
    if not Path(str(found.__file__)).resolve().is_relative_to(root.resolve()):
        raise LectureError(
            f"{module} was found at {found.__file__}: give scenes/ and its folders an __init__.py"
        )
    return getattr(found, name)


def _moment(scene: Any, renderer: FilmRenderer) -> dict[str, Any]:
    """Where a lecture was when it failed: the words last spoken, and what stood on the stage, as PNG."""
    details: dict[str, Any] = {}
    with suppress(Exception):  # it failed already: what can't be told of it, isn't
        beats = scene.timeline().beats
        line = scene._line
        spoken = [sentence.shown for sentence in line.sentences] if line is not None else []
        details["beat"] = " ".join(spoken) or (beats[-1].shown if beats else None)
        renderer.canvas.stand(scene.mobjects)
        renderer.canvas.frame([])
        details["still"] = png(renderer.canvas.pixels)
    return details


def png(pixels: np.ndarray) -> bytes:
    """A frame as the bytes of a PNG file."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels[..., :3]).save(buffer, format="PNG", compress_level=3)
    return buffer.getvalue()


def _at_the_lecture(error: Exception, root: Path) -> LectureError:
    scenes = str(root / "scenes")
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if frame.filename.startswith(scenes)), None)
    if place is None and isinstance(error, SyntaxError):
        return LectureError(f"SyntaxError: {error.msg}", file=error.filename, line=error.lineno)
    message = f"{type(error).__name__}: {error}"
    if place is None:
        return LectureError(message)
    return LectureError(message, file=place.filename, line=place.lineno)

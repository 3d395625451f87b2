"""Running a lecture: without drawing (a rehearsal), or for whoever wants some of its frames."""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathviz.build.config import LectureEntry, Profile, Project
from mathviz.errors import MathvizError
from mathviz.timeline import Timeline

if TYPE_CHECKING:
    from mathviz.film.renderer import Sink
    from mathviz.voice import SpeechStore, Voice

__all__ = ["LectureError", "lecture_voice", "perform", "rehearse", "speech_store"]


class LectureError(MathvizError):
    """A lecture's own code failed: the exception, at the lecture's file and line."""


class UnknownVoiceError(MathvizError):
    """A voice that the configuration does not have."""

    exit_code = 2


def speech_store(project: Project) -> SpeechStore:
    """The store of spoken sentences of a project."""
    from mathviz.voice import SpeechStore

    return SpeechStore(project.root / ".mathviz" / "store")


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
    project: Project, lecture: LectureEntry, profile: Profile, voice: str | None, sink: Sink
) -> Timeline:
    """Run a lecture and show its frames to ``sink``; the timeline of what was run.

    Raises ``LectureError`` with the lecture's own file and line for whatever its code raises.
    """
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
        store=speech_store(project),
        typeset=project.root / ".mathviz" / "typeset",
        theme=theme,
        seed=project.course_set.seed,
        sentence_pause=speaker.settings.pauses.sentence,
        paragraph_pause=speaker.settings.pauses.paragraph,
    )
    with setting((profile.width, profile.height), profile.fps, theme.background):
        try:
            renderer = FilmRenderer(ExactClock(profile.fps), sink)
            scene = _scene_class(project.root, lecture)(studio, renderer=renderer)
            try:
                scene.setup()
                scene.construct()
                scene.tear_down()
            except Stop:
                pass
        except MathvizError:
            raise
        except Exception as error:
            raise _at_the_lecture(error, project.root) from error
        timeline: Timeline = scene.timeline()
        return timeline


def _scene_class(root: Path, lecture: LectureEntry) -> Any:
    assert lecture.scene is not None
    module, _, name = lecture.scene.rpartition(".")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    found = importlib.import_module(module)
    if not Path(str(found.__file__)).resolve().is_relative_to(root.resolve()):
        raise LectureError(
            f"{module} was found at {found.__file__}: give scenes/ and its folders an __init__.py"
        )
    return getattr(found, name)


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

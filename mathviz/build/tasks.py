"""What workers do: rehearse a lecture, look at it without drawing, draw a run of its segments, assemble it.

Each of these runs the lecture from its start, in a process that may die at any moment, and keeps what is
ready in the store at once. A segment's bytes are kept by what they show (its *content*); a *take* says
which content the frames of a lecture have, and what the lecture used up to there.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mathviz
from mathviz.build.crew import Outcome, Place, Tell
from mathviz.build.crew.worker import over_limit
from mathviz.build.events import PlayReached, SegmentDrawn, SegmentStarted, StoreDamaged
from mathviz.build.films import Assembly, Film, Frames, Shooting, plain_timeline, timeline_of
from mathviz.build.present import keep_outline
from mathviz.build.rehearsal import lecture_voice, perform, speech_store
from mathviz.build.tracing import meant, tracer
from mathviz.film.segments import Segments
from mathviz.store import Store, key_of
from mathviz.timeline import Timeline, seconds

if TYPE_CHECKING:
    import numpy as np

    from mathviz.film.looks import Looking
    from mathviz.film.renderer import Rectangle

__all__ = ["assemble", "draw", "rehearse", "survey"]


def _begin(film: Film, place: Place) -> Film:
    """Watch what the lecture uses from now on; the film, with the project at its place on this machine."""
    import manim  # noqa: F401 (what Manim reads when it is imported is no lecture's)

    tracer().begin(place.root, (film.lecture.id, film.profile_name, film.voice))
    return replace(film, project=replace(film.project, root=place.root))


_outlined: set[tuple[Path, str]] = set()


def _keep_trace(store: Store) -> tuple[str, ...]:
    """Keep what the lecture used so far; its key, and those of outlines that this process keeps first."""
    trace = tracer().trace()
    root = tracer().root
    outlines = []
    for file, sha, _ in trace.modules.values():
        if file.endswith(".py") and (store.folder, sha) not in _outlined:
            with suppress(OSError, SyntaxError):
                outlines.append(keep_outline(store, sha, meant(file, root).read_bytes()))
            _outlined.add((store.folder, sha))
    key = key_of("trace", trace.as_json())
    if store.entry(key) is None:
        store.put_json(key, trace.as_json())
    return key, *filter(None, outlines)


def rehearse(film: Film, place: Place, tell: Tell) -> Outcome:
    """Find the lecture's timeline: its value, with the key of what it used."""
    from mathviz.film.renderer import Nothing

    class Rehearsing(Nothing):
        def wants(self, first: int, last: int) -> Iterable[int]:
            _tell_place(film, tell)
            return ()

    film = _begin(film, place)
    store = _store(place, tell)
    began, today = time.monotonic(), time.time()
    sink = Rehearsing()
    timeline = perform(film.project, film.lecture, film.profile, film.voice, sink, store=place.store)
    spent = time.monotonic() - began
    trace, *outlines = _keep_trace(store)
    sounds = {sentence.sound for sentence in timeline.sentences if sentence.sound}
    spoken = [entry for entry in map(store.entry, sounds) if entry is not None and entry.made >= today]
    stepping = max(0.0, spent - sum(entry.seconds for entry in spoken)) + sink.unstepped
    value = {
        "timeline": plain_timeline(timeline, place.root),
        "trace": trace,
        "stepping": round(stepping, 2),
        "updating": sink.updating,
    }
    store.put_json(film.rehearsal_key, value, seconds=spent, lecture=film.lecture.id)
    return Outcome(value, (film.rehearsal_key, trace, *outlines, *sorted(sounds)))


def _tell_place(film: Film, tell: Tell) -> None:
    """Tell the head on which line of the lecture this worker is."""
    from mathviz.stage.errors import author_place

    tell(PlayReached(film.lecture.id, *author_place()))


class _Shooting(Segments):
    """Takes segments one after the other; subclasses do something with the frames."""

    def __init__(self, work: Shooting, film: Film, store: Store, tell: Tell) -> None:
        super().__init__(range(*frames) for frames in work.wanted)
        self.film, self.store, self.tell = film, store, tell
        self.starts = {first for first, _ in work.segments}
        self.last = max(last for _, last in work.segments)
        self.looks: list[tuple[int, bytes]] = []
        self.began = time.monotonic()
        self.entries: list[str] = []
        self.takes: dict[Frames, str] = {}
        self._canvas: Looking | None = None

    def _looking(self, kind: type[Looking]) -> Callable[[Any], Looking]:
        def canvas(camera: Any) -> Looking:
            self._canvas = kind(camera, "fast")
            return self._canvas

        return canvas

    def wants(self, first: int, last: int) -> Iterable[int]:
        """The frames of the segments that are left."""
        _tell_place(self.film, self.tell)
        if last > first and (first not in self.starts or last > self.last):
            raise RuntimeError("the lecture runs differently when it is filmed than when it was rehearsed")
        return super().wants(first, last)

    def begin(self, segment: range) -> None:
        self.looks = []
        if not self.takes:  # the way to it is no part of a segment
            self.began = time.monotonic()

    def take(self, offset: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None) -> None:
        assert self._canvas is not None
        self.looks.append((count, self._canvas.look))

    def end(self, segment: range) -> None:
        self.keep_take((segment.start, segment.stop), self.film.content_key(self.looks))

    def keep_take(self, frames: Frames, content: str) -> None:
        """Keep what the frames show."""
        trace, *outlines = _keep_trace(self.store)
        key = self.film.take_key(frames)
        self.store.put_json(key, {"content": content, "trace": trace})
        self.takes[frames] = content
        self.entries += [key, trace, *outlines]


class _Looking(_Shooting):
    """Looks at segments without drawing them. What they use is known at the end, and the same for all."""

    def canvas(self, camera: Any) -> Any:
        from mathviz.film.looks import Glance

        return self._looking(Glance)(camera)

    def keep_take(self, frames: Frames, content: str) -> None:
        self.takes[frames] = content

    def keep_all(self) -> None:
        """Keep what all of them show."""
        trace, *outlines = _keep_trace(self.store)
        self.entries += [trace, *outlines]
        for frames, content in self.takes.items():
            key = self.film.take_key(frames)
            self.store.put_json(key, {"content": content, "trace": trace})
            self.entries.append(key)


class _Drawing(_Shooting):
    """Draws segments, and keeps each as soon as it is whole."""

    def __init__(self, work: Shooting, film: Film, store: Store, tell: Tell, folder: Path) -> None:
        super().__init__(work, film, store, tell)
        self.folder = folder
        self.encoder: Any = None

    def canvas(self, camera: Any) -> Any:
        from mathviz.film.looks import Looking

        return self._looking(Looking)(camera)

    def begin(self, segment: range) -> None:
        from mathviz.film.encoder import VideoEncoder

        super().begin(segment)
        profile = self.film.profile
        size = (profile.width, profile.height)
        self.encoder = VideoEncoder(self.folder / "segment.mp4", size, profile.fps, profile.encoder)
        self.tell(SegmentStarted(self.film.lecture.id, segment.start))

    def take(self, offset: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None) -> None:
        super().take(offset, count, pixels, changed)
        self.encoder.add(offset, count, pixels, changed)

    def end(self, segment: range) -> None:
        from mathviz.film.renderer import Stop

        self.encoder.close()
        self.encoder = None
        content = self.film.content_key(self.looks)
        data = (self.folder / "segment.mp4").read_bytes()
        spent = time.monotonic() - self.began
        frames = (segment.start, segment.stop)
        self.store.put(content, data, seconds=spent, lecture=self.film.lecture.id, frames=list(frames))
        self.entries.append(content)
        self.keep_take(frames, content)
        began, self.began = self.began, time.monotonic()
        spent = round(self.began - began, 3)
        self.tell(SegmentDrawn(self.film.lecture.id, segment.start, len(segment), spent))
        if self.left and over_limit():
            raise Stop


def draw(work: Shooting, place: Place, tell: Tell) -> Outcome:
    """Draw segments. The value is the content of each; of fewer than wanted if memory runs short."""
    film = _begin(work.film, place)
    with tempfile.TemporaryDirectory(prefix="mathviz-") as folder:
        sink = _Drawing(work, film, _store(place, tell), tell, Path(folder))
        try:
            perform(film.project, film.lecture, film.profile, film.voice, sink, sink.canvas, place.store)
        finally:
            if sink.encoder is not None:
                sink.encoder.abandon()
    return _shot(sink, work)


def survey(work: Shooting, place: Place, tell: Tell) -> Outcome:
    """Look at segments without drawing. The value is the content of each."""
    film = _begin(work.film, place)
    sink = _Looking(work, film, _store(place, tell), tell)
    perform(film.project, film.lecture, film.profile, film.voice, sink, sink.canvas, place.store)
    sink.keep_all()
    return _shot(sink, work)


def _shot(sink: _Shooting, work: Shooting) -> Outcome:
    if sink.left and not over_limit():
        raise RuntimeError("the lecture runs differently when it is filmed than when it was rehearsed")
    return Outcome(sink.takes, tuple(dict.fromkeys(sink.entries)))


def assemble(work: Assembly, place: Place, tell: Tell) -> Outcome:
    """Put picture and sound together, into the store. The value is what lies beside the film.

    That is: the other files by name, as bytes, and what the lecture's record says that its timeline doesn't.
    """
    from mathviz.film.assemble import assemble as add_sound
    from mathviz.film.join import Part, join
    from mathviz.voice import master, track

    film = replace(work.film, project=replace(work.film.project, root=place.root))
    store, timeline = _store(place, tell), timeline_of(work.timeline, place.root)
    course, _ = film.project.place(film.lecture)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mathviz-") as folder:
        parts = [Part(path) for path in _checked(store, work.contents)]
        picture, whole = Path(folder) / "picture.mp4", Path(folder) / "film.mp4"
        join(parts, picture, film.profile.fps)
        add_sound(
            picture,
            master(track(timeline, speech_store(film.project, place.store))),
            whole,
            chapters=[(c.title, seconds(start), seconds(end)) for c, start, end in timeline.chapter_spans()],
            language=film.profile.language,
            metadata={"title": timeline.title, "album": course.title, "comment": film.lecture.objective},
        )
        files = {"poster.jpg": _poster(picture, timeline, film.profile.fps)}
        spent = time.monotonic() - began
        store.put(work.key, whole.read_bytes(), seconds=spent, lecture=film.lecture.id)
    record = _record(film)
    files |= {name: text.encode() for name, text in _texts(film, timeline, record).items()}
    return Outcome({"files": files, "record": record}, (work.key,))


def _checked(store: Store, contents: Sequence[str]) -> list[Path]:
    """The files of segments; all damaged ones are found at once."""
    files, damaged = [], []
    for key in contents:
        try:
            files.append(store.file(key))
        except KeyError:
            damaged.append(key)
    if damaged:
        raise KeyError(f"{len(damaged)} of {len(contents)} segments were damaged or are gone")
    return files


def _store(place: Place, tell: Tell) -> Store:
    return Store(place.store, lambda sentence: tell(StoreDamaged(sentence)))


def _poster(picture: Path, timeline: Timeline, fps: int) -> bytes:
    """The last frame, as JPEG: a lecture ends with a picture of what it found."""
    from PIL import Image

    from mathviz.film.assemble import still_of

    buffer = io.BytesIO()
    last = timeline.frames(fps) - 1
    Image.fromarray(still_of(picture, last, fps)).save(buffer, format="JPEG", quality=88, optimize=True)
    return buffer.getvalue()


def _record(film: Film) -> dict[str, Any]:
    course, module = film.project.place(film.lecture)
    voice = lecture_voice(film.project, film.profile, film.voice)
    return {
        "course": {"id": course.id, "title": course.title},
        "module": {"id": module.id, "title": module.title},
        "objective": film.lecture.objective,
        "voice": {"name": voice.name, "version": voice.version},
        "engine": {"mathviz": mathviz.__version__, "manim": version("manim")},
        "profile": film.profile_name,
        "fps": film.profile.fps,
        "size": (film.profile.width, film.profile.height),
    }


def _texts(film: Film, timeline: Timeline, record: dict[str, Any]) -> dict[str, str]:
    from mathviz.publish import lecture_json, transcript_html
    from mathviz.voice import chapters_vtt, cues, write_srt, write_vtt

    language, captions = film.profile.language, cues(timeline)
    return {
        f"captions.{language}.vtt": write_vtt(captions, language),
        f"captions.{language}.srt": write_srt(captions),
        f"chapters.{language}.vtt": chapters_vtt(timeline),
        f"transcript.{language}.html": transcript_html(lecture_json(timeline, files={}, **record)),
    }

"""Drawing a Manim scene against an integer frame clock, and showing the frames to whoever asked for them.

Manim's renderer rounds the length of each play by itself, writes partial movies and keeps a cache. This one
keeps exact time in ticks and rounds only boundaries: boundary k is ``frame_at(t_k)`` and a play gets the
difference, so a film's length is exact at every frame rate. A frame shows the scene at its own place in the
timeline, whatever was drawn before it. A hold is drawn once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
from manim.camera.camera import Camera
from manim.renderer.protocol import RendererCapabilities
from manim.utils.iterables import list_update

from mathviz.timeline import TICKS_PER_SECOND, frame_at, seconds, ticks

__all__ = ["FilmRenderer", "Nothing", "Rectangle", "Sink", "Stop"]

Rectangle: TypeAlias = tuple[int, int, int, int]
"""Pixels x0 ≤ x < x1, y0 ≤ y < y1 of a frame, as (x0, y0, x1, y1)."""


class Stop(Exception):  # noqa: N818 (not a failure: the audience has seen enough)
    """Raised by a sink that wants no more frames."""


class Sink(Protocol):
    """Takes the frames of a film in order."""

    def wants(self, first: int, last: int) -> Iterable[int]:
        """Which of the frames first ≤ k < last are to be drawn."""

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Take frame ``index``, RGBA of shape (height, width, 4), that stands for ``count`` frames.

        ``changed`` are the rectangles outside of which nothing changed since the frame taken before (none:
        the same picture); without it, everything may have. ``pixels`` is the canvas's own buffer, valid
        during the call: whoever keeps it copies it.
        """


class Nothing:
    """The sink of a rehearsal: wants no frame at all."""

    def wants(self, first: int, last: int) -> Iterable[int]:
        """None."""
        return ()

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Never called."""
        raise AssertionError("a rehearsal draws no frame")


class FilmRenderer:
    """Stands where Manim's Cairo renderer stands in a scene.

    Parameters
    ----------
    fps
        Frames a second of the film.
    sink
        Takes the frames.

    Attributes
    ----------
    now
        Ticks from the start of the film to the start of the next play.
    """

    capabilities = RendererCapabilities(live_preview=False)

    def __init__(self, fps: int, sink: Sink, camera_class: type[Camera] = Camera) -> None:
        self.fps, self.sink = fps, sink
        self.camera = camera_class()
        self.now = 0
        self.num_plays = 0
        self.skip_animations = False
        self.static_image: np.ndarray | None = None
        self._time = 0.0

    @property
    def time(self) -> float:
        """Seconds from the start of the film to the moment that is being shown."""
        return self._time

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Nothing to prepare: no partial movies are written."""

    def scene_finished(self, scene: Any) -> None:
        """Nothing to finish: the frames are with the sink."""

    def play(self, scene: Any, *animations: Any, **kwargs: Any) -> None:
        """Play animations: step through the frames, draw those that the sink wants."""
        scene.compile_animation_data(*animations, **kwargs)
        start, end = self.now, self.now + ticks(scene.duration)
        first, last = frame_at(start, self.fps), frame_at(end, self.fps)
        wanted = self.sink.wants(first, last)
        scene.begin_animations()
        self.static_image = None
        self._time = seconds(start)
        if scene.is_current_animation_frozen_frame():
            for index in list(wanted)[:1]:
                self.sink.frame(index, last - index, self._draw(scene, None))
        else:
            self._animate(scene, start, range(first, last), wanted)
        for animation in scene.animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.static_image = None
        self.now, self._time = end, seconds(end)
        self.num_plays += 1

    def _animate(self, scene: Any, start: int, frames: range, wanted: Iterable[int]) -> None:
        wanted = set(wanted)
        # Whoever counts time in an updater must see every frame's step; all else may jump.
        stepping = bool(wanted) or _counts_time(scene)
        for index in frames if stepping else ():
            since = min(max(0.0, index / self.fps - start / TICKS_PER_SECOND), scene.duration)
            self._time = seconds(start) + since
            scene.update_to_time(since)
            if index in wanted:
                if self.static_image is None and scene.static_mobjects:
                    self.static_image = self._draw(scene, scene.static_mobjects)
                self.sink.frame(index, 1, self._draw(scene, scene.moving_mobjects))
        scene.update_to_time(scene.duration)

    def _draw(self, scene: Any, mobjects: Iterable[Any] | None) -> np.ndarray:
        if self.static_image is None:
            self.camera.reset()
        else:
            self.camera.set_frame_to_background(self.static_image)
        everything = list_update(scene.mobjects, scene.foreground_mobjects)
        self.camera.capture_mobjects(everything if mobjects is None else mobjects)
        return np.array(self.camera.pixel_array)


def _counts_time(scene: Any) -> bool:
    return bool(scene.updaters) or any(m.has_time_based_updater() for m in scene.get_mobject_family_members())

"""Drawing a Manim scene frame by frame, and showing the frames to whoever asked for them.

A clock says when the frames of a play are; a canvas draws them; a sink takes them. A frame shows the scene
at its own place in the timeline, whatever was drawn before it. Manim's partial movies and its cache are not
used.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from manim.animation.composition import AnimationGroup
from manim.animation.movement import PhaseFlow
from manim.animation.updaters.update import UpdateFromFunc
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.iterables import list_update

from mathviz.film.canvas import Canvas, watched
from mathviz.film.clock import Clock
from mathviz.film.items import Rectangle
from mathviz.film.tweens import in_bulk

__all__ = ["FilmRenderer", "Nothing", "Rectangle", "Sink", "Stop"]


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
    """The sink of a rehearsal: wants no frame at all.

    Attributes
    ----------
    updating
        Whether there was a play that must be stepped through on the way to later frames.
    unstepped
        About how many seconds stepping takes that a rehearsal can do without: a drawing can't.
    """

    updating = False
    unstepped = 0.0

    def wants(self, first: int, last: int) -> Iterable[int]:
        """None."""
        return ()

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Never called."""
        raise AssertionError("a rehearsal draws no frame")


class FilmRenderer(CairoRenderer):
    """Stands where Manim's Cairo renderer stands in a scene.

    Give it to the scene as ``renderer``, or let it :meth:`take_over` a scene that has one.

    Parameters
    ----------
    clock
        Says when the frames are.
    sink
        Takes the frames.
    canvas
        Makes the canvas that draws them, given a camera that :func:`~mathviz.film.canvas.watched` made.
    """

    def __init__(self, clock: Clock, sink: Sink, canvas: Callable[[Any], Canvas] = Canvas) -> None:
        self.clock, self.sink, self._new_canvas = clock, sink, canvas
        self.num_plays = 0
        self.skip_animations = self._original_skipping_status = False
        self.animations_hashes: list[str | None] = []
        self.static_image: np.ndarray | None = None
        self.camera: Any = None
        self.file_writer: Any = None
        self._canvas: Canvas | None = None

    @property
    def time(self) -> float:
        """Seconds from the start of the film to the moment that is being shown."""
        return self.clock.time

    @property
    def canvas(self) -> Canvas:
        """What draws the frames, with the camera that the scene has now."""
        if self._canvas is None or self._canvas.camera is not self.camera:
            self._canvas = self._new_canvas(watched(self.camera))
        return self._canvas

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Make the camera that the scene asks for; no files are written."""
        self.camera = scene.camera_class()

    def take_over(self, scene: Any) -> None:
        """Stand in for the renderer of a scene that was made but not yet run; its file writer is told of
        each play and each section as before, but gets no frames."""
        old = scene.renderer
        self.camera, self.file_writer = old.camera, old.file_writer
        self.skip_animations = self._original_skipping_status = old.skip_animations
        scene.renderer = self

    def scene_finished(self, scene: Any) -> None:
        """Let the file writer finish; without one the frames are with the sink, and that is all."""
        if self.file_writer is not None:
            super().scene_finished(scene)

    def play(self, scene: Any, *animations: Any, **kwargs: Any) -> None:
        """Play animations: step through the frames, draw those that the sink wants."""
        if self.file_writer is not None:
            self.skip_animations = self._original_skipping_status
            self.update_skipping_status()
        scene.compile_animation_data(*animations, **kwargs)
        if self.skip_animations:
            self.clock.skip(scene.duration)
        if self.file_writer is not None:
            self._tell_writer()
        hold = bool(scene.is_current_animation_frozen_frame())
        frames = self.clock.frames(scene.duration, hold)
        wanted = [] if self.skip_animations else list(self.sink.wants(frames.start, frames.stop))
        self.clock.show(frames.start, 0.0)
        scene.begin_animations()
        self.static_image = None
        if wanted:
            self.canvas.stand(_everything(scene) if hold and self.clock.exact else scene.static_mobjects)
        if not hold:
            with in_bulk(scene):
                self._animate(scene, frames, set(wanted))
        elif not self.skip_animations:
            for index in wanted[:1]:
                self._show(scene, index, frames.stop - index, hold=True)
            self.clock.shown(len(frames))
            if wanted and not self.clock.exact:
                # Manim leaves it behind, and what a scene draws before the next play goes over it.
                self.static_image = self.canvas.standing
        if self.clock.exact or not hold:
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
            if not self.skip_animations:
                scene.update_mobjects(0)
        self.clock.end(scene.duration)
        if self.file_writer is not None:
            self.file_writer.end_animation(not self.skip_animations)
        self.num_plays += 1

    def _tell_writer(self) -> None:
        name = None if self.skip_animations else f"uncached_{self.num_plays:05}"
        self.animations_hashes.append(name)
        self.file_writer.add_partial_movie_file(name)
        self.file_writer.begin_animation(not self.skip_animations, animation_index=self.num_plays)

    def _animate(self, scene: Any, frames: range, wanted: set[int]) -> None:
        stops = None if self.clock.exact else scene.stop_condition
        if self.skip_animations and stops is None:
            scene.update_to_time(scene.duration)
            return
        must_step = self._must_step(scene)
        stepped = wanted or stops is not None or (must_step and not self._may_pass_over(scene))
        if stepped:
            for index in frames:
                scene.update_to_time(self.clock.show(index, scene.duration))
                if index in wanted:
                    self._show(scene, index, 1, hold=False)
                if not self.skip_animations:
                    self.clock.shown(1)
                if stops is not None and stops():
                    break
        elif not self.clock.exact:
            self.clock.shown(len(frames))
        if self.clock.exact:
            if must_step and isinstance(self.sink, Nothing):
                self.sink.updating = True
                if not stepped and frames:
                    self.sink.unstepped += len(frames) * self._cost_of_a_step(scene, frames)
            scene.update_to_time(scene.duration)

    def _cost_of_a_step(self, scene: Any, frames: range) -> float:
        """Seconds that it takes to come from one frame of a play to the next: from the middle one."""
        middle = frames[len(frames) // 2]
        scene.update_to_time(self.clock.show(middle, scene.duration))
        began = time.perf_counter()
        scene.update_to_time(self.clock.show(min(middle + 1, frames[-1]), scene.duration))
        return time.perf_counter() - began

    def _show(self, scene: Any, index: int, count: int, *, hold: bool) -> None:
        mobjects = [] if hold and self.clock.exact else scene.moving_mobjects
        if not mobjects and not self.clock.exact:
            # Manim draws a picture in which nothing moves twice, which darkens its edges.
            mobjects = _everything(scene)
        changed = self.canvas.frame(mobjects)
        self.sink.frame(index, count, self.canvas.pixels, changed)

    def _must_step(self, scene: Any) -> bool:
        """Whether later frames depend on each step of a play of which no frame is wanted."""
        return (
            bool(scene.updaters)
            or any(member.updaters for member in scene.get_mobject_family_members())
            or not all(map(_may_jump, scene.animations))
        )

    def _may_pass_over(self, scene: Any) -> bool:
        """Whether nobody will see these later frames, and nothing that they depend on counts time."""
        members = scene.get_mobject_family_members()
        timed = scene.updaters or any(member.has_time_based_updater() for member in members)
        return isinstance(self.sink, Nothing) and not timed


def _everything(scene: Any) -> list[Any]:
    return list(list_update(scene.mobjects, scene.foreground_mobjects))


def _may_jump(animation: Any) -> bool:
    """Whether an animation's end is the same without the steps before it."""
    if isinstance(animation, AnimationGroup):
        return all(map(_may_jump, animation.animations))
    if isinstance(animation, (UpdateFromFunc, PhaseFlow)):
        return False
    return type(animation).__module__.startswith(("manim.animation.", "mathviz."))

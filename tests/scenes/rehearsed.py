"""A lecture of the course, rehearsed with the real voice, and what stands on its stage after each play."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim import ManimColor, Mobject, VMobject
from manim.mobject.text.typst_mobject import Typst

from mathviz.build.config import load_project, select_one
from mathviz.build.rehearsal import rehearse
from mathviz.film.renderer import FilmRenderer
from mathviz.stage import Counter, Lecture, Text
from mathviz.stage.backing import Backing
from mathviz.stage.typesetting import EM_PX, font_size
from mathviz.timeline import Timeline, seconds

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Piece:
    """Something that is seen: a text, a formula, a counter, or any other outline."""

    name: str
    shown: str
    is_text: bool
    low: np.ndarray
    high: np.ndarray
    em: float
    """Pixels of an em at 1080 lines; of a text only."""
    colours: frozenset[str]


@dataclass(frozen=True)
class Look:
    """The stage at the end of a play: when, where in the lecture's file, and the pieces that are seen."""

    time: float
    line: int
    pieces: tuple[Piece, ...]

    @property
    def texts(self) -> list[Piece]:
        """The texts, formulas and counters."""
        return [piece for piece in self.pieces if piece.is_text]


@functools.cache
def watched(name: str) -> tuple[Timeline, tuple[Look, ...]]:
    """The timeline of a lecture of this course set, and its stage at each boundary."""
    project = load_project(ROOT / "config" / "course.yaml")
    looks: list[Look] = []
    with _after_each_play(lambda scene: looks.append(_look(scene))):
        timeline = rehearse(project, select_one(project, name), project.profiles["web"])
    return timeline, tuple(looks)


def rehearsed(name: str) -> Timeline:
    """The timeline of a lecture of this course set."""
    return watched(name)[0]


@contextmanager
def _after_each_play(look) -> Iterator[None]:
    play = FilmRenderer.play

    def played(renderer: FilmRenderer, scene: Lecture, *animations, **kwargs) -> None:
        play(renderer, scene, *animations, **kwargs)
        look(scene)

    FilmRenderer.play = played
    try:
        yield
    finally:
        FilmRenderer.play = play


def _look(scene: Lecture) -> Look:
    pieces = [piece for mobject in scene.mobjects for piece in _pieces(mobject)]
    return Look(seconds(scene.now) + scene.duration, scene._last_place[1], tuple(pieces))


def _pieces(mobject: Mobject) -> Iterator[Piece]:
    if isinstance(mobject, (Typst, Counter)):
        if (parts := _visible(mobject)) and mobject.z_index >= 0:
            yield _piece(mobject, parts, _em(mobject))
        return
    if mobject.z_index < 0 or isinstance(mobject, Backing):
        return  # grids and what they carry go on behind the curtain; a backing is none of the picture
    if isinstance(mobject, VMobject) and mobject.has_points() and _opacity(mobject) > 0.05:
        yield _piece(mobject, [mobject], 0)
    for part in mobject.submobjects:
        yield from _pieces(part)


def _visible(mobject: Mobject) -> list[Mobject]:
    return [part for part in mobject.family_members_with_points() if _opacity(part) > 0.05]


def _opacity(part: Mobject) -> float:
    return max(part.get_fill_opacity(), part.get_stroke_opacity() * bool(part.get_stroke_width()))


def _piece(mobject: Mobject, parts: list[Mobject], em: float) -> Piece:
    points = np.vstack([part.get_all_points() for part in parts])
    colours = frozenset(
        ManimColor(part.get_fill_color()).to_hex() for part in parts if part.get_fill_opacity()
    )
    name = mobject.typst_code if isinstance(mobject, Typst) else type(mobject).__name__
    return Piece(
        name,
        getattr(mobject, "shown", "") if isinstance(mobject, Text) else "",
        em > 0,
        points.min(axis=0)[:2],
        points.max(axis=0)[:2],
        em,
        colours,
    )


def _em(mobject: Mobject) -> float:
    """How large a text is now, whatever made it smaller or larger since it was set."""
    if isinstance(mobject, Counter):
        return _em(mobject[-1])
    return mobject.font_size * EM_PX["body"] / font_size("body")

"""Transforms in bulk: the points and colours of a whole family between two states, in one sum.

Manim interpolates each part of a mobject, and each of its attributes, by a call of its own, after collecting
the family anew for each frame. While a play runs that nothing else can interfere with, the family stays the
same, and so do the two states, which are copies of the animation's own. The sums are Manim's, element by
element.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from manim.animation.composition import AnimationGroup
from manim.animation.creation import ShowIncreasingSubsets
from manim.animation.numbers import ChangingDecimal
from manim.animation.speedmodifier import ChangeSpeed
from manim.animation.transform import Transform
from manim.animation.updaters.update import UpdateFromFunc
from manim.mobject.mobject import Mobject
from manim.mobject.types.vectorized_mobject import VMobject
from manim.utils.bezier import interpolate

__all__ = ["in_bulk"]

_COLOURS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
_NUMBERS = ("stroke_width", "background_stroke_width", "sheen_factor")
_CHANGERS = (ShowIncreasingSubsets, ChangingDecimal, ChangeSpeed, UpdateFromFunc)
_METHODS = ("interpolate", "interpolate_mobject", "interpolate_submobject", "get_all_families_zipped")


@contextmanager
def in_bulk(scene: Any) -> Iterator[None]:
    """Let the transforms of a play that has begun run in bulk, where nothing can tell the difference."""
    chosen = [animation for animation in _running(scene.animations) if _is_plain(animation)]
    if chosen and not _undisturbed(scene):
        chosen = []
    for animation in chosen:
        animation.interpolate_mobject = _Tween(animation)
        animation.update_mobjects = _nothing
    try:
        yield
    finally:
        for animation in chosen:
            for name in ("interpolate_mobject", "update_mobjects"):
                vars(animation).pop(name, None)


def _nothing(dt: float) -> None:
    """What updating comes to where nothing has an updater."""


def _running(animations: list[Any]) -> Iterator[Any]:
    """The animations that have begun, those of groups too; a succession begins its own later."""
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            if type(animation).begin is AnimationGroup.begin:
                yield from _running(animation.animations)
        else:
            yield animation


def _is_plain(animation: Any) -> bool:
    kind = type(animation)
    return isinstance(animation, Transform) and all(
        getattr(kind, name) is getattr(Transform, name) and name not in vars(animation) for name in _METHODS
    )


def _undisturbed(scene: Any) -> bool:
    """Whether nothing but Manim's own animations acts during the play."""
    if scene.updaters or not all(map(_keeps_families, scene.animations)):
        return False
    tops = list(scene.mobjects)
    for animation in _running(scene.animations):
        tops += animation.get_all_mobjects()
    seen: set[int] = set()
    while tops:
        mobject = tops.pop()
        if id(mobject) not in seen:
            seen.add(id(mobject))
            if (
                not isinstance(mobject, Mobject)
                or mobject.updaters
                or type(mobject).update is not Mobject.update
            ):
                return False
            tops += mobject.submobjects
    return True


def _keeps_families(animation: Any) -> bool:
    """Whether an animation changes how mobjects look, not what they are made of."""
    if isinstance(animation, AnimationGroup):
        return type(animation).begin is AnimationGroup.begin and all(
            map(_keeps_families, animation.animations)
        )
    return type(animation).__module__.startswith("manim.") and not isinstance(animation, _CHANGERS)


class _Tween:
    """Stands where an animation's ``interpolate_mobject`` stands."""

    def __init__(self, animation: Any) -> None:
        self._animation = animation
        families = list(animation.get_all_families_zipped())
        self._count = len(families)
        path = animation.path_func if animation.path_func is not interpolate else None
        self._alone: list[tuple[int, tuple[Any, ...]]] = []
        self._members: list[tuple[int, _Member]] = []
        starts, ends = [np.zeros(0)], [np.zeros(0)]
        at = 0
        for number, family in enumerate(families):
            names = _COLOURS if path else ("points", *_COLOURS)
            states = (
                [_state(mobject, names) for mobject in family[1:]] if all(map(_is_outline, family)) else []
            )
            if not states or [array.shape for array in states[0]] != [array.shape for array in states[1]]:
                self._alone.append((number, family))
                continue
            member = _Member(family, path, at, list(zip(names, (a.shape for a in states[0]), strict=False)))
            self._members.append((number, member))
            at = member.end
            for whole, state in zip((starts, ends), states, strict=True):
                whole += [array.ravel() for array in state]
        self._start, self._end = np.concatenate(starts), np.concatenate(ends)
        self._sizes = [member.end - member.begin for _, member in self._members]

    def __call__(self, alpha: float) -> None:
        """Bring the mobject to ``alpha``."""
        animation, count = self._animation, self._count
        for number, family in self._alone:
            animation.interpolate_submobject(*family, animation.get_sub_alpha(alpha, number, count))
        if not self._members:
            return
        if animation.lag_ratio == 0:
            share: Any = animation.get_sub_alpha(alpha, 0, count)
            alphas = [share] * len(self._members)
        else:
            alphas = [animation.get_sub_alpha(alpha, number, count) for number, _ in self._members]
            share = np.repeat(np.array(alphas, float), self._sizes)
        between = (1 - share) * self._start + share * self._end
        for own, (_, member) in zip(alphas, self._members, strict=True):
            member.take(between, own)


class _Member:
    """One mobject of the family, and where its values are among those of all."""

    def __init__(self, family: tuple[Any, ...], path: Any, begin: int, shapes: list[Any]) -> None:
        self.mobject, self.starting, self.target = family
        self.path, self.begin, at = path, begin, begin
        self.places: list[tuple[str, slice, tuple[int, ...]]] = []
        for name, shape in shapes:
            self.places.append((name, slice(at, at + math.prod(shape)), shape))
            at += math.prod(shape)
        self.numbers = slice(at, at + len(_NUMBERS))
        self.end = at + len(_NUMBERS)

    def take(self, between: np.ndarray, alpha: float) -> None:
        """Set the mobject's points and colours."""
        mobject, values = self.mobject, vars(self.mobject)
        if self.path is not None:
            mobject.points = self.path(self.starting.points, self.target.points, alpha)
        if alpha == 1.0:
            # Then Manim takes the colours as they are.
            for name, place, shape in self.places:
                if name == "points":
                    mobject.points = between[place].reshape(shape)
            mobject.interpolate_color(self.starting, self.target, alpha)
            return
        for name, place, shape in self.places:
            values[name] = between[place].reshape(shape)
        values.update(zip(_NUMBERS, between[self.numbers].tolist(), strict=True))


def _is_outline(mobject: Any) -> bool:
    kind = type(mobject)
    return (
        isinstance(mobject, VMobject)
        and kind.interpolate is Mobject.interpolate
        and kind.interpolate_color is VMobject.interpolate_color
        and vars(mobject).keys() >= {"points", *_COLOURS, *_NUMBERS}
        and all(np.ndim(getattr(mobject, name)) == 0 for name in _NUMBERS)
    )


def _state(mobject: Any, names: Sequence[str]) -> list[np.ndarray]:
    arrays = [np.asarray(getattr(mobject, name), float) for name in names]
    return [*arrays, np.array([getattr(mobject, name) for name in _NUMBERS], float)]

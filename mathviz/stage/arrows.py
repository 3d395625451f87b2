"""Arrows that know their vector, and the animation of a linear map that carries everything on a plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, AnimationGroup, Mobject, Polygon, VGroup, VMobject
from manim import Line as Stroke

from mathviz.stage.backing import Backing
from mathviz.stage.typesetting import Formula
from mathviz.theme import Role

if TYPE_CHECKING:
    from mathviz.stage.axes import Ground, Plane

__all__ = ["Apply", "Arrow", "MoveVector", "carry", "let_go"]


class Arrow(VGroup):
    """The picture of a vector on a plane: a shaft, a head, and its label beside the head.

    The head grows with wide shafts and shrinks with arrows shorter than itself; a vector of length zero is a
    dot. The label stands to the left of the arrow's way (``label_side`` 1) or to the right (−1).
    """

    head_length, head_width = 0.26, 0.22

    def __init__(
        self,
        plane: Ground,
        vector: Sequence[float] | np.ndarray,
        *,
        start: Sequence[float] | np.ndarray = (0, 0),
        role: Role = "input",
        label: str = "",
        label_side: float = 1,
        width: float = 6,
    ):
        super().__init__()
        self.plane, self.label_side = plane, label_side
        self.head_scale = max(1.0, width / 8)
        self.foot = np.asarray(start, dtype=float)
        colour = plane.theme.colour(role)
        self.shaft = Stroke(stroke_color=colour, stroke_width=width)
        self.head = Polygon(*np.zeros((3, 3)), fill_color=colour, fill_opacity=1, stroke_width=0)
        self.add(self.shaft, self.head)
        self.label: VGroup | None = None
        if label:
            text = Formula(label, plane.theme, size="name", role=role)
            self.label = VGroup(Backing(text, plane.theme, margin=0.05, opacity=0.8), text)
            self.add(self.label)
        self.set_vector(vector)

    def __deepcopy__(self, memo: dict[int, Any]) -> Arrow:
        # Manim copies what it animates; the ground that an arrow stands on is shared.
        memo[id(self.plane)] = self.plane
        copy: Arrow = super().__deepcopy__(memo)
        return copy

    def set_vector(
        self, vector: Sequence[float] | np.ndarray, start: Sequence[float] | np.ndarray | None = None
    ) -> Arrow:
        """Turn and stretch the arrow to another vector, (2,) in the plane's units."""
        self.vector = np.asarray(vector, dtype=float)
        if start is not None:
            self.foot = np.asarray(start, dtype=float)
        foot, tip = self.plane.at(*self.foot), self.plane.at(*(self.foot + self.vector))
        length = float(np.linalg.norm(tip - foot))
        along = (tip - foot) / length if length > 1e-9 else np.array([1.0, 0.0, 0.0])
        across = np.array([-along[1], along[0], 0.0])
        head = min(self.head_scale * self.head_length, 0.6 * length)
        half = 0.5 * self.head_width * head / self.head_length
        neck = tip - head * along
        self.shaft.set_points_as_corners([foot, neck + 0.1 * head * along])
        self.head.set_points_as_corners([tip, neck + half * across, neck - half * across, tip])
        if self.label is not None:
            # Beside the head, not before it: a line along the arrow must not run through its name.
            reach = 0.2 + 0.5 * float(abs(across[0]) * self.label.width + abs(across[1]) * self.label.height)
            self.label.move_to(tip + 0.1 * along + self.label_side * reach * across)
        return self


class MoveVector(Animation):
    """Carry an arrow from its vector to another: straight, or turning with ``turn`` (angle and length).

    ``start`` moves its foot as well.
    """

    def __init__(
        self,
        arrow: Arrow,
        vector: Sequence[float] | np.ndarray,
        *,
        start: Sequence[float] | np.ndarray | None = None,
        turn: bool = False,
        **kwargs: Any,
    ):
        self.to, self.turn = np.asarray(vector, dtype=float), turn
        self.foot_to = arrow.foot if start is None else np.asarray(start, dtype=float)
        super().__init__(arrow, **kwargs)

    def begin(self) -> None:
        """Remember where the arrow starts from."""
        self.origin, self.foot_from = self.mobject.vector.copy(), self.mobject.foot.copy()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the arrow at the rate function's share of the way."""
        share = self.rate_func(alpha)
        foot = (1 - share) * self.foot_from + share * self.foot_to
        if self.turn and self.origin.any() and self.to.any():
            a, b = complex(*self.origin), complex(*self.to)
            way = a * (b / a) ** share
            self.mobject.set_vector((way.real, way.imag), foot)
        else:
            self.mobject.set_vector((1 - share) * self.origin + share * self.to, foot)


class _Carry(Animation):
    """Move the points of one mobject by (1 − s)·I + s·M about the plane's origin."""

    def __init__(self, mobject: Mobject, matrix: np.ndarray, origin: np.ndarray, **kwargs: Any):
        self.matrix, self.origin = matrix, origin
        super().__init__(mobject, **kwargs)

    def interpolate_submobject(self, submobject: VMobject, starting: VMobject, alpha: float) -> Any:
        """Carry one part from where it started; ``alpha`` comes with the rate function applied."""
        way = np.eye(3)
        way[:2, :2] += alpha * (self.matrix - np.eye(2))
        submobject.points = (starting.points - self.origin) @ way.T + self.origin
        return self


def Apply(matrix: Any, *, on: Plane, to: Sequence[Mobject], **kwargs: Any) -> AnimationGroup:  # noqa: N802
    """The animation of a linear map, matrix (2, 2), on grids, figures and arrows of a plane at once."""
    m = np.asarray(getattr(matrix, "matrix", matrix), dtype=float)
    carried = [
        MoveVector(mobject, m @ mobject.vector, **kwargs)
        if isinstance(mobject, Arrow)
        else _Carry(mobject, m, on.origin, **kwargs)
        for mobject in to
    ]
    return AnimationGroup(*carried, **kwargs)


def carry(mobjects: Sequence[Mobject], by: Callable[[], Any], *, on: Plane) -> None:
    """From now on let grids, figures and arrows follow a matrix (2, 2) that is asked for at each frame.

    ``by`` says where they are relative to where they stand now; :func:`let_go` ends it.
    """
    for mobject in mobjects:
        if isinstance(mobject, Arrow):
            mobject.add_updater(_follow_vector(mobject.vector.copy(), by))
        else:
            mobject.add_updater(
                _follow_points([part.points.copy() for part in mobject.get_family()], by, on.origin)
            )


def let_go(mobjects: Sequence[Mobject]) -> None:
    """Leave the mobjects where they are now."""
    for mobject in mobjects:
        mobject.clear_updaters()


def _matrix(by: Callable[[], Any]) -> np.ndarray:
    m = by()
    return np.asarray(getattr(m, "matrix", m), dtype=float)


def _follow_vector(start: np.ndarray, by: Callable[[], Any]) -> Callable[[Arrow], Any]:
    return lambda arrow: arrow.set_vector(_matrix(by) @ start)


def _follow_points(
    starts: list[np.ndarray], by: Callable[[], Any], origin: np.ndarray
) -> Callable[[Mobject], None]:
    def update(mobject: Mobject) -> None:
        way = np.eye(3)
        way[:2, :2] = _matrix(by)
        for part, points in zip(mobject.get_family(), starts, strict=True):
            part.points = (points - origin) @ way.T + origin

    return update

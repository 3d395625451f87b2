"""A view into three dimensions inside a region of the stage, projected by ourselves.

Manim's own three-dimensional scenes shade each face anew in each frame. Here everything is a plain figure of
the stage; only while the view turns are its points computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from manim import UP, Animation, BackgroundRectangle, Dot, Group, ManimColor, Mobject, VGroup, VMobject

from mathviz.stage.layout import Region
from mathviz.stage.maps import ContourMap, Contours, Trail, Walkable
from mathviz.stage.maps import Surface as Function
from mathviz.stage.polylines import Span, control_points
from mathviz.stage.typesetting import Formula
from mathviz.theme import Role, Theme

__all__ = ["Space", "Surface", "Turn"]

M = TypeVar("M")

_LIGHT = np.array([-0.4, -0.6, 0.7])
"""Where the light comes from, in the space: it doesn't move with the viewer."""


class Space:
    """A box in three dimensions as it is seen from somewhere, without perspective.

    ``x`` and ``y`` span the floor in equal units, ``z`` is up; the box is ``height`` times as high as its
    floor is long. The viewer stands in the direction ``azimuth`` (degrees, from the x axis towards the y
    axis; −90 looks along y) and ``elevation`` (degrees; 90 looks straight down). The box fills the region as
    it is seen at first; ``Turn(space, onto=map)`` rises until its floor lies on that map.

    Faces of a surface hide one another; lines, dots and labels are always seen. ``height`` and elevation
    should be such that what matters does not lie behind a slope.
    """

    def __init__(
        self,
        x: Span,
        y: Span,
        z: Span,
        region: Region,
        theme: Theme,
        *,
        azimuth: float = -60,
        elevation: float = 30,
        height: float = 0.4,
    ):
        self.theme, self.x, self.y, self.z = theme, x, y, z
        self.azimuth, self.elevation = float(azimuth), float(elevation)
        low, high = np.array([x, y, z], dtype=float).T
        self._middle = (low + high) / 2
        size = high - low
        self._stretch = np.array([1.0, 1.0, height * size[:2].max() / size[2]])
        self._standing: list[tuple[Mobject, Callable[[], object]]] = []
        self.unit, self.centre = 1.0, np.zeros(3)
        corners = self.project(np.array([(a, b, c) for a in x for b in y for c in z]))
        seen = np.ptp(corners[:, :2], axis=0)
        self.unit, self.centre = float(min(region.width / seen[0], region.height / seen[1])), region.centre

    def __deepcopy__(self, memo: dict[int, Any]) -> Space:
        # Manim copies what it animates; the space that a figure stands in is shared.
        return self

    def _view(self) -> np.ndarray:
        """The unit vectors to the right, up and towards the viewer, as rows."""
        a, e = np.radians([self.azimuth, self.elevation])
        return np.array(
            [
                [-np.sin(a), np.cos(a), 0.0],
                [-np.sin(e) * np.cos(a), -np.sin(e) * np.sin(a), np.cos(e)],
                [np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)],
            ]
        )

    def _box(self, points: np.ndarray) -> np.ndarray:
        """Points (…, 3) of the space in the box's own proportions, about its middle."""
        return np.asarray((points - self._middle) * self._stretch)

    def project(self, points: np.ndarray) -> np.ndarray:
        """Where points (…, 3) of the space are on the stage, (…, 3)."""
        seen = self._box(points) @ self._view().T
        seen[..., 2] = 0
        return np.asarray(self.centre + self.unit * seen)

    def nearness(self, points: np.ndarray) -> np.ndarray:
        """How near points (…, 3) are to the viewer, (…,): the nearer hides the farther."""
        return np.asarray(self._box(points) @ self._view()[2])

    def at(self, x: float, y: float, z: float) -> np.ndarray:
        """The point of the stage where (x, y, z) is seen."""
        return self.project(np.array([x, y, z]))

    @property
    def view(self) -> np.ndarray:
        """How the space is seen: azimuth, elevation, stage units to one of the floor, its middle's place."""
        return np.array([self.azimuth, self.elevation, self.unit, *self.centre])

    def view_onto(self, floor: ContourMap) -> np.ndarray:
        """The view straight down in which the space's floor lies on a map."""
        return np.array([-90, 90, floor.unit, *floor.at(self._middle[0], self._middle[1])])

    def look(self, view: np.ndarray) -> None:
        """Take another view at once; :class:`Turn` does it in time."""
        self.azimuth, self.elevation, self.unit = (float(part) for part in view[:3])
        self.centre = view[3:]
        for _, redraw in self._standing:
            redraw()

    def stand(self, mobject: M, redraw: Callable[[], object]) -> M:
        """Let a figure stand in the space: ``redraw`` puts it where it is seen, now and as the view turns."""
        self._standing.append((mobject, redraw))
        redraw()
        return mobject

    def standing(self) -> list[Mobject]:
        """The figures that stand in the space, on the stage or not."""
        return [mobject for mobject, _ in self._standing]

    def surface(
        self,
        function: Function,
        *,
        faces: tuple[int, int] = (24, 12),
        role: Role = "muted",
        opacity: float = 1,
    ) -> Surface:
        """The graph of a function of x and y over the floor, as a mesh of faces."""
        surface = Surface(self, function, faces, role, opacity)
        return self.stand(surface, surface.redraw)

    def curve(self, points: np.ndarray, *, role: Role = "ink", width: float = 4) -> VMobject:
        """A polyline through points (k, 3)."""
        line = VMobject(stroke_color=self.theme.colour(role), stroke_width=width)

        def redraw() -> None:
            line.points = control_points(self.project(points))

        return self.stand(line, redraw)

    def contours(
        self,
        function: Function,
        heights: Sequence[float],
        *,
        floor: float | None = None,
        role: Role = "ink",
        width: float = 2.5,
    ) -> Contours:
        """Level curves of a function: on its surface, or flat on a floor at that z."""

        def place(points: np.ndarray, height: float) -> np.ndarray:
            z = height if floor is None else floor
            return self.project(np.column_stack([points, np.full(len(points), z)]))

        window = (self.x, self.y)
        contours = Contours(function, heights, window, place, self.theme.colour(role), width)
        return self.stand(contours, contours.redraw)

    def trail(
        self, path: Walkable, function: Function, *, role: Role = "input", width: float = 4, bends: int = 8
    ) -> Trail:
        """A path on the surface of a function, at its start; each step follows the surface in some bends."""

        def place(points: np.ndarray) -> np.ndarray:
            return self.project(np.column_stack([points, [function(x, y) for x, y in points]]))

        trail = Trail(path, place, self.theme.colour(role), width=width, bends=bends)
        return self.stand(trail, trail.redraw)

    def dot(self, x: float, y: float, z: float, *, role: Role = "ink", radius: float = 0.11) -> Dot:
        """A dot at (x, y, z)."""
        dot = Dot(radius=radius, color=self.theme.colour(role))
        return self.stand(dot, lambda: dot.move_to(self.at(x, y, z)))

    def label(
        self,
        markup: str,
        x: float,
        y: float,
        z: float,
        *,
        towards: np.ndarray = UP,
        role: Role = "ink",
        size: str = "label",
    ) -> VGroup:
        """A formula beside the point (x, y, z), upright, on a backing."""
        formula = Formula(markup, self.theme, size=size, role=role)
        backing = BackgroundRectangle(formula, color=self.theme.background, fill_opacity=0.85, buff=0.08)
        label = VGroup(backing, formula)
        return self.stand(label, lambda: label.next_to(self.at(x, y, z), towards, buff=0.16))

    def axes(self, *, x_label: str = "x", y_label: str = "y", z_label: str = "z") -> VGroup:
        """The three edges of the box that meet in its lowest corner, with their labels beyond their ends."""
        corner = np.array([self.x[0], self.y[0], self.z[0]], dtype=float)
        parts = VGroup()
        for axis, markup in enumerate((x_label, y_label, z_label)):
            end = corner.copy()
            end[axis] = (self.x, self.y, self.z)[axis][1]
            parts.add(self.curve(np.array([corner, end]), role="muted", width=2.5))
            if markup:
                parts.add(self._end_label(markup, corner, end))
        return parts

    def _end_label(self, markup: str, start: np.ndarray, end: np.ndarray) -> Formula:
        label = Formula(markup, self.theme, size="label", role="muted")

        def redraw() -> None:
            foot, tip = self.project(start), self.project(end)
            way = tip - foot
            label.move_to(tip + 0.3 * way / max(float(np.linalg.norm(way)), 1e-9))

        return self.stand(label, redraw)


class Surface(VGroup):
    """A mesh of faces in one role, the light ones towards the light; the nearer are drawn over the farther.

    Part k is the k-th farthest face, whichever that is: turning sets points and colours, nothing more.
    """

    def __init__(self, space: Space, function: Function, faces: tuple[int, int], role: Role, opacity: float):
        self.space = space
        x, y = np.linspace(*space.x, faces[0] + 1), np.linspace(*space.y, faces[1] + 1)
        xs, ys = np.meshgrid(x, y, indexing="ij")
        grid = np.stack([xs, ys, np.broadcast_to(function(xs, ys), xs.shape)], axis=-1)
        around = [grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:], grid[:-1, :-1]]
        self.outlines = np.stack(around, axis=2).reshape(-1, 5, 3)
        self.middles = self.outlines[:, :4].mean(axis=1)
        self.colours = self._shade(role)
        colour = space.theme.colour(role)
        super().__init__(
            *[
                VMobject(
                    stroke_width=1,
                    stroke_opacity=opacity,
                    stroke_color=colour,
                    fill_color=colour,
                    fill_opacity=opacity,
                    shade_in_3d=True,  # on a flat stage: a face among others, to be drawn together
                )
                for _ in self.outlines
            ]
        )

    def _shade(self, role: Role) -> np.ndarray:
        """A colour (k, 3) for each face: the role's, nearer to the background where less light falls."""
        corners = self.space._box(self.outlines)
        normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        light = np.clip(normals @ (_LIGHT / np.linalg.norm(_LIGHT)), 0, 1)
        share = 0.10 + 0.7 * light[:, None] ** 2
        ground, full = (ManimColor(self.space.theme.colour(name)).to_rgb() for name in ("background", role))
        return np.asarray(ground + share * (full - ground))

    def redraw(self) -> None:
        """Put the faces where they are seen, the farthest first."""
        order = np.argsort(self.space.nearness(self.middles))
        points = control_points(self.space.project(self.outlines[order]))
        colours = self.colours[order]
        lines = 0.75 * colours + 0.25 * colours.max(axis=0)
        for face, outline, fill, line in zip(self, points, colours, lines, strict=True):
            face.points = outline
            face.fill_rgbas[:, :3] = fill
            face.stroke_rgbas[:, :3] = line


class Turn(Animation):
    """Move the viewer of a space; what stands in it and on the stage moves with the view.

    With ``onto``, the viewer rises until the floor, seen from straight above, lies on a map.
    """

    def __init__(
        self,
        space: Space,
        *,
        azimuth: float | None = None,
        elevation: float | None = None,
        onto: ContourMap | None = None,
        **kwargs: Any,
    ):
        self.space = space
        self.to = space.view if onto is None else space.view_onto(onto)
        for index, angle in enumerate((azimuth, elevation)):
            if angle is not None:
                self.to[index] = angle
        super().__init__(Group(), suspend_mobject_updating=False, **kwargs)

    def _setup_scene(self, scene: Any) -> None:
        seen = set(scene.get_mobject_family_members())
        self.mobject = Group(*[mobject for mobject in self.space.standing() if mobject in seen])
        super()._setup_scene(scene)

    def create_starting_mobject(self) -> Mobject:
        """The figures themselves: where they are follows from the view, no copy is needed."""
        return self.mobject

    def begin(self) -> None:
        """Remember from where the space is seen."""
        self.origin = self.space.view
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move the viewer by the rate function's share of the way."""
        self.space.look(self.origin + self.rate_func(alpha) * (self.to - self.origin))

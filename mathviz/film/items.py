"""What is drawn for one mobject, kept as it was when it was drawn.

An item is made from a mobject and knows three things: a key that changes whenever the mobject would look
different, the pixels that it can touch, and how to draw itself again without the mobject. Each draws exactly
what Manim's camera draws.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, TypeAlias

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.camera.three_d_camera import ThreeDCamera
from manim.constants import LineJointType
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.mobject.types.vectorized_mobject import VMobject
from manim.utils.space_ops import cross2d
from PIL import Image

from mathviz.film.paths import Pen, outline

__all__ = ["Cloud", "Item", "Outline", "Picture", "Rectangle", "Target", "Undrawable", "View", "kind_of"]

Rectangle: TypeAlias = tuple[int, int, int, int]
"""Pixels x0 ≤ x < x1, y0 ≤ y < y1, as (x0, y0, x1, y1)."""

Source: TypeAlias = tuple[float, float, float, float] | cairo.LinearGradient

Stroke: TypeAlias = tuple[Source, float | None]
"""What Cairo paints with, and the line's width or None to fill."""

Paint: TypeAlias = tuple[np.ndarray, float | None]

# Cairo counts in 1/256 pixels with 32 bits: beyond this an outline may come back on the other side.
_FAR = 2.0**22


class Undrawable(Exception):  # noqa: N818 (not a failure: Manim draws it)
    """Something that only Manim's own camera can draw."""


class Target:
    """Pixels, RGBA of shape (height, width, 4), and the Cairo pen that draws on them."""

    def __init__(self, pixels: np.ndarray) -> None:
        self.pixels = pixels
        height, width = pixels.shape[:2]
        surface = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, width, height)
        self.pen = Pen(cairo.Context(surface))


class View:
    """How a camera sees at one moment: all that makes a mobject that did not change look different.

    ``matrix`` carries (projected) space to pixels. ``key`` changes with the view; ``flat`` is the part of it
    that counts for what is fixed to the frame.
    """

    def __init__(self, camera: Any) -> None:
        self.camera = camera
        self._ends: dict[tuple[Any, ...], np.ndarray] = {}
        # Manim's plain camera makes its context once and keeps its matrix, whatever happens to the frame.
        self.matrix: cairo.Matrix = camera.get_cairo_context(camera.pixel_array).get_matrix()
        self.height, self.width = camera.pixel_array.shape[:2]
        m = self.matrix
        self.key: tuple[Any, ...] = (m.xx, m.xy, m.yx, m.yy, m.x0, m.y0, self.width, self.height)
        self.key += (camera.cairo_line_width_multiple, camera.frame_width, camera.frame_height)
        self.key += (np.asarray(camera.frame_center).tobytes(),)
        self.flat = self.key
        self.light: tuple[Any, ...] = ()
        self.spatial = isinstance(camera, ThreeDCamera)
        if self.spatial:
            camera.reset_rotation_matrix()
            self.key += (camera.get_rotation_matrix().tobytes(), camera.get_focal_distance())
            self.key += (camera.get_zoom(), camera.exponential_projection)
            self.light = (camera.light_source.points.tobytes(), camera.should_apply_shading)
            self.key += self.light

    def place(self, mobject: Any) -> tuple[Any, ...]:
        """What else decides where a three-dimensional camera shows ``mobject``."""
        if not self.spatial:
            return ()
        if mobject in self.camera.fixed_in_frame_mobjects:
            return (True,)
        centre = self.camera.fixed_orientation_mobjects.get(mobject)
        return () if centre is None else (np.asarray(centre()).tobytes(),)

    def ends(self, mobject: Any) -> np.ndarray:
        """Where a mobject's gradient starts and ends, in space; shape (2, 3).

        Each part of an axis in space has a function of its own for it, and all of them ask the whole axis:
        functions with the same code and the same objects at hand are asked once.
        """
        own = mobject.__dict__.get("get_gradient_start_and_end_points")
        if not isinstance(own, FunctionType):
            return np.asarray(mobject.get_gradient_start_and_end_points())
        at_hand = [cell.cell_contents for cell in own.__closure__ or ()] + list(own.__defaults__ or ())
        key = (own.__code__, *map(id, at_hand))
        if key not in self._ends:
            self._ends[key] = np.asarray(own())
        return self._ends[key]

    def pixels(self, points: np.ndarray, reach: float) -> Rectangle | None:
        """The pixels within ``reach`` (in units of space) of the hull of ``points``; None off the screen."""
        xx, yy, x0, y0 = self.matrix.xx, self.matrix.yy, self.matrix.x0, self.matrix.y0
        low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        left, right = sorted((low[0] * xx + x0, high[0] * xx + x0))
        top, bottom = sorted((low[1] * yy + y0, high[1] * yy + y0))
        if max(abs(left), abs(right), abs(top), abs(bottom)) > _FAR:
            return (0, 0, self.width, self.height)
        # Two more pixels: antialiasing, and the rounding of each coordinate.
        dx, dy = reach * abs(xx) + 2, reach * abs(yy) + 2
        return self.clip(left - dx, top - dy, right + dx, bottom + dy)

    def boxes(self, hulls: np.ndarray, reaches: list[float]) -> list[Rectangle | None]:
        """As :meth:`pixels` for each of many: their least and their greatest coordinates, (2, hulls, 2)."""
        scale = np.array([self.matrix.xx, self.matrix.yy])
        origin = np.array([self.matrix.x0, self.matrix.y0])
        ends = hulls * scale + origin
        beyond = np.array(reaches)[:, None] * np.abs(scale) + 2
        far = (np.abs(ends) > _FAR).any(axis=(0, 2)).tolist()
        low, high = (ends.min(axis=0) - beyond).tolist(), (ends.max(axis=0) + beyond).tolist()
        whole = (0, 0, self.width, self.height)
        return [whole if f else self.clip(*a, *b) for f, a, b in zip(far, low, high, strict=True)]

    def clip(self, left: float, top: float, right: float, bottom: float) -> Rectangle | None:
        """The pixels of a box that are on the screen; None when there are none."""
        x0, y0 = max(0, int(left)), max(0, int(top))
        x1, y1 = min(self.width, int(right) + 1), min(self.height, int(bottom) + 1)
        return (x0, y0, x1, y1) if right > 0 and bottom > 0 and x0 < x1 and y0 < y1 else None


@dataclass(slots=True)
class Item:
    """What is drawn for ``mobject``: nothing, unless a subclass knows better."""

    mobject: Any
    key: tuple[Any, ...]
    box: Rectangle | None = None

    @classmethod
    def look(cls, mobject: Any, view: View) -> tuple[Any, ...]:
        """A key that changes when the mobject looks different in the same view."""
        return ()

    @classmethod
    def of(cls, mobject: Any, key: tuple[Any, ...], view: View) -> Item:
        """The item of a mobject whose key is ``key``."""
        return cls(mobject, key)

    def draw(self, target: Target) -> None:
        """Draw; Cairo's matrix is the view's."""


@dataclass(slots=True)
class Outline(Item):
    """A vectorised mobject: one path, filled and stroked."""

    records: np.ndarray | None = None
    strokes: tuple[Stroke, ...] = ()

    @classmethod
    def look(cls, mobject: Any, view: View) -> tuple[Any, ...]:
        """Points, colours and pen."""
        fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        behind = mobject.get_stroke_width(True)
        key = (
            mobject.points.tobytes(),
            fill.tobytes(),
            stroke.tobytes(),
            mobject.get_stroke_width(),
            behind,
            mobject.joint_type,
            mobject.cap_style,
            *view.place(mobject),
        )
        backing = mobject.get_stroke_rgbas(True) if behind > 0 else fill
        if max(len(fill), len(stroke), len(backing)) > 1:
            # The ends of a gradient depend on the whole family's points.
            return (*key, backing.tobytes(), view.ends(mobject).tobytes())
        return (*key, backing.tobytes()) if behind > 0 else key

    @classmethod
    def of(cls, mobject: Any, key: tuple[Any, ...], view: View) -> Item:
        """The item of a vectorised mobject."""
        if mobject.get_background_image() is not None:
            raise Undrawable("an outline filled with an image")
        points = view.camera.transform_points_pre_display(mobject, mobject.points)
        paints = paints_of(mobject, view.camera)
        records = outline(mobject, points) if paints else None
        if records is None:
            return cls(mobject, key)
        strokes = tuple((source_of(mobject, rgbas, view), width) for rgbas, width in paints)
        return cls(mobject, key, view.pixels(points, reach(mobject, paints)), records, strokes)

    def draw(self, target: Target) -> None:
        """Fill and stroke the path."""
        assert self.records is not None
        context = target.pen.context
        target.pen.outline(self.records)
        for source, width in self.strokes:
            if isinstance(source, tuple):
                context.set_source_rgba(*source)
            else:
                context.set_source(source)
            if width is None:
                context.fill_preserve()
            else:
                context.set_line_width(width)
                context.set_line_join(LINE_JOIN_MAP[self.key[5]])
                context.set_line_cap(CAP_STYLE_MAP[self.key[6]])
                context.stroke_preserve()


def paints_of(mobject: Any, camera: Any) -> tuple[Paint, ...]:
    """What a mobject's path is painted with, in order: the colours, and the line's width or None to fill.

    Colours are RGBA of shape (n, 4), several for a gradient.
    """
    paints = (
        (mobject.get_stroke_width(True), camera.get_stroke_rgbas(mobject, background=True)),
        (None, camera.get_fill_rgbas(mobject)),
        (mobject.get_stroke_width(), camera.get_stroke_rgbas(mobject)),
    )
    return tuple(
        (rgbas, None if width is None else width * camera.cairo_line_width_multiple)
        for width, rgbas in paints
        if width != 0 and (rgbas[:, 3] > 0).any()
    )


def reach(mobject: Any, paints: Sequence[Paint] | Sequence[Stroke]) -> float:
    """How far beyond the hull of its points a path is painted, in units of space.

    Cairo draws a mitre up to ten half-widths long, then bevels; a square cap reaches √2 half-widths.
    """
    mitred = LINE_JOIN_MAP[mobject.joint_type] == LINE_JOIN_MAP[LineJointType.MITER]
    return float(max(width or 0.0 for _, width in paints) * (5 if mitred else 0.75))


def source_of(mobject: Any, rgbas: np.ndarray, view: View) -> Source:
    """What Cairo paints with: a colour, or a gradient between the mobject's ends."""
    if len(rgbas) == 1:
        return bgra(rgbas)[0]
    ends = view.camera.transform_points_pre_display(mobject, view.ends(mobject))
    return gradient(rgbas, *(coordinate for end in ends for coordinate in end[:2]))


def bgra(rgbas: np.ndarray) -> list[tuple[float, float, float, float]]:
    """Colours for Cairo, whose pixels are BGRA where Manim's are RGBA, so that red and blue change places."""
    return [(blue, green, red, alpha) for red, green, blue, alpha in rgbas.tolist()]


@functools.cache
def _offsets(count: int) -> list[float]:
    offsets: list[float] = np.linspace(0, 1, count).tolist()
    return offsets


def gradient(rgbas: np.ndarray, x0: float, y0: float, x1: float, y1: float) -> cairo.LinearGradient:
    """Colours spread evenly from one point to another."""
    source = cairo.LinearGradient(x0, y0, x1, y1)
    for offset, colour in zip(_offsets(len(rgbas)), bgra(rgbas), strict=True):
        source.add_color_stop_rgba(offset, *colour)
    return source


def _on_screen(mobject: Any, camera: Any) -> tuple[Image.Image, int, int] | None:
    """An image mobject's image as it is seen, and where its upper left corner is; None if it can't be seen.

    The rule is that of ``Camera.display_image_mobject`` in Manim 0.22, which lays the result over the frame.
    """
    image = Image.fromarray(mobject.get_pixel_array())
    corners = camera.points_to_subpixel_coords(mobject, mobject.points)
    whole = corners.astype(np.int64)
    x, y = origin = whole.min(axis=0)
    corners, whole = corners - origin, whole - origin
    # Around the outline: upper left, upper right, lower right, lower left.
    around = corners[[0, 1, 3, 2]]
    sides = np.roll(around, -1, axis=0) - around
    lengths = np.linalg.norm(sides, axis=1)
    longest = int(np.argmax(lengths))
    if lengths[longest] == 0:
        return None
    if abs(cross2d(sides[longest], sides[longest - 1])) / lengths[longest] < 0.5:
        return None
    # The perspective that takes each corner seen (x, y) to the image's own (u, v).
    rows = []
    size = image.width, image.height
    for (x_seen, y_seen), (u, v) in zip(corners, [(0, 0), (size[0], 0), (0, size[1]), size], strict=True):
        rows.append([x_seen, y_seen, 1, 0, 0, 0, -u * x_seen, -u * y_seen])
        rows.append([0, 0, 0, x_seen, y_seen, 1, -v * x_seen, -v * y_seen])
    ends = np.array([0, 0, size[0], 0, 0, size[1], *size], float)
    try:
        perspective = np.linalg.solve(np.array(rows, float), ends)
    except np.linalg.LinAlgError:
        return None
    seen = image.transform(
        tuple(whole.max(axis=0).tolist()),
        Image.Transform.PERSPECTIVE,
        perspective.tolist(),
        mobject.resampling_algorithm,
    )
    return seen, int(x), int(y)


@dataclass(slots=True)
class Picture(Item):
    """An image mobject."""

    image: Image.Image | None = None

    @classmethod
    def look(cls, mobject: Any, view: View) -> tuple[Any, ...]:
        """Corners and pixels."""
        pixels = mobject.get_pixel_array()
        algorithm = mobject.resampling_algorithm
        return (mobject.points.tobytes(), pixels.tobytes(), pixels.shape, algorithm, *view.place(mobject))

    @classmethod
    def of(cls, mobject: Any, key: tuple[Any, ...], view: View) -> Item:
        """The item of an image mobject."""
        found = _on_screen(mobject, view.camera)
        if found is None:
            return cls(mobject, key)
        image, x, y = found
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(view.width, x + image.width), min(view.height, y + image.height)
        if x0 >= x1 or y0 >= y1:
            return cls(mobject, key)
        return cls(mobject, key, (x0, y0, x1, y1), image.crop((x0 - x, y0 - y, x1 - x, y1 - y)))

    def draw(self, target: Target) -> None:
        """Lay the image over the pixels."""
        assert self.box is not None and self.image is not None
        x0, y0, x1, y1 = self.box
        region = target.pixels[y0:y1, x0:x1]
        region[:] = Image.alpha_composite(Image.fromarray(np.ascontiguousarray(region)), self.image)


@dataclass(slots=True)
class Cloud(Item):
    """A cloud of points: squares of pixels."""

    camera: Any = None
    points: np.ndarray | None = None
    rgbas: np.ndarray | None = None
    thickness: float = 0.0

    @classmethod
    def look(cls, mobject: Any, view: View) -> tuple[Any, ...]:
        """Points, colours and width."""
        place = view.place(mobject)
        return (mobject.points.tobytes(), mobject.rgbas.tobytes(), mobject.stroke_width, *place)

    @classmethod
    def of(cls, mobject: Any, key: tuple[Any, ...], view: View) -> Item:
        """The item of a cloud of points."""
        camera = view.camera
        pixels = camera.points_to_pixel_coords(mobject, mobject.points)
        thickness = camera.adjusted_thickness(mobject.stroke_width)
        reach = abs(thickness) + 1
        (left, top), (right, bottom) = pixels.min(axis=0) - reach, pixels.max(axis=0) + reach
        box = view.clip(left, top, right, bottom)
        return cls(mobject, key, box, camera, mobject.points.copy(), mobject.rgbas.copy(), thickness)

    def draw(self, target: Target) -> None:
        """Set the pixels."""
        self.camera.display_point_cloud(self.mobject, self.points, self.rgbas, self.thickness, target.pixels)


def kind_of(mobject: Any) -> type[Item]:
    """The kind of item that shows a mobject, in the order in which Manim's camera decides it."""
    if isinstance(mobject, VMobject):
        return Outline
    if isinstance(mobject, PMobject):
        return Cloud
    return Picture if isinstance(mobject, AbstractImageMobject) else Item

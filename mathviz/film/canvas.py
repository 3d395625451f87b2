"""What draws a frame: only what changed since the frame before, and exactly as Manim would draw it all.

A frame is two layers, as in Manim: what stands still during a play is drawn once, and each frame is drawn
over it. A layer remembers what it shows (a list of items). When the list changes, the boxes of what came,
went or changed place are marked on a grid of 16 × 16 pixels; the marked pixels are restored from below, and
whatever reaches into them is drawn again, in order. The others hold what a full drawing would put there.

Nothing is clipped while drawing: a clip changes how Cairo strokes. Where an item reaches beyond the marked
pixels, drawing goes to a scratch surface, and only the marked pixels are copied.

What can't be drawn from a list (a camera of unknown kind, an outline filled with an image) is left to Manim's
camera, layer by layer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim.camera.camera import Camera
from manim.camera.moving_camera import MovingCamera
from manim.camera.multi_camera import MultiCamera
from manim.camera.three_d_camera import ThreeDCamera
from manim.utils.iterables import list_difference_update

from mathviz.film.flat import flat_outlines
from mathviz.film.items import Item, Outline, Rectangle, Target, Undrawable, View, kind_of
from mathviz.film.mesh import Centres, faces
from mathviz.film.rasteriser import is_built
from mathviz.film.surfaces import Run, Surfaces
from mathviz.film.tiles import TILE, rectangles

__all__ = ["SURFACES", "Canvas", "watched"]

SURFACES = ("exact", "fast")
"""How faces in space are drawn: as Manim draws them, or so that they look equal."""
_MOST = 0.6
"""Where more than this of a picture changes, all of it is drawn: that needs no scratch surface."""
_KNOWN = (Camera, MovingCamera, MultiCamera, ThreeDCamera)


class _Watched:
    """A camera that counts how often somebody drew with it."""

    drawings = 0

    def set_pixel_array(self, *args: Any, **kwargs: Any) -> None:
        self.drawings += 1
        super().set_pixel_array(*args, **kwargs)  # type: ignore[misc]

    def capture_mobjects(self, *args: Any, **kwargs: Any) -> None:
        self.drawings += 1
        super().capture_mobjects(*args, **kwargs)  # type: ignore[misc]


def watched(camera: Any) -> Any:
    """Let a camera tell when a scene draws with it, behind the canvas's back; the same camera."""
    kind = type(camera)
    if not isinstance(camera, _Watched):
        camera.__class__ = type(kind.__name__, (_Watched, kind), {"__module__": kind.__module__})
    return camera


class _Layer:
    """Pixels, and the list of items that they show over the pixels below."""

    def __init__(self, pixels: np.ndarray, surfaces: Surfaces | None) -> None:
        self.target = Target(pixels)
        self.surfaces = surfaces
        self.items: dict[int, Item] = {}
        self.view: tuple[Any, ...] | None = None
        self.flat: tuple[Any, ...] = ()

    @property
    def pixels(self) -> np.ndarray:
        """RGBA of shape (height, width, 4)."""
        return self.target.pixels


class Canvas:
    """Draws the frames of a scene with the scene's camera.

    Parameters
    ----------
    camera
        A Cairo camera made by :func:`watched`; its ``pixel_array`` shows the last frame.
    surfaces
        One of :data:`SURFACES`.

    Attributes
    ----------
    fallbacks
        How many layers Manim's camera drew in full, by the reason.
    left
        How many faces were left to Cairo where surfaces are to be drawn fast, by the reason.
    """

    def __init__(self, camera: Any, surfaces: str = "exact") -> None:
        self.camera = camera
        self.fallbacks: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self._fast = surfaces == "fast" and is_built()
        self._known = type(camera).__bases__[-1] in _KNOWN and camera.image_mode == "RGBA"
        self._start()

    def _start(self) -> None:
        pixels = self.camera.pixel_array
        self._height, self._width = pixels.shape[:2]
        self._below, self._above = (
            _Layer(own, Surfaces(self.left) if self._fast else None)
            for own in (np.zeros_like(pixels), pixels)
        )
        self._scratch = Target(np.zeros_like(pixels))
        self._background = (self.camera.background, self.camera.background.copy())
        self._bare = False
        self._centres = Centres()
        # What changed below since the frame before, and where the layer changed that was drawn last.
        self._stale = self._all()
        self._changed: Sequence[Rectangle] = ()
        self._drawings = self.camera.drawings

    def _all(self) -> np.ndarray:
        return np.ones((-(-self._height // TILE), -(-self._width // TILE)), bool)

    @property
    def pixels(self) -> np.ndarray:
        """The last frame, RGBA of shape (height, width, 4)."""
        return self._above.pixels

    @property
    def standing(self) -> np.ndarray | None:
        """What stands still under the frames; None if nothing does."""
        return None if self._bare else self._below.pixels

    def stand(self, mobjects: Iterable[Any]) -> None:
        """Draw what stands still under the next frames."""
        self._heed()
        mobjects = list(mobjects)
        if isinstance(self.camera, MultiCamera) and mobjects:
            self.camera.reset()
        background = self.camera.background
        known = np.array_equal(background, self._background[1])
        if not known or background is not self._background[0]:
            self._background = (background, background.copy())
        self._stale |= self._update(self._below, mobjects, background, None if known else self._all())
        self._bare = not mobjects
        self._drawings = self.camera.drawings

    def frame(self, mobjects: Iterable[Any]) -> Sequence[Rectangle] | None:
        """Draw a frame; the rectangles that changed since the one before, None if that can't be said."""
        self._heed()
        if self._bare and self.camera.background is not self._background[0]:
            self.stand([])
        changed = self._update(self._above, list(mobjects), self._below.pixels, self._stale)
        self._stale = np.zeros_like(self._stale)
        self._drawings = self.camera.drawings
        return None if changed.all() else self._changed

    def _heed(self) -> None:
        """Start anew when the camera's pixels are others, or the scene drew on them."""
        if self.camera.pixel_array is not self._above.pixels:
            self._start()
        elif self.camera.drawings != self._drawings:
            self._above.view = None

    def _update(
        self, layer: _Layer, mobjects: list[Any], below: np.ndarray, stale: np.ndarray | None
    ) -> np.ndarray:
        """Bring a layer to the picture of ``mobjects``; the tiles that were drawn anew."""
        if not self._known:
            return self._by_camera(layer, mobjects, below, f"a camera of class {type(self.camera).__name__}")
        if isinstance(self.camera, MultiCamera) and (mobjects or layer is self._above):
            self._draw_insets(mobjects)
        view = View(self.camera)
        fresh = view.key == layer.view
        try:
            items = self._items(display_list(mobjects, self.camera), layer, view, fresh)
        except Undrawable as reason:
            return self._by_camera(layer, mobjects, below, str(reason))
        if layer.view is None:
            tiles = self._all()
        else:
            tiles = np.zeros_like(self._stale) if stale is None else stale.copy()
            boxes = list(_differing(layer.items, items))
            for x0, y0, x1, y1 in map(_tiles, boxes if fresh else _hull(boxes)):
                tiles[y0:y1, x0:x1] = True
        count = np.count_nonzero(tiles)
        if count > _MOST * tiles.size:
            tiles = self._all()
        layer.items, layer.view, layer.flat = items, view.key, view.flat
        self._changed = rectangles(tiles, (self._width, self._height)) if count else ()
        if count:
            self._draw(layer, below, tiles, view)
        return tiles

    def _items(self, mobjects: list[Any], layer: _Layer, view: View, fresh: bool) -> dict[int, Item]:
        """An item for each mobject by its id, the old one where the mobject looks the same."""
        old = layer.items
        mobjects = self._arranged(mobjects, layer, view, fresh)
        still = self._fixed() if view.spatial and layer.flat == view.flat else set()
        items: dict[int, Item] = {}
        outlines: list[tuple[Any, tuple[Any, ...]]] = []
        for mobject in mobjects:
            if isinstance(mobject, Run):
                items[id(mobject)] = mobject
                continue
            kind = kind_of(mobject)
            key = kind.look(mobject, view)
            item = old.get(id(mobject))
            if item is None or item.key != key or not (fresh or mobject in still):
                if kind is Outline:
                    outlines.append((mobject, key))
                    item = Item(mobject, key)
                else:
                    item = kind.of(mobject, key, view)
            items[id(mobject)] = item
        if outlines:
            made = (
                faces(outlines, view, old)
                if view.spatial
                else flat_outlines(outlines, view, old if fresh else {})
            )
            items |= {id(item.mobject): item for item in made}
        return items

    def _arranged(self, mobjects: list[Any], layer: _Layer, view: View, fresh: bool) -> list[Any]:
        """A display list in the order of drawing, with runs of faces in the place of their mobjects."""
        if layer.surfaces is not None:
            return layer.surfaces.arrange(mobjects, view, fresh)
        return _by_depth(mobjects, self.camera, self._centres) if view.spatial else mobjects

    def _fixed(self) -> set[Any]:
        """What looks the same wherever the camera moves in space."""
        return {m for m in self.camera.fixed_in_frame_mobjects if not getattr(m, "shade_in_3d", False)}

    def _draw(self, layer: _Layer, below: np.ndarray, tiles: np.ndarray, view: View) -> None:
        """Restore the marked tiles from below, and draw again what reaches into them."""
        drawn, inside = _reaching(layer.items.values(), tiles)
        areas = self._changed
        target = layer.target if inside else self._scratch
        _copy(below, target.pixels, areas)
        target.pen.context.set_matrix(view.matrix)
        for item in drawn:
            item.draw(target)
        if not inside:
            _copy(target.pixels, layer.pixels, areas)

    def _by_camera(self, layer: _Layer, mobjects: list[Any], below: np.ndarray, reason: str) -> np.ndarray:
        """Let Manim's camera draw a layer in full."""
        self.fallbacks[reason] += 1
        if layer is self._below and mobjects:
            self.camera.reset()
        else:
            self.camera.set_frame_to_background(below)
        if mobjects or layer is self._above:
            self.camera.capture_mobjects(mobjects)
        if layer is self._below:
            np.copyto(layer.pixels, self.camera.pixel_array)
            # The camera drew it where the frame stands.
            self._above.view = None
        layer.items, layer.view = {}, None
        return self._all()

    def _draw_insets(self, mobjects: list[Any]) -> None:
        """What Manim's camera with several views does before it draws its own."""
        self.camera.update_sub_cameras()
        for inset in self.camera.image_mobjects_from_cameras:
            seen = mobjects
            if not self.camera.allow_cameras_to_capture_their_own_display:
                seen = list_difference_update(mobjects, inset.get_family())
            inset.camera.capture_mobjects(seen)


def _tiles(box: Rectangle) -> Rectangle:
    """The tiles that a box of pixels touches."""
    x0, y0, x1, y1 = box
    return x0 // TILE, y0 // TILE, -(-x1 // TILE), -(-y1 // TILE)


def _hull(boxes: list[Rectangle]) -> list[Rectangle]:
    """One box around all: when everything moves, many small ones cost more."""
    if not boxes:
        return []
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return [(min(x0), min(y0), max(x1), max(y1))]


def _reaching(items: Iterable[Item], tiles: np.ndarray) -> tuple[list[Item], bool]:
    """The items that reach into the marked tiles, and whether they reach nowhere else."""
    seen = [item for item in items if item.box is not None]
    if not seen or tiles.all():
        return seen, True
    # How many marked tiles lie above and to the left of each corner: four of them count those in a box.
    marked = np.zeros((tiles.shape[0] + 1, tiles.shape[1] + 1), np.intp)
    marked[1:, 1:] = tiles.cumsum(axis=0).cumsum(axis=1)
    x0, y0, x1, y1 = np.array([_tiles(item.box) for item in seen if item.box is not None]).T
    count = marked[y1, x1] - marked[y0, x1] - marked[y1, x0] + marked[y0, x0]
    reaching = count > 0
    inside = bool((count == (x1 - x0) * (y1 - y0))[reaching].all())
    return [item for item, reaches in zip(seen, reaching.tolist(), strict=True) if reaches], inside


def display_list(mobjects: list[Any], camera: Any) -> list[Any]:
    """The members with points of the families of ``mobjects``, in the order in which Manim draws them.

    Of several occurrences the last one counts, in one walk from the end.
    """
    seen: set[int] = set()
    members: list[Any] = []

    def walk(mobject: Any) -> None:
        if id(mobject) in seen:
            return
        seen.add(id(mobject))
        for part in reversed(mobject.submobjects):
            if part.submobjects:
                walk(part)
            elif id(part) not in seen:  # most members have no parts: not worth a call
                seen.add(id(part))
                if len(part.points):
                    members.append(part)
        if len(mobject.points):
            members.append(mobject)

    for mobject in reversed(mobjects):
        walk(mobject)
    members.reverse()
    if camera.use_z_index and any(mobject.z_index for mobject in members):
        members.sort(key=lambda mobject: mobject.z_index)
    return members


def _by_depth(members: list[Any], camera: Any, centres: Centres) -> list[Any]:
    """Far ones first; what is not shaded comes last, in its own order."""
    towards = camera.get_rotation_matrix().T
    shaded = [mobject for mobject in members if getattr(mobject, "shade_in_3d", False)]
    # One product for each: together they would be rounded otherwise, and faces as far as each other swap.
    depths = {
        id(mobject): np.dot(centre, towards)[2]
        for mobject, centre in zip(shaded, centres.of(shaded), strict=True)
    }
    return sorted(members, key=lambda mobject: depths.get(id(mobject), np.inf))


def _differing(old: dict[int, Item], new: dict[int, Item]) -> Iterable[Rectangle]:
    """The boxes of items that came, went, or changed their place in the order."""
    gone = [item for name, item in old.items() if new.get(name) is not item]
    come = [item for name, item in new.items() if old.get(name) is not item]
    stayed = {name: place for place, name in enumerate(old) if new.get(name) is old[name]}
    places = [stayed[name] for name in new if name in stayed]
    moved = set(places) - _longest_rising(places)
    strayed = [old[name] for name, place in stayed.items() if place in moved]
    return [item.box for item in (*gone, *come, *strayed) if item.box is not None]


def _longest_rising(places: list[int]) -> set[int]:
    """The members of a longest rising subsequence (Fredman 1975): what need not be drawn again."""
    if all(a < b for a, b in pairwise(places)):
        return set(places)
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    members: set[int] = set()
    place_or_none: int | None = tails[-1]
    while place_or_none is not None:
        members.add(place_or_none)
        place_or_none = before[place_or_none]
    return members


def _copy(source: np.ndarray, target: np.ndarray, areas: Sequence[Rectangle]) -> None:
    for x0, y0, x1, y1 in areas:
        target[y0:y1, x0:x1] = source[y0:y1, x0:x1]

"""What a frame would show, told by a digest: which pieces of a film need not be drawn again.

A frame is decided by what is on the stage (points, colours, pens, their order) and by how the camera sees it.
A canvas knows all that before it draws; two frames with the same look have the same pixels.
"""

from __future__ import annotations

import hashlib
from typing import Any

from mathviz.film.canvas import Canvas, _Layer
from mathviz.film.items import Item, Outline, Undrawable, View, kind_of
from mathviz.film.surfaces import Run

__all__ = ["Glance", "Looking"]


class Looking(Canvas):
    """A canvas that can say what its last frame looks like."""

    def _start(self) -> None:
        super()._start()
        self._digests: dict[int, tuple[Item, bytes]] = {}
        self._ground: tuple[Any, bytes] = (None, b"")

    @property
    def look(self) -> bytes:
        """A digest of the last frame: of what stands still below it, and of what is drawn over that."""
        kept: dict[int, tuple[Item, bytes]] = {}
        whole = hashlib.blake2b(self._background_look(), digest_size=16)
        for layer in (self._below, self._above):
            whole.update(self._layer_look(layer, kept))
        self._digests = kept
        return whole.digest()

    def _background_look(self) -> bytes:
        copy = self._background[1]
        if self._ground[0] is not copy:
            self._ground = (copy, _digest(copy.tobytes(), copy.shape))
        return self._ground[1]

    def _layer_look(self, layer: _Layer, kept: dict[int, tuple[Item, bytes]]) -> bytes:
        if layer.view is None:  # Manim's camera drew it: only the pixels tell
            return _digest(layer.pixels.tobytes())
        look = hashlib.blake2b(_digest(*layer.view), digest_size=16)
        spatial = getattr(self.camera, "light_source", None) is not None
        for item in layer.items.values():
            known = self._digests.get(id(item))
            if known is None or known[0] is not item:
                shaded = getattr(item.mobject, "shade_in_3d", False) if spatial else False
                known = (item, _digest(kind_of(item.mobject).__name__, shaded, *item.key))
            kept[id(item)] = known
            look.update(known[1])
        return look.digest()


def _digest(*parts: Any) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


class Glance(Looking):
    """A canvas that only looks: it draws nothing but what cannot be told without drawing."""

    def _items(self, mobjects: list[Any], layer: _Layer, view: View, fresh: bool) -> dict[int, Item]:
        items: dict[int, Item] = {}
        for mobject in self._arranged(mobjects, layer, view, fresh):
            if isinstance(mobject, Run):
                items[id(mobject)] = mobject
                continue
            kind = kind_of(mobject)
            if kind is Outline and mobject.get_background_image() is not None:
                raise Undrawable("an outline filled with an image")
            key = kind.look(mobject, view)
            item = layer.items.get(id(mobject))
            items[id(mobject)] = item if item is not None and item.key == key else Item(mobject, key)
        return items

    def _draw(self, *_: Any) -> None:
        pass

"""Where things stand: the regions of the frame, and the verbs that put things into them.

The frame is 14.2 × 8 units. The title stands at the top, the board takes the middle left, a side column the
right, and a strip at the bottom stays free for captions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup

from mathviz.stage.errors import AuthorError

__all__ = ["BOARD", "CAPTIONS", "FULL", "SIDE", "TITLE", "Region"]


_EDGES = {"top": UP, "bottom": DOWN, "left": LEFT, "right": RIGHT, "centre": None}


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in units: its left, bottom, right and top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in units."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in units."""
        return self.top - self.bottom

    @property
    def centre(self) -> np.ndarray:
        """The middle, as a point of the frame."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def place(self, mobject: Mobject, *, at: str = "centre", fit: bool = True) -> Mobject:
        """Put a thing into the region: ``at`` is "centre" or words like "top", "bottom left".

        What is too large is made smaller to fit, unless ``fit`` is false.
        """
        if fit:
            self.fit(mobject)
        mobject.move_to(self.centre)
        for word in at.split():
            if word not in _EDGES:
                raise AuthorError(f"no place {word!r} in a region; the places are {', '.join(_EDGES)}")
            direction = _EDGES[word]
            if direction is not None:
                axis = int(np.abs(direction).argmax())
                target = getattr(self, word)
                mobject.shift(abs(direction) * (target - mobject.get_edge_center(direction)[axis]))
        return mobject

    def fit(self, mobject: Mobject) -> Mobject:
        """Make a thing smaller, if need be, until it fits."""
        factor = min(1.0, self.width / max(mobject.width, 1e-9), self.height / max(mobject.height, 1e-9))
        return mobject.scale(factor) if factor < 1 else mobject

    def stack(self, *mobjects: Mobject, gap: float = 0.35, at: str = "top", align: str = "left") -> VGroup:
        """Put things below one another, first on top, and the stack into the region."""
        edge = {"left": LEFT, "right": RIGHT, "centre": np.zeros(3)}[align]
        group = VGroup(*mobjects).arrange(DOWN, buff=gap, aligned_edge=edge)
        self.place(group, at=at if align == "centre" else f"{at} {align}".replace("centre ", ""))
        return group

    def split(self, *shares: float, gap: float = 0.4) -> tuple[Region, ...]:
        """Cut into columns, left to right, with widths in the given proportions."""
        width = self.width - gap * (len(shares) - 1)
        columns, left = [], self.left
        for share in shares:
            right = left + width * share / sum(shares)
            columns.append(Region(left, self.bottom, right, self.top))
            left = right + gap
        return tuple(columns)

    def rows(self, *shares: float, gap: float = 0.3) -> tuple[Region, ...]:
        """Cut into rows, top to bottom, with heights in the given proportions."""
        height = self.height - gap * (len(shares) - 1)
        rows, top = [], self.top
        for share in shares:
            bottom = top - height * share / sum(shares)
            rows.append(Region(self.left, bottom, self.right, top))
            top = bottom - gap
        return tuple(rows)

    def contains(self, mobject: Mobject, slack: float = 1e-6) -> bool:
        """Whether a thing lies wholly inside."""
        low, high = mobject.get_corner(DOWN + LEFT), mobject.get_corner(UP + RIGHT)
        return bool(
            low[0] >= self.left - slack
            and low[1] >= self.bottom - slack
            and high[0] <= self.right + slack
            and high[1] <= self.top + slack
        )


TITLE = Region(-6.75, 3.25, 6.75, 3.8)
BOARD = Region(-6.75, -2.75, 2.35, 3.0)
SIDE = Region(2.75, -2.75, 6.75, 3.0)
FULL = Region(-6.75, -2.75, 6.75, 3.0)
CAPTIONS = Region(-6.75, -3.9, 6.75, -2.95)

"""A number that counts while the learner watches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, MathTypst, VGroup

from mathviz.stage.typesetting import Size, font_size
from mathviz.theme import Role, Theme

__all__ = ["Counter"]


class Counter(VGroup):
    """A decimal number in figures of equal width, so that nothing jitters; a true minus sign.

    ``value`` is a number, or a function that is asked again at each frame. The left edge stays where it is.
    """

    def __init__(
        self,
        value: float | Callable[[], float],
        theme: Theme,
        *,
        decimals: int = 2,
        size: Size = "formula",
        role: Role = "ink",
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.decimals = decimals
        self.submobjects: list[MathTypst]
        self._last_height = 1.0
        self._font_size, self._colour = font_size(size), theme.colour(role)
        self._glyphs: dict[str, MathTypst] = {}
        zero = self._glyph("0")
        self._advance, self._figure_height = zero.width * 1.12, zero.height
        self._scale = 1.0
        self._text = ""
        self.set_value(value() if callable(value) else value)
        if callable(value):
            self.add_updater(lambda counter: counter.set_value(value()))

    def _glyph(self, character: str) -> MathTypst:
        if character not in self._glyphs:
            source = "minus" if character == "−" else f'"{character}"'
            self._glyphs[character] = MathTypst(source, font_size=self._font_size, color=self._colour)
        return self._glyphs[character].copy()

    def shown(self, value: float) -> str:
        """The figures that stand for a value: rounded, without a minus before a rounded zero."""
        text = f"{value:.{self.decimals}f}"
        return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")

    def set_value(self, value: float) -> Counter:
        """Show another value."""
        text = self.shown(value)
        if text == self._text:
            return self
        self._text = text
        corner = self.get_corner(DOWN + LEFT) if self.submobjects else None
        if self.submobjects:
            self._scale = self[-1].height / self._last_height
        pen = 0.0
        figures = []
        for character in text:
            glyph = self._glyph(character)
            self._last_height = glyph.height
            advance = self._advance * {".": 0.55, "−": 1.25}.get(character, 1.0)
            rise = self._figure_height / 2 if character == "−" else glyph.height / 2
            if character == ",":
                rise = 0.0
            glyph.move_to(np.array([pen + advance / 2, rise, 0.0]))
            pen += advance
            figures.append(glyph)
        outlines = self.family_members_with_points()
        style = (outlines[-1].get_fill_color(), outlines[-1].get_fill_opacity()) if outlines else None
        # Manim lists what moves once a play: the old figures are still in that list and must not be seen.
        for outline in outlines:
            outline.clear_points()
        self.submobjects = []
        self.add(*figures)
        if style is not None:
            self.set_fill(style[0], opacity=style[1])
        self.scale(self._scale)
        if corner is not None:
            self.shift(corner - self.get_corner(DOWN + LEFT))
        return self

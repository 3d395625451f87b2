"""The backing on which words stand where lines would run through them."""

from __future__ import annotations

from typing import Any

from manim import BackgroundRectangle, Mobject

from mathviz.theme import Theme

__all__ = ["Backing"]


class Backing(BackgroundRectangle):
    """A sheet of the background's colour behind a thing; it keeps its colour when the thing is coloured."""

    _made = False

    def __init__(self, mobject: Mobject, theme: Theme, *, margin: float, opacity: float):
        super().__init__(mobject, color=theme.background, fill_opacity=opacity, buff=margin)
        self._made = True

    def set_fill(self, color: Any = None, opacity: float | None = None, family: bool = True) -> Any:
        """Change the opacity alone: what colours or points at the words must not paint what is behind."""
        return super().set_fill(None if self._made else color, opacity, family)

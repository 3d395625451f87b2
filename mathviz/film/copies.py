"""Cheaper copies: what nobody changes is shared when Manim copies a mobject.

Manim deep-copies at the start of each animation and of each updater's step. Most of that time goes into the
parsed outline that every glyph keeps (``svgelements`` paths and their points, never read again) and into
colours, which are values.
"""

from __future__ import annotations

from typing import Any

import svgelements
from manim import ManimColor

__all__ = ["share_values"]


def _itself(value: Any, memo: dict[int, Any]) -> Any:
    return value


def share_values() -> None:
    """Let deep copies share outlines and colours, in this process."""
    for kind in (svgelements.Path, svgelements.Point, svgelements.Color, ManimColor):
        kind.__deepcopy__ = _itself

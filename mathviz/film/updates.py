"""Cheaper updating: what can't change is not asked.

For each frame Manim calls all parts of all mobjects, and asks each updater anew what
its parameters are called. Most parts, as glyphs, have neither parts nor updaters.
"""

from __future__ import annotations

import inspect
from types import FunctionType
from typing import Any

from manim.mobject.mobject import Mobject

__all__ = ["MANIMS", "pass_over_leaves"]

MANIMS = Mobject.update
"""What is replaced."""


def _wants_time(updater: Any) -> bool:
    if type(updater) is FunctionType and not updater.__dict__:
        code = updater.__code__
        rest = sum(bool(code.co_flags & flag) for flag in (inspect.CO_VARARGS, inspect.CO_VARKEYWORDS))
        return "dt" in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + rest]
    return "dt" in inspect.signature(updater).parameters


def _update(self: Any, dt: float = 0, recursive: bool = True) -> Any:
    """``Mobject.update`` of Manim 0.22, without calls that would do nothing."""
    if self.updating_suspended:
        return self
    for updater in self.updaters:
        if _wants_time(updater):
            updater(self, dt)
        else:
            updater(self)
    if recursive:
        for part in self.submobjects:
            if part.submobjects or part.updaters or type(part).update is not _update:
                part.update(dt, recursive=recursive)
    return self


def pass_over_leaves() -> None:
    """Let all mobjects update like that, in this process."""
    Mobject.update = _update

"""Mistakes that an author can make, told with the file and line of the lecture where they were made."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

from mathviz.errors import MathvizError

__all__ = ["AuthorError", "author_place"]

# Whose code is no author's: mathviz, the installed packages, Python itself.
_LIBRARIES = (
    str(Path(__file__).resolve().parents[1]),
    *(sysconfig.get_path(kind) for kind in ("purelib", "platlib", "stdlib")),
    "<",
)


def author_place() -> tuple[str, int]:
    """File and line of the innermost running frame that is an author's."""
    frame = sys._getframe(1)
    last = ("", 0)
    while frame is not None:
        name = frame.f_code.co_filename
        last = (name, frame.f_lineno)
        if not name.startswith(_LIBRARIES):
            return last
        if frame.f_back is None:
            break
        frame = frame.f_back
    return last


class AuthorError(MathvizError):
    """A lecture asks for something that cannot be: says what, where, and what to do instead."""

    def __init__(self, message: str) -> None:
        file, line = author_place()
        super().__init__(message, file=file, line=line)

"""The errors that a user can mend: shown as one sentence with its place, never as a traceback."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["MathvizError", "shown_path"]


class MathvizError(Exception):
    """A mistake in a lecture, in the configuration or in the set-up, with the place to mend if it is known.

    Subclasses set ``exit_code``: 1 for a lecture or a set-up that fails, 2 for wrong usage or configuration.
    """

    exit_code = 1

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        """Keep the sentence, and the file and line (counted from 1) that it is about."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """The sentence, led by ``file:line:`` if the file is known."""
        if not self.file:
            return self.message
        line = "" if self.line is None else f":{self.line}"
        return f"{shown_path(Path(self.file))}{line}: {self.message}"


def shown_path(path: Path) -> str:
    """The path as seen from the working directory, if it lies below it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative

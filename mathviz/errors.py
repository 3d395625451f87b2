"""The errors that a user can mend: shown as one sentence with its place, never as a traceback."""

from __future__ import annotations

__all__ = ["MathvizError"]


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
        """The sentence, led by ``file:line:`` as far as they are known."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return f"{place}: {self.message}" if place else self.message

"""A question to the learner: asked aloud, answered later in the same lecture."""

from __future__ import annotations

from dataclasses import dataclass

from mathviz.stage.errors import AuthorError

__all__ = ["Question"]


@dataclass(frozen=True)
class Question:
    """A prompt with its choices; ``answer`` is the index of the right one.

    ``explanations`` says of each choice why it is right or what it overlooks. Prompt and choices may hold
    ``[shown](said)`` as narration does.
    """

    prompt: str
    choices: tuple[str, ...]
    answer: int
    explanations: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in ("choices", "explanations"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not 2 <= len(self.choices) <= 4:
            raise AuthorError(f"a question has two to four choices; this one has {len(self.choices)}")
        if not 0 <= self.answer < len(self.choices):
            raise AuthorError(
                f"answer must be the index of a choice, 0 to {len(self.choices) - 1}; got {self.answer}"
            )
        if len(self.explanations) != len(self.choices):
            raise AuthorError("a question explains each choice: as many explanations as choices")

"""Named outcomes: how a computation ended, each with a sentence that a lecture can say."""

from __future__ import annotations

from enum import Enum

__all__ = ["Outcome"]


class Outcome(Enum):
    """Base of the outcomes of one algorithm: the member's name is the verdict, its value the sentence.

    A path that fails (diverges, meets a saddle or a zero pivot) is lecture material: it is returned as a
    record with such an outcome, not raised.
    """

    @property
    def sentence(self) -> str:
        """What happened, as one sentence for a learner."""
        return str(self.value)

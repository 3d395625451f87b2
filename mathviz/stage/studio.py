"""What a lecture is given to be made with: its name, a voice, a theme, a seed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mathviz.theme import DEFAULT, Theme
from mathviz.voice import SilentVoice, Speech, SpeechStore, Utterance, Voice

__all__ = ["Studio"]


@dataclass(frozen=True)
class Studio:
    """One lecture's surroundings. The default one is silent and needs no files: for tests and first tries.

    ``typeset`` is the folder of a store that keeps what was typeset. The pauses are in seconds. ``seed`` is
    the course's: together with the lecture's id it fixes the lecture's random numbers.
    """

    lecture: str = "untitled"
    title: str = "Untitled"
    language: str = "en"
    voice: Voice = field(default_factory=SilentVoice)
    store: SpeechStore | None = None
    typeset: Path | None = None
    theme: Theme = DEFAULT
    seed: int = 0
    sentence_pause: float = 0.30
    paragraph_pause: float = 0.60

    def rng(self) -> np.random.Generator:
        """A fresh generator that depends only on the course's seed and the lecture's id."""
        digest = hashlib.sha256(f"{self.seed}:{self.lecture}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:16], "big"))

    def speak(self, sentence: Utterance) -> tuple[str, Speech]:
        """The sound of a sentence and its key in the store (empty without one)."""
        if self.store is None:
            return "", self.voice.speak(sentence)
        stored = self.store.speak(self.voice, sentence)
        return stored.key, stored.speech

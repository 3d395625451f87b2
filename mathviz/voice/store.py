"""Spoken sentences in the store, each by the hash of all that shaped it."""

from __future__ import annotations

import hashlib
import io
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from mathviz.store import Store, key_of
from mathviz.voice import engine
from mathviz.voice.engine import Speech, Voice
from mathviz.voice.script import Utterance

__all__ = ["SpeechStore", "StoredSpeech"]


@dataclass(frozen=True, eq=False)
class StoredSpeech:
    """A spoken sentence and its key in the store."""

    key: str
    speech: Speech


@dataclass(frozen=True)
class SpeechStore:
    """The sentences of the store in a folder."""

    folder: Path

    def speak(self, voice: Voice, utterance: Utterance) -> StoredSpeech:
        """The sentence from the store, or spoken now and kept; a damaged entry is made again."""
        key = key_of("speech", utterance.said, utterance.spans, voice.version, _code())
        try:
            return StoredSpeech(key, self.load(key))
        except KeyError:
            began = time.monotonic()
            speech = voice.speak(utterance)
            file = io.BytesIO()
            np.savez(file, samples=speech.samples, rate=speech.rate, words=np.array(speech.words))
            seconds = time.monotonic() - began
            Store(self.folder).put(key, file.getvalue(), seconds=seconds, said=utterance.said)
            return StoredSpeech(key, speech)

    def load(self, key: str) -> Speech:
        """The sentence with that key.

        Raises:
            KeyError: if it isn't there or is damaged.
        """
        with np.load(io.BytesIO(Store(self.folder).read(key)), allow_pickle=False) as entry:
            words = tuple((float(start), float(end)) for start, end in entry["words"])
            return Speech(entry["samples"], int(entry["rate"]), words)


@cache
def _code() -> str:
    return hashlib.sha256(Path(engine.__file__).read_bytes()).hexdigest()

"""Spoken sentences, each in its own file, named by the hash of all that shaped it."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

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
    """Sentences in a folder. Several processes may share it: files appear whole, by renaming."""

    folder: Path

    def speak(self, voice: Voice, utterance: Utterance) -> StoredSpeech:
        """The sentence from the store, or spoken now and kept; a damaged entry is made again."""
        key = _key(voice, utterance)
        try:
            return StoredSpeech(key, self.load(key))
        except KeyError:
            speech = voice.speak(utterance)
            self._keep(key, speech)
            return StoredSpeech(key, speech)

    def load(self, key: str) -> Speech:
        """The sentence with that key.

        Raises:
            KeyError: if it isn't there or its file is damaged.
        """
        try:
            with np.load(
                self._path(key), allow_pickle=False
            ) as entry:  # each member is checked by its CRC-32
                words = tuple((float(start), float(end)) for start, end in entry["words"])
                return Speech(entry["samples"], int(entry["rate"]), words)
        except (
            OSError,
            EOFError,
            ValueError,
            KeyError,
            BadZipFile,
            zlib.error,
            NotImplementedError,
        ) as error:
            raise KeyError(f"the speech store has no whole entry {key}") from error

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.npz"

    def _keep(self, key: str, speech: Speech) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{key}.{uuid4().hex}.part")
        try:
            with part.open("wb") as file:
                np.savez(file, samples=speech.samples, rate=speech.rate, words=np.array(speech.words))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _key(voice: Voice, utterance: Utterance) -> str:
    """The hash of the request: what is said, how that maps to what is shown, by which voice and code."""
    code = hashlib.sha256(Path(engine.__file__).read_bytes()).hexdigest()
    request = [utterance.said, utterance.spans, voice.version, code]
    return hashlib.sha256(json.dumps(request).encode()).hexdigest()

"""Voices: an utterance in, its samples and the times of its words out.

The engine packages are imported when the first sentence is spoken, so that planning loads none of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from jaxtyping import Float32

from mathviz.voice.script import ScriptError, Utterance
from mathviz.voice.settings import VoiceSettings

__all__ = ["HibariVoice", "SilentVoice", "Speech", "Voice", "load_voice"]


@dataclass(frozen=True, eq=False)
class Speech:
    """A spoken sentence: float32 mono samples in [-1, 1], their rate in Hz, and one (start, end) in seconds
    for each shown word, within [0, ``duration``]."""

    samples: Float32[np.ndarray, " n"]
    rate: int
    words: tuple[tuple[float, float], ...]

    @property
    def duration(self) -> float:
        """The length in seconds."""
        return len(self.samples) / self.rate


class Voice(Protocol):
    """Whatever can speak. ``version`` names all that can change the samples, apart from the utterance."""

    @property
    def name(self) -> str:
        """The voice's name in the configuration."""
        ...

    @property
    def settings(self) -> VoiceSettings:
        """Engine, language, speed and pauses."""
        ...

    @property
    def version(self) -> str:
        """Engine packages, model and settings, in one line."""
        ...

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence, without silence around it.

        Raises:
            ScriptError: if a word would not be heard.
        """
        ...


def load_voice(name: str, settings: VoiceSettings) -> Voice:
    """The voice that ``settings`` describe; its model is read when it first speaks."""
    return HibariVoice(name, settings) if settings.engine == "hibari" else SilentVoice(name, settings)


@dataclass(frozen=True)
class SilentVoice:
    """No sound, natural timing: for drafts and checks without an engine."""

    name: str = "silent"
    settings: VoiceSettings = field(default_factory=lambda: VoiceSettings(engine="silent"))

    RATE = 24_000
    CHARACTERS_PER_SECOND = 14.9  # hibari's natural pace, spaces included, measured over long texts

    @property
    def version(self) -> str:
        """Pace and speed are all there is."""
        return f"silent speed={self.settings.speed:g}"

    def speak(self, utterance: Utterance) -> Speech:
        """Silence as long as the sentence would take, each character the same time."""
        pace = self.CHARACTERS_PER_SECOND * self.settings.speed
        edges = np.cumsum([0, *(len(_heard(word)) + 1 for word in utterance.said.split())]) / pace
        times = [(start, end - 1 / pace) for start, end in pairwise(edges)]
        samples = np.zeros(round(times[-1][1] * self.RATE), np.float32)
        return Speech(samples, self.RATE, _shown_times(utterance, times, len(samples) / self.RATE))


class HibariVoice:
    """The voice of the ``hibari-tts`` package, with the word times of its own duration predictor."""

    SEED = 0  # of the noise in the voice; each sentence starts anew, so a sentence sounds the same anywhere
    UNIT = 0.025  # seconds: what the model counts durations in
    LATE = 0.075  # seconds: its word onsets come three units late, by forced alignment
    DURATIONS = (
        "/CumSum_output_0"  # running sum of phoneme durations, an inner tensor of hibari 0.2.1's model
    )
    MOST_PHONEMES = 400  # what the package gives its model at once

    def __init__(self, name: str, settings: VoiceSettings) -> None:
        """Nothing is loaded yet."""
        self.name = name
        self.settings = settings

    @cached_property
    def version(self) -> str:
        """Packages, model and speed; found without loading the engine."""
        packages = " ".join(
            f"{name}-{version(name)}" for name in ("hibari-tts", "onnxruntime", "numpy", "scipy")
        )
        model = hashlib.sha256(self._model).hexdigest()[:16]
        return f"{packages} model={model} speed={self.settings.speed:g} seed={self.SEED}"

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one sentence; the same bytes each time, in any process, on one kind of processor."""
        from hibari import dsp

        ids, spans = self._phoneme_ids(utterance)
        *parts, sums = self._engine.sess.run(
            None, {"ids": np.array([ids], np.int64), "speed": np.array([self.settings.speed], np.float32)}
        )
        samples = dsp.synth(*(part[0] for part in parts), np.random.default_rng(self.SEED))
        first, last = _sounding(samples, dsp.SR)
        ends = np.asarray(sums).reshape(-1) * self.UNIT - self.LATE - first / dsp.SR
        samples = np.ascontiguousarray(samples[first:last], np.float32)
        times = [(ends[start - 1], ends[stop - 1]) for start, stop in spans]
        return Speech(samples, dsp.SR, _shown_times(utterance, times, len(samples) / dsp.SR))

    def _phoneme_ids(self, utterance: Utterance) -> tuple[list[int], list[tuple[int, int]]]:
        """The model's input, and for each said word the range of its phonemes in it."""
        from hibari.g2p import normalize

        said, g2p, vocabulary = utterance.said, self._engine.g2p, self._engine.vocab
        if normalize(said) != said.replace("’", "'"):
            raise ScriptError(
                f"the voice would read “{normalize(said)}” for “{said}”: write it in plain words"
            )
        tokens = g2p.phonemize_tokens(g2p.tokenize(normalize(said)))
        sounds = "".join((token.phonemes or "") + ("\n" if token.whitespace else "") for token in tokens)
        words, readings = said.split(), sounds.split("\n")
        if len(words) != len(readings):
            raise ScriptError(f"the voice takes “{said}” for other words: write it more plainly")
        ids, spans = [0], []
        for word, reading in zip(words, readings, strict=True):
            if unknown := set(reading) - vocabulary.keys():
                raise ScriptError(
                    f"“{word}” in “{said}”: the voice has no phoneme {' '.join(sorted(unknown))}"
                )
            if word[-1] in ".,;:?!" and reading[-1:] != word[-1]:
                reading += word[-1]  # the package takes "x." for an abbreviation and forgets to rest there
            sound = reading.strip(_REST)
            if not sound and word != "—":
                raise ScriptError(f"“{word}” in “{said}” would not be heard: say it in plain words")
            start = len(ids) + reading.index(sound)
            spans.append((start, start + len(sound)))
            ids += [vocabulary[phoneme] for phoneme in reading + " "]
        ids[-1] = 0  # the model wants a zero at both ends, not a space
        if len(ids) > self.MOST_PHONEMES:
            raise ScriptError(f"“{said}” is too long for one breath: make it two sentences")
        return ids, spans

    @cached_property
    def _model(self) -> bytes:
        spec = find_spec("hibari")
        if spec is None or spec.submodule_search_locations is None:
            raise RuntimeError("the voice's package hibari-tts is not installed: run scripts/setup")
        return (Path(spec.submodule_search_locations[0]) / "assets" / "hibari.onnx").read_bytes()

    @cached_property
    def _engine(self) -> Any:
        from hibari import Hibari

        return Hibari(model=_with_output(self._model, self.DURATIONS), threads=1)


_REST = ';:,.!?—…"“”() '  # phoneme characters without a sound
_TRIM = 0.030  # seconds of quiet kept on either side
_QUIET = (
    0.01  # of the loudest 5 ms, in amplitude (−40 dB): the softest "f" lies above, the voice's hiss below
)


def _sounding(samples: np.ndarray, rate: int) -> tuple[int, int]:
    """The range of samples from 30 ms before the first sound to 30 ms after the last."""
    step = rate // 200
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    level = np.sqrt(np.mean(np.square(frames, dtype=np.float64), axis=1))
    loud = np.flatnonzero(level > _QUIET * level.max())
    margin = round(_TRIM * rate)
    return max(0, loud[0] * step - margin), min(len(samples), (loud[-1] + 1) * step + margin)


def _shown_times(
    utterance: Utterance, times: list[tuple[float, float]], duration: float
) -> tuple[tuple[float, float], ...]:
    """From the times of the said words to those of the shown words, kept within the sentence."""

    def inside(time: float) -> float:
        return float(min(max(time, 0.0), duration))

    return tuple((inside(times[first][0]), inside(times[last - 1][1])) for first, last in utterance.spans)


def _heard(word: str) -> str:
    """A said word without the phonemes that may be written with it."""
    return word.partition("](/")[0].removeprefix("[")


def _with_output(model: bytes, tensor: str) -> bytes:
    """An ONNX model that also gives out one of its inner tensors.

    ONNX is protobuf, in which the occurrences of a message field are merged: appending a ModelProto.graph
    (field 7) that holds one GraphProto.output (12) with a ValueInfoProto.name (1) adds the output.
    """

    def message(tag: int, content: bytes) -> bytes:
        return (
            bytes([tag << 3 | 2, len(content)]) + content
        )  # length-delimited; all lengths here are below 128

    return model + message(7, message(12, message(1, tensor.encode())))

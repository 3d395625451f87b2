"""The sound track of a lecture: its sentences laid at their times, then brought to an even loudness.

Speech goes to −16 LUFS (the usual loudness of spoken programmes on the web) with a fixed gain and a true-peak
limiter, so that no peak passes −1 dBTP after AAC. Loudness is measured as ITU-R BS.1770 and EBU R 128 say.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from jaxtyping import Float32

from mathviz.timeline import TICKS_PER_SECOND, Timeline
from mathviz.voice.store import SpeechStore

__all__ = ["Loudness", "loudness", "master", "track"]

RATE = 48_000
TARGET = -16.0  # LUFS
CEILING = -2.0  # dB before coding, which leaves 1 dB for what AAC adds to the peaks
OVERSAMPLING = 4  # as BS.1770 asks for true peaks
TOLERANCE = 0.1  # LU; the limiter takes a little loudness, so the gain is corrected, at most so many times:
PASSES = 4


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; both are −inf for silence."""

    integrated: float
    true_peak: float


def track(timeline: Timeline, store: SpeechStore, rate: int = RATE) -> Float32[np.ndarray, " n"]:
    """The sentences of a timeline, each at its time: mono samples at ``rate`` Hz, as long as the lecture.

    Raises:
        ValueError: if a tick isn't a whole number of samples, or a sentence outlasts the lecture.
        KeyError: if a sentence isn't in the store.
    """
    from scipy.signal import resample_poly

    per_tick, rest = divmod(rate, TICKS_PER_SECOND)
    if rest:
        raise ValueError(f"the rate must be a multiple of {TICKS_PER_SECOND} Hz; got {rate}")
    samples = np.zeros(timeline.duration * per_tick, np.float32)
    for sentence in timeline.sentences:
        speech = store.load(sentence.sound)
        shared = math.gcd(rate, speech.rate)
        sound = resample_poly(speech.samples, rate // shared, speech.rate // shared)
        start = sentence.start * per_tick
        # A sentence ends on the tick nearest to its sound's end: at most half a tick of quiet may be lost.
        if start + len(sound) > len(samples) + per_tick:
            raise ValueError(f"“{sentence.shown}” is still speaking when the lecture ends")
        samples[start : start + len(sound)] += sound[: len(samples) - start]
    return samples


def master(samples: Float32[np.ndarray, " n"], rate: int = RATE) -> Float32[np.ndarray, " n"]:
    """The same sound at −16 LUFS, its peaks limited; silence stays silence."""
    measured = loudness(samples, rate).integrated
    if not math.isfinite(measured):
        return samples
    gain, limited = 0.0, samples
    for _ in range(PASSES):
        gain += TARGET - measured
        limited = _limited(samples * np.float32(10 ** (gain / 20)), rate)
        measured = loudness(limited, rate).integrated
        if abs(measured - TARGET) <= TOLERANCE:
            break
    return limited


def loudness(samples: Float32[np.ndarray, " n"], rate: int = RATE) -> Loudness:
    """Measure mono samples with libavfilter's ``ebur128``."""
    last: dict[str, str] = {}
    for frame in _filtered(samples, rate, ("ebur128", "peak=true:metadata=1")):
        last = frame.metadata or last
    integrated = float(last.get("lavfi.r128.I", "-inf"))
    peak = float(last.get("lavfi.r128.true_peak", "0"))  # linear, whatever the manual says
    silent = integrated <= -70.0  # the gate of BS.1770: nothing louder was found
    return Loudness(-math.inf if silent else integrated, 20 * math.log10(peak) if peak > 0 else -math.inf)


def _limited(samples: np.ndarray, rate: int) -> Float32[np.ndarray, " n"]:
    """Peaks between the samples count too, so the limiter runs at four times the rate."""
    frames = _filtered(
        samples,
        rate,
        ("aresample", f"{rate * OVERSAMPLING}"),
        ("alimiter", f"limit={10 ** (CEILING / 20):.6f}:level=0:attack=5:release=50:latency=1"),
        ("aresample", f"{rate}"),
        ("aformat", "sample_fmts=flt"),
    )
    limited = np.concatenate([frame.to_ndarray()[0] for frame in frames])[: len(samples)]
    return np.pad(limited, (0, len(samples) - len(limited)))


def _filtered(samples: np.ndarray, rate: int, *filters: tuple[str, str]) -> Iterator[Any]:
    """The frames that come out when mono samples go through a chain of libavfilter's filters."""
    import av
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono")
    sink = graph.add("abuffersink")
    chain = [source, *(graph.add(name, options) for name, options in filters), sink]
    for before, after in pairwise(chain):
        before.link_to(after)
    graph.configure()
    for start in range(0, len(samples) + rate, rate):  # a second at a time, then nothing
        block = np.ascontiguousarray(samples[None, start : start + rate], np.float32)
        if block.size:
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            source.push(frame)
        else:
            source.push(None)  # the end: what the filters hold back comes out
        while True:
            try:
                yield sink.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break

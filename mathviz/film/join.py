"""Films joined, cut and given their sound: packets are copied, no picture is encoded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from mathviz.film.encoder import time_scale

__all__ = ["SOUND_RATE", "Part", "join"]

SOUND_RATE = 48_000


@dataclass(frozen=True)
class Part:
    """The frames first ≤ k < last of a film; to its end without ``last``.

    A film can be cut only before a frame that was given to the encoder as a key frame.
    """

    film: Path
    first: int = 0
    last: int | None = None


def join(
    parts: Sequence[Part],
    target: Path,
    fps: Fraction | int,
    *,
    sound: np.ndarray | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write one film of ``parts``, made by the same kind of encoder, one after the other.

    Parameters
    ----------
    fps
        Frames a second of all parts.
    sound
        Samples in [−1, 1] at 48 kHz, shape (samples, channels), channels 1 or 2: as long as the film.

    Raises
    ------
    ValueError
        If a part does not begin with a key frame.
    """
    options = {"movflags": "+faststart", "video_track_timescale": str(time_scale(fps))}
    form = target.suffix.removeprefix(".")
    with av.open(str(target), "w", format=form, options=options) as film:
        film.metadata.update(metadata or {})
        with av.open(str(parts[0].film)) as first:
            video: Any = film.add_stream_from_template(first.streams.video[0])
        sounds: Iterator[Any] = iter(())
        if sound is not None:
            layout = "mono" if sound.shape[1] == 1 else "stereo"
            audio: Any = film.add_stream("aac", rate=SOUND_RATE, layout=layout, options={"b": "192k"})
            sounds = _encoded(audio, sound)
        waiting = next(sounds, None)
        for packet in _packets(parts, fps):
            # Interleave: sound goes in as soon as the picture has come that far.
            while waiting is not None and waiting.pts * waiting.time_base <= packet.pts * packet.time_base:
                film.mux(waiting)
                waiting = next(sounds, None)
            packet.stream = video
            film.mux(packet)
        while waiting is not None:
            film.mux(waiting)
            waiting = next(sounds, None)


def _packets(parts: Iterable[Part], fps: Fraction | int) -> Iterator[Any]:
    """The packets of all parts, in order, with their times in the whole."""
    ticks = Fraction(time_scale(fps)) / Fraction(fps)  # a frame's
    end = 0
    for part in parts:
        with av.open(str(part.film)) as source:
            stream = source.streams.video[0]
            begin, stop = part.first * ticks, None if part.last is None else part.last * ticks
            offset, fresh = end - begin, True
            for packet in source.demux(stream):
                if packet.dts is None or packet.pts < begin or (stop is not None and packet.pts >= stop):
                    continue
                if fresh and not packet.is_keyframe:
                    raise ValueError(f"{part.film.name} can't be cut before frame {part.first}")
                fresh = False
                packet.pts += int(offset)
                packet.dts += int(offset)
                end = max(end, packet.pts + packet.duration)
                yield packet


def _encoded(stream: Any, sound: np.ndarray) -> Iterator[Any]:
    step = 1024
    for start in range(0, len(sound), step):
        block = np.ascontiguousarray(sound[start : start + step].T, dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=stream.layout.name)
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)

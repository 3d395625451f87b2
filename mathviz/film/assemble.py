"""Picture and sound into one film: chapters, language, title, ready to play before it is wholly loaded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

__all__ = ["AUDIO_RATE", "assemble", "still_of"]

AUDIO_RATE = 48_000
_ISO_639_2 = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita"}


def assemble(
    picture: Path,
    sound: np.ndarray,
    target: Path,
    *,
    chapters: Sequence[tuple[str, float, float]],
    language: str,
    metadata: dict[str, str],
) -> None:
    """Write ``target`` from a silent film and its sound.

    Parameters
    ----------
    picture
        A film made by :class:`~mathviz.film.encoder.VideoEncoder`; its packets are copied.
    sound
        Mono samples in [−1, 1], shape (n,), at 48 kHz, as long as the picture.
    chapters
        Title, start and end in seconds of each.
    language
        Language tag of the sound, such as ``en``.
    metadata
        Title and other tags of the film.
    """
    with (
        av.open(str(picture)) as source,
        av.open(
            str(target),
            "w",
            format="mp4",
            options={"movflags": "+faststart", "video_track_timescale": str(_timescale(source))},
        ) as film,
    ):
        film.metadata.update(metadata)
        video_in = source.streams.video[0]
        video: Any = film.add_stream_from_template(video_in)
        audio: Any = film.add_stream("aac", rate=AUDIO_RATE, layout="mono", options={"b": "128k"})
        audio.metadata["language"] = video.metadata["language"] = _ISO_639_2.get(language[:2], "und")
        film.set_chapters(
            [
                {
                    "id": number,
                    "start": round(start * 1000),
                    "end": round(end * 1000),
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": title},
                }
                for number, (title, start, end) in enumerate(chapters, 1)
            ]
        )
        sounds = _encode(audio, sound)
        waiting = next(sounds, None)
        for packet in source.demux(video_in):
            if packet.dts is None:
                continue
            # Interleave: sound goes in as soon as the picture has come that far.
            while waiting is not None and waiting.pts * waiting.time_base <= packet.pts * packet.time_base:
                film.mux(waiting)
                waiting = next(sounds, None)
            packet.stream = video
            film.mux(packet)
        while waiting is not None:
            film.mux(waiting)
            waiting = next(sounds, None)


def _timescale(source: Any) -> int:
    return int(1 / source.streams.video[0].time_base)


def _encode(stream: Any, sound: np.ndarray) -> Any:
    step = 1024
    for start in range(0, len(sound), step):
        block = np.ascontiguousarray(sound[None, start : start + step], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = AUDIO_RATE, start, Fraction(1, AUDIO_RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def still_of(picture: Path, frame: int, fps: int) -> np.ndarray:
    """Frame ``frame`` of a film as it is seen, RGB of shape (height, width, 3)."""
    with av.open(str(picture)) as film:
        stream = film.streams.video[0]
        assert stream.time_base is not None
        film.seek(int(frame / fps / stream.time_base), stream=stream)
        shown: Any = None
        for found in film.decode(stream):
            assert found.pts is not None
            if shown is not None and round(found.pts * stream.time_base * fps) > frame:
                break
            shown = found
        return np.asarray(shown.to_ndarray(format="rgb24"))

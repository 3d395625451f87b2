"""Where the frames of a plain Manim scene go: its film, its sections, its sound, its pictures.

Manim's own file writer decides the names and keeps the sections, the sound and the subcaptions; only the
film is made differently: in one piece, while the scene is drawn.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import __version__, logger
from manim.scene.scene_file_writer import SceneFileWriter

from mathviz.film.beside import EncoderBeside, encoder_beside
from mathviz.film.clock import ManimClock
from mathviz.film.encoder import VideoEncoder
from mathviz.film.items import Rectangle
from mathviz.film.join import SOUND_RATE, Part, join

__all__ = ["FilmWriter"]


class FilmWriter(SceneFileWriter):
    """Manim's file writer, and the sink of the frames.

    Parameters
    ----------
    settings
        Manim's, of the scene.
    clock
        The clock of the renderer.
    preset, cfr
        As for :class:`~mathviz.film.encoder.VideoEncoder`.
    """

    def __init__(self, settings: Any, clock: ManimClock, preset: str, cfr: bool) -> None:
        self.frames = 0
        self._clock, self._preset, self._cfr = clock, preset, cfr
        self._starts: dict[Any, int] = {}
        self._encoder: VideoEncoder | EncoderBeside | None = None
        self._scratch: Path | None = None
        super().__init__(settings)

    def wants(self, first: int, last: int) -> Iterable[int]:
        """All."""
        return range(first, last)

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        """Take a frame for the film, or write it as a picture."""
        if self.output_spec.is_video:
            if self._encoder is None:
                self._encoder = self._open()
            cut = self.output_spec.save_sections and index in self._starts.values()
            self._encoder.add(index, count, pixels, changed, key=cut)
        elif self.output_spec.is_image_sequence:
            self.write_frame(pixels)
        self.frames = index + count

    @property
    def _frame_rate(self) -> Fraction:
        assert self.video_encoder is not None
        return Fraction(self.video_encoder.frame_rate)

    def _open(self) -> VideoEncoder | EncoderBeside:
        # The scratch folder lies beside the film, so that a rename publishes.
        self.movie_file_path.parent.mkdir(parents=True, exist_ok=True)
        self._scratch = Path(tempfile.mkdtemp(prefix=".film-", dir=self.movie_file_path.parent))
        spec = self.video_encoder
        assert spec is not None
        picture = self._scratch / f"picture{self.movie_file_path.suffix}"
        size = (spec.width, spec.height)
        return encoder_beside(picture, size, spec.frame_rate, self._preset, cfr=self._cfr)

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Note where a section begins: at its first play."""
        super().add_partial_movie_file(hash_animation)
        self._starts.setdefault(self.sections[-1], self.frames)

    def begin_animation(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the film is one piece."""

    def end_animation(self, *args: Any, **kwargs: Any) -> None:
        """Nothing."""

    def add_sound(self, sound_file: Any, time: float | None = None, *args: Any, **kwargs: Any) -> None:
        """Add a sound at the frame that is shown then, also when earlier plays were left out of the film."""
        if time is not None:
            time -= self._clock.time - self.frames * self._clock.step
        super().add_sound(sound_file, time, *args, **kwargs)

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Leave nothing of a film that failed."""
        if self._encoder is not None:
            self._encoder.abandon()
            self._encoder = None
        self._sweep()

    def _sweep(self) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def combine_to_movie(self) -> None:
        """Write the film, with its sound, under its final name."""
        if self._encoder is None:
            logger.info("No animations are contained in this scene.")
            return
        self._encoder.close()
        self._publish(self.movie_file_path, 0, self.frames)
        self.print_file_ready_message(self.movie_file_path)

    def combine_to_section_videos(self) -> None:
        """Cut the film at its sections; each has its sound, and a list says what they are."""
        self.finish_last_section()
        ends = [*list(self._starts.values())[1:], self.frames]
        index = []
        for (section, start), end in zip(self._starts.items(), ends, strict=True):
            if section.video is not None and end > start:
                self._publish(self.sections_output_dir / section.video, start, end)
                facts = section.get_dict(self.sections_output_dir)
                # In frames that are shown, whether or not each has a packet of its own.
                rate = f"{self._frame_rate.numerator}/{self._frame_rate.denominator}"
                index.append({**facts, "nb_frames": str(end - start), "avg_frame_rate": rate})
        path = self.output_plan.section_index
        assert path is not None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(index, indent=4), encoding="utf-8")

    def _publish(self, target: Path, first: int, last: int) -> None:
        assert self._scratch is not None
        picture = self._scratch / f"picture{self.movie_file_path.suffix}"
        whole = self._scratch / f"film{target.suffix}"
        join(
            [Part(picture, first, last)],
            whole,
            self._frame_rate,
            sound=self._sound(first, last) if self.includes_sound else None,
            metadata={"comment": f"Rendered with Manim Community v{__version__}"},
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.replace(target)

    def _sound(self, first: int, last: int) -> np.ndarray:
        """The samples of the frames first ≤ k < last, shape (samples, channels); silence after their end."""
        start, end = (round(frame / self._frame_rate * SOUND_RATE) for frame in (first, last))
        samples = samples_of(self.audio_segment)[start:end]
        return np.pad(samples, ((0, end - start - len(samples)), (0, 0)))

    def finish(self) -> None:
        """Write all that the scene asked for."""
        try:
            super().finish()
        finally:
            self._sweep()


def samples_of(segment: Any) -> np.ndarray:
    """The samples of a pydub segment at 48 kHz, shape (samples, channels), in [−1, 1]."""
    layout = "mono" if segment.channels == 1 else "stereo"
    data = np.array(segment.set_sample_width(2).get_array_of_samples(), np.int16)[None]
    frame = av.AudioFrame.from_ndarray(data, format="s16", layout=layout)
    frame.sample_rate = segment.frame_rate
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=SOUND_RATE)
    blocks = [block.to_ndarray() for block in (*resampler.resample(frame), *resampler.resample(None))]
    return np.concatenate(blocks, axis=1).T

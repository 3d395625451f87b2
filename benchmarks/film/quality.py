"""How close films are to what was drawn: SSIM and PSNR of luma, frame by frame.

A film is held against the lossless frames converted with its own matrix, as its tags say (stock Manim tags
nothing and converts with BT.601). SSIM is taken over windows of 8 x 8 pixels, four apart, as x264 and ffmpeg
take it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np

_WEIGHTS = {1: (0.2126, 0.7152, 0.0722), 6: (0.299, 0.587, 0.114)}
_STEP = 4


@dataclass
class Quality:
    """SSIM of each frame that was looked at, and the mean squared error of luma."""

    ssims: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)

    @property
    def ssim(self) -> float:
        """The mean over all frames."""
        return float(np.mean(self.ssims))

    @property
    def psnr(self) -> float:
        """In dB, of the mean error over all frames."""
        return float(10 * np.log10(255**2 / max(1e-9, np.mean(self.errors))))


class Judge:
    """A sink of lossless frames that looks at one in ``every`` and compares films with it."""

    def __init__(self, films: Mapping[str, Path], fps: int, every: int) -> None:
        self.fps, self.every = fps, every
        self.qualities = {how: Quality() for how in films}
        self._films = {how: _Shown(path) for how, path in films.items()}

    def wants(self, first: int, last: int) -> Iterable[int]:
        """One in ``every``."""
        return [k for k in range(first, last) if k % self.every == self.every // 2]

    def frame(self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Any] | None = None) -> None:
        """Compare each film with the picture."""
        lumas: dict[int, np.ndarray] = {}
        for how, film in self._films.items():
            if film.matrix not in lumas:
                lumas[film.matrix] = luma(pixels, film.matrix)
            shown = film.at((index + 0.5) / self.fps)
            self.qualities[how].ssims.append(ssim(lumas[film.matrix], shown))
            self.qualities[how].errors.append(float(np.mean((lumas[film.matrix] - shown) ** 2)))


class _Shown:
    """The luma that a film shows at rising times."""

    def __init__(self, path: Path) -> None:
        self._container = av.open(str(path))
        stream = self._container.streams.video[0]
        stream.thread_type = "AUTO"
        self._frames: Iterator[Any] = self._container.decode(stream)
        self._now, self._next = next(self._frames), next(self._frames, None)
        matrix = int(self._now.colorspace)
        self.matrix = matrix if matrix in _WEIGHTS else 6

    def at(self, time: float) -> np.ndarray:
        """The luma at ``time``, in seconds."""
        while self._next is not None and self._next.time <= time:
            self._now, self._next = self._next, next(self._frames, None)
        plane = self._now.planes[0]
        lines = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        return lines[: plane.height, : plane.width].astype(np.float32)


def luma(pixels: np.ndarray, matrix: int) -> np.ndarray:
    """Luma in 16–235 of RGBA pixels, rounded to whole numbers."""
    weights = np.array(_WEIGHTS[matrix], np.float32) * np.float32(219 / 255)
    return np.rint(pixels[..., :3].astype(np.float32) @ weights + 16)


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """The mean structural similarity of two pictures (Wang et al. 2004)."""
    a, b = _sums(one), _sums(other)
    squares, products = _sums(one * one + other * other), _sums(one * other)
    n = (2 * _STEP) ** 2
    c1, c2 = (0.01 * 255) ** 2 * n * n, (0.03 * 255) ** 2 * n * n
    variances, covariance = squares * n - a * a - b * b, products * n - a * b
    index = (2 * a * b + c1) * (2 * covariance + c2) / ((a * a + b * b + c1) * (variances + c2))
    return float(index.mean())


def _sums(picture: np.ndarray) -> np.ndarray:
    """Over windows of 8 x 8, four apart."""
    height, width = (n // _STEP * _STEP for n in picture.shape)
    part = picture[:height, :width].reshape(height // _STEP, _STEP, width // _STEP, _STEP)
    tiles = part.sum(axis=(1, 3), dtype=np.float64)
    return tiles[:-1, :-1] + tiles[1:, :-1] + tiles[:-1, 1:] + tiles[1:, 1:]

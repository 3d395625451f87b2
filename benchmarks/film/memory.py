"""The most memory that filming takes: ``python -m benchmarks.film.memory SIZE MINUTES FOLDER``.

A scene is filmed whose picture moves throughout; what is told, as JSON, is the most that the drawing process
and the encoder's took together, what they share counted once, in the first tenth and in all. It has ten
frames a second, so that an hour of it is soon made.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import psutil
from manim import BLUE, DOWN, LEFT, RIGHT, YELLOW, Axes, Dot, FadeIn, FadeOut, Scene, Text, tempconfig

from mathviz.film.plain import film_scene

FPS = 10


def _taken() -> float:
    """MB that this process and its children take now, each page as the share of it that is theirs."""
    here = psutil.Process()
    return sum(one.memory_full_info().pss for one in (here, *here.children(recursive=True))) / 1e6


class Long(Scene):
    """Much of the same: a curve, a dot that runs along it, words that come and go."""

    seconds = 60
    early = most = 0.0

    def construct(self) -> None:
        """Until the time is up."""
        axes = Axes(x_range=(0, 10), y_range=(0, 5))
        self.add(axes, axes.plot(lambda x: x**2 / 20, color=BLUE))
        rounds = self.seconds // 6
        for number in range(rounds):
            words, dot = Text(f"round {number}"), Dot(4 * LEFT, color=YELLOW)
            self.play(FadeIn(words))
            self.play(dot.animate.shift(8 * RIGHT + DOWN), run_time=4)
            Long.most = max(Long.most, _taken())
            self.play(FadeOut(words, dot))
            if number == rounds // 10:
                Long.early = Long.most


def main(size: str, minutes: int, folder: Path) -> None:
    """Film it, and tell."""
    width, height = map(int, size.split("x"))
    settings: dict[str, Any] = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": FPS,
        "media_dir": str(folder),
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
    }
    Long.seconds = 60 * minutes
    with tempconfig(settings):
        film_scene(Long)
    print(json.dumps({"early": Long.early, "end": Long.most}))


main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

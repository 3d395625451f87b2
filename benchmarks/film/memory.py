"""The most memory that filming takes: ``python -m benchmarks.film.memory SIZE MINUTES FOLDER``.

A scene is filmed whose picture moves throughout; what is told, as JSON, is the most that the process took,
when a tenth of it was filmed and at the end. It has four frames a second, so that an hour of it is soon made.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from manim import BLUE, DOWN, LEFT, RIGHT, YELLOW, Axes, Dot, FadeIn, FadeOut, Scene, Text, tempconfig

from mathviz.film.plain import film_scene

FPS = 4


def _most() -> float:
    """MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Long(Scene):
    """Much of the same: a curve, a dot that runs along it, words that come and go."""

    seconds = 60
    early = 0.0

    def construct(self) -> None:
        """Until the time is up."""
        axes = Axes(x_range=(0, 10), y_range=(0, 5))
        self.add(axes, axes.plot(lambda x: x**2 / 20, color=BLUE))
        rounds = self.seconds // 6
        for number in range(rounds):
            words, dot = Text(f"round {number}"), Dot(4 * LEFT, color=YELLOW)
            self.play(FadeIn(words))
            self.play(dot.animate.shift(8 * RIGHT + DOWN), run_time=4)
            self.play(FadeOut(words, dot))
            if number == rounds // 10:
                type(self).early = _most()


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
    print(json.dumps({"early": Long.early, "end": _most()}))


main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

"""A surface seen by a moving camera, Manim against ours: ``python -m benchmarks.film.surface``.

Importing is not counted. Manim needs a third of a second and more for each frame, so it films the first
seconds of the turn only, and the figures are milliseconds a frame; ours films all of it.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim import DEGREES, DOWN, UL, UR, Create, Surface, Text, ThreeDAxes, ThreeDScene, tempconfig

from mathviz.film.plain import film_scene

SECONDS, STOCK_SECONDS = 20.0, 3.0


class MovingSurface(ThreeDScene):
    """The graph of a function comes, and the viewer walks around it; three labels stand in the frame."""

    seconds = SECONDS

    def construct(self) -> None:  # noqa: D102
        axes = ThreeDAxes(x_range=(-4, 4), y_range=(-4, 4), z_range=(-2, 2), z_length=4)
        surface = Surface(
            lambda u, v: axes.c2p(u, v, np.sin(u) * np.cos(v)),
            u_range=(-3, 3),
            v_range=(-3, 3),
            resolution=24,
        )
        title = Text("z = sin x · cos y", font_size=36).to_corner(UL)
        words = Text("hills and hollows", font_size=28).to_corner(UR)
        foot = Text("a saddle lies between", font_size=28).to_edge(DOWN)
        self.set_camera_orientation(phi=65 * DEGREES, theta=-45 * DEGREES)
        self.add_fixed_in_frame_mobjects(title, words, foot)
        self.add(axes)
        coming = min(1.0, self.seconds / 20)
        self.play(Create(surface), run_time=coming)
        self.begin_ambient_camera_rotation(rate=0.3)
        self.wait(self.seconds - coming)


@dataclass(frozen=True)
class Cost:
    """What a film cost: its frames, the wall clock's and the processors' milliseconds for each, its bytes."""

    frames: int
    wall: float
    cpu: float
    size: int


def cost(seconds: float, *, frame_rate: int = 60, **how: object) -> Cost:
    """Film so many seconds at 1080 lines, into a folder that goes; ``how`` as for ``film_scene``."""
    scene = type("MovingSurface", (MovingSurface,), {"seconds": seconds})
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "pixel_width": 1920,
            "pixel_height": 1080,
            "frame_rate": frame_rate,
            "media_dir": folder,
            "disable_caching": True,
            "verbosity": "ERROR",
            "progress_bar": "none",
        }
        with tempconfig(settings):
            wall, cpu = time.perf_counter(), time.process_time()
            filmed = film_scene(scene, **how)  # type: ignore[arg-type]
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            frames = round(seconds * frame_rate)
            assert filmed.file is not None
            return Cost(frames, 1000 * wall / frames, 1000 * cpu / frames, Path(filmed.file).stat().st_size)


def surface() -> Iterator[tuple[str, Cost]]:
    """Each way to film the surface, with its cost; Manim's own first."""
    cost(0.2)  # loads what is loaded once
    yield "Manim", cost(STOCK_SECONDS, stock=True)
    yield "exact", cost(SECONDS)
    yield "fast", cost(SECONDS, surfaces="fast")


def main() -> None:
    """Print the table."""
    print(f"{'':<8} {'frames':>7} {'wall ms':>8} {'cpu ms':>8} {'wall':>6} {'cpu':>6} {'kB/s':>7}")
    stock = None
    for name, own in surface():
        stock = stock or own
        ratios = f"{stock.wall / own.wall:5.1f}× {stock.cpu / own.cpu:5.1f}×"
        rate = own.size / 1000 / (own.frames / 60)
        print(f"{name:<8} {own.frames:>7} {own.wall:>8.1f} {own.cpu:>8.1f} {ratios} {rate:>7.0f}", flush=True)


if __name__ == "__main__":
    main()

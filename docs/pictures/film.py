"""Draw the picture of docs/film.md with the engine itself: ``python docs/pictures/film.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from manim import BLUE, RIGHT, UP, YELLOW, Axes, Dot, Scene, Text, tempconfig
from PIL import Image, ImageDraw, ImageFont

from mathviz.film.canvas import Canvas, watched
from mathviz.theme import DEFAULT

WIDTH, HEIGHT, MARGIN = 640, 360, 24


class Falling(Scene):
    """A dot runs down a curve; axes and words stand still."""

    def construct(self) -> None:
        """The two frames that are shown."""
        axes = Axes(x_range=(-3, 3), y_range=(0, 5), x_length=10, y_length=5)
        curve = axes.plot(lambda x: x**2 / 2, color=BLUE)
        words = Text("y = x² / 2", font_size=44).move_to(2.6 * UP + 2 * RIGHT)
        dot = Dot(axes.c2p(-2.4, 2.88), radius=0.18, color=YELLOW)
        canvas = Canvas(watched(self.camera))
        canvas.stand([axes, curve, words])
        canvas.frame([dot])
        assert canvas.standing is not None
        self.standing, before = canvas.standing.copy(), canvas.pixels.copy()
        dot.move_to(axes.c2p(-2.1, 2.205))
        changed = canvas.frame([dot]) or ()
        self.pictures = [self.standing, before, canvas.pixels.copy(), _marked(canvas.pixels, changed)]


def _marked(pixels: np.ndarray, changed: Any) -> np.ndarray:
    """A frame of which only the rectangles that changed are bright."""
    seen = pixels // 4
    for x0, y0, x1, y1 in changed:
        seen[y0:y1, x0:x1] = pixels[y0:y1, x0:x1] // 2 + np.array([60, 94, 127, 127], np.uint8)
    return seen


def main() -> None:
    """Write film.png beside this file."""
    settings = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "background_color": DEFAULT.background}
    with tempfile.TemporaryDirectory() as folder, tempconfig({**settings, "media_dir": folder}):
        scene = Falling()
        scene.construct()
    titles = (
        "What stands still: drawn once",
        "Frame k: the rest, over it",
        "Frame k + 1",
        "What is drawn and converted for it",
    )
    picture = Image.new("RGB", (2 * WIDTH + 3 * MARGIN, 2 * (HEIGHT + 2 * MARGIN) + MARGIN), "#05070A")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(20)
    for number, (title, pixels) in enumerate(zip(titles, scene.pictures, strict=True)):
        x = MARGIN + number % 2 * (WIDTH + MARGIN)
        y = 2 * MARGIN + number // 2 * (HEIGHT + 2 * MARGIN)
        pen.text((x, y - MARGIN - 4), title, DEFAULT.colour("ink"), font)
        picture.paste(Image.fromarray(pixels[..., :3]), (x, y))
    picture.save(Path(__file__).with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    main()

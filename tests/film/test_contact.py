"""A contact sheet shows what the film shows at those moments."""

import io

import numpy as np
from PIL import Image

from mathviz.film.contact import COLUMNS, GAP, WIDTH, contact_sheet
from mathviz.film.encoder import VideoEncoder

COLOURS = [(200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30), (30, 200, 200)]


def test_each_moment_is_shown_once_and_in_order(tmp_path):
    encoder = VideoEncoder(tmp_path / "film.mp4", (256, 144), 15, "fast")
    for number, colour in enumerate(COLOURS):
        pixels = np.full((144, 256, 4), (*colour, 255), np.uint8)
        encoder.add(15 * number, 15, pixels, key=True)
    encoder.close()
    sheet = Image.open(io.BytesIO(contact_sheet(tmp_path / "film.mp4", [4.5, 0.5, 1.2, 1.9, 2.5, 3.0])))
    height = WIDTH * 144 // 256
    assert sheet.size == (COLUMNS * (WIDTH + GAP) - GAP, 2 * (height + GAP) - GAP)
    for number, colour in enumerate(COLOURS):
        x, y = number % COLUMNS * (WIDTH + GAP) + WIDTH // 2, number // COLUMNS * (height + GAP) + height // 2
        assert np.abs(np.subtract(sheet.getpixel((x, y)), colour)).max() < 25, number

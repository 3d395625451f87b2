"""Encoding in another process makes the same film, and what goes wrong there is told here."""

import gc
import os
import signal
import sys

import av
import numpy as np
import pytest

from mathviz.film.beside import EncoderBeside
from mathviz.film.encoder import VideoEncoder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks")

SIZE = (256, 144)


def picture(number):
    pixels = np.full((SIZE[1], SIZE[0], 4), 40, np.uint8)
    pixels[20:60, 4 * number : 4 * number + 40, :3] = 200
    return pixels


def film(encoder):
    pixels = picture(0)
    encoder.add(0, 20, pixels)
    for number in range(1, 50):
        pixels[...] = picture(number)
        encoder.add(19 + number, 1, pixels, [(0, 16, 256, 64)])
    return encoder.close()


@pytest.mark.parametrize("preset", ["balanced", "lossless"])
def test_the_same_film(tmp_path, preset):
    here = VideoEncoder(tmp_path / "here.mp4", SIZE, 15, preset)
    beside = EncoderBeside(VideoEncoder(tmp_path / "beside.mp4", SIZE, 15, preset))
    assert film(here) == film(beside) == 69
    assert (tmp_path / "here.mp4").read_bytes() == (tmp_path / "beside.mp4").read_bytes()


def test_what_goes_wrong_there_is_told_here(tmp_path):
    encoder = EncoderBeside(VideoEncoder(tmp_path / "f.mp4", SIZE, 15, "fast"))
    encoder.add(0, 1, picture(0))
    encoder.add(5, 1, picture(1))
    with pytest.raises(ValueError, match="frame 5 was given where frame 1 was due"):
        encoder.close()


def test_a_process_that_is_ended_is_told_and_leaves_nothing(tmp_path):
    encoder = EncoderBeside(VideoEncoder(tmp_path / "f.mp4", SIZE, 15, "fast"))
    encoder.add(0, 1, picture(0))
    os.kill(encoder._process, signal.SIGKILL)
    with pytest.raises(RuntimeError, match="was ended from outside"):
        for number in range(1, 1000):
            encoder.add(number, 1, picture(number % 50))
    with pytest.raises(ChildProcessError):
        os.waitpid(encoder._process, 0)


def test_an_encoder_that_was_left_open_is_not_closed_there(tmp_path):
    """Its threads are in this process only: who waits for their end in a forked one ends itself."""
    encoder = VideoEncoder(tmp_path / "f.mp4", SIZE, 15, "fast")
    other = av.CodecContext.create("libx264", "w")
    other.width, other.height, other.pix_fmt, other.framerate = *SIZE, "yuv420p", 15
    other.options = {"threads": "2"}
    other.open()
    thresholds = gc.get_threshold()
    gc.collect()
    gc.set_threshold(40, 1, 1)
    try:
        circle = [other]
        circle.append(circle)
        del other, circle
        assert film(EncoderBeside(encoder)) == 69
    finally:
        gc.set_threshold(*thresholds)

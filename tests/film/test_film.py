"""The finished film: exact length, holds as long frames, chapters, language, sound and picture together."""

from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest

from mathviz.film.assemble import AUDIO_RATE, assemble
from mathviz.film.encoder import PRESETS, VideoEncoder


def ramp(size, value):
    """A picture with a different grey on each side, RGBA."""
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[:, : width // 2, :3] = value
    pixels[:, width // 2 :, :3] = 255 - value
    return pixels


def film(path, size=(256, 144), fps=15, preset="balanced"):
    """Ten different frames, a hold of forty, five more: 55 frames."""
    encoder = VideoEncoder(path, size, fps, preset)
    for index in range(10):
        encoder.add(index, 1, ramp(size, 20 * index))
    encoder.add(10, 40, ramp(size, 220))
    for index in range(50, 55):
        encoder.add(index, 1, ramp(size, 4 * index))
    return encoder.close()


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("fps", (15, 24, 30, 60))
def test_a_film_is_as_long_as_its_frames(tmp_path, preset, fps):
    assert film(tmp_path / "f.mp4", fps=fps, preset=preset) == 55
    with av.open(str(tmp_path / "f.mp4")) as container:
        (stream,) = container.streams
        assert stream.duration * stream.time_base == Fraction(55, fps)
        spans = [(p.pts * p.time_base, p.duration * p.time_base) for p in container.demux(stream) if p.size]
        assert spans[0][0] == 0
        assert all(start + length == following for (start, length), (following, _) in pairwise(spans))
        assert max(length for _, length in spans) <= 1


@pytest.mark.parametrize("preset", PRESETS)
def test_each_moment_shows_its_own_picture(tmp_path, preset):
    film(tmp_path / "f.mp4", preset=preset)
    with av.open(str(tmp_path / "f.mp4")) as container:
        shown = {}
        for frame in container.decode(video=0):
            grey = frame.to_ndarray(format="gray")
            shown[round(frame.time * 15)] = int(grey[70, 60]), int(grey[70, 200])
    for index in (0, 3, 9, 10, 50, 54):
        value = 220 if index == 10 else 4 * index if index >= 50 else 20 * index
        assert shown[index] == pytest.approx((value, 255 - value), abs=6)


def test_a_hold_costs_one_packet_a_second(tmp_path):
    film(tmp_path / "f.mp4")
    with av.open(str(tmp_path / "f.mp4")) as container:
        packets = [p for p in container.demux(video=0) if p.size]
    # Forty frames at fifteen a second are two whole seconds and a part, after one that is coded anew.
    assert len(packets) == 10 + 4 + 5


@pytest.mark.parametrize(("size", "matrix"), [((256, 144), 6), ((1280, 720), 1)])
def test_colours_are_tagged_and_true(tmp_path, size, matrix):
    red = np.zeros((size[1], size[0], 4), np.uint8)
    red[...] = (200, 30, 60, 255)
    encoder = VideoEncoder(tmp_path / "f.mp4", size, 15, "balanced")
    encoder.add(0, 15, red)
    encoder.close()
    with av.open(str(tmp_path / "f.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_range) == (matrix, matrix, 1)
        frame = next(container.decode(video=0))
        y, u, v = (int(plane) for plane in frame.to_ndarray()[[0, size[1], size[1] * 5 // 4 + 1], 4])
    kr, kb = (0.2126, 0.0722) if matrix == 1 else (0.299, 0.114)
    luma = kr * 200 + (1 - kr - kb) * 30 + kb * 60
    assert y == pytest.approx(16 + luma * 219 / 255, abs=2)
    assert u == pytest.approx(128 + (60 - luma) / (2 * (1 - kb)) * 224 / 255, abs=2)
    assert v == pytest.approx(128 + (200 - luma) / (2 * (1 - kr)) * 224 / 255, abs=2)


@pytest.mark.parametrize(("preset", "profile"), [("fast", "High"), ("balanced", "High"), ("small", "High")])
def test_presets_are_high_profile(tmp_path, preset, profile):
    film(tmp_path / "f.mp4", preset=preset)
    with av.open(str(tmp_path / "f.mp4")) as container:
        assert container.streams.video[0].codec_context.profile == profile


def test_frames_out_of_order_are_refused(tmp_path):
    encoder = VideoEncoder(tmp_path / "f.mp4", (256, 144), 15, "fast")
    encoder.add(0, 1, ramp((256, 144), 0))
    with pytest.raises(ValueError, match="frame 5 was given where frame 1 was due"):
        encoder.add(5, 1, ramp((256, 144), 9))


def test_the_film_has_sound_chapters_language_and_title(tmp_path):
    film(tmp_path / "picture.mp4")
    seconds = 55 / 15
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * AUDIO_RATE)) / AUDIO_RATE)
    assemble(
        tmp_path / "picture.mp4",
        tone.astype(np.float32),
        tmp_path / "film.mp4",
        chapters=[("One & only", 0, 2), ("Two", 2, seconds)],
        language="en",
        metadata={"title": "A title", "album": "A course"},
    )
    with av.open(str(tmp_path / "film.mp4")) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["One & only", "Two"]
        assert container.metadata["title"] == "A title"
        assert audio.metadata["language"] == "eng"
        assert (audio.codec_context.name, audio.codec_context.sample_rate) == ("aac", 48_000)
        video_end, audio_end = (float(s.duration * s.time_base) for s in (video, audio))
        assert abs(video_end - audio_end) < 1 / 15
        heard = np.concatenate([f.to_ndarray()[0] for f in container.decode(audio=0)])
        assert np.sqrt(np.mean(heard[4800:-4800] ** 2)) == pytest.approx(0.1 / np.sqrt(2), rel=0.02)
    data = (tmp_path / "film.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the film must be playable before it is wholly loaded"

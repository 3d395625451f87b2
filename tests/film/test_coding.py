"""How a film is encoded follows what changes; either way it shows its pictures and can be entered."""

import av
import numpy as np
import pytest

from mathviz.film import coding
from mathviz.film.coding import CALM, PRESETS
from mathviz.film.encoder import VideoEncoder

SIZE, FPS = (256, 144), 15


def film(path, pictures, preset="balanced"):
    encoder = VideoEncoder(path, SIZE, FPS, preset)
    for index, pixels in enumerate(pictures):
        encoder.add(index, 1, pixels)
    assert encoder.close() == len(pictures)
    return path


def noise(number, seed=0):
    """Pictures with nothing in common."""
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 256, (number, 18, 32, 4), np.uint8)
    return [np.kron(block, np.ones((8, 8, 1), np.uint8)) for block in blocks]


def steps(number):
    """A small square on its way across a picture that stands still."""
    pictures = []
    for k in range(number):
        pixels = noise(1)[0].copy()
        pixels[64:80, 2 * k % 240 : 2 * k % 240 + 16] = (255, 255, 0, 255)
        pictures.append(pixels)
    return pictures


def entries(path):
    """The frames that refer to none before."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [round(p.pts * p.time_base * FPS) for p in container.demux(stream) if p.is_keyframe and p.size]


def error(path, pictures):
    """The mean difference of luma between a film and its pictures, each."""
    weights = np.array([0.299, 0.587, 0.114])
    with av.open(str(path)) as container:
        shown = [frame.to_ndarray(format="rgb24") @ weights for frame in container.decode(video=0)]
    assert len(shown) == len(pictures)
    return [
        np.abs(one - pixels[..., :3] @ weights).mean() for one, pixels in zip(shown, pictures, strict=True)
    ]


def test_what_changes_much_is_encoded_in_another_way_and_all_is_shown(tmp_path):
    pictures = steps(30) + noise(70, 1) + steps(140)
    path = film(tmp_path / "film.mp4", pictures)
    before, after = entries(path)[:2]
    # As soon as the last pictures tell; without change of the way it would be after four seconds.
    assert before == 0 and 30 < after <= 31 + 15
    assert max(error(path, pictures)) < 4


def test_both_ways_have_the_same_headers(tmp_path, monkeypatch):
    found = set()
    for calm in (CALM, {}):
        monkeypatch.setattr(coding, "CALM", calm)
        with av.open(str(film(tmp_path / "film.mp4", steps(5)))) as container:
            found.add(bytes(container.streams.video[0].codec_context.extradata))
    assert len(found) == 1


@pytest.mark.parametrize("preset", PRESETS)
def test_a_film_can_be_entered_every_four_seconds(tmp_path, preset):
    path = film(tmp_path / "film.mp4", steps(200), preset)
    assert max(np.diff([*entries(path), 200])) <= 4 * FPS + 1


@pytest.mark.parametrize("preset", ["fast", "balanced"])
def test_what_stays_is_told_and_seen_as_before(tmp_path, preset, monkeypatch):
    """Hints change what x264 does, never what is seen."""
    told = film(tmp_path / "told.mp4", steps(59), preset)
    monkeypatch.setattr("mathviz.film.hints._functions", lambda: None)
    silent = film(tmp_path / "silent.mp4", steps(59), preset)
    assert told.read_bytes() != silent.read_bytes()
    assert max(error(told, steps(59))) < max(error(silent, steps(59))) + 0.1
    assert told.stat().st_size < 1.02 * silent.stat().st_size

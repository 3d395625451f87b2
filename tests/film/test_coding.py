"""How a film is encoded follows what changes; each way shows its pictures and can be entered."""

import av
import numpy as np
import pytest

from mathviz.film import coding
from mathviz.film.coding import CAREFUL, DIFFERENCES, PRESETS
from mathviz.film.encoder import VideoEncoder
from mathviz.film.hints import Hints

SIZE, FPS = (640, 360), 15


def film(path, pictures, preset="balanced"):
    encoder = VideoEncoder(path, SIZE, FPS, preset)
    for index, pixels in enumerate(pictures):
        encoder.add(index, 1, pixels)
    assert encoder.close() == len(pictures)
    return path


def noise(number, seed=0):
    """Pictures with nothing in common."""
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 256, (number, 45, 80, 4), np.uint8)
    return [np.kron(block, np.ones((8, 8, 1), np.uint8)) for block in blocks]


def still():
    """A picture with something in it."""
    pixels = np.full((360, 640, 4), 40, np.uint8)
    pixels[:48, :64] = noise(1)[0][:48, :64]
    return pixels


def steps(number):
    """A small square on its way across a picture that stands still."""
    pictures = []
    for k in range(number):
        pixels = still()
        pixels[64:80, 2 * k : 2 * k + 16] = (255, 255, 0, 255)
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


@pytest.mark.parametrize("preset", ["fast", "balanced"])
def test_what_changes_much_is_encoded_in_another_way_and_all_is_shown(tmp_path, preset):
    pictures = steps(30) + noise(70, 1) + steps(140)
    path = film(tmp_path / "film.mp4", pictures, preset)
    before, after = entries(path)[:2]
    # As soon as the last pictures tell; without change of the way it would be after four seconds.
    assert before == 0 and 30 < after <= 31 + 15
    assert max(error(path, pictures)) < 4


def grows(number):
    """A line that is drawn on a picture that stands still, slowly."""
    pictures = [still() for _ in range(number)]
    for k, pixels in enumerate(pictures):
        pixels[70:73, :k] = (255, 255, 0, 255)
    return pictures


def test_where_little_changes_its_squares_alone_are_coded(tmp_path, monkeypatch):
    pictures = grows(59)
    ours = film(tmp_path / "ours.mp4", pictures)
    monkeypatch.setattr(coding, "DIFFERENCES", ())
    others = film(tmp_path / "x264.mp4", pictures)
    assert entries(ours) == entries(others) == [0]
    assert ours.read_bytes() != others.read_bytes()
    assert max(error(ours, pictures)) < max(error(others, pictures)) + 0.1
    assert ours.stat().st_size < 3 * others.stat().st_size


def test_what_moves_goes_back_to_x264_and_stays_there(tmp_path):
    """Differences take much for what moves: that is found out once, not again and again."""
    rng = np.random.default_rng(0)
    block = np.kron(rng.integers(0, 256, (16, 16, 4), np.uint8), np.ones((3, 3, 1), np.uint8))
    pictures = [np.zeros((360, 640, 4), np.uint8) for _ in range(200)]
    for k, pixels in enumerate(pictures):
        pixels[40:88, k : k + 48] = block
    first, second, *later = entries(film(tmp_path / "film.mp4", pictures))
    assert first == 0 and second <= 16
    assert set(np.diff([second, *later])) == {4 * FPS}


def test_nothing_is_left_of_what_faded_when_the_picture_stays(tmp_path):
    """What x264 codes roughly is coded anew then; what we code is finely coded anyway."""
    gone = np.full((360, 640, 4), 40, np.uint8)
    fading = [(gone + (noise(1, 5)[0] - 40.0) * (1 - k / 40)).astype(np.uint8) for k in range(1, 40)]
    for before, entered, most in ((noise(30), True, 1), (grows(30), False, 8)):
        encoder = VideoEncoder(tmp_path / "film.mp4", SIZE, FPS, "balanced")
        pictures = before + (fading if entered else [])
        for index, pixels in enumerate([*pictures, gone]):
            encoder.add(index, 1 if index < len(pictures) else 3 * FPS, pixels)
        encoder.close()
        assert (len(pictures) in entries(tmp_path / "film.mp4")) == entered
        with av.open(str(tmp_path / "film.mp4")) as container:
            *_, last = container.decode(video=0)
        luma = last.reformat(format="gray").to_ndarray().astype(int)
        assert np.abs(luma - np.median(luma)).max() <= most


def test_without_the_compiled_library_x264_encodes_it_all(tmp_path, monkeypatch):
    monkeypatch.setattr(coding, "compiled", lambda: False)
    alone = film(tmp_path / "alone.mp4", grows(59))
    monkeypatch.setattr(coding, "DIFFERENCES", ())
    assert alone.read_bytes() == film(tmp_path / "x264.mp4", grows(59)).read_bytes()


def test_all_ways_have_the_same_headers(tmp_path, monkeypatch):
    found = set()
    for careful, differences in ((CAREFUL, DIFFERENCES), ({}, DIFFERENCES), (CAREFUL, ()), ({}, ())):
        monkeypatch.setattr(coding, "CAREFUL", careful)
        monkeypatch.setattr(coding, "DIFFERENCES", differences)
        with av.open(str(film(tmp_path / "film.mp4", steps(5)))) as container:
            found.add(bytes(container.streams.video[0].codec_context.extradata))
    assert len(found) == 1


@pytest.mark.parametrize("preset", PRESETS)
def test_a_film_can_be_entered_every_four_seconds(tmp_path, preset):
    path = film(tmp_path / "film.mp4", steps(200), preset)
    assert max(np.diff([*entries(path), 200])) <= 4 * FPS + 1


@pytest.mark.parametrize("preset", ["fast", "balanced"])
def test_what_stays_is_told_and_seen_as_before(tmp_path, preset, monkeypatch):
    """Hints change what x264 does, never what is seen; it trusts them."""
    monkeypatch.setattr(coding, "DIFFERENCES", ())
    pictures = steps(59)
    told = film(tmp_path / "told.mp4", pictures, preset)
    tell = Hints.tell
    monkeypatch.setattr(Hints, "tell", lambda hints, changed: tell(hints, None))
    silent = film(tmp_path / "silent.mp4", pictures, preset)
    assert max(error(told, pictures)) < max(error(silent, pictures)) + 0.1
    assert told.stat().st_size < 1.02 * silent.stat().st_size
    nothing = np.zeros((23, 40), bool)
    monkeypatch.setattr(Hints, "tell", lambda hints, told: tell(hints, None if told is None else nothing))
    misled = film(tmp_path / "misled.mp4", pictures, preset)
    assert max(error(misled, pictures)) > max(error(told, pictures)) + 0.3

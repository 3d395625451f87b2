"""The encoder: what changed is converted and encoded, what stands is not, and films join exactly."""

from fractions import Fraction

import av
import numpy as np
import pytest

from mathviz.film.encoder import PRESETS, VideoEncoder
from mathviz.film.join import SOUND_RATE, Part, join
from tests.digests import digest

SIZE = (256, 144)


def pictures():
    """Six frames of noise, each unlike the one before in two rectangles; with what changed."""
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (144, 256, 4), np.uint8)
    yield pixels, None
    for shift in range(1, 6):
        areas = ((16 * shift, 32, 16 * shift + 48, 64), (128, 16 * shift, 256, 144))
        for x0, y0, x1, y1 in areas:
            pixels[y0:y1, x0:x1] = rng.integers(0, 256, (y1 - y0, x1 - x0, 4), np.uint8)
        yield pixels, areas


def encode(path, frames, preset="balanced", fps=15, **options):
    encoder = VideoEncoder(path, SIZE, fps, preset, **options)
    index = 0
    for pixels, count, changed in frames:
        encoder.add(index, count, pixels, changed)
        index += count
    encoder.close()
    return path


def packets(path):
    with av.open(str(path)) as film:
        return [(p.pts, p.duration, p.is_keyframe) for p in film.demux(video=0) if p.size]


def decoded(path):
    """The frames with the time at which each is shown."""
    with av.open(str(path)) as film:
        return [(frame.time, frame.to_ndarray(format="rgb24").astype(int)) for frame in film.decode(video=0)]


def solid(grey):
    return np.full((144, 256, 4), (grey, 255 - grey, 90, 255), np.uint8)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_film_is_the_same_whether_changed_areas_or_whole_frames_are_converted(tmp_path, preset):
    by_area = encode(tmp_path / "a.mp4", ((p, 1, c) for p, c in pictures()), preset)
    whole = encode(tmp_path / "b.mp4", ((p, 1, None) for p, _ in pictures()), preset)
    assert digest(by_area) == digest(whole)


@pytest.mark.parametrize("changed", [None, (), ((0, 0, 16, 16),)])
def test_an_equal_frame_prolongs_the_one_before(tmp_path, changed):
    encode(tmp_path / "a.mp4", [(solid(10), 1, None), (solid(200), 2, None), *[(solid(200), 1, changed)] * 5])
    lengths = [length // 256 for _, length, _ in packets(tmp_path / "a.mp4")]
    assert lengths == [1, 7]


def test_at_a_constant_rate_each_frame_has_its_packet(tmp_path):
    encode(tmp_path / "a.mp4", [(solid(10), 4, None), (solid(200), 40, None)], cfr=True)
    assert [length // 256 for _, length, _ in packets(tmp_path / "a.mp4")] == [1] * 44


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("fps", [24, Fraction(30000, 1001), Fraction(25, 2)])
def test_no_frame_rate_drifts(tmp_path, preset, fps):
    frames = [(solid(10 * k), 1 + 7 * (k % 4), None) for k in range(20)]
    encode(tmp_path / "a.mp4", frames, preset, fps)
    length = sum(count for _, count, _ in frames) / Fraction(fps)
    with av.open(str(tmp_path / "a.mp4")) as film:
        stream = film.streams.video[0]
        assert stream.duration * stream.time_base == length
    starts = np.cumsum([0] + [count for _, count, _ in frames])
    shown = {round(time * fps): frame for time, frame in decoded(tmp_path / "a.mp4")}
    for (pixels, _, _), start in zip(frames, starts, strict=False):
        assert np.abs(shown[start] - pixels[..., :3]).max() <= 6


def test_lossless_keeps_every_pixel(tmp_path):
    encode(tmp_path / "a.mp4", ((p, 1, c) for p, c in pictures()), "lossless")
    for (pixels, _), (_, shown) in zip(pictures(), decoded(tmp_path / "a.mp4"), strict=True):
        assert np.array_equal(shown, pixels[..., :3])


def test_small_is_smaller_than_balanced_and_balanced_than_fast(tmp_path):
    noise = [(p.copy(), 1, None) for p, _ in pictures()]
    sizes = [
        encode(tmp_path / f"{name}.mp4", noise, name).stat().st_size for name in ("small", "balanced", "fast")
    ]
    assert sizes == sorted(sizes)


def test_an_encoder_that_fails_says_so_and_leaves_nobody_waiting(tmp_path):
    encoder = VideoEncoder(tmp_path / "a.mp4", (255, 144), 15, "fast")  # an odd width has no 4:2:0 picture
    with pytest.raises((av.FFmpegError, ValueError)):
        for index in range(50):
            encoder.add(index, 1, np.full((144, 255, 4), 5 * index, np.uint8))
        encoder.close()


@pytest.mark.parametrize("preset", PRESETS)
def test_a_film_is_cut_at_key_frames_and_joined_again(tmp_path, preset):
    encoder = VideoEncoder(tmp_path / "whole.mp4", SIZE, 15, preset)
    for index in range(0, 30, 3):
        encoder.add(index, 3, solid(8 * index), key=index in (9, 21))
    encoder.close()
    whole = tmp_path / "whole.mp4"
    for name, first, last in (("a", 0, 9), ("b", 9, 21), ("c", 21, None)):
        join([Part(whole, first, last)], tmp_path / f"{name}.mp4", 15)
    assert [time for time, _ in decoded(tmp_path / "b.mp4")] == pytest.approx(
        np.arange(0, 12, 3) / 15
    ) or preset
    middle = dict(decoded(tmp_path / "b.mp4"))
    assert min(middle) == 0
    assert np.abs(middle[0] - solid(72)[..., :3]).max() <= 6
    join([Part(tmp_path / f"{name}.mp4") for name in "abc"], tmp_path / "again.mp4", 15)
    assert packets(tmp_path / "again.mp4") == packets(whole)
    with pytest.raises(ValueError, match="can't be cut before frame 12"):
        join([Part(whole, 12)], tmp_path / "d.mp4", 15)


def test_a_cut_shows_where_a_still_picture_was_cut(tmp_path):
    encoder = VideoEncoder(tmp_path / "a.mp4", SIZE, 15, "balanced")
    encoder.add(0, 5, solid(50))
    encoder.add(5, 5, solid(50), (), key=True)
    encoder.close()
    assert [start // 256 for start, _, key in packets(tmp_path / "a.mp4") if key] == [0, 5]


def test_a_film_may_begin_with_the_picture_that_was_in_its_memory_before(tmp_path):
    encoder = VideoEncoder(tmp_path / "a.mp4", SIZE, 15, "balanced")
    encoder._picture.write(encoder.patches(solid(50), None))
    encoder.add(0, 5, solid(50))
    encoder.add(5, 5, solid(60))
    encoder.close()
    assert [start // 256 for start, _, _ in packets(tmp_path / "a.mp4")] == [0, 1, 5]


def test_a_joined_film_has_its_sound_to_the_sample(tmp_path):
    encode(tmp_path / "a.mp4", [(solid(9), 30, None)])
    beep = np.zeros((2 * SOUND_RATE, 2), np.float32)
    beep[SOUND_RATE : SOUND_RATE + 4800] = 0.5 * np.sin(np.arange(4800) * 0.1)[:, None]
    join([Part(tmp_path / "a.mp4")], tmp_path / "b.mp4", 15, sound=beep, metadata={"title": "T"})
    with av.open(str(tmp_path / "b.mp4")) as film:
        assert film.metadata["title"] == "T"
        blocks = [(f.time, f.to_ndarray()) for f in film.decode(audio=0)]
    heard = np.concatenate([block for _, block in blocks], axis=1)
    loud = np.flatnonzero(np.abs(heard[0]) > 0.2) / SOUND_RATE + blocks[0][0]
    assert (loud[0], loud[-1]) == pytest.approx((1, 1.1), abs=0.005)

"""Pictures as differences: decoders show just what the coder thinks, close to what should be seen."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.film import changes
from mathviz.film.changes import Changes
from mathviz.film.native import Planes
from mathviz.film.tiles import TILE
from tests.film.parts import bring_up, drive


@pytest.fixture(scope="module", autouse=True)
def built():
    bring_up("changes", changes._library)
    assert changes.compiled()


class Stretch:
    """A picture that changes, encoded as differences, beside a decoder that shows it."""

    def __init__(self, width, height, seed=0):
        self.random = np.random.default_rng(seed)
        shapes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
        self.picture = Planes([np.full(shape, 90, np.uint8) for shape in shapes], (0, 1, 1))
        self.tiles = -(-height // TILE), -(-width // TILE)
        self.changes = Changes(self.picture)
        first = av.VideoFrame(width, height, "yuv420p")
        for target, plane in zip(first.planes, self.picture.planes, strict=True):
            lines = np.zeros((plane.shape[0], target.line_size), np.uint8)
            lines[:, : plane.shape[1]] = plane
            target.update(lines)
        film = av.open(io.BytesIO(), "w", format="mp4")
        coder = film.add_stream("libx264", rate=15).codec_context
        coder.width, coder.height, coder.pix_fmt = width, height, "yuv420p"
        parameters = "ref=1:weightp=0:threads=1"
        coder.options = {"preset": "veryfast", "tune": "zerolatency", "x264-params": parameters}
        coder.time_base = Fraction(1, 15)
        first.pts = 0
        (packet,) = coder.encode(first)
        self.changes.begin(coder.extradata, packet)
        self.decoder = av.CodecContext.create("h264", "r")
        self.decoder.extradata, self.decoder.thread_count = coder.extradata, 1
        self.decoder.decode(packet)
        self.number = 0

    def change(self, where, values):
        """Change tiles, where bool (down, across) says so, to values that a function gives for their size."""
        for y, x in np.argwhere(where):
            for plane, half in zip(self.picture.planes, self.picture.halves, strict=True):
                size = TILE >> half
                part = plane[y * size : (y + 1) * size, x * size : (x + 1) * size]
                part[...] = values(part.shape)

    def show(self, changed, lasts=1):
        """Encode the picture; its packet, and how far decoders are from what it should be, on average."""
        packet = self.changes.packet(changed, lasts)
        self.number += 1
        unit = av.Packet(packet)
        unit.pts = unit.dts = self.number
        (frame,) = self.decoder.decode(unit)
        errors = []
        planes = zip(frame.planes, self.changes.shown.planes, self.picture.planes, strict=True)
        for decoded, thought, due in planes:
            height, width = due.shape
            lines = np.frombuffer(decoded, np.uint8).reshape(-1, decoded.line_size)[:height, :width]
            assert (lines == thought[:height, :width]).all()
            errors.append(np.abs(lines.astype(int) - due).mean())
        return packet, max(errors)


SIZES = st.sampled_from([(64, 48), (70, 66), (322, 182), (16, 16), (18, 34)])


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(0, 999), st.lists(st.floats(0, 1), min_size=1, max_size=5), st.sampled_from([1, 9]))
def test_decoders_show_what_the_coder_thinks_they_show(size, seed, shares, lasts):
    stretch = Stretch(*size, seed)
    for share in shares:
        where = stretch.random.random(stretch.tiles) < share
        kind = stretch.random.integers(3)
        bounds = ((0, 256), (60, 120), (90, 92))[kind]
        stretch.change(where, lambda shape, bounds=bounds: stretch.random.integers(*bounds, shape))
        stretch.show(where, lasts)


def test_more_than_a_turn_of_pictures_are_told_apart():
    stretch = Stretch(64, 48)
    for k in range(70):
        where = np.zeros(stretch.tiles, bool)
        where[k % 3, k % 4] = True
        stretch.change(where, lambda shape, k=k: k)
        assert stretch.show(where, 9)[1] <= 1


def test_what_stays_is_shown_finely():
    stretch = Stretch(320, 192)
    everywhere, nowhere = np.ones(stretch.tiles, bool), np.zeros(stretch.tiles, bool)
    stretch.change(everywhere, lambda shape: stretch.random.integers(60, 190, shape))
    rough, moving = stretch.show(everywhere)
    fine, still = stretch.show(nowhere)
    nothing, later = stretch.show(nowhere)
    assert still == later <= moving / 2
    assert len(nothing) < 40 < len(fine) < 2 * len(rough)
    stretch.change(everywhere, lambda shape: stretch.random.integers(60, 190, shape))
    assert stretch.show(everywhere, lasts=60)[1] <= moving / 2


def test_what_stays_costs_nothing():
    stretch = Stretch(1920, 1088)
    assert len(stretch.show(np.zeros(stretch.tiles, bool))[0]) < 100
    where = np.zeros(stretch.tiles, bool)
    where[20, 30:40] = True
    stretch.change(where, lambda shape: 200)
    assert len(stretch.show(where)[0]) < 300


def test_a_stream_that_is_coded_otherwise_is_refused():
    stretch = Stretch(64, 48)
    with pytest.raises(ValueError, match="parameter sets say"):
        stretch.changes.__class__(stretch.picture).begin(
            b"\0\0\1\x67\x42" + b"\x80" * 20 + b"\0\0\1\x68\xc0", None
        )


def test_the_sanitizers_find_nothing(tmp_path):
    assert drive("changes", tmp_path).startswith("pictures: 12, bytes: ")

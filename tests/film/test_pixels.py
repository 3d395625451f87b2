"""Pixels in the encoder's format: compiled and by NumPy the same, a part as in the whole, true colours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathviz.film import native
from mathviz.film.native import BT601, BT709, Patches, Planes
from tests.film.parts import bring_up, drive


@pytest.fixture(scope="module", autouse=True)
def built():
    bring_up("pixels", native._library)
    assert native.compiled()


def picture(seed=0):
    return np.random.default_rng(seed).integers(0, 256, (34, 46, 4), np.uint8)


def planes():
    shapes = ((34, 46), (17, 23), (17, 23))
    return Planes([np.zeros(shape, np.uint8) for shape in shapes], (0, 1, 1))


EVEN = st.tuples(st.integers(0, 22), st.integers(0, 16), st.integers(1, 23), st.integers(1, 17))
AREAS = st.lists(EVEN.map(lambda a: (2 * a[0], 2 * a[1], 2 * max(a[0] + 1, a[2]), 2 * max(a[1] + 1, a[3]))))


@given(AREAS, st.sampled_from([BT601, BT709]))
def test_compiled_code_and_numpy_make_the_same_bytes(areas, weights):
    results = []
    for library_used in (native._library(), None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(native, "_library", lambda used=library_used: used)
            target, patches = planes(), Patches.of(picture(), areas, weights)
            before = target.differ(patches)
            target.write(patches)
            made = [before, target.differ(patches), *target.planes]
            results.append([array.tobytes() for array in made])
    assert results[0] == results[1]
    assert before.any() == bool(areas)
    assert not any(results[0][1])


def test_just_the_tiles_that_change_are_found():
    target, rgba = planes(), picture()
    whole = [(0, 0, 46, 34)]
    target.write(Patches.of(rgba, whole, BT709))
    rgba[17, 45] = 255 - rgba[17, 45]
    rgba[33, 2] = 255 - rgba[33, 2]
    for library_used in (native._library(), None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(native, "_library", lambda used=library_used: used)
            found = target.differ(Patches.of(rgba, whole, BT709))
        assert np.argwhere(found).tolist() == [[1, 2], [2, 0]]


@given(AREAS)
def test_a_part_is_converted_as_in_the_whole(areas):
    whole, parts = planes(), planes()
    whole.write(Patches.of(picture(), [(0, 0, 46, 34)], BT709))
    parts.write(Patches.of(picture(), [(0, 0, 46, 34)], BT709))
    parts.write(Patches.of(np.zeros((34, 46, 4), np.uint8), areas, BT709))
    parts.write(Patches.of(picture(), areas, BT709))
    assert all(np.array_equal(a, b) for a, b in zip(whole.planes, parts.planes, strict=True))


@pytest.mark.parametrize(("weights", "kr", "kb"), [(BT601, 0.299, 0.114), (BT709, 0.2126, 0.0722)])
def test_colours_are_those_of_the_standard(weights, kr, kb):
    colours = np.random.default_rng(1).integers(0, 256, (200, 4), np.uint8)
    for red, green, blue, _ in colours.astype(float):
        target = planes()
        pixels = np.full((34, 46, 4), (red, green, blue, 255), np.uint8)
        target.write(Patches.of(pixels, [(0, 0, 46, 34)], weights))
        luma = kr * red + (1 - kr - kb) * green + kb * blue
        expected = (
            16 + luma * 219 / 255,
            128 + (blue - luma) / (2 * (1 - kb)) * 224 / 255,
            128 + (red - luma) / (2 * (1 - kr)) * 224 / 255,
        )
        assert [int(plane[3, 4]) for plane in target.planes] == pytest.approx(expected, abs=0.51)


def test_the_sanitizers_find_nothing(tmp_path):
    assert drive("pixels", tmp_path) == "tiles that differ before: 6, after: 0\n"

"""A lecture drawn in pieces: the same bytes however they are divided, and joined the same film."""

import time

import av
import numpy as np
import pytest
from manim import Circle, Dot, Square, Transform, ValueTracker

from mathviz.film.join import Part, join
from mathviz.film.renderer import Nothing
from mathviz.film.segments import draw_segments, segment_name
from mathviz.stage import Lecture
from mathviz.timeline import segments_of
from tests.digests import digest
from tests.stage.trial import SIZE, Frames, Trial, run

FPS = 15


def perform(sink):
    run(Trial, fps=FPS, sink=sink)


def draw(folder, pieces):
    folder.mkdir()
    paths = draw_segments(perform, pieces, folder, size=SIZE, fps=FPS, preset="lossless")
    return {path.name: digest(path) for path in paths}


@pytest.fixture(scope="module")
def pieces():
    return segments_of(run(Trial, fps=FPS).timeline(), FPS)


@pytest.fixture(scope="module")
def together(tmp_path_factory, pieces):
    folder = tmp_path_factory.mktemp("segments") / "together"
    return folder, draw(folder, pieces)


@pytest.mark.parametrize("count", [2, 3, 7])
def test_bytes_do_not_depend_on_how_the_pieces_are_divided(tmp_path, pieces, together, count):
    assert len(pieces) > count
    divided = {}
    for part in range(count):
        divided |= draw(tmp_path / str(part), pieces[part::count])
    assert divided == together[1]


def test_a_piece_by_itself_is_the_same(tmp_path, pieces, together):
    last = pieces[-1]
    assert draw(tmp_path / "last", [last]) == {segment_name(last): together[1][segment_name(last)]}


def test_joined_they_are_the_lecture(tmp_path, pieces, together):
    folder, _ = together
    join([Part(folder / segment_name(piece)) for piece in pieces], tmp_path / "film.mp4", FPS)
    perform(drawn := Frames())
    with av.open(str(tmp_path / "film.mp4")) as film:
        shown = {round(frame.time * FPS): frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)}
    assert sum(map(len, pieces)) == len(drawn.pictures)
    for index, pixels in shown.items():
        assert np.array_equal(pixels, drawn.pictures[index][..., :3]), f"frame {index}"


def test_a_piece_beyond_the_end_is_an_error_and_no_file_appears(tmp_path):
    with pytest.raises(ValueError, match="the scene has no frame 99999"):
        draw(tmp_path / "none", [range(99990, 100000)])
    assert [path for path in (tmp_path / "none").iterdir() if not path.name.startswith(".")] == []


class Plain(Lecture):
    """A circle that becomes a square."""

    def construct(self):
        self.chapter("Alone")
        self.play(Transform(Circle(), Square()), run_time=2)


class Following(Lecture):
    """A dot that is put in its place, slowly, for each frame."""

    def construct(self):
        self.chapter("Alone")
        tracker = ValueTracker(0)

        def follow(dot):
            time.sleep(0.002)
            dot.set_x(tracker.get_value())

        self.add(tracker, Dot().add_updater(follow))
        self.play(tracker.animate.set_value(3), run_time=2)


class Ticking(Lecture):
    """A dot that moves by itself."""

    def construct(self):
        self.chapter("Alone")
        self.add(Dot().add_updater(lambda dot, dt: dot.shift([dt, 0, 0])))
        self.play(Transform(Circle(), Square()), run_time=2)


def rehearsed(lecture):
    run(lecture, fps=FPS, sink=(sink := Nothing()))
    return sink


def test_a_rehearsal_tells_what_stepping_would_take_that_it_did_without():
    plain, following, ticking = map(rehearsed, (Plain, Following, Ticking))
    assert (plain.updating, plain.unstepped) == (False, 0)
    assert following.updating and following.unstepped >= 0.002 * 2 * FPS
    assert (ticking.updating, ticking.unstepped) == (True, 0), "it was stepped through"

"""Promise 2: time is whole frames, and the same in rehearsal and in films at any frame rate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import FadeIn, Square

from mathviz.stage import Lecture
from mathviz.timeline import TICKS_PER_SECOND, frame_at, ticks
from tests.stage.trial import Frames, Trial, run

RATES = (15, 24, 30, 60)


@given(st.integers(0, 10**6), st.sampled_from(RATES))
def test_a_boundary_is_the_nearest_frame(tick, fps):
    assert abs(frame_at(tick, fps) - tick * fps / TICKS_PER_SECOND) <= 0.5


@given(st.lists(st.integers(1, 900), min_size=1, max_size=300), st.sampled_from(RATES))
def test_nothing_drifts_over_many_plays(lengths, fps):
    ends = np.cumsum(lengths)
    frames = np.diff([0, *(frame_at(int(end), fps) for end in ends)])
    assert (frames >= 0).all()
    assert frames.sum() == frame_at(int(ends[-1]), fps)


@pytest.fixture(scope="module")
def rehearsal():
    return run(Trial).timeline()


@pytest.mark.parametrize("fps", RATES)
def test_rehearsal_and_film_have_one_timeline(rehearsal, fps):
    assert run(Trial, fps=fps).timeline() == rehearsal


@pytest.mark.parametrize("fps", (15, 24))
def test_the_film_has_the_frames_of_its_timeline(rehearsal, fps):
    sink = Frames()
    run(Trial, fps=fps, sink=sink)
    assert len(sink.pictures) == rehearsal.frames(fps)


class AwkwardTimes(Lecture):
    """Lengths that Manim's own clock rounds up, down and away."""

    lengths = (0.7, 4.1, 8.3, 0.05, 1 / 3)

    def construct(self):
        self.chapter("Only")
        for length in self.lengths:
            self.play(FadeIn(Square()), run_time=length)
            self.hold(length)


@pytest.mark.parametrize("fps", RATES)
def test_awkward_lengths_are_kept_exactly(fps):
    sink = Frames()
    scene = run(AwkwardTimes, fps=fps, sink=sink, size=(128, 72))
    chapter_and_close = ticks(AwkwardTimes.closing) + ticks(0.3)
    wanted = 2 * sum(ticks(length) for length in AwkwardTimes.lengths) + chapter_and_close
    assert scene.now == wanted
    assert len(sink.pictures) == frame_at(wanted, fps)


def test_frames_do_not_depend_on_what_was_drawn_before():
    everything, few = Frames(), {}

    class Few:
        def wants(self, first, last):
            return [k for k in range(first, last) if k % 17 == 5]

        def frame(self, index, count, pixels, changed=None):
            few[index] = (pixels.copy(), count)

    run(Trial, sink=everything)
    run(Trial, sink=Few())
    assert len(few) > 8
    for index, (pixels, _) in few.items():
        assert np.array_equal(pixels, everything.pictures[index]), f"frame {index}"

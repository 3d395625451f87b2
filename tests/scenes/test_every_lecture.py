"""Every lecture of the set is rehearsed: so none can rot against the engine."""

from itertools import combinations

import numpy as np
import pytest

from mathviz.build.config import load_project, select
from mathviz.build.rehearsal import rehearse
from mathviz.stage import CAPTIONS, TITLE
from mathviz.theme import ACCENTS
from mathviz.timeline import frame_at, seconds
from mathviz.voice import caption_problems, cues
from tests.scenes.rehearsed import ROOT, Look, Piece, rehearsed, watched

PROJECT = load_project(ROOT / "config" / "course.yaml")
LECTURES = [lecture.id for lecture in select(PROJECT, []).lectures]
# One process of the test run looks at all of a lecture, so that it is rehearsed once.
each_lecture = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in LECTURES]
)
HALF_WIDTH, HALF_HEIGHT = 64 / 9, 4  # of the frame, in its units
SMALLEST = 28  # pixels of an em at 1080 lines


def test_the_whole_curriculum_is_there():
    assert len(PROJECT.lectures) == 110
    assert len({module for _, module, _ in PROJECT.course_set.placed_lectures()}) == 11


@each_lecture
def test_a_lecture_is_whole(name):
    timeline = rehearsed(name)
    assert 180 <= seconds(timeline.duration) <= 360
    assert len(timeline.chapters) >= 4
    assert len(timeline.questions) >= 2
    assert timeline.numbers
    for chapter, start, end in timeline.chapter_spans():
        assert seconds(end - start) >= 10, f"{chapter.title} is too short for a chapter"
    asking = [(question.asked, question.rest_end) for question in timeline.questions]
    for play in timeline.plays:
        thinking = any(start <= play.start and play.end <= end for start, end in asking)
        if play.hold and not thinking:
            assert seconds(play.end - play.start) <= 7, f"nothing moves for long: {play}"


def places(looks, wrong):
    """Where in the lecture's file something is wrong, each thing once, with its first time."""
    found = {}
    for look in looks:
        for told in wrong(look):
            found.setdefault(told, f"line {look.line}, at {look.time:.1f} s: {told}")
    return list(found.values())


@each_lecture
def test_nothing_leaves_the_frame_or_reaches_into_the_strip_for_captions(name):
    assert places(watched(name)[1], out_of_place) == []


def out_of_place(look):
    for piece in look.pieces:
        if abs(piece.low[0]) > HALF_WIDTH or abs(piece.high[0]) > HALF_WIDTH or piece.high[1] > HALF_HEIGHT:
            yield f"{piece.name} leaves the frame"
        if piece.low[1] < CAPTIONS.top:
            yield f"{piece.name} reaches into the strip for captions"


@each_lecture
def test_no_text_lies_on_another(name):
    assert places(watched(name)[1], overlapping) == []


def overlapping(look):
    for one, other in combinations(look.texts, 2):
        overlap = np.minimum(one.high, other.high) - np.maximum(one.low, other.low)
        if overlap.min() > 0.02:
            yield f"{one.name} and {other.name} overlap"


@each_lecture
def test_every_text_can_be_read_and_has_the_colour_of_a_role(name):
    theme = PROJECT.themes[PROJECT.profiles["web"].theme]
    # The background's colour is that of a number in a ring that is filled.
    roles = {theme.colour(role) for role in (*ACCENTS, "ink", "muted", "background")}

    def unreadable(look):
        for text in look.texts:
            if text.em < SMALLEST:
                yield f"{text.name} is {text.em:.0f} px; at least {SMALLEST}"
            if text.colours - roles:
                yield f"{text.name} has the colour {text.colours - roles}, of no role"

    assert places(watched(name)[1], unreadable) == []


@each_lecture
def test_the_strip_of_the_title_is_the_titles_alone(name):
    titles = {chapter.title for chapter in rehearsed(name).chapters}

    def in_the_strip(look):
        for text in look.texts:
            if text.high[1] > TITLE.bottom + 0.2 and text.shown not in titles:
                yield f"{text.name} stands where the title stands"

    assert places(watched(name)[1], in_the_strip) == []


def test_the_guards_see_what_is_wrong():
    def text(name, low, high, em=48, colour="#F2EFE8"):
        return Piece(name, name, True, np.array(low), np.array(high), em, frozenset({colour}))

    look = Look(1.0, 7, (text("a", (0, 0), (2, 1)), text("b", (1, 0.5), (3, 1)), text("c", (7, -3), (8, 0))))
    assert places([look, look], overlapping) == ["line 7, at 1.0 s: a and b overlap"]
    assert places([look], out_of_place) == [
        "line 7, at 1.0 s: c leaves the frame",
        "line 7, at 1.0 s: c reaches into the strip for captions",
    ]


@each_lecture
def test_its_captions_keep_the_rules(name):
    timeline = rehearsed(name)
    assert caption_problems(cues(timeline), timeline) == []


@each_lecture
def test_its_questions_have_time_to_think_and_their_answers_come_later(name):
    timeline = rehearsed(name)
    for question in timeline.questions:
        assert seconds(question.rest_end - question.rest_start) == 4
        assert question.rest_end <= question.answered < timeline.duration
        assert len(set(question.choices)) == len(question.choices) == len(question.explanations)


@each_lecture
def test_it_lasts_the_same_at_every_frame_rate(name):
    timeline = rehearsed(name)
    draft = PROJECT.profiles["draft"].model_copy(update={"fps": 15})
    assert rehearse(PROJECT, select(PROJECT, [name]).lectures[0], draft) == timeline
    for fps in (15, 24, 30, 60):
        lengths = [frame_at(play.end, fps) - frame_at(play.start, fps) for play in timeline.plays]
        assert sum(lengths) == timeline.frames(fps)

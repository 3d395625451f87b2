"""Every lecture of the set is rehearsed: so none can rot against the engine."""

import pytest

from mathviz.build.config import load_project, select
from mathviz.build.rehearsal import rehearse
from mathviz.timeline import frame_at, seconds
from mathviz.voice import caption_problems, cues
from tests.scenes.rehearsed import ROOT, rehearsed

PROJECT = load_project(ROOT / "config" / "course.yaml")
LECTURES = [lecture.id for lecture in select(PROJECT, []).lectures]


def test_the_whole_curriculum_is_there():
    assert len(PROJECT.lectures) == 110
    assert len({module for _, module, _ in PROJECT.course_set.placed_lectures()}) == 11


@pytest.mark.parametrize("name", LECTURES)
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


@pytest.mark.parametrize("name", LECTURES)
def test_its_captions_keep_the_rules(name):
    timeline = rehearsed(name)
    assert caption_problems(cues(timeline), timeline) == []


@pytest.mark.parametrize("name", LECTURES)
def test_it_lasts_the_same_at_every_frame_rate(name):
    timeline = rehearsed(name)
    lecture = select(PROJECT, [name]).lectures[0]
    for fps in (15, 60):
        profile = PROJECT.profiles["draft"].model_copy(update={"fps": fps})
        again = rehearse(PROJECT, lecture, profile)
        assert again == timeline
        assert sum(frame_at(p.end, fps) - frame_at(p.start, fps) for p in again.plays) == again.frames(fps)

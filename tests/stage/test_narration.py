"""Time told by words: what until, at and rest mean, for whichever voice; what a beat waits for."""

from itertools import pairwise

import pytest
from manim import UP, FadeIn, Square, VGroup

from mathviz.stage import AuthorError, Lecture, Question
from mathviz.timeline import seconds, ticks
from tests.stage.trial import run

TEXT = "Again and again, we square the square. Then {n} squares are left."


def spoken(body, text=TEXT, **values):
    """The scene of a lecture with one line, in which the body runs."""

    class Spoken(Lecture):
        def construct(self):
            self.chapter("Only")
            with self.say(text, **(values or {"n": 3})) as line:
                self.line = line
                body(self, line)

    return run(Spoken)


def onset(scene, text, number=1):
    return [word.start for word in scene.line.words if word.text.strip(".,").casefold() == text][number - 1]


def test_until_is_the_time_to_the_next_onset_and_counts_shown_words():
    def body(self, line):
        assert self.now + ticks(line.until("again")) == onset(self, "again", 2), "the first is now"
        assert self.now + ticks(line.until("square")) == onset(self, "square")
        assert self.now + ticks(line.until("square", 2)) == onset(self, "square", 2)
        line.at("square")
        assert self.now == onset(self, "square")
        assert self.now + ticks(line.until("square")) == onset(self, "square", 2)
        assert self.now + ticks(line.until("3")) == onset(self, "3"), "a value is found as it is shown"

    spoken(body)


def test_case_and_punctuation_do_not_matter():
    def body(self, line):
        assert line.until("Square.") == line.until("square")
        assert line.until("THEN") == line.until("then")

    spoken(body)


def test_rest_goes_to_the_end_of_the_last_word_and_the_beat_holds_a_pause_longer():
    def body(self, line):
        self.play(FadeIn(Square()), run_time=line.rest())
        assert self.now == line.words[-1].end
        with pytest.raises(AuthorError, match="the line is over"):
            line.rest()

    scene = spoken(body)
    (beat,) = scene.timeline().beats
    assert beat.end == scene.line.end + ticks(scene.studio.sentence_pause)


def test_what_ends_early_is_waited_for():
    scene = spoken(lambda self, line: self.play(FadeIn(Square()), run_time=0.5))
    (beat,) = scene.timeline().beats
    assert beat.end == scene.line.end + ticks(scene.studio.sentence_pause)


@pytest.mark.parametrize(("over", "told"), [(0.45, False), (0.55, True)])
def test_what_moves_may_outlast_its_words_by_the_slack_and_no_more(over, told):
    def body(self, line):
        self.play(FadeIn(Square()), run_time=line.rest() + over)

    if told:
        with pytest.raises(AuthorError, match=r"outlasts its words by 0\.55 s \(allowed: 0\.5 s\)"):
            spoken(body)
    else:
        spoken(body)


def test_sentences_follow_one_another_after_a_pause():
    scene = spoken(lambda self, line: None)
    for one, other in pairwise(scene.timeline().sentences):
        assert other.start - one.end == ticks(scene.studio.sentence_pause)


def test_a_value_has_one_form_in_caption_transcript_and_record():
    timeline = spoken(lambda self, line: None, text="It is {x}.", x=-0.5).timeline()
    (number,) = timeline.numbers
    (sentence,) = timeline.sentences
    assert (number.shown, number.spoken, number.value) == ("−0.5", "minus zero point five", -0.5)
    assert sentence.shown == "It is −0.5."
    assert sentence.said == "It is minus zero point five."


def test_a_name_that_is_given_two_values_keeps_both():
    class Twice(Lecture):
        def construct(self):
            self.chapter("Only")
            self.say("First {x}.", x=1)
            self.say("Again {x}.", x=1)
            self.say("Then {x}.", x=2)
            self.say("And {x}.", x=2)

    names = [(number.name, number.shown) for number in run(Twice).timeline().numbers]
    assert names == [("x", "1"), ("x#2", "2")]


QUESTION = Question(
    "Is [2 + 2](two plus two) equal to four?",
    choices=("Yes", "No"),
    answer=0,
    explanations=("Count them.", "Count them."),
)


def seen(scene):
    return [mobject for mobject in scene.mobjects if mobject.family_members_with_points()]


class Asking(Lecture):
    def construct(self):
        self.chapter("Only")
        self.asked = self.ask(QUESTION)
        self.before = seen(self)
        with self.answer(self.asked, "Yes, {n} it is.", n=4):
            self.after = seen(self)


def test_a_question_is_read_aloud_choice_by_choice_then_rests_four_seconds():
    scene = run(Asking)
    (question,), timeline = scene.timeline().questions, scene.timeline()
    assert question.prompt == "Is 2 + 2 equal to four?"
    assert [s.shown for s in timeline.beats[0].sentences] == [question.prompt, "1: Yes.", "2: No."]
    assert timeline.beats[0].end <= question.rest_start
    assert question.rest_end - question.rest_start == ticks(4)
    assert not any(
        beat.start < question.rest_end and beat.end > question.rest_start for beat in timeline.beats
    )
    assert seconds(question.answered) >= seconds(question.rest_end)


def test_choices_appear_as_they_are_read_and_go_before_the_answer_comes_back():
    scene = run(Asking)
    timeline = scene.timeline()
    starts = {play.start for play in timeline.plays}
    assert {sentence.start for sentence in timeline.beats[0].sentences[1:]} <= starts
    assert scene.before == [scene._heading], "the choices are gone"
    (row,) = (m for m in scene.after if m not in scene.before)
    assert row.family_members_with_points()[0].get_color().to_hex() == scene.theme.answer


def test_only_an_open_question_can_be_answered_and_only_once():
    class Twice(Asking):
        def construct(self):
            super().construct()
            self.answer(self.asked, "Yes, still.")

    with pytest.raises(AuthorError, match="not yet answered"):
        run(Twice)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"choices": ("Yes",), "explanations": ("So.",)}, "two to four choices"),
        ({"answer": 2}, "answer must be the index of a choice, 0 to 1"),
        ({"explanations": ("So.",)}, "explains each choice"),
    ],
)
def test_a_question_that_cannot_be_is_told_where_it_is_written(change, complaint):
    parts = {"prompt": "So?", "choices": ("Yes", "No"), "answer": 0, "explanations": ("So.", "So.")}
    with pytest.raises(AuthorError, match=complaint) as caught:
        Question(**(parts | change))
    assert caught.value.file == __file__


def test_a_chapter_clears_the_stage_but_for_what_is_kept():
    class Clearing(Lecture):
        def construct(self):
            self.chapter("One")
            kept, gone = Square(), Square()
            self.add(kept, gone)
            self.chapter("Two", clear=True, keep=[kept])
            assert kept in self.mobjects and gone not in self.mobjects
            self.add(gone)
            self.clear_stage(keep=[gone])
            self.left = [m for m in self.mobjects if m is not self._heading] == [gone]
            self.headings = [m.shown for m in self.mobjects if hasattr(m, "shown")]

    scene = run(Clearing)
    assert scene.left
    assert scene.headings == ["Two"], "the title stays, and only the last one"


def test_parts_of_what_is_kept_stay_and_their_neighbours_go():
    class Keeping(Lecture):
        def construct(self):
            self.chapter("One")
            kept, gone = VGroup(Square(), Square()), VGroup(Square(), Square())
            self.add(*kept, gone)
            self.play(kept[0].animate.shift(UP), run_time=0.2)
            self.clear_stage(keep=[kept, gone[1]])
            self.left = {id(part) for m in self.mobjects for part in m.get_family()}
            self.kept, self.gone = kept, gone

    scene = run(Keeping)
    assert {id(scene.kept[0]), id(scene.kept[1]), id(scene.gone[1])} <= scene.left
    assert id(scene.gone[0]) not in scene.left


def test_a_chapter_cannot_begin_within_a_line():
    with pytest.raises(AuthorError, match="in the middle of a line"):
        spoken(lambda self, line: self.chapter("Other"))


def test_a_lecture_without_a_chapter_is_told():
    class Empty(Lecture):
        def construct(self):
            pass

    with pytest.raises(AuthorError, match="has no chapter"):
        run(Empty)

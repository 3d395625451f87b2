"""What an author writes, and the mistakes that are told with file and line."""

import re
from pathlib import Path

import pytest
from manim import Create, FadeIn, FadeOut, Square, Wait

from mathviz.stage import AuthorError, Lecture, Question, Studio
from mathviz.timeline import seconds, ticks
from tests.stage.trial import Trial, run


def test_the_timeline_tells_beats_chapters_numbers_and_questions():
    timeline = run(Trial).timeline()
    assert [chapter.title for chapter in timeline.chapters] == ["Area before", "Area after"]
    assert [beat.chapter for beat in timeline.beats] == [0, 1, 1, 1]
    assert timeline.beats[1].shown == "The matrix carries it to a parallelogram with area 5."
    (number,) = timeline.numbers
    assert (number.name, number.shown, number.spoken) == ("det", "5", "five")
    assert number.value == pytest.approx(5)
    (question,) = timeline.questions
    assert question.choices == ("A flat picture", "A square")
    assert question.asked < question.rest_start < question.rest_end < question.answered
    assert seconds(question.rest_end - question.rest_start) == 4


def test_what_moves_until_a_word_ends_at_its_onset():
    timeline = run(Trial).timeline()
    onset = next(w.start for w in timeline.words if w.text.startswith("parallelogram"))
    assert onset in {play.end for play in timeline.plays}


def test_beats_do_not_overlap_and_words_lie_in_their_beat():
    timeline = run(Trial).timeline()
    for beat, following in zip(timeline.beats, timeline.beats[1:], strict=False):
        assert beat.end <= following.start
    for beat in timeline.beats:
        assert all(beat.start <= word.start < word.end <= beat.end for word in beat.words)


def one_chapter(body):
    class Mistaken(Lecture):
        def construct(self):
            self.chapter("Only")
            body(self)

    return Mistaken


def line_of(mark):
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(lines, 1) if re.search(rf"# {mark}$", text))


def unknown_word(self):
    with self.say("A short line.") as line:
        self.play(Create(Square()), run_time=line.until("parallelogram"))  # unknown word


def past_word(self):
    with self.say("A short line.") as line:
        self.play(Create(Square()), run_time=line.until("line"))
        self.play(Create(Square()), run_time=line.until("short"))  # past word


def third_time(self):
    with self.say("Again and again.") as line:
        line.at("again", 3)  # third time


def nested(self):
    with self.say("One line."), self.say("Another line."):  # nested
        pass


def too_long(self):
    with self.say("A short line."):
        self.play(Create(Square()), run_time=9)  # too long


def no_time(self):
    self.play(Create(Square()), run_time=0)  # no time


def flash(self):
    self.play(FadeOut(Square()))  # flash


def raw_number(self):
    with self.say("The area is 5."):  # raw number
        pass


def no_role(self):
    self.text("Hello", role="pink")


def never_answered(self):
    self.ask(Question("Is it so?", choices=("Yes", "No"), answer=0, explanations=("It is.", "It is.")))


def unknown_value(self):
    self.formula("x = {x}")  # unknown value


def bad_formula(self):
    self.formula("frac(1")  # bad formula


def missing_glyph(self):
    self.text("a \U0001f600")  # missing glyph


MISTAKES = [
    (unknown_word, "parallelogram", "unknown word"),
    (past_word, "already past", "past word"),
    (third_time, "2 times", "third time"),
    (nested, "beat inside a beat", "nested"),
    (too_long, "outlasts its words by", "too long"),
    (no_time, "above zero", "no time"),
    (flash, "would flash up", "flash"),
    (raw_number, "5", "raw number"),
    (unknown_value, "no value x=", "unknown value"),
    (bad_formula, "Typst cannot set", "bad formula"),
]


@pytest.mark.parametrize(("body", "words", "mark"), MISTAKES, ids=lambda v: getattr(v, "__name__", None))
def test_an_authors_mistake_is_told_with_its_place(body, words, mark):
    with pytest.raises(AuthorError, match=re.escape(words)) as caught:
        run(one_chapter(body))
    assert caught.value.file == __file__
    assert abs(caught.value.line - line_of(mark)) <= 1


def test_a_question_without_an_answer_is_told():
    with pytest.raises(AuthorError, match="never answered"):
        run(one_chapter(never_answered))


def test_an_unknown_role_is_told():
    with pytest.raises(ValueError, match="the roles are ink"):
        run(one_chapter(no_role))


def test_a_missing_character_is_no_silent_box():
    with pytest.raises(AuthorError):
        run(one_chapter(missing_glyph))


def test_speaking_before_the_first_chapter_is_told():
    class NoChapter(Lecture):
        def construct(self):
            self.say("Hello there.")

    with pytest.raises(AuthorError, match="first chapter"):
        run(NoChapter)


def test_a_line_without_a_block_is_spoken_over_a_resting_picture():
    class Plain(Lecture):
        def construct(self):
            self.chapter("Only")
            self.say("One sentence here.")
            self.say("Another one.")

    timeline = run(Plain).timeline()
    assert [beat.shown for beat in timeline.beats] == ["One sentence here.", "Another one."]


def test_random_numbers_come_from_seed_and_lecture():
    drawn = []

    class Chancy(Lecture):
        def construct(self):
            self.chapter("Only")
            drawn.append(self.rng.random())

    run(Chancy)
    run(Chancy)
    assert drawn[0] == drawn[1]


def test_another_seed_or_lecture_has_other_random_numbers():
    drawn = {Studio(lecture=name, seed=seed).rng().random() for name in ("one", "two") for seed in (0, 1)}
    assert len(drawn) == 4


def test_a_hold_is_marked_as_one():
    class Held(Lecture):
        def construct(self):
            self.chapter("Only")
            self.play(FadeIn(Square()))
            self.hold(2)
            self.play(Wait(0.5))

    plays = run(Held).timeline().plays
    assert [(play.hold, play.end - play.start) for play in plays[1:4]] == [
        (False, ticks(1)),
        (True, ticks(2)),
        (True, ticks(0.5)),
    ]

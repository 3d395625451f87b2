from dataclasses import replace
from itertools import pairwise

import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.timeline import Chapter
from mathviz.voice import (
    Cue,
    SilentVoice,
    VoiceSettings,
    caption_problems,
    chapters_vtt,
    cues,
    read_vtt,
    write_srt,
    write_vtt,
)
from mathviz.voice.breaks import Break, breaks
from tests.voice.lectures import lecture

LECTURE = [
    "Here are twenty-four arrows, one for each direction. Apply the same matrix to all of them, again and "
    "again. After five rounds they crowd together along one line. Which line? And why that one?",
    "Take one arrow and watch how far it turns. Walk it once around the circle, and write down the turn at "
    "every step. At forty-five degrees the turn is zero.",
    "So? The arrow keeps its direction however often the matrix is applied to it, and however long it was "
    "before the first round. Up. Down. Up. Again.",
    "Move lambda v to the other side, and the matrix minus lambda times the identity sends v to zero, that "
    "is where [λ² − 4λ + 3 = 0](lambda squared minus four lambda plus three equals zero) at {v} and {w}.",
    "x squared is what remains of the whole long calculation of two hundred and forty-three determinants "
    "without a comma from its beginning to its end.",
]
VALUES = {"v": (1, -1), "w": 12345}


def parts(words: str) -> list[str]:
    """The text between the places where it may never be cut."""
    tokens = words.split()
    text = tokens[0]
    for token, cut in zip(tokens[1:], breaks(tokens), strict=False):
        text += ("_" if cut is Break.NEVER else " ") + token
    return text.split(" ")


def test_units_stay_whole():
    assert parts("the area of x squared and a cube") == ["the_area", "of", "x_squared", "and", "a_cube"]
    assert parts("two hundred and forty-three and more") == ["two_hundred_and_forty-three", "and", "more"]
    assert parts("at (1, −1, 12,345) or 2.5 × 10⁻⁶ here") == [
        "at",
        "(1,_−1,_12,345)",
        "or",
        "2.5_×_10⁻⁶",
        "here",
    ]
    assert parts("so λ = 3 and not 5 percent") == ["so", "λ_=_3", "and", "not", "5_percent"]
    assert parts("the matrix A grows") == ["the_matrix", "A", "grows"]
    assert parts("so A v is λ v") == ["so", "A_v", "is", "λ_v"]
    assert parts("minus three or one half") == ["minus_three", "or", "one_half"]
    assert parts("that is A minus lambda") == ["that", "is", "A", "minus_lambda"]


def test_breaks_are_told_apart():
    found = breaks(["So", "it", "grows,", "but", "only", "along", "that", "line."])
    assert found[2] is Break.CLAUSE and found[-1] is Break.SENTENCE
    assert found[0] is Break.PLAIN and found[4] is Break.JOINT  # before "along"


@pytest.fixture(scope="module")
def spoken(heart):
    return lecture(LECTURE, heart, **VALUES)


def test_captions_of_a_spoken_lecture_keep_every_rule(spoken):
    captions = cues(spoken)
    assert caption_problems(captions, spoken) == []
    assert " ".join(cue.text for cue in captions) == " ".join(beat.shown for beat in spoken.beats)


def test_a_sentence_that_fits_is_one_caption_and_cut_at_its_comma(spoken):
    assert cues(spoken)[0].lines == ("Here are twenty-four arrows,", "one for each direction.")


def test_short_sentences_share_a_caption_a_line_each(spoken):
    assert ("Which line?", "And why that one?") in [cue.lines for cue in cues(spoken)]


def test_no_caption_crosses_into_another_chapter():
    timeline = lecture(["Why?", "Because it turns."], beats_in_chapter=1)
    assert [cue.text for cue in cues(timeline)] == ["Why?", "Because it turns."]


word = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12).filter(
    lambda w: w not in {"sin", "cos", "exp", "det", "vs", "approx", "etc", "cf"}
)
small = st.sampled_from(
    ["the", "of", "and", "a", "minus", "{n}", "{v}", "squared", "hundred", "is,", "so:", "x"]
)
sentence = (  # shorter ones can be over before a caption of one second is
    st.lists(st.one_of(word, small), min_size=1, max_size=40)
    .map(lambda words: " ".join(words) + ".")
    .filter(lambda text: len(text) >= 10)
)
beat = st.lists(sentence, min_size=1, max_size=3).map(" ".join)


@given(st.lists(beat, min_size=1, max_size=4), st.sampled_from([0.8, 1.0, 1.1]))
@settings(max_examples=40, deadline=None)
def test_captions_keep_the_rules_for_any_text(beats, speed):
    voice = SilentVoice(settings=VoiceSettings(engine="silent", speed=speed))
    timeline = lecture(beats, voice, n=-2.5e-6, v=(1, -1))
    problems = caption_problems(cues(timeline), timeline)
    # Only a text that can't be cut anywhere ("the the the …") may break a rule.
    uncut = any(len(part) > 42 for s in timeline.sentences for part in parts(s.shown))
    assert not problems or uncut


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda c: c[1:], "each once and in order"),
        (lambda c: [replace(c[0], lines=c[0].lines[::-1]), *c[1:]], "each once and in order"),
        (lambda c: [replace(c[0], lines=(c[0].text,)), *c[1:]], "42 characters"),
        (lambda c: [replace(c[0], lines=tuple(c[0].text.split(" ", 2))), *c[1:]], "3 lines"),
        (lambda c: [replace(c[0], end=c[0].start + 100), *c[1:]], "less than a second"),
        (lambda c: [replace(c[0], end=c[0].start + 150), *c[1:]], "characters a second"),
        (lambda c: [replace(c[0], end=c[0].start + 900), *c[1:]], "seven seconds"),
        (lambda c: [*c[:3], replace(c[3], start=c[3].start + 40), *c[4:]], "from its first word"),
        (lambda c: [*c[:-1], replace(c[-1], end=c[-1].end + 70)], "after its last word"),
        (lambda c: [*c[:-1], replace(c[-1], end=c[-1].end + 70)], "outlasts"),
        (lambda c: [replace(c[0], end=c[1].start - 5), *c[1:]], "two frames"),
        (lambda c: [*merged(c[:2]), *c[2:]], "one sentence into the next"),
        (
            lambda c: [replace(c[0], lines=("Here are", c[0].text[9:])), *moved(c[1], "Apply the"), *c[2:]],
            "word pair",
        ),
    ],
)
def test_each_rule_is_checked(spoken, damage, complaint):
    assert any(complaint in problem for problem in caption_problems(damage(list(cues(spoken))), spoken))


def merged(captions: list[Cue]) -> list[Cue]:
    """The cues as one, on one line."""
    return [Cue(captions[0].start, captions[-1].end, (" ".join(cue.text for cue in captions),))]


def moved(cue: Cue, first_line: str) -> list[Cue]:
    """The cue with its lines broken after ``first_line``."""
    assert cue.text.startswith(first_line)
    return [replace(cue, lines=(first_line, cue.text[len(first_line) + 1 :]))]


def test_the_files_say_what_the_cues_say(spoken):
    captions = cues(spoken)
    assert read_vtt(write_vtt(captions, "en")) == captions
    read = webvtt.from_string(write_srt(captions).replace(",", ".").join(["WEBVTT\n\n", ""]))
    assert len(read) == len(captions)


def test_files_escape_what_players_would_take_for_markup():
    odd = Cue(13, 1000, ("if a < b & b --> c", "then <b>bold</b>"))
    text = write_vtt([odd], "en")
    assert text.startswith("WEBVTT\n") and text.count("-->") == 1
    assert "&lt;b&gt;" in text and "&amp;" in text
    assert read_vtt(text) == (odd,)
    assert write_srt([odd]).count("-->") == 1


def test_subrip_is_numbered_and_timed_with_commas():
    assert write_srt([Cue(0, 121, ("One",)), Cue(432_131, 432_251, ("Two", "lines"))]) == (
        "1\n00:00:00,000 --> 00:00:01,008\nOne\n\n2\n01:00:01,092 --> 01:00:02,092\nTwo\nlines\n"
    )


def test_chapter_files_cover_the_lecture_without_gaps():
    timeline = lecture(["One.", "Two.", "Three."], beats_in_chapter=1)
    timeline = replace(
        timeline, chapters=(*timeline.chapters[:2], Chapter("A & B <c>", timeline.chapters[2].start))
    )
    chapters = read_vtt(chapters_vtt(timeline))
    assert [cue.text for cue in chapters] == ["Part 1", "Part 2", "A & B <c>"]
    assert chapters[0].start == 0 and chapters[-1].end == timeline.duration
    assert all(a.end == b.start for a, b in pairwise(chapters))

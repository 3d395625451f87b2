"""The JSON records hold plain values, times in seconds, and no number that is none."""

import hashlib
import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy

from mathviz.publish import course_json, dumps, file_json, timeline_json
from mathviz.timeline import Number, Play
from tests.publish.films import CUES, FPS, SECONDS, SIZE, entry, record, timeline


def test_the_lecture_tells_when_each_thing_happens():
    lecture = json.loads(dumps(record(timeline())))
    assert (lecture["version"], lecture["id"], lecture["voice"]["name"]) == (1, "la-m4-area", "heart")
    assert (lecture["duration"], lecture["frames"], lecture["size"]) == (SECONDS, SECONDS * FPS, list(SIZE))
    assert lecture["chapters"] == [
        {"title": "Area before", "start": 0.0, "end": 1.5},
        {"title": "Area after", "start": 1.5, "end": 3.0},
    ]
    assert [(beat["chapter"], beat["text"]) for beat in lecture["beats"]] == list(enumerate(CUES))
    sentence = lecture["beats"][0]["sentences"][0]
    assert [word["text"] for word in sentence["words"]] == ["Take", "the", "unit", "square."]
    assert (sentence["words"][0]["start"], sentence["words"][-1]["end"]) == (0.1, 1.3)
    assert lecture["questions"][0]["rest"] == {"start": 1.5, "end": 2.0}
    assert lecture["numbers"] == [{"name": "det", "value": 5.0, "shown": "5", "spoken": "five", "time": 2.0}]


def test_the_timeline_says_what_moves_and_where_no_path_of_the_machine():
    of = replace(
        timeline(), plays=(Play(0, 90, False, "/home/me/area.py", 3), Play(90, 360, True, "area.py", 4))
    )
    text = dumps(timeline_json(of))
    assert json.loads(text)["plays"] == [
        {"start": 0.0, "end": 0.75, "hold": False},
        {"start": 0.75, "end": 3.0, "hold": True},
    ]
    assert "/home" not in text


@pytest.mark.parametrize("tick", [1, 7, 12_345, 43_199])
def test_a_time_gives_back_its_tick(tick):
    of = replace(timeline(), duration=tick)
    assert round(timeline_json(of)["duration"] * 120) == tick


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (np.True_, True),
        (np.array([[1, 2], [3, 4.5]]), [[1, 2], [3, 4.5]]),
        (Fraction(1, 4), 0.25),
        (sympy.Rational(3, 4), 0.75),
        (1 - 2j, {"real": 1.0, "imaginary": -2.0}),
        ((np.float64(1.5), "x"), [1.5, "x"]),
        ({"mean": np.float64(2)}, {"mean": 2.0}),
    ],
)
def test_a_value_becomes_plain(value, plain):
    of = replace(timeline(), numbers=(Number("x", value, "x", "x", 0),))
    assert json.loads(dumps(record(of)))["numbers"][0]["value"] == plain


@pytest.mark.parametrize(
    "value", [np.nan, np.inf, np.array([1.0, np.nan]), {"p": float("nan")}, complex(0, np.inf)]
)
def test_a_number_that_is_none_is_refused_by_name(value):
    with pytest.raises(ValueError, match="slope"):
        record(replace(timeline(), numbers=(Number("slope", value, "?", "?", 0),)))


def test_a_value_without_a_form_is_refused_by_name():
    with pytest.raises(TypeError, match="slope"):
        record(replace(timeline(), numbers=(Number("slope", object(), "?", "?", 0),)))


def test_the_manifest_refuses_a_lecture_twice_and_an_unknown_status():
    def manifest(*lectures):
        modules = [{"id": "m", "title": "M", "lectures": list(lectures)}]
        courses = [{"id": "c", "title": "C", "modules": modules}]
        return course_json(title="T", language="en", profile="web", courses=courses)

    assert manifest(entry("a", "A"), entry("b", "B"))["version"] == 1
    with pytest.raises(ValueError, match=r"once.*: a$"):
        manifest(entry("a", "A"), entry("a", "Again"))
    with pytest.raises(ValueError, match=r"a has the status 'done'; allowed: ready, "):
        manifest(entry("a", "A", "done"))


def test_a_file_is_known_by_size_and_hash(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"mathviz")
    assert file_json(tmp_path / "film.mp4") == {"size": 7, "sha256": hashlib.sha256(b"mathviz").hexdigest()}

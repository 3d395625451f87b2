"""The eigenvector lecture tells what the library computes, at a length that is watched to its end."""

import numpy as np
import pytest

from mathviz.linear_algebra import (
    characteristic_polynomial,
    eigen,
    power_iteration,
    turning_angle,
    unit_directions,
)
from tests.scenes.rehearsed import rehearsed

MATRIX = np.array([[2, 1], [1, 2]])


LECTURE = "la-m4-eigenvectors"
pytestmark = pytest.mark.xdist_group(LECTURE)


@pytest.fixture(scope="module")
def timeline():
    return rehearsed(LECTURE)


def test_it_has_its_length_chapters_and_questions(timeline):
    assert 180 <= timeline.duration / 120 <= 300
    assert len(timeline.chapters) == 6
    assert [question.answer for question in timeline.questions] == [1, 0]
    assert all(question.answered > question.rest_end for question in timeline.questions)


def test_each_of_its_numbers_is_the_librarys(timeline):
    numbers = {number.name: number.value for number in timeline.numbers}
    found, polynomial = eigen(MATRIX), characteristic_polynomial(MATRIX)
    crowd = power_iteration(MATRIX, unit_directions(24), rounds=5)
    climbing, falling = np.degrees(np.arctan2(found.vectors[1], found.vectors[0])) % 180
    after = [np.linalg.norm(found.parts([1, 0], rounds=k), axis=1) for k in range(6)]
    assert numbers == pytest.approx(
        {
            "n": crowd.directions.shape[1],
            "rounds": 5,
            "gathered": np.sum(crowd.on_line(found.vectors[:, 0])),
            "unmoved": np.sum(crowd.on_line(found.vectors[:, 1])),
            "turn": round(np.degrees(turning_angle(MATRIX, 0.0))),
            "climbing": climbing,
            "falling": falling,
            "stretch": found.values[0],
            "keep": found.values[1],
            "large": found.values[0],
            "small": found.values[1],
            "area": np.linalg.det(MATRIX),
            "sum": polynomial.trace,
            "product": polynomial.det,
            "once": after[1][0] / after[1][1],
            "twice": after[2][0] / after[2][1],
            "thrice": after[3][0] / after[3][1],
            "ratio": after[5][0] / after[5][1],
        }
    )


def test_its_numbers_are_those_of_the_textbook(timeline):
    numbers = {number.name: number.shown for number in timeline.numbers}
    # curriculum la-m4: [[2, 1], [1, 2]] has the eigenvalues 3 and 1 along (1, 1) and (1, −1)
    assert [numbers[name] for name in ("stretch", "keep", "climbing", "falling")] == ["3", "1", "45", "135"]
    assert [numbers[name] for name in ("once", "twice", "thrice", "ratio")] == ["3", "9", "27", str(3**5)]
    assert int(numbers["gathered"]) + int(numbers["unmoved"]) == int(numbers["n"])


def test_it_can_be_followed_by_ear(timeline):
    said = " ".join(sentence.said.lower() for sentence in timeline.sentences)
    for phrase in ("eigenvector", "three times its length", "two hundred and forty-three", "lambda"):
        assert phrase in said

"""The eigenvector lecture tells what the library computes, at a length that is watched to its end."""

import pytest

from mathviz.linear_algebra import characteristic_polynomial, eigen
from tests.scenes.rehearsed import rehearsed


@pytest.fixture(scope="module")
def timeline():
    return rehearsed("la-m4-eigenvectors")


def test_it_has_its_length_chapters_and_questions(timeline):
    assert 180 <= timeline.duration / 120 <= 300
    assert len(timeline.chapters) == 6
    assert [question.answer for question in timeline.questions] == [1, 0]
    assert all(question.answered > question.rest_end for question in timeline.questions)


def test_its_numbers_are_the_librarys(timeline):
    numbers = {number.name: number.value for number in timeline.numbers}
    values = eigen([[2, 1], [1, 2]]).values
    polynomial = characteristic_polynomial([[2, 1], [1, 2]])
    assert (numbers["stretch"], numbers["keep"]) == pytest.approx(tuple(values))
    assert (numbers["large"], numbers["small"]) == pytest.approx(tuple(values))
    assert numbers["area"] == pytest.approx(polynomial.det)
    assert (numbers["sum"], numbers["product"]) == pytest.approx((4, 3))
    assert numbers["ratio"] == pytest.approx(3**5)
    assert (numbers["first"], numbers["second"]) == pytest.approx((45, 135))


def test_it_can_be_followed_by_ear(timeline):
    said = " ".join(sentence.said.lower() for sentence in timeline.sentences)
    for phrase in ("eigenvector", "three times its length", "two hundred and forty-three", "lambda"):
        assert phrase in said

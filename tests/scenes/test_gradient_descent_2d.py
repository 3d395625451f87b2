"""The lecture on descent in a narrow valley says what is known, at a length that is watched to its end."""

import math

import pytest

from mathviz.datasets import ANSCOMBE
from tests.scenes.rehearsed import rehearsed

LECTURE = "ca-m2-gradient-descent-2d"
pytestmark = pytest.mark.xdist_group(LECTURE)


@pytest.fixture(scope="module")
def timeline():
    return rehearsed(LECTURE)


@pytest.fixture(scope="module")
def numbers(timeline):
    return {number.name: number for number in timeline.numbers}


def test_it_has_its_length_chapters_and_questions(timeline):
    assert 180 <= timeline.duration / 120 <= 300
    assert len(timeline.chapters) == 6
    assert [question.choices[question.answer] for question in timeline.questions] == [
        "Slanting, down and across the valley",
        "She climbs out of the valley",
    ]
    assert all(question.answered >= question.rest_end for question in timeline.questions)


def test_the_first_step_misses_the_lake_by_the_angle_between_two_arrows(numbers):
    # f = ½ (x² + 10 y²) at (10, 1): downhill is (−10, −10), the lake lies along (−10, −1)
    assert list(numbers["slope"].value) == [10, 10]
    angle = math.degrees(math.acos((100 + 10) / (math.hypot(10, 10) * math.hypot(10, 1))))
    assert numbers["angle"].value == pytest.approx(angle)
    assert numbers["angle"].spoken == "thirty-nine"


def test_the_best_learning_rate_leaves_nine_elevenths_of_both(numbers):
    assert (numbers["best"].shown, numbers["best"].spoken) == ("2/11", "two elevenths")
    assert numbers["share"].value == 1 - numbers["best"].value == 10 * numbers["best"].value - 1
    distance = (9 / 11) ** numbers["steps"].value * math.hypot(10, 1)
    assert numbers["distance"].value == pytest.approx(distance)


def test_too_small_crawls_and_too_large_ends_above_its_start(numbers):
    n = numbers["steps"].value
    assert numbers["x_left"].value == pytest.approx(10 * (1 - numbers["crawling"].value) ** n)
    assert numbers["first"].value == pytest.approx(55)
    alpha = numbers["too_large"].value
    x, y = 10 * (1 - alpha) ** n, (1 - 10 * alpha) ** n
    assert numbers["last"].value == pytest.approx((x**2 + 10 * y**2) / 2)
    assert numbers["last"].value > numbers["first"].value


def test_the_marks_on_the_way_of_alpha_are_where_a_step_lands_flips_and_shrinks_both(numbers):
    assert numbers["steep"].value == numbers["condition"].value == 10
    assert 1 - numbers["steep"].value * numbers["landing"].value == pytest.approx(0)
    assert 1 - numbers["steep"].value * numbers["limit"].value == pytest.approx(-1)
    assert numbers["about"].value == pytest.approx(numbers["best"].value)
    assert numbers["about"].shown == "0.182"
    assert (
        numbers["landing"].value < numbers["best"].value < numbers["limit"].value < numbers["too_large"].value
    )


def test_every_number_that_is_said_is_tested_here(numbers):
    said = (
        "steep slope angle best about share distance crawling steps x_left landing "
        "limit too_large last first condition points raw new"
    )
    assert numbers.keys() == set(said.split())
    assert numbers["points"].value == len(ANSCOMBE[0]["x"])


def test_standardising_makes_the_valley_round(numbers):
    # Anscombe's first set: x has mean 9 and variance 10, so the Hessian is [[91, 9], [9, 1]].
    root = math.sqrt(92**2 - 4 * (91 - 81))
    assert numbers["raw"].value == pytest.approx((92 + root) / (92 - root))
    assert numbers["condition"].value == 10
    assert numbers["new"].value == pytest.approx(1)


def test_it_can_be_followed_by_ear(timeline):
    said = " ".join(sentence.said.lower() for sentence in timeline.sentences)
    for phrase in (
        "zigzags from wall to wall",
        "the arrow lies in the map",
        "one learning rate has to serve two slopes",
        "climbs out of the valley",
        "standardise",
    ):
        assert phrase in said

"""The lecture on the central limit theorem says what is known, at a length that is watched to its end."""

import math

import pytest
import scipy.stats

from tests.scenes.rehearsed import rehearsed

LECTURE = "ps-m3-central-limit-theorem"
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
        "A tent, highest in the middle",
        "No, it stays lopsided",
        "n = 16",
    ]
    assert all(question.answered >= question.rest_end for question in timeline.questions)


def test_two_dice_are_counted_right(numbers):
    pairs = [(a + b) / 2 for a in range(1, 7) for b in range(1, 7)]
    assert numbers["pairs"].value == len(pairs)
    assert numbers["one"].value == pairs.count(round(numbers["low"].value, 6)) == 1
    assert numbers["six"].value == pairs.count(round(numbers["middle"].value, 6)) == 6


def test_widths_and_lean_are_those_of_exponential_waiting_times(numbers):
    assert numbers["sigma"].value == numbers["mean"].value == 10
    assert numbers["half"].value == pytest.approx(10 / math.sqrt(4))
    assert numbers["quarter"].value == pytest.approx(10 / math.sqrt(numbers["sixteen"].value)) == 2.5
    # curriculum 2.2: the mean of 30 exponentials has skewness 0.3651
    assert (numbers["lean"].value, numbers["lean"].shown) == (pytest.approx(0.3651, abs=5e-5), "0.365")


def test_the_standard_error_of_scores_is_the_published_one(numbers):
    # curriculum 4, ps-m3: σ = 15, n = 36 gives 2.5
    assert [numbers[name].value for name in ("spread", "scores", "error")] == [15, 36, 2.5]


def test_one_wild_drop_explains_the_shift_of_the_mean_and_is_as_wild_as_usual(numbers):
    far, without, included = (numbers[name].value for name in ("far", "without", "included"))
    n = numbers["many"].value
    assert included - without == pytest.approx((far - without) / n)
    assert abs(far) > abs((n - 1) * without), "it outweighs all the others"
    # In half of all samples of n the farthest of them is farther out than t, where P(|X| ≤ t)^n = 1/2.
    usual = scipy.stats.cauchy.ppf((1 + 0.5 ** (1 / n)) / 2)
    assert abs(far) == pytest.approx(usual, rel=0.1)


def test_counts_are_those_of_what_is_drawn(numbers):
    assert numbers["sides"].value == 6
    assert [numbers[name].value for name in ("few", "many", "ten", "drops")] == [4, 30, 10, 150]
    assert [numbers[name].shown for name in ("count", "count#2")] == ["10,000", "1000"]


def test_every_number_that_is_said_is_tested_here(numbers):
    said = (
        "sides pairs one low six middle ten mean few many drops count count#2 sigma "
        "half sixteen quarter lean far without included spread scores error"
    )
    assert numbers.keys() == set(said.split())


def test_it_can_be_followed_by_ear(timeline):
    said = " ".join(sentence.said.lower() for sentence in timeline.sentences)
    for phrase in (
        "a tent",
        "six pairs have the mean three point five",
        "data never become normal",
        "sigma divided by the square root of n",
        "zero point three six five",
        "standard error",
    ):
        assert phrase in said

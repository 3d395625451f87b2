"""Events on finite sample spaces, against set arithmetic and exact fractions."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mathviz.probability.events import (
    Draw,
    DrawOutcome,
    OverlapOutcome,
    at_least_once,
    draw_in_sequence,
    event,
    overlap,
)

some = settings(deadline=None, max_examples=25)
SPACE = range(8)
SUBSETS = st.frozensets(st.integers(0, 7))
WEIGHTS = st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any)


def of(subset, weights=None):
    return event(SPACE, lambda o: o in subset, weights)


@some
@given(SUBSETS, SUBSETS, WEIGHTS)
def test_events_combine_as_sets(a, b, weights):
    chance = {i: Fraction(w, sum(weights)) for i, w in enumerate(weights)}
    A, B = of(a, weights), of(b, weights)
    assert set((A | B).outcomes) == a | b
    assert set((A & B).outcomes) == a & b
    assert set((~A).outcomes) == set(SPACE) - a
    assert A.probability == sum((chance[i] for i in a), Fraction(0))
    assert (A | B).probability == A.probability + B.probability - (A & B).probability
    assert (~A).probability == 1 - A.probability
    assert A.is_disjoint_from(B) == (sum((chance[i] for i in a & b), Fraction(0)) == 0)
    assert A.is_independent_of(B) == ((A & B).probability == A.probability * B.probability)


@some
@given(SUBSETS, SUBSETS, WEIGHTS)
def test_conditioning_shrinks_the_space_and_rescales(a, b, weights):
    A, B = of(a, weights), of(b, weights)
    if B.probability == 0:
        with pytest.raises(ValueError, match="condition must be possible"):
            A.given(B)
    else:
        smaller = A.given(B)
        assert smaller.space == tuple(sorted(b))
        assert smaller.weights == tuple(weights[i] for i in sorted(b))
        assert smaller.outcomes == tuple(sorted(a & b))
        assert smaller.probability == (A & B).probability / B.probability


def test_an_event_without_weights_counts_outcomes():
    red = event(["red", "red", "blue"], lambda ball: ball == "red")
    assert red.probability == Fraction(2, 3)
    assert red.weights == (1, 1, 1)
    assert red.happens == (True, True, False)


def test_the_coin_and_the_die_are_independent_and_disjoint_events_are_not():
    space = list(product("HT", range(1, 7)))
    head, six = event(space, lambda o: o[0] == "H"), event(space, lambda o: o[1] == 6)
    assert head.is_independent_of(six)
    assert not head.is_disjoint_from(six)
    assert not head.is_independent_of(~head)
    assert head.is_disjoint_from(~head)


def test_events_of_different_spaces_do_not_combine():
    with pytest.raises(ValueError, match="same sample space; got spaces of 2 and 3 outcomes"):
        event("HT", lambda _: True) | event("abc", lambda _: True)
    with pytest.raises(ValueError, match="same sample space"):
        event("HT", lambda _: True, [1, 2]) & event("HT", lambda _: True)


@pytest.mark.parametrize(
    ("space", "weights", "message"),
    [
        ([], None, "space must hold at least one outcome"),
        ("HT", [1], "one entry for each of 2 outcomes; got 1"),
        ("HT", [0, 0], "weights must not all be zero"),
        ("HT", [1, -1], "weights must be at least 0"),
    ],
)
def test_spaces_that_make_no_sense(space, weights, message):
    with pytest.raises(ValueError, match=message):
        event(space, lambda _: True, weights)


def test_at_least_once_agrees_with_counting():
    rolls = event(product(range(1, 7), repeat=3), lambda r: 6 in r)
    assert at_least_once(Fraction(1, 6), 3) == rolls.probability == Fraction(91, 216)
    assert at_least_once(Fraction(1, 6), 0) == 0
    assert at_least_once(Fraction(1), 1) == 1
    assert isinstance(at_least_once(1, 2), Fraction)


def test_at_least_once_rejects_what_is_no_probability():
    with pytest.raises(ValueError, match="chance must lie in"):
        at_least_once(Fraction(7, 6), 2)
    with pytest.raises(ValueError, match="trials must be at least 0"):
        at_least_once(Fraction(1, 6), -1)


def test_an_overlap_splits_the_square_into_four_parts():
    o = overlap(0.5, 0.4, 0.3)
    assert (o.a, o.b, o.both) == (0.5, 0.4, 0.3)
    assert o.union == pytest.approx(0.6)
    assert o.product == pytest.approx(0.2)
    assert o.only_a == pytest.approx(0.2)
    assert o.only_b == pytest.approx(0.1)
    assert o.neither == pytest.approx(0.4)
    assert o.only_a + o.only_b + o.both + o.neither == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b", "both", "outcome"),
    [
        (0.5, 0.4, 0.2, OverlapOutcome.INDEPENDENT),
        (0.5, 0.4, 0.0, OverlapOutcome.DISJOINT),
        (0.5, 0.4, 0.3, OverlapOutcome.ATTRACT),
        (0.5, 0.4, 0.1, OverlapOutcome.REPEL),
        (0.5, 0.4, 0.2 + 0.9e-9, OverlapOutcome.INDEPENDENT),
        (0.5, 0.4, 0.2 - 1.1e-9, OverlapOutcome.REPEL),
        (0.0, 0.4, 0.0, OverlapOutcome.INDEPENDENT),
        (1.0, 0.4, 0.4, OverlapOutcome.INDEPENDENT),
        (0.9, 0.8, 0.7, OverlapOutcome.REPEL),
    ],
)
def test_how_two_events_stand(a, b, both, outcome):
    assert overlap(a, b, both).outcome is outcome


@some
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
@example(1.0, 1e-7, 0.0)  # a + b − 1 is above b, by rounding
def test_every_overlap_between_the_bounds_is_possible(a, b, t):
    low, high = max(0.0, a + b - 1), min(a, b)
    o = overlap(a, b, low + t * max(high - low, 0))
    assert min(o.only_a, o.only_b, o.neither) >= -1e-12
    assert min(low, high) <= o.both <= high


def test_an_impossible_overlap_is_refused_and_rounding_is_not():
    with pytest.raises(ValueError, match=r"both must lie in \[0.3, 0.6\]"):
        overlap(0.7, 0.6, 0.29)
    with pytest.raises(ValueError, match=r"both must lie in \[0.3, 0.6\]"):
        overlap(0.7, 0.6, 0.61)
    assert overlap(0.7, 0.6, 0.6 + 1e-13).both == 0.6
    assert overlap(0.7, 0.6, 0.7 + 0.6 - 1 - 1e-13).both == 0.7 + 0.6 - 1
    with pytest.raises(ValueError, match="a must lie in"):
        overlap(1.2, 0.5, 0.5)


def test_draws_without_replacement_change_the_urn():
    hand = draw_in_sequence({"red": 3, "blue": 2}, ["red", "red", "blue"], replace=False)
    assert hand.draws == (Draw("red", 3, 5), Draw("red", 2, 4), Draw("blue", 2, 3))
    assert hand.draws[1].probability == Fraction(1, 2)
    assert hand.probability == Fraction(3 * 2 * 2, 5 * 4 * 3)
    assert hand.outcome is DrawOutcome.POSSIBLE


def test_draws_with_replacement_are_alike():
    hand = draw_in_sequence({"red": 3, "blue": 2}, ["red", "red"], replace=True)
    assert hand.draws == (Draw("red", 3, 5), Draw("red", 3, 5))
    assert hand.probability == Fraction(9, 25)


def test_an_urn_that_runs_out_ends_the_sequence():
    hand = draw_in_sequence({"red": 1, "blue": 2}, ["red", "red", "blue"], replace=False)
    assert hand.draws == (Draw("red", 1, 3), Draw("red", 0, 2))
    assert hand.probability == 0
    assert hand.outcome is DrawOutcome.IMPOSSIBLE
    assert draw_in_sequence({"red": 1}, ["red", "red"], replace=False).draws[-1].total == 0


@pytest.mark.parametrize(
    ("contents", "kinds", "message"),
    [
        ({"red": 0}, ["red"], "contents must hold at least one item"),
        ({"red": 1}, [], "kinds must name at least one draw"),
        ({"red": 1}, ["blue"], r"kinds must be among \['red'\]; got \['blue'\]"),
        ({"red": -1}, ["red"], r"contents\['red'\] must be at least 0"),
    ],
)
def test_urns_that_make_no_sense(contents, kinds, message):
    with pytest.raises(ValueError, match=message):
        draw_in_sequence(contents, kinds, replace=False)

"""Simulations, birthdays and Monty Hall, against exact values and brute force.

Frequencies are allowed six standard errors: for a proportion from thousands of trials a false alarm under a
free seed is rarer than one in a million.
"""

import math
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathviz.probability.birthday import birthday_rooms, fill_room, shared_birthday, shares_yours
from mathviz.probability.monty_hall import MontyCase, monty_hall, play_monty_hall
from mathviz.probability.simulation import Simulation, simulate

some = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)


def close(simulation, probability):
    return abs(simulation.estimate - probability) <= 6 * simulation.standard_error(probability)


def test_a_simulation_reads_out_its_running_frequency():
    run = Simulation(np.array([True, False, True, True]))
    np.testing.assert_allclose(run.frequency, [1, 1 / 2, 2 / 3, 3 / 4])
    assert run.estimate == 0.75
    assert run.standard_error(0.2) == pytest.approx(math.sqrt(0.2 * 0.8 / 4))


@some
@given(SEEDS, st.floats(0.05, 0.95))
def test_the_frequency_comes_close_to_the_probability(seed, p):
    run = simulate(lambda rng, n: rng.random(n) < p, 4000, np.random.default_rng(seed))
    assert close(run, p)
    assert run.happened.shape == (4000,)
    assert run.frequency[-1] == pytest.approx(run.estimate)


def test_a_simulation_can_be_repeated_and_its_record_cannot_be_changed():
    def coin(rng, n):
        return rng.random(n) < 0.5

    first, second = (simulate(coin, 100, np.random.default_rng(3)).happened for _ in range(2))
    np.testing.assert_array_equal(first, second)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = True


def test_a_trial_must_answer_yes_or_no_n_times():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"trial must return 5 booleans, shape \(5,\); got float64"):
        simulate(lambda rng, n: rng.random(n), 5, rng)
    with pytest.raises(ValueError, match=r"bool of shape \(6,\)"):
        simulate(lambda rng, n: rng.random(n + 1) < 0.5, 5, rng)
    with pytest.raises(ValueError, match="n must be at least 1"):
        simulate(lambda rng, n: rng.random(n) < 0.5, 0, rng)


@some
@given(st.integers(0, 60), st.integers(1, 400))
def test_shared_birthdays_against_exact_counting(people, days):
    all_differ = Fraction(math.perm(days, people), days**people)
    assert shared_birthday([people], days)[0] == pytest.approx(float(1 - all_differ), abs=1e-13)
    assert shares_yours([people], days)[0] == pytest.approx(
        float(1 - Fraction(days - 1, days) ** people), abs=1e-13
    )


def test_birthdays_at_the_ends():
    np.testing.assert_array_equal(shared_birthday([0, 1, 2, 3], 2), [0, 0, 0.5, 1])
    np.testing.assert_array_equal(shared_birthday([0]), [0])
    np.testing.assert_array_equal(shared_birthday([366]), [1])
    np.testing.assert_array_equal(shares_yours([0, 1], 1), [0, 1])
    assert shared_birthday([2])[0] == pytest.approx(1 / 365) == shares_yours([1])[0]
    assert shared_birthday([23])[0] > 0.5 > shared_birthday([22])[0]


@pytest.mark.parametrize("function", [shared_birthday, shares_yours])
def test_birthdays_of_half_a_person(function):
    with pytest.raises(ValueError, match="people must hold whole numbers from 0 on"):
        function([2.5])
    with pytest.raises(ValueError, match="people must hold whole numbers from 0 on"):
        function([-1])
    with pytest.raises(ValueError, match="days must be at least 1"):
        function([2], 0)


@some
@given(SEEDS, st.integers(1, 30))
def test_a_room_joins_every_pair_and_marks_the_matches(seed, people):
    room = fill_room(people, np.random.default_rng(seed), days=20)
    pairs = [tuple(pair) for pair in room.pairs]
    assert sorted(pairs) == list(combinations(range(people), 2))
    assert [later for _, later in pairs] == sorted(later for _, later in pairs)
    born = room.birthdays
    assert born.shape == (people,)
    assert born.min() >= 0
    assert born.max() <= 19
    assert [tuple(m) for m in room.matches] == [(i, j) for i, j in pairs if born[i] == born[j]]


def test_a_room_uses_the_whole_year():
    born = fill_room(20_000, np.random.default_rng(0)).birthdays
    assert set(born) == set(range(365))


@some
@given(SEEDS, st.sampled_from([(5, 20), (23, 365), (40, 365)]))
def test_rooms_share_as_often_as_the_formula_says(seed, room):
    people, days = room
    run = birthday_rooms(people, 2000, np.random.default_rng(seed), days)
    assert close(run, shared_birthday([people], days)[0])


def test_rooms_at_the_ends():
    rng = np.random.default_rng(0)
    assert birthday_rooms(1, 10, rng).estimate == 0
    assert birthday_rooms(2, 10, rng, days=1).estimate == 1
    assert abs(birthday_rooms(23, 40_000, rng).estimate - 0.5073) < 0.015
    with pytest.raises(ValueError, match="people must be at least 1"):
        birthday_rooms(0, 10, rng)
    with pytest.raises(ValueError, match="days must be at least 1"):
        birthday_rooms(2, 10, rng, days=0)
    with pytest.raises(ValueError, match="people must be at least 1"):
        fill_room(0, rng)
    with pytest.raises(ValueError, match="days must be at least 1"):
        fill_room(1, rng, 0)


def by_hand(doors, opened):
    """The chance to win by switching, over every car, set of opened doors and final door, choosing door 0."""
    total = Fraction(0)
    for car in range(doors):
        losing = [d for d in range(1, doors) if d != car]
        hands = list(combinations(losing, opened))
        for hand in hands:
            closed = [d for d in range(1, doors) if d not in hand]
            total += Fraction(sum(d == car for d in closed), doors * len(hands) * len(closed))
    return total


@pytest.mark.parametrize(("doors", "opened"), [(3, 1), (3, 0), (4, 1), (4, 2), (6, 3)])
def test_monty_hall_against_every_course_of_the_game(doors, opened):
    game = monty_hall(doors, opened)
    assert game.stay == Fraction(1, doors)
    assert game.switch == by_hand(doors, opened)
    assert len(game.cases) == doors**2
    assert sum(case.stay for case in game.cases) / len(game.cases) == game.stay
    assert sum(case.switch for case in game.cases) / len(game.cases) == game.switch


def test_the_nine_cases():
    expected = [
        MontyCase(car, choice, Fraction(car == choice), Fraction(car != choice))
        for car in range(3)
        for choice in range(3)
    ]
    assert list(monty_hall().cases) == expected
    assert monty_hall(5, 2).cases[1] == MontyCase(0, 1, Fraction(0), Fraction(1, 2))


@pytest.mark.parametrize(("doors", "opened"), [(2, 0), (3, 2), (4, -1)])
def test_games_that_cannot_be_played(doors, opened):
    with pytest.raises(ValueError, match=r"doors must be|opened must be"):
        monty_hall(doors, opened)


@some
@given(SEEDS, st.sampled_from([(3, 1), (4, 1), (5, 3), (3, 0), (10, 8)]))
def test_played_games_keep_the_rules_and_the_odds(seed, rules):
    doors, opened = rules
    played = play_monty_hall(3000, np.random.default_rng(seed), doors, opened)
    assert played.opened.shape == (3000, opened)
    for array in (played.car, played.choice, played.opened, played.switched):
        assert array.size == 0 or (array.min() >= 0 and array.max() <= doors - 1)
    assert not (played.opened == played.car[:, None]).any()
    assert not (played.opened == played.choice[:, None]).any()
    assert not (played.opened == played.switched[:, None]).any()
    assert not (played.switched == played.choice).any()
    assert all(len(set(row)) == opened for row in played.opened)
    game = monty_hall(doors, opened)
    assert close(played.stay, float(game.stay))
    assert close(played.switch, float(game.switch))


def test_the_host_and_the_player_have_no_favourite_doors():
    played = play_monty_hall(60_000, np.random.default_rng(1), 4, 1)
    free = (played.car == 0) & (played.choice == 0)
    for door in (1, 2, 3):
        assert abs((played.opened[free, 0] == door).mean() - 1 / 3) < 0.05
        for other in permutations({1, 2, 3} - {door}, 1):
            left = free & (played.opened[:, 0] == door)
            assert abs((played.switched[left] == other[0]).mean() - 1 / 2) < 0.08
    for start in (played.car, played.choice):
        np.testing.assert_allclose(np.bincount(start) / 60_000, 0.25, atol=0.012)


def test_games_can_be_played_again():
    first, second = (play_monty_hall(50, np.random.default_rng(5)) for _ in range(2))
    for name in ("car", "choice", "opened", "switched"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert first.opened.shape == (50, 1)
    assert set(first.car) == {0, 1, 2}

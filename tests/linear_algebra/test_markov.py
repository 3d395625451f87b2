"""Long runs of Markov chains, walkers that follow them, and PageRank."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathviz.linear_algebra import (
    PageRankOutcome,
    StationaryOutcome,
    iterate,
    pagerank,
    random_walk,
    stationary,
)
from tests.linear_algebra.strategies import quick, stochastic

WEATHER = np.array([[0.9, 0.5], [0.1, 0.5]])


@quick
@given(stochastic())
def test_a_chain_without_zeros_ends_in_its_stationary_state_from_every_start(P):
    found = stationary(P)
    assert found.outcome is StationaryOutcome.SETTLES
    np.testing.assert_allclose(P @ found.distribution, found.distribution, atol=1e-12)
    assert found.distribution.sum() == pytest.approx(1)
    assert (found.distribution > 0).all()
    sizes = np.abs(found.eigenvalues)
    assert sizes[0] == pytest.approx(1) and (np.diff(sizes) <= 1e-12).all()
    np.testing.assert_allclose(np.sort(sizes), np.sort(np.abs(np.linalg.eigvals(P))))
    for start in np.eye(len(P)):
        np.testing.assert_allclose(iterate(P, start, 400)[-1], found.distribution, atol=1e-8)


@quick
@given(stochastic())
def test_a_state_without_a_way_out_takes_everything(P):
    P[:, 0] = np.eye(len(P))[0]
    end = stationary(P).distribution
    np.testing.assert_allclose(end, np.eye(len(P))[0], atol=1e-12)
    assert (end >= 0).all()


def test_the_distance_to_the_long_run_shrinks_by_the_second_eigenvalue():
    end = stationary(WEATHER)
    distances = np.abs(iterate(WEATHER, [0, 1], 8) - end.distribution).sum(axis=1)
    np.testing.assert_allclose(distances[1:] / distances[:-1], end.eigenvalues[1], rtol=1e-9)


def test_a_chain_may_circle_or_have_several_ends():
    ring = stationary([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
    assert ring.outcome is StationaryOutcome.CIRCLES
    np.testing.assert_allclose(ring.distribution, [1 / 3] * 3)
    islands = stationary([[1, 0], [0, 1]])
    assert islands.outcome is StationaryOutcome.SEVERAL
    assert islands.distribution is None
    np.testing.assert_allclose(islands.eigenvalues, [1, 1])
    assert stationary([[1, 0.5], [0, 0.5]]).outcome is StationaryOutcome.SETTLES
    np.testing.assert_allclose(stationary([[1, 0.5], [0, 0.5]]).distribution, [1, 0], atol=1e-12)
    assert stationary([[1]]).outcome is StationaryOutcome.SETTLES


@pytest.mark.parametrize(("leak", "settles"), [(1e-6, True), (1e-11, False)])
def test_a_slow_chain_settles_and_one_without_a_way_out_does_not(leak, settles):
    islands = stationary([[1 - leak, leak], [leak, 1 - leak]]).outcome
    assert islands is (StationaryOutcome.SETTLES if settles else StationaryOutcome.SEVERAL)
    lazy_ring = (1 - leak) * np.roll(np.eye(3), 1, axis=0) + leak * np.eye(3)
    assert stationary(lazy_ring).outcome is (
        StationaryOutcome.SETTLES if settles else StationaryOutcome.CIRCLES
    )


@pytest.mark.parametrize("P", [[[0.5, 0.5], [0.5, 0.5 + 1e-6]], [[0.5, 0.5 + 1e-6], [0.5, 0.5]]])
def test_columns_sum_to_one_within_rounding(P):
    with pytest.raises(ValueError, match="columns that sum to 1"):
        stationary(P)
    assert stationary(np.where(np.array(P) == 0.5, 0.5, 0.5 + 1e-12)).distribution is not None


def test_walkers_spread_as_the_chain_says():
    P = np.array([[0.5, 0.2, 0.0], [0.3, 0.3, 0.6], [0.2, 0.5, 0.4]])
    walkers, steps = 20_000, 4
    walk = random_walk(P, 2, walkers, steps, np.random.default_rng(5))
    assert walk.shape == (steps + 1, walkers)
    assert (walk[0] == 2).all()
    assert not (walk[1] == 0).any()  # state 2 never goes to state 0
    shares = np.array([np.bincount(row, minlength=3) for row in walk]) / walkers
    expected = iterate(P, [0, 0, 1], steps)
    # 12 binomial shares, each within 6 standard errors (at most 0.5/√n): false alarm below 12 · 2e-9 < 1e-6.
    assert np.abs(shares - expected).max() < 6 * 0.5 / np.sqrt(walkers)
    # So do the moves themselves, from each state: 9 shares of at least 5,000 moves.
    moves = np.zeros((3, 3))
    np.add.at(moves, (walk[1:].ravel(), walk[:-1].ravel()), 1)
    assert np.abs(moves / moves.sum(axis=0) - P).max() < 6 * 0.5 / np.sqrt(moves.sum(axis=0).min())


def test_certain_moves_are_certain_and_the_generator_decides_the_rest():
    ring = [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert random_walk(ring, 0, 1, 4, np.random.default_rng(0))[:, 0].tolist() == [0, 1, 2, 0, 1]
    assert random_walk([[1]], 0, 2, 1, np.random.default_rng(0)).tolist() == [[0, 0], [0, 0]]
    one, two, three = (random_walk(WEATHER, 0, 30, 9, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, three)
    assert random_walk(WEATHER, 1, 3, 0, np.random.default_rng(0)).tolist() == [[1, 1, 1]]


graphs = st.integers(1, 5).flatmap(
    lambda n: arrays(float, (n, n), elements=st.sampled_from([0.0, 0.0, 0.5, 1.0, 2.0]))
)


@quick
@given(graphs, st.sampled_from([0.0, 0.5, 0.85]))
def test_ranks_are_the_stationary_state_of_the_surfer(links, damping):
    found = pagerank(links, damping=damping)
    n = len(links)
    assert found.outcome is PageRankOutcome.CONVERGED
    np.testing.assert_allclose(found.ranks, stationary(found.matrix).distribution, atol=1e-10)
    np.testing.assert_array_equal(found.ranks, found.path[-1])
    np.testing.assert_allclose(found.path.sum(axis=1), 1)
    np.testing.assert_array_equal(found.path[0], np.full(n, 1 / n))
    np.testing.assert_allclose(found.path[1:], found.path[:-1] @ found.matrix.T)
    for i, row in enumerate(links):
        follow = row / row.sum() if row.any() else np.full(n, 1 / n)
        np.testing.assert_allclose(found.matrix[:, i], damping * follow + (1 - damping) / n)


def test_the_tolerance_and_the_last_round_end_the_iteration():
    chain = [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
    ]
    star = [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    assert len(pagerank(chain).path) == 2  # equal ranks stay
    found = pagerank(star, tolerance=1e-3)
    changes = np.abs(np.diff(found.path, axis=0)).sum(axis=1)
    assert changes[-1] < 1e-3 <= changes[-2]
    # Without jumps the surfer of the star goes to and fro for ever.
    stopped = pagerank(star, damping=1.0, max_rounds=7)
    assert stopped.outcome is PageRankOutcome.STOPPED
    assert stopped.path.shape == (8, 3)
    assert len(pagerank(star, damping=1.0).path) == 1001


def test_ranks_do_not_depend_on_the_names_of_the_pages():
    links, order = np.array([[0, 1, 1, 0], [0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]]), [2, 0, 3, 1]
    np.testing.assert_allclose(pagerank(links[np.ix_(order, order)]).ranks, pagerank(links).ranks[order])


def test_records_are_read_only():
    end, found = stationary(WEATHER), pagerank([[0, 1], [1, 0]])
    walk = random_walk(WEATHER, 0, 2, 2, np.random.default_rng(0))
    for array in (end.distribution, end.eigenvalues, found.matrix, found.path, found.ranks, walk):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize(
    ("do", "message"),
    [
        (lambda: stationary([[1, 2]]), "P must be square"),
        (lambda: stationary([[1.5, 0], [-0.5, 1]]), "P must hold probabilities; it has negative entries"),
        (
            lambda: stationary(WEATHER.T),
            r"columns that sum to 1; they sum to \[1.4, 0.6\]; its rows do: transpose it",
        ),
        (lambda: stationary([[0.5, 0.5], [0.4, 0.4]]), r"columns that sum to 1; they sum to \[0.9, 0.9\]$"),
        (
            lambda: random_walk(WEATHER.T, 0, 1, 1, np.random.default_rng()),
            "P must have columns that sum to 1",
        ),
        (
            lambda: random_walk(WEATHER, 2, 1, 1, np.random.default_rng()),
            "start must be at least 0 and at most 1; got 2",
        ),
        (lambda: random_walk(WEATHER, -1, 1, 1, np.random.default_rng()), "start must be at least 0"),
        (lambda: random_walk(WEATHER, 0, 0, 1, np.random.default_rng()), "walkers must be at least 1"),
        (lambda: random_walk(WEATHER, 0, 1, -1, np.random.default_rng()), "steps must be at least 0"),
        (lambda: pagerank([[0, 1]]), "links must be square"),
        (lambda: pagerank([[0, -1], [1, 0]]), "links must not be negative"),
        (lambda: pagerank([[1]], damping=1.5), r"damping must lie in \[0, 1\]"),
        (lambda: pagerank([[1]], tolerance=0), "tolerance must be greater than zero"),
        (lambda: pagerank([[1]], max_rounds=0), "max_rounds must be at least 1"),
    ],
)
def test_degenerate_input_is_told(do, message):
    with pytest.raises(ValueError, match=message):
        do()

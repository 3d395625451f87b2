"""Markov chains: probability that flows between states, where it settles, and how search engines use it.

Source: Strang, Introduction to Linear Algebra, 5th ed., section 10.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Inexact, Int

from mathviz.arguments import count, frozen, matrix, positive, probability
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "PageRank",
    "PageRankOutcome",
    "StationaryOutcome",
    "StationaryState",
    "pagerank",
    "random_walk",
    "stationary",
]


def _stochastic(P: ArrayLike) -> np.ndarray:
    """A column-stochastic matrix: column j holds the probabilities of going on from state j."""
    P = matrix("P", P, square=True)
    if (P < 0).any():
        raise ValueError("P must hold probabilities; it has negative entries")
    if np.abs(P.sum(axis=0) - 1).max() > 1e-9:
        hint = "; its rows do: transpose it" if np.abs(P.sum(axis=1) - 1).max() <= 1e-9 else ""
        raise ValueError(f"P must have columns that sum to 1; they sum to {P.sum(axis=0).tolist()}{hint}")
    return frozen(P / P.sum(axis=0))


class StationaryOutcome(Outcome):
    """What the long run of a Markov chain looks like."""

    SETTLES = "Every start ends in the same distribution."
    CIRCLES = "One distribution stays as it is, but other starts circle around it for ever."
    SEVERAL = "Many distributions stay as they are: the end depends on the start."


@dataclass(frozen=True, eq=False)
class StationaryState:
    """The long run of a chain: ``distribution`` (n,), None if there are several; ``eigenvalues`` (n,) of P.

    The eigenvalues go from large to small in size; the first is 1. The size of the second is the factor by
    which the distance to the long run shrinks in the end, step by step.
    """

    distribution: Float[np.ndarray, " n"] | None
    eigenvalues: Inexact[np.ndarray, " n"]
    outcome: StationaryOutcome


def stationary(P: ArrayLike) -> StationaryState:
    """The distribution x with P x = x, for a column-stochastic P (n, n): Pᵢⱼ is the chance to go from j to i.

    O(n^3). Source: Strang, Introduction to Linear Algebra, 5th ed., section 10.3 (Perron and Frobenius).

    >>> weather = stationary([[0.9, 0.5], [0.1, 0.5]])
    >>> weather.distribution.round(4), weather.eigenvalues.round(4)
    (array([0.8333, 0.1667]), array([1. , 0.4]))
    """
    P = _stochastic(P)
    n = len(P)
    values = np.linalg.eigvals(P)
    values = values[np.argsort(-np.abs(values), kind="stable")]
    at_one = np.abs(values - 1) <= 1e-9
    if at_one.sum() > 1:
        return StationaryState(None, frozen(values), StationaryOutcome.SEVERAL)
    kept = np.linalg.lstsq(np.vstack([P - np.eye(n), np.ones(n)]), np.append(np.zeros(n), 1.0))[0]
    on_circle = np.abs(values) >= 1 - 1e-9
    outcome = StationaryOutcome.CIRCLES if on_circle.sum() > 1 else StationaryOutcome.SETTLES
    kept = np.maximum(kept, 0.0)  # rounding can leave −1e-17
    return StationaryState(frozen(kept), frozen(values), outcome)


def random_walk(
    P: ArrayLike, start: int, walkers: int, steps: int, rng: np.random.Generator
) -> Int[np.ndarray, "times walkers"]:
    """The states of independent walkers, all from the state ``start``: shape (steps + 1, walkers).

    Column j of the column-stochastic P (n, n) says where a walker in state j goes. O(steps walkers n).

    >>> there_and_back = random_walk([[0, 1], [1, 0]], 0, 2, 3, np.random.default_rng(1))
    >>> there_and_back[:, 0]
    array([0, 1, 0, 1])
    """
    P = _stochastic(P)
    states = np.empty((count("steps", steps, at_least=0) + 1, count("walkers", walkers)), dtype=np.int64)
    states[0] = count("start", start, at_least=0, at_most=len(P) - 1)
    limits = np.cumsum(P, axis=0)[:-1]  # the last state takes all that is left
    for step in range(steps):
        states[step + 1] = np.sum(rng.random(states.shape[1]) >= limits[:, states[step]], axis=0)
    return frozen(states)


class PageRankOutcome(Outcome):
    """How the iteration ended."""

    CONVERGED = "The ranks no longer change."
    STOPPED = "The ranks still change after the last round allowed."


@dataclass(frozen=True, eq=False)
class PageRank:
    """The ranks of n pages as power iteration finds them.

    ``matrix`` (n, n) is the column-stochastic chain of the surfer; ``path`` (rounds, n) starts from
    equal ranks, each row a distribution.
    """

    matrix: Float[np.ndarray, "n n"]
    path: Float[np.ndarray, "rounds n"]
    outcome: PageRankOutcome

    @property
    def ranks(self) -> Float[np.ndarray, " n"]:
        """The share of time that the surfer spends on each page."""
        return frozen(self.path[-1])


def pagerank(
    links: ArrayLike, *, damping: float = 0.85, tolerance: float = 1e-12, max_rounds: int = 1000
) -> PageRank:
    """Rank n pages by where a random surfer spends the time; ``links[i, j]`` > 0 if page i links to page j.

    With chance ``damping`` the surfer follows a link of the page (by weight), otherwise jumps to any page; a
    page without links sends the surfer anywhere. Stops when the ranks change by less than ``tolerance`` in
    all. The distance to the end shrinks by ``damping`` or better each round. O(rounds n^2).
    Source: Page, Brin, Motwani and Winograd, The PageRank Citation Ranking, 1999; Langville and Meyer,
    Google's PageRank and Beyond, 2006, chapter 4.

    >>> found = pagerank([[0, 1, 1, 0], [0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
    >>> (4 * found.ranks).round(2)
    array([1.49, 0.78, 1.58, 0.15])
    """
    links = matrix("links", links, square=True)
    if (links < 0).any():
        raise ValueError("links must not be negative; use 1 for a link and 0 for none")
    damping, tolerance = probability("damping", damping), positive("tolerance", tolerance)
    n = len(links)
    out = links.sum(axis=1, keepdims=True)
    follow = np.where(out > 0, links / np.where(out > 0, out, 1.0), 1 / n).T
    surfer = damping * follow + (1 - damping) / n
    path, outcome = [np.full(n, 1 / n)], PageRankOutcome.STOPPED
    for _ in range(count("max_rounds", max_rounds)):
        path.append(surfer @ path[-1])
        if np.abs(path[-1] - path[-2]).sum() < tolerance:
            outcome = PageRankOutcome.CONVERGED
            break
    return PageRank(frozen(surfer), frozen(np.array(path)), outcome)

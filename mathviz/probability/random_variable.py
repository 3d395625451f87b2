"""Random variables: a number for each outcome, and the mass function that the outcomes stack up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mathviz.arguments import number
from mathviz.probability.events import Event, event
from mathviz.probability.pmf import Pmf, pmf

__all__ = ["Column", "RandomVariable", "random_variable"]


@dataclass(frozen=True)
class Column:
    """The outcomes that share one value, as tiles of a histogram, and their probability."""

    value: float
    outcomes: tuple[Any, ...]
    probability: Fraction


@dataclass(frozen=True)
class RandomVariable:
    """A function on a sample space: outcome i has the value ``values[i]`` and the weight ``weights[i]``."""

    space: tuple[Any, ...]
    values: tuple[float, ...]
    weights: tuple[int, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """One column for each value, ascending: the tiles that slide into it, in the order of the space."""
        total = sum(self.weights)
        tiles: dict[float, list[int]] = {value: [] for value in sorted(set(self.values))}
        for i, value in enumerate(self.values):
            tiles[value].append(i)
        return tuple(
            Column(
                value,
                tuple(self.space[i] for i in members),
                Fraction(sum(self.weights[i] for i in members), total),
            )
            for value, members in tiles.items()
        )

    @property
    def pmf(self) -> Pmf:
        """The mass function, in floats."""
        return pmf([c.value for c in self.columns], [float(c.probability) for c in self.columns])

    @property
    def expectation(self) -> Fraction:
        """The exact expected value, Σ value · probability over the outcomes."""
        weighted = sum((Fraction(x) * w for x, w in zip(self.values, self.weights, strict=True)), Fraction(0))
        return weighted / sum(self.weights)

    def event(self, happens: Callable[[float], bool]) -> Event:
        """The event that the value satisfies ``happens``, as in P(X ≥ 10)."""
        return Event(self.space, tuple(bool(happens(x)) for x in self.values), self.weights)


def random_variable(
    space: Iterable[Any], function: Callable[[Any], float], weights: Sequence[int] | None = None
) -> RandomVariable:
    """The random variable that gives each outcome of ``space`` the number ``function(outcome)``.

    Outcomes are equally likely unless whole-number ``weights`` are given. O(size of the space).
    Source: Ross, A First Course in Probability, 8th ed., sections 4.1 to 4.2.

    >>> flips = [a + b + c for a in "HT" for b in "HT" for c in "HT"]
    >>> heads = random_variable(flips, lambda flips: flips.count("H"))
    >>> [str(column.probability) for column in heads.columns], heads.columns[1].outcomes
    (['1/8', '3/8', '3/8', '1/8'], ('HTT', 'THT', 'TTH'))
    """
    everything = event(space, lambda _: True, weights)
    values = tuple(number("function(outcome)", function(outcome)) for outcome in everything.space)
    return RandomVariable(everything.space, values, everything.weights)

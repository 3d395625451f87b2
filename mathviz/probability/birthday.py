"""The birthday problem: in a room of 23, two people probably share a birthday.

Source: Feller, An Introduction to Probability Theory, vol. 1, 3rd ed., section II.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import count, frozen, vector
from mathviz.probability.simulation import Simulation, simulate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Room", "birthday_rooms", "fill_room", "shared_birthday", "shares_yours"]


def _people(people: ArrayLike) -> np.ndarray:
    numbers = vector("people", people)
    if (numbers < 0).any() or (numbers != np.floor(numbers)).any():
        raise ValueError(f"people must hold whole numbers from 0 on; got {numbers.tolist()}")
    return numbers


def shared_birthday(people: ArrayLike, days: int = 365) -> Float[np.ndarray, " k"]:
    """The probability that at least two of ``people`` (numbers, shape (k,)) share a birthday.

    The complement chains products: all differ with probability (1 − 1/d)(1 − 2/d) … (1 − (n − 1)/d).
    All ``days`` are taken as equally likely. O(k + days).
    Source: Feller, An Introduction to Probability Theory, vol. 1, 3rd ed., section II.3.

    >>> shared_birthday([22, 23, 50]).round(4)
    array([0.4757, 0.5073, 0.9704])
    """
    numbers, days = _people(people), count("days", days)
    crowd = np.minimum(numbers, days + 1).astype(np.int64)  # more people than days: somebody shares
    newcomer_differs = 1 - np.arange(crowd.max()) / days
    all_differ = np.append(1.0, np.cumprod(newcomer_differs))
    return frozen(1 - all_differ[crowd])


def shares_yours(people: ArrayLike, days: int = 365) -> Float[np.ndarray, " k"]:
    """The probability that someone among ``people`` others (shape (k,)) has YOUR birthday: 1 − (1 − 1/d)^n.

    O(k).

    >>> shares_yours([23, 253]).round(4)
    array([0.0612, 0.5005])
    """
    numbers, days = _people(people), count("days", days)
    return frozen(1 - (1 - 1 / days) ** numbers)


@dataclass(frozen=True, eq=False)
class Room:
    """People in the order in which they enter: ``birthdays`` from 0 to days − 1, shape (n,)."""

    birthdays: Int[np.ndarray, " n"]

    @property
    def pairs(self) -> Int[np.ndarray, "pairs 2"]:
        """Every pair of people (i < j), in the order in which the later one enters: n (n − 1) / 2 lines."""
        later, earlier = np.tril_indices(self.birthdays.size, -1)
        return np.column_stack([earlier, later])

    @property
    def matches(self) -> Int[np.ndarray, "matches 2"]:
        """The pairs that share a birthday."""
        first, second = self.pairs.T
        return frozen(self.pairs[self.birthdays[first] == self.birthdays[second]])


def fill_room(people: int, rng: np.random.Generator, days: int = 365) -> Room:
    """A room of ``people`` with birthdays drawn evenly from ``days``. The pairs take O(people²).

    >>> len(fill_room(23, np.random.default_rng(0)).pairs)
    253
    """
    people, days = count("people", people), count("days", days)
    return Room(frozen(rng.integers(days, size=people)))


def birthday_rooms(people: int, rooms: int, rng: np.random.Generator, days: int = 365) -> Simulation:
    """Fill ``rooms`` rooms with ``people`` each and record in which some birthday is shared.

    O(rooms · people · log people).

    >>> birthday_rooms(23, 10_000, np.random.default_rng(1)).estimate
    0.5116
    """
    people, days = count("people", people), count("days", days)

    def some_shared(rng: np.random.Generator, n: int) -> np.ndarray:
        birthdays = np.sort(rng.integers(days, size=(n, people)), axis=1)
        return np.asarray((np.diff(birthdays, axis=1) == 0).any(axis=1))

    return simulate(some_shared, count("rooms", rooms), rng)

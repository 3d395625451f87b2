"""Monty Hall: why the host's knowledge makes switching pay."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from jaxtyping import Int

from mathviz.arguments import count, frozen
from mathviz.probability.simulation import Simulation

__all__ = ["MontyCase", "MontyGames", "MontyHall", "monty_hall", "play_monty_hall"]


@dataclass(frozen=True)
class MontyCase:
    """One cell of the grid: where the car is, what was chosen, and the chance to win by each policy."""

    car: int
    choice: int
    stay: Fraction
    switch: Fraction


@dataclass(frozen=True)
class MontyHall:
    """The game with ``doors`` doors of which the host, who knows, opens ``opened`` without the car."""

    doors: int
    opened: int

    @property
    def stay(self) -> Fraction:
        """The chance to win with the first choice: the host's doors tell nothing about it."""
        return Fraction(1, self.doors)

    @property
    def switch(self) -> Fraction:
        """The chance to win after moving to one of the other closed doors.

        The car is behind another door with probability (n − 1)/n; n − 1 − opened of those are still closed.
        """
        return Fraction(self.doors - 1, self.doors * (self.doors - 1 - self.opened))

    @property
    def cases(self) -> tuple[MontyCase, ...]:
        """All n² equally likely (car, choice) cases, row by row of the car."""
        found = Fraction(1, self.doors - 1 - self.opened)
        return tuple(
            MontyCase(car, choice, Fraction(car == choice), Fraction(0) if car == choice else found)
            for car in range(self.doors)
            for choice in range(self.doors)
        )


def monty_hall(doors: int = 3, opened: int = 1) -> MontyHall:
    """The chances to win by staying and by switching; ``opened`` from 0 to doors − 2.

    O(1).
    Source: Selvin, "A problem in probability", The American Statistician 29 (1975); Blitzstein and Hwang,
    Introduction to Probability, 2nd ed., section 2.7.

    >>> monty_hall().stay, monty_hall().switch, monty_hall(4, 1).switch
    (Fraction(1, 3), Fraction(2, 3), Fraction(3, 8))
    """
    doors = count("doors", doors, at_least=3)
    return MontyHall(doors, count("opened", opened, at_least=0, at_most=doors - 2))


@dataclass(frozen=True, eq=False)
class MontyGames:
    """Games in which the host opened his doors; each array has shape (games,), ``opened`` (games, opened).

    ``choice`` is the first choice, ``switched`` the door to which a player who switches moves.
    """

    car: Int[np.ndarray, " games"]
    choice: Int[np.ndarray, " games"]
    opened: Int[np.ndarray, "games opened"]
    switched: Int[np.ndarray, " games"]

    @property
    def stay(self) -> Simulation:
        """The games won by staying."""
        return Simulation(frozen(self.car == self.choice))

    @property
    def switch(self) -> Simulation:
        """The games won by switching."""
        return Simulation(frozen(self.car == self.switched))


def play_monty_hall(games: int, rng: np.random.Generator, doors: int = 3, opened: int = 1) -> MontyGames:
    """Play ``games`` games: the host opens doors at random among those neither chosen nor hiding the car.

    O(games · doors · log doors). Source as for ``monty_hall``: Selvin (1975).

    >>> played = play_monty_hall(10_000, np.random.default_rng(1))
    >>> round(played.stay.estimate, 2), round(played.switch.estimate, 2)
    (0.34, 0.66)
    """
    games, game = count("games", games), monty_hall(doors, opened)
    car, choice = rng.integers(game.doors, size=(2, games))
    rows = np.arange(games)
    # A random order of the doors in which the chosen one and the car come last is the order of opening.
    order = rng.random((games, game.doors))
    order[rows, choice] = 3
    order[rows, car] += 1
    by_host = np.argsort(order, axis=1)[:, : game.opened]
    # Of the doors left closed the one with the smallest fresh random number is taken.
    taken = rng.random((games, game.doors))
    taken[rows, choice] = 2
    np.put_along_axis(taken, by_host, 2, axis=1)
    return MontyGames(frozen(car), frozen(choice), frozen(by_host), frozen(taken.argmin(axis=1)))

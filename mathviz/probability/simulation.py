"""Simulation: try it many times and watch how often it happens."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from mathviz.arguments import count, frozen
from mathviz.arguments import probability as check_probability

__all__ = ["Simulation", "simulate"]


@dataclass(frozen=True, eq=False)
class Simulation:
    """What happened in n independent trials, in order; ``happened`` has shape (n,)."""

    happened: Bool[np.ndarray, " n"]

    @property
    def frequency(self) -> Float[np.ndarray, " n"]:
        """The share of trials so far in which it happened, after each trial: the line that settles."""
        return frozen(np.cumsum(self.happened) / np.arange(1, self.happened.size + 1))

    @property
    def estimate(self) -> float:
        """The share of all trials in which it happened."""
        return float(self.happened.mean())

    def standard_error(self, probability: float) -> float:
        """How far the estimate typically lies from the true ``probability``: √(p (1 − p) / n)."""
        p = check_probability("probability", probability)
        return math.sqrt(p * (1 - p) / self.happened.size)


def simulate(
    trial: Callable[[np.random.Generator, int], np.ndarray], n: int, rng: np.random.Generator
) -> Simulation:
    """Run ``n`` independent trials: ``trial(rng, n)`` returns whether it happened in each, n booleans.

    O(n) beyond the trials themselves.
    Source: Metropolis and Ulam, Journal of the American Statistical Association 44 (1949) 335–341.

    >>> def a_six_in_four(rng, n):
    ...     return (rng.integers(1, 7, size=(n, 4)) == 6).any(axis=1)
    >>> round(simulate(a_six_in_four, 40_000, np.random.default_rng(2)).estimate, 2)
    0.52
    """
    n = count("n", n)
    happened = np.asarray(trial(rng, n))
    if happened.shape != (n,) or happened.dtype != np.bool_:
        raise ValueError(
            f"trial must return {n} booleans, shape ({n},); got {happened.dtype} of shape {happened.shape}"
        )
    return Simulation(frozen(happened.copy()))

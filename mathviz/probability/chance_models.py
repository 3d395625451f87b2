"""Where common distributions come from: squared normals give chi-squared, a timeline gives the Poisson."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import count, frozen, positive

__all__ = ["SquaredNormals", "Timeline", "poisson_timeline", "squared_normals"]


@dataclass(frozen=True, eq=False)
class SquaredNormals:
    """Standard normal draws ``z``, shape (repetitions, df), to be squared and summed along each row."""

    z: Float[np.ndarray, "repetitions df"]

    @property
    def sums(self) -> Float[np.ndarray, " repetitions"]:
        """Σ z² of each row: draws from the chi-squared distribution with df degrees of freedom."""
        return frozen((self.z**2).sum(axis=1))


def squared_normals(df: int, repetitions: int, rng: np.random.Generator) -> SquaredNormals:
    """Draw ``repetitions`` rows of ``df`` standard normals; their sums have mean df and variance 2 df.

    O(repetitions · df).
    Source: definition of chi-squared; Rice, Mathematical Statistics and Data Analysis, 3rd ed., section 6.2.

    >>> squared_normals(3, 1000, np.random.default_rng(1)).sums.shape
    (1000,)
    """
    df, repetitions = count("df", df), count("repetitions", repetitions)
    return SquaredNormals(frozen(rng.standard_normal((repetitions, df))))


@dataclass(frozen=True, eq=False)
class Timeline:
    """Events at ascending ``times``, shape (n,) with n ≥ 0, between 0 and ``duration``."""

    duration: float
    times: Float[np.ndarray, " n"]

    @property
    def gaps(self) -> Float[np.ndarray, " n"]:
        """The waits for each event, the first from time 0: exponential with mean 1 / rate."""
        return frozen(np.diff(self.times, prepend=0.0))

    def counts(self, windows: int) -> Int[np.ndarray, " windows"]:
        """The events in each of ``windows`` equal windows: Poisson with mean rate · duration / windows."""
        windows = count("windows", windows)
        return frozen(np.histogram(self.times, bins=windows, range=(0, self.duration))[0])


def poisson_timeline(rate: float, duration: float, rng: np.random.Generator) -> Timeline:
    """Events that come at a constant ``rate`` (> 0 per unit of time), independently, until ``duration``.

    Their number is Poisson, and given the number they fall evenly on the timeline. O(n log n) for n events.
    Source: Ross, Introduction to Probability Models, 11th ed., theorem 5.2.

    >>> line = poisson_timeline(3, 1000, np.random.default_rng(1))
    >>> round(line.gaps.mean(), 2), round(line.counts(1000).mean(), 2)
    (np.float64(0.33), np.float64(3.0))
    """
    rate, duration = positive("rate", rate), positive("duration", duration)
    n = rng.poisson(rate * duration)
    return Timeline(duration, frozen(np.sort(rng.uniform(0, duration, n))))

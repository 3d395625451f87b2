"""A walk on a surface, kept whole, for an animation to play."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number
from mathviz.calculus.fields import Objective

__all__ = ["Path"]


@dataclass(frozen=True, eq=False)
class Path:
    """Every point that an algorithm visited on a surface, with its height and slope.

    ``points`` has shape (steps + 1, n), the start first; ``values`` (steps + 1,) are the heights and
    ``gradients`` (steps + 1, n) the slopes there. Step k runs from points[k] to points[k + 1].
    """

    objective: Objective
    points: Float[np.ndarray, "points n"]
    values: Float[np.ndarray, " points"]
    gradients: Float[np.ndarray, "points n"]

    def __len__(self) -> int:
        """The number of steps."""
        return len(self.points) - 1

    @property
    def end(self) -> Float[np.ndarray, " n"]:
        """The last point, shape (n,)."""
        return frozen(self.points[-1])

    @property
    def steps(self) -> Float[np.ndarray, "steps n"]:
        """The steps as vectors, shape (steps, n)."""
        return frozen(np.diff(self.points, axis=0))

    @property
    def step_lengths(self) -> Float[np.ndarray, " steps"]:
        """How long each step is, shape (steps,): it shrinks with the slope at a fixed learning rate."""
        return frozen(np.linalg.norm(self.steps, axis=1))

    @property
    def slopes(self) -> Float[np.ndarray, " points"]:
        """How steep the ground is at each point (the gradient's length), shape (steps + 1,)."""
        return frozen(np.linalg.norm(self.gradients, axis=1))

    @property
    def turns(self) -> Float[np.ndarray, " turns"]:
        """The angle in radians by which each step turns away from the one before, shape (steps − 1,).

        Zero where a step has no length.
        """
        u, v = self.steps[:-1], self.steps[1:]
        a, b = np.linalg.norm(u, axis=1, keepdims=True), np.linalg.norm(v, axis=1, keepdims=True)
        apart, along = np.linalg.norm(u * b - v * a, axis=1), np.linalg.norm(u * b + v * a, axis=1)
        return frozen(2 * np.arctan2(apart, along))

    def at(self, t: float) -> Float[np.ndarray, " n"]:
        """The place after t steps, for any real t from 0 to the number of steps, shape (n,).

        Between two points it runs straight and evenly.
        """
        t = number("t", t, low=0, high=len(self))
        k = min(int(t), max(len(self) - 1, 0))
        here, there = self.points[k], self.points[min(k + 1, len(self))]
        return frozen(here + (t - k) * (there - here))

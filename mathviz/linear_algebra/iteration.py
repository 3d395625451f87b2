"""One matrix applied again and again: where a state goes, and where the directions gather."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Bool, Float

from mathviz.arguments import count, frozen, matrix, positive, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["IterationOutcome", "PowerIteration", "iterate", "power_iteration"]


class IterationOutcome(Outcome):
    """How repeated application ended for one arrow."""

    SETTLED = "The arrow stays on its line: it is an eigenvector."
    TURNING = "The arrow still turns: more rounds are needed, or no direction wins."
    VANISHED = "The matrix sent the arrow to zero."


@dataclass(frozen=True, eq=False)
class PowerIteration:
    """k arrows, each multiplied by A and scaled back to length one, round after round.

    ``directions`` (rounds + 1, k, n) starts with the arrows themselves at length one; ``images``
    (rounds, k, n) is what A makes of them before they are scaled back, so ``images[r]`` follows from
    ``directions[r]``. An arrow sent to zero stays zero.
    """

    matrix: Float[np.ndarray, "n n"]
    images: Float[np.ndarray, "rounds k n"]
    directions: Float[np.ndarray, "rounds+1 k n"]
    outcomes: tuple[IterationOutcome, ...]

    @property
    def stretches(self) -> Float[np.ndarray, "rounds k"]:
        """The length of each image: the factor of the round."""
        return frozen(np.linalg.norm(self.images, axis=-1))

    @property
    def rayleigh(self) -> Float[np.ndarray, "rounds k"]:
        """dᵀA d for each unit arrow d, the estimate of the eigenvalue, with its sign."""
        return frozen(np.sum(self.directions[:-1] * self.images, axis=-1))

    def on_line(self, direction: ArrayLike, *, within: float = np.pi / 180) -> Bool[np.ndarray, " k"]:
        """Which arrows lie, after the last round, at most ``within`` radians off the line of ``direction``.

        The line counts both ways; an arrow that was sent to zero is on no line. O(k n).
        """
        line = vector("direction", direction, length=len(self.matrix))
        if not line.any():
            raise ValueError("direction must not be the zero vector: it has no line")
        along = np.abs(self.directions[-1] @ (line / np.linalg.norm(line)))
        return frozen(along >= np.cos(positive("within", within)))


def power_iteration(
    A: ArrayLike, arrows: ArrayLike, rounds: int, *, tolerance: float = 1e-9
) -> PowerIteration:
    """Apply A (n, n) to each arrow, a row of ``arrows`` (k, n), and scale it back to length one; repeat.

    Almost every arrow gathers on the line of the eigenvalue that is largest in size, with an error that
    shrinks by \\|λ₂/λ₁\\| a round (Trefethen and Bau, Numerical Linear Algebra, lecture 27). An arrow has
    SETTLED if the last round moved its line by less than ``tolerance`` (either arrow head may be on it: a
    negative eigenvalue flips it each round). O(rounds k n^2).

    >>> crowd = power_iteration([[2, 1], [1, 2]], [[1, 0], [1, -1]], rounds=5)
    >>> crowd.directions[-1].round(4)
    array([[ 0.71  ,  0.7042],
           [ 0.7071, -0.7071]])
    """
    A = matrix("A", A, square=True)
    arrows = matrix("arrows", arrows, columns=len(A))
    rounds, tolerance = count("rounds", rounds), positive("tolerance", tolerance)
    lengths = np.linalg.norm(arrows, axis=1, keepdims=True)
    if not lengths.all():
        raise ValueError("arrows must not hold the zero vector: it has no direction; drop that row")
    directions, images = [arrows / lengths], []
    for _ in range(rounds):
        images.append(directions[-1] @ A.T)
        lengths = np.linalg.norm(images[-1], axis=1, keepdims=True)
        directions.append(images[-1] / np.where(lengths == 0, 1.0, lengths))
    before, after = directions[-2:]
    flip = np.where(np.sum(before * after, axis=1, keepdims=True) < 0, -1.0, 1.0)
    moved = np.linalg.norm(after - flip * before, axis=1)
    outcomes = tuple(
        IterationOutcome.VANISHED
        if not arrow.any()
        else IterationOutcome.SETTLED
        if distance < tolerance
        else IterationOutcome.TURNING
        for arrow, distance in zip(after, moved, strict=True)
    )
    return PowerIteration(A, frozen(np.array(images)), frozen(np.array(directions)), outcomes)


def iterate(A: ArrayLike, start: ArrayLike, steps: int) -> Float[np.ndarray, "states n"]:
    """The states x, A x, A² x, … of a linear dynamical system, one a row: (steps + 1, n). O(steps n^2).

    Source: Strang, Introduction to Linear Algebra, 5th ed., section 6.2.

    >>> iterate([[1, 1], [1, 0]], [1, 0], 4)  # Fibonacci's rabbits
    array([[1., 0.], [1., 1.], [2., 1.], [3., 2.], [5., 3.]])
    """
    A = matrix("A", A, square=True)
    states = np.empty((count("steps", steps, at_least=0) + 1, len(A)))
    states[0] = vector("start", start, length=len(A))
    for k in range(steps):
        states[k + 1] = A @ states[k]
    return frozen(states)

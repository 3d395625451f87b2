"""The inverse undoes a transformation, found by the way that undoes it: Gauss and Jordan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix
from mathviz.linear_algebra.elimination import Elimination, rref
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Inversion", "InversionOutcome", "invert"]


class InversionOutcome(Outcome):
    """Whether a transformation can be undone."""

    INVERTIBLE = "Every point has exactly one origin: the transformation can be undone."
    SINGULAR = "The matrix squashes a direction to zero: nothing can bring it back."


@dataclass(frozen=True, eq=False)
class Inversion:
    """The way from [A | I] to [I | A⁻¹] (Gauss and Jordan); ``inverse`` (n, n) is None if A is singular."""

    elimination: Elimination
    inverse: Float[np.ndarray, "n n"] | None

    @property
    def outcome(self) -> InversionOutcome:
        """Invertible or singular."""
        return InversionOutcome.SINGULAR if self.inverse is None else InversionOutcome.INVERTIBLE


def invert(A: ArrayLike) -> Inversion:
    """Invert A (n, n) by reducing [A | I]; a singular matrix is a result, not an error. O(n^3).

    Source: Strang, Introduction to Linear Algebra, 5th ed., section 2.5.

    >>> invert([[2, 1], [1, 1]]).inverse.round(9)
    array([[ 1., -1.], [-1.,  2.]])
    >>> invert([[1, 2], [2, 4]]).outcome.sentence
    'The matrix squashes a direction to zero: nothing can bring it back.'
    """
    A = matrix("A", A, square=True)
    n = len(A)
    way = rref(np.hstack([A, np.eye(n)]), pivot_columns=n)
    return Inversion(way, frozen(way.result[:, n:].copy()) if way.rank == n else None)

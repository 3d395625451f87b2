"""Is a move linear? Its straight test: images of sums are sums of images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, positive, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["LinearityCheck", "LinearityOutcome", "check_linearity"]


class LinearityOutcome(Outcome):
    """Which test of linearity a function fails, if any."""

    LINEAR = "On all these points, images of sums are sums of images, and multiples go to multiples."
    ORIGIN_MOVES = "The origin moves, so the function is not linear."
    NOT_ADDITIVE = "The image of a sum is not the sum of the images."
    NOT_HOMOGENEOUS = "A multiple does not go to the same multiple."


@dataclass(frozen=True, eq=False)
class LinearityCheck:
    """The verdict, with the witness: f(a u + b v) is ``image``, but a f(u) + b f(v) is ``combined``.

    For a function that passes, the witness is the last combination tried, and both agree.
    """

    outcome: LinearityOutcome
    a: float
    u: Float[np.ndarray, " n"]
    b: float
    v: Float[np.ndarray, " n"]
    image: Float[np.ndarray, " m"]
    combined: Float[np.ndarray, " m"]


def check_linearity(
    f: Callable[[np.ndarray], ArrayLike], samples: ArrayLike, *, tolerance: float = 1e-9
) -> LinearityCheck:
    """Test f, which takes (n,) to (m,), on the ``samples`` (k, n), on their sums and on a multiple. O(k^2).

    A pass proves nothing about other points; a failure proves that f is not linear. Values agree within
    ``tolerance`` of their size. Source: Strang, Introduction to Linear Algebra, 5th ed., section 8.1.

    >>> check_linearity(lambda p: p + [1, 0], [[1, 2], [3, 1]]).outcome.sentence
    'The origin moves, so the function is not linear.'
    """
    samples = matrix("samples", samples)
    tolerance = positive("tolerance", tolerance)
    origin = np.zeros(samples.shape[1])
    tests = [(LinearityOutcome.ORIGIN_MOVES, 1.0, origin, 1.0, origin)]
    for u, v in combinations_with_replacement(samples, 2):
        tests.append((LinearityOutcome.NOT_ADDITIVE, 1.0, u, 1.0, v))
    # An irrational negative multiple: adding a vector to itself never reaches it.
    tests += [(LinearityOutcome.NOT_HOMOGENEOUS, -np.sqrt(2), u, 0.0, u) for u in samples]
    for failure, a, u, b, v in tests:
        image = vector("f's value", f(a * u + b * v))
        combined = a * vector("f's value", f(u)) + b * vector("f's value", f(v))
        apart = np.abs(image - combined).max() > tolerance * max(1.0, np.abs(combined).max())
        if apart:
            return LinearityCheck(failure, a, u, b, v, image, frozen(combined))
    return LinearityCheck(LinearityOutcome.LINEAR, a, u, b, v, image, frozen(combined))

"""A neuron is a row of a matrix: layers as matrix products, and what one neuron cannot separate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import frozen, matrix, number, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Separation", "SeparationOutcome", "linear_layer", "perceptron", "separate"]


def linear_layer(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> Float[np.ndarray, "m h"]:
    """X W + b for m observations (m, n), h neurons as the columns of W (n, h), one bias each (h,). O(m n h).

    Source: Goodfellow, Bengio and Courville, Deep Learning, section 6.1.

    >>> linear_layer([[1, 2], [3, 4]], [[1], [-1]], [0.5])
    array([[-0.5], [-0.5]])
    """
    X = matrix("X", X)
    W = matrix("W", W, rows=X.shape[1])
    return frozen(X @ W + vector("b", b, length=W.shape[1]))


def perceptron(X: ArrayLike, w: ArrayLike, b: float) -> Int[np.ndarray, " m"]:
    """One where X w + b is above zero, else zero, for X (m, n) and w (n,) (Rosenblatt, 1958). O(m n).

    >>> perceptron([[0, 0], [0, 1], [1, 0], [1, 1]], [1, 1], -1.5)  # AND
    array([0, 0, 0, 1])
    """
    X = matrix("X", X)
    w = vector("w", w, length=X.shape[1])
    return frozen((X @ w + number("b", b) > 0).astype(np.int64))


class SeparationOutcome(Outcome):
    """Whether one neuron can tell two classes apart."""

    SEPARABLE = "A line separates the two classes."
    INSEPARABLE = "No line separates the classes: a point lies between members of both."


@dataclass(frozen=True, eq=False)
class Separation:
    """The neuron that separates two classes, or the point that proves that none does.

    ``w`` (n,) and ``b`` give w·x + b > 0 exactly for class one. ``common`` (n,) is a mean, with weights, of
    points of class zero and also of points of class one: whoever puts the line between them puts it on both
    sides of this point. One of the two is None.
    """

    w: Float[np.ndarray, " n"] | None
    b: float | None
    common: Float[np.ndarray, " n"] | None

    @property
    def outcome(self) -> SeparationOutcome:
        """Separable or not."""
        return SeparationOutcome.INSEPARABLE if self.w is None else SeparationOutcome.SEPARABLE


def separate(X: ArrayLike, labels: ArrayLike) -> Separation:
    """Find a neuron for the points X (m, n) with ``labels`` (m,) of zeros and ones, or prove there is none.

    A linear program makes the smallest margin as large as it can be with weights in [−1, 1]; if that is
    zero, its multipliers are the weights of the common point (theorem of the alternative, Gordan 1873).
    Classes closer than about a millionth of the largest coordinate count as touching. O(m n) a pivot.

    >>> corners = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> separate(corners, [0, 1, 1, 0]).common  # XOR
    array([0.5, 0.5])
    """
    from scipy.optimize import linprog

    X = matrix("X", X)
    labels = vector("labels", labels, length=len(X))
    found = np.unique(labels).tolist()
    if found != [0.0, 1.0]:
        raise ValueError(f"labels must hold zeros and ones, and both of them; got {found}")
    n = X.shape[1]
    scale = float(np.abs(X).max()) or 1.0
    signs = 2 * labels - 1
    # Unknowns w, b, margin: signs · (X w + b) >= margin, margin as large as possible.
    above = -np.column_stack([signs[:, None] * X / scale, signs, -np.ones(len(X))])
    bounds = [(-1, 1)] * n + [(None, None), (None, None)]
    best = linprog(np.append(np.zeros(n + 1), -1.0), A_ub=above, b_ub=np.zeros(len(X)), bounds=bounds)
    *w, b, margin = np.asarray(best.x).tolist()
    if margin > 1e-6:  # the solver keeps its constraints within 1e-7
        return Separation(frozen(np.array(w) / scale), b, None)
    weights = np.where(labels == 1, -best.ineqlin.marginals, 0.0)
    return Separation(None, None, frozen(weights @ X / weights.sum()))

"""One neuron: a weighted sum and a bend, as linear regression and as logistic regression.

Source: Bishop, Pattern Recognition and Machine Learning, sections 3.1 and 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, number, positive, same_length, vector
from mathviz.calculus.activations import IDENTITY, SIGMOID, Activation, error_signal
from mathviz.calculus.descent import gradient_descent
from mathviz.calculus.losses import SQUARED_ERROR, Cost
from mathviz.calculus.newton import newtons_method
from mathviz.calculus.paths import Path
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Logistic", "LogisticFit", "LogisticLoss", "NeuronGradient", "logistic_fit", "neuron_gradient"]


@dataclass(frozen=True, eq=False)
class NeuronGradient:
    """One neuron on m observations: what flows forward, and the error that flows back.

    ``sums`` (m,) are X w + b, ``predictions`` (m,) their activations, ``losses`` (m,) the costs, ``errors``
    (m,) the slopes dL/dz. ``weights`` (n,) and ``bias`` are the gradient of the mean loss: each error times
    the input that it came through, averaged.
    """

    sums: Float[np.ndarray, " m"]
    predictions: Float[np.ndarray, " m"]
    losses: Float[np.ndarray, " m"]
    errors: Float[np.ndarray, " m"]
    weights: Float[np.ndarray, " n"]
    bias: float

    @property
    def loss(self) -> float:
        """The mean loss."""
        return float(self.losses.mean())


def neuron_gradient(
    w: ArrayLike,
    b: float,
    X: ArrayLike,
    y: ArrayLike,
    *,
    activation: Activation = IDENTITY,
    cost: Cost = SQUARED_ERROR,
) -> NeuronGradient:
    """The mean loss of a neuron with weights w (n,) and bias b on X (m, n), y (m,), and its gradient.

    As it stands, linear regression with ½ (y − ŷ)²; with ``SIGMOID`` and ``LOG_LOSS``, logistic
    regression: both gradients are the mean of (ŷ − y) x. O(m n).

    >>> step = neuron_gradient([0, 0], 0, [[1, 2]], [3])
    >>> step.weights, step.bias
    (array([-3., -6.]), -3.0)
    """
    X, y = matrix("X", X), vector("y", y)
    m = same_length(X=X, y=y)
    sums = frozen(X @ vector("w", w, length=X.shape[1]) + number("b", b))
    predictions = activation(sums)
    errors = error_signal(cost, activation, sums, y)
    return NeuronGradient(
        sums, predictions, cost(predictions, y), errors, frozen(X.T @ errors / m), float(errors.mean())
    )


class LogisticLoss:
    """The mean log loss of a logistic classifier, as a surface over its n weights and bias (last).

    X (m, n), y (m,) with classes 0 and 1. It is convex. Gradient X̃ᵀ (p − y) / m and Hessian
    X̃ᵀ diag(p (1 − p)) X̃ / m with X̃ = [X, 1]: Hastie, Tibshirani and Friedman, The Elements of Statistical
    Learning, 2nd ed., section 4.4.1. O(m n) for a value or gradient, O(m n²) for a Hessian.

    >>> round(LogisticLoss([[1], [2]], [0, 1]).value([0, 0]), 4)
    0.6931
    """

    def __init__(self, X: ArrayLike, y: ArrayLike) -> None:
        """Check the shapes and the classes."""
        X = matrix("X", X)
        self.y = vector("y", y)
        same_length(X=X, y=self.y)
        if not np.isin(self.y, (0, 1)).all():
            raise ValueError(f"y must hold classes 0 and 1; got {np.unique(self.y).tolist()}")
        self.inputs = frozen(np.column_stack([X, np.ones(len(X))]))

    def scores(self, parameters: ArrayLike) -> Float[np.ndarray, " m"]:
        """The log odds X w + b of class 1, shape (m,)."""
        return frozen(self.inputs @ vector("parameters", parameters, length=self.inputs.shape[1]))

    def value(self, point: ArrayLike) -> float:
        """The mean log loss at parameters (n + 1,): ln(1 + eᶻ) − y z, which no score overflows."""
        z = self.scores(point)
        return float(np.mean(np.logaddexp(0, z) - self.y * z))

    def gradient(self, point: ArrayLike) -> Float[np.ndarray, " p"]:
        """The slopes along the weights and the bias."""
        return frozen(self.inputs.T @ (SIGMOID(self.scores(point)) - self.y) / len(self.y))

    def hessian(self, point: ArrayLike) -> Float[np.ndarray, "p p"]:
        """The curvature, positive semidefinite."""
        z = self.scores(point)
        return frozen((self.inputs.T * SIGMOID.derivative(z)) @ self.inputs / len(self.y))


class Logistic(Outcome):
    """How a logistic fit ended."""

    CONVERGED = "The loss is at its lowest point."
    SEPARABLE = "The classes are parted without a mistake: larger weights always fit better, so none is best."
    UNFINISHED = "The loss has not settled yet: it needs more steps or another learning rate."


@dataclass(frozen=True, eq=False)
class LogisticFit:
    """A logistic classifier and the path that led to it: weights (n,), bias, ``path`` over (n + 1)."""

    surface: LogisticLoss
    path: Path
    outcome: Logistic

    @property
    def weights(self) -> Float[np.ndarray, " n"]:
        """How many log odds each feature adds per unit, shape (n,)."""
        return frozen(self.path.end[:-1])

    @property
    def bias(self) -> float:
        """The log odds where all features are 0."""
        return float(self.path.end[-1])

    @property
    def log_likelihood(self) -> float:
        """Minus the total log loss."""
        return -float(self.path.values[-1]) * len(self.surface.y)

    def probability(self, X: ArrayLike) -> Float[np.ndarray, " k"]:
        """The chance of class 1 for each row of X, shape (k, n) to (k,)."""
        return SIGMOID(matrix("X", X, columns=self.weights.size) @ self.weights + self.bias)


def logistic_fit(
    X: ArrayLike,
    y: ArrayLike,
    *,
    method: str = "newton",
    steps: int = 25,
    learning_rate: float = 1.0,
) -> LogisticFit:
    """Fit a logistic classifier to X (m, n) and classes y (m,) in {0, 1}, from zero weights.

    ``newton`` needs few steps; ``descent`` uses the learning rate and wants standardised features. If the
    line that was found parts the classes without a mistake the outcome is SEPARABLE: the likelihood has no
    maximum (Albert and Anderson, Biometrika 71, 1984). CONVERGED if the last slope is at most 1e-6, else
    UNFINISHED. O(steps · (m n² + n³)), for descent O(steps · m n).

    >>> fit = logistic_fit([[0], [1], [2], [3]], [0, 1, 0, 1])
    >>> fit.weights.round(4), round(fit.bias, 4), fit.outcome.name
    (array([0.9082]), -1.3623, 'CONVERGED')
    """
    surface = LogisticLoss(X, y)
    start = np.zeros(surface.inputs.shape[1])
    learning_rate = positive("learning_rate", learning_rate)
    path: Path
    if method == "newton":
        path = newtons_method(surface, start, steps=steps)
    elif method == "descent":
        path = gradient_descent(surface, start, learning_rate=learning_rate, steps=steps)
    else:
        raise ValueError(f"method must be 'newton' or 'descent'; got {method!r}")
    margins = surface.scores(path.end) * (2 * surface.y - 1)
    if (margins > 0).all():
        outcome = Logistic.SEPARABLE
    else:
        outcome = Logistic.CONVERGED if path.slopes[-1] <= 1e-6 else Logistic.UNFINISHED
    return LogisticFit(surface, path, outcome)

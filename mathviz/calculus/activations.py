"""Activations: the bend that a neuron gives to its sum, and the slope that backpropagation needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, numbers
from mathviz.calculus.losses import LOG_LOSS, Cost

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["ACTIVATIONS", "IDENTITY", "RELU", "SIGMOID", "TANH", "Activation", "error_signal"]


@dataclass(frozen=True)
class Activation:
    """A function of one number, applied elementwise to any shape, with its derivative.

    >>> SIGMOID([0, 100]), SIGMOID.derivative([0])
    (array([0.5, 1. ]), array([0.25]))
    """

    name: str
    _f: Callable[[np.ndarray], np.ndarray] = field(repr=False)
    _df: Callable[[np.ndarray], np.ndarray] = field(repr=False)

    def __call__(self, z: ArrayLike) -> Float[np.ndarray, "*k"]:
        """The activation of each sum."""
        return frozen(np.array(self._f(numbers("z", z))))

    def derivative(self, z: ArrayLike) -> Float[np.ndarray, "*k"]:
        """The slope at each sum."""
        return frozen(np.array(self._df(numbers("z", z))))


IDENTITY = Activation("identity", lambda z: z, np.ones_like)
"""z itself, for a neuron that predicts a quantity."""


def _sigmoid(z: Any) -> np.ndarray:
    from scipy.special import expit

    return np.asarray(expit(z))


SIGMOID = Activation("sigmoid", _sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z))
"""σ(z) = 1 / (1 + e⁻ᶻ), with σ' = σ (1 − σ), at most ¼."""

TANH = Activation("tanh", np.tanh, lambda z: 4 * _sigmoid(2 * z) * _sigmoid(-2 * z))
"""tanh z = 2 σ(2z) − 1, with slope 1 − tanh² z = 4 σ(2z) σ(−2z), at most 1."""

RELU = Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: (z > 0).astype(np.float64))
"""max(z, 0); at the corner z = 0 the slope counts as 0."""

ACTIVATIONS = {activation.name: activation for activation in (IDENTITY, SIGMOID, TANH, RELU)}


def error_signal(
    cost: Cost, activation: Activation, z: ArrayLike, target: ArrayLike
) -> Float[np.ndarray, "*k"]:
    """dL/dz = dL/dŷ · dŷ/dz, the error that flows back into a neuron with sum z and output ŷ = a(z).

    For the log loss of a sigmoid the two factors cancel to ŷ − y, which is used as such: it stays exact where
    the sigmoid is flat. That is why this pair learns fast from a confident mistake. Bishop, Pattern
    Recognition and Machine Learning, section 4.3.2. O(k).

    >>> error_signal(LOG_LOSS, SIGMOID, -10, 1).round(5)
    np.float64(-0.99995)
    """
    if cost is LOG_LOSS:
        if activation is not SIGMOID:
            raise ValueError(f"activation must be the sigmoid for the log loss; got {activation.name}")
        LOG_LOSS(output := activation(z), target)
        return frozen(np.asarray(output - target))
    return frozen(np.asarray(cost.derivative(activation(z), target) * activation.derivative(z)))

"""Training a network: gradient descent on the surface of its loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix
from mathviz.calculus.descent import Descent, DescentPath, gradient_descent
from mathviz.calculus.differences import hessian
from mathviz.calculus.networks import Backpropagation, Network

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["NetworkLoss", "Training", "train"]


class NetworkLoss:
    """A network's loss on given data, as a surface over its p parameters, for descent.

    >>> from mathviz.calculus import IDENTITY
    >>> surface = NetworkLoss(Network([[1]], [0], [[2]], [0], IDENTITY, IDENTITY), [[3]], [[0]])
    >>> surface.value([1, 0, 2, 0]), surface.gradient([1, 0, 2, 0])
    (18.0, array([36., 12., 18.,  6.]))
    """

    def __init__(self, network: Network, X: ArrayLike, T: ArrayLike) -> None:
        """Check the data; X (m, n) and T (m, o) must fit the network."""
        self.network, self.X, self.T = network, matrix("X", X), matrix("T", T)
        self._at = network.parameters
        self._passed: Backpropagation | None = network.backward(self.X, self.T)

    def value(self, point: ArrayLike) -> float:
        """The loss at parameters (p,); infinite where the numbers overflow."""
        passed = self._backward(point)
        return passed.loss if passed else np.inf

    def gradient(self, point: ArrayLike) -> Float[np.ndarray, " p"]:
        """Its slopes, by backpropagation; NaN where the numbers overflow."""
        passed = self._backward(point)
        return passed.gradient if passed else frozen(np.full(self.network.parameters.size, np.nan))

    def hessian(self, point: ArrayLike) -> Float[np.ndarray, "p p"]:
        """Its curvature, by differences: 2p² + 1 forward passes."""
        return hessian(lambda *parameters: self.value(parameters), point)

    def _backward(self, point: ArrayLike) -> Backpropagation | None:
        """The backward pass at a point, kept for the next question, since descent asks two at each point."""
        if not np.array_equal(point, self._at):
            network = self.network.with_parameters(point)
            self._at = network.parameters
            try:
                self._passed = network.backward(self.X, self.T)
            except ValueError:  # the data fit, so this can only be a sum that has overflowed
                self._passed = None
        return self._passed


@dataclass(frozen=True, eq=False)
class Training:
    """A network's training run: ``path`` goes over the surface of the loss, p parameters at each step."""

    untrained: Network
    path: DescentPath

    @property
    def outcome(self) -> Descent:
        """How the descent ended."""
        return self.path.outcome

    @property
    def losses(self) -> Float[np.ndarray, " points"]:
        """The loss before each step and at the end, shape (steps + 1,)."""
        return self.path.values

    def network(self, t: float) -> Network:
        """The network after t steps, for any real t from 0 to the number of steps."""
        return self.untrained.with_parameters(self.path.at(t))

    @property
    def layer_slopes(self) -> Float[np.ndarray, "points 2"]:
        """The length of the gradient along W1 and along W2 at each step: which layer stalls."""
        first, second = self.untrained.W1, self.untrained.W2
        start = first.size + len(self.untrained.b1)
        parts = self.path.gradients[:, : first.size], self.path.gradients[:, start : start + second.size]
        return frozen(np.column_stack([np.linalg.norm(part, axis=1) for part in parts]))


def train(network: Network, X: ArrayLike, T: ArrayLike, *, learning_rate: float, steps: int) -> Training:
    """Train on all of X (m, n) and T (m, o) by gradient descent from the network's own parameters.

    The outcomes are those of ``gradient_descent``. A network of equal hidden units stays one and can
    settle on a SADDLE. O(steps · m h (n + o)).
    Source: Rumelhart, Hinton and Williams, Nature 323 (1986) 533–536.

    >>> from mathviz.calculus import LOG_LOSS
    >>> rng = np.random.default_rng(3)
    >>> net = Network.random(2, 4, rng=rng, cost=LOG_LOSS)
    >>> X, T = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
    >>> run = train(net, X, T, learning_rate=2, steps=800)
    >>> run.network(800).forward(X).Y.round().ravel()
    array([0., 1., 1., 0.])
    """
    surface = NetworkLoss(network, X, T)
    path = gradient_descent(surface, network.parameters, learning_rate=learning_rate, steps=steps)
    return Training(network, path)

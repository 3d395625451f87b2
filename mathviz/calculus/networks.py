"""A network with two layers: forward, backward by the chain rule, and training."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, positive, same_length, vector
from mathviz.calculus.activations import SIGMOID, Activation, error_signal
from mathviz.calculus.losses import LOG_LOSS, SQUARED_ERROR, Cost

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Backpropagation", "ForwardPass", "Network"]


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """What flows forward, one row per observation: inputs, hidden sums and units, output sums and outputs."""

    X: Float[np.ndarray, "m n"]
    Z1: Float[np.ndarray, "m h"]
    H: Float[np.ndarray, "m h"]
    Z2: Float[np.ndarray, "m o"]
    Y: Float[np.ndarray, "m o"]


@dataclass(frozen=True, eq=False)
class Network:
    """n inputs, h hidden units, o outputs: H = a₁(X W1 + b1), Y = a₂(H W2 + b2).

    W1 (n, h), b1 (h,), W2 (h, o), b2 (o,). The loss is the cost summed over the outputs and averaged over
    the observations. The log loss goes with a sigmoid output.

    >>> xor = Network([[20, -20], [20, -20]], [-10, 30], [[20], [20]], [-30])
    >>> xor.forward([[0, 0], [0, 1], [1, 0], [1, 1]]).Y.round(2).ravel()
    array([0., 1., 1., 0.])
    """

    W1: Float[np.ndarray, "n h"]
    b1: Float[np.ndarray, " h"]
    W2: Float[np.ndarray, "h o"]
    b2: Float[np.ndarray, " o"]
    hidden: Activation = SIGMOID
    output: Activation = SIGMOID
    cost: Cost = SQUARED_ERROR

    def __init__(
        self,
        W1: ArrayLike,
        b1: ArrayLike,
        W2: ArrayLike,
        b2: ArrayLike,
        hidden: Activation = SIGMOID,
        output: Activation = SIGMOID,
        cost: Cost = SQUARED_ERROR,
    ) -> None:
        """Check that the layers fit together."""
        if cost is LOG_LOSS and output is not SIGMOID:
            raise ValueError(f"output must be the sigmoid for the log loss; got {output.name}")
        first = matrix("W1", W1)
        second = matrix("W2", W2, rows=first.shape[1])
        settings = {
            "W1": first,
            "b1": vector("b1", b1, length=first.shape[1]),
            "W2": second,
            "b2": vector("b2", b2, length=second.shape[1]),
            "hidden": hidden,
            "output": output,
            "cost": cost,
        }
        for name, value in settings.items():
            object.__setattr__(self, name, value)

    @classmethod
    def random(
        cls,
        inputs: int,
        hidden_units: int,
        outputs: int = 1,
        *,
        rng: np.random.Generator,
        hidden: Activation = SIGMOID,
        output: Activation = SIGMOID,
        cost: Cost = SQUARED_ERROR,
    ) -> Network:
        """A network with zero biases and weights drawn evenly from ±√(6 / (inputs + outputs of the layer)).

        Different weights break the symmetry: hidden units that start equal stay equal. Glorot and Bengio,
        AISTATS (2010).
        """
        sizes = count("inputs", inputs), count("hidden_units", hidden_units), count("outputs", outputs)
        W1, W2 = (rng.uniform(-1, 1, (a, b)) * np.sqrt(6 / (a + b)) for a, b in pairwise(sizes))
        return cls(W1, np.zeros(sizes[1]), W2, np.zeros(sizes[2]), hidden, output, cost)

    @property
    def parameters(self) -> Float[np.ndarray, " p"]:
        """All weights and biases in one row: W1, b1, W2, b2, each row by row, shape (p,)."""
        return frozen(np.concatenate([part.ravel() for part in (self.W1, self.b1, self.W2, self.b2)]))

    def with_parameters(self, parameters: ArrayLike) -> Network:
        """The same network with other weights and biases, shape (p,)."""
        p = vector("parameters", parameters, length=self.parameters.size)
        network = copy(self)
        for name in ("W1", "b1", "W2", "b2"):
            part, p = np.split(p, [getattr(self, name).size])
            object.__setattr__(network, name, part.reshape(getattr(self, name).shape))
        return network

    def forward(self, X: ArrayLike) -> ForwardPass:
        """Send m observations X (m, n) through the network. O(m h (n + o))."""
        inputs = matrix("X", X, columns=len(self.W1))
        Z1 = frozen(inputs @ self.W1 + self.b1)
        H = self.hidden(Z1)
        Z2 = frozen(H @ self.W2 + self.b2)
        return ForwardPass(inputs, Z1, H, Z2, self.output(Z2))

    def loss(self, X: ArrayLike, T: ArrayLike) -> float:
        """The cost against targets T (m, o), summed over the outputs, averaged over the observations."""
        flow = self.forward(X)
        return float(self.cost(flow.Y, self._targets(flow, T)).sum() / len(flow.Y))

    def backward(self, X: ArrayLike, T: ArrayLike) -> Backpropagation:
        """Send the error back through the network, link by link. O(m h (n + o)).

        Rumelhart, Hinton and Williams, Nature 323 (1986) 533–536.

        >>> from mathviz.calculus import IDENTITY
        >>> step = Network([[0.5]], [0], [[2]], [0], IDENTITY, IDENTITY).backward([[1]], [[0]])
        >>> step.loss, step.W2, step.W1
        (0.5, array([[0.5]]), array([[2.]]))
        """
        flow = self.forward(X)
        targets = self._targets(flow, T)
        output_deltas = error_signal(self.cost, self.output, flow.Z2, targets)
        hidden_errors = frozen(output_deltas @ self.W2.T)
        hidden_deltas = frozen(hidden_errors * self.hidden.derivative(flow.Z1))
        m = len(targets)
        return Backpropagation(
            network=self,
            flow=flow,
            targets=targets,
            output_deltas=output_deltas,
            hidden_errors=hidden_errors,
            hidden_deltas=hidden_deltas,
            W1=frozen(flow.X.T @ hidden_deltas / m),
            b1=frozen(hidden_deltas.sum(axis=0) / m),
            W2=frozen(flow.H.T @ output_deltas / m),
            b2=frozen(output_deltas.sum(axis=0) / m),
        )

    def _targets(self, flow: ForwardPass, T: ArrayLike) -> Float[np.ndarray, "m o"]:
        targets = matrix("T", T, columns=flow.Y.shape[1])
        same_length(X=flow.X, T=targets)
        return targets


@dataclass(frozen=True, eq=False)
class Backpropagation:
    """Every local derivative of one backward pass, one row per observation.

    Along the way back: ``cost_slopes`` = ∂L/∂Y times ``output_slopes`` = dY/dZ2 gives ``output_deltas`` =
    ∂L/∂Z2, each (m, o). Times the weights W2, added up where paths meet, this gives ``hidden_errors`` =
    ∂L/∂H; times ``hidden_slopes`` = dH/dZ1, it gives ``hidden_deltas`` = ∂L/∂Z1, each (m, h). L is one
    observation's cost here. W1, b1, W2, b2 are the gradient of the mean loss, shaped like the network's own.
    """

    network: Network
    flow: ForwardPass
    targets: Float[np.ndarray, "m o"]
    output_deltas: Float[np.ndarray, "m o"]
    hidden_errors: Float[np.ndarray, "m h"]
    hidden_deltas: Float[np.ndarray, "m h"]
    W1: Float[np.ndarray, "n h"]
    b1: Float[np.ndarray, " h"]
    W2: Float[np.ndarray, "h o"]
    b2: Float[np.ndarray, " o"]

    @property
    def costs(self) -> Float[np.ndarray, "m o"]:
        """Each output's part of each observation's cost."""
        return self.network.cost(self.flow.Y, self.targets)

    @property
    def cost_slopes(self) -> Float[np.ndarray, "m o"]:
        """∂L/∂Y; infinite where the log loss is."""
        return self.network.cost.derivative(self.flow.Y, self.targets)

    @property
    def output_slopes(self) -> Float[np.ndarray, "m o"]:
        """dY/dZ2, the slope of the output activation."""
        return self.network.output.derivative(self.flow.Z2)

    @property
    def hidden_slopes(self) -> Float[np.ndarray, "m h"]:
        """dH/dZ1, the slope of the hidden activation."""
        return self.network.hidden.derivative(self.flow.Z1)

    @property
    def loss(self) -> float:
        """The mean loss."""
        return float(self.costs.sum() / len(self.targets))

    @property
    def paths(self) -> Float[np.ndarray, "m h o"]:
        """∂L/∂Z2ₖ · W2ⱼₖ, which comes back along the edge from output k to hidden unit j.

        Over all outputs they add up to ``hidden_errors``.
        """
        return frozen(self.output_deltas[:, None, :] * self.network.W2)

    @property
    def gradient(self) -> Float[np.ndarray, " p"]:
        """The gradient of the mean loss in one row, in the order of ``Network.parameters``."""
        return frozen(np.concatenate([part.ravel() for part in (self.W1, self.b1, self.W2, self.b2)]))

    def step(self, learning_rate: float) -> Network:
        """The network after one step of descent: this is what learns; backpropagation only finds slopes."""
        rate = positive("learning_rate", learning_rate)
        return self.network.with_parameters(self.network.parameters - rate * self.gradient)

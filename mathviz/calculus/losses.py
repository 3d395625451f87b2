"""Losses: what a wrong prediction costs, and how the cost changes with the prediction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, numbers, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["COSTS", "LOG_LOSS", "SQUARED_ERROR", "Cost", "bernoulli_log_loss", "log_loss", "squared_loss"]


def squared_loss(x: ArrayLike, a: ArrayLike) -> Float[np.ndarray, " k"]:
    """Σ (x − aᵢ)²: the total area of the squares between a house at x and the lines at a, shape (k,).

    ``x`` has shape (k,), ``a`` (n,). It is least at the mean of a (its derivative is 2n (x − ā)); the sum
    of plain distances would be least at the median. O(k n).
    Source: Casella and Berger, Statistical Inference, 2nd ed., theorem 5.2.4.

    >>> squared_loss([4, 5, 6], [2, 3, 10])
    array([41., 38., 41.])
    """
    x, a = vector("x", x), vector("a", a)
    return frozen(((x[:, None] - a) ** 2).sum(axis=1))


def bernoulli_log_loss(p: ArrayLike, heads: int, flips: int) -> Float[np.ndarray, " k"]:
    """−ln of the probability of one given order of ``heads`` heads in ``flips`` flips, shape (k,).

    ``p`` (k,) are chances of heads in [0, 1]. The logarithm turns the product pʰ (1 − p)ᵗ into a sum and
    keeps its best place, p = heads / flips. Infinite at p = 0 or 1 if the flips contradict it. O(k).
    Source: Bishop, Pattern Recognition and Machine Learning, section 2.1.

    >>> bernoulli_log_loss([0.5, 0.75], 6, 8).round(4)
    array([5.5452, 4.4987])
    """
    p = _probabilities("p", p)
    n = count("flips", flips)
    h = count("heads", heads, at_least=0, at_most=n)
    return frozen(_surprise(p, h, n - h))


def _probabilities(name: str, value: ArrayLike) -> np.ndarray:
    p = vector(name, value)
    if (p < 0).any() or (p > 1).any():
        raise ValueError(f"{name} must lie in [0, 1]; got numbers from {p.min():g} to {p.max():g}")
    return p


@dataclass(frozen=True)
class Cost:
    """A cost of predicting ŷ where y is right, elementwise, with its slope along ŷ.

    Called with predictions and targets of one shape (or a number for one of them); ``derivative`` likewise.

    >>> SQUARED_ERROR([0, 3], 1), SQUARED_ERROR.derivative([0, 3], 1)
    (array([0.5, 2. ]), array([-1.,  2.]))
    """

    name: str
    _f: Callable[[np.ndarray, np.ndarray], np.ndarray] = field(repr=False)
    _df: Callable[[np.ndarray, np.ndarray], np.ndarray] = field(repr=False)

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> Float[np.ndarray, "*k"]:
        """The cost of each prediction."""
        return frozen(np.asarray(self._f(*self._checked(prediction, target))))

    def derivative(self, prediction: ArrayLike, target: ArrayLike) -> Float[np.ndarray, "*k"]:
        """dL/dŷ: how fast the cost grows with the prediction."""
        return frozen(np.asarray(self._df(*self._checked(prediction, target))))

    def _checked(self, prediction: ArrayLike, target: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        p, t = numbers("prediction", prediction), numbers("target", target)
        if p.shape != t.shape and p.ndim and t.ndim:
            raise ValueError(f"prediction and target must have one shape; got {p.shape} and {t.shape}")
        if self is LOG_LOSS and not all((x >= 0).all() and (x <= 1).all() for x in (p, t)):
            raise ValueError("prediction and target must lie in [0, 1] for the log loss")
        return p, t


def _surprise(p: np.ndarray, yes: Any, no: Any) -> np.ndarray:
    """−yes · ln p − no · ln(1 − p), where 0 · ln 0 counts as 0."""
    from scipy.special import xlog1py, xlogy

    return np.asarray(0.0 - xlogy(yes, p) - xlog1py(no, -p))  # 0.0 first: not −0


def _log_loss_slope(p: np.ndarray, t: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(t > 0, -t / p, 0.0) + np.where(t < 1, (1 - t) / (1 - p), 0.0))


SQUARED_ERROR = Cost("squared error", lambda p, t: 0.5 * (p - t) ** 2, lambda p, t: p - t)
"""½ (ŷ − y)², with slope ŷ − y."""

LOG_LOSS = Cost("log loss", lambda p, t: _surprise(p, t, 1 - t), _log_loss_slope)
"""−y ln ŷ − (1 − y) ln(1 − ŷ) for ŷ and y in [0, 1]; infinite for a wrong prediction made with certainty."""

COSTS = {cost.name: cost for cost in (SQUARED_ERROR, LOG_LOSS)}


def log_loss(target: ArrayLike, prediction: ArrayLike) -> float:
    """The mean log loss of predicted chances (m,) for targets (m,): minus the log-likelihood over m.

    The order of arguments is that of ``sklearn.metrics.log_loss``; no chance is clipped. O(m).
    Source: Bishop, Pattern Recognition and Machine Learning, section 4.3.2.

    >>> round(log_loss([1, 0, 1], [0.5, 0.5, 0.5]), 4)
    0.6931
    """
    t, p = _probabilities("target", target), _probabilities("prediction", prediction)
    return float(LOG_LOSS(p, t).mean())

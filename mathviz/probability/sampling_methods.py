"""The inverse-cdf method: even darts on the vertical axis come down as draws from any distribution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Darts", "inverse_transform"]


@dataclass(frozen=True, eq=False)
class Darts:
    """Darts that hit the vertical axis at ``u``, ran to the cdf and fell to ``x``; both of shape (n,)."""

    u: Float[np.ndarray, " n"]
    x: Float[np.ndarray, " n"]


def inverse_transform(quantile: Callable[[np.ndarray], np.ndarray], u: ArrayLike) -> Darts:
    """Send darts ``u`` in (0, 1), shape (n,), through the ``quantile`` function (the inverse of the cdf).

    If u is uniform, x has the distribution: P(x ≤ t) = P(u ≤ F(t)) = F(t). For a mass function pass
    ``Pmf.quantile``, which finds the step of the cdf that the dart hits. O(n).
    Source: Devroye, Non-Uniform Random Variate Generation (1986), section II.2.

    >>> from scipy.stats import expon
    >>> inverse_transform(expon.ppf, [0.5]).x.round(4)
    array([0.6931])
    """
    height = vector("u", u)
    if (height <= 0).any() or (height >= 1).any():
        raise ValueError("u must lie strictly between 0 and 1: at the ends a quantile may be infinite")
    return Darts(height, vector("quantile(u)", quantile(height), length=height.size))

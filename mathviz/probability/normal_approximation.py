"""The bell as a shortcut for the binomial distribution, with and without the continuity correction."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number

__all__ = ["BinomialTail", "heads_at_least"]


@dataclass(frozen=True, eq=False)
class BinomialTail:
    """P(at least ``heads`` heads in ``n`` tosses) three ways, and the bars behind it.

    ``pmf`` has shape (n + 1,): entry k is P(exactly k heads). Each head count is a bar of width one, so bar
    ``heads`` begins at heads − ½: the continuity correction integrates the bell from there.
    """

    heads: int
    n: int
    p: float
    pmf: Float[np.ndarray, " outcomes"]
    exact: float
    normal: float
    corrected: float

    @property
    def mean(self) -> float:
        """The expected number of heads, np."""
        return self.n * self.p

    @property
    def standard_deviation(self) -> float:
        """The standard deviation of the number of heads, √(np(1 − p))."""
        return math.sqrt(self.n * self.p * (1 - self.p))


def heads_at_least(heads: int, n: int, p: float = 0.5) -> BinomialTail:
    """P(at least ``heads`` heads in ``n`` tosses): exact, by the bell, and by the bell from heads − ½.

    0 < p < 1 (without a spread there is no bell); 0 ≤ heads ≤ n. O(n).
    Source: de Moivre and Laplace; e.g. Feller, vol. 1, section VII.3.

    >>> tail = heads_at_least(60, 100)
    >>> round(tail.exact, 4), round(tail.corrected, 4), round(tail.normal, 4)
    (0.0284, 0.0287, 0.0228)
    """
    from scipy.special import ndtr
    from scipy.stats import binom

    n = count("n", n)
    heads = count("heads", heads, at_least=0, at_most=n)
    p = number("p", p)
    if not 0 < p < 1:
        raise ValueError(f"p must lie strictly between 0 and 1, or the heads have no spread; got {p:g}")
    mean, sd = n * p, math.sqrt(n * p * (1 - p))
    return BinomialTail(
        heads=heads,
        n=n,
        p=p,
        pmf=frozen(binom.pmf(np.arange(n + 1), n, p)),
        exact=float(binom.sf(heads - 1, n, p)),
        normal=float(ndtr((mean - heads) / sd)),
        corrected=float(ndtr((mean - (heads - 0.5)) / sd)),
    )

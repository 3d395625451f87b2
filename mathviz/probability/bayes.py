"""Bayes' theorem: from how likely a cause makes the evidence to how likely the evidence makes the cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import count, frozen, probabilities, probability, same_length, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Dots", "Posterior", "diagnostic_test", "posterior", "share_out"]


def share_out(total: int, shares: ArrayLike) -> Int[np.ndarray, " k"]:
    """Split ``total`` dots in proportion to ``shares``, shape (k,), so that the whole numbers add up to it.

    Each gets the whole part of its quota, the dots left over go to the largest fractions (ties: the first).
    O(k log k).
    Source: Hamilton's method of apportionment (largest remainder).

    >>> share_out(10, [1 / 3, 1 / 3, 1 / 3])
    array([4, 3, 3])
    """
    total, wanted = count("total", total, at_least=0), probabilities("shares", shares)
    quota = total * wanted / wanted.sum()
    whole = np.floor(quota)
    left = total - int(whole.sum())
    whole[np.argsort(whole - quota, kind="stable")[:left]] += 1
    return frozen(whole.astype(np.int64))


@dataclass(frozen=True, eq=False)
class Dots:
    """People as dots, sorted by cause and then by evidence; both arrays have shape (k,)."""

    with_evidence: Int[np.ndarray, " k"]
    without_evidence: Int[np.ndarray, " k"]

    @property
    def posterior(self) -> Float[np.ndarray, " k"]:
        """Each cause's share of the dots that show the evidence: the posterior, but for rounding."""
        seen = self.with_evidence.sum()
        if seen == 0:
            raise ValueError("no dot shows the evidence: take more dots")
        return frozen(self.with_evidence / seen)


@dataclass(frozen=True, eq=False)
class Posterior:
    """One use of Bayes' theorem on k causes; ``prior`` and ``likelihood`` have shape (k,)."""

    prior: Float[np.ndarray, " k"]
    likelihood: Float[np.ndarray, " k"]

    @property
    def joint(self) -> Float[np.ndarray, " k"]:
        """P(cause and evidence) = prior · likelihood: the areas that stay when the evidence is seen."""
        return frozen(self.prior * self.likelihood)

    @property
    def evidence(self) -> float:
        """P(evidence), the sum of the joint probabilities over all causes."""
        return float(self.joint.sum())

    @property
    def probabilities(self) -> Float[np.ndarray, " k"]:
        """P(cause | evidence): the joint probabilities, stretched to sum to one."""
        return frozen(self.joint / self.evidence)

    def update(self, likelihood: ArrayLike) -> Posterior:
        """See another, conditionally independent, piece of evidence: today's posterior is the next prior."""
        return posterior(self.probabilities, likelihood)

    def dots(self, total: int = 1000) -> Dots:
        """``total`` people as whole dots: first by cause, then within each cause by evidence."""
        by_cause = share_out(total, self.prior)
        split = [share_out(int(n), [p, 1 - p])[0] for n, p in zip(by_cause, self.likelihood, strict=True)]
        with_evidence = np.array(split, dtype=np.int64)
        return Dots(frozen(with_evidence), frozen(by_cause - with_evidence))


def posterior(prior: ArrayLike, likelihood: ArrayLike) -> Posterior:
    """Update the ``prior`` probabilities of k causes by evidence with ``likelihood`` P(evidence | cause).

    Both have shape (k,). The prior sums to one, the likelihood need not; evidence that no cause allows is a
    ``ValueError``. O(k).
    Source: Bayes (1763); Blitzstein and Hwang, Introduction to Probability, 2nd ed., section 2.3.

    >>> mammography = posterior([0.01, 0.99], [0.8, 0.096])
    >>> mammography.probabilities.round(4)
    array([0.0776, 0.9224])
    """
    before, chance = probabilities("prior", prior), vector("likelihood", likelihood)
    same_length(prior=before, likelihood=chance)
    if (chance < 0).any() or (chance > 1).any():
        raise ValueError(f"likelihood must hold probabilities in [0, 1]; got {chance.tolist()}")
    result = Posterior(before, chance)
    if result.evidence == 0:
        raise ValueError(
            "likelihood must make the evidence possible under some cause with a positive prior; "
            f"got prior {before.tolist()} and likelihood {chance.tolist()}"
        )
    return result


def diagnostic_test(
    prevalence: float, sensitivity: float, specificity: float, *, positive: bool
) -> Posterior:
    """Ill or healthy (in this order), after a test that came out ``positive`` or not.

    ``sensitivity`` is P(positive | ill), ``specificity`` is P(negative | healthy). O(1).
    Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., section 2.3.

    >>> diagnostic_test(0.01, 0.95, 0.90, positive=True).probabilities.round(4)
    array([0.0876, 0.9124])
    """
    ill = probability("prevalence", prevalence)
    hit, clear = probability("sensitivity", sensitivity), probability("specificity", specificity)
    return posterior([ill, 1 - ill], [hit, 1 - clear] if positive else [1 - hit, clear])

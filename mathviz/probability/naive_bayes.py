"""Naive Bayes: multiply the evidence of many features as if they were independent within each class.

Products of many small numbers underflow to zero; their logarithms add up along a line and don't.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, number, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "GaussianNaiveBayes",
    "MultinomialNaiveBayes",
    "Score",
    "ScoreOutcome",
    "fit_gaussian_naive_bayes",
    "fit_multinomial_naive_bayes",
]


class ScoreOutcome(Outcome):
    """How a naive Bayes decision came out."""

    DECIDED = "One class has the highest posterior probability."
    TIE = "Several classes share the highest posterior probability: the evidence does not decide."
    IMPOSSIBLE = (
        "Every class gives the evidence probability zero, so there is no posterior: smooth the counts."
    )


@dataclass(frozen=True, eq=False)
class Score:
    """The running score of k classes over t pieces of evidence.

    ``log_factors`` has shape (k, 1 + t): the log prior, then the log likelihood of each piece in turn
    (−inf where a class rules it out).
    """

    classes: tuple[Any, ...]
    log_factors: Float[np.ndarray, "k steps"]

    @property
    def running_log(self) -> Float[np.ndarray, "k steps"]:
        """The log of prior · likelihoods so far: a walk along a line, which never underflows."""
        return frozen(np.cumsum(self.log_factors, axis=1))

    @property
    def running_product(self) -> Float[np.ndarray, "k steps"]:
        """The same in plain numbers, as a computer multiplies them: below 1e-308 they underflow."""
        return frozen(np.cumprod(np.exp(self.log_factors), axis=1))

    @property
    def log_joint(self) -> Float[np.ndarray, " k"]:
        """log P(class and all the evidence), the end of the walk."""
        return frozen(self.log_factors.sum(axis=1))

    @property
    def outcome(self) -> ScoreOutcome:
        """Whether there is a decision (scores within 1e-12 of one another tie)."""
        best = self.log_joint.max()
        if best == -math.inf:
            return ScoreOutcome.IMPOSSIBLE
        return ScoreOutcome.TIE if (best - self.log_joint <= 1e-12).sum() > 1 else ScoreOutcome.DECIDED

    @property
    def decision(self) -> Any:
        """The class with the highest posterior, None if the outcome is not ``DECIDED``."""
        return self.classes[int(self.log_joint.argmax())] if self.outcome is ScoreOutcome.DECIDED else None

    @property
    def posterior(self) -> Float[np.ndarray, " k"] | None:
        """P(class | evidence), shape (k,), or None when the outcome is ``IMPOSSIBLE``.

        The highest log is subtracted before exponentiating (log-sum-exp), so that nothing underflows.
        """
        if self.outcome is ScoreOutcome.IMPOSSIBLE:
            return None
        relative = np.exp(self.log_joint - self.log_joint.max())
        return frozen(relative / relative.sum())


@dataclass(frozen=True, eq=False)
class GaussianNaiveBayes:
    """One normal distribution for each of k classes and n features.

    ``priors`` has shape (k,); ``means`` and ``variances`` have shape (k, n).
    """

    classes: tuple[Any, ...]
    priors: Float[np.ndarray, " k"]
    means: Float[np.ndarray, "k n"]
    variances: Float[np.ndarray, "k n"]

    def score(self, x: ArrayLike) -> Score:
        """Score one observation ``x``, shape (n,): the factors are densities. O(k n).

        Σ log N(x_j; mean, variance) + log prior, the naive Bayes numerator in logs.
        """
        features = vector("x", x, length=self.means.shape[1])
        log_density = -0.5 * (
            np.log(2 * math.pi * self.variances) + (features - self.means) ** 2 / self.variances
        )
        return Score(self.classes, frozen(np.column_stack([np.log(self.priors), log_density])))


def _classes(labels: Iterable[Any], rows: int) -> tuple[tuple[Any, ...], np.ndarray]:
    names = [label.item() if isinstance(label, np.generic) else label for label in labels]
    if len(names) != rows:
        raise ValueError(f"labels must have one entry for each of {rows} rows; got {len(names)}")
    classes = tuple(dict.fromkeys(names))
    if len(classes) < 2:
        raise ValueError(f"labels must name at least two classes; got {list(classes)}")
    return classes, np.array([classes.index(name) for name in names])


def fit_gaussian_naive_bayes(X: ArrayLike, labels: Iterable[Any]) -> GaussianNaiveBayes:
    """Estimate each class's prior and each feature's mean and variance (÷(n − 1)) within the class.

    ``X`` has shape (m observations, n features), ``labels`` one label a row; classes keep the order in which
    they first appear. Each class needs two observations, and no feature may be constant in a class. O(m n).
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., section 6.6.3.

    >>> model = fit_gaussian_naive_bayes([[1], [3], [8], [12]], ["small", "small", "large", "large"])
    >>> model.classes, model.means.ravel(), model.variances.ravel()
    (('small', 'large'), array([ 2., 10.]), array([2., 8.]))
    >>> model.score([4]).decision
    'small'
    """
    data = matrix("X", X)
    classes, index = _classes(labels, data.shape[0])
    groups = [data[index == i] for i in range(len(classes))]
    if small := [c for c, group in zip(classes, groups, strict=True) if len(group) < 2]:
        raise ValueError(f"labels must give every class two rows or more for a variance; too few: {small}")
    means = np.array([group.mean(axis=0) for group in groups])
    variances = np.array([group.var(axis=0, ddof=1) for group in groups])
    if (variances == 0).any():
        k, feature = np.argwhere(variances == 0)[0]
        raise ValueError(f"X must vary in each class; feature {feature} is constant in class {classes[k]!r}")
    priors = np.bincount(index) / index.size
    return GaussianNaiveBayes(classes, frozen(priors), frozen(means), frozen(variances))


@dataclass(frozen=True, eq=False)
class MultinomialNaiveBayes:
    """A bag of v words for each of k classes: ``priors`` (k,), ``likelihoods`` P(word | class) (k, v)."""

    classes: tuple[Any, ...]
    priors: Float[np.ndarray, " k"]
    likelihoods: Float[np.ndarray, "k v"]

    def score(self, words: Sequence[int]) -> Score:
        """Score a message, the list of its words by index from 0 to v − 1, in order; a word may recur.

        O(k t) for t words. The multinomial coefficient is left out: it is the same for every class.
        """
        v = self.likelihoods.shape[1]
        if any(not 0 <= word < v for word in words):
            raise ValueError(f"words must hold indices from 0 to {v - 1}; got {list(words)}")
        factors = np.column_stack([self.priors, self.likelihoods[:, np.array(words, dtype=np.int64)]])
        with np.errstate(divide="ignore"):  # log 0 = −inf: the class rules the word out
            return Score(self.classes, frozen(np.log(factors)))


def fit_multinomial_naive_bayes(
    counts: ArrayLike, labels: Iterable[Any], smoothing: float = 1.0
) -> MultinomialNaiveBayes:
    """Estimate each class's prior and its word probabilities from ``counts`` (m messages, v words).

    P(word | class) = (count + smoothing) / (total + smoothing · v). With ``smoothing`` 0 a word never seen in
    a class gets probability zero there and rules the class out. O(m v).
    Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval, section 13.2.

    >>> model = fit_multinomial_naive_bayes([[2, 0], [0, 1]], ["spam", "ham"])
    >>> model.likelihoods
    array([[0.75      , 0.25      ],
           [0.33333333, 0.66666667]])
    >>> model.score([0, 0]).decision
    'spam'
    """
    table, smoothing = matrix("counts", counts), number("smoothing", smoothing, low=0)
    if (table < 0).any():
        raise ValueError("counts must not be negative: they say how often each word occurs")
    classes, index = _classes(labels, table.shape[0])
    seen = np.array([table[index == i].sum(axis=0) for i in range(len(classes))]) + smoothing
    totals = seen.sum(axis=1, keepdims=True)
    if (totals == 0).any():
        empty = [c for c, total in zip(classes, totals, strict=True) if total == 0]
        raise ValueError(
            f"counts must hold at least one word of every class when smoothing is 0; none: {empty}"
        )
    return MultinomialNaiveBayes(classes, frozen(np.bincount(index) / index.size), frozen(seen / totals))

"""Ridge regression: least squares that pays λ for every unit of squared weight.

It minimises ‖y − Xw‖² + λ‖w‖² (no halves, no 1/m). With the singular value decomposition X = U S Vᵀ the
answer is w = V diag(s/(s² + λ)) Uᵀ y: each direction keeps the share s²/(s² + λ) of its least-squares weight,
so a larger λ bends the poorly supported directions first. One decomposition serves every λ, which makes the
whole path from λ = 0 to ∞ cheap to play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, number, same_length, vector
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "PolynomialFit",
    "PolynomialRidge",
    "RidgeFit",
    "RidgeOutcome",
    "RidgeRegression",
    "polynomial_ridge",
    "ridge",
]


class RidgeOutcome(Outcome):
    """Whether the data and the penalty single out one vector of weights."""

    UNIQUE = "One vector of weights costs least."
    SHORTEST = "Without a penalty several vectors of weights fit equally well; this is the shortest."


@dataclass(frozen=True, eq=False)
class RidgeFit:
    """The best weights for one λ, and what they cost.

    ``weights`` has shape (n,). ``squared_error`` is ‖y − Xw‖² on the data of the fit; it never falls when λ
    grows. ``shares`` (min(m, n),) says how much of each direction of X survives: s²/(s² + λ).
    """

    penalty: float
    weights: Float[np.ndarray, " n"]
    squared_error: float
    shares: Float[np.ndarray, " r"]
    outcome: RidgeOutcome

    @property
    def norm(self) -> float:
        """‖w‖, the radius of the circle on which the error's ellipse touches."""
        return float(np.linalg.norm(self.weights))

    @property
    def loss(self) -> float:
        """What the weights minimise: ‖y − Xw‖² + λ‖w‖²."""
        return self.squared_error + self.penalty * self.norm**2

    @property
    def degrees_of_freedom(self) -> float:
        """The effective number of weights, the sum of the shares: rank X at λ = 0, falling to 0."""
        return float(self.shares.sum())


@dataclass(frozen=True, eq=False)
class RidgeRegression:
    """Ridge regression of ``y`` (m,) on the columns of ``X`` (m, n), ready to be fitted with any λ."""

    X: Float[np.ndarray, "m n"]
    y: Float[np.ndarray, " m"]
    left: Float[np.ndarray, "m r"]
    singular_values: Float[np.ndarray, " r"]
    right: Float[np.ndarray, "r n"]

    def fit(self, penalty: float) -> RidgeFit:
        """The weights for λ = ``penalty`` ≥ 0. O(mn).

        Singular values below max(m, n) ε times the largest count as zero, as in ``np.linalg.lstsq``.
        """
        lam = number("penalty", penalty, low=0.0)
        s = self.singular_values
        used = s > max(self.X.shape) * np.finfo(float).eps * s[0]
        squares = np.where(used, s, 1.0) ** 2
        shares = np.where(used, squares / (squares + lam), 0.0)
        weights = self.right.T @ (shares / np.where(used, s, 1.0) * (self.left.T @ self.y))
        unique = lam > 0 or int(used.sum()) == self.X.shape[1]
        return RidgeFit(
            penalty=lam,
            weights=frozen(weights),
            squared_error=float(((self.y - self.X @ weights) ** 2).sum()),
            shares=frozen(shares),
            outcome=RidgeOutcome.UNIQUE if unique else RidgeOutcome.SHORTEST,
        )


def ridge(X: ArrayLike, y: ArrayLike) -> RidgeRegression:
    """Prepare ridge regression of ``y`` (m,) on ``X`` (m, n) without intercept. O(mn min(m, n)).

    For an intercept that is not penalised subtract the means of ``y`` and of the columns of ``X`` first.
    Source: Hoerl and Kennard (1970); Hastie, Tibshirani and Friedman, The Elements of Statistical Learning,
    2nd ed., section 3.4.1.

    >>> line = ridge([[1], [2], [3]], [1, 2, 3])
    >>> line.fit(0).weights, line.fit(14).weights
    (array([1.]), array([0.5]))
    """
    rows, targets = matrix("X", X), vector("y", y)
    same_length(X=rows, y=targets)
    left, s, right = np.linalg.svd(rows, full_matrices=False)
    return RidgeRegression(rows, targets, frozen(left), frozen(s), frozen(right))


@dataclass(frozen=True, eq=False)
class PolynomialFit:
    """A polynomial with ``coefficients`` (degree + 1,), the constant first, and the ridge fit behind it."""

    coefficients: Float[np.ndarray, " terms"]
    ridge: RidgeFit

    def predict(self, x: ArrayLike) -> Float[np.ndarray, " k"]:
        """The polynomial's value at each entry of ``x`` (k,)."""
        from numpy.polynomial.polynomial import polyval

        return frozen(np.asarray(polyval(vector("x", x), self.coefficients)))

    def mean_squared_error(self, x: ArrayLike, y: ArrayLike) -> float:
        """The average squared residual on the points (x, y), each (k,): training or unseen ones."""
        targets = vector("y", y)
        predicted = self.predict(x)
        same_length(x=predicted, y=targets)
        return float(((targets - predicted) ** 2).mean())


@dataclass(frozen=True, eq=False)
class PolynomialRidge:
    """A polynomial of one degree, ready to be fitted with any λ; the constant is not penalised."""

    degree: int
    mean_powers: Float[np.ndarray, " degree"]
    mean_y: float
    centered: RidgeRegression

    def fit(self, penalty: float) -> PolynomialFit:
        """The polynomial for λ = ``penalty`` ≥ 0; λ → ∞ leaves the mean of y."""
        fitted = self.centered.fit(penalty)
        constant = self.mean_y - self.mean_powers @ fitted.weights
        return PolynomialFit(frozen(np.concatenate([[constant], fitted.weights])), fitted)


def polynomial_ridge(x: ArrayLike, y: ArrayLike, degree: int) -> PolynomialRidge:
    """Prepare a polynomial of ``degree`` ≥ 1 for ridge regression on the points (x, y), each (n,).

    The penalty λ Σ w_j² runs over the powers 1 to degree, not over the constant. It depends on the unit of
    x: let x run over about [−1, 1], so that all powers are of one size. O(n degree²).
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., section 3.4.

    >>> import numpy as np
    >>> parabola = polynomial_ridge([-1, 0, 1, 2], [2, 1, 2, 5], degree=2)
    >>> np.round(parabola.fit(0).coefficients, 9) + 0.0
    array([1., 0., 1.])
    >>> parabola.fit(1e12).predict([0, 5]).round(6)
    array([2.5, 2.5])
    """
    inputs, targets = vector("x", x), vector("y", y)
    same_length(x=inputs, y=targets)
    degree = count("degree", degree)
    powers = inputs[:, None] ** np.arange(1, degree + 1)
    means = powers.mean(axis=0)
    mean_y = float(targets.mean())
    return PolynomialRidge(degree, frozen(means), mean_y, ridge(powers - means, targets - mean_y))

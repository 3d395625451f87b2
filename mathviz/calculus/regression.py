"""Linear regression: the exact line, the error bowl over its weights, and the descent into that bowl.

Source: Goodfellow, Bengio and Courville, Deep Learning, sections 4.3 and 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, matrix, numbers, same_length, vector
from mathviz.calculus.descent import DescentPath, gradient_descent
from mathviz.calculus.quadratics import Quadratic

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "LineFit",
    "RegressionDescent",
    "Standardised",
    "error_bowl",
    "fit_line",
    "linear_regression_descent",
    "normal_equations",
    "standardise",
]


@dataclass(frozen=True, eq=False)
class LineFit:
    """The least-squares line y = slope · x + intercept through n points (x, y), shapes (n,)."""

    x: Float[np.ndarray, " n"]
    y: Float[np.ndarray, " n"]
    slope: float
    intercept: float

    def __call__(self, x: Any) -> Any:
        """The line's height at x, elementwise."""
        return self.slope * x + self.intercept

    @property
    def residuals(self) -> Float[np.ndarray, " n"]:
        """y minus the line, shape (n,): the signed sides of the squares."""
        return frozen(self.y - self(self.x))

    @property
    def sse(self) -> float:
        """The sum of the squared residuals, the least that any line has."""
        return float(self.residuals @ self.residuals)

    def error(self, slope: Any, intercept: Any) -> Any:
        """The sum of squared errors of any other line, elementwise on grids: a bowl over (m, b)."""
        errors = self.y - (np.multiply.outer(slope, self.x) + np.asarray(intercept)[..., None])
        return (errors**2).sum(axis=-1)


def fit_line(x: ArrayLike, y: ArrayLike) -> LineFit:
    """Fit a line to n >= 2 points by setting both partial derivatives of the squared error to zero.

    slope = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², and the line runs through (x̄, ȳ). If all x are equal there is no
    such line: ``ValueError``. Legendre (1805); Strang, Introduction to Linear Algebra, 5th ed., section
    4.3. O(n).

    >>> line = fit_line([0, 1, 2], [1, 2, 6])
    >>> line.slope, line.intercept, line.sse
    (2.5, 0.5, 1.5)
    """
    x, y = vector("x", x, at_least=2), vector("y", y)
    same_length(x=x, y=y)
    dx, dy = x - x.mean(), y - y.mean()
    if np.ptp(x) == 0:
        raise ValueError(f"x must hold at least two different numbers; all are {x[0]:g}")
    slope = float(dx @ dy / (dx @ dx))
    return LineFit(x, y, slope, float(y.mean() - slope * x.mean()))


def normal_equations(X: ArrayLike, y: ArrayLike) -> Float[np.ndarray, " n"]:
    """The weights w (n,) that solve XᵀX w = Xᵀy, for X of shape (m, n) and y of shape (m,).

    They are where the gradient of |y − Xw|² is zero. A column of ones gives a bias. Solved by
    ``np.linalg.lstsq`` (SVD), since forming XᵀX squares the condition number; columns that depend on each
    other have no single answer: ``ValueError``. Strang, section 4.3. O(m n²).

    >>> normal_equations([[1, 0], [1, 1], [1, 2]], [1, 2, 6]).round(6)
    array([0.5, 2.5])
    """
    X, y = matrix("X", X), vector("y", y)
    same_length(X=X, y=y)
    weights, _, rank, _ = np.linalg.lstsq(X, y)
    if rank < X.shape[1]:
        raise ValueError(
            f"X must have independent columns; its {X.shape[1]} columns have rank {rank}: drop the others"
        )
    return frozen(weights)


@dataclass(frozen=True, eq=False)
class Standardised:
    """Features with mean 0 and standard deviation 1: values (m, n) and what was taken out, (n,) each."""

    values: Float[np.ndarray, "m n"]
    mean: Float[np.ndarray, " n"]
    scale: Float[np.ndarray, " n"]

    def raw_weights(self, weights: ArrayLike) -> Float[np.ndarray, "... _"]:
        """Weights and bias (…, n + 1, bias last) for these values, turned into those for the raw features."""
        w = numbers("weights", weights)
        raw = w[..., :-1] / self.scale
        return frozen(np.concatenate([raw, w[..., -1:] - (raw @ self.mean)[..., None]], axis=-1))


def standardise(X: ArrayLike) -> Standardised:
    """Give each column of X, shape (m, n), mean 0 and standard deviation 1.

    The standard deviation divides by m here, as scikit-learn's ``StandardScaler`` does, so that the error
    bowl's Hessian becomes the correlation matrix: with one feature it is perfectly round. A column that
    does not vary is a ``ValueError``. O(m n).

    >>> standardise([[1, 100], [3, 500]]).values
    array([[-1., -1.],
           [ 1.,  1.]])
    """
    X = matrix("X", X)
    if (constant := np.ptp(X, axis=0) == 0).any():
        raise ValueError(
            f"X must vary in each column; columns {np.flatnonzero(constant).tolist()} don't: drop them"
        )
    mean, scale = X.mean(axis=0), X.std(axis=0)
    return Standardised(frozen((X - mean) / scale), frozen(mean), frozen(scale))


def error_bowl(X: ArrayLike, y: ArrayLike) -> Quadratic:
    """Half the mean squared error, as a bowl over the n weights and the bias (last).

    J(w, b) = Σ (yᵢ − xᵢ·w − b)² / 2m for X (m, n) and y (m,). Its Hessian is X̃ᵀX̃ / m with X̃ = [X, 1]; its
    centre is the least-squares answer. So its condition number tells how hard the data are for gradient
    descent. Dependent columns (also with the column of ones) are a ``ValueError``. O(m n²).

    >>> error_bowl([[-1], [1]], [1, 3])
    Quadratic([[1.0, 0.0], [0.0, 1.0]], center=[1.0, 2.0], level=0)
    """
    X, y = matrix("X", X), vector("y", y)
    same_length(X=X, y=y)
    ones = np.column_stack([X, np.ones(len(X))])
    best = normal_equations(ones, y)
    return Quadratic(ones.T @ ones / len(X), best, 0.5 * float(np.mean((y - ones @ best) ** 2)))


@dataclass(frozen=True, eq=False)
class RegressionDescent:
    """A descent into the error bowl of a linear regression.

    ``path`` runs over the bowl that was descended, ``weights`` (steps + 1, n) and ``biases`` (steps + 1,)
    are the same points for the raw features: the line that tilts into the cloud.
    """

    path: DescentPath
    weights: Float[np.ndarray, "points n"]
    biases: Float[np.ndarray, " points"]

    @property
    def costs(self) -> Float[np.ndarray, " points"]:
        """Half the mean squared error at each step, shape (steps + 1,)."""
        return self.path.values


def linear_regression_descent(
    X: ArrayLike, y: ArrayLike, *, learning_rate: float, steps: int, standardised: bool = True
) -> RegressionDescent:
    """Train a linear regression by gradient descent from zero weights and bias.

    X has shape (m, n), y (m,). Standardised features round the bowl; the record gives the weights in raw
    units in either case. O(m n² + steps · n²): the Hessian of a quadratic is worth m observations.

    >>> run = linear_regression_descent([[0], [1], [2]], [1, 2, 6], learning_rate=0.5, steps=40)
    >>> run.weights[-1].round(4), run.biases[-1].round(4)
    (array([2.5]), np.float64(0.5))
    """
    X = matrix("X", X)
    features = standardise(X) if standardised else Standardised(X, np.zeros(X.shape[1]), np.ones(X.shape[1]))
    bowl = error_bowl(features.values, y)
    path = gradient_descent(bowl, np.zeros(X.shape[1] + 1), learning_rate=learning_rate, steps=steps)
    raw = features.raw_weights(path.points)
    return RegressionDescent(path, frozen(raw[:, :-1].copy()), frozen(raw[:, -1].copy()))

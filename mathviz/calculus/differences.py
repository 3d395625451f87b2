"""Slopes by differences: secants, one-sided and central differences, numerical gradient and Hessian.

Source: Strang, Calculus (1991), sections 2.1, 13.2 and 13.4; Press et al., Numerical Recipes, 3rd ed.,
section 5.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import frozen, number, positive, vector

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "GradientCheck",
    "OneSidedSlopes",
    "central_difference",
    "directional_derivative",
    "gradient",
    "gradient_check",
    "hessian",
    "one_sided_slopes",
    "secant_slopes",
]

_EPS = float(np.finfo(np.float64).eps)
# The steps at which truncation (h²) and round-off (ε/h, ε/h²) balance: Press et al., Numerical Recipes,
# 3rd ed., section 5.7.
_FIRST = _EPS ** (1 / 3)
_SECOND = _EPS ** (1 / 4)


def _steps(h: ArrayLike) -> Float[np.ndarray, " k"]:
    steps = vector("h", h)
    if (steps == 0).any():
        raise ValueError("h must not hold zero: a secant needs two different points")
    return steps


def _finite(what: str, values: np.ndarray) -> np.ndarray:
    if not np.isfinite(values).all():
        raise ValueError(f"f must be finite {what}: move the point or shrink h to stay in the domain")
    return frozen(values)


def secant_slopes(f: Callable[..., Any], x: float, h: ArrayLike) -> Float[np.ndarray, " k"]:
    """The slopes (f(x + h) − f(x)) / h of the secants through x and x + h, shape (k,).

    ``h`` has shape (k,) and may be negative (a secant to the left), not zero. As h → 0 they tend to the
    derivative f'(x), which this defines. O(k).

    >>> secant_slopes(lambda x: x**2, 3, [1, 0.5])
    array([7. , 6.5])
    """
    x, steps = number("x", x), _steps(h)
    slopes = np.array([(f(x + step) - f(x)) / step for step in steps], dtype=np.float64)
    return _finite("at x and at each x + h", slopes)


@dataclass(frozen=True, eq=False)
class OneSidedSlopes:
    """The slopes seen from the left and from the right of a point, one pair for each h, shapes (k,)."""

    left: Float[np.ndarray, " k"]
    right: Float[np.ndarray, " k"]

    @property
    def gap(self) -> Float[np.ndarray, " k"]:
        """Right minus left, shape (k,): goes to zero with h just where the curve has one tangent."""
        return frozen(self.right - self.left)


def one_sided_slopes(f: Callable[..., Any], x: float, h: ArrayLike) -> OneSidedSlopes:
    """The secant slopes to x − h and to x + h, for each h > 0 of shape (k,).

    At a corner they stay apart, at a jump or a vertical tangent they grow without bound as h → 0. O(k).

    >>> slopes = one_sided_slopes(abs, 0, [0.1])
    >>> slopes.left, slopes.right
    (array([-1.]), array([1.]))
    """
    steps = vector("h", h)
    if (steps <= 0).any():
        raise ValueError(f"h must hold numbers above zero; got {steps.tolist()}")
    return OneSidedSlopes(secant_slopes(f, x, -steps), secant_slopes(f, x, steps))


def central_difference(f: Callable[..., Any], x: float, h: ArrayLike) -> Float[np.ndarray, " k"]:
    """The slopes (f(x + h) − f(x − h)) / 2h, shape (k,), for each h of shape (k,).

    Their error is about h² f'''(x) / 6 from truncation plus ε |f(x)| / h from round-off (ε = 2.2e-16), so
    smaller h is better only down to about 1e-5. Press et al., Numerical Recipes, section 5.7. O(k).

    >>> central_difference(lambda x: x**2, 3, [0.5])
    array([6.])
    """
    x, steps = number("x", x), _steps(h)
    slopes = np.array([(f(x + step) - f(x - step)) / (2 * step) for step in steps], dtype=np.float64)
    return _finite("at each x − h and x + h", slopes)


def gradient(f: Callable[..., Any], point: ArrayLike, h: float | None = None) -> Float[np.ndarray, " n"]:
    """The n partial derivatives of f at a point of shape (n,), by central differences.

    Each slices the field along one coordinate and holds the others where they are. ``f`` takes n
    coordinates. Without ``h`` the step is ε^⅓ max(1, |x|) in each coordinate x, which leaves an error near
    1e-10; with ``h`` the error falls as h². O(n) evaluations of f: 2n.

    >>> gradient(lambda x, y: x**2 * y, [2, 1]).round(6)
    array([4., 4.])
    """
    p = vector("point", point)
    steps = _FIRST * np.maximum(1, np.abs(p)) if h is None else np.full(p.size, positive("h", h))
    with np.errstate(all="ignore"):
        slopes = np.array([(f(*(p + d)) - f(*(p - d))) / (2 * d.sum()) for d in np.diag(steps)], dtype=float)
    return _finite("around the point", slopes)


def hessian(f: Callable[..., Any], point: ArrayLike, h: float | None = None) -> Float[np.ndarray, "n n"]:
    """The symmetric matrix of second derivatives of f at a point of shape (n,), by central differences.

    Without ``h`` the step is ε^¼ max(1, |x|) in each coordinate x, which leaves an error near 1e-7; with
    ``h`` the error falls as h². O(n²) evaluations of f: 2n² + 1. Abramowitz and Stegun, 25.3.23 and 25.3.26.

    >>> hessian(lambda x, y: x**2 - 3 * x * y, [1, 1]).round(4) + 0.0
    array([[ 2., -3.],
           [-3.,  0.]])
    """
    p = vector("point", point)
    n = p.size
    steps = _SECOND * np.maximum(1, np.abs(p)) if h is None else np.full(n, positive("h", h))
    moves = np.diag(steps)
    H = np.empty((n, n))
    with np.errstate(all="ignore"):
        centre = f(*p)
        for i, d in enumerate(moves):
            H[i, i] = (f(*(p + d)) - 2 * centre + f(*(p - d))) / steps[i] ** 2
            for j, e in enumerate(moves[:i]):
                corners = f(*(p + d + e)) - f(*(p + d - e)) - f(*(p - d + e)) + f(*(p - d - e))
                H[i, j] = H[j, i] = corners / (4 * steps[i] * steps[j])
    return _finite("around the point", H)


def directional_derivative(gradient: ArrayLike, direction: ArrayLike) -> float:
    """The slope met when leaving along ``direction``: the gradient's dot product with the unit direction.

    Both have shape (n,); the direction may have any length but zero. Greatest along the gradient, where it
    is the gradient's length; zero along the contour. O(n).

    >>> directional_derivative([4, 4], [1, -1])
    0.0
    """
    g = vector("gradient", gradient)
    u = vector("direction", direction, length=g.size)
    length = np.linalg.norm(u)
    if length == 0:
        raise ValueError(f"direction must not be the zero vector; got {u.tolist()}")
    return float(g @ u / length)


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """A gradient beside its numerical twin, shapes (p,)."""

    claimed: Float[np.ndarray, " p"]
    numerical: Float[np.ndarray, " p"]

    @property
    def relative_errors(self) -> Float[np.ndarray, " p"]:
        """|claimed − numerical| / max(|claimed|, |numerical|, 1e-8), shape (p,)."""
        scale = np.maximum(np.maximum(np.abs(self.claimed), np.abs(self.numerical)), 1e-8)
        return frozen(np.abs(self.claimed - self.numerical) / scale)

    @property
    def largest_error(self) -> float:
        """The greatest relative error: below about 1e-6 the claimed gradient is right."""
        return float(self.relative_errors.max())


def gradient_check(
    loss: Callable[[Float[np.ndarray, " p"]], float],
    parameters: ArrayLike,
    claimed: ArrayLike,
    h: float | None = None,
) -> GradientCheck:
    """Compare a claimed gradient (p,) of ``loss`` at ``parameters`` (p,) with central differences.

    ``loss`` takes one vector. O(p) evaluations of it: 2p. Goodfellow, Bengio and Courville, Deep Learning,
    section 11.5.

    >>> gradient_check(lambda w: float(w @ w), [1, 2], [2, 4]).largest_error < 1e-8
    True
    """
    p = vector("parameters", parameters)
    g = vector("claimed", claimed, length=p.size)
    return GradientCheck(g, gradient(lambda *w: loss(np.array(w)), p, h))

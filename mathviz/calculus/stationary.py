"""Flat places: where the slope is zero, and whether that is a valley, a summit, a saddle or neither.

Source: Strang, Calculus (1991), sections 3.2 and 13.6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, matrix, number, positive
from mathviz.calculus.fields import Objective
from mathviz.calculus.quadratics import Quadratic
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Stationary", "StationaryPoint", "classify", "critical_points", "stationary_points"]


class Stationary(Outcome):
    """What kind of flat place it is."""

    MINIMUM = "The ground rises in every direction: the floor of a valley."
    MAXIMUM = "The ground falls in every direction: the top of a hill."
    SADDLE = "The ground rises in one direction and falls in another: a mountain pass."
    TERRACE = "The slope touches zero and keeps its sign: neither a valley nor a hill."
    INCONCLUSIVE = "The curvature vanishes in some direction: second derivatives alone can't tell."


@dataclass(frozen=True, eq=False)
class StationaryPoint:
    """A point (n,) where the slope is zero, with its height and kind."""

    point: Float[np.ndarray, " n"]
    value: float
    kind: Stationary


def classify(H: ArrayLike, *, tolerance: float = 1e-6) -> Stationary:
    """The kind of a flat place with the symmetric Hessian H, shape (n, n), from its eigenvalues' signs.

    All positive: MINIMUM; all negative: MAXIMUM; both signs: SADDLE; otherwise INCONCLUSIVE. Eigenvalues
    of size up to ``tolerance`` count as zero (a numerical Hessian is not more exact). Strang, Introduction
    to Linear Algebra, 5th ed., section 6.5. O(n³).

    >>> classify([[1, 3], [3, 1]]).name
    'SADDLE'
    """
    eigenvalues = Quadratic(H).eigenvalues
    tolerance = positive("tolerance", tolerance)
    rises, falls = eigenvalues > tolerance, eigenvalues < -tolerance
    if rises.all():
        return Stationary.MINIMUM
    if falls.all():
        return Stationary.MAXIMUM
    return Stationary.SADDLE if rises.any() and falls.any() else Stationary.INCONCLUSIVE


def critical_points(
    f: Callable[..., Any], df: Callable[..., Any], a: float, b: float, *, samples: int = 1000
) -> tuple[StationaryPoint, ...]:
    """The places strictly between a and b where the curve f is flat, from left to right.

    The slope ``df`` is sampled at ``samples`` + 1 places; between two of different sign Brent's method finds
    the zero, and where its size dips to zero and keeps its sign, a bounded minimisation does. The sign of
    the slope on both sides tells the kind: MINIMUM, MAXIMUM or TERRACE. Pairs of zeros closer than a sample
    are missed; a curve that is level over a stretch is a ``ValueError``. O(samples).

    >>> [(p.point[0].round(6), p.kind.name) for p in critical_points(
    ...     lambda x: x**3 - 3 * x, lambda x: 3 * x**2 - 3, -2, 2)]
    [(np.float64(-1.0), 'MAXIMUM'), (np.float64(1.0), 'MINIMUM')]
    """
    from scipy.optimize import brentq, minimize_scalar

    a = number("a", a)
    b = number("b", b)
    if a >= b:
        raise ValueError(f"a must be less than b; got a = {a:g}, b = {b:g}")
    x = np.linspace(a, b, count("samples", samples, at_least=4) + 1)
    slopes = np.array([number(f"df({at:g})", df(at)) for at in x])
    if (slopes[1:] == 0)[slopes[:-1] == 0].any():
        raise ValueError("df must not be zero over a whole stretch: every point there is flat")

    signs, sizes = np.sign(slopes), np.abs(slopes)
    places = [float(x[i]) for i in range(1, samples) if signs[i] == 0]
    for i in range(samples):
        if signs[i] * signs[i + 1] < 0:
            crossing = brentq(df, x[i], x[i + 1], xtol=1e-14, rtol=1e-14)
            if abs(df(crossing)) <= 1e-6 * max(sizes[i], sizes[i + 1]):  # otherwise the slope jumps there
                places.append(crossing)
    for i in range(1, samples):
        if signs[i - 1] == signs[i] == signs[i + 1] and sizes[i - 1] > sizes[i] <= sizes[i + 1]:
            dip = minimize_scalar(
                lambda t: abs(df(t)), bounds=(x[i - 1], x[i + 1]), method="bounded", options={"xatol": 1e-12}
            )
            if dip.fun <= 1e-12 * sizes.max():
                places.append(float(dip.x))

    beside = (b - a) / samples / 4
    found = []
    for place in sorted(places):
        before, after = np.sign(df(max(a, place - beside))), np.sign(df(min(b, place + beside)))
        kind = {(-1, 1): Stationary.MINIMUM, (1, -1): Stationary.MAXIMUM}.get(
            (before, after), Stationary.TERRACE
        )
        found.append(StationaryPoint(frozen(np.array([place])), number("f at a flat place", f(place)), kind))
    return tuple(found)


def stationary_points(
    field: Objective, starts: ArrayLike, *, tolerance: float = 1e-8
) -> tuple[StationaryPoint, ...]:
    """Solve ∇f = 0 from each start, shape (k, n), and classify the different solutions by the Hessian.

    Uses ``scipy.optimize.root`` (Powell's hybrid method). Starts whose slope does not get below
    ``tolerance`` give nothing (a slope that fades far out, as that of eˣ, can pass for flat ground);
    solutions within 1e-6 of each other are one. In order of their coordinates.
    O(k) solutions of cost O(n³) each.

    >>> from mathviz.calculus import ScalarField
    >>> valley = ScalarField(lambda x, y: x**2 + x * y + y**2 - 3 * x)
    >>> found, = stationary_points(valley, [[0, 0], [5, 5]])
    >>> found.point.round(6), round(found.value, 6), found.kind.name
    (array([ 2., -1.]), -3.0, 'MINIMUM')
    """
    from scipy.optimize import root

    tolerance = positive("tolerance", tolerance)
    solutions: list[np.ndarray] = []
    with np.errstate(all="ignore"):
        for start in matrix("starts", starts):
            point = root(field.gradient, start, jac=field.hessian, tol=1e-13).x
            known = any(np.linalg.norm(point - other) <= 1e-6 for other in solutions)
            if not known and np.linalg.norm(field.gradient(point)) <= tolerance:
                solutions.append(point)
    solutions.sort(key=tuple)
    return tuple(
        StationaryPoint(frozen(point), field.value(point), classify(field.hessian(point)))
        for point in solutions
    )

"""Newton's method: follow the tangent to the axis, or the fitted bowl to its bottom, and do it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float

from mathviz.arguments import count, frozen, number, vector_or_number
from mathviz.calculus.fields import Objective
from mathviz.calculus.paths import Path
from mathviz.calculus.stationary import Stationary, classify
from mathviz.calculus.tangents import LocalModel, Tangent, local_model
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Newton", "NewtonPath", "RootPath", "newton_root", "newtons_method"]

_SETTLED = 1e-9  # a step this small, relative to max(1, |p|), moves nothing that a lecture shows


class Newton(Outcome):
    """How Newton's method ended."""

    CONVERGED = "The last step moved nothing any more: the tangents have led to a root."
    MINIMUM = "The path has settled on the floor of a valley."
    MAXIMUM = (
        "The path has settled on the top of a hill: the method looks for level ground, not for low ground."
    )
    SADDLE = "The path has settled on a saddle: the method looks for level ground, not for low ground."
    INCONCLUSIVE = "The path has settled where the curvature vanishes in some direction."
    FLAT = "The tangent is level and never meets the axis: there is no next guess."
    SINGULAR_HESSIAN = "The fitted bowl is a trough with no single bottom: there is no next point."
    CYCLE = "The guesses come back to where they were: they go round for ever."
    DIVERGED = "The steps grow: the path runs away."
    LEFT_DOMAIN = "A step led to where the function has no finite value; the path ends just before it."
    UNFINISHED = "The steps have not settled yet: it needs more of them."


@dataclass(frozen=True, eq=False)
class RootPath:
    """Newton's guesses (steps + 1,) for a root, with the curve's height and slope at each."""

    guesses: Float[np.ndarray, " points"]
    values: Float[np.ndarray, " points"]
    slopes: Float[np.ndarray, " points"]
    outcome: Newton

    def __len__(self) -> int:
        """The number of steps."""
        return len(self.guesses) - 1

    @property
    def tangents(self) -> tuple[Tangent, ...]:
        """The tangent line at each guess; line k meets the axis at guess k + 1."""
        return tuple(
            Tangent(float(x), float(y), float(m))
            for x, y, m in zip(self.guesses, self.values, self.slopes, strict=True)
        )

    def correct_digits(self, root: float) -> Float[np.ndarray, " points"]:
        """How many decimal places of each guess are right, −log10 |guess − root|, at most 16.

        They about double with each step once the guess is near a simple root.
        """
        errors = np.abs(self.guesses - number("root", root))
        return frozen(-np.log10(np.maximum(errors, 1e-16)))


def newton_root(f: Callable[..., Any], df: Callable[..., Any], start: float, *, steps: int) -> RootPath:
    """Take ``steps`` steps x ← x − f(x) / f'(x) from ``start`` towards a root of f.

    The path ends early only at a level tangent (FLAT) or outside the domain (LEFT_DOMAIN). Otherwise:
    CONVERGED if the last step is below 1e-9 max(1, |x|), CYCLE if the last guess is the one two before
    within the same bound, DIVERGED if the last step is longer than the first and the curve is further from
    zero than at the start, else UNFINISHED. Quadratic convergence: Süli and Mayers, An Introduction to
    Numerical Analysis, theorem 1.8. O(steps).

    >>> path = newton_root(lambda x: x**2 - 2, lambda x: 2 * x, 1, steps=4)
    >>> path.guesses.round(6)
    array([1.      , 1.5     , 1.416667, 1.414216, 1.414214])
    """
    x = number("start", start)
    y, slope = number("f(start)", f(x)), number("df(start)", df(x))
    guesses, values, slopes = [x], [y], [slope]
    ended = None
    with np.errstate(all="ignore"):
        for _ in range(count("steps", steps)):
            if slope == 0 and y != 0:
                ended = Newton.FLAT
                break
            x = x - y / slope if y != 0 else x
            y, slope = _real(f(x)), _real(df(x))
            if not (np.isfinite(x) and np.isfinite(y) and np.isfinite(slope)):
                ended = Newton.LEFT_DOMAIN
                break
            guesses.append(x)
            values.append(y)
            slopes.append(slope)
    path = np.array(guesses)
    outcome = ended or _settled(path[:, None]) or _root_outcome(path, values)
    return RootPath(frozen(path), frozen(np.array(values)), frozen(np.array(slopes)), outcome)


def _real(value: Any) -> float:
    """A number, or NaN where the formula has left the real numbers."""
    return float(value) if np.isreal(value) else np.nan


def _settled(points: np.ndarray) -> Newton | None:
    """CONVERGED or CYCLE if the last step, or the last two together, went nowhere; else None."""
    near = _SETTLED * max(1.0, float(np.linalg.norm(points[-1])))
    if np.linalg.norm(points[-1] - points[-2]) <= near:
        return Newton.CONVERGED
    if len(points) > 2 and np.linalg.norm(points[-1] - points[-3]) <= near:
        return Newton.CYCLE
    return None


def _root_outcome(path: np.ndarray, values: list[float]) -> Newton:
    steps = np.abs(np.diff(path))
    grows = steps[-1] > steps[0] and abs(values[-1]) > abs(values[0])
    return Newton.DIVERGED if grows else Newton.UNFINISHED


@dataclass(frozen=True, eq=False)
class NewtonPath(Path):
    """The path of Newton's method on a surface, with the bowl fitted at each point.

    ``models`` holds the local quadratic at each of the steps + 1 points; model k is level at point k + 1.
    """

    models: tuple[LocalModel, ...]
    outcome: Newton


def newtons_method(objective: Objective, start: ArrayLike, *, steps: int) -> NewtonPath:
    """Take ``steps`` steps p ← p − H⁻¹ ∇f(p) from ``start``, shape (n,) or a number for a curve.

    It finds level ground of any kind: a path that settles (last step below 1e-9 max(1, |p|)) is a MINIMUM,
    MAXIMUM, SADDLE or INCONCLUSIVE by the Hessian there. It ends early at a SINGULAR_HESSIAN or when it
    would leave the domain (LEFT_DOMAIN); else it is a CYCLE, DIVERGED (the last step is longer than the
    first and the slope steeper than at the start) or UNFINISHED. Nocedal and Wright, Numerical
    Optimization, 2nd ed., section 3.3. O(steps · n³); H has n² entries.

    >>> from mathviz.calculus import Quadratic
    >>> path = newtons_method(Quadratic([[2, 0], [0, -2]]), [1, 1], steps=2)
    >>> path.end, path.outcome.name
    (array([0., 0.]), 'SADDLE')
    """
    point = vector_or_number("start", start)
    models = [local_model(objective, point)]
    ended = None
    with np.errstate(all="ignore"):
        for _ in range(count("steps", steps)):
            if models[-1].is_singular:
                if models[-1].gradient.any():
                    ended = Newton.SINGULAR_HESSIAN
                    break
                landing = models[-1].point
            else:
                landing = models[-1].landing
            if not (np.isfinite(landing).all() and _is_finite(objective, landing)):
                ended = Newton.LEFT_DOMAIN
                break
            models.append(local_model(objective, landing))
    points = np.array([model.point for model in models])
    slopes = np.array([model.gradient for model in models])
    return NewtonPath(
        objective,
        frozen(points),
        frozen(np.array([model.height for model in models])),
        frozen(slopes),
        tuple(models),
        ended or _level_outcome(points, slopes, models[-1].hessian),
    )


def _is_finite(objective: Objective, point: np.ndarray) -> bool:
    parts = objective.value(point), objective.gradient(point), objective.hessian(point)
    return all(np.isfinite(part).all() for part in parts)


def _level_outcome(points: np.ndarray, slopes: np.ndarray, hessian: np.ndarray) -> Newton:
    settled = _settled(points)
    if settled is Newton.CONVERGED:
        return {
            Stationary.MINIMUM: Newton.MINIMUM,
            Stationary.MAXIMUM: Newton.MAXIMUM,
            Stationary.SADDLE: Newton.SADDLE,
        }.get(classify(hessian), Newton.INCONCLUSIVE)
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    grows = steps[-1] > steps[0] and np.linalg.norm(slopes[-1]) > np.linalg.norm(slopes[0])
    return settled or (Newton.DIVERGED if grows else Newton.UNFINISHED)

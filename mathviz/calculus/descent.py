"""Gradient descent: always step straight downhill, and keep the whole path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from jaxtyping import Float, Int

from mathviz.arguments import count, frozen, matrix, numbers, positive, vector_or_number
from mathviz.calculus.fields import Objective, ScalarField
from mathviz.calculus.paths import Path
from mathviz.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Basins", "Descent", "DescentPath", "basins", "gradient_descent"]


class Descent(Outcome):
    """How a descent ended."""

    CONVERGED = "The slope has shrunk below the tolerance: the path has settled in a valley."
    SADDLE = "The slope has shrunk below the tolerance, but the ground still falls away to some side."
    SLOW = "The path still runs downhill: it needs more steps or a larger learning rate."
    OSCILLATING = "Each step leaps back over the last one and is no shorter: the path goes to and fro."
    DIVERGED = "The path ends higher than it began: the learning rate is too large."
    LEFT_DOMAIN = "A step led to where the function has no finite value; the path ends just before it."


@dataclass(frozen=True, eq=False)
class DescentPath(Path):
    """The path of a descent: step k is −learning_rate · gradients[k]."""

    learning_rate: float
    outcome: Descent


def gradient_descent(
    objective: Objective, start: ArrayLike, *, learning_rate: float, steps: int, tolerance: float = 1e-6
) -> DescentPath:
    """Take ``steps`` steps p ← p − α ∇f(p) with the learning rate α from ``start``, shape (n,) or a number.

    The path has all its steps, also after it has settled, so that paths can race; only when the function
    stops being finite does it end early. How it ended is its outcome, looked for in this order:

    - LEFT_DOMAIN or DIVERGED: the next point would have no finite height or slope; it diverged if the
      path had climbed above its start by then.
    - CONVERGED or SADDLE: the last slope is at most ``tolerance``; a saddle (or a summit) if the Hessian
      has a negative eigenvalue there.
    - DIVERGED: the last height is above the first.
    - OSCILLATING: the last two steps point against each other and the last is not the shorter one.
    - SLOW: none of these.

    Cauchy, Comptes Rendus 25 (1847) 536–538. O(steps · cost of a gradient).

    >>> bowl = ScalarField(lambda x: (x - 3) ** 2, lambda x: 2 * (x - 3))
    >>> path = gradient_descent(bowl, 0, learning_rate=0.1, steps=10)
    >>> path.end.round(6), path.outcome.name
    (array([2.677877]), 'SLOW')
    """
    point = vector_or_number("start", start)
    rate = positive("learning_rate", learning_rate)
    tolerance = positive("tolerance", tolerance)
    value, slope = objective.value(point), objective.gradient(point)
    if not (np.isfinite(value) and np.isfinite(slope).all()):
        raise ValueError(f"start must lie where the function is finite; got {point.tolist()}")
    points, values, slopes = [point], [value], [slope]
    stopped = False
    with np.errstate(all="ignore"):
        for _ in range(count("steps", steps)):
            point = point - rate * slope
            if stopped := not np.isfinite(point).all():
                break
            value, slope = objective.value(point), objective.gradient(point)
            if stopped := not (np.isfinite(value) and np.isfinite(slope).all()):
                break
            points.append(point)
            values.append(value)
            slopes.append(slope)
    outcome = _outcome(objective, points, values, slopes, stopped, tolerance)
    return DescentPath(
        objective, frozen(np.array(points)), frozen(np.array(values)), frozen(np.array(slopes)), rate, outcome
    )


def _outcome(
    objective: Objective,
    points: list[np.ndarray],
    values: list[float],
    slopes: list[np.ndarray],
    stopped: bool,
    tolerance: float,
) -> Descent:
    climbed = values[-1] > values[0]
    if stopped:
        return Descent.DIVERGED if climbed else Descent.LEFT_DOMAIN
    if np.linalg.norm(slopes[-1]) <= tolerance:
        curvatures = np.linalg.eigvalsh(objective.hessian(points[-1]))
        return Descent.SADDLE if curvatures[0] < -1e-6 * abs(curvatures).max() else Descent.CONVERGED
    if climbed:
        return Descent.DIVERGED
    # Steps are proportional to slopes, so the slopes that made the last two steps say it for them.
    if len(slopes) > 2:
        last, before = slopes[-2], slopes[-3]
        if last @ before < 0 and np.linalg.norm(last) >= np.linalg.norm(before) * (1 - 1e-9):
            return Descent.OSCILLATING
    return Descent.SLOW


@dataclass(frozen=True, eq=False)
class Basins:
    """Which valley each start runs into.

    ``starts`` and ``limits`` have shape (k, n): where each path began and ended. ``valleys`` (j, n) are the
    different places where paths settled, in order of their first coordinate, and ``labels`` (k,) tells
    which one each start reached: a row of ``valleys``, or −1 if the path did not settle.
    """

    starts: Float[np.ndarray, "k n"]
    limits: Float[np.ndarray, "k n"]
    valleys: Float[np.ndarray, "j n"]
    labels: Int[np.ndarray, " k"]


def basins(
    field: ScalarField,
    starts: ArrayLike,
    *,
    learning_rate: float,
    steps: int,
    tolerance: float = 1e-6,
    same_within: float = 1e-3,
) -> Basins:
    """Descend from many starts at once, shape (k, n) or (k,) for a curve, and sort them by where they settle.

    A path has settled where every slope is at most ``tolerance``; ends closer than ``same_within`` are the
    same valley. The field needs its ``partials``. O(steps · k · n + k · j).
    Source: Strogatz, Nonlinear Dynamics and Chaos, section 6.4.

    >>> from mathviz.calculus import DOUBLE_WELL
    >>> found = basins(DOUBLE_WELL, [-2, 0, 1, 1.5], learning_rate=0.01, steps=2000)
    >>> found.valleys.round(4).ravel(), found.labels
    (array([-1.3008,  1.1309]), array([0, 0, 1, 1]))
    """
    partials = field.partials
    if partials is None:
        raise ValueError("field needs its partials here: give ScalarField(f, partials)")
    first = numbers("starts", starts)
    points = first = matrix("starts", first[:, None] if first.ndim == 1 else first)
    rate = positive("learning_rate", learning_rate)
    tolerance, same_within = positive("tolerance", tolerance), positive("same_within", same_within)

    def slopes(p: np.ndarray) -> np.ndarray:
        columns = partials(*p.T)
        if p.shape[1] == 1 and not isinstance(columns, tuple):
            columns = (columns,)
        return np.stack([np.broadcast_to(column, len(p)) for column in columns], axis=-1)

    with np.errstate(all="ignore"):
        for _ in range(count("steps", steps)):
            after = points - rate * slopes(points)
            points = np.where(np.isfinite(after).all(axis=1, keepdims=True), after, points)
        settled = (np.abs(slopes(points)) <= tolerance).all(axis=1)

    valleys: list[np.ndarray] = []
    for end in points[settled][np.lexsort(points[settled].T[::-1])]:
        if all(np.linalg.norm(end - valley) > same_within for valley in valleys):
            valleys.append(end)
    found = np.array(valleys).reshape(-1, points.shape[1])
    labels = np.full(len(points), -1)
    if valleys:
        labels[settled] = np.linalg.norm(points[settled][:, None] - found, axis=2).argmin(axis=1)
    return Basins(first, frozen(points), frozen(found), frozen(labels))

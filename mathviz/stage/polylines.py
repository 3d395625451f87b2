"""Polylines as NumPy arrays: the control points that Manim draws, and what of a line lies in a window."""

from __future__ import annotations

import numpy as np

__all__ = ["clipped", "control_points"]

Span = tuple[float, float]


def control_points(corners: np.ndarray) -> np.ndarray:
    """The cubic control points of straight lines through corners (…, k, 3), as an array (…, 4 (k − 1), 3)."""
    starts, ends = corners[..., :-1, :], corners[..., 1:, :]
    thirds = np.linspace(0, 1, 4)[:, None]
    points = starts[..., None, :] + thirds * (ends - starts)[..., None, :]
    return np.asarray(points.reshape(*corners.shape[:-2], -1, 3))


def clipped(points: np.ndarray, x: Span, y: Span) -> list[np.ndarray]:
    """The pieces of a polyline (k, 2) inside a window, each (j, 2) with its ends on the window's edge.

    Liang and Barsky, ACM Transactions on Graphics 3 (1984) 1-22, on all segments at once.
    """
    starts, ways = points[:-1], np.diff(points, axis=0)
    low, high = np.array([x[0], y[0]]), np.array([x[1], y[1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - starts) / ways, (high - starts) / ways
    outside = (ways == 0) & ((starts < low) | (starts > high))
    enter = np.where(ways == 0, 0.0, np.minimum(first, second)).max(axis=1, initial=0.0)
    leave = np.where(ways == 0, 1.0, np.maximum(first, second)).min(axis=1, initial=1.0)
    pieces: list[list[np.ndarray]] = []
    joined = False
    for start, way, a, b, seen in zip(
        starts, ways, enter, leave, (enter < leave) & ~outside.any(axis=1), strict=True
    ):
        if not seen:
            joined = False
            continue
        if not joined or a > 0:
            pieces.append([start + a * way])
        pieces[-1].append(start + b * way)
        joined = b == 1
    return [np.array(piece) for piece in pieces]

"""The grid on which changes are noted: squares of a picture, as large as those that an encoder works on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mathviz.film.items import Rectangle

__all__ = ["TILE", "rectangles"]

TILE = 16


def rectangles(tiles: np.ndarray, size: tuple[int, int]) -> Sequence[Rectangle]:
    """Disjoint rectangles of pixels that cover the marked tiles of a picture of ``size`` (width, height).

    Equal rows below each other are one row, and in it each run of marked tiles is one rectangle.
    """
    width, height = size
    tops = np.flatnonzero(np.r_[True, (tiles[1:] != tiles[:-1]).any(axis=1)])
    bottoms = np.r_[tops[1:], len(tiles)]
    bands = np.zeros((len(tops), tiles.shape[1] + 2), bool)
    bands[:, 1:-1] = tiles[tops]
    # In each band, a run begins and ends where its tiles differ from those before them.
    band, edges = np.nonzero(bands[:, 1:] != bands[:, :-1])
    band, left, right = band[::2], edges[::2], edges[1::2]
    found = np.stack([left, tops[band], right, bottoms[band]], axis=1) * TILE
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in np.minimum(found, (width, height) * 2).tolist()]

"""What Manim does for nothing, left undone in this process."""

from __future__ import annotations

import functools
import gc

from mathviz.film.copies import share_values
from mathviz.film.updates import pass_over_leaves

__all__ = ["be_thrifty"]


@functools.cache
def be_thrifty() -> None:
    """Copy and update less, and look for garbage less often, from now on.

    Scenes make objects by the ten thousand and few of them in circles; what was imported never becomes
    garbage, so it isn't looked through.
    """
    share_values()
    pass_over_leaves()
    gc.freeze()
    gc.set_threshold(20_000)

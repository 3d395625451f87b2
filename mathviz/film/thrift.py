"""What Manim does for nothing, left undone in this process."""

from __future__ import annotations

import ctypes
import functools
import gc
from contextlib import suppress

from mathviz.film.copies import share_values
from mathviz.film.updates import pass_over_leaves

__all__ = ["be_thrifty"]

_TRIM, _MAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of the C library
_KEPT, _LARGE = 1 << 28, 1 << 25


@functools.cache
def be_thrifty() -> None:
    """Copy and update less, look for garbage less often, and keep memory that is needed again, from now on.

    Scenes make objects by the ten thousand and few of them in circles; what was imported never becomes
    garbage, so it isn't looked through. Memory that is given back comes again page by page, full of zeros:
    for each encoder and many a picture, that takes longer than to use it.
    """
    share_values()
    pass_over_leaves()
    gc.freeze()
    gc.set_threshold(20_000)
    with suppress(OSError, AttributeError, TypeError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(_MAP, _LARGE)
        library.mallopt(_TRIM, _KEPT)

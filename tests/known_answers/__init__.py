"""The published figures of the curriculum, one file per module, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class KnownAnswer:
    """One published figure: what a lecture's function must give.

    ``compute`` calls the library exactly as the lecture does; ``value`` is the published figure (number,
    array-like, string, bool or None), compared within the absolute ``tolerance`` (None: must be equal).
    """

    lecture: str
    what: str
    compute: Callable[[], Any]
    value: Any
    tolerance: float | None
    source: str

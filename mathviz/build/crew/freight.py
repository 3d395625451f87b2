"""Entries of a store on their way to another: as bytes with the work, or through a store that all share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mathviz.files import atomic_write

__all__ = ["Freight"]


class Freight:
    """What leaves a store for another, and what arrives.

    Parameters
    ----------
    store
        The store of this machine, or of this worker.
    shared
        Address, as fsspec knows them, of a store that all reach; without one, entries travel as bytes.
    """

    def __init__(self, store: Path, shared: str | None) -> None:
        self._store, self._shared = store, shared

    def outward(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The entries with these keys, ready to travel."""
        return {key: (self._store / key).read_bytes() for key in keys}

    def inward(self, keys: Iterable[str], goods: Mapping[str, bytes]) -> None:
        """Take in the entries with these keys, each checked."""
        for key in keys:
            atomic_write(self._store / key, goods[key])

"""Entries of a store on their way to another: as bytes with the work, or through a store that all share.

Whatever arrives is checked against its own hash before it is taken in, and its key is one that names no path.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathviz.errors import MathvizError
from mathviz.store import Store

__all__ = ["Freight", "FreightError", "Parcel", "take_in"]


class FreightError(MathvizError):
    """An entry that did not arrive as it was sent."""


@dataclass(frozen=True)
class Parcel:
    """An entry's bytes and its record."""

    data: bytes
    record: Mapping[str, Any]


def take_in(store: Store, key: str, parcel: Parcel) -> None:
    """Put an entry that came from elsewhere into a store. ``FreightError`` if it is not what it says."""
    if not re.fullmatch(r"[a-z][a-z-]*/[0-9a-f]{64}", key):
        raise FreightError(f"{key!r} is no key of a store")
    if hashlib.sha256(parcel.data).hexdigest() != parcel.record.get("sha256"):
        raise FreightError(f"the entry {key} was damaged on its way")
    store.put(key, parcel.data, seconds=parcel.record["seconds"], **parcel.record["about"])


class Freight:
    """What leaves a store for another, and what arrives.

    Parameters
    ----------
    folder
        The store of this machine, or of this worker.
    shared
        Address, as fsspec knows them, of a store that all reach; without one, entries travel as bytes.
    """

    def __init__(self, folder: Path, shared: str | None) -> None:
        self._store = Store(folder)
        self._shared = None if shared is None else _Shared(shared)

    def outward(self, keys: Iterable[str]) -> dict[str, Parcel]:
        """The entries with these keys, ready to travel. Raises ``KeyError`` if one is not there."""
        parcels = {}
        for key in dict.fromkeys(keys):
            if self._shared is not None and key in self._shared:
                continue
            entry = self._store.entry(key)
            parcel = Parcel(self._store.read(key), vars(entry) if entry else {})
            if self._shared is None:
                parcels[key] = parcel
            else:
                self._shared.send(key, parcel)
        return parcels

    def inward(self, keys: Iterable[str], parcels: Mapping[str, Parcel]) -> None:
        """Take in the entries with these keys, each checked; what is there already stays."""
        for key in dict.fromkeys(keys):
            if key in self._store:
                continue
            if self._shared is not None:
                take_in(self._store, key, self._shared.fetch(key))
            elif key in parcels:
                take_in(self._store, key, parcels[key])
            else:
                raise FreightError(f"the entry {key} was not sent along")


class _Shared:
    """A store like those on disk, at any address that fsspec knows."""

    def __init__(self, address: str) -> None:
        from fsspec.core import url_to_fs

        self._files, self._root = url_to_fs(address)

    def __contains__(self, key: str) -> bool:
        return bool(self._files.exists(self._record(key)))

    def fetch(self, key: str) -> Parcel:
        try:
            record = json.loads(self._files.cat_file(self._record(key)))
            return Parcel(self._files.cat_file(self._data(record["sha256"])), record)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            raise FreightError(f"the shared store has no whole entry {key}") from None

    def send(self, key: str, parcel: Parcel) -> None:
        self._write(self._data(parcel.record["sha256"]), parcel.data)
        self._write(self._record(key), json.dumps(dict(parcel.record)).encode())

    def _write(self, path: str, data: bytes) -> None:
        # Whole or not at all, also where writing takes a while.
        scratch = f"{path}.{secrets.token_hex(4)}.tmp"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(scratch, data)
        self._files.mv(scratch, path)

    def _record(self, key: str) -> str:
        kind, _, name = key.partition("/")
        return f"{self._root}/{kind}/{name[:2]}/{name}.json"

    def _data(self, sha256: str) -> str:
        return f"{self._root}/data/{sha256[:2]}/{sha256}"

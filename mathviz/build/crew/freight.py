"""Entries of a store on their way to another: as bytes with the work, or through a store that all share.

Whatever arrives is checked against its own hash before it is taken in, and its key is one that names no path.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathviz.build.config import did_you_mean
from mathviz.errors import MathvizError
from mathviz.store import Store

__all__ = ["Freight", "FreightError", "Parcel", "SharedStore", "SharedStoreError", "take_in"]

RENEWED = ("rehearsal/", "take/")
"""What a lecture was found to be: the latest is right. All other entries never change."""


class FreightError(MathvizError):
    """An entry that did not arrive as it was sent."""


class SharedStoreError(FreightError):
    """There is no such store, or it cannot be written."""

    exit_code = 2


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
        self._shared = None if shared is None else SharedStore(shared)

    def outward(self, keys: Iterable[str]) -> dict[str, Parcel]:
        """The entries with these keys, ready to travel. Raises ``KeyError`` if one is not there."""
        parcels = {}
        for key in dict.fromkeys(keys):
            if self._shared is not None and not key.startswith(RENEWED) and key in self._shared:
                continue
            entry = self._store.entry(key)
            parcel = Parcel(self._store.read(key), vars(entry) if entry else {})
            if self._shared is None:
                parcels[key] = parcel
            else:
                self._shared.send(key, parcel)
        return parcels

    def inward(self, keys: Iterable[str], parcels: Mapping[str, Parcel]) -> None:
        """Take in the entries with these keys, each checked; what is there and never changes stays."""
        for key in dict.fromkeys(keys):
            if key in self._store and not key.startswith(RENEWED):
                continue
            if self._shared is not None:
                take_in(self._store, key, self._shared.fetch(key))
            elif key in parcels:
                take_in(self._store, key, parcels[key])
            else:
                raise FreightError(f"the entry {key} was not sent along")


class SharedStore:
    """A store like those on disk, at any address that fsspec knows.

    Raises ``SharedStoreError`` if it knows no such address.
    """

    def __init__(self, address: str) -> None:
        try:
            from fsspec.core import url_to_fs
            from fsspec.registry import available_protocols
        except ModuleNotFoundError as error:
            raise SharedStoreError(
                f"a shared store needs the package {error.name}; install mathviz[cluster]"
            ) from None
        known, (kind, _, rest) = available_protocols(), address.partition("://")
        if not rest or kind not in known:
            hint = did_you_mean(kind, known) if rest else ""
            raise SharedStoreError(
                f'"{address}" is no address of a store; allowed: file:///mnt/films, s3://bucket/films, or '
                f"another one that fsspec knows{hint}"
            )
        try:
            self._files, self._root = url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise SharedStoreError(f"the store {address} cannot be used: {error}") from None
        self._address = address

    def check(self) -> None:
        """Raise ``SharedStoreError`` if nothing can be written there."""
        if "file" in self._files.protocol and not self._files.isdir(self._root):
            raise SharedStoreError(
                f"there is no folder {self._root}; make it, or mount the disk that it is on"
            )
        probe = f"{self._root}/.mathviz-{secrets.token_hex(4)}"
        try:
            self._files.pipe_file(probe, b"mathviz")
            self._files.rm_file(probe)
        except Exception as error:  # each kind of address has errors of its own
            why = f"{type(error).__name__}: {error}"
            raise SharedStoreError(f"nothing can be written into the store {self._address} ({why})") from None

    def __contains__(self, key: str) -> bool:
        return bool(self._files.exists(self._record(key)))

    def fetch(self, key: str) -> Parcel:
        """An entry. Raises ``FreightError`` if it isn't there; also if it is damaged, and then it goes."""
        try:
            written = self._files.cat_file(self._record(key))
        except FileNotFoundError:
            raise FreightError(f"the shared store has no entry {key}") from None
        try:
            record = json.loads(written)
            data = self._files.cat_file(self._data(record["sha256"]))
            if hashlib.sha256(data).hexdigest() == record["sha256"]:
                return Parcel(data, record)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            pass
        with suppress(FileNotFoundError):
            self._files.rm_file(self._record(key))  # whoever makes it again sends it anew
        raise FreightError(f"the shared store's entry {key} was damaged")

    def send(self, key: str, parcel: Parcel) -> None:
        """Put an entry there, in place of what was there."""
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

"""The store: whatever was made once, found again by its key, checked when it is read.

An entry is a data file, named by the SHA-256 of its bytes, and a small record, named by the entry's key: what
the bytes are, what made them and what it cost. Both appear whole, by renaming, the data first: where there is
a record, there are data, unless somebody damaged them, which is noticed. Any number of processes and machines
may share a store; deleting it loses time and nothing else.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mathviz.errors import MathvizError
from mathviz.files import atomic_write

__all__ = ["Entry", "Store", "StoreError", "key_of", "told_plainly"]

_log = logging.getLogger(__name__)


class StoreError(MathvizError):
    """The store, or a folder of films, cannot be written: what, why, and what to do."""


@contextmanager
def told_plainly(what: Path) -> Iterator[None]:
    """Say in a sentence what the system says in a number, when ``what`` cannot be written."""
    try:
        yield
    except OSError as error:
        remedies = {
            errno.ENOSPC: "free some space (mathviz gc), or move it to another disk",
            errno.EDQUOT: "free some space (mathviz gc), or move it to another disk",
            errno.EROFS: "it lies on a disk that is read-only; choose another folder",
            errno.EACCES: "you may not write there; change its permissions or choose another folder",
            errno.EPERM: "you may not write there; change its permissions or choose another folder",
        }
        if error.errno not in remedies:
            raise
        raise StoreError(
            f"cannot write {what}: {os.strerror(error.errno or 0)}; {remedies[error.errno]}"
        ) from error


def key_of(kind: str, *parts: Any) -> str:
    """The key of an entry of some kind: the hash of all that can change it, given as plain values."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{kind}/{hashlib.sha256(text.encode()).hexdigest()}"


@dataclass(frozen=True)
class Entry:
    """What the record of an entry says.

    Attributes
    ----------
    sha256, size
        Of its bytes.
    made
        When, in seconds since 1970.
    seconds
        What making it took.
    about
        What it is made of.
    """

    sha256: str
    size: int
    made: float
    seconds: float = 0.0
    about: dict[str, Any] = field(default_factory=dict)


def _say(sentence: str) -> None:
    _log.warning(sentence)


@dataclass(frozen=True)
class Store:
    """Entries below a folder; a key is ``kind/hash``. ``tell`` hears a sentence about each damaged entry."""

    folder: Path
    tell: Callable[[str], None] = field(default=_say, compare=False, repr=False)

    def entry(self, key: str) -> Entry | None:
        """What is known of an entry, without a look at its bytes; None if it isn't there."""
        path = self._record(key)
        try:
            return Entry(**json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            self._set_aside(key, path)
            return None

    def __contains__(self, key: str) -> bool:
        """Whether the entry is there; its bytes are not looked at."""
        found = self.entry(key)
        return found is not None and self._data(found.sha256).exists()

    def read(self, key: str) -> bytes:
        """The bytes of an entry, checked. Raises ``KeyError`` if it isn't there, or is damaged."""
        found = self.entry(key)
        if found is None:
            raise KeyError(f"the store has no entry {key}")
        path = self._data(found.sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != found.sha256:
            self._set_aside(key, path)
            raise KeyError(f"the store's entry {key} was damaged")
        return data

    def file(self, key: str) -> Path:
        """The data file of an entry, checked, to be read only. Raises ``KeyError`` as :meth:`read` does."""
        found = self.entry(key)
        if found is None:
            raise KeyError(f"the store has no entry {key}")
        path = self._data(found.sha256)
        try:
            with path.open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == found.sha256
        except FileNotFoundError:
            whole = False
        if not whole:
            self._set_aside(key, path)
            raise KeyError(f"the store's entry {key} was damaged")
        return path

    def put(self, key: str, data: bytes, *, seconds: float = 0.0, **about: Any) -> Entry:
        """Keep ``data`` under ``key``, in place of what was there."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._data(sha256)
        entry = Entry(sha256, len(data), time.time(), round(seconds, 3), about)
        with told_plainly(self.folder):
            if not path.exists() or path.stat().st_size != len(data):
                atomic_write(path, data)
            atomic_write(self._record(key), json.dumps(vars(entry)))
        return entry

    def read_json(self, key: str) -> Any:
        """An entry that was put as JSON. Raises ``KeyError`` as :meth:`read` does."""
        return json.loads(self.read(key))

    def put_json(self, key: str, value: Any, *, seconds: float = 0.0, **about: Any) -> Entry:
        """Keep plain values."""
        return self.put(key, json.dumps(value, ensure_ascii=False).encode(), seconds=seconds, **about)

    def drop(self, key: str) -> None:
        """Forget an entry; its bytes go with the next sweep, unless another entry has the same."""
        self._record(key).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The keys of all entries."""
        for path in self.folder.glob("*/??/*.json"):
            yield f"{path.parent.parent.name}/{path.stem}"

    def sweep(self, keep: set[str], since: float) -> int:
        """Delete the entries that are neither to be kept nor younger than ``since``, and data without entry.

        Returns the bytes that were freed.
        """
        freed, needed = 0, set()
        for key in list(self.names()):
            entry = self.entry(key)
            if entry is None:
                continue
            if key in keep or entry.made >= since:
                needed.add(entry.sha256)
            else:
                self.drop(key)
        for path in self.folder.glob("data/??/*"):
            status = path.stat()
            if path.name not in needed and status.st_mtime < since:
                freed += status.st_size
                path.unlink(missing_ok=True)
        for path in self.folder.glob("*/??/.*.tmp"):  # of runs that were killed
            if path.stat().st_mtime < since:
                path.unlink(missing_ok=True)
        damaged = self.folder / "damaged"
        if damaged.exists():
            freed += sum(file.stat().st_size for file in damaged.iterdir())
            shutil.rmtree(damaged, ignore_errors=True)
        return freed

    def _data(self, sha256: str) -> Path:
        return self.folder / "data" / sha256[:2] / sha256

    def _record(self, key: str) -> Path:
        kind, _, name = key.partition("/")
        return self.folder / kind / name[:2] / f"{name}.json"

    def _set_aside(self, key: str, path: Path) -> None:
        """Put a damaged file where it is in nobody's way and can be looked at; the entry is gone."""
        self.tell(f"the store's entry {key} is damaged: it is set aside and made again")
        with told_plainly(self.folder):
            aside = self.folder / "damaged" / f"{path.name}.{os.getpid()}"
            aside.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.replace(aside)
            self._record(key).unlink(missing_ok=True)

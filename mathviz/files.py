"""Files that are whole or not there: a killed run leaves nothing half written under a final name."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

__all__ = ["atomic_write", "sweep", "temporary"]


def atomic_write(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8) to ``path`` by a temporary file beside it and a rename.

    Missing folders are made. If anything fails, the old file stands as it was and the temporary one is gone.
    The file gets the usual permissions (not the private ones of :mod:`tempfile`): a web server must read it.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = temporary(path)
    try:
        with scratch.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    # The rename itself is on disk only when the folder is.
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def temporary(path: Path) -> Path:
    """A name beside ``path`` for what is not yet whole: of this process, and of no other."""
    return path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")


def sweep(folder: Path) -> None:
    """Delete what processes left half written in a folder that are no more; others' files are let be."""
    for path in folder.glob(".*.tmp"):
        process = path.name.split(".")[-3]
        if process.isdigit() and not _alive(int(process)):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

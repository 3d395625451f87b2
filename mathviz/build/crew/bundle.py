"""A project's sources in one piece that can travel: named by its content, unpacked with care.

A bundle is a zip file of ``config/`` and ``scenes/``. It holds files only: no links, nothing outside its
folder, nothing that is not a name of a file below it.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mathviz.errors import MathvizError

__all__ = ["Bundle", "BundleError", "pack", "unpack"]

FOLDERS = ("config", "scenes")
LARGEST = 1 << 30
"""Bytes that a bundle may unpack to."""


class BundleError(MathvizError):
    """A bundle that is damaged, or that would write where it must not."""


@dataclass(frozen=True)
class Bundle:
    """The bytes of a zip file, and their SHA-256."""

    data: bytes
    digest: str

    @classmethod
    def of(cls, data: bytes) -> Bundle:
        """The bundle with these bytes."""
        return cls(data, hashlib.sha256(data).hexdigest())


def pack(root: Path) -> Bundle:
    """The sources of the project at ``root``: the same files, whenever packed, are the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in _sources(root):
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix())  # of 1980: times are no sources
            bundle.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Bundle.of(buffer.getvalue())


def _sources(root: Path) -> Iterator[Path]:
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts)
            if path.is_file() and not hidden:
                yield path


def unpack(bundle: Bundle, folder: Path) -> Path:
    """The bundle's files below ``folder``, which appears whole or not at all.

    Raises ``BundleError`` if the bytes are not those that the digest names, and for a name that leads out of
    the folder; nothing is written then.
    """
    if folder.exists():
        return folder
    if hashlib.sha256(bundle.data).hexdigest() != bundle.digest:
        raise BundleError(
            "the bundle is damaged: its bytes are not those that its digest names; pack it again"
        )
    scratch = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise BundleError(f"the bundle unpacks to more than {LARGEST >> 20} MB")
            places = [_checked(entry.filename) for entry in entries]
            for entry, place in zip(entries, places, strict=True):
                path = scratch / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(entry))
        os.rename(scratch, folder)  # noqa: PTH104 (a folder that another process made meanwhile is no error)
    except zipfile.BadZipFile as error:
        raise BundleError(f"the bundle is damaged: {error}; pack it again") from None
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _checked(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or path.parts[:1] not in [(f,) for f in FOLDERS]
    ):
        raise BundleError(
            f"the bundle has a file {name!r}, which is not below config/ or scenes/; don't use it"
        )
    return path

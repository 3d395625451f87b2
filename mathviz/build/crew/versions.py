"""What must be the same on two machines for their films to be the same, compared in words."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import mathviz

__all__ = ["difference", "versions"]


def versions() -> dict[str, str]:
    """Versions of Python, of mathviz with its sources, of all packages that it needs, and of what draws."""
    import cairo
    import manimpango

    film = Path(mathviz.__file__).parent / "film"
    parts = [part for part in ("changes", "faces", "pixels") if any(film.glob(f"_{part}.*"))]
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "mathviz": _own_version(),
        "cairo": cairo.cairo_version_string(),
        "pango": manimpango.pango_version(),
        "compiled parts": " and ".join(parts) or "none",
        **_packages("mathviz"),
    }


def _packages(name: str) -> dict[str, str]:
    """The packages that a package needs, directly or not, with their versions."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        try:
            package = distribution(waiting.pop())
        except PackageNotFoundError:
            continue
        needs = [need for need in package.requires or [] if "extra ==" not in need]
        names = [re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0].lower() for need in needs]
        waiting += [need for need in names if need not in found]
        found |= {package.name.lower(): package.version}
    del found[name]
    return found


def _own_version() -> str:
    root = Path(mathviz.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{mathviz.__version__} (sources {digest.hexdigest()[:12]})"


def difference(wanted: Mapping[str, str], here: Mapping[str, str]) -> str | None:
    """A sentence that names what differs here from what is wanted; None if nothing does."""
    differing = [
        f"{name} {here.get(name, 'not at all')} instead of {wanted.get(name, 'nothing')}"
        for name in sorted(wanted.keys() | here.keys(), key=str.lower)
        if wanted.get(name) != here.get(name)
    ]
    if not differing:
        return None
    more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
    return f"it has {', '.join(differing[:5])}{more}; install the same versions there"

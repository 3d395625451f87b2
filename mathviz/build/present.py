"""How things are now: files, modules, packages. Compared with what a lecture used, it says what changed.

Nothing is imported for that, and a file is read again only if its size, its time or its place on the disk is
another one than when it was read last.
"""

from __future__ import annotations

import hashlib
import importlib.machinery
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mathviz.build.config import LectureEntry, Profile, Project
from mathviz.build.sources import Outline, outline
from mathviz.build.tracing import PACKAGE, Trace, file_digest, folder_digest, installed, meant, whole_names
from mathviz.errors import shown_path
from mathviz.files import atomic_write
from mathviz.store import Store, key_of, told_plainly

__all__ = ["Change", "Present", "differences", "keep_outline", "request_of"]

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that was written again has another time, on any disk."""


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was: file and line, or the old and the new value, or both."""

    what: str
    file: str | None = None
    line: int | None = None
    before: str | None = None
    now: str | None = None

    def __str__(self) -> str:
        """The change as a line."""
        place = "" if self.file is None else shown_path(Path(self.file))
        if self.line is not None:
            place += f":{self.line}"
        values = f": {self.before} → {self.now}" if (self.before, self.now) != (None, None) else ""
        return f"{place}: {self.what}{values}" if place else f"{self.what}{values}"


def request_of(
    project: Project, lecture: LectureEntry, profile_name: str, profile: Profile, voice: str | None
) -> dict[str, str]:
    """Everything configured that a lecture's pictures and sentences depend on, in words that a user knows."""
    name = voice or profile.voice
    values: dict[str, Any] = {
        "course set: seed": project.course_set.seed,
        f"lecture {lecture.id}: title": lecture.title,
        f"lecture {lecture.id}: scene": lecture.scene,
        "voice": name,
    }
    parts: tuple[tuple[str, Any], ...] = (
        (f"profile {profile_name}", profile.model_dump(mode="json", exclude={"voice"})),
        (f"voice {name}", project.voices[name].model_dump(mode="json") if name in project.voices else {}),
        (f"theme {profile.theme}", project.themes[profile.theme].model_dump(mode="json")),
    )
    for part, value in parts:
        values |= dict(_flat(part, value))
    return {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(f"{name}: {key}", item)
    else:
        yield name, value


def keep_outline(store: Store, sha: str, source: bytes) -> str | None:
    """Keep what a source file says, so that a later version of it can be compared with this one; its key."""
    key = key_of("outline", sha)
    if store.entry(key) is None:
        if hashlib.sha256(source).hexdigest() != sha:
            return None
        found = outline(source)
        store.put_json(key, {"skeleton": found.skeleton, "functions": found.functions})
    return key


def kept_outline(store: Store, sha: str) -> Outline | None:
    """The outline of a source file as it was."""
    try:
        value = store.read_json(key_of("outline", sha))
    except KeyError:
        return None
    functions = {name: (digest, line) for name, (digest, line) in value["functions"].items()}
    return Outline(tuple((digest, line) for digest, line in value["skeleton"]), functions)


class Present:
    """The state of a project's surroundings, each part looked at once."""

    def __init__(self, root: Path, memory: Path | None = None) -> None:
        self.root, self._memory = root.resolve(), memory
        self._known: dict[str, tuple[int, int, int, int, str]] = {}
        self._checked: dict[str, str | None] = {}
        self._found: dict[str, str | None] = {}
        self._outlines: dict[str, Outline | None] = {}
        self._said: dict[str, str] = {}
        self._news = False
        if memory is not None:
            with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
                known = json.loads(memory.read_bytes())
                self._known = {path: (a, b, c, d, sha) for path, (a, b, c, d, sha) in known["files"].items()}
                self._said = dict(known["says"])

    def save(self) -> None:
        """Remember the digests for the next time."""
        if self._memory is not None and self._news:
            with told_plainly(self._memory):
                atomic_write(self._memory, json.dumps({"files": self._known, "says": self._said}))
            self._news = False

    def digest(self, path: Path) -> str | None:
        """SHA-256 of a file; read again only if it may have changed since. None if it isn't there."""
        name = str(path)
        if name not in self._checked:
            self._checked[name] = self._digest(path, name)
        return self._checked[name]

    def look_again(self) -> None:
        """Take the files as they are now; but mathviz's own as workers have loaded them, who stay."""
        kept = {str(meant(name, self.root)) for name in self.whole}
        self._checked = {name: sha for name, sha in self._checked.items() if name in kept}
        self._outlines = {name: found for name, found in self._outlines.items() if name in kept}
        self._found.clear()

    def _digest(self, path: Path, name: str) -> str | None:
        try:
            status = path.stat()
        except OSError:
            return None
        mark = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        known = self._known.get(name)
        if known is not None and known[:4] == mark:
            return known[4]
        sha = file_digest(path)
        # Of a file that was written this moment, or in the future, the time says nothing.
        if sha is not None and 0 < status.st_ctime_ns < time.time_ns() - SETTLED:
            self._known[name] = (*mark, sha)
            self._news = True
        return sha

    def says(self, path: Path) -> str | None:
        """A digest of what a source file says, whatever its layout; of any other file, of its bytes."""
        sha = self.digest(path)
        if sha is None or path.suffix != ".py":
            return sha
        if sha not in self._said:
            found = self.outline(path)
            self._said[sha] = sha if found is None else found.digest
            self._news = True
        return self._said[sha]

    # -- surroundings -------------------------------------------------------------------------------------

    @cached_property
    def surroundings(self) -> dict[str, str]:
        """What every lecture depends on and no package version tells."""
        import cairo

        found = {
            "Python": platform.python_version(),
            "machine": platform.machine(),
            "Cairo": cairo.cairo_version_string(),
        }
        fonts = find_spec("font_source_sans_pro")
        if fonts is not None and fonts.origin is not None:
            for file in sorted((Path(fonts.origin).parent / "files").glob("SourceSansPro-*.[ot]tf")):
                found[f"font {file.name}"] = (self.digest(file) or "")[:12]
        return found

    @cached_property
    def packages(self) -> dict[str, str]:
        """The installed packages with their versions."""
        return installed()

    @cached_property
    def whole(self) -> dict[str, str]:
        """The files of mathviz of which all counts, with their digests."""
        return {name: self.digest(meant(name, self.root)) or "" for name in whole_names()}

    def found(self, module: str, parent: str | None) -> str | None:
        """Where Python would find a module now, if its package lies in the folder ``parent``."""
        if module not in self._found:
            path = [str(self.root), *sys.path] if parent is None else [parent]
            spec = importlib.machinery.PathFinder.find_spec(module, path)
            origin = spec.origin if spec is not None else None
            self._found[module] = str(Path(origin).resolve()) if origin else None
        return self._found[module]

    def outline(self, path: Path) -> Outline | None:
        """What a source file says now; None if it can't be read as Python."""
        name = str(path)
        if name not in self._outlines:
            try:
                self._outlines[name] = outline(path.read_bytes())
            except (OSError, SyntaxError, ValueError):
                self._outlines[name] = None
        return self._outlines[name]

    # -- comparing ----------------------------------------------------------------------------------------

    def changes(self, trace: Trace, store: Store) -> Iterator[Change]:
        """What is not as it was when something was made that used what ``trace`` says."""
        yield from self._module_changes(trace, store)
        for name in trace.absent:
            if (now := self.found(name, None)) is not None:
                yield Change(f"there is a module {name} now", now)
        yield from self._file_changes(trace.files)
        for path, names in trace.folders.items():
            if folder_digest(meant(path, self.root)) != names:
                yield Change("the folder holds other files", str(meant(path, self.root)))
        for package, version in trace.packages.items():
            if (installed := self.packages.get(package)) != version:
                yield Change(f"package {package}", None, None, version, installed or "not installed")
        for program in trace.programs:
            yield Change(f"it starts a program, {program}, that may answer otherwise now")
        for name, value in trace.environment.items():
            if (now := os.environ.get(name)) != value:
                yield Change(f"environment variable {name}", None, None, value or "unset", now or "unset")

    def source_changes(self, trace: Trace, store: Store) -> Iterator[Change]:
        """What is not as it was of the project's own: modules and data files, the same on every machine."""
        yield from self._module_changes(trace, store)
        own = {path: sha for path, sha in trace.files.items() if not Path(path).is_absolute()}
        yield from self._file_changes(own)

    def _file_changes(self, files: Mapping[str, str | None]) -> Iterator[Change]:
        for path, sha in files.items():
            now = self.digest(meant(path, self.root))
            if now != sha:
                what = "the file is gone" if now is None else "the file is new" if sha is None else "changed"
                yield Change(what, str(meant(path, self.root)), None, _short(sha), _short(now))

    def _module_changes(self, trace: Trace, store: Store) -> Iterator[Change]:
        for name in sorted(set(self.whole) - set(trace.modules)):
            yield Change("the file is new", str(meant(name, self.root)))
        for name, (file, sha, ran) in trace.modules.items():
            path = meant(file, self.root)
            if not name.startswith("<") and (shadow := self._shadow(name, trace, path)):
                yield shadow
                continue
            if self.digest(path) == sha:
                continue
            now, before = self.outline(path), kept_outline(store, sha)
            if now is None or before is None:
                gone = self.digest(path) is None
                yield Change("the file is gone" if gone else "changed", str(path))
            elif difference := now.differs(before, set(before.functions) if ran is None else set(ran)):
                what, line = difference
                yield Change(f"{what} changed", str(path), line)

    def _shadow(self, name: str, trace: Trace, path: Path) -> Change | None:
        package, _, _ = name.rpartition(".")
        parent: str | None = None
        if package == "mathviz":
            parent = str(PACKAGE)
        elif package:
            if package not in trace.modules:
                return None
            parent = str(meant(trace.modules[package][0], self.root).parent)
        now = self.found(name, parent)
        if now is None or Path(now) == path:
            return None
        return Change(f"the module {name} is now found at {shown_path(Path(now))}", str(path))


def _short(sha: str | None) -> str | None:
    return None if sha is None else sha[:12]


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """The values that differ, by name."""
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            yield Change(name, None, None, before.get(name, "nothing"), now.get(name, "nothing"))

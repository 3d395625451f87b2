"""What a lecture really uses while it runs: modules, the functions that ran, files it read or asked about.

A lecture's modules (its own, those beside it, the stage, the mathematics) are imported anew for each lecture,
with a mark at the head of each function; so what one lecture left behind in a module, and what a cache of a
function remembers, is never taken for another's. Everything else that a lecture passes through on its way
(voice, film, time) counts with all its functions. In doubt, something counts as used.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.abc
import importlib.machinery
import importlib.metadata
import os
import re
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import mathviz
from mathviz.build.sources import MARK, marked

__all__ = [
    "ASIDE",
    "PACKAGE",
    "Trace",
    "Tracer",
    "file_digest",
    "folder_digest",
    "installed",
    "meant",
    "shown",
    "tracer",
    "whole_names",
]

PACKAGE = Path(mathviz.__file__).resolve().parent
PACKAGES = tuple(str(Path(sysconfig.get_path(kind)).resolve()) for kind in ("purelib", "platlib"))
PYTHON = tuple(str(Path(sysconfig.get_path(kind)).resolve()) for kind in ("stdlib", "platstdlib"))

FRESH = (
    "stage",
    "linear_algebra",
    "calculus",
    "probability",
    "datasets",
    "ellipse",
    "arguments",
    "outcome",
)
"""The parts of mathviz that are imported anew for each lecture."""

WHOLE = ("film", "voice", "timeline", "theme", "errors", "files", "store")
"""The parts of which all counts, always, with the files that are no modules."""

WHOLE_FILES = ("build/rehearsal.py", "build/tasks.py", "build/tracing.py")

ASIDE = (
    *(f"film/{name}.py" for name in ("assemble", "command", "contact", "join", "plain", "verify", "writer")),
    *(f"voice/{name}.py" for name in ("breaks", "caption_files", "captions", "mastering")),
)
"""The files among them that come later, or that no lecture passes through."""


@dataclass
class Trace:
    """What was used, as plain values.

    Attributes
    ----------
    modules
        By name: the file, the SHA-256 of its bytes, and the functions that ran (None: all count).
    absent
        Names of modules that were asked for and not found.
    files
        By path: the SHA-256 of each file that was read or asked about, None if it was not there, and
        :data:`FOLDER` if it was a folder.
    folders
        By path: a digest of the names in each folder that was listed.
    packages
        By name: the version of each installed package that was loaded.
    environment
        By name: the variables of the environment that the lecture's own code asked for.
    programs
        The programs that the lecture's own code started: what they answer can't be known beforehand.
    """

    modules: dict[str, tuple[str, str, list[str] | None]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    files: dict[str, str | None] = field(default_factory=dict)
    folders: dict[str, str | None] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str | None] = field(default_factory=dict)
    programs: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The trace in plain values, always in the same order."""
        return {
            "modules": {name: list(self.modules[name]) for name in sorted(self.modules)},
            "absent": sorted(self.absent),
            "files": dict(sorted(self.files.items())),
            "folders": dict(sorted(self.folders.items())),
            "packages": dict(sorted(self.packages.items())),
            "environment": dict(sorted(self.environment.items())),
            "programs": sorted(self.programs),
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Trace:
        """The trace of plain values."""
        modules = {name: (file, sha, ran) for name, (file, sha, ran) in value["modules"].items()}
        others = ("absent", "files", "folders", "packages", "environment", "programs")
        return cls(modules, *(value[name] for name in others))

    def join(self, other: Trace) -> None:
        """Add what another part of the same lecture used."""
        for name, (file, sha, ran) in other.modules.items():
            known = self.modules.setdefault(name, (file, sha, ran))
            both = None if known[2] is None or ran is None else sorted({*known[2], *ran})
            self.modules[name] = (known[0], known[1], both)
        self.files |= other.files
        self.folders |= other.folders
        self.packages |= other.packages
        self.environment |= other.environment
        self.absent = sorted({*self.absent, *other.absent})
        self.programs = sorted({*self.programs, *other.programs})


FOLDER = "a folder"
"""What is known of a folder that was only asked about, as all are in which a file lies that is looked for."""


def file_digest(path: str | Path) -> str | None:
    """SHA-256 of a file; None if it can't be read, :data:`FOLDER` if it is a folder."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a path from an audit event may be anything)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except IsADirectoryError:
        return FOLDER
    except OSError:
        return None


def folder_digest(path: str | Path) -> str | None:
    """A digest of the names in a folder, hidden ones left out; None if it isn't there."""
    try:
        with os.scandir(path) as entries:
            names = sorted(e.name for e in entries if not e.name.startswith((".", "__pycache__")))
    except OSError:
        return None
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


class Tracer(importlib.abc.MetaPathFinder):
    """Finds a project's modules before others do, and hears what is read."""

    def __init__(self) -> None:
        self.root = Path(os.devnull)
        self._lecture: object = None
        self._sources: dict[str, tuple[str, str, set[str]]] = {}
        self._absent: set[str] = set()
        self._files: dict[str, str | None] = {}
        self._folders: dict[str, str | None] = {}
        self._environment: dict[str, str | None] = {}
        self._programs: set[str] = set()
        self._code: dict[tuple[str, str], CodeType] = {}
        self._busy = threading.local()
        self._elsewhere: dict[str, bool] = {}
        # As they were when this process began: it may not see later versions of what it has imported.
        self._whole: dict[str, tuple[str, str, list[str] | None]] = {
            name: (name, file_digest(meant(name, PACKAGE)) or "", None) for name in whole_names()
        }
        sys.meta_path.insert(0, self)
        sys.addaudithook(self._hear)
        self._watch_environment()
        self._watch_questions()

    def begin(self, root: Path, lecture: object) -> None:
        """Start to watch a lecture; what another one left behind in this process goes."""
        root = root.resolve()
        if (root, lecture) == (self.root, self._lecture) and self._is_current():
            return
        for name, module in list(sys.modules.items()):
            if self._is_fresh(name, getattr(module, "__file__", None)):
                del sys.modules[name]
        sys.path[:] = [str(root), *(path for path in sys.path if path not in (str(root), str(self.root)))]
        self.root, self._lecture = root, lecture
        for name in FRESH:
            mathviz.__dict__.pop(name, None)
        importlib.invalidate_caches()
        self._sources.clear()
        self._absent.clear()
        self._files.clear()
        self._folders.clear()
        self._environment.clear()
        self._programs.clear()

    def _is_current(self) -> bool:
        """Whether all that the imported sources used is still as it was."""

        def same(known: Mapping[str, str | None], now: Callable[[Path], str | None]) -> bool:
            return all(now(meant(name, self.root)) == value for name, value in known.items())

        self._busy.on = True
        try:
            return (
                not self._programs
                and same({file: sha for file, sha, _ in self._sources.values()}, file_digest)
                and same(self._files, file_digest)
                and same(self._folders, folder_digest)
                and all(os.environ.get(name) == value for name, value in self._environment.items())
            )
        finally:
            self._busy.on = False

    def trace(self) -> Trace:
        """What was used since :meth:`begin`."""
        self._busy.on = True
        try:
            trace = Trace(dict(self._whole), sorted(self._absent), dict(self._files), dict(self._folders))
            trace.environment = dict(self._environment)
            trace.programs = sorted(self._programs)
            for name, (file, sha, ran) in list(self._sources.items()):
                trace.modules[name] = (file, sha, sorted(ran))
            for name, module in list(sys.modules.items()):
                self._add(trace, name, module)
            return trace
        finally:
            self._busy.on = False

    def _add(self, trace: Trace, name: str, module: ModuleType) -> None:
        """A module that nobody marked: its package's version counts, or all of its file."""
        file = getattr(module, "__file__", None)
        if name in trace.modules or not isinstance(file, str) or name.startswith("__"):
            return
        top = name.partition(".")[0]
        if top in trace.packages or top == "mathviz":
            return
        if top not in self._elsewhere:
            self._elsewhere[top] = not str(Path(file).resolve()).startswith((*PYTHON, *PACKAGES))
        for package, version in _versions(top).items():
            trace.packages[package] = version
        if self._elsewhere[top] and not _versions(top):
            path = shown(Path(file).resolve(), self.root)
            trace.modules[name] = (path, file_digest(file) or "", None)

    def _is_fresh(self, name: str, file: Any) -> bool:
        parts = name.split(".")
        if parts[0] == "mathviz":
            return len(parts) > 1 and parts[1] in FRESH
        if not isinstance(file, str):
            return False
        path = str(Path(file).resolve())
        return path.startswith(f"{self.root}{os.sep}") and not path.startswith((*PYTHON, *PACKAGES))

    # -- modules ------------------------------------------------------------------------------------------

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module as Python does; a source file of the project is loaded with marks."""
        parts = fullname.split(".")
        if self._lecture is None or (parts[0] == "mathviz" and (len(parts) < 2 or parts[1] not in FRESH)):
            return None
        if fullname in sys.builtin_module_names or fullname in sys.stdlib_module_names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None and len(parts) == 1:
            self._absent.add(fullname)
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            return spec
        if self._is_fresh(fullname, spec.origin):
            spec.loader = _Loader(fullname, str(spec.origin), self)
        return spec

    def code(self, name: str, file: str, source: bytes) -> CodeType:
        """The code of a module, with marks; kept, since the next lecture probably needs it too."""
        sha = hashlib.sha256(source).hexdigest()
        self._sources[name] = (shown(Path(file).resolve(), self.root), sha, set())
        if (file, sha) not in self._code:
            self._code[file, sha] = compile(marked(source, file), file, "exec", dont_inherit=True)
        return self._code[file, sha]

    def ran(self, name: str) -> set[str]:
        """The functions of a module that ran."""
        return self._sources[name][2]

    # -- files --------------------------------------------------------------------------------------------

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _STARTS and self._lecture is not None and _asked_by_a_lecture():
            self._programs.add(_program(arguments))
        if event not in ("open", "os.listdir", "os.scandir") or self._lecture is None:
            return
        if getattr(self._busy, "on", False) or _importing():
            return
        self._busy.on = True
        try:
            self._note(event, arguments)
        except (OSError, ValueError, TypeError):
            pass
        finally:
            self._busy.on = False

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        what = arguments[0]
        # Where Python looks for modules, their names count, not all that lies there.
        if event == "os.listdir" and "importlib" in sys._getframe(2).f_code.co_filename:
            return
        if event != "open":
            path = os.path.realpath("." if what is None else os.fsdecode(what))
            if self._counts(path):
                self._folders.setdefault(shown(Path(path), self.root), folder_digest(path))
            return
        if not isinstance(what, str | bytes | os.PathLike):
            return
        _, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR):
            return
        path = os.path.realpath(os.fsdecode(what))
        if self._counts(path) and not path.endswith((".py", ".pyc")):
            self._files.setdefault(shown(Path(path), self.root), file_digest(path))

    def _watch_environment(self) -> None:
        """Hear which variables the lecture's own code asks for."""
        environment: Any = os._Environ
        ask = environment.__getitem__

        def heard(known: Any, name: Any) -> Any:
            if _asked_by_a_lecture():
                variable = os.fsdecode(name)
                self._environment[variable] = None
                self._environment[variable] = os.fsdecode(ask(known, name))
            return ask(known, name)

        environment.__getitem__ = heard

    def _watch_questions(self) -> None:
        """Hear which files the lecture's own code asks about without reading them; no event tells of it."""
        for name in ("stat", "lstat", "access"):
            ask = getattr(os, name)

            @functools.wraps(ask)
            def heard(path: Any, *arguments: Any, ask: Any = ask, **options: Any) -> Any:
                if not isinstance(path, int) and self._lecture is not None and _asked_by_a_lecture():
                    self._note_question(path)
                return ask(path, *arguments, **options)

            for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
                if ask in able:
                    able.add(heard)
            setattr(os, name, heard)

    def _note_question(self, what: Any) -> None:
        """A path that is asked about may come or go, and may be a file or a folder then."""
        if getattr(self._busy, "on", False):
            return
        self._busy.on = True
        try:
            path = os.path.realpath(os.fsdecode(what))
            # The folders that these lie in are there, by whatever names on another machine.
            above = any(inner.is_relative_to(path) for inner in (self.root, PACKAGE))
            if self._counts(path) and not above:
                self._files.setdefault(shown(Path(path), self.root), file_digest(path))
        except (OSError, ValueError, TypeError):
            pass  # Python itself says what is wrong with it
        finally:
            self._busy.on = False

    def _counts(self, path: str) -> bool:
        """Whether a file can be a lecture's own: not Python's, a package's, the store's or the system's."""
        scratch = os.path.join(tempfile.gettempdir(), "mathviz-")  # noqa: PTH118 (paths here are texts)
        aside = (*PYTHON, *PACKAGES, "/proc", "/sys", "/dev", "/etc", "/usr", scratch)
        if path.startswith(aside) or "/.mathviz/" in f"{path}/":
            return False
        return "__pycache__" not in path


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, file: str, tracer: Tracer) -> None:
        super().__init__(name, file)
        self._tracer = tracer

    def get_code(self, fullname: str) -> CodeType:
        return self._tracer.code(fullname, self.path, self.get_data(self.path))

    def exec_module(self, module: ModuleType) -> None:
        code = self.get_code(module.__name__)
        module.__dict__[MARK] = self._tracer.ran(module.__name__).add
        exec(code, module.__dict__)


_STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}


def _program(arguments: tuple[Any, ...]) -> str:
    """The name of a program that is started."""
    first = next((one for one in arguments if one), "?")
    if isinstance(first, list | tuple):
        first = first[0]
    return os.path.basename(os.fsdecode(first).split()[0])  # noqa: PTH119 (it need not be a path)


def _asked_by_a_lecture() -> bool:
    """Whether a lecture's own code calls, itself or by way of the standard library."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and _is_pythons(frame.f_code.co_filename):
        frame = frame.f_back
    return frame is not None and MARK in frame.f_globals


@functools.cache
def _is_pythons(file: str) -> bool:
    return file.startswith(("<frozen", *PYTHON)) and not file.startswith(PACKAGES)


_METADATA = str(Path(importlib.metadata.__file__).parent)


def _importing() -> bool:
    """Whether Python itself is at work, looking for a module or a version: these are known from elsewhere."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(("<frozen importlib", "<frozen zipimport", _METADATA)):
            return True
        if frame.f_code.co_name == "<module>" or frame.f_globals.get(MARK) is not None:
            return False
        frame = frame.f_back
    return False


def shown(path: Path, root: Path) -> str:
    """A path in a form that means the same on another machine: from the project, or from mathviz."""
    if path.is_relative_to(PACKAGE):
        return f"<mathviz>/{path.relative_to(PACKAGE).as_posix()}"
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return str(path)


def meant(path: str, root: Path) -> Path:
    """The path that :func:`shown` gave."""
    if path.startswith("<mathviz>/"):
        return PACKAGE / path.removeprefix("<mathviz>/")
    return root / path


def whole_names() -> list[str]:
    """The files of mathviz of which all counts, by their shown paths."""
    files = [PACKAGE / name for name in WHOLE_FILES]
    for name in WHOLE:
        one = PACKAGE / f"{name}.py"
        files += [one] if one.exists() else [p for p in (PACKAGE / name).rglob("*") if p.is_file()]
    aside = {PACKAGE / name for name in ASIDE}
    return sorted(
        shown(file, PACKAGE) for file in files if file not in aside and "__pycache__" not in file.parts
    )


@functools.cache
def _distributions() -> Mapping[str, list[str]]:
    from importlib.metadata import packages_distributions

    return packages_distributions()


@functools.cache
def _versions(top: str) -> dict[str, str]:
    """The installed packages that a module by that name may come from, with their versions."""
    names = {_normal(name) for name in _distributions().get(top, ())}
    return {name: version for name, version in _installed().items() if name in names}


def installed() -> dict[str, str]:
    """The installed packages with their versions, by the names of their folders: nothing is read."""
    found: dict[str, str] = {}
    for entry in reversed(sys.path):
        try:
            with os.scandir(entry or ".") as entries:
                names = [item.name for item in entries]
        except OSError:
            continue
        for name in names:
            stem, dot, kind = name.rpartition(".")
            if dot and kind in ("dist-info", "egg-info"):
                package, _, version = stem.partition("-")
                found[_normal(package)] = version.split("-")[0]
    return found


@functools.cache
def _installed() -> dict[str, str]:
    return installed()


def _normal(package: str) -> str:
    """A package's name in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", package).lower()


_tracer: Tracer | None = None


def tracer() -> Tracer:
    """The tracer of this process."""
    global _tracer
    if _tracer is None:
        _tracer = Tracer()
    return _tracer

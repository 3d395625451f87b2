"""Work on paper: a file and a command for each piece of work, for machines that know nothing of each other.

``mathviz render --print-tasks DIR`` writes them, ``mathviz perform`` does one, anywhere, and
``mathviz collect`` brings home what was made. What lies on disk is JSON, zip and the store's own files;
nothing of it is run or unpickled, and whatever comes home is checked against its hash.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import re
import shlex
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, get_type_hints

from mathviz.build.crew import Crew, CrewError, Outcome, Place, Postponed, Raised, Tell, Work
from mathviz.build.crew.bundle import Bundle, pack, unpack
from mathviz.build.crew.freight import Freight, FreightError, Parcel, take_in
from mathviz.build.crew.local import LocalCrew
from mathviz.build.crew.machine import hands_here
from mathviz.build.crew.versions import difference, versions
from mathviz.build.crew.worker import perform
from mathviz.errors import MathvizError
from mathviz.files import atomic_write
from mathviz.store import Store

__all__ = [
    "Collected",
    "Folder",
    "PaperCrew",
    "Task",
    "TaskError",
    "collect_into",
    "paper_crew",
    "perform_task",
]

VERSION = 1

MANY = 64
"""For so many workers tasks are cut if nothing else is said."""


class TaskError(MathvizError):
    """A task file that can't be read, or a task that can't be done here."""

    exit_code = 2


@dataclass(frozen=True)
class Task:
    """A task file: all that ``mathviz perform`` needs besides the files beside it."""

    label: str
    perform: str
    arguments: Any
    needs: tuple[str, ...]
    bundle: str
    versions: Mapping[str, str]

    def as_json(self) -> str:
        """The file's text; its name is the hash of it."""
        return json.dumps({"version": VERSION, **vars(self)}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, file: Path) -> Task:
        """The task of a file. Raises ``TaskError``."""
        try:
            value = json.loads(file.read_bytes())
            if value.pop("version") != VERSION:
                raise TaskError("a task of another version of mathviz", file=str(file))
            return cls(**{**value, "needs": tuple(value["needs"])})
        except OSError as error:
            raise TaskError(f"can't be read: {error.strerror}", file=str(file)) from None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise TaskError("no task; allowed: a file that --print-tasks wrote", file=str(file)) from None


@dataclass(frozen=True)
class Folder:
    """A folder of tasks: ``tasks/``, the sources, ``store/`` with what the tasks need, ``results/`` for what
    they make, and ``commands.txt`` with a command for each."""

    path: Path

    def write(self, work: Work, place: Place, bundle: Bundle) -> Path:
        """Write a task and what it needs; its file. The same task is always the same file."""
        task = Task(work.label, work.perform, _plain(work), work.needs, bundle.digest, versions())
        text = task.as_json()
        name = "-".join([*work.label.split()[::-1], hashlib.sha256(text.encode()).hexdigest()[:12]])
        if not self._bundle(bundle.digest).exists():
            atomic_write(self._bundle(bundle.digest), bundle.data)
        Freight(self.store.folder, None).inward(work.needs, Freight(place.store, None).outward(work.needs))
        file = self.path / "tasks" / f"{name}.json"
        atomic_write(file, text)
        return file

    def write_commands(self) -> Path:
        """Write the list of commands, one a line; a line's number can be that of a job in an array."""
        results = shlex.quote(str(self.results.folder))
        lines = [f"mathviz perform {shlex.quote(str(file))} --out {results}\n" for file in self.tasks()]
        atomic_write(self.path / "commands.txt", "".join(lines))
        return self.path / "commands.txt"

    def tasks(self) -> list[Path]:
        """The files of all tasks."""
        return sorted((self.path / "tasks").glob("*.json"))

    @property
    def store(self) -> Store:
        """What the tasks need."""
        return Store(self.path / "store")

    @property
    def results(self) -> Store:
        """Where what the tasks make is collected from, if nothing else is said."""
        return Store(self.path / "results")

    def _bundle(self, digest: str) -> Path:
        return self.path / f"sources-{digest}.zip"

    def bundle(self, task: Task) -> Bundle:
        """The sources that a task is done with. Raises ``TaskError``."""
        try:
            return Bundle(self._bundle(task.bundle).read_bytes(), task.bundle)
        except OSError:
            raise TaskError(
                f"the file {self._bundle(task.bundle)} is missing; copy the whole folder"
            ) from None


def _plain(work: Work) -> Any:
    """The arguments of a piece of work in plain values."""
    from pydantic import TypeAdapter

    arguments = work.arguments
    if hasattr(arguments, "film"):
        film = replace(arguments.film, project=replace(arguments.film.project, root=Path()))
        arguments = replace(arguments, film=film)
    return TypeAdapter(type(arguments)).dump_python(arguments, mode="json")


def _work(task: Task) -> Work:
    """The piece of work of a task. Raises ``TaskError`` for one that mathviz does not know."""
    from pydantic import TypeAdapter, ValidationError

    module, _, name = task.perform.rpartition(".")
    if module != "mathviz.build.tasks":
        raise TaskError(f"{task.perform} is no work of mathviz")
    function = getattr(importlib.import_module(module), name, None)
    if not inspect.isfunction(function) or function.__module__ != module:
        raise TaskError(f"{task.perform} is no work of mathviz")
    kind = next(iter(get_type_hints(function, vars(importlib.import_module(module))).values()))
    try:
        arguments = TypeAdapter(kind).validate_json(json.dumps(task.arguments))
    except ValidationError as error:
        raise TaskError(f"the arguments of {task.label} are damaged: {error.errors()[0]['msg']}") from None
    return Work(task.label, task.perform, arguments, None, task.needs)


def perform_task(file: Path, out: Path, tell: Tell) -> int:
    """Do the task of a file here and keep what it makes in the store ``out``; how many entries that are.

    What was ready when it failed is kept as well. Raises ``TaskError`` if it can't be done here.
    """
    task, folder = Task.read(file), Folder(file.parent.parent)
    if (why := difference(task.versions, versions())) is not None:
        raise TaskError(f"this machine can't do it: {why}", file=str(file))
    work = _work(task)
    with tempfile.TemporaryDirectory(prefix="mathviz-") as scratch:
        root = unpack(folder.bundle(task), Path(scratch) / "project")
        place = Place(root, root / ".mathviz" / "store")
        store = Store(place.store)
        for key in task.needs:
            take_in(store, key, _parcel(folder.store, key))
        try:
            perform(work, place, tell)
        except Raised as error:
            raise MathvizError(f"{error.kind}: {error.message}", file=error.file, line=error.line) from None
        finally:
            made = sorted({*store.names()} - {*task.needs})
            Freight(out, None).inward(made, Freight(place.store, None).outward(made))
    atomic_write(out / "done" / file.name, json.dumps({"version": VERSION, "entries": made}))
    return len(made)


def _parcel(store: Store, key: str) -> Parcel:
    try:
        return Freight(store.folder, None).outward([key])[key]
    except KeyError:
        raise TaskError(f"the folder's store has no whole entry {key}; copy it again") from None


@dataclass(frozen=True)
class Collected:
    """What was brought home: how many entries of how many tasks, which are not done, what is damaged."""

    taken: int
    tasks: int
    missing: Sequence[Path]
    damaged: Sequence[str]

    @property
    def done(self) -> int:
        """How many tasks are done and whole."""
        return self.tasks - len(self.missing)


def collect_into(home: Path, folder: Folder, results: Sequence[Path]) -> Collected:
    """Take what the tasks of a folder made into the store ``home``, each entry checked.

    ``results`` are the stores in which the tasks put it; without any, the folder's own. What lies there is
    only read.
    """
    store, taken, damaged = Store(home), 0, []
    stores = [Store(path, lambda _: None) for path in results or [folder.results.folder]]
    done: set[str] = set()
    for source in stores:
        for key in list(source.names()):
            if key in store:
                continue
            try:
                take_in(store, key, _read_only(source, key))
                taken += 1
            except (KeyError, FreightError, ValueError, TypeError) as error:
                damaged.append(str(error.args[0]))
        done |= {file.name for file in (source.folder / "done").glob("*.json") if _whole(file, store)}
    tasks = folder.tasks()
    return Collected(taken, len(tasks), [task for task in tasks if task.name not in done], damaged)


def _read_only(source: Store, key: str) -> Parcel:
    """An entry of somebody else's store; nothing there is set aside if it is damaged."""
    entry = source.entry(key)
    if entry is None:
        raise FreightError(f"the entry {key} has no whole record")
    kind = entry.sha256
    if not re.fullmatch("[0-9a-f]{64}", kind):
        raise FreightError(f"the entry {key} names no data")
    try:
        data = (source.folder / "data" / kind[:2] / kind).read_bytes()
    except OSError:
        raise FreightError(f"the entry {key} has no data") from None
    return Parcel(data, vars(entry))


def _whole(file: Path, store: Store) -> bool:
    """Whether a task is done and all that it made is in the store."""
    try:
        return all(key in store for key in json.loads(file.read_bytes())["entries"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def paper_crew(path: Path, hands: int | None) -> Callable[[Place, Tell], PaperCrew]:
    """What makes a crew that writes tasks into a folder, for the head; cut for so many workers."""

    def make(place: Place, tell: Tell) -> PaperCrew:
        return PaperCrew(Folder(path), LocalCrew(hands_here(), place, tell), place, hands or MANY)

    return make


class PaperCrew:
    """Does at home what is quick, and writes down what is not: the drawing of segments.

    Parameters
    ----------
    folder
        Where the tasks are written.
    inner
        Who does the rest.
    hands
        For how many workers the tasks are cut.
    """

    def __init__(self, folder: Folder, inner: Crew, place: Place, hands: int) -> None:
        self.hands, self._folder, self._inner, self._place = hands, folder, inner, place
        self._bundle = pack(place.root)
        self.written: list[Path] = []

    def __enter__(self) -> Self:
        """Begin."""
        self._inner.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers and write the list of commands."""
        self._inner.__exit__(kind)
        if kind is None:
            self._folder.write_commands()

    def submit(self, work: Work) -> Future[Outcome]:
        """Do it, or write it down."""
        if not work.perform.endswith(".draw"):
            return self._inner.submit(work)
        future: Future[Outcome] = Future()
        try:
            file = self._folder.write(work, self._place, self._bundle)
            self.written.append(file)
            future.set_exception(Postponed(file))
        except CrewError as error:
            future.set_exception(error)
        return future

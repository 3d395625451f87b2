"""YAML files as plain data in which every key and value remembers its line and column.

Only what a configuration needs is read: mappings with text keys, lists and scalars by YAML 1.2's core schema
(``no`` is a word and ``12:30`` is text). Tags, anchors and aliases are refused, and so is a file that is too
large or nested too deeply, hence no file can run code or swell in memory.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mathviz.errors import MathvizError, shown_path

__all__ = [
    "ConfigError",
    "Document",
    "Keys",
    "Problem",
    "did_you_mean",
    "files_in",
    "read_document",
    "read_folder",
    "unreadable",
]

LARGEST_FILE = 1_000_000
"""Bytes; the course set of 110 lectures takes 40,000."""

DEEPEST_NESTING = 20

Keys = tuple[str | int, ...]
"""The way from the top of a document to a value: mapping keys and list indices."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Place(NamedTuple):
    """A file, a line and a column, both counted from 1."""

    file: Path
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, what is wrong, what is allowed."""

    place: Place
    text: str

    def __str__(self) -> str:
        """The problem as ``file:line:column: what is wrong; what is allowed``."""
        file, line, column = self.place
        return f"{shown_path(file)}:{line}:{column}: {self.text}"


class ConfigError(MathvizError):
    """Everything that is wrong with the configuration, in the order of the files."""

    exit_code = 2

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, sorted by place within each file."""
        files = list(dict.fromkeys(problem.place.file for problem in problems))
        self.problems = tuple(
            sorted(problems, key=lambda found: (files.index(found.place.file), found.place))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Document:
    """The data of a file, or of a folder of files, and where each value, and each mapping's key, begins."""

    data: Any
    values: dict[Keys, Place]
    keys: dict[Keys, Place]

    def problem(self, at: Keys, text: str, *, key: bool = False) -> Problem:
        """A problem with the value at ``at`` (or with its key), or with the nearest thing around it."""
        places = self.keys if key else self.values
        for length in range(len(at), -1, -1):
            if at[:length] in places:
                return Problem(places[at[:length]], text)
            places = self.values
        raise KeyError("a document without a value at its top")


def did_you_mean(word: object, candidates: Sequence[object]) -> str:
    """The clause ``; did you mean …?`` if one of the candidates is close, else nothing."""
    by_text = {str(candidate): candidate for candidate in candidates}
    close = get_close_matches(str(word), list(by_text), n=1)
    return f"; did you mean {json.dumps(by_text[close[0]], ensure_ascii=False)}?" if close else ""


def read_document(file: Path, problems: list[Problem]) -> Document | None:
    """Read one YAML file; what is wrong with it is added to ``problems``. None if there is no data to use."""
    try:
        text = _text_of(file)
        return _Reader(file, problems).document(text)
    except _UnreadableError as error:
        problems.append(Problem(error.place, error.text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        problems.append(Problem(place, _not_yaml(str(error.problem))))
    except yaml.reader.ReaderError as error:
        what = f"character {error.character:#x} cannot stand in YAML; allowed: printable characters"
        problems.append(Problem(_end_of(file, text[: error.position]), what))
    return None


def files_in(folder: Path, problems: list[Problem]) -> list[Path]:
    """The YAML files of a folder, in the order of their names; none if it isn't there."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        problems.append(unreadable(folder, error, "a folder that you may list"))
        return []
    return [folder / name for name in names if name.endswith(".yaml") and not name.startswith(".")]


def unreadable(path: Path, error: OSError, allowed: str) -> Problem:
    """What the system says of a file or a folder, as a problem."""
    return Problem(Place(path), f"cannot be read: {error.strerror}; allowed: {allowed}")


def read_folder(folder: Path, problems: list[Problem]) -> Document | None:
    """Read all YAML files of a folder, in the order of their names, as one document.

    Lists that several files have under the same key follow each other; any other key stands in one file only.
    """
    files = files_in(folder, problems)
    if not files:
        if not any(problem.place.file == folder for problem in problems):
            problems.append(Problem(Place(folder), "no file in this folder; allowed: files named *.yaml"))
        return None
    whole = Document({}, {(): Place(files[0])}, {})
    parts = [read_document(file, problems) for file in files]
    for part in parts:
        if part is not None:
            _append(whole, part, problems)
    return whole if all(parts) else None


def _append(whole: Document, part: Document, problems: list[Problem]) -> None:
    """Add a file's data, and where it stands, to that of the files before it."""
    data = whole.data
    if not isinstance(part.data, dict):
        what = "a list" if isinstance(part.data, list) else "empty" if part.data is None else "a single value"
        problems.append(part.problem((), f"the file is {what}; allowed: a mapping"))
        return
    lengths = {key: len(value) for key, value in data.items() if isinstance(value, list)}
    for key, value in part.data.items():
        if isinstance(value, list) and key in lengths:
            data[key] = data[key] + value
        elif key in data:
            first = shown_path(whole.keys[(key,)].file)
            text = f'duplicate key "{key}"; allowed: once, and {first} has it'
            problems.append(part.problem((key,), text, key=True))
        else:
            data[key] = value
    for places, more in ((whole.keys, part.keys), (whole.values, part.values)):
        for at, place in more.items():
            places.setdefault(_moved(at, lengths), place)


def _moved(at: Keys, lengths: dict[str, int]) -> Keys:
    """Where a value stands once its list follows others of so many entries."""
    match at:
        case (str(key), int(index), *rest):
            return (key, lengths.get(key, 0) + index, *rest)
    return at


def _not_yaml(problem: str) -> str:
    """What the parser found, with the remedy for the mistakes that everybody makes."""
    if r"'\t'" in problem:
        return "a tab; allowed: blanks to indent and to separate"
    if problem == "mapping values are not allowed here":
        return 'a second ":" in a line; allowed: one, or the text in quotes, as title: "Area: a factor"'
    return f"not YAML: {problem}; allowed: valid YAML, with text in quotes if it has signs such as : or #"


class _UnreadableError(Exception):
    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.place = place
        self.text = text


def _text_of(file: Path) -> str:
    start = Place(file)
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a pipe or a device might never end
            raise _UnreadableError(start, "not a file; allowed: a YAML file")
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise _UnreadableError(start, "no such file; allowed: a YAML file that exists") from None
    except OSError as error:
        raise _UnreadableError(start, unreadable(file, error, "a YAML file that you may read").text) from None
    if len(content) > LARGEST_FILE:
        raise _UnreadableError(start, f"too large; allowed: at most {LARGEST_FILE:,} bytes")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end_of(file, content[: error.start].decode("utf-8"))
        what = f"byte {content[error.start]:#04x} is not UTF-8; allowed: text in UTF-8"
        raise _UnreadableError(place, what) from None


def _end_of(file: Path, text: str) -> Place:
    lines = text.split("\n")
    return Place(file, len(lines), len(lines[-1]) + 1)


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    # Python refuses to read numbers of thousands of digits; such a one stays text and fails its check.
    if _INTEGER.fullmatch(text) and len(text) < 100:
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


class _Reader:
    """Builds a document from the parser's events, so that nothing is built before it has been allowed."""

    def __init__(self, file: Path, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.values: dict[Keys, Place] = {(): Place(file)}
        self.keys: dict[Keys, Place] = {}

    def document(self, text: str) -> Document:
        events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _UnreadableError(self.place(event), "a second document; allowed: one in a file")
            elif isinstance(event, yaml.NodeEvent):
                data = self.node(event, events, ())
        return Document(data, self.values, self.keys)

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # every event that was read from a text has one
        return Place(self.file, mark.line + 1, mark.column + 1)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], at: Keys) -> Any:
        place = self.values[at] = self.place(event)
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) or event.anchor:
            raise _UnreadableError(place, "anchors and aliases are not read; allowed: plain values")
        if event.tag:
            raise _UnreadableError(place, f"tags ({event.tag}) are not read; allowed: plain values")
        if len(at) > DEEPEST_NESTING:
            raise _UnreadableError(place, f"nested too deeply; allowed: {DEEPEST_NESTING} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, at)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, at)
        assert isinstance(event, yaml.ScalarEvent)
        value = _scalar(event)
        if isinstance(value, str) and any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise _UnreadableError(place, "half a character (a lone surrogate); allowed: whole characters")
        return value

    def sequence(self, events: Iterator[yaml.Event], at: Keys) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, (*at, len(items))))
        return items

    def mapping(self, events: Iterator[yaml.Event], at: Keys) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                raise _UnreadableError(self.place(event), "a key must be plain text")
            key = event.value
            if key in items:
                first = self.keys[(*at, key)]
                text = f'duplicate key "{key}"; allowed: once, and line {first.line} has it'
                self.problems.append(Problem(self.place(event), text))
            else:
                self.keys[(*at, key)] = self.place(event)
            items[key] = self.node(next(events), events, (*at, key))
        return items

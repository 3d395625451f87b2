"""YAML files as plain data in which every key and value remembers its line and column.

Only what a configuration needs is read: mappings with text keys, lists and scalars by YAML 1.2's core schema
(``no`` is a word and ``12:30`` is text). Tags, anchors and aliases are refused, and so is a file that is too
large or nested too deeply, hence no file can run code or swell in memory.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mathviz.errors import MathvizError, shown_path

__all__ = ["ConfigError", "Document", "Keys", "Problem", "did_you_mean", "read_document"]

LARGEST_FILE = 1_000_000
"""Bytes; the course set of 110 lectures takes 40,000."""

DEEPEST_NESTING = 20

Keys = tuple[str | int, ...]
"""The way from the top of a document to a value: mapping keys and list indices."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Place(NamedTuple):
    """Line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, what is wrong, what is allowed."""

    file: Path
    place: Place
    text: str

    def __str__(self) -> str:
        """The problem as ``file:line:column: what is wrong; what is allowed``."""
        return f"{shown_path(self.file)}:{self.place.line}:{self.place.column}: {self.text}"


class ConfigError(MathvizError):
    """Everything that is wrong with the configuration, in the order of the files."""

    exit_code = 2

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, sorted by place within each file."""
        files = list(dict.fromkeys(problem.file for problem in problems))
        self.problems = tuple(sorted(problems, key=lambda found: (files.index(found.file), found.place)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Document:
    """The data of one file and where each value, and each mapping's key, begins."""

    file: Path
    data: Any
    values: dict[Keys, Place]
    keys: dict[Keys, Place]

    def problem(self, at: Keys, text: str, *, key: bool = False) -> Problem:
        """A problem with the value at ``at`` (or with its key), or with the nearest thing around it."""
        places = self.keys if key else self.values
        for length in range(len(at), -1, -1):
            if at[:length] in places:
                return Problem(self.file, places[at[:length]], text)
            places = self.values
        return Problem(self.file, Place(1, 1), text)


def did_you_mean(word: object, candidates: list[str]) -> str:
    """The clause ``; did you mean …?`` if one of the candidates is close, else nothing."""
    close = get_close_matches(str(word), candidates, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def read_document(file: Path, problems: list[Problem]) -> Document | None:
    """Read one YAML file; what is wrong with it is added to ``problems``. None if there is no data to use."""
    try:
        text = _text_of(file)
        return _Reader(file, problems).document(text)
    except _UnreadableError as error:
        problems.append(Problem(file, error.place, error.text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        problems.append(Problem(file, place, f"not YAML: {error.problem}; allowed: valid YAML"))
    except yaml.reader.ReaderError as error:
        what = f"character {error.character:#x} cannot stand in YAML; allowed: printable characters"
        problems.append(Problem(file, _end_of(text[: error.position]), what))
    return None


class _UnreadableError(Exception):
    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.place = place
        self.text = text


def _text_of(file: Path) -> str:
    start = Place(1, 1)
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a pipe or a device might never end
            raise _UnreadableError(start, "not a file; allowed: a YAML file")
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise _UnreadableError(start, "no such file; allowed: a YAML file that exists") from None
    except OSError as error:
        what = f"cannot be read: {error.strerror}; allowed: a YAML file that you may read"
        raise _UnreadableError(start, what) from None
    if len(content) > LARGEST_FILE:
        raise _UnreadableError(start, f"too large; allowed: at most {LARGEST_FILE:,} bytes")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end_of(content[: error.start].decode("utf-8"))
        what = f"byte {content[error.start]:#04x} is not UTF-8; allowed: text in UTF-8"
        raise _UnreadableError(place, what) from None


def _end_of(text: str) -> Place:
    lines = text.split("\n")
    return Place(len(lines), len(lines[-1]) + 1)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None  # every event that was read from a text has one
    return Place(mark.line + 1, mark.column + 1)


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
        self.values: dict[Keys, Place] = {}
        self.keys: dict[Keys, Place] = {}

    def document(self, text: str) -> Document:
        events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _UnreadableError(_place(event), "a second document; allowed: one document a file")
            elif isinstance(event, yaml.NodeEvent):
                data = self.node(event, events, ())
        return Document(self.file, data, self.values, self.keys)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], at: Keys) -> Any:
        place = self.values[at] = _place(event)
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
                raise _UnreadableError(_place(event), "a key must be plain text")
            key = event.value
            if key in items:
                first = self.keys[(*at, key)]
                text = f'duplicate key "{key}"; allowed: once, and line {first.line} has it'
                self.problems.append(Problem(self.file, _place(event), text))
            else:
                self.keys[(*at, key)] = _place(event)
            items[key] = self.node(next(events), events, (*at, key))
        return items

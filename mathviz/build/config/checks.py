"""What is wrong with a document: against its schema, and against the rest of the configuration.

The checks between values run on the raw data, so that they still speak when the schema is broken elsewhere.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mathviz.build.config.documents import Document, Keys, Problem, did_you_mean
from mathviz.errors import shown_path

__all__ = ["check_course", "check_name", "validate"]


def validate(kind: Any, document: Document, problems: list[Problem]) -> Any:
    """The document as a ``kind`` (a type that pydantic knows), or None and what is wrong with it.

    Validated as JSON: lists become tuples there, but text never becomes a number.
    """
    adapter = TypeAdapter(kind)
    try:
        return adapter.validate_json(json.dumps(document.data), strict=True, extra="forbid")
    except ValidationError as error:
        schema = adapter.json_schema()
        errors = error.errors()
        # A list whose entries are wrong counts as too short as well: the entries' problems say enough.
        broken = {details["loc"][:length] for details in errors for length in range(len(details["loc"]))}
        problems += [
            _explain(document, schema, details)
            for details in errors
            if details["type"] != "too_short" or details["loc"] not in broken
        ]
        return None


def _explain(document: Document, schema: Mapping[str, Any], error: ErrorDetails) -> Problem:
    at: Keys = error["loc"]
    if error["type"] == "extra_forbidden":
        keys = list(_schema_at(schema, at[:-1]).get("properties", {}))
        text = f'unknown key "{at[-1]}"; allowed: {", ".join(keys)}{did_you_mean(at[-1], keys)}'
        return document.problem(at, text, key=True)
    if error["type"] == "missing":
        needed = ", ".join(_schema_at(schema, at[:-1]).get("required", []))
        return document.problem(at[:-1], f'the key "{at[-1]}" is missing; needed here: {needed}')
    if at and at[-1] == "[key]":
        names = _schema_at(schema, at[:-2]).get("propertyNames", {})
        return document.problem(at[:-1], f'"{at[-2]}" is no name; allowed: {_allowed(names)}', key=True)
    here = _schema_at(schema, at)
    suggestion = did_you_mean(error["input"], here.get("enum", []))
    what = f"{_name(at)} is {_shown(error['input'])}"
    if error["type"] == "value_error":  # a rule that the schema does not tell
        return document.problem(at, f"{what}: {error['msg'].removeprefix('Value error, ')}")
    return document.problem(at, f"{what}; allowed: {_allowed(here)}{suggestion}")


def _name(at: Keys) -> str:
    if not at:
        return "the file"
    return f"{at[-2]}[{at[-1]}]" if isinstance(at[-1], int) and len(at) > 1 else str(at[-1])


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _schema_at(schema: Mapping[str, Any], at: Keys) -> Mapping[str, Any]:
    """The part of a JSON Schema that speaks about the value at ``at``; empty if it cannot be told."""
    here = schema
    for step in (*at, None):
        if "anyOf" in here:  # only ever "this or nothing"
            here = next(choice for choice in here["anyOf"] if choice.get("type") != "null")
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]
        if isinstance(step, int):
            here = here.get("items", {})
        elif step is not None:
            # Of patterns there is at most one: what every entry of a mapping by name must be.
            entries = [here.get("properties", {}).get(step), *here.get("patternProperties", {}).values()]
            here = next((entry for entry in entries if entry), {})
    return here


def _allowed(schema: Mapping[str, Any]) -> str:
    """What a JSON Schema allows, in words."""
    if "enum" in schema:
        return ", ".join(str(choice) for choice in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    kind = schema.get("type")
    if kind in ("integer", "number"):
        bounds = [
            f"{words} {schema[key]:,}"
            for key, words in [
                ("minimum", "at least"),
                ("exclusiveMinimum", "above"),
                ("maximum", "at most"),
                ("exclusiveMaximum", "below"),
                ("multipleOf", "a multiple of"),
            ]
            if key in schema
        ]
        return ", ".join(["a whole number" if kind == "integer" else "a number", *bounds])
    if kind == "object":
        keys = ", ".join(schema.get("properties", {}))
        return f"a mapping with {keys}" if keys else "a mapping"
    if kind == "array":
        return "a list with at least one entry" if schema.get("minItems") else "a list"
    if kind == "boolean":
        return "true or false"
    pattern = schema.get("pattern")
    return str(schema.get("description") or (f"text that matches {pattern}" if pattern else "text"))


def check_name(document: Document, at: Keys, name: object, what: str, known: list[str]) -> list[Problem]:
    """A problem if the text at ``at`` is none of the known names."""
    if not isinstance(name, str) or name in known:
        return []
    allowed = ", ".join(known) if known else "none is defined yet"
    return [document.problem(at, f'unknown {what} "{name}"; allowed: {allowed}{did_you_mean(name, known)}')]


def check_course(document: Document, root: Path) -> list[Problem]:
    """Duplicate ids, unknown or circular prerequisites, and scenes that do not exist."""
    lectures = list(_lectures(document.data))
    return [
        *_duplicates(document),
        *_unknown_prerequisites(document, lectures),
        *_cycles(document, lectures),
        *(problem for lecture in lectures for problem in _missing_scene(document, lecture, root)),
    ]


@dataclass(frozen=True)
class _Lecture:
    """What can be told of one lecture's entry, however broken the rest of the file is."""

    at: Keys
    id: str
    prerequisites: list[Any]
    scene: object


def _mappings(parent: Any, at: Keys, key: str) -> Iterator[tuple[Keys, dict[str, Any]]]:
    children = parent.get(key) if isinstance(parent, dict) else None
    for index, child in enumerate(children if isinstance(children, list) else []):
        if isinstance(child, dict):
            yield (*at, key, index), child


def _levels(data: Any) -> Iterator[tuple[str, Keys, dict[str, Any]]]:
    for course_at, course in _mappings(data, (), "courses"):
        yield "course", course_at, course
        for module_at, module in _mappings(course, course_at, "modules"):
            yield "module", module_at, module
            for lecture_at, lecture in _mappings(module, module_at, "lectures"):
                yield "lecture", lecture_at, lecture


def _lectures(data: Any) -> Iterator[_Lecture]:
    for level, at, entry in _levels(data):
        if level == "lecture" and isinstance(entry.get("id"), str):
            wanted = entry.get("prerequisites")
            yield _Lecture(at, entry["id"], wanted if isinstance(wanted, list) else [], entry.get("scene"))


def _duplicates(document: Document) -> Iterator[Problem]:
    first: dict[tuple[str, str], Keys] = {}
    for level, at, entry in _levels(document.data):
        name = entry.get("id")
        if not isinstance(name, str):
            continue
        if (level, name) in first:
            file, line, _ = document.values[(*first[level, name], "id")]
            text = f'duplicate {level} id "{name}", as at {shown_path(file)}:{line}; allowed: one of its own'
            yield document.problem((*at, "id"), text)
        else:
            first[level, name] = at


def _unknown_prerequisites(document: Document, lectures: list[_Lecture]) -> Iterator[Problem]:
    known = sorted({lecture.id for lecture in lectures})
    for lecture in lectures:
        for index, name in enumerate(lecture.prerequisites):
            if isinstance(name, str) and name not in known:
                text = (
                    f'unknown prerequisite "{name}"; allowed: the id of a lecture of this course set'
                    f"{did_you_mean(name, known)}"
                )
                yield document.problem((*lecture.at, "prerequisites", index), text)


def _cycles(document: Document, lectures: list[_Lecture]) -> Iterator[Problem]:
    """One problem for each cycle: a cycle is reported at one of its links, which is then left out."""
    needs = {
        lecture.id: [name for name in lecture.prerequisites if isinstance(name, str)] for lecture in lectures
    }
    by_id = {lecture.id: lecture for lecture in lectures}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]  # each one is a prerequisite of the next, the last is the first
            needed, lecture = cycle[0], by_id[cycle[1]]
            text = f"prerequisites form a cycle: {' → '.join(reversed(cycle))}; allowed: an order without one"
            at = (*lecture.at, "prerequisites", lecture.prerequisites.index(needed))
            yield document.problem(at, text)
            needs[lecture.id] = [name for name in needs[lecture.id] if name != needed]
        else:
            return


def _missing_scene(document: Document, lecture: _Lecture, root: Path) -> Iterator[Problem]:
    """Problems with the module or the class of a scene, found in its source without importing it."""
    if not isinstance(lecture.scene, str) or "." not in lecture.scene:
        return
    module, _, name = lecture.scene.rpartition(".")
    parts = module.split(".")
    if parts[0] != "scenes" or not all(part.isidentifier() for part in parts):
        return  # the schema says so already
    file = root.joinpath(*parts).with_suffix(".py")
    where = shown_path(file)
    try:
        tree = ast.parse(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        missing = next((path for path in reversed(file.parents) if not path.is_dir()), file)
        what = "file" if missing == file else "folder"
        there = _scene_names(missing.parent)
        text = f"no scene {what} {shown_path(missing)}; allowed: {', '.join(there) or 'none is there yet'}"
        yield document.problem((*lecture.at, "scene"), text + did_you_mean(missing.stem, there))
    except SyntaxError as error:
        text = f"scene file {where}:{error.lineno or 1} is not Python: {error.msg}; allowed: valid Python"
        yield document.problem((*lecture.at, "scene"), text)
    except (OSError, ValueError) as error:
        text = f"scene file {where} cannot be read: {error}; allowed: a file that you may read"
        yield document.problem((*lecture.at, "scene"), text)
    else:
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        if name not in classes:
            text = f'no class "{name}" in {where}; allowed: {", ".join(classes) or "it has no class yet"}'
            yield document.problem((*lecture.at, "scene"), text + did_you_mean(name, classes))


def _scene_names(folder: Path) -> list[str]:
    """The modules and packages of a folder."""
    names = [path.stem for path in folder.glob("*") if path.is_dir() or path.suffix == ".py"]
    return sorted(name for name in names if not name.startswith(("_", ".")))

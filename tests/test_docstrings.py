"""Every public function of the mathematics can be read: an example that runs, a timed cost, a source."""

import ast
import dataclasses
import importlib
import inspect
import re
from enum import Enum
from pathlib import Path

import pytest

import mathviz.datasets

COURSES = [
    importlib.import_module(f"mathviz.{name}") for name in ("linear_algebra", "calculus", "probability")
]
BENCHMARKS = Path(__file__).parents[1] / "benchmarks" / "mathematics"
PUBLIC = {
    f"{package.__name__.removeprefix('mathviz.')}.{name}": getattr(package, name)
    for package in [*COURSES, mathviz.datasets]
    for name in package.__all__
}
FUNCTIONS = {name: thing for name, thing in PUBLIC.items() if inspect.isfunction(thing)}
CLASSES = {name: thing for name, thing in PUBLIC.items() if inspect.isclass(thing)}
CITED = re.compile(r"Source:|\b(sections?|chapters?|lecture|theorem) [IVX\d]|\b(1[6-9]|20)\d\d\b|25\.[34]")


MEMBERS = [
    getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
    for thing in CLASSES.values()
    for member in vars(thing).values()
]
ANNOTATIONS = [
    *(
        inspect.signature(f).return_annotation
        for f in [*FUNCTIONS.values(), *MEMBERS]
        if inspect.isfunction(f)
    ),
    *(f.type for c in CLASSES.values() if dataclasses.is_dataclass(c) for f in dataclasses.fields(c)),
]
GIVEN = {word for annotation in ANNOTATIONS for word in re.findall(r"\w+", str(annotation))}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_an_example_that_calls_it(name):
    example = (inspect.getdoc(FUNCTIONS[name]) or "").partition(">>>")[2]
    assert re.search(rf"\b{name.rpartition('.')[2]}\(", example)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if not name.startswith("datasets.")])
def test_a_function_tells_its_cost_and_its_source_or_its_file_does(name):
    text = inspect.getdoc(FUNCTIONS[name])
    assert "O(" in text
    assert CITED.search(text + importlib.import_module(FUNCTIONS[name].__module__).__doc__)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.__name__)
def test_a_function_is_timed(course):
    timed = ast.parse((BENCHMARKS / f"{course.__name__.rpartition('.')[2]}.py").read_text(encoding="utf-8"))
    names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(timed)}
    assert {name for name in course.__all__ if inspect.isfunction(getattr(course, name))} - names == set()


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_what_a_function_gives_or_shows_itself(name):
    """A record is shown by the example of the function that makes it, a choice by the sentence beside it."""
    thing = CLASSES[name]
    assert (
        thing.__name__ in GIVEN
        or ">>>" in inspect.getdoc(thing)
        or issubclass(thing, Enum)
        or getattr(thing, "_is_protocol", False)
    )


@pytest.mark.parametrize("name", CLASSES)
def test_an_array_in_a_record_has_a_shape(name):
    fields = dataclasses.fields(CLASSES[name]) if dataclasses.is_dataclass(CLASSES[name]) else ()
    bare = [field.name for field in fields if re.fullmatch(r"np\.ndarray.*", str(field.type))]
    assert bare == []


@pytest.mark.parametrize("name", mathviz.datasets.__all__)
def test_a_table_names_its_source(name):
    thing = PUBLIC[f"datasets.{name}"]
    tables = thing() if inspect.isfunction(thing) else thing
    for table in tables if isinstance(tables, tuple) else (tables,):
        assert inspect.isclass(table) or table.source

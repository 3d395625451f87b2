"""Each published figure of the curriculum is what the library computes."""

import importlib
import pkgutil
from pathlib import Path

import numpy as np
import pytest
import yaml

import tests.known_answers as package

MODULES = [
    importlib.import_module(f"tests.known_answers.{m.name}")
    for m in pkgutil.iter_modules(package.__path__)
    if not m.name.startswith("test_")
]
KNOWN = [known for module in MODULES for known in module.KNOWN]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: f"{k.lecture}: {k.what}")
def test_the_library_gives_the_published_figure(known):
    got = known.compute()
    if known.tolerance is None:
        if isinstance(got, np.ndarray) or isinstance(known.value, (list, tuple)):
            np.testing.assert_array_equal(np.asarray(got), np.asarray(known.value))
        else:
            assert got == known.value
    else:
        got, value = np.asarray(got, dtype=float), np.asarray(known.value, dtype=float)
        assert got.shape == value.shape
        np.testing.assert_allclose(got, value, rtol=0, atol=known.tolerance)


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: f"{k.lecture}: {k.what}")
def test_each_figure_names_its_source(known):
    assert known.source.strip()


def lectures() -> dict[str, set[str]]:
    """The lectures of each module of the course set."""
    course = yaml.safe_load((ROOT / "config" / "course.yaml").read_text(encoding="utf-8"))
    modules = [module for c in course["courses"] for module in c["modules"]]
    return {module["id"]: {lecture["id"] for lecture in module["lectures"]} for module in modules}


def test_each_module_of_the_course_has_a_file_of_its_own():
    files = {module.__name__.rpartition(".")[2].replace("_", "-"): module for module in MODULES}
    assert set(files) == set(lectures())
    for name, module in files.items():
        assert {known.lecture for known in module.KNOWN} <= lectures()[name]


def test_every_lecture_of_the_course_has_a_known_answer():
    answered = {known.lecture for known in KNOWN}
    assert {lecture for module in lectures().values() for lecture in module} - answered == set()

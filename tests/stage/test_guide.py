"""The author's guide: its example is a lecture that runs, and what it names is there."""

import re
from pathlib import Path
from typing import get_args

import pytest

import mathviz.stage
from mathviz.stage import ContourMap, DensityChart, Lecture, Line, Plane, Region, Space
from mathviz.stage.typesetting import EM_PX
from mathviz.theme import ACCENTS, Role
from tests.stage.trial import run

GUIDE = (Path(__file__).parents[2] / "docs" / "lectures.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


def test_the_example_runs_as_it_is_told(tmp_path):
    file = tmp_path / "determinant_area.py"
    file.write_text(EXAMPLE, encoding="utf-8")
    names = {"__name__": "determinant_area"}
    exec(compile(EXAMPLE, file, "exec"), names)
    timeline = run(names["DeterminantArea"]).timeline()
    assert [chapter.title for chapter in timeline.chapters] == ["Area before", "Area after"]
    assert [(number.name, number.shown) for number in timeline.numbers] == [("det", "5")]
    assert len(timeline.questions) == 1


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"self\.(\w+)", GUIDE.replace(EXAMPLE, "")))))
def test_each_verb_of_a_lecture_is_there(verb):
    assert hasattr(Lecture(), verb)


def test_each_verb_of_a_line_and_of_a_ground_is_there():
    assert all(hasattr(Line, verb) for verb in re.findall(r"line\.(\w+)", GUIDE.replace(EXAMPLE, "")))
    rows = [row.split("|")[1:3] for row in GUIDE.splitlines() if row.startswith("| `self.")]
    kinds = {
        "plane": Plane,
        "density_chart": DensityChart,
        "contour_map": ContourMap,
        "space": Space,
        "board": Region,
    }
    seen = {}
    for call, gives in rows:
        verb = re.match(r" `self\.(\w+)", call)[1]
        if verb in kinds:
            seen[verb] = [name for name in re.findall(r"`\.(\w+)", gives)]
            made = kinds[verb]
            instance = {"picture", "grid"}  # made by the constructor
            assert all(hasattr(made, name) or name in instance for name in seen[verb]), (verb, seen[verb])
    assert seen.keys() == kinds.keys() and all(seen.values())


def test_each_name_that_is_imported_from_the_stage_is_there():
    for name in set(re.findall(r"`(?:[^`]*, )?([A-Z]\w+)\(", GUIDE)):
        assert name in mathviz.stage.__all__, name


def test_sizes_and_roles_are_those_of_the_stage():
    (sizes,) = re.findall(r"sizes ((?:`\w+` ?)+);", GUIDE)
    assert re.findall(r"\w+", sizes) == list(EM_PX)
    assert tuple(re.findall(r"\*(\w+)\*", GUIDE.split("Colours are roles:")[1])[:6]) == ACCENTS
    assert set(ACCENTS) < set(get_args(Role))

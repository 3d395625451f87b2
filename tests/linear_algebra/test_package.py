"""The package as a whole: quick to import, and its outcomes can be said."""

import dataclasses
import json
import subprocess
import sys

import pytest

from mathviz import linear_algebra
from mathviz.outcome import Outcome

HEAVY = {"manim", "scipy", "sympy", "sklearn", "statsmodels", "pandas"}


def loaded_by(statement):
    code = f"{statement}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return set(json.loads(shown))


def test_importing_it_loads_no_heavy_package():
    assert loaded_by("import mathviz.linear_algebra") & HEAVY == set()
    assert "scipy" in loaded_by("import scipy.linalg")  # the check can fail


def test_importing_it_takes_less_than_half_a_second_of_work():
    code = "import time; import numpy, jaxtyping; t = time.process_time(); import mathviz.linear_algebra;"
    code += "print(time.process_time() - t)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert float(shown) < 0.5


def test_all_public_names_exist_once():
    names = linear_algebra.__all__
    assert len(set(names)) == len(names)
    assert all(hasattr(linear_algebra, name) for name in names)


RECORDS = [
    record
    for record in vars(linear_algebra).values()
    if isinstance(record, type) and dataclasses.is_dataclass(record)
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_records_cannot_be_changed_and_only_plain_ones_compare_by_value(record):
    assert record.__dataclass_params__.frozen
    # Comparing arrays with == gives no single answer: records that hold some are equal only to themselves.
    plain = record.__name__ in {"AddMultiple", "Scale", "Substitution", "Swap"}
    assert record.__dataclass_params__.eq is plain


@pytest.mark.parametrize(
    "outcome",
    [
        member
        for name in linear_algebra.__all__
        if isinstance(getattr(linear_algebra, name), type)
        and issubclass(getattr(linear_algebra, name), Outcome)
        for member in getattr(linear_algebra, name)
    ],
    ids=str,
)
def test_each_outcome_is_a_sentence(outcome):
    assert outcome.sentence[0].isupper() and outcome.sentence.endswith(".")

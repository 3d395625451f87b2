"""The package as a whole."""

import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest

import mathviz.calculus

RECORDS = [name for name in mathviz.calculus.__all__ if is_dataclass(getattr(mathviz.calculus, name))]
RECORDS = [name for name in RECORDS if isinstance(getattr(mathviz.calculus, name), type)]


@pytest.mark.parametrize("name", RECORDS)
def test_records_do_not_change(name):
    assert getattr(mathviz.calculus, name).__dataclass_params__.frozen


@pytest.mark.parametrize("name", RECORDS)
def test_records_of_arrays_are_not_compared_entry_by_entry(name):
    record = getattr(mathviz.calculus, name)
    holds_arrays = any(str(field.type).startswith(("Float[", "Int[")) for field in fields(record))
    assert not (holds_arrays and record.__dataclass_params__.eq)


def test_importing_it_loads_nothing_heavy():
    heavy = "manim scipy sympy sklearn statsmodels matplotlib"
    code = f"import sys, mathviz.calculus; print([m for m in {heavy.split()} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"

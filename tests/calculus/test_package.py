"""The package as a whole."""

import subprocess
import sys

import mathviz.calculus


def test_every_public_name_is_there_and_documented():
    for name in mathviz.calculus.__all__:
        assert hasattr(mathviz.calculus, name)


def test_importing_it_loads_nothing_heavy():
    heavy = "manim scipy sympy sklearn statsmodels matplotlib"
    code = f"import sys, mathviz.calculus; print([m for m in {heavy.split()} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"

"""The code keeps its style, its types and its rooms."""

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("check", ["ruff check", "ruff format --check", "mypy", "lint-imports"])
def test_a_check_finds_no_fault(check: str) -> None:
    program, *arguments = check.split()
    command = [Path(sys.executable).with_name(program), *arguments]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, f"{check}\n{checked.stdout}{checked.stderr}"


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    """By itself pytest leaves out folders of some names, such as ``build``."""
    files = [file.relative_to(ROOT) for file in (ROOT / "tests").rglob("test_*.py")]
    names = {name for file in files for name in file.parts[:-1]}
    left_out = pytestconfig.getini("norecursedirs")
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in left_out)] == []

"""The code keeps its style, its types and its rooms."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("check", ["ruff check", "ruff format --check", "mypy", "lint-imports"])
def test_a_check_finds_no_fault(check: str) -> None:
    program, *arguments = check.split()
    command = [Path(sys.executable).with_name(program), *arguments]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, f"{check}\n{checked.stdout}{checked.stderr}"

"""Workers with toys to work with."""

import os
from pathlib import Path

import pytest

from mathviz.build.crew import Place


@pytest.fixture(autouse=True)
def toys(monkeypatch):
    site = str(Path(__file__).parent / "site")
    path = os.pathsep.join(filter(None, [site, str(Path(__file__).parents[3]), os.environ.get("PYTHONPATH")]))
    monkeypatch.setenv("PYTHONPATH", path)


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "a project", tmp_path / "store")

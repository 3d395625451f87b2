"""What changes below the lectures (mathviz itself, packages, fonts) makes again what it touches."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mathviz
from tests.build.edited_project import write

SCENE = """\
from manim import Create, Square

import toy_package
from mathviz.linear_algebra import LinearMap
from mathviz.stage import Lecture


class Slope(Lecture):
    closing = 0.5
    matrix = LinearMap([[2, 1], [1, 2]])

    def construct(self):
        self.chapter("One")
        with self.say("Its area is {area}.", area=self.matrix.det):
            self.play(Create(Square(toy_package.SIZE)), run_time=0.4)
"""


class Machine:
    """A project, and an installation of mathviz, of a package and of a font that may be edited."""

    def __init__(self, root):
        self.root, self.installed = root / "project", root / "installed"
        write(self.root)
        course = self.root / "config/course.yaml"
        second = "            scene: scenes.algebra.lines.intercept.Intercept\n"
        course.write_text(course.read_text().replace(second, ""))
        (self.root / "scenes/algebra/lines/slope.py").write_text(SCENE)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(mathviz.__file__).parent, self.installed / "mathviz", ignore=ignored)
        font = Path(importlib.util.find_spec("font_source_sans_pro").origin).parent
        shutil.copytree(font, self.installed / "font_source_sans_pro", ignore=ignored)
        (self.installed / "toy_package.py").write_text("SIZE = 1.0\n")
        self.version("1.0")

    def version(self, version):
        for old in self.installed.glob("toy_package-*"):
            shutil.rmtree(old)
        folder = self.installed / f"toy_package-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: toy-package\nVersion: {version}\n")
        (folder / "top_level.txt").write_text("toy_package\n")
        (folder / "RECORD").write_text("toy_package.py,,\n")

    def edit(self, file, old, new):
        path = self.installed / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def render(self):
        """How many lectures were looked at, and how many of its segments were drawn."""
        result = subprocess.run(
            [sys.executable, "-m", "mathviz", "render", "--json"],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.installed)},
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        events = [json.loads(line)["event"] for line in result.stdout.splitlines()]
        return events.count("lecture-started"), events.count("segment-drawn")

    def why(self):
        command = [sys.executable, "-m", "mathviz", "why", "al-m1-slope"]
        environment = {**os.environ, "PYTHONPATH": str(self.installed)}
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=True
        ).stdout


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("machine"))
    machine.all = machine.render()
    assert machine.all[0] == 1 and machine.all[1] > 3
    return machine


def test_words_in_the_engine_change_nothing(machine):
    machine.edit("mathviz/film/tiles.py", "TILE = 16\n", "# Of pixels.\n\nTILE = 16\n")
    machine.edit("mathviz/stage/lecture.py", '"""Speak a beat:', '"""Say a beat:')
    machine.edit("mathviz/linear_algebra/determinants.py", "return", "return  ")
    assert machine.render() == (0, 0)


def test_a_function_that_did_not_run_changes_nothing_and_one_that_ran_is_looked_at(machine):
    path = machine.installed / "mathviz/linear_algebra/pca.py"
    kept = path.read_text()
    body = next(line for line in kept.splitlines() if line.startswith("    return "))
    machine.edit("mathviz/linear_algebra/pca.py", body, f"    print('never')\n{body}")
    assert "up to date" in machine.why()
    path.write_text(kept)
    machine.edit("mathviz/stage/narration.py", "self._lecture._open(self)", "self._lecture._open(self); 1")
    assert "narration.py" in machine.why()
    assert machine.render() == (1, 0)


def test_a_package_of_another_version_is_told_and_looked_at(machine):
    machine.version("1.1")
    assert "package toy-package: 1.0 → 1.1" in machine.why()
    assert machine.render() == (1, 0)
    (machine.installed / "toy_package.py").write_text("SIZE = 1.2\n")
    machine.version("2.0")
    looked, drawn = machine.render()
    assert looked == 1
    assert 0 < drawn < machine.all[1]


def test_a_font_that_is_another_is_told_and_looked_at(machine):
    font = machine.installed / "font_source_sans_pro/files/SourceSansPro-Regular.ttf"
    font.write_bytes(font.read_bytes() + b"\0")
    assert "font SourceSansPro-Regular.ttf" in machine.why()
    assert machine.render()[0] == 1


def test_an_encoder_that_is_another_draws_all_again(machine):
    machine.edit(
        "mathviz/film/coding.py",
        '"preset": "ultrafast",\n        "qp": "23"',
        '"preset": "ultrafast",\n        "qp": "25"',
    )
    assert machine.render() == machine.all

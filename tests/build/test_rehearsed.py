"""A lecture is rehearsed once: commands that only want its timeline take it from the store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.build.edited_project import SLOPE, write

ROOT = Path(__file__).parents[2]
BEGINNING = "        # A rectangle comes in.\n"


@pytest.fixture
def project(tmp_path):
    write(tmp_path)
    noting = (
        f"        with Path({str(tmp_path / 'runs')!r}).open('a') as runs:\n            print(file=runs)\n"
    )
    slope = SLOPE.replace(BEGINNING, BEGINNING + noting)
    (tmp_path / "scenes/algebra/lines/slope.py").write_text(slope, encoding="utf-8")
    return tmp_path


def test_a_lecture_runs_again_only_to_be_drawn_or_after_an_edit(project):
    def mathviz(*arguments):
        command = [sys.executable, "-m", "mathviz", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout, len((project / "runs").read_text())

    told, runs = mathviz("rehearse", "al-m1-slope")
    assert "Its area is 3." in told
    assert runs == 1
    assert mathviz("rehearse", "al-m1-slope") == (told, 1)
    assert mathviz("still", "al-m1-slope", "--at", "word:area", "-o", "area.png")[1] == 2
    assert Image.open(project / "area.png").size == (128, 72)
    areas = project / "scenes/algebra/lines/areas.py"
    areas.write_text(areas.read_text().replace("height=1.5", "height=2.5"), encoding="utf-8")
    told, runs = mathviz("rehearse", "al-m1-slope")
    assert "Its area is 5." in told
    assert runs == 3

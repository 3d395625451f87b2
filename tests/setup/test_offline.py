"""After set-up a lecture is spoken, typeset, drawn, filmed and put on the page with the network off.

"Off" is a network namespace of the kernel's, since patches inside the process do not reach native code.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
WAYS_OFF = (["unshare", "--net"], ["unshare", "--user", "--net", "--map-root-user"])  # as root; as anybody

COURSE = """\
title: One small lecture
seed: 1
courses:
  - id: mathematics
    title: Mathematics
    modules:
      - id: m1
        title: Lines
        folder: lines
        lectures:
          - id: a-line
            title: A line
            objective: Name a line by its formula
            objective_ids: [W1]
            tier: 1
            scene: scenes.line.Line
"""

SCENE = '''\
from mathviz.stage import Formula, Lecture


class Line(Lecture):
    """Say what a formula is."""

    def construct(self):
        self.chapter("A line")
        with self.say("This is the equation of a line."):
            self.add(Formula("y = m x + b", self.theme))
'''


@pytest.fixture(scope="module")
def off() -> list[str]:
    """What to write before a command so that it has no network."""
    for way in WAYS_OFF:
        if subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            return way
    pytest.fail(
        "the network can't be switched off here: `unshare --net` needs root, "
        "and `unshare --user --net` needs user namespaces for everybody (sysctl user.max_user_namespaces)"
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A course of one lecture, with the real profiles, voices and themes."""
    (tmp_path / "config").mkdir()
    for name in ("profiles.yaml", "voices.yaml", "themes"):
        (tmp_path / "config" / name).symlink_to(ROOT / "config" / name)
    (tmp_path / "config" / "course.yaml").write_text(COURSE)
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "__init__.py").touch()
    (tmp_path / "scenes" / "line.py").write_text(SCENE)
    return tmp_path


def test_without_network_a_server_next_door_is_out_of_reach(off: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        knock = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=10)"
        in_reach = subprocess.run([sys.executable, "-c", knock], capture_output=True, text=True)
        out_of_reach = subprocess.run([*off, sys.executable, "-c", knock], capture_output=True, text=True)
    assert in_reach.returncode == 0, in_reach.stderr
    assert "Network is unreachable" in out_of_reach.stderr


def test_a_lecture_is_made_without_network(off: list[str], project: Path) -> None:
    home = project / "home"  # an empty one: nothing that was fetched or cached before is at hand
    home.mkdir()
    made = subprocess.run(
        [*off, sys.executable, "-m", "mathviz", "render", "--profile", "tiny", "--voice", "heart"],
        cwd=project,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    page = (project / "dist" / "tiny" / "index.html").read_text(encoding="utf-8")
    assert "1 of 1 lectures is ready to watch" in page

    with av.open(str(next(project.rglob("film.mp4")))) as film:
        sound = np.concatenate([frame.to_ndarray().ravel() for frame in film.decode(audio=0)])
    assert np.abs(sound).max() > 0.05, "the voice is not heard"  # of full scale 1
    with av.open(str(next(project.rglob("film.mp4")))) as film:
        picture = [frame.to_ndarray(format="gray") for frame in film.decode(video=0)][-1]
    assert np.ptp(picture.astype(int)) > 100, "the formula is not seen"  # light ink on dark ground

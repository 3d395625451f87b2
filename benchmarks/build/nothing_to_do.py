"""How long `mathviz render` takes for 110 lectures when there is nothing to do.

Run from the project's root: ``python -m benchmarks.build.nothing_to_do [FOLDER]``. A course of 110
lectures, with a voice without sound in a tiny profile, is rendered into FOLDER (once; some minutes), then
rendered again.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.build.edited_project import AREAS, UNITS
from tests.build.small_project import PROFILES, THEME

LECTURES, TIMES = 110, 5

SCENE = """\
from manim import Create, Square

from mathviz.linear_algebra import LinearMap
from mathviz.stage import Lecture
from scenes.lines import areas


class Box(Lecture):
    closing = 0.5
    matrix = LinearMap([[{number}, 1], [1, 2]])

    def construct(self):
        self.chapter("Number {number}")
        with self.say("Its area is {{area}}.", area=self.matrix.det):
            self.play(Create(Square(areas.area(0.5, {number} / 50))), run_time=0.4)
"""


def write(root: Path) -> None:
    """Write the project."""
    lectures = "".join(
        f"""
          - id: box-{number}
            title: Box {number}
            objective: See a box
            tier: 1
            scene: scenes.lines.box_{number}.Box"""
        for number in range(1, LECTURES + 1)
    )
    head = "title: Boxes\nseed: 7\ncourses:\n  - id: boxes\n    title: Boxes\n    modules:\n"
    head += "      - id: b1\n        title: Boxes\n        folder: lines\n        lectures:"
    files = {
        "config/course.yaml": f"{head}{lectures}\n",
        "config/profiles.yaml": PROFILES.replace("heart", "silent")
        .replace("256", "128")
        .replace("144", "72"),
        "config/voices.yaml": "heart:\n  engine: hibari\n",
        "config/themes/default.yaml": THEME,
        "scenes/__init__.py": "",
        "scenes/lines/__init__.py": "",
        "scenes/lines/areas.py": AREAS.replace("scenes.algebra.lines", "scenes.lines"),
        "scenes/lines/units.py": UNITS,
    }
    for number in range(1, LECTURES + 1):
        files[f"scenes/lines/box_{number}.py"] = SCENE.format(number=number)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")


def main() -> None:
    """Build once, then measure."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="boxes-"))
    write(root)
    command = [sys.executable, "-m", "mathviz", "render"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}

    def render() -> tuple[float, float]:
        began = time.perf_counter()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return time.perf_counter() - began, used

    print(f"first build: {render()[0]:.0f} s")
    runs = [render() for _ in range(TIMES)]
    wall, used = min(runs)
    print(f"nothing to do for {LECTURES} lectures: {wall:.2f} s of wall time, {used:.2f} s of processor time")


if __name__ == "__main__":
    main()

"""A project of two lectures, one of them planned, as files that a test may break."""

from pathlib import Path

COURSE = """\
title: A small set
seed: 7
courses:
  - id: algebra
    title: Algebra
    modules:
      - id: al-m1
        title: Lines
        folder: lines
        lectures:
          - id: al-m1-slope
            title: Slope
            objective: Read the slope of a line
            objective_ids: [W1, C1.1]
            tier: 1
            scene: scenes.algebra.lines.slope.Slope
          - id: al-m1-intercept
            title: Intercept
            objective: Read where a line meets the axis
            tier: 2
            prerequisites: [al-m1-slope]
"""

PROFILES = """\
web:
  width: 256
  height: 144
  fps: 15
  encoder: fast
  theme: default
  voice: heart
  language: en
"""

VOICES = """\
heart:
  engine: hibari
"""

THEME = (Path(__file__).parents[2] / "config" / "themes" / "default.yaml").read_text(encoding="utf-8")

SCENE = """\
class Slope:
    pass


class Steep(Slope):
    pass
"""


def write_project(root: Path, scene: str = SCENE) -> Path:
    """Write the project below ``root``; its course file."""
    files = {
        "config/course.yaml": COURSE,
        "config/profiles.yaml": PROFILES,
        "config/voices.yaml": VOICES,
        "config/themes/default.yaml": THEME,
        "scenes/__init__.py": "",
        "scenes/algebra/__init__.py": "",
        "scenes/algebra/lines/__init__.py": "",
        "scenes/algebra/lines/slope.py": scene,
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root / "config" / "course.yaml"

"""Render this repository's course set from any working directory: ``mathviz render`` and its options."""

import sys
from pathlib import Path

from mathviz.cli import main

COURSE = Path(__file__).resolve().parents[1] / "config" / "course.yaml"

if __name__ == "__main__":
    main(["render", "--course", str(COURSE), *sys.argv[1:]])

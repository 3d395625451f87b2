"""Builds the parts of mathviz that are written in C, where there is a compiler; without, it is slower.

``python hatch_build.py`` does it in place.
"""

import os
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILM = Path(__file__).with_name("mathviz") / "film"
PARTS = {name: FILM / f"{name}.c" for name in ("changes", "faces", "pixels")}
# Products are not fused with sums, so that machines of one kind, old or new, make the same pictures.
OPTIONS = ("-O3", "-ffp-contract=off", "-std=c11", "-fPIC", "-shared")


def library(name: str) -> Path:
    """Where the library of a part lies."""
    return FILM / (f"_{name}.dll" if sys.platform == "win32" else f"_{name}.so")


def compile_part(name: str) -> None:
    """Compile with the C compiler that CC names, else cc; the library appears whole."""
    made = library(name)
    scratch = made.with_suffix(f".{os.getpid()}")
    compiler = os.environ.get("CC", "cc").split()
    try:
        subprocess.run([*compiler, *OPTIONS, str(PARTS[name]), "-o", str(scratch), "-lm"], check=True)
        scratch.replace(made)
    finally:
        scratch.unlink(missing_ok=True)


class Hook(BuildHookInterface):
    """Lets the libraries go into the wheel, or lie beside their sources in an editable installation."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Compile; without a compiler the wheel is one for any machine."""
        try:
            for name in PARTS:
                compile_part(name)
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"films will be made more slowly, surfaces exactly only: {error}")
            return
        build_data["artifacts"] += [str(library(name).relative_to(FILM.parents[1])) for name in PARTS]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


if __name__ == "__main__":
    for part in PARTS:
        compile_part(part)

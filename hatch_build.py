"""Builds the part of mathviz that is written in C, where there is a compiler; without, it is slower."""

import os
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILM = Path(__file__).with_name("mathviz") / "film"
SOURCE = FILM / "faces.c"
LIBRARY = FILM / ("_faces.dll" if sys.platform == "win32" else "_faces.so")
# Products are not fused with sums, so that machines of one kind, old or new, make the same pictures.
OPTIONS = ("-O3", "-ffp-contract=off", "-std=c11", "-fPIC", "-shared")


def compile_faces(library: Path = LIBRARY) -> None:
    """Compile with the C compiler that CC names, else cc; it appears whole."""
    scratch = library.with_suffix(f".{os.getpid()}")
    compiler = os.environ.get("CC", "cc").split()
    try:
        subprocess.run([*compiler, *OPTIONS, str(SOURCE), "-o", str(scratch), "-lm"], check=True)
        scratch.replace(library)
    finally:
        scratch.unlink(missing_ok=True)


class Hook(BuildHookInterface):
    """Lets the library go into the wheel, or lie beside its source in an editable installation."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Compile; without a compiler the wheel is one for any machine."""
        try:
            compile_faces()
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"surfaces will be drawn exactly only: {error}")
            return
        build_data["artifacts"].append(str(LIBRARY.relative_to(FILM.parents[1])))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

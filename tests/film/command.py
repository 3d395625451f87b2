"""Runs ``mathviz film`` as a user does, in a process of its own that has Manim loaded already."""

import gc
import multiprocessing
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import manim  # noqa: F401  (what is loaded once need not be loaded by each process)

from mathviz.cli import main

SMALL = ("--size", "192x108", "--fps", "10")


@dataclass(frozen=True)
class Result:
    """How the command ended, what it said, and the folder that it ran in."""

    code: int
    out: str
    err: str
    folder: Path

    def files(self, pattern="media/**/*"):
        """The files below the folder that a user would look at, as relative paths."""
        found = (path for path in self.folder.glob(pattern) if path.is_file())
        paths = sorted(path.relative_to(self.folder).as_posix() for path in found)
        return [path for path in paths if "/texts/" not in path and "/Tex/" not in path]


def mathviz_film(folder, *arguments):
    """Run ``mathviz film`` with these arguments in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(folder, arguments))
    process.start()
    process.join()
    out, err = ((folder / name).read_text(encoding="utf-8") for name in (".out", ".err"))
    return Result(process.exitcode, out, err, folder)


def _run(folder, arguments):
    gc.freeze()  # what other tests left lying may not be taken apart here
    os.chdir(folder)
    sys.argv = ["mathviz", "film", *map(str, arguments)]
    with (
        Path(".out").open("w", encoding="utf-8") as sys.stdout,
        Path(".err").open("w", encoding="utf-8") as sys.stderr,
        Path(os.devnull).open(encoding="utf-8") as sys.stdin,
    ):
        main()

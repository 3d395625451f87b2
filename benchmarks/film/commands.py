"""Films made by a command of its own, with the time that its processes took."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCENES = Path(__file__).with_name("scenes.py")
_QUIET = "[CLI]\nnotify_outdated_version = False\nprogress_bar = none\nverbosity = WARNING\n"


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, and seconds of all processors."""

    wall: float
    cpu: float


def run(command: Sequence[str | Path], log: Path, cores: Sequence[int] | None = None) -> Cost:
    """Run a command to its end, on some cores if they are named; what it took, its children included."""
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    pid = start(command, log, cores)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - began
    if status:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{log.read_text()[-4000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def start(command: Sequence[str | Path], log: Path, cores: Sequence[int] | None = None) -> int:
    """Start a command that writes what it says to ``log``; its process."""
    pid = os.fork()
    if pid == 0:
        try:
            os.chdir(ROOT)
            if cores is not None:
                os.sched_setaffinity(0, cores)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.execv(command[0], list(map(str, command)))
        finally:
            os._exit(127)
    return pid


def film_command(
    how: str, names: Sequence[str], size: tuple[int, int], fps: int, folder: Path, file: Path = SCENES
) -> list[str | Path]:
    """The command that renders scenes: ``stock``, or one of our presets, perhaps with exact surfaces."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "quiet.cfg"
    settings.write_text(_QUIET)
    width, height = size
    common = [file, *names, "--fps", str(fps), "--media_dir", folder, "--config_file", settings]
    common += ["--disable_caching", "-r", f"{width},{height}"]
    if how == "stock":
        return [sys.executable, "-m", "manim", "render", *common]
    encoder, _, surfaces = how.partition("-")
    drawn = ("--surfaces", surfaces) if surfaces else ()
    return [sys.executable, "-m", "mathviz", "film", *common, "--encoder", encoder, *drawn]


def films(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    """The films of scenes that were rendered into a folder."""
    found = {path.stem: path for path in folder.glob("videos/*/*/*.mp4")}
    return {name: found[name] for name in names}

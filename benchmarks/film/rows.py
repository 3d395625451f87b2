"""What is measured: each row of the table, how it is timed, and how its films are judged."""

from __future__ import annotations

import inspect
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.film.commands import SCENES, Cost, film_command, films, run


@dataclass(frozen=True)
class Scale:
    """The size and the rate of the films, how often each side runs, and which sides if not all."""

    size: tuple[int, int]
    fps: int
    repeat: int
    sides: tuple[str, ...] = ()


Figures = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A row of the table: ``time`` makes films in a folder, ``judge`` looks at them."""

    time: Callable[[Scale, Path], Figures]
    judge: Callable[[Scale, Path], Figures]


def _alternately(sides: dict[str, Callable[[], Cost]], scale: Scale) -> Figures:
    """Run each side in turn, as often as asked for; of each the least, and how busy the machine was."""
    sides = {side: once for side, once in sides.items() if not scale.sides or side in scale.sides}
    load = {side: round(os.getloadavg()[0], 1) for side in sides}
    costs: dict[str, list[Cost]] = {side: [] for side in sides}
    for _ in range(scale.repeat):
        for side, once in sides.items():
            costs[side].append(once())
            print(f"  {side}: {costs[side][-1].wall:.1f} s", flush=True)
    return {
        side: {"wall": min(c.wall for c in own), "cpu": min(c.cpu for c in own), "load": load[side]}
        for side, own in costs.items()
    }


def plain_scenes() -> dict[str, type[Any]]:
    """The scenes of the mixed set, in their order."""
    from manim import Scene

    from benchmarks.film import scenes

    return {
        name: member
        for name, member in vars(scenes).items()
        if inspect.isclass(member) and issubclass(member, Scene) and member.__module__ == scenes.__name__
    }


def _set(names: Sequence[str], presets: Sequence[str]) -> Row:
    """Plain scenes as a command renders them, import included: by Manim, and by us with each preset."""
    hows = ("stock", *presets)

    def time(scale: Scale, folder: Path) -> Figures:
        def side(how: str) -> Callable[[], Cost]:
            command = film_command(how, names, scale.size, scale.fps, folder / how)
            return lambda: run(command, folder / f"{how}.log")

        costs = _alternately({how: side(how) for how in hows}, scale)
        for how in costs:
            made = films(folder / how, names)
            costs[how]["bytes"] = sum(path.stat().st_size for path in made.values())
        return {"sides": costs}

    def judge(scale: Scale, folder: Path) -> Figures:
        from manim import tempconfig

        from benchmarks.film.quality import Judge
        from mathviz.film.verify import film

        width, height = scale.size
        made = {how: films(folder / how, names) for how in hows if any((folder / how).glob("videos/*"))}
        found: Figures = {}
        for name in names:
            judged = Judge({how: own[name] for how, own in made.items()}, scale.fps, 12)
            settings = {
                "pixel_width": width,
                "pixel_height": height,
                "frame_rate": scale.fps,
                "media_dir": str(folder / "judge"),
                "disable_caching": True,
                "verbosity": "ERROR",
                "progress_bar": "none",
            }
            with tempconfig(settings):
                film(plain_scenes()[name], judged)
            found[name] = {
                how: {
                    "ssim": quality.ssim,
                    "psnr": quality.psnr,
                    "bytes": made[how][name].stat().st_size,
                }
                for how, quality in judged.qualities.items()
            }
            print(f"  {name}", *(f"{how} {q.ssim:.5f}" for how, q in judged.qualities.items()), flush=True)
        return {"scenes": found}

    return Row(time, judge)


def _lectures(numbers: slice) -> Row:
    """Lectures, without sound: Manim's camera and encoder through the same stage, against ours.

    Ours one after the other, and two at a time, as ``mathviz film`` films the scenes of a file.
    """

    def time(scale: Scale, folder: Path) -> Figures:
        names = _made()[numbers]
        _plan(1, scale, folder, names)
        longest_first = [name for name, _ in json.loads((folder / "plan.json").read_text())]
        sides = {
            "stock": _command("whole", "stock", _text(scale), folder / "stock", *names),
            "one by one": _command("whole", "ours", _text(scale), folder / "one by one", *names),
            "two at a time": _command("side-by-side", _text(scale), folder / "two at a time", *longest_first),
        }

        def side(how: str) -> Callable[[], Cost]:
            return lambda: run(sides[how], folder / f"{how}.log")

        costs = _alternately({how: side(how) for how in sides}, scale)
        for how in costs:
            costs[how]["bytes"] = sum(path.stat().st_size for path in (folder / how).rglob("*.mp4"))
        return {"sides": costs}

    return Row(time, _nothing)


def _segments() -> Row:
    """One long lecture in segments: all by a worker with one processor, against two with one each.

    The workers are warm, as those of the build are.
    """

    def time(scale: Scale, folder: Path) -> Figures:
        for workers in (1, 2):
            _plan(workers, scale, folder / str(workers), _made()[:1])

        def side(workers: int) -> Callable[[], Cost]:
            own, log = folder / str(workers), folder / f"{workers}.log"

            def once() -> Cost:
                cost = run(_shared(workers, scale, own), log)
                return Cost(json.loads(log.read_text().splitlines()[-1])["seconds"], cost.cpu)

            return once

        return {"sides": _alternately({"stock": side(1), "two": side(2)}, scale)}

    return Row(time, _nothing)


def _surface() -> Row:
    """A surface seen by a moving camera, import excluded: see :mod:`benchmarks.film.surface`."""

    def time(scale: Scale, folder: Path) -> Figures:
        from benchmarks.film.surface import surface

        sides: Figures = {}
        for name, cost in surface():
            how = "stock" if name == "Manim" else name
            sides[how] = {"wall": cost.wall, "cpu": cost.cpu, "bytes": cost.size / cost.frames}
        return {"sides": sides, "unit": "ms a frame"}

    return Row(time, _nothing)


def _threads() -> Row:
    """Where our own time goes, against x264 alone on ready frames."""

    def time(scale: Scale, folder: Path) -> Figures:
        from benchmarks.film.threads import threads

        return {"threads": list(threads(plain_scenes(), scale.size, scale.fps, folder))}

    return Row(time, _nothing)


def _memory() -> Row:
    """The most memory that a worker takes, at 1080 and at 2160 lines, and after an hour of film."""

    def time(scale: Scale, folder: Path) -> Figures:
        sides: Figures = {}
        for name, size, minutes in (
            ("1080 lines", "1920x1080", 1),
            ("2160 lines", "3840x2160", 1),
            ("1080 lines, an hour", "1920x1080", 60),
        ):
            log = folder / "memory.log"
            command = [sys.executable, "-m", "benchmarks.film.memory", size, str(minutes), folder / "memory"]
            run(command, log)
            sides[name] = json.loads(log.read_text().splitlines()[-1])
        return {"memory": sides}

    return Row(time, _nothing)


def _nothing(scale: Scale, folder: Path) -> Figures:
    return {}


def _text(scale: Scale) -> str:
    return f"{scale.size[0]}x{scale.size[1]}@{scale.fps}"


def _command(*words: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "benchmarks.film.lectures", *words]


def _plan(runs: int, scale: Scale, folder: Path, names: Sequence[str]) -> None:
    # What the lectures say is spoken by now, too.
    run(_command("plan", str(runs), _text(scale), folder / "plan.json", *names), folder / "plan.log")


def _shared(workers: int, scale: Scale, folder: Path) -> list[str | Path]:
    return _command("shared", str(workers), _text(scale), folder / "films", folder / "plan.json")


def _made() -> list[str]:
    from benchmarks.film.lectures import made

    return made()


def _names() -> list[str]:
    import ast

    tree = ast.parse(SCENES.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef)]


SPATIAL = ("Surface3D",)

ROWS: dict[str, Row] = {
    "mixed": _set(_names(), ("balanced", "balanced-exact", "small", "fast")),
    "flat": _set([name for name in _names() if name not in SPATIAL], ("balanced",)),
    "surface": _surface(),
    "lectures": _lectures(slice(3)),
    "segments": _segments(),
    "threads": _threads(),
    "memory": _memory(),
}

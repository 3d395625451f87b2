"""What is measured: each row of the table, how it is timed, and how its films are judged."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.film.commands import SCENES, Cost, film_command, films, run


@dataclass(frozen=True)
class Scale:
    """The size and the rate of the films, and how often each side runs."""

    size: tuple[int, int]
    fps: int
    repeat: int


Figures = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A row of the table: ``time`` makes films in a folder, ``judge`` looks at them."""

    time: Callable[[Scale, Path], Figures]
    judge: Callable[[Scale, Path], Figures]


def _alternately(sides: dict[str, Callable[[], Cost]], repeat: int) -> Figures:
    """Run each side in turn, ``repeat`` times; of each the least."""
    costs: dict[str, list[Cost]] = {side: [] for side in sides}
    for _ in range(repeat):
        for side, once in sides.items():
            costs[side].append(once())
            print(f"  {side}: {costs[side][-1].wall:.1f} s", flush=True)
    return {
        side: {"wall": min(c.wall for c in own), "cpu": min(c.cpu for c in own)}
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

        costs = _alternately({how: side(how) for how in hows}, scale.repeat)
        for how in hows:
            made = films(folder / how, names)
            costs[how]["bytes"] = sum(path.stat().st_size for path in made.values())
        return {"sides": costs}

    def judge(scale: Scale, folder: Path) -> Figures:
        from manim import tempconfig

        from benchmarks.film.quality import Judge
        from mathviz.film.verify import film

        width, height = scale.size
        made = {how: films(folder / how, names) for how in hows}
        found: Figures = {}
        for name in names:
            judged = Judge({how: made[how][name] for how in hows}, scale.fps, 12)
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


def _names() -> list[str]:
    import ast

    tree = ast.parse(SCENES.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef)]


SPATIAL = ("Surface3D",)

ROWS: dict[str, Row] = {
    "mixed": _set(_names(), ("balanced", "small", "fast")),
    "flat": _set([name for name in _names() if name not in SPATIAL], ("balanced",)),
}

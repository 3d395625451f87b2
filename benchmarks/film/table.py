"""What was measured, as tables in Markdown."""

from __future__ import annotations

from statistics import fmean
from typing import Any

_HEAD = ("", "wall", "CPU", "wall ratio", "CPU ratio", "load before", "MB", "bytes ratio")
_HEAD += ("SSIM", "least SSIM gain", "PSNR dB")
_TITLES = {
    "mixed": "Mixed set of plain scenes, import included",
    "flat": "The same without the surface",
    "surface": "A surface seen by a moving camera, import excluded, for each frame",
    "lectures": "The three lectures: stock drawing through our stage, against ours",
    "segments": "Segments of one lecture: by a worker with one processor, by two with one each",
    "threads": "Where our processor time goes with balanced; encoding alone is the floor",
    "memory": "Most memory of a worker",
}


def table(kept: dict[str, Any]) -> str:
    """The rows that were measured, each with its machine."""
    parts = ["# The film engine against stock Manim\n", "`python -m benchmarks.film`\n"]
    for name, row in kept.items():
        parts.append(f"\n## {_TITLES.get(name, name)}\n\n{row['machine']}, {row['date']}\n\n")
        if "note" in row:
            parts.append(f"{row['note']}\n\n")
        parts.append(
            _memory(row["memory"])
            if "memory" in row
            else _threads(row["threads"])
            if "threads" in row
            else _sides(row)
        )
    return "".join(parts)


def _lines(head: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _memory(sides: dict[str, Any]) -> str:
    rows = [[name, f"{own['early']:.0f} MB", f"{own['end']:.0f} MB"] for name, own in sides.items()]
    return _lines(("", "in the first tenth", "in all"), rows)


def _threads(scenes: list[dict[str, Any]]) -> str:
    kinds = ("drawing", "converting", "encoding")
    total = {"scene": "all", **{kind: sum(own[kind] for own in scenes) for kind in ("frames", *kinds)}}
    rows = [
        [own["scene"], str(own["frames"]), *(f"{own[kind]:.2f} s" for kind in kinds)]
        for own in (*scenes, total)
    ]
    return _lines(("", "frames", *kinds), rows)


def _sides(row: dict[str, Any]) -> str:
    stock, scenes = row["sides"]["stock"], row.get("scenes", {})
    milliseconds = row.get("unit") == "ms a frame"
    rows = []
    for how, own in row["sides"].items():
        unit = "ms" if milliseconds else "s"
        cells = [how, f"{own['wall']:.1f} {unit}", f"{own['cpu']:.1f} {unit}"]
        cells += [f"{stock['wall'] / own['wall']:.2f}", f"{stock['cpu'] / own['cpu']:.2f}"]
        cells.append(str(own.get("load", "")))
        if "bytes" in own:
            size = own["bytes"] / 1e6
            cells += [f"{size:.2f}", f"{own['bytes'] / stock['bytes']:.2f}"]
        else:
            cells += ["", ""]
        judged = [scene for scene in scenes.values() if how in scene]
        if judged:
            gains = [scene[how]["ssim"] - scene["stock"]["ssim"] for scene in judged]
            cells += [f"{fmean(scene[how]['ssim'] for scene in judged):.5f}", f"{min(gains):+.5f}"]
            cells += [f"{fmean(scene[how]['psnr'] for scene in judged):.1f}"]
        else:
            cells += ["", "", ""]
        rows.append(cells)
    return _lines(_HEAD, rows)

"""What was measured, as a table in Markdown."""

from __future__ import annotations

from typing import Any


def table(kept: dict[str, Any]) -> str:
    """The rows that were measured."""
    lines = [
        "| | wall s | CPU s | wall ratio | CPU ratio | MB | bytes ratio | SSIM | PSNR dB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in kept.items():
        stock = row["sides"]["stock"]
        scenes = row.get("scenes", {})
        for how, own in row["sides"].items():
            cells = [f"{name}: {how}", f"{own['wall']:.1f}", f"{own['cpu']:.1f}"]
            cells += [f"{stock['wall'] / own['wall']:.2f}", f"{stock['cpu'] / own['cpu']:.2f}"]
            if "bytes" in own:
                cells += [f"{own['bytes'] / 1e6:.2f}", f"{own['bytes'] / stock['bytes']:.2f}"]
            else:
                cells += ["", ""]
            for measure, digits in (("ssim", 5), ("psnr", 1)):
                values = [scene[how][measure] for scene in scenes.values() if how in scene]
                cells.append(f"{sum(values) / len(values):.{digits}f}" if values else "")
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"

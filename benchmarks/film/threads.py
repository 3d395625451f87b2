"""Where the time of our own films goes, scene by scene: drawing, converting, encoding ready frames.

Processor time of the two threads, in one process, import excluded. The last is the floor: no engine with this
encoder is quicker.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from manim import tempconfig

from mathviz.film.encoder import VideoEncoder
from mathviz.film.plain import film_scene


def threads(
    scenes: dict[str, type[Any]], size: tuple[int, int], fps: int, folder: Path
) -> Iterator[dict[str, Any]]:
    """The frames of each scene, and the seconds that each part of the work took for it."""
    settings = {
        "pixel_width": size[0],
        "pixel_height": size[1],
        "frame_rate": fps,
        "media_dir": str(folder),
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
    }
    for name, scene in scenes.items():
        spent: Counter[str] = Counter()
        with (
            tempconfig(settings),
            patch("mathviz.film.writer.encoder_beside", VideoEncoder),
            patch.object(VideoEncoder, "put", _timed(VideoEncoder.put, "encoding", spent)),
            patch.object(VideoEncoder, "close", _timed(VideoEncoder.close, "encoding", spent)),
            patch.object(VideoEncoder, "patches", _timed(VideoEncoder.patches, "converting", spent)),
        ):
            began = time.thread_time()
            filmed = film_scene(scene)
            spent["drawing"] = time.thread_time() - began - spent["converting"] - spent["encoding"]
        yield {"scene": name, "frames": filmed.frames, **spent}


def _timed(method: Any, name: str, spent: Counter[str]) -> Any:
    def timed(*arguments: Any, **options: Any) -> Any:
        began = time.thread_time()
        try:
            return method(*arguments, **options)
        finally:
            spent[name] += time.thread_time() - began

    return timed

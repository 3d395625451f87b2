"""Manim's process-wide configuration, set for one film and put back: no user's file, no cache, no network."""

from __future__ import annotations

import atexit
import configparser
import functools
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from manim import config, tempconfig
from manim._config.utils import config_file_paths

from mathviz.film.thrift import be_thrifty

__all__ = ["setting"]


@functools.cache
def _scratch() -> Path:
    """A folder that only this process writes to; it goes when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="mathviz-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


@contextmanager
def setting(size: tuple[int, int], fps: int, background: str) -> Iterator[None]:
    """Let Manim draw frames of ``size`` pixels, (width, height), inside the block.

    Everything else is Manim's own default: the user's ``manim.cfg`` and the one in the working folder do
    not count, and what Manim writes goes to a folder of this process alone.
    """
    defaults = configparser.ConfigParser()
    defaults.read(config_file_paths()[0])
    be_thrifty()
    with tempconfig({}):
        config.digest_parser(defaults)
        width, height = size
        config.update(
            {
                "pixel_width": width,
                "pixel_height": height,
                "frame_rate": fps,
                # The frame is always 8 units high, so a lecture is laid out the same at every size.
                "frame_height": 8.0,
                "frame_width": 8.0 * 16 / 9,
                "background_color": background,
                "media_dir": str(_scratch()),
                "disable_caching": True,
                "notify_outdated_version": False,
                "progress_bar": "none",
                "verbosity": "WARNING",
            }
        )
        logging.getLogger("manim").setLevel(logging.WARNING)
        yield

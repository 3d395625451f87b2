"""Is everything there that a film needs? Each part is tried out, not only looked for."""

from __future__ import annotations

import io
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["Finding", "examine"]

FREE_SPACE = 2_000_000_000
"""Bytes; the segments and films of a few lectures at 1080 lines fit in it with room to spare."""

TEXT_AND_FORMULA = """\
#set text(font: "Source Sans Pro")
#show math.equation: set text(font: "New Computer Modern Math")
Area and $A v = lambda v$
"""

SET_UP_AGAIN = "run scripts/setup, it installs what is missing"


_MENDED = "(to mend it, install a C compiler and run scripts/setup again)"


@dataclass(frozen=True)
class Finding:
    """What was found about one part of the set-up and, if it is wrong, what to do."""

    name: str
    ok: bool
    found: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding in plain values."""
        return asdict(self)

    def __str__(self) -> str:
        """The finding as a line for people, the remedy on a second one."""
        line = f"{'ok' if self.ok else 'wrong':5}  {self.name}: {self.found}"
        return line if self.ok else f"{line}\n       what to do: {self.remedy}"


def examine() -> Iterator[Finding]:
    """Try each part in turn; a part that raises is wrong and the others are tried all the same."""
    checks: dict[str, tuple[Callable[[], str], str]] = {
        "Python": (_python, "install Python 3.11 or 3.12, remove .venv and run scripts/setup"),
        "Manim": (_manim, SET_UP_AGAIN),
        "Cairo and Pango": (_cairo_and_pango, SET_UP_AGAIN),
        "fonts": (_fonts, SET_UP_AGAIN),
        "Typst": (_typst, SET_UP_AGAIN),
        "voice": (_voice, SET_UP_AGAIN),
        "encoder": (_encoder, SET_UP_AGAIN),
        "surfaces": (_surfaces, SET_UP_AGAIN),
        "disk": (_disk, "free some space, or give --out a folder on another disk"),
    }
    for name, (check, remedy) in checks.items():
        try:
            yield Finding(name, True, check())
        except Exception as error:
            yield Finding(name, False, f"{type(error).__name__}: {error}", remedy)


def _python() -> str:
    if not (3, 11) <= sys.version_info < (3, 13):
        raise RuntimeError(f"Python {platform.python_version()} is neither 3.11 nor 3.12")
    return platform.python_version()


def _manim() -> str:
    import_module("manim")  # with all that it draws with
    return version("manim")


def _cairo_and_pango() -> str:
    cairo, pango = import_module("cairo"), import_module("manimpango")
    return f"Cairo {cairo.cairo_version_string()}, Pango {pango.pango_version()}"


def _font_folder() -> Path:
    import font_source_sans_pro

    return Path(font_source_sans_pro.__file__).parent / "files"


def _fonts() -> str:
    faces = [file.name for file in _font_folder().iterdir() if file.suffix in (".ttf", ".otf")]
    if not faces:
        raise FileNotFoundError("the package font-source-sans-pro holds no font file")
    return f"Source Sans Pro in {len(faces)} styles"


def _typst() -> str:
    import typst

    # As in a film: the system's fonts are shut out, and a missing font is only a warning to Typst.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_font_folder())])
    _, warnings = typst.compile_with_warnings(TEXT_AND_FORMULA.encode(), format="svg", font_paths=fonts)
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    return f"{version('typst')} sets text and formulas"


def _voice() -> str:
    from mathviz.voice import VoiceSettings, load_voice, parse

    voice = load_voice("heart", VoiceSettings(engine="hibari"))
    speech = voice.speak(parse("Eigenvector.", {}).sentences[0])
    if not abs(speech.samples).max() > 0:
        raise RuntimeError("the voice is mute")
    return f"hibari-tts {version('hibari-tts')} speaks"


def _encoder() -> str:
    import av
    import numpy as np

    black, silence = np.zeros((36, 64, 3), np.uint8), np.zeros((1, 1024), np.float32)
    with av.open(io.BytesIO(), "w", format="mp4") as film:
        picture = film.add_stream("libx264", rate=15, width=64, height=36)
        sound = film.add_stream("aac", rate=48_000, layout="mono")
        for frame in (av.VideoFrame.from_ndarray(black), None):
            film.mux(picture.encode(frame))
        spoken = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        spoken.sample_rate = 48_000
        for frame in (spoken, None):
            film.mux(sound.encode(frame))
    from mathviz.film.changes import compiled

    found = f"PyAV {av.__version__} writes H.264 and AAC"
    return found if compiled() else f"{found}, slowly where little changes {_MENDED}"


def _surfaces() -> str:
    from mathviz.film.rasteriser import is_built

    if is_built():
        return "drawn by a rasteriser of their own"
    return f"drawn by Cairo, which is slower {_MENDED}"


def _disk() -> str:
    free = shutil.disk_usage(Path.cwd()).free
    if free < FREE_SPACE:
        raise OSError(
            f"only {free / 1e9:.1f} GB free here; a course needs {FREE_SPACE / 1e9:.0f} GB and more"
        )
    return f"{free / 1e9:.0f} GB free here"

"""Text and formulas in one typesetter, Typst, with the fonts of installed packages and no others.

Manim keys a typeset picture by its source alone, writes it in place and lets the machine's fonts in.
:func:`use_package_fonts` puts our own function in its place: the system's fonts are shut out, a missing
font or character is an error instead of a silent substitute, and the file is published by rename.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from fontTools.ttLib import TTFont
from manim import MathTypst, Typst, VGroup, config
from manim.mobject.text import typst_mobject

from mathviz.files import atomic_write
from mathviz.stage.errors import AuthorError
from mathviz.store import Store, key_of
from mathviz.theme import Role, Theme
from mathviz.voice import value_of

__all__ = ["EM_PX", "Formula", "Size", "Text", "escape", "fill_in", "font_size", "use_package_fonts"]

# Pixels of an em at 1080 lines; nothing is smaller than 28, a formula that is talked about is 48 or more:
# "name" in the picture, "formula" and "large" beside it.
EM_PX: dict[str, float] = {
    "small": 30,
    "label": 36,
    "body": 42,
    "title": 44,
    "name": 48,
    "formula": 56,
    "large": 76,
}
Size = str

# Typst is asked for 10 pt, Manim makes a unit of 960 of them a font point, a unit is 135 px at 1080 lines.
_PX_PER_FONT_POINT = 10 * 135 / 960

_TEMPLATE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {size}pt, font: "Source Sans Pro", number-type: "lining")
#show math.equation: set text(font: "New Computer Modern Math")
{preamble}
{body}
"""


def font_size(size: Size) -> float:
    """Manim's font size for a named size."""
    try:
        return EM_PX[size] / _PX_PER_FONT_POINT
    except KeyError:
        raise AuthorError(f"no size {size!r}; the sizes are {', '.join(EM_PX)}") from None


def font_folder() -> Path:
    """The folder of the text face's files, inside its package."""
    return Path(font_source_sans_pro.__file__).parent / "files"


@functools.cache
def _fonts() -> typst.Fonts:
    # Typst's own embedded faces (Libertinus, New Computer Modern) come with the package as well.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])


@functools.cache
def _characters() -> frozenset[str]:
    """The characters that the text face can show; Typst would set an empty box for others, silently."""
    with TTFont(font_folder() / "SourceSansPro-Regular.ttf", lazy=True) as face:
        return frozenset(map(chr, face.getBestCmap()))


def _typeset(
    source: str, preamble: str = "", text_size: float = 10, font_paths: list[str | Path] | None = None
) -> Path:
    """Stand in for Manim's ``typst_to_svg_file``: the SVG file of a piece of Typst markup."""
    document = _TEMPLATE.format(size=text_size, preamble=preamble, body=source)
    key = key_of("typeset", version("typst"), "bars as outlines", _faces(), document)
    # Manim writes beside the file that it reads, so each process reads from a folder of its own.
    private: Path = config.get_dir("tex_dir") / f"{key.partition('/')[2][:24]}.svg"
    if not private.exists():
        atomic_write(private, _kept_or_compiled(key, source, document))
    return private


def _kept_or_compiled(key: str, source: str, document: str) -> bytes:
    if _kept is None:
        return _compile(source, document)
    try:
        return _kept.read(key)
    except KeyError:
        svg = _compile(source, document)
        _kept.put(key, svg)
        return svg


@functools.cache
def _faces() -> list[str]:
    """What tells one set of font files from another."""
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(font_folder().iterdir())]


def _compile(source: str, document: str) -> bytes:
    try:
        svg, warnings = typst.compile_with_warnings(document.encode(), format="svg", font_paths=_fonts())
    except typst.TypstError as error:
        raise AuthorError(f"Typst cannot set {source!r}: {error}") from error
    if warnings:
        raise AuthorError(f"Typst sets {source!r} only with a warning: {'; '.join(map(str, warnings))}")
    return _BAR.sub(_filled_bar, bytes(svg).decode()).encode()


# A fraction bar, the bar over a root or a mean: Typst strokes a line from left to right.
_BAR = re.compile(
    r'<path fill="none" stroke="(?P<colour>#\w+)" stroke-width="(?P<width>[\d.]+)"[^>]*?'
    r'(?P<place>transform="[^"]*") d="M 0 0h (?P<length>[\d.]+)"/>'
)


def _filled_bar(bar: re.Match[str]) -> str:
    """The same bar as a filled outline: a stroke keeps its width when its formula is scaled."""
    width = float(bar["width"])
    outline = f"M 0 {-width / 2:g}h {bar['length']}v {width:g}h -{bar['length']}z"
    return f'<path fill="{bar["colour"]}" {bar["place"]} d="{outline}"/>'


_kept: Store | None = None


def use_package_fonts(kept: Path | None = None) -> None:
    """Let every Typst mobject of this process, also Manim's own (axis numbers), be set as above.

    ``kept`` is the folder of a store that keeps what was typeset, for all processes and runs.
    """
    global _kept
    _kept = None if kept is None else Store(kept)
    typst_mobject.typst_to_svg_file = _typeset


def escape(text: str) -> str:
    """Plain text as Typst markup."""
    return re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", text)


def fill_in(markup: str, values: Mapping[str, Any]) -> str:
    """Put the typeset form of each value in the place of its ``{name}``; ``{{part : name}}`` stays."""

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            raise AuthorError(f"{{{name}}} stands in the formula but no value {name}=… was given")
        return value_of(values[name]).typst

    return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", replace, markup)


_WORDS = re.compile(r'(?<!class\()(?<!: )"([^"]*[A-Za-z]{2}[^"]*)"')  # not the arguments of functions


def _words_in_text_face(markup: str) -> str:
    """Formula markup whose quoted words are set in the face of all other words."""
    return _WORDS.sub(r'#text(font: "Source Sans Pro", "\1")', markup)


class Text(Typst):
    """Plain text; ``*strong*`` is the only markup. With a ``width`` in units, its lines are broken there."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        size: Size = "body",
        role: Role = "ink",
        width: float | None = None,
        **kwargs: Any,
    ):
        if missing := set(text) - _characters() - {"\n"}:
            raise AuthorError(f"the text face has no {' '.join(sorted(missing))}; set {text!r} as a formula")
        self.shown = text
        strong = [escape(part) for part in text.split("*")]
        markup = "".join(f"#strong[{part}]" if i % 2 else part for i, part in enumerate(strong))
        lines = markup.replace("\n", " \\\n")
        if width is not None:
            points = width * 135 * 10 / EM_PX[size]
            lines = f"#block(width: {points:.2f}pt)[{lines}]"
        super().__init__(lines, font_size=font_size(size), color=theme.colour(role), **kwargs)


class Formula(MathTypst):
    """A formula with named parts: ``{{v : vector}}`` names a part, ``roles`` colours the named parts."""

    def __init__(
        self,
        markup: str,
        theme: Theme,
        *,
        size: Size = "formula",
        role: Role = "ink",
        roles: Mapping[str, Role] | None = None,
        **kwargs: Any,
    ):
        super().__init__(
            _words_in_text_face(markup), font_size=font_size(size), color=theme.colour(role), **kwargs
        )
        for name, part_role in (roles or {}).items():
            self.part(name).set_color(theme.colour(part_role))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in the order in which they stand."""
        return tuple(self._user_label_keys())

    def part(self, name: str) -> VGroup:
        """The glyphs of a named part."""
        try:
            return self.select(name)
        except KeyError:
            raise AuthorError(f"the formula has no part {name!r}; write {{{{… : {name}}}}} in it") from None

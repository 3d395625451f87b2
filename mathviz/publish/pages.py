"""How a page is made: escaped by the template engine, whole in one file, loading only what lies beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from mathviz import __version__

__all__ = ["data_url", "render"]


def render(template: str, *, script: str = "", styles: Sequence[str] = ("site.css",), **context: Any) -> str:
    """The page of a template, with the named ``styles`` and ``script`` in it; its policy allows just these.

    ``file:`` is named beside ``'self'`` because a page opened from the file system has no origin of its own.
    """
    environment = _environment()
    style = "".join(map(_source, styles))
    code = _source(script) if script else ""
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(code)}",
            "img-src 'self' file: data:",
            "media-src 'self' file: data: blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return environment.get_template(template).render(
        policy=policy, style=style, script=code, mathviz=__version__, **context
    )


def data_url(text: str, media_type: str) -> str:
    """Text as a URL that holds it."""
    return f"data:{media_type};base64,{base64.b64encode(text.encode()).decode()}"


def clock(time: float) -> str:
    """A time in seconds as minutes and seconds: 83.4 → 1:23."""
    minutes, seconds = divmod(int(time), 60)
    return f"{minutes}:{seconds:02}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mathviz.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = clock
    return environment


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"

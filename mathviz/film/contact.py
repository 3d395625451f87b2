"""A contact sheet of a film: some of its frames side by side, found quickly."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import av
from PIL import Image

__all__ = ["contact_sheet"]

COLUMNS, WIDTH, GAP = 4, 320, 6


def contact_sheet(film: Path, moments: Iterable[float]) -> bytes:
    """A JPEG with the key frames at or before the given moments, in seconds, each once and in order.

    Films of lectures have a key frame wherever an animation or a hold begins, so what stands there is a
    picture that was meant to be looked at.
    """
    pictures = list(_pictures(film, moments))
    width, height = pictures[0].size
    columns = min(COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP), "#2A2F3A")
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (number % columns * (width + GAP), number // columns * (height + GAP)))
    buffer = io.BytesIO()
    sheet.save(buffer, format="JPEG", quality=85)
    return buffer.getvalue()


def _pictures(film: Path, moments: Iterable[float]) -> Iterator[Image.Image]:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        shown: set[int | None] = set()
        for moment in sorted(moments):
            container.seek(max(0, round(moment / stream.time_base)), stream=stream)
            frame = next(container.decode(stream))
            if frame.pts not in shown:
                shown.add(frame.pts)
                height = round(WIDTH * frame.height / frame.width)
                yield frame.to_image(width=WIDTH, height=height)

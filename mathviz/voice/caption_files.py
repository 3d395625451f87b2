"""Caption and chapter files: WebVTT for the page, SubRip for players that know no better."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from mathviz.timeline import TICKS_PER_SECOND, Timeline, ticks
from mathviz.voice.captions import Cue

__all__ = ["chapters_vtt", "read_vtt", "write_srt", "write_vtt"]


def write_vtt(captions: Sequence[Cue], language: str) -> str:
    """The text of a WebVTT caption file."""
    return _vtt(captions, f"captions, {language}")


def chapters_vtt(timeline: Timeline) -> str:
    """The text of a WebVTT chapter file: each chapter's title from its start to the start of the next."""
    spans = timeline.chapter_spans()
    return _vtt((Cue(start, end, (chapter.title,)) for chapter, start, end in spans), "chapters")


def write_srt(captions: Sequence[Cue]) -> str:
    """The text of a SubRip file; it knows no escapes, so an arrow in the text is drawn as one."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n"
        + "\n".join(line.replace("-->", "→") for line in cue.lines)
        for number, cue in enumerate(captions, 1)
    ]
    return "\n\n".join(blocks) + "\n"


def read_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, for checking what was written."""
    import webvtt

    return tuple(
        Cue(
            ticks(caption.start_time.in_milliseconds() / 1000),
            ticks(caption.end_time.in_milliseconds() / 1000),
            tuple(html.unescape(line) for line in caption.text.split("\n")),
        )
        for caption in webvtt.from_string(text)
    )


def _vtt(cues: Iterable[Cue], note: str) -> str:
    blocks = [
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n"
        + "\n".join(html.escape(line, quote=False) for line in cue.lines)
        for cue in cues
    ]
    return "\n\n".join(["WEBVTT", f"NOTE {note}", *blocks]) + "\n"


def _clock(tick: int, point: str) -> str:
    """Hours, minutes, seconds and milliseconds, the nearest to a tick."""
    milliseconds = (2 * tick * 1000 + TICKS_PER_SECOND) // (2 * TICKS_PER_SECOND)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"

"""Single frames of a lecture: one still, or a contact sheet of all that is worth looking at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mathviz.build.config import LectureEntry, Profile, Project, did_you_mean
from mathviz.build.plan import Planner
from mathviz.build.rehearsal import perform, png
from mathviz.build.rehearsed import timeline_known_or_rehearsed
from mathviz.errors import MathvizError
from mathviz.files import atomic_write
from mathviz.timeline import Timeline, frame_at, seconds, ticks

if TYPE_CHECKING:
    import numpy as np

    from mathviz.film.renderer import Rectangle

__all__ = ["sheet", "still"]


class MomentError(MathvizError):
    """There is no such moment in the lecture."""

    exit_code = 2


SHEET_COLUMNS, SHEET_ROWS, SHEET_WIDTH = 4, 8, 480


class _Chosen:
    """A sink that takes some frames only and stops when it has them."""

    def __init__(self, frames: Iterable[int]) -> None:
        self.missing = set(frames)
        self.taken: dict[int, np.ndarray] = {}

    def wants(self, first: int, last: int) -> Iterable[int]:
        from mathviz.film.renderer import Stop

        if not self.missing:
            raise Stop
        return sorted(frame for frame in self.missing if first <= frame < last)

    def frame(
        self, index: int, count: int, pixels: np.ndarray, changed: Sequence[Rectangle] | None = None
    ) -> None:
        # A hold is drawn once and stands for all its frames.
        for frame in [f for f in self.missing if index <= f < index + count]:
            self.missing.discard(frame)
            self.taken[frame] = pixels.copy()


def still(planner: Planner, lecture: LectureEntry, moment: str, out: Path) -> Path:
    """Write one frame as PNG.

    ``moment`` is a time in seconds (``12.5``), a spoken word (``word:square``; its second time is
    ``word:square#2``), or ``chapter:3``: the last frame of the third chapter, when all it shows is there.
    """
    timeline, profile = timeline_known_or_rehearsed(planner, lecture), planner.profile
    frame = _frame(timeline, moment, profile.fps)
    pixels = _draw(planner.project, lecture, profile, [frame])[frame]
    atomic_write(out, png(pixels))
    return out


def _frame(timeline: Timeline, moment: str, fps: int) -> int:
    last = timeline.frames(fps) - 1
    if word := re.fullmatch(r"word:(.+?)(?:#(\d+))?", moment):
        from mathviz.stage.narration import spoken_word

        wanted, number = spoken_word(word[1]), int(word[2] or 1)
        onsets = [w.start for w in timeline.words if spoken_word(w.text) == wanted]
        if not 1 <= number <= len(onsets):
            others = [w.text.strip(".,:;?!").lower() for w in timeline.words]
            hint = "" if onsets else did_you_mean(word[1], others)
            times = "once" if len(onsets) == 1 else f"{len(onsets)} times"
            raise MomentError(f'the word "{word[1]}" is said {times} in {timeline.lecture}{hint}')
        return min(last, frame_at(onsets[number - 1], fps))
    if chapter := re.fullmatch(r"chapter:(\d+)", moment):
        spans = list(timeline.chapter_spans())
        if not 1 <= int(chapter[1]) <= len(spans):
            raise MomentError(f"{timeline.lecture} has the chapters 1 to {len(spans)}, not {chapter[1]}")
        return frame_at(spans[int(chapter[1]) - 1][2], fps) - 1
    try:
        time = float(moment)
    except ValueError:
        raise MomentError(f'no moment "{moment}"; allowed: 12.5, word:square#2, chapter:3') from None
    if not 0 <= time <= seconds(timeline.duration):
        raise MomentError(
            f"{timeline.lecture} lasts {seconds(timeline.duration):.1f} s; there is no {time:g} s"
        )
    return min(last, frame_at(ticks(time), fps))


def _draw(
    project: Project, lecture: LectureEntry, profile: Profile, frames: Iterable[int]
) -> dict[int, np.ndarray]:
    sink = _Chosen(frames)
    perform(project, lecture, profile, None, sink)
    return sink.taken


def sheet(planner: Planner, lecture: LectureEntry, out: Path) -> Path:
    """Write a contact sheet as PNG: a frame before each cut and one in mid-animation, with what is said then.

    A long lecture makes several pages, ``name.png``, ``name-2.png`` …; the first one's path is returned.
    """
    size = {"width": SHEET_WIDTH, "height": SHEET_WIDTH * 9 // 16 // 2 * 2}
    small = planner.profile.model_copy(update=size)
    timeline = timeline_known_or_rehearsed(planner, lecture)
    moments = sheet_moments(timeline, small.fps)
    pictures = _draw(planner.project, lecture, small, moments)
    captions = {frame: _caption(timeline, frame, small.fps) for frame in moments}
    per_page = SHEET_COLUMNS * SHEET_ROWS
    for page, start in enumerate(range(0, len(moments), per_page), 1):
        path = out if page == 1 else out.with_name(f"{out.stem}-{page}{out.suffix}")
        atomic_write(
            path, png(_page([(pictures[f], captions[f]) for f in moments[start : start + per_page]]))
        )
    return out


def sheet_moments(timeline: Timeline, fps: int) -> list[int]:
    """The frames to look at: in the middle of each animation, and the last one before each cut of a hold."""
    moments = set()
    for play in timeline.plays:
        first, last = frame_at(play.start, fps), frame_at(play.end, fps)
        if last > first:
            moments.add(last - 1 if play.hold else (first + last) // 2)
    return sorted(moments)


def _caption(timeline: Timeline, frame: int, fps: int) -> tuple[str, str]:
    tick = ticks(frame / fps)
    chapter = timeline.chapter_at(tick)
    place = f"{tick / 120:6.1f} s   {chapter + 1} {timeline.chapters[chapter].title}"
    near = [w.text for w in timeline.words if tick - 180 <= w.start <= tick + 120]
    return place, " ".join(near)


def _page(cells: list[tuple[np.ndarray, tuple[str, str]]]) -> np.ndarray:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    from mathviz.stage.typesetting import font_folder

    font = ImageFont.truetype(str(font_folder() / "SourceSansPro-Regular.ttf"), 15)
    height, width = cells[0][0].shape[:2]
    text, gap = 42, 8
    rows = -(-len(cells) // SHEET_COLUMNS)
    page = Image.new("RGB", (SHEET_COLUMNS * (width + gap), rows * (height + text + gap)), "#2A2F3A")
    draw = ImageDraw.Draw(page)
    for number, (pixels, lines) in enumerate(cells):
        x = number % SHEET_COLUMNS * (width + gap)
        y = number // SHEET_COLUMNS * (height + text + gap)
        page.paste(Image.fromarray(pixels[..., :3]), (x, y))
        for row, line in enumerate(lines):
            draw.text((x + 4, y + height + 2 + 19 * row), line[:74], fill="#F2EFE8", font=font)
    return np.asarray(page)

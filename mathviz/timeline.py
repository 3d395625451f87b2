"""The records that all later rooms share: when each word, beat, chapter and question of a lecture happens.

Times are whole ticks of 1/120 s from the start of the lecture. A tick is a whole number of frames' parts at
15, 24, 30 and 60 frames a second, so nothing drifts: only absolute boundaries are rounded to frames
(:func:`frame_at`), and whatever lies between two boundaries gets their difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

__all__ = [
    "TICKS_PER_SECOND",
    "AskedQuestion",
    "Beat",
    "Chapter",
    "Number",
    "Play",
    "Sentence",
    "Timeline",
    "Word",
    "frame_at",
    "pictures_of",
    "seconds",
    "segments_of",
    "ticks",
]

TICKS_PER_SECOND = 120

LONGEST = 10
"""Seconds of the longest piece of an animation that is drawn at a time."""


def ticks(time: float) -> int:
    """The tick nearest to a time in seconds."""
    return round(time * TICKS_PER_SECOND)


def seconds(tick: float) -> float:
    """The time in seconds of a tick."""
    return tick / TICKS_PER_SECOND


def frame_at(tick: int, fps: int) -> int:
    """The frame boundary nearest to a tick: round(t · fps), halves up, in whole numbers throughout."""
    return (2 * tick * fps + TICKS_PER_SECOND) // (2 * TICKS_PER_SECOND)


@dataclass(frozen=True)
class Word:
    """One shown word and when it is spoken."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One spoken sentence: what a caption shows, what the voice was given, its words, its sound.

    ``sound`` is the key of its samples in the speech store; the samples' first one sounds at ``start``.
    """

    shown: str
    said: str
    start: int
    end: int
    words: tuple[Word, ...]
    sound: str


@dataclass(frozen=True)
class Number:
    """A value that a lecture shows or says, with its name, its two forms and when it was first given."""

    name: str
    value: Any
    shown: str
    spoken: str
    time: int


@dataclass(frozen=True)
class Beat:
    """One narrated span: from the first sentence's start to the end of the pause after the last."""

    chapter: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    file: str
    line: int

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the beat in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @property
    def shown(self) -> str:
        """The beat's text as a caption shows it."""
        return " ".join(sentence.shown for sentence in self.sentences)


@dataclass(frozen=True)
class Chapter:
    """A named run of beats."""

    title: str
    start: int


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the span in which it rests on screen and the time of its answer."""

    prompt: str
    choices: tuple[str, ...]
    answer: int
    explanations: tuple[str, ...]
    asked: int
    rest_start: int
    rest_end: int
    answered: int


@dataclass(frozen=True)
class Play:
    """One segment: the span of one animation, or of a hold (nothing moves, one frame serves)."""

    start: int
    end: int
    hold: bool
    file: str
    line: int


@dataclass(frozen=True)
class Timeline:
    """The exact record of one lecture, for one voice and language."""

    lecture: str
    title: str
    language: str
    voice: str
    duration: int
    chapters: tuple[Chapter, ...]
    beats: tuple[Beat, ...]
    questions: tuple[AskedQuestion, ...] = ()
    numbers: tuple[Number, ...] = ()
    plays: tuple[Play, ...] = field(default=(), repr=False)

    def frames(self, fps: int) -> int:
        """The number of frames of the film at ``fps`` frames a second."""
        return frame_at(self.duration, fps)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(sentence for beat in self.beats for sentence in beat.sentences)

    @property
    def words(self) -> tuple[Word, ...]:
        """All spoken words in order."""
        return tuple(word for beat in self.beats for word in beat.words)

    def chapter_spans(self) -> Iterator[tuple[Chapter, int, int]]:
        """Each chapter with its start and end in ticks; a chapter ends where the next begins."""
        starts = [chapter.start for chapter in self.chapters]
        for chapter, (start, end) in zip(self.chapters, pairwise([*starts, self.duration]), strict=True):
            yield chapter, start, end

    def chapter_at(self, tick: int) -> int:
        """The index of the chapter that is on at ``tick``."""
        return max(0, sum(chapter.start <= tick for chapter in self.chapters) - 1)


def segments_of(timeline: Timeline, fps: int) -> list[range]:
    """The pieces in which a film is drawn: the frames of each hold, and of each animation in one or more."""
    return list(_segments(timeline, fps))


def pictures_of(timeline: Timeline, fps: int) -> list[int]:
    """How many pictures are drawn for each of :func:`segments_of`: for a hold, one."""
    return list(_segments(timeline, fps).values())


def _segments(timeline: Timeline, fps: int) -> dict[range, int]:
    pieces: dict[range, int] = {}
    for play in timeline.plays:
        first, last = frame_at(play.start, fps), frame_at(play.end, fps)
        step = max(1, last - first) if play.hold else LONGEST * fps
        for start in range(first, last, step):
            piece = range(start, min(start + step, last))
            pieces[piece] = 1 if play.hold else len(piece)
    return pieces

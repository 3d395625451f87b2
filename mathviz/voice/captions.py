"""Captions: the words of a timeline cut into cues that can be read at ease.

The rules are those of the BBC Subtitle Guidelines, Netflix's Timed Text Style Guide (42 characters, 17 to 20
characters a second) and the DCMP Captioning Key. :func:`cues` finds the cheapest way through the words by
dynamic programming; :func:`caption_problems` holds any captions against the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mathviz.timeline import Timeline, seconds, ticks
from mathviz.voice.breaks import Break, breaks

__all__ = ["Cue", "caption_problems", "cues"]

LINE, LINES = 42, 2  # characters in a line, lines in a cue
COMFORTABLE, FASTEST = 17.0, 20.0  # characters a second
SHORTEST, LONGEST = ticks(1.0), ticks(7.0)
LEAD = ticks(0.1)  # a cue starts within this of its first word
LINGER = ticks(0.5)  # and ends at most this after its last
GAP = ticks(2 / 15)  # two frames between cues, also in a draft: captions are the same in all profiles

# What a cue costs. Only the order of magnitude matters: first that the text fits, then that there is time to
# read it, then that units stay whole, then where it breaks.
OVERFLOW = 1e6  # per character that doesn't fit its line
UNREADABLE = 1e4  # per second too short or too long, per character a second too fast
BREAK = {Break.SENTENCE: 0.0, Break.CLAUSE: 2.0, Break.JOINT: 6.0, Break.PLAIN: 16.0, Break.NEVER: 2e3}
LINE_BREAK = 0.5  # of the same break between two cues
EACH = 3.0
TWO_SENTENCES = 30.0  # in one cue: only where one alone would be too short
MOST_WORDS = 30  # no cue holds more


@dataclass(frozen=True)
class Cue:
    """One caption: when it comes and goes, in ticks, and its one or two lines."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)

    @property
    def speed(self) -> float:
        """Characters a second."""
        return len(self.text) / seconds(max(1, self.end - self.start))


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """The captions of a timeline: every word once, in order, cut where it reads best."""
    text = _Text(timeline)
    best = [(0.0, 0, Cue(0, 0, ()))]  # up to each word: the least cost, where its last cue starts, that cue
    for end in range(1, len(text.words) + 1):
        options = ((best[start][0], start, *text.cue(start, end)) for start in text.starts(end))
        best.append(min((before + cost, start, cue) for before, start, cost, cue in options))
    chosen = []
    end = len(text.words)
    while end:
        _, end, cue = best[end]
        chosen.append(cue)
    return tuple(reversed(chosen))


class _Text:
    """The words of a timeline, with the break and the chapter of each."""

    def __init__(self, timeline: Timeline) -> None:
        self.words = timeline.words
        self.duration = timeline.duration
        spoken = [(beat.chapter, sentence) for beat in timeline.beats for sentence in beat.sentences]
        self.breaks = [b for _, sentence in spoken for b in breaks([word.text for word in sentence.words])]
        self.chapters = [chapter for chapter, sentence in spoken for _ in sentence.words]

    def starts(self, end: int) -> Iterator[int]:
        """Where a cue that ends before word ``end`` may start: with at most one sentence end inside."""
        sentences = 0
        for start in range(end - 1, max(-1, end - 1 - MOST_WORDS), -1):
            sentences += start < end - 1 and self.breaks[start] is Break.SENTENCE
            if sentences > 1 or self.chapters[start] != self.chapters[end - 1]:
                return
            yield start

    def cue(self, start: int, end: int) -> tuple[float, Cue]:
        """The cue of the words from ``start`` up to ``end``, and its cost."""
        cost, lines = min(self._layouts(start, end))
        limit = self._on(end) - GAP if end < len(self.words) else self.duration
        cue = Cue(self._on(start), min(self.words[end - 1].end + LINGER, limit), lines)
        time = cue.end - cue.start
        too_fast = max(0.0, cue.speed - FASTEST)
        too_short, too_long = seconds(max(0, SHORTEST - time)), seconds(max(0, time - LONGEST))
        cost += EACH + BREAK[self.breaks[end - 1]] + UNREADABLE * (too_fast + too_short + too_long)
        return cost + max(0.0, cue.speed - COMFORTABLE) ** 2, cue

    def _layouts(self, start: int, end: int) -> Iterator[tuple[float, tuple[str, ...]]]:
        """The ways to set these words, with their costs: in one line, or in two lines of about one length.

        Two sentences stand on two lines.
        """
        sentence_ends = [i for i in range(start, end - 1) if self.breaks[i] is Break.SENTENCE]
        if not sentence_ends:
            yield _overflow(line := self._line(start, end)), (line,)
        for last in sentence_ends or range(start, end - 1):
            lines = self._line(start, last + 1), self._line(last + 1, end)
            uneven = abs(len(lines[0]) - len(lines[1])) / LINE
            cost = LINE_BREAK * BREAK[self.breaks[last]] + uneven + TWO_SENTENCES * bool(sentence_ends)
            yield cost + sum(map(_overflow, lines)), lines

    def _line(self, start: int, end: int) -> str:
        return " ".join(word.text for word in self.words[start:end])

    def _on(self, start: int) -> int:
        """When a cue that starts with this word comes: a little early, but not into the word before."""
        first = self.words[start].start
        before = self.words[start - 1].end if start else 0
        return max(first - LEAD, min(before, first))


def _overflow(line: str) -> float:
    return OVERFLOW * max(0, len(line) - LINE)


def caption_problems(captions: Sequence[Cue], timeline: Timeline) -> list[str]:
    """Each place where captions break a rule, as a sentence with its time; empty if they keep all rules."""
    text = _Text(timeline)
    owners = [i for i, word in enumerate(text.words) for _ in word.text.split()]  # the word of each token
    tokens = [token for word in text.words for token in word.text.split()]
    if [token for cue in captions for token in cue.text.split()] != tokens:
        return ["the captions don't hold the words that are spoken, each once and in order"]
    problems = []
    position = 0
    for cue, following in zip(captions, [*captions[1:], None], strict=True):
        ends: list[int] = []  # for each line, the token after it
        for line in cue.lines:
            ends.append((ends[-1] if ends else position) + len(line.split()))
        first, last = text.words[owners[position]], text.words[owners[ends[-1] - 1]]
        inside = [text.breaks[owners[i]] for i in range(position, ends[-1] - 1) if owners[i] != owners[i + 1]]
        faults = {
            f"has {len(cue.lines)} lines, at most {LINES}": len(cue.lines) > LINES,
            f"has a line above {LINE} characters": any(len(line) > LINE for line in cue.lines),
            "is on for less than a second": cue.end - cue.start < SHORTEST,
            "is on for more than seven seconds": cue.end - cue.start > LONGEST,
            f"has {cue.speed:.1f} characters a second, at most {FASTEST:g}": cue.speed > FASTEST,
            "starts more than 0.1 s from its first word": abs(cue.start - first.start) > LEAD,
            "stays more than 0.5 s after its last word": cue.end > last.end + LINGER,
            "leaves less than two frames before the next": following and following.start - cue.end < GAP,
            "outlasts the lecture": cue.end > timeline.duration,
            "holds more than two sentences": inside.count(Break.SENTENCE) > 1,
            "runs from one sentence into the next on one line": inside.count(Break.SENTENCE) > len(ends) - 1,
            "breaks inside a number, a formula or a word pair": any(
                text.breaks[owners[i - 1]] is Break.NEVER or owners[i - 1 : i + 1].count(owners[i - 1]) == 2
                for i in ends
            ),
        }
        problems += [
            f"{seconds(cue.start):.2f} s, “{cue.text}”: {fault}" for fault, there in faults.items() if there
        ]
        position = ends[-1]
    return problems

"""From narration to utterances: what a caption shows, what a voice says, which words belong together.

Narration is plain words. Everything else comes in one of two ways:

``{name}``
    a value by name: its shown form for the eye, its spoken form for the voice;
``[shown](said)``
    shown as it stands, said in plain words, or in the voice's phonemes: ``[Euler](/ˈYləɹ/)``.
    Both halves may hold ``{name}``: ``[λ =](lambda equals) {value}`` or ``[λ = {value}](lambda is {value})``.

``{{`` and ``}}`` are braces. A sentence ends at ``.``, ``?`` or ``!`` before a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mathviz.voice.pronunciation import pronounced
from mathviz.voice.values import Value, value_of

__all__ = ["Script", "ScriptError", "Utterance", "parse"]


class ScriptError(ValueError):
    """A sentence that can't be said as it is written, with the reason and the remedy."""


@dataclass(frozen=True)
class Utterance:
    """One sentence: what a caption shows and what the voice says.

    ``words`` are the shown words, punctuation kept; joined by spaces they are ``shown``. A lone dash
    belongs to the word before it. ``spans[i] = (first, last)`` are the words of ``said.split()`` that say
    ``words[i]``, from ``first`` up to, not including, ``last``. Inside a value or an inline pair, words
    correspond one to one where both halves have equally many, entry by entry where both have equally many
    parts between commas ("(1, −1)" and "one, minus one"); else each shown word stands for all that is said.
    """

    shown: str
    said: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Script:
    """Parsed narration: its sentences in order and the values that they give, by name."""

    sentences: tuple[Utterance, ...]
    values: dict[str, Value]


_Piece = tuple[str, str]  # a run of shown characters and what is said for it

_PART = re.compile(
    r"(?P<brace>\{\{|\}\})"
    r"|\{(?P<name>[^{}]*)\}"
    r"|\[(?P<shown>\[?[^\[\]]+\]?)\]\((?P<said>[^()]*)\)"
    r"|(?P<space>\s+)"
    r"|(?P<plain>[^\s{}\[\]]+)"
    r"|(?P<stray>[{}\[\]])"
)
_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_SENTENCE_END = re.compile(r"[.?!][”\"’]*$")
_SHOWN_WORD = re.compile(r"\S+(?: —(?=\s|$))?")
_PHONEMES = re.compile(r"\[[A-Za-z]+\]\(/[^/\s()]+/\)")
_SAID_WORD = re.compile(r"[\"“‘]?[A-Za-z]+(?:['’-][A-Za-z]+)*(?:(?<=s)['’])?[.,;:?!…]*[\"”’]*[.,;:?!…]*|—")
_MISREAD = {
    "sin": "sine",
    "cos": "cosine",
    "exp": "e to the",
    "det": "determinant",
    "vs": "versus",
    "approx": "approximately",
    "etc": "and so on",
    "cf": "compare",
    "Fig": "figure",
    "Eq": "equation",
    "Dr": "doctor",
    "Prof": "professor",
    "St": "saint",
}


def parse(text: str, values: Mapping[str, Any]) -> Script:
    """The sentences of a narration, with ``values`` in their places.

    Raises:
        ScriptError: a name without a value or a value without a place or a spoken form; a digit, symbol,
            letter or abbreviation that the voice would drop or misread; an empty narration.
    """
    formed = {}
    for name, value in values.items():
        try:
            formed[name] = value_of(value)
        except (TypeError, ValueError) as error:
            raise ScriptError(f"{{{name}}}: {error}") from error
    used: set[str] = set()
    sentences = [_utterance(pieces) for pieces in _sentences(text, formed, used)]
    if not sentences:
        raise ScriptError("there is nothing to say: the narration is empty")
    if unused := sorted(formed.keys() - used):
        raise ScriptError(
            f"given but not said: {', '.join(unused)}; put {{{unused[0]}}} in the text or leave it out"
        )
    return Script(tuple(sentences), formed)


def _sentences(text: str, values: dict[str, Value], used: set[str]) -> Iterator[list[_Piece]]:
    pieces: list[_Piece] = []
    ended = False
    for match in _PART.finditer(text.strip()):
        kind = match.lastgroup
        if kind == "stray":
            raise ScriptError(
                f"“{match.group()}” stands alone in “{text.strip()}”: write {{name}}, [shown](said) or {{{{"
            )
        if kind == "space":
            if ended:
                yield pieces
                pieces = []
            elif pieces:
                pieces.append((" ", " "))
            continue
        if kind == "plain":
            pieces.append((match.group(), match.group()))
        elif kind == "said":
            shown = _filled(match["shown"], "shown", values, used)
            said = _filled(match["said"], "spoken", values, used)
            if re.fullmatch(r"/[^/]*/", said):
                letters = re.sub(r"[^A-Za-z]+", "", shown) or "x"  # what stands here isn't heard
                said = f"[{letters}]({said})"
            pieces += _aligned(" ".join(shown.split()), " ".join(said.split()))
        else:
            part = match.group()
            pieces += _aligned(_filled(part, "shown", values, used), _filled(part, "spoken", values, used))
        ended = kind == "plain" and bool(_SENTENCE_END.search(match.group()))
    if pieces:
        yield pieces


def _filled(text: str, form: str, values: dict[str, Value], used: set[str]) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match.group()[0]
        if name not in values:
            known = ", ".join(sorted(values)) or "none"
            raise ScriptError(f"{{{name}}} has no value; given: {known}")
        used.add(name)
        return str(getattr(values[name], form))

    return _PLACE.sub(fill, text)


def _aligned(shown: str, said: str) -> Iterator[_Piece]:
    """Pieces as small as the two forms allow."""
    for pattern in (r"(?<=[,;]) ", r" "):
        left, right = re.split(pattern, shown), re.split(pattern, said)
        if 1 < len(left) == len(right):
            for i, (a, b) in enumerate(zip(left, right, strict=True)):
                if i:
                    yield " ", " "
                yield from _aligned(a, b)
            return
    yield shown, said


def _utterance(pieces: list[_Piece]) -> Utterance:
    shown, said = "", ""
    reach: list[tuple[int, int]] = []  # for each shown character, the said characters of its piece
    for piece_shown, piece_said in pieces:
        reach += [(len(said), len(said) + len(piece_said))] * len(piece_shown)
        shown, said = shown + piece_shown, said + piece_said
    said_words = [(match.group(), *match.span()) for match in re.finditer(r"\S+", said)]
    words, spans = [], []
    for match in _SHOWN_WORD.finditer(shown):
        low = min(start for start, _ in reach[match.start() : match.end()])
        high = max(end for _, end in reach[match.start() : match.end()])
        inside = [
            i for i, (w, start, end) in enumerate(said_words) if start < high and end > low and w != "—"
        ]
        if not inside:
            raise ScriptError(f"“{match.group()}” in “{shown}” is shown but not said")
        words.append(match.group())
        spans.append((inside[0], inside[-1] + 1))
    plain = [word for word, _, _ in said_words]
    for word in plain:
        _check(word, shown)
    return Utterance(shown, " ".join(pronounced(plain)), tuple(words), tuple(spans))


def _check(word: str, sentence: str) -> None:
    plain = _PHONEMES.sub("x", word)
    if not _SAID_WORD.fullmatch(plain):
        raise ScriptError(
            f"“{word}” in “{sentence}” would not be read as it is meant: "
            f"give it as a value {{name}} or as [{word}](its words)"
        )
    bare = plain.strip('"“”‘’.,;:?!…')
    if bare in _MISREAD:
        raise ScriptError(f"“{word}” in “{sentence}” would be misread: write “{_MISREAD[bare]}”")

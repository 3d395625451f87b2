"""Where a line of text may break: at a sentence or clause, before a small word, and never inside a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

__all__ = ["Break", "breaks"]


class Break(IntEnum):
    """What a break after a word is, the better ones first."""

    SENTENCE = 0
    CLAUSE = 1
    JOINT = 2
    """Before a conjunction or a preposition."""
    PLAIN = 3
    NEVER = 4
    """Inside a number, a formula or brackets, or between an article and its noun."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CLAUSE_MARKS = ",;:—"
_LEANING = _words("a an the minus plus")
_OPERATORS = _words("= ≠ ≈ < > ≤ ≥ + − ± × · ÷ / → ∈")
_AFTER_THEIR_BASE = _words("squared cubed percent")
_JOINTS = _words(
    """and but or nor so because if when while where which that who whose how what why than then though
    until unless however about above after against along among around as at before behind below between
    beyond by during equals for from in inside into like minus near of off on onto out over per plus through
    to toward towards under up upon with within without"""
)
_LARGE = _words("hundred thousand million billion trillion")
_NUMBERS = _LARGE | _words(
    """minus zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety point half
    halves third thirds quarter quarters fifth fifths sixth sixths seventh sevenths eighth eighths ninth
    ninths tenth tenths"""
)


def breaks(words: Sequence[str]) -> list[Break]:
    """The break after each word of one sentence; the last is the sentence's end."""
    found = []
    depth = 0
    for i, (word, following) in enumerate(pairwise(words)):
        depth += sum(map(word.count, "([{")) - sum(map(word.count, ")]}"))
        if depth > 0 or _inseparable(words[i - 1] if i else "", word, following):
            found.append(Break.NEVER)
        elif word[-1] in _CLAUSE_MARKS:
            found.append(Break.CLAUSE)
        else:
            found.append(Break.JOINT if _bare(following) in _JOINTS else Break.PLAIN)
    return [*found, Break.SENTENCE]


def _inseparable(before: str, word: str, following: str) -> bool:
    if word in _OPERATORS or following in _OPERATORS:
        return True
    if word[-1] in _CLAUSE_MARKS:
        return False
    if _bare(word) in _LEANING and not (before and word == "A"):  # a capital A further on is a name
        return True
    if len(_bare(word)) == len(_bare(following)) == 1:  # a product: "A v"
        return True
    if "and" in (_bare(word), _bare(following)):  # "two hundred and | five"
        large, rest = (before, following) if _bare(word) == "and" else (word, "one")
        return _bare(large) in _LARGE and _is_number(rest)
    return _bare(following) in _AFTER_THEIR_BASE or (_is_number(word) and _is_number(following))


def _bare(word: str) -> str:
    return word.strip('“”"‘’.,;:?!…— ').lower()


def _is_number(word: str) -> bool:
    bare = _bare(word)
    return bare.partition("-")[0] in _NUMBERS or bool(re.fullmatch(r"−?[\d.,/]*\d%?", bare))

"""What has to be spelled out in phonemes, because voices that only know everyday English misread it.

The phonemes are those of misaki and Kokoro (A, I, O, W, Y are the diphthongs of bay, by, bow, bough, boy).
"""

from __future__ import annotations

import re

__all__ = ["pronounced"]

_NAMES = {
    "Cauchy": "kOʃˈi",
    "Cramer": "kɹɑmˈA",
    "Euler": "ˈYləɹ",
    "Fourier": "fˈʊɹiˌA",
    "Lagrange": "ləɡɹˈɑnʒ",
    "Lagrangian": "ləɡɹˈɑnʒiən",
    "Laplace": "ləplˈɑs",
    "Leibniz": "lˈIbnɪts",
    "Poisson": "pwɑsˈOn",
    "antiderivative": "ˌæntidəɹˈɪvəTɪv",
    "eigenspace": "ˈIɡənspˌAs",
}
_NAMED = re.compile(rf"(?P<before>[\"“‘]?)(?P<name>{'|'.join(_NAMES)})(?P<after>(?![A-Za-z]).*)")
_LETTER = re.compile(r"A(?P<after>[.,;:?!…]*)")
# After a capital A that opens a sentence, these words, or another letter, tell the letter from the article.
_AFTER_LETTER = {"and", "equals", "has", "inverse", "is", "maps", "minus", "or", "plus"}
_AFTER_LETTER |= {"sends", "squared", "takes", "times", "transpose"}


def pronounced(words: list[str]) -> list[str]:
    """The words of a sentence, with phonemes for names and for the letter A, which isn't the article."""
    return [
        _pronounced(words[i - 1] if i else ":", words[i], words[i + 1 : i + 2]) for i in range(len(words))
    ]


def _pronounced(before: str, word: str, following: list[str]) -> str:
    if name := _NAMED.fullmatch(word):
        return f"{name['before']}[{name['name']}](/{_NAMES[name['name']]}/){name['after']}"
    if letter := _LETTER.fullmatch(word):
        next_word = following[0].strip(".,;:?!") if following else ""
        opens = before.endswith(":")
        if letter["after"] or not opens or next_word in _AFTER_LETTER or len(next_word) == 1:
            return f"[A](/ˈA/){letter['after']}"
    return word

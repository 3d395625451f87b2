"""The page of a run, for who produces: what became of each lecture, and what to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from mathviz.publish.pages import render

__all__ = ["LectureReport", "Problem", "report_html"]


class Problem(TypedDict):
    """What went wrong: where, at which beat, with the last lines of the log and a picture of the moment."""

    message: str
    file: str | None
    line: int | None
    beat: str | None
    log: str
    still: str | None


class LectureReport(TypedDict):
    """What became of a lecture: ``made``, ``reused``, ``failed`` or ``skipped``.

    ``folder`` is where its files are and ``sheet`` its contact sheet, both as seen from the page; ``seconds``
    is what it took, ``how`` what was made and what was there, ``why`` what had changed.
    """

    id: str
    title: str
    outcome: str
    seconds: float
    folder: str | None
    how: str
    why: Sequence[str]
    sheet: str | None
    problems: Sequence[Problem]


ORDER = ("failed", "made", "reused", "skipped")
"""What is to be mended comes first."""


def report_html(
    *, title: str, profile: str, language: str, ended: str, seconds: float, lectures: Sequence[LectureReport]
) -> str:
    """The page of a run that ended at ``ended`` and took ``seconds``."""
    return render(
        "report.html.j2",
        styles=("site.css", "report.css"),
        title=title,
        profile=profile,
        language=language,
        ended=ended,
        seconds=seconds,
        groups=[(outcome, [one for one in lectures if one["outcome"] == outcome]) for outcome in ORDER],
        counts=Counter(one["outcome"] for one in lectures),
    )

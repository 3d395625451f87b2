"""The transcript: all that a lecture says and shows, to read, to search and to print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mathviz.publish.pages import render

__all__ = ["transcript_html"]


def transcript_html(lecture: Mapping[str, Any]) -> str:
    """The page ``transcript.<language>.html`` of a ``lecture.json`` (:func:`mathviz.publish.lecture_json`).

    Each time links into ``film.mp4``, which lies in the same folder.
    """
    chapters = [
        {
            **chapter,
            "beats": [beat["sentences"] for beat in lecture["beats"] if beat["chapter"] == index],
        }
        for index, chapter in enumerate(lecture["chapters"])
    ]
    return render("transcript.html.j2", lecture=lecture, language=lecture["language"], chapters=chapters)

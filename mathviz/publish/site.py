"""The first page: the lectures made so far, each with its film, chapters, questions and transcript."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mathviz.files import atomic_write
from mathviz.publish.pages import data_url, render
from mathviz.publish.records import dumps

__all__ = ["index_html", "publish"]


def publish(out: Path, course: Mapping[str, Any]) -> None:
    """Write ``course.json`` and ``index.html`` into ``out``, where the folders of the ready lectures are.

    ``course`` comes from :func:`mathviz.publish.course_json`. Raises ``FileNotFoundError`` when a lecture
    that it calls ready has no ``lecture.json`` or no captions.
    """
    lectures, captions = {}, {}
    for entry in _entries(course):
        if entry["status"] == "ready":
            folder = out / entry["folder"]
            lecture = json.loads((folder / "lecture.json").read_text(encoding="utf-8"))
            lectures[entry["id"]] = lecture
            captions[entry["id"]] = (folder / f"captions.{lecture['language']}.vtt").read_text(
                encoding="utf-8"
            )
    atomic_write(out / "index.html", index_html(course, lectures, captions))
    atomic_write(out / "course.json", dumps(course))


def index_html(
    course: Mapping[str, Any], lectures: Mapping[str, Mapping[str, Any]], captions: Mapping[str, str]
) -> str:
    """The page of a ``course.json``, given ``lecture.json`` and WebVTT text of each ready lecture by its id.

    Captions stand in the page as data: browsers refuse caption files beside a page on the file system.
    """
    return render(
        "index.html.j2",
        script="site.js",
        course=course,
        language=course["language"],
        lectures=lectures,
        captions={name: data_url(text, "text/vtt") for name, text in captions.items()},
        counts=Counter(entry["status"] for entry in _entries(course)),
        first=next((entry["id"] for entry in _entries(course) if entry["status"] == "ready"), None),
    )


def _entries(course: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        lecture for part in course["courses"] for module in part["modules"] for lecture in module["lectures"]
    ]

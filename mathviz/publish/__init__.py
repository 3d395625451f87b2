"""What a learner gets: the lecture's record, its transcript, and the page to watch it on."""

from mathviz.publish.records import course_json, dumps, file_json, lecture_json, timeline_json
from mathviz.publish.site import index_html, publish
from mathviz.publish.transcript import transcript_html

__all__ = [
    "course_json",
    "dumps",
    "file_json",
    "index_html",
    "lecture_json",
    "publish",
    "timeline_json",
    "transcript_html",
]

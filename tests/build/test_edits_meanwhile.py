"""Sources that are edited while a lecture is made: it is made again with what they say then."""

import pytest

from mathviz.build.config import load_project, select
from mathviz.build.events import LectureFailed, LectureRehearsed, LectureRestarted
from mathviz.build.head.run import render
from mathviz.build.head.trouble import EDITS
from tests.build.edited_project import LECTURES, Listener, from_scratch, one_crew, published, write

SLOPE = "scenes/algebra/lines/slope.py"
EDITS_MEANWHILE = {
    "a data file": ("scenes/algebra/lines/note.txt", "Three", "At last"),
    "a picture": ("scenes/algebra/lines/areas.py", "return 2.0", "return 2.5"),
    "a sentence": (SLOPE, "That is all.", "That is all of it, I think."),
    "a function's result": ("scenes/algebra/lines/areas.py", "return width * ", "return 2 * width * "),
}


class Editor(Listener):
    """Edits sources as soon as the first lecture is rehearsed, before it is drawn."""

    def __init__(self, *edits):
        super().__init__()
        self.edits = iter(edits)

    def __call__(self, event):
        self.append(event)
        if isinstance(event, LectureRehearsed) and event.lecture == LECTURES[0]:
            for path, text in next(self.edits, {}).items():
                path.write_text(text, encoding="utf-8")


def make(root, crew, editor):
    project = load_project(root / "config/course.yaml")
    return render(project, select(project, []), "web", root / "dist", None, None, editor, one_crew(crew))


def restarted(events):
    return [event.lecture for event in events if isinstance(event, LectureRestarted)]


@pytest.mark.parametrize("what", EDITS_MEANWHILE)
def test_a_lecture_is_made_again_with_what_its_sources_say(tmp_path, crew, what):
    write(tmp_path)
    file, old, new = EDITS_MEANWHILE[what]
    path = tmp_path / file
    events = Editor({path: path.read_text().replace(old, new)})
    finished = make(tmp_path, crew, events)
    assert (finished.done, finished.failed) == (2, 0), events
    assert restarted(events) == [LECTURES[0]]
    assert published(tmp_path / "dist") == from_scratch(tmp_path, crew).files


def test_sources_that_never_rest_are_told(tmp_path, crew):
    write(tmp_path)
    path = tmp_path / SLOPE
    text = path.read_text()
    edits = [{path: text.replace("That is all", f"That is all{' of it' * n}")} for n in range(1, EDITS + 3)]
    finished = make(tmp_path, crew, events := Editor(*edits))
    assert (finished.done, finished.failed) == (1, 1)
    assert restarted(events) == [LECTURES[0]] * EDITS
    (failed,) = (event for event in events if isinstance(event, LectureFailed))
    assert "edited again and again while it was made" in failed.message

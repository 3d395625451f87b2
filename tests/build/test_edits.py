"""An edit makes again what it changes, and nothing else: the films are those of a build from nothing."""

import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest

from mathviz.build.crew.local import Seats
from mathviz.build.events import LectureSkipped, LectureStarted
from mathviz.store import Store
from tests.build.edited_project import LECTURES, build, from_scratch, write

LINES = Path("scenes/algebra/lines")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("edits é")


@pytest.fixture(scope="module")
def first(root, crew):
    write(root)
    return build(root, crew)


def edit(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def segments_in_the_store(root):
    store = Store(root / ".mathviz/store")
    return {store.read(key) for key in store.names() if key.startswith("segment/")}


def test_everything_is_drawn_once_and_then_nothing(root, crew, first):
    for name in LECTURES:
        pieces = [(begin, end) for begin, end, _ in first.contents[name]]
        assert first.drawn(name) == pieces
    again = build(root, crew)
    assert again.told(LectureStarted) == []
    assert {event.reason for event in again.told(LectureSkipped)} == {"up to date"}
    assert again.files == first.files


# What is edited, and which lectures are then looked at again.
NOTHING: tuple[str, ...] = ()
FIRST, SECOND = (LECTURES[0],), (LECTURES[1],)
EDITS = {
    "a comment": (
        LINES / "slope.py",
        "# A rectangle comes in.",
        "# In comes\n\n\n        # a rectangle.",
        NOTHING,
    ),
    "a docstring": (LINES / "areas.py", '"""What the lectures compute."""', '"""Other words."""', NOTHING),
    "a function that no lecture calls": (
        LINES / "areas.py",
        "    return width\n",
        "    return -width\n",
        NOTHING,
    ),
    "a function that one lecture shows": (
        LINES / "areas.py",
        "return 2 * (width + height)",
        "return 2.5 * (width + height)",
        SECOND,
    ),
    "a default argument": (LINES / "areas.py", "height=1.5", "height=2.5", LECTURES),
    "a class attribute two imports away": (LINES / "units.py", "size = 1.0", "size = 2.0", LECTURES),
    "a method reached with getattr": (LINES / "areas.py", "return 2.0", "return 2.5", FIRST),
    "a data file": (LINES / "note.txt", "Three", "At last", FIRST),
    "one sentence": (LINES / "slope.py", "That is all.", "That is all of it.", FIRST),
    "a class attribute of the lecture": (LINES / "slope.py", "side_length = 1.0", "side_length = 1.2", FIRST),
    "monkeypatching from a module": (
        LINES / "units.py",
        '    name = "unit"\n',
        '    name = "unit"\n\n\nUnit.size = 3.0\n',
        LECTURES,
    ),
    "a module beside another": (LINES / "areas/__init__.py", None, "from ._areas import *\n", LECTURES),
    "the seed": (Path("config/course.yaml"), "seed: 7", "seed: 8", LECTURES),
    "a title": (Path("config/course.yaml"), "title: Lines", "title: Straight lines", LECTURES),
    "the objective": (Path("config/course.yaml"), "Read the slope of a line", "Read a slope", FIRST),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_again_what_it_changes(root, crew, first, name):
    file, old, new, expected = EDITS[name]
    before = build(root, crew)
    known = segments_in_the_store(root)
    path = root / file
    if old is None:
        kept = None
        path.parent.mkdir()
        path.write_text(new, encoding="utf-8")
        (path.parent / "_areas.py").write_text((root / LINES / "areas.py").read_text() + "\n\nx = 1\n")
    else:
        kept = path.read_bytes()
        edit(root, file, old, new)
    try:
        after = build(root, crew)
        assert {event.lecture for event in after.told(LectureStarted)} == set(expected)
        if not expected:
            assert after.files == before.files
            return
        scratch = from_scratch(root, crew)
        for lecture in LECTURES:
            # Drawn is what shows something else than before, and no more.
            new_ones = [(b, e) for b, e, data in scratch.contents[lecture] if data not in known]
            assert after.drawn(lecture) == new_ones
        assert after.files == scratch.files
    finally:
        if kept is None:
            shutil.rmtree(path.parent)
        else:
            path.write_bytes(kept)


class StrangersCrew:
    """A new process for each piece of work: none knows what another one saw."""

    hands = 1

    def serve(self, place, tell):
        self._place, self._tell = place, tell

    def submit(self, work):
        seats, future = Seats(1, self._place), Future()
        try:
            future.set_result(seats.perform(work, self._tell))
        finally:
            seats.close()
        return future


def test_what_one_process_used_is_not_taken_for_what_all_did(tmp_path):
    """The first segments are drawn before the function runs that is edited: they stand, as do the last."""
    course = write(tmp_path)
    text = course.read_text().replace("            scene: scenes.algebra.lines.intercept.Intercept\n", "")
    course.write_text(text)
    build(tmp_path, StrangersCrew())
    known = segments_in_the_store(tmp_path)
    edit(tmp_path, LINES / "areas.py", "return width * height", "return 3 * width * height")
    after = build(tmp_path, StrangersCrew())
    pieces = after.contents[LECTURES[0]]
    drawn = [(begin, end) for begin, end, data in pieces if data not in known]
    assert after.drawn(LECTURES[0]) == drawn
    assert 0 < len(drawn) < len(pieces) / 2


def test_going_back_draws_nothing(root, crew, first):
    back = build(root, crew)
    assert [back.drawn(name) for name in LECTURES] == [[], []]
    assert back.files == first.files


def test_a_variable_of_the_environment_that_a_lecture_asks_for_counts(root, crew, first, monkeypatch):
    path = root / LINES / "intercept.py"
    kept = path.read_bytes()
    asks = 'import os\n\nAROUND = os.environ.get("MATHVIZ_TOY", "Around")\n\n\nclass Intercept'
    edit(root, LINES / "intercept.py", "class Intercept", asks)
    edit(root, LINES / "intercept.py", 'self.chapter("Around")', "self.chapter(AROUND)")
    try:
        build(root, crew)
        monkeypatch.setenv("MATHVIZ_OTHER", "Other")
        assert build(root, crew).told(LectureStarted) == []
        monkeypatch.setenv("MATHVIZ_TOY", "Elsewhere")
        assert [event.lecture for event in build(root, crew).told(LectureStarted)] == list(SECOND)
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize("question", ["exists()", "is_dir()"])
def test_a_file_that_a_lecture_only_asks_for_counts(root, crew, first, question):
    path, asked = root / LINES / "intercept.py", root / LINES / "wanted"
    kept = path.read_bytes()
    asks = f'from pathlib import Path\n\nTHERE = Path(__file__).with_name("wanted").{question}\n\n\n'
    edit(root, LINES / "intercept.py", "class Intercept", f"{asks}class Intercept")
    edit(root, LINES / "intercept.py", 'self.chapter("Again")', 'self.chapter("Yes" if THERE else "No")')
    try:
        before = build(root, crew)
        assert build(root, crew).told(LectureStarted) == []
        asked.mkdir()
        after = build(root, crew)
        assert [event.lecture for event in after.told(LectureStarted)] == list(SECOND)
        assert after.files != before.files
    finally:
        path.write_bytes(kept)
        asked.rmdir()


def test_what_lies_beside_a_file_whose_path_a_lecture_resolves_does_not_count(root, crew, first):
    path = root / LINES / "intercept.py"
    kept = path.read_bytes()
    asks = "from pathlib import Path\n\nHERE = Path(__file__).resolve()\n\n\n"
    edit(root, LINES / "intercept.py", "class Intercept", f"{asks}class Intercept")
    beside = [folder / "beside.txt" for folder in (root.parent, root, root / LINES)]
    try:
        build(root, crew)
        for file in beside:
            file.touch()
        assert build(root, crew).told(LectureStarted) == []
    finally:
        path.write_bytes(kept)
        for file in beside:
            file.unlink()


def test_a_lecture_that_starts_a_program_is_looked_at_each_time(root, crew, first):
    path, read = root / LINES / "intercept.py", root / LINES / "read.txt"
    kept = path.read_bytes()
    read.write_text("Before")
    starts = f'import subprocess\n\nSAYS = subprocess.check_output(["cat", {str(read)!r}], text=True)\n\n\n'
    edit(root, LINES / "intercept.py", "class Intercept", f"{starts}class Intercept")
    edit(root, LINES / "intercept.py", 'self.chapter("Again")', "self.chapter(SAYS)")
    try:
        before = build(root, crew)
        same = build(root, crew)
        assert [event.lecture for event in same.told(LectureStarted)] == list(SECOND)
        assert same.drawn(SECOND[0]) == []
        assert same.files == before.files
        read.write_text("After")
        assert build(root, crew).files != before.files
    finally:
        path.write_bytes(kept)
        read.unlink()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("config/themes/default.yaml", 'ink: "#F2EFE8"', 'ink: "#F2EFE0"'),
        ("config/profiles.yaml", "fps: 15", "fps: 24"),
        ("config/voices.yaml", None, "silent:\n  engine: silent\n  speed: 1.25\n"),
    ],
)
def test_theme_profile_and_voice_touch_all(root, crew, first, file, old, new):
    path = root / file
    kept = path.read_bytes()
    try:
        if old is None:
            path.write_text(kept.decode() + new, encoding="utf-8")
        else:
            edit(root, file, old, new)
        after = build(root, crew)
        assert {event.lecture for event in after.told(LectureStarted)} == set(LECTURES)
        assert all(after.drawn(name) for name in LECTURES)
        assert after.files == from_scratch(root, crew).files
    finally:
        path.write_bytes(kept)

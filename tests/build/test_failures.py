"""A lecture that fails is told with all that helps; whatever it does, the others are made."""

import numpy as np
import pytest
from PIL import Image

from mathviz.build.config import load_project, select
from mathviz.build.events import LectureFailed, LectureFinished, PlayReached, SegmentDrawn, WorkRetried
from mathviz.build.head import schedule, steps, trouble
from mathviz.build.head.run import render as run
from tests.build.edited_project import LECTURES, SLOPE, Listener, build, one_crew, write

CALM = "        # A rectangle comes in.\n"
LATE = "        self.chapter(note)\n"


def render(root, crew):
    project = load_project(root / "config/course.yaml")
    events = Listener()
    finished = run(project, select(project, []), "web", root / "dist", None, None, events, one_crew(crew))
    return finished, events


def made(events):
    return [event.lecture for event in events if isinstance(event, LectureFinished)]


@pytest.fixture
def lecture(tmp_path):
    write(tmp_path)
    path = tmp_path / "scenes/algebra/lines/slope.py"

    def change(at, code):
        path.write_text(SLOPE.replace(at, f"{at}        {code}\n"), encoding="utf-8")
        return path.read_text().splitlines().index(f"        {code}") + 1

    return change


def test_an_error_is_told_with_its_beat_its_place_its_log_and_a_picture(tmp_path, crew, lecture):
    line = lecture(LATE, "print('what I know'); 1 / 0")
    finished, events = render(tmp_path, crew)
    assert (finished.done, finished.failed) == (1, 1)
    (failed,) = (event for event in events if isinstance(event, LectureFailed))
    assert failed.message == "ZeroDivisionError: division by zero"
    assert (failed.file, failed.line) == (str(tmp_path / "scenes/algebra/lines/slope.py"), line)
    assert failed.beat == "Its area is 3."
    assert "what I know" in failed.log
    picture = np.asarray(Image.open(failed.still))
    assert picture.shape == (72, 128, 3)
    assert picture.max() > 150  # the square and the title were there
    assert made(events) == [LECTURES[1]]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import os; os.kill(os.getpid(), 9)", "was killed by signal 9"),
        ("import os; os._exit(7)", "left with 7"),
        ("import ctypes; ctypes.string_at(0)", "was killed by signal 11"),
    ],
)
def test_a_worker_that_dies_is_replaced_a_few_times(tmp_path, crew, lecture, code, told):
    line = lecture(LATE, code)
    finished, events = render(tmp_path, crew)
    assert (finished.done, finished.failed) == (1, 1)
    (failed,) = (event for event in events if isinstance(event, LectureFailed))
    assert told in failed.message
    assert failed.file.endswith("slope.py")
    assert line - 4 <= failed.line <= line  # the animation before
    retries = [event for event in events if isinstance(event, WorkRetried)]
    assert len(retries) == trouble.TRIES - 1
    assert made(events) == [LECTURES[1]]


def test_a_lecture_that_hangs_is_ended(tmp_path, crew, lecture, monkeypatch):
    monkeypatch.setattr(schedule, "PATIENCE", -285.0)  # fifteen seconds for a rehearsal, Manim included
    monkeypatch.setattr(trouble, "TRIES", 1)
    lecture(LATE, "import time; time.sleep(600)")
    (tmp_path / "config/course.yaml").write_text(
        (tmp_path / "config/course.yaml")
        .read_text()
        .replace("            scene: scenes.algebra.lines.intercept.Intercept\n", "")
    )
    finished, events = render(tmp_path, crew)
    assert (finished.done, finished.failed) == (0, 1)
    (failed,) = (event for event in events if isinstance(event, LectureFailed))
    assert "seems to hang" in failed.message
    assert "slope.py" in failed.log  # where it hung


DYING_ONCE = """

def dying_once(t):
    if 0 < t < 1 and not Path({mark!r}).exists():
        Path({mark!r}).touch()
        os.kill(os.getpid(), 9)
    return t
"""


@pytest.fixture
def one_run(monkeypatch):
    """Lectures are drawn in one run each, whatever it costs here."""
    monkeypatch.setattr(steps.Cutter, "runs", lambda *_, **__: 1)


def test_what_a_worker_had_finished_when_it_died_is_not_drawn_again(tmp_path, crew, one_run):
    """It dies in the last chapter, and only when that is drawn: a rehearsal steps over what moves."""
    write(tmp_path)
    path, mark = tmp_path / "scenes/algebra/lines/slope.py", tmp_path / "died"
    source = "import os\n" + SLOPE.replace("rate_func=linear", "rate_func=dying_once")
    path.write_text(source + DYING_ONCE.format(mark=str(mark)), encoding="utf-8")
    finished, events = render(tmp_path, crew)
    assert finished.failed == 0
    assert [event.what for event in events if isinstance(event, WorkRetried)] == ["draw"]
    assert not any(isinstance(event, PlayReached) for event in events)
    again = build(tmp_path, crew)
    drawn = [e.frame for e in events if isinstance(e, SegmentDrawn) and e.lecture == LECTURES[0]]
    assert drawn == [first for first, _, _ in again.contents[LECTURES[0]]]


def test_of_a_worker_that_dies_while_it_draws_the_beat_and_a_picture_are_known(tmp_path, crew, one_run):
    write(tmp_path)
    path = tmp_path / "scenes/algebra/lines/slope.py"
    dying = "\n\ndef dying(t):\n    return t if t in (0, 1) else os.kill(os.getpid(), 9)\n"
    path.write_text("import os\n" + SLOPE.replace("rate_func=linear", "rate_func=dying") + dying)
    finished, events = render(tmp_path, crew)
    assert (finished.done, finished.failed) == (1, 1)
    (failed,) = (event for event in events if isinstance(event, LectureFailed))
    assert failed.beat == "That is all."
    lines = path.read_text().splitlines()
    assert "rate_func=dying" in lines[failed.line - 1]
    assert np.asarray(Image.open(failed.still)).max() > 150

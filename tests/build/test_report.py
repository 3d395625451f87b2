import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from mathviz.build.events import (
    LectureFailed,
    LectureFinished,
    LectureProgress,
    LectureRehearsed,
    LectureSkipped,
    LectureStarted,
    LectureToMake,
    RunFinished,
    RunStarted,
)
from mathviz.build.report import LiveReporter, PlainReporter, reporter

RUN = [
    RunStarted(("al-m1-slope", "al-m1-area"), 3, "draft", Path("dist/draft")),
    LectureStarted("al-m1-slope", "Slope [red]"),
    LectureRehearsed("al-m1-slope", 3000, 200.0),
    LectureProgress("al-m1-slope", "Rise [bold]", 100, 3000),
    LectureProgress("al-m1-slope", "Rise [bold]", 200, 3000),
    LectureProgress("al-m1-slope", "Run", 1500, 3000),
    LectureFinished("al-m1-slope", Path("dist/draft/algebra/lines/al-m1-slope"), 3000, 84.2),
    LectureStarted("al-m1-area", "Area"),
    LectureFailed("al-m1-area", 'the word "squire" is not said', "scenes/area.py", 12),
    LectureSkipped("al-m1-later", "planned"),
    RunFinished(1, 1, 3, 96.0),
]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (RUN[0], {"event": "run-started", "lectures": ["al-m1-slope", "al-m1-area"], "planned": 3}),
        (LectureToMake("a", "A", Path("x/a")), {"event": "lecture-to-make", "folder": "x/a", "title": "A"}),
        (RUN[3], {"event": "lecture-progress", "chapter": "Rise [bold]", "frame": 100, "frames": 3000}),
        (RUN[6], {"event": "lecture-finished", "folder": "dist/draft/algebra/lines/al-m1-slope"}),
        (RUN[8], {"event": "lecture-failed", "file": "scenes/area.py", "line": 12}),
        (RUN[10], {"event": "run-finished", "done": 1, "failed": 1, "skipped": 3, "seconds": 96.0}),
    ],
)
def test_an_event_is_one_json_object_with_its_name_and_version(event, expected):
    told = json.loads(json.dumps(event.as_json()))
    assert {"version": 1, **expected}.items() <= told.items()


def test_plain_lines_tell_starts_chapters_ends_and_counts(capsys):
    with PlainReporter() as report:
        for event in RUN:
            report(event)
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "2 lectures to make as draft into dist/draft; 3 planned, without a scene yet",
        "  al-m1-slope: Slope [red]",
        "  al-m1-slope: rehearsed, 3 min 20 s long, 3000 frames",
        "  al-m1-slope: frame 100 of 3000, Rise [bold]",
        "  al-m1-slope: frame 1500 of 3000, Run",
        "✓ al-m1-slope made in 1 min 24 s: dist/draft/algebra/lines/al-m1-slope",
        "  al-m1-area: Area",
        "1 lecture made, 1 failed, 3 skipped in 1 min 36 s",
    ]
    assert err == '✗ al-m1-area failed: scenes/area.py:12: the word "squire" is not said\n'


def live(events, environment, width=140):
    screen = io.StringIO()
    console = Console(
        file=screen, force_terminal=True, width=width, color_system="auto", _environ=environment
    )
    with LiveReporter(console) as report:
        for event in events:
            report(event)
    return screen.getvalue()


def text_of(screen: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen)


def test_the_live_display_shows_lecture_chapter_frames_and_what_is_done(capsys):
    during = text_of(live(RUN[:6], {"TERM": "xterm-256color"}))
    assert "al-m1-slope" in during
    assert "1500/3000" in during
    assert "Run" in during.splitlines()[-1]
    after = text_of(live(RUN, {"TERM": "xterm-256color"}))
    assert "✓ al-m1-slope made in 1 min 24 s" in after
    assert "1 lecture made, 1 failed, 3 skipped" in after
    assert "1500/3000" not in after.splitlines()[-1]
    assert "scenes/area.py:12" in capsys.readouterr().err


def test_the_live_display_shows_frames_a_second_and_time_left():
    class Clock:
        now = 0.0

        def __call__(self) -> float:
            return self.now

    clock = Clock()
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=140, get_time=clock)
    with LiveReporter(console) as report:
        report(LectureStarted("al-m1-slope", "Slope"))
        report(LectureRehearsed("al-m1-slope", 3000, 200.0))
        for frame in range(0, 1001, 50):  # 50 frames in each second
            report(LectureProgress("al-m1-slope", "Run", frame, 3000))
            clock.now += 1.0
    assert "50 frames/s" in text_of(screen.getvalue())
    assert " 00:40 " in text_of(screen.getvalue())  # the other 2000 frames


def test_on_a_narrow_terminal_a_lecture_has_one_line_and_no_path_is_broken(capsys):
    narrow = text_of(live(RUN[:6], {"TERM": "xterm-256color"}, width=72))
    shown = [line for line in narrow.splitlines() if "al-m1-slope" in line][-1].split("\r")[-1]
    assert "1500/3000" in shown and "Run" in shown
    assert len(shown) <= 72
    after = text_of(live(RUN, {"TERM": "xterm-256color"}, width=40))
    assert "made in 1 min 24 s: dist/draft/algebra/lines/al-m1-slope" in after


COLOUR = re.compile(r"\x1b\[[0-9;]*(3[0-7]|38;)[0-9;]*m")


def test_no_color_is_respected():
    assert COLOUR.search(live(RUN[:6], {"TERM": "xterm-256color"}))
    assert not COLOUR.search(live(RUN[:6], {"TERM": "xterm-256color", "NO_COLOR": "1"}))


def test_away_from_a_terminal_lines_are_plain():
    assert isinstance(reporter(as_json=False), PlainReporter)


NOISY_RUN = """
import subprocess, sys
from mathviz.build.events import LectureFailed, LectureStarted
from mathviz.build.report import reporter

with reporter(as_json=True) as report:
    report(LectureStarted("al-m1-slope", "Slope é"))
    print("noise of this process")
    subprocess.run([sys.executable, "-c", "print('noise of another')"], check=True)
    report(LectureFailed("al-m1-slope", "broken", "scenes/slope.py", 3))
print("after")
"""


def test_with_json_nothing_else_comes_out():
    run = subprocess.run([sys.executable, "-c", NOISY_RUN], capture_output=True, text=True, check=True)
    *events, after = run.stdout.splitlines()
    assert [json.loads(line)["event"] for line in events] == ["lecture-started", "lecture-failed"]
    assert json.loads(events[0])["title"] == "Slope é"
    assert after == "after"
    assert "noise of this process" in run.stderr
    assert "noise of another" in run.stderr
    assert "scenes/slope.py:3: broken" in run.stderr

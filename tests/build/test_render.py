"""Rendering for real, small: all files of a film; a failure stops no other; nothing is left half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

from mathviz.build.config import load_project, select
from mathviz.build.rehearsal import rehearse
from mathviz.timeline import seconds
from mathviz.voice import caption_problems, loudness, read_vtt
from tests.build.small_project import COURSE, write_project

GOOD = '''
from manim import Create, FadeIn, Square

from mathviz.stage import Lecture, Question


class Slope(Lecture):
    """A slope, in a few words."""

    closing = 0.5

    def construct(self):
        self.chapter("A <slope> & a line")
        square = Square()
        with self.say("Here is a square, and its area is {area}.", area=4.0) as line:
            self.play(Create(square), run_time=line.until("area"))
        self.chapter("Afterwards, a question")
        guess = self.ask(
            Question("Is it a square?", choices=("Yes", "No"), answer=0, explanations=("Yes.", "Look again."))
        )
        with self.answer(guess, "Yes. It has four equal sides, and four right angles."):
            self.play(FadeIn(Square(0.5)))
'''
BAD = '''
from mathviz.stage import Lecture


class Intercept(Lecture):
    """Fails in its second beat."""

    def construct(self):
        self.chapter("Only")
        self.say("All is well.")
        1 / 0
'''
FOLDER = Path("algebra/lines/al-m1-slope")
FILES = {
    "film.mp4",
    "captions.en.vtt",
    "captions.en.srt",
    "chapters.en.vtt",
    "transcript.en.html",
    "poster.jpg",
    "lecture.json",
}


def project(root, *, second=""):
    course = write_project(root, GOOD)
    if second:
        (root / "scenes/algebra/lines/intercept.py").write_text(second, encoding="utf-8")
        text = COURSE.replace(
            "prerequisites: [al-m1-slope]\n",
            "prerequisites: [al-m1-slope]\n            scene: scenes.algebra.lines.intercept.Intercept\n",
        )
        course.write_text(text, encoding="utf-8")
    return course


def mathviz(*arguments, cwd, **kwargs):
    command = [sys.executable, "-m", "mathviz", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, **kwargs)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    root = tmp_path_factory.mktemp("a project with spaces é")
    course = project(root, second=BAD)
    result = mathviz("render", "--course", course, "--json", cwd=root)
    return root, course, result


def test_one_failing_lecture_stops_no_other(rendered):
    root, _, result = rendered
    assert result.returncode == 1, result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert {event["version"] for event in events} == {1}
    (failed,) = (event for event in events if event["event"] == "lecture-failed")
    assert failed["lecture"] == "al-m1-intercept"
    assert "ZeroDivisionError" in failed["message"]
    assert failed["file"].endswith("intercept.py")
    assert failed["line"] == BAD.splitlines().index("        1 / 0") + 1
    assert (events[-1]["event"], events[-1]["done"], events[-1]["failed"]) == ("run-finished", 1, 1)
    assert "Traceback" not in result.stderr
    assert not (root / "dist/algebra/lines/al-m1-intercept/film.mp4").exists()


def test_all_files_are_there_and_nothing_else(rendered):
    root, _, _ = rendered
    assert {path.name for path in (root / "dist" / FOLDER).iterdir()} == FILES
    assert {path.name for path in (root / "dist").iterdir()} == {
        "algebra",
        "course.json",
        "index.html",
        "report",
        "report.html",
    }


def test_the_report_shows_what_was_made_and_what_to_mend(rendered):
    root, _, _ = rendered
    page = (root / "dist/report.html").read_text(encoding="utf-8")
    assert page.index("Failed") < page.index("ZeroDivisionError") < page.index("Made")
    assert f"scenes/algebra/lines/intercept.py:{BAD.splitlines().index('        1 / 0') + 1}" in page
    assert {path.name for path in (root / "dist/report").iterdir()} == {
        "al-m1-intercept.png",
        "al-m1-slope.jpg",
    }
    for name in ("al-m1-intercept.png", "al-m1-slope.jpg"):
        assert f'src="report/{name}"' in page


def test_the_record_tells_the_truth_about_the_files(rendered):
    import hashlib

    root, _, _ = rendered
    record = json.loads((root / "dist" / FOLDER / "lecture.json").read_text(encoding="utf-8"))
    assert record["version"] == 1
    assert set(record["files"]) == FILES - {"lecture.json"}
    for name, entry in record["files"].items():
        data = (root / "dist" / FOLDER / name).read_bytes()
        assert entry == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (number,) = record["numbers"]
    assert (number["name"], number["value"], number["shown"], number["spoken"]) == ("area", 4.0, "4", "four")
    assert record["questions"][0]["rest"]["end"] - record["questions"][0]["rest"]["start"] == pytest.approx(4)
    manifest = json.loads((root / "dist" / "course.json").read_text(encoding="utf-8"))
    states = {
        lecture["id"]: lecture["status"]
        for course in manifest["courses"]
        for module in course["modules"]
        for lecture in module["lectures"]
    }
    assert states == {"al-m1-slope": "ready", "al-m1-intercept": "failed"}


@pytest.fixture
def no_other_scenes(monkeypatch):
    """What this process has imported of another project's scenes is out of the way."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "scenes"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("no_other_scenes")
def test_the_film_keeps_its_promises(rendered):
    root, course, _ = rendered
    loaded = load_project(course)
    timeline = rehearse(loaded, select(loaded, ["al-m1-slope"]).lectures[0], loaded.profiles["web"])
    with av.open(str(root / "dist" / FOLDER / "film.mp4")) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        ends = [float(stream.duration * stream.time_base) for stream in (video, audio)]
        assert ends[0] == pytest.approx(timeline.frames(15) / 15)
        assert abs(ends[1] - ends[0]) < 1 / 15
        assert [c["metadata"]["title"] for c in film.chapters()] == [
            "A <slope> & a line",
            "Afterwards, a question",
        ]
        assert (film.metadata["title"], film.metadata["album"]) == ("Slope", "Algebra")
        assert (video.codec_context.profile, video.codec_context.pix_fmt) == ("High", "yuv420p")
        assert (audio.codec_context.name, audio.rate) == ("aac", 48_000)
        assert {stream.metadata["language"] for stream in (video, audio)} == {"eng"}
        samples = np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])
    heard = loudness(samples)
    assert heard.integrated == pytest.approx(-16, abs=0.5)
    assert heard.true_peak <= -1
    # Where a sentence begins, the sound begins.
    for sentence in timeline.sentences:
        start = round(seconds(sentence.start) * 48_000)
        assert np.abs(samples[start + 1440 : start + 9600]).max() > 0.02


def test_the_poster_shows_how_the_lecture_ends(rendered):
    from PIL import Image

    root, _, _ = rendered
    poster = np.asarray(Image.open(root / "dist" / FOLDER / "poster.jpg")).astype(int)
    with av.open(str(root / "dist" / FOLDER / "film.mp4")) as film:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in film.decode(video=0)]
    differences = [np.abs(frame - poster).mean() for frame in frames]
    assert differences[-1] == min(differences) < differences[0] / 2


@pytest.mark.usefixtures("no_other_scenes")
def test_captions_keep_the_rules(rendered):
    root, course, _ = rendered
    loaded = load_project(course)
    timeline = rehearse(loaded, select(loaded, ["al-m1-slope"]).lectures[0], loaded.profiles["web"])
    text = (root / "dist" / FOLDER / "captions.en.vtt").read_text(encoding="utf-8")
    assert caption_problems(read_vtt(text), timeline) == []


def test_a_planned_lecture_by_name_and_an_unknown_voice_are_usage_errors(tmp_path):
    course = project(tmp_path)
    assert mathviz("render", "al-m1-intercept", "--course", course, cwd=tmp_path).returncode == 2
    result = mathviz("render", "--voice", "hart", "--course", course, cwd=tmp_path)
    assert result.returncode == 2
    assert "hart" in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / "dist").exists()


def start(course, cwd, *options):
    command = [sys.executable, "-m", "mathviz", "render", "--course", str(course), "--json", *options]
    return subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(process, event):
    for line in process.stdout:
        if json.loads(line)["event"] == event:
            return
    raise AssertionError(f"no {event} came: {process.stderr.read()}")


def test_ctrl_c_ends_it_with_130_and_leaves_no_film(tmp_path):
    course = project(tmp_path)
    process = start(course, tmp_path)
    wait_for(process, "lecture-rehearsed")
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - began < 15
    assert "Traceback" not in process.stderr.read()
    assert not (tmp_path / "dist" / FOLDER / "film.mp4").exists()


def test_a_killed_run_leaves_no_half_film_and_the_next_one_is_whole(tmp_path):
    course = project(tmp_path)
    process = start(course, tmp_path)
    wait_for(process, "lecture-progress")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    assert not (tmp_path / "dist" / FOLDER / "film.mp4").exists()
    assert mathviz("render", "--course", course, cwd=tmp_path).returncode == 0
    assert {path.name for path in (tmp_path / "dist" / FOLDER).iterdir()} == FILES


def test_a_still_and_a_sheet_are_pictures(tmp_path):
    from PIL import Image

    course = project(tmp_path)
    for moment in ("0.5", "word:area", "chapter:2"):
        out = tmp_path / "still.png"
        result = mathviz("still", "al-m1-slope", "--at", moment, "-o", out, "--course", course, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        assert Image.open(out).size == (256, 144)
    assert np.asarray(Image.open(out))[:, :, :3].max() > 150
    result = mathviz(
        "still", "al-m1-slope", "--at", "word:banana", "-o", out, "--course", course, cwd=tmp_path
    )
    assert result.returncode == 2 and "banana" in result.stderr and "Traceback" not in result.stderr
    result = mathviz("sheet", "al-m1-slope", "-o", tmp_path / "sheet.png", "--course", course, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert Image.open(tmp_path / "sheet.png").width > 1000

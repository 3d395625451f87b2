import json
import logging
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

import mathviz
from mathviz.cli import cli, main
from tests.build.small_project import write_project

ROOT = Path(__file__).parents[1]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mathviz", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path)
    return tmp_path


@pytest.fixture
def run(project, monkeypatch, capfd):
    """Run a command line in the small project, in this process."""
    monkeypatch.chdir(project)

    def call(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as leaving:
            main(list(arguments))
        return Result(leaving.value.code or 0, *capfd.readouterr())

    return call


def test_list_shows_what_has_a_scene_and_what_is_planned(run):
    result = run("list")
    assert result.code == 0
    assert re.search(r"● al-m1-slope +Slope", result.out)
    assert re.search(r"· al-m1-intercept +Intercept", result.out)
    assert "1 of 2 lectures have a scene" in result.out


def test_list_as_json_has_a_version_and_every_lecture(run):
    result = run("list", "--json")
    told = json.loads(result.out)
    assert told["version"] == 1
    assert (told["lectures"], told["planned"]) == (2, 1)
    slope, intercept = told["courses"][0]["modules"][0]["lectures"]
    assert slope["folder"] == "algebra/lines/al-m1-slope"
    assert not slope["planned"]
    assert intercept["planned"]
    assert intercept["prerequisites"] == ["al-m1-slope"]


def files_below(folder: Path) -> dict[str, int]:
    return {
        str(file.relative_to(folder)): file.stat().st_mtime_ns
        for file in folder.rglob("*")
        if "__pycache__" not in file.parts
    }


def test_a_dry_run_says_what_would_be_made_and_touches_nothing(run, project):
    before = files_below(project)
    result = run("render", "--dry-run")
    assert result.code == 0
    assert result.out.splitlines() == [
        "1 lecture to make as web into dist; 1 planned, without a scene yet",
        "  al-m1-slope (Slope) into dist/algebra/lines/al-m1-slope",
    ]
    assert files_below(project) == before


def test_other_profiles_have_a_folder_of_their_own(run, project):
    profiles = project / "config" / "profiles.yaml"
    text = profiles.read_text(encoding="utf-8")
    profiles.write_text(text + text.replace("web:", "draft:"), encoding="utf-8")
    result = run("render", "--dry-run", "--json", "--profile", "draft", "al-m1-slope")
    started, to_make = [json.loads(line) for line in result.out.splitlines()]
    assert started["out"] == str(project / "dist" / "draft")
    assert to_make["event"] == "lecture-to-make"
    result = run("render", "--dry-run", "--json", "--out", "elsewhere")
    assert json.loads(result.out.splitlines()[1])["folder"] == "elsewhere/algebra/lines/al-m1-slope"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["render", "al-m1-slop"],
            'there is no lecture "al-m1-slop"; allowed: .*did you mean "al-m1-slope"?',
        ),
        (["render", "al-m1-intercept"], '"al-m1-intercept" is planned'),
        (["render", "ps-*"], 'no lecture matches "ps-\\*"'),
        (["render", "--profile", "wbe"], '--profile: unknown "wbe"; allowed: web; did you mean "web"?'),
        (["render", "--voice", "slient"], '--voice: unknown "slient"; allowed: silent, heart; did you mean'),
        (["render", "--jobs", "0"], "--jobs"),
        (["render", "--fast"], "--fast"),
        (["rehearse", "al-*", "--voice", "nobody"], '--voice: unknown "nobody"'),
        (["still", "al-m1-slope"], "--at"),
        (["still", "al-m1-slope", "--at", "word:"], '"word:" is no moment; allowed: seconds as 12.5'),
        (["still", "al-m1-slope", "--at", "chapter:0"], '"chapter:0" is no moment'),
        (["sheet", "al-m1-intercept"], "is planned"),
        (["schema", "lecture"], "'course', 'profiles', 'voices', 'theme'"),
        (["list", "--course", "nowhere.yaml"], "nowhere.yaml:1:1: no such file"),
        (["paint"], "No such command 'paint'"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(run, arguments, message):
    result = run(*arguments)
    assert result.code == 2, result
    assert re.search(message.replace("?", "\\?"), result.err), result.err
    assert result.out == ""


def test_wrong_configuration_is_told_whole_and_exits_with_2(run, project):
    course = project / "config" / "course.yaml"
    course.write_text(course.read_text().replace("tier: 1", "tier: 9").replace("Slope\n", "Sloop\n"))
    profiles = project / "config" / "profiles.yaml"
    profiles.write_text(profiles.read_text().replace("fps: 15", "fps: 14"))
    result = run("list")
    assert result.code == 2
    places = [line.split(": ")[0] for line in result.err.splitlines()]
    assert places == ["config/course.yaml:15:19", "config/course.yaml:16:20", "config/profiles.yaml:4:8"]


@pytest.fixture
def quiet_again():
    root = logging.getLogger()
    kept = root.handlers[:]
    yield
    root.handlers[:] = kept
    logging.getLogger("mathviz").setLevel(logging.NOTSET)


def test_verbose_says_what_was_read_beside_the_output(run, quiet_again):
    logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))  # as Manim does when it is loaded
    plain, verbose = run("list"), run("list", "-v")
    assert verbose.out == plain.out
    said = "config/course.yaml: 2 lectures, profiles web, voices silent, heart, themes default"
    assert verbose.err.splitlines() == [f"INFO mathviz.build.config.project: {said}"]


def test_very_verbose_says_where_an_error_arose(run, quiet_again):
    assert "Traceback" not in run("list", "-v", "--course", "nowhere.yaml").err
    assert "Traceback" in run("list", "-vv", "--course", "nowhere.yaml").err


def test_outside_a_project_it_says_where_to_go(run, project, monkeypatch):
    monkeypatch.chdir(project / "scenes")
    assert run("list").err.splitlines() == [
        "config/course.yaml:1:1: no such file; allowed: a course file, in the project's folder or named with"
        " --course"
    ]


def test_the_help_names_every_command_in_a_whole_sentence(run):
    listed = run("--help").out.partition("Commands:")[2]
    shown = [name for name, command in cli.commands.items() if not command.hidden]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == shown
    assert "..." not in listed


@pytest.mark.parametrize("kind", ["course", "profiles", "voices", "theme"])
def test_schema_prints_json_schema(run, kind):
    schema = json.loads(run("schema", kind).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"


def test_version(run):
    assert run("--version").out.strip().endswith(mathviz.__version__)


def test_the_front_renders_this_course_set_from_anywhere(tmp_path):
    script = ROOT / "scripts" / "render_all.py"
    arguments = [sys.executable, str(script), "--dry-run", "--json", "--profile", "draft"]
    told = subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True, check=True).stdout
    started, *others = map(json.loads, told.splitlines())
    there = sum(event["event"] == "lecture-skipped" for event in others)
    assert len(started["lectures"]) + started["planned"] + there == 110
    assert started["out"] == str(ROOT / "dist" / "draft")


PLANNING = """
import sys
from mathviz.cli import main

for arguments in (["list"], ["render", "--dry-run"], ["schema", "theme"]):
    try:
        main(arguments)
    except SystemExit as leaving:
        assert not leaving.code, leaving.code
"""

LOADED = """
import sys
print(*sorted(set(sys.modules) & {"manim", "onnxruntime", "hibari"}))
"""


def heavy_modules_after(program: str, project: Path) -> str:
    told = subprocess.run(
        [sys.executable, "-c", program + LOADED],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return told.splitlines()[-1]


def test_planning_loads_neither_manim_nor_the_voice(project):
    assert heavy_modules_after(PLANNING, project) == ""


def test_the_check_for_heavy_modules_can_fail(project):
    assert heavy_modules_after("import onnxruntime\n", project) == "onnxruntime"


def on_a_terminal(*arguments: str, cwd: Path, **variables: str) -> str:
    ours, theirs = pty.openpty()
    subprocess.run(
        command(*arguments),
        cwd=cwd,
        env={**environment(), "TERM": "xterm-256color", **variables},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        check=True,
    )
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux tells that the other end is closed
        return b""


def test_on_a_terminal_a_dry_run_is_live_and_reads_the_same(project):
    shown = on_a_terminal("render", "--dry-run", cwd=project)
    assert "\x1b[" in shown
    assert "al-m1-slope (Slope) into dist/algebra/lines/al-m1-slope" in shown


ENDLESS = """\
import time
from pathlib import Path
from typing import NamedTuple

from mathviz.stage import Lecture


class Slope(Lecture):
    def construct(self):
        Path("started").touch()
        time.sleep(600)
"""


def test_an_interruption_exits_with_130_and_no_traceback(tmp_path):
    write_project(tmp_path, scene=ENDLESS)
    arguments = command("rehearse", "al-m1-slope", "--voice", "silent")
    process = subprocess.Popen(arguments, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "the lecture never started"
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted." in errors
    assert "Traceback" not in errors


def test_doctor_finds_nothing_wrong_here(run):
    result = run("doctor", "--json")
    told = json.loads(result.out)
    assert told["version"] == 1
    assert [check["name"] for check in told["checks"] if not check["ok"]] == []
    assert result.code == 0


def test_doctor_says_what_is_wrong_and_what_to_do(project):
    # Found before the real ones: a font package without fonts, and an encoder that encodes nothing.
    (project / "font_source_sans_pro" / "files").mkdir(parents=True)
    (project / "font_source_sans_pro" / "__init__.py").touch()
    (project / "av.py").touch()
    result = subprocess.run(
        command("doctor"), cwd=project, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    wrong = [line.split(":")[0] for line in lines if line.startswith("wrong")]
    assert wrong == ["wrong  fonts", "wrong  Typst", "wrong  encoder"]
    assert sum("what to do: run scripts/setup" in line for line in lines) == 3

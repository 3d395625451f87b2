"""Damage, lack of space, lack of rights, odd clocks:

A clear message, or simply right; nothing half-written.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from mathviz.build.events import LectureSkipped, LectureStarted
from mathviz.cli import main
from mathviz.store import Store
from tests.build.edited_project import LECTURES, build, published, write
from tests.build.test_survival import start

FOLDER = "algebra/lines/al-m1-slope"


@pytest.fixture(scope="module")
def whole(tmp_path_factory, crew):
    root = tmp_path_factory.mktemp("a project, whole é")
    write(root)
    built = build(root, crew)
    return root, built


@pytest.fixture
def root(whole, tmp_path):
    """A copy of a project that was built."""
    copy = tmp_path / "with spaces ü"
    shutil.copytree(whole[0], copy)
    return copy


def damage(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def entries(root, kind):
    store = Store(root / ".mathviz/store")
    return [name for name in store.names() if name.startswith(f"{kind}/")]


@pytest.mark.parametrize("kind", ["segment", "speech", "timeline", "trace", "rehearsal", "outline"])
def test_a_damaged_entry_is_told_set_aside_and_made_again(root, whole, crew, kind):
    store = Store(root / ".mathviz/store")
    damaged = [
        store.folder / "data" / store.entry(key).sha256[:2] / store.entry(key).sha256
        for key in entries(root, kind)
    ]
    for path in set(damaged):
        damage(path)
    shutil.rmtree(root / "dist")
    built = build(root, crew)
    assert built.files == whole[1].files
    if kind in ("segment", "speech", "timeline", "trace"):
        assert list((store.folder / "damaged").iterdir())


def test_a_record_that_is_no_json_is_an_entry_that_is_not_there(root):
    store = Store(root / ".mathviz/store", tell=(told := []).append)
    key = entries(root, "segment")[0]
    next((root / ".mathviz/store").glob(f"segment/??/{key[8:]}.json")).write_text("{")
    with pytest.raises(KeyError):
        store.read(key)
    assert key not in store and "damaged" in told[0]


@pytest.mark.parametrize("gone", ["dist", f"dist/{FOLDER}/film.mp4", f"dist/{FOLDER}", "dist/index.html"])
def test_a_dist_that_is_half_deleted_is_whole_again_without_drawing(root, whole, crew, gone):
    path = root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    built = build(root, crew)
    assert built.files == whole[1].files
    assert [built.drawn(name) for name in LECTURES] == [[], []]


def test_a_dist_that_was_moved_is_known_again(root, whole, crew):
    (root / "dist").rename(root / "elsewhere")
    built = build(root, crew, out=root / "elsewhere")
    assert built.told(LectureStarted) == []
    assert built.files == whole[1].files


def test_bytes_that_were_changed_behind_the_times_are_found_by_verify(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    film = root / "dist" / FOLDER / "film.mp4"
    status = film.stat()
    damage(film)
    os.utime(film, ns=(status.st_atime_ns, status.st_mtime_ns))
    (root / "dist" / FOLDER / "poster.jpg").unlink()
    with pytest.raises(SystemExit) as leaving:
        main(["verify", "--json"])
    assert leaving.value.code == 1
    troubles = json.loads(capfd.readouterr().out)["troubles"]
    assert {(t["kind"], t["file"].rpartition("/")[2]) for t in troubles} == {
        ("damaged", "film.mp4"),
        ("missing", "poster.jpg"),
    }


@pytest.mark.parametrize("jump", [-400 * 86_400, 400 * 86_400])
def test_a_clock_that_jumps_changes_nothing(root, whole, crew, jump):
    """All files are of another year; then one is edited, and is older than before."""
    when = time.time() + jump
    for path in root.rglob("*"):
        os.utime(path, (when, when))
    built = build(root, crew)
    assert built.told(LectureStarted) == []
    note = root / "scenes/algebra/lines/note.txt"
    status = note.stat()
    note.write_text("Later\n", encoding="utf-8")  # as long as before
    os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns - 1_000_000_000))
    assert {event.lecture for event in build(root, crew).told(LectureStarted)} == {LECTURES[0]}


def test_ctrl_c_ends_it_within_two_seconds_and_keeps_what_is_finished(tmp_path):
    write(tmp_path)
    process = start(tmp_path)
    for line in process.stdout:
        if json.loads(line)["event"] == "segment-drawn":
            break
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert entries(tmp_path, "take")


def as_nobody(program, *arguments, cwd):
    """Run Python as a user who has no rights over these files."""
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    command += [sys.executable, "-B", "-c", program, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def let_in(folder):
    """Let everybody read what is in a folder of these tests."""
    ours = Path(tempfile.gettempdir())
    outer = [parent for parent in folder.parents if parent.is_relative_to(ours) and parent != ours]
    for path in (folder, *outer, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


WRITE = """
import sys
from pathlib import Path
from mathviz.errors import MathvizError
from mathviz.store import Store

try:
    Store(Path(sys.argv[1])).put("segment/" + "a" * 64, b"x" * int(sys.argv[2]))
except MathvizError as error:
    print(error)
"""


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    let_in(tmp_path)
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    told = as_nobody(WRITE, str(locked / "store"), "10", cwd="/").stdout
    assert told.startswith(f"cannot write {locked}/store: Permission denied; you may not write there")
    assert list(locked.iterdir()) == []


def test_a_project_that_may_not_be_written_is_told(tmp_path):
    write(tmp_path)
    let_in(tmp_path)
    program = "from mathviz.cli import main; main(['render'])"
    result = as_nobody(program, cwd=tmp_path)
    assert result.returncode == 1
    assert f"cannot write {tmp_path}/.mathviz/" in result.stderr
    assert "Permission denied; you may not write there" in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config", "scenes"]


@pytest.mark.parametrize("locked", ["config", "config/themes", "config/profiles.yaml"])
def test_a_configuration_that_may_not_be_read_is_told(tmp_path, locked):
    write(tmp_path)
    let_in(tmp_path)
    (tmp_path / locked).chmod(0)
    result = as_nobody("from mathviz.cli import main; main(['list'])", cwd=tmp_path)
    (tmp_path / locked).chmod(0o755)
    named = "config/course.yaml" if locked == "config" else locked
    assert f"{named}:1:1: cannot be read: Permission denied; allowed: a " in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode == 2


def read_only(project, part, *commands):
    """Run commands in a project of which a part is on a file system that is mounted read-only."""
    script = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$2" && shift 2 && exec "$@"'
    command = "; ".join(f"{sys.executable} -m mathviz {command}; echo left $?" for command in commands)
    apart = ["unshare", "-m", "-r", "sh", "-c", script, "sh", str(project / part), str(project)]
    return subprocess.run(
        [*apart, "sh", "-c", command], capture_output=True, text=True, timeout=200, check=False
    )


def test_a_project_on_a_read_only_file_system_can_be_looked_at(root):
    (root / "scenes/algebra/lines/note.txt").write_text("Later\n", encoding="utf-8")
    before = published(root / "dist")
    result = read_only(root, ".", "list", "plan", "why al-m1-slope", "verify", "render --jobs 1")
    assert "Traceback" not in result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("left")] == [
        *["left 0"] * 3,
        "left 1",
        "left 1",
    ]
    assert "Read-only file system" in result.stderr
    assert published(root / "dist") == before


@pytest.mark.parametrize("part", ["dist", ".mathviz"])
def test_a_folder_on_a_read_only_file_system_is_told(root, part):
    (root / "scenes/algebra/lines/note.txt").write_text("Later\n", encoding="utf-8")
    before = published(root / "dist")
    result = read_only(root, part, "render --jobs 1")
    assert f"cannot write {root}/{part}" in result.stderr and "Read-only file system" in result.stderr
    assert "Traceback" not in result.stderr
    assert "left 1" in result.stdout
    assert published(root / "dist") == before


ON_A_SMALL_DISK = """
mount -t tmpfs -o size={size}k none "$1" && cp -a "$2/." "$1" && cd "$1" && shift 2 && exec "$@"
"""


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path):
    project, disk = tmp_path / "project", tmp_path / "disk"
    disk.mkdir()
    write(project)
    script = ON_A_SMALL_DISK.format(size=220) + "\n"
    check = "import pathlib,sys; print([p.name for p in pathlib.Path('dist').rglob('*.tmp')])"
    command = f'{sys.executable} -m mathviz render --jobs 1; echo left $?; {sys.executable} -c "{check}"'
    result = subprocess.run(
        ["unshare", "-m", "-r", "sh", "-c", script, "sh", str(disk), str(project), "sh", "-c", command],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert "No space left on device; free some space" in result.stderr, result
    assert "Traceback" not in result.stderr
    assert "left 1" in result.stdout
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_events_of_a_second_run_say_what_was_there(root, crew):
    built = build(root, crew)
    assert {event.lecture: event.reason for event in built.told(LectureSkipped)} == dict.fromkeys(
        LECTURES, "up to date"
    )
    assert published(root / "dist") == built.files

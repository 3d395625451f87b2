"""A file is there whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from mathviz.files import atomic_write


def test_text_and_bytes_arrive_whole(tmp_path):
    atomic_write(tmp_path / "new" / "a.txt", "λ = 3\n")
    assert (tmp_path / "new" / "a.txt").read_bytes() == "λ = 3\n".encode()
    atomic_write(tmp_path / "new" / "a.txt", b"\x00\x01")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"\x00\x01"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.txt"]


def test_others_may_read_it_as_the_umask_says(tmp_path):
    old = os.umask(0o022)
    try:
        atomic_write(tmp_path / "a.txt", "a")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


def test_a_failure_leaves_nothing_behind(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        atomic_write(tmp_path / "taken", "a")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert list((tmp_path / "taken").iterdir()) == []


def test_a_killed_writer_leaves_the_old_or_the_new_file(tmp_path):
    path = tmp_path / "film.mp4"
    writer = (
        "import sys; from pathlib import Path; from mathviz.files import atomic_write\n"
        "for k in range(10**6): atomic_write(Path(sys.argv[1]), bytes([k % 256]) * 2_000_000)"
    )
    process = subprocess.Popen([sys.executable, "-c", writer, str(path)])
    deadline = time.monotonic() + 10
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    content = path.read_bytes()
    assert len(content) == 2_000_000
    assert len(set(content)) == 1

"""A file is there whole or not at all."""

import os
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


def test_whoever_looks_sees_a_whole_file_even_when_the_writer_is_killed(tmp_path):
    path, size = tmp_path / "film.mp4", 20_000_000
    writer = (
        "import sys; from pathlib import Path; from mathviz.files import atomic_write\n"
        f"while True: atomic_write(Path(sys.argv[1]), bytes({size}))"
    )
    process = subprocess.Popen([sys.executable, "-c", writer, str(path)])
    try:
        deadline = time.monotonic() + 20
        while not path.exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        seen, written = set(), set()
        while len(written) < 5 and time.monotonic() < deadline:
            status = path.stat()
            seen.add(status.st_size)
            written.add(status.st_mtime_ns)
    finally:
        process.kill()
        process.wait()
    assert len(written) == 5
    assert seen | {path.stat().st_size} == {size}

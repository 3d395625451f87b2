"""The shell scripts are plain POSIX shell, and set-up stops with a remedy where it may not install."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for folder in ("scripts", ".ci", "benchmarks")
    for path in (ROOT / folder).iterdir()
    if path.is_file() and path.read_bytes().startswith(b"#!/bin/sh")
)
NOBODY = 65534


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_plain_posix_shell(script: Path) -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    checked = subprocess.run([shellcheck, "--shell=sh", script], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.fixture
def bare() -> Iterator[Path]:
    """A copy of the project's set-up that anybody may write in, beside a ``bin`` without compiler and apt."""
    with TemporaryDirectory() as temporary:  # pytest's own folders are closed to others
        folder = Path(temporary)
        for name in ("scripts", "requirements"):
            shutil.copytree(ROOT / name, folder / "project" / name)
        shutil.copy(ROOT / "pyproject.toml", folder / "project")
        (folder / "bin").mkdir()
        for name in ("sh", "dirname", "cat", "cmp", "id", "mkdir"):
            (folder / "bin" / name).symlink_to(str(shutil.which(name)))
        (folder / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o777)
        yield folder


def set_up(bare: Path) -> subprocess.CompletedProcess[str]:
    """Run set-up as somebody without rights, with nothing but ``bin`` to find programs in."""
    return subprocess.run(
        [bare / "project" / "scripts" / "setup", "--tests"],
        env={"PATH": str(bare / "bin")},
        user=NOBODY if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
    )


def test_without_apt_the_missing_packages_are_named(bare: Path) -> None:
    ended = set_up(bare)
    assert ended.returncode == 2
    for package in ("gcc", "pkg-config", "libcairo2-dev", "libpango1.0-dev", "chromium"):
        assert package in ended.stderr
    assert ended.stdout == ""
    assert not (bare / "project" / ".venv").exists()


def test_without_rights_the_command_to_run_is_printed(bare: Path) -> None:
    apt = bare / "bin" / "apt-get"
    apt.write_text('#!/bin/sh\necho "apt-get must not be called"\nexit 1\n')
    apt.chmod(0o755)
    ended = set_up(bare)
    assert ended.returncode == 2
    assert "sudo apt-get update && sudo apt-get install --yes --no-install-recommends" in ended.stderr
    assert "must not be called" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("arguments", [["--test"], ["--tests", "now"]])
def test_an_unknown_argument_is_refused(arguments: list[str]) -> None:
    ended = subprocess.run([ROOT / "scripts" / "setup", *arguments], capture_output=True, text=True)
    assert ended.returncode == 2
    assert "usage: scripts/setup [--tests]" in ended.stderr

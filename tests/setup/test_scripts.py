"""The shell scripts are plain POSIX shell, and set-up stops with a remedy where it may not install."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for folder in ("scripts", ".ci", "benchmarks")
    for path in (ROOT / folder).iterdir()
    if path.is_file() and path.read_bytes().startswith(b"#!/bin/sh")
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_plain_posix_shell(path: Path) -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    checked = subprocess.run([shellcheck, "--shell=sh", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of the project's set-up, beside a ``bin`` with neither compiler nor apt nor sudo."""
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "project")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "cat", "cmp", "mkdir"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    (tmp_path / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
    return tmp_path


def script(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)


def set_up(bare: Path) -> subprocess.CompletedProcess[str]:
    """Run set-up with nothing but ``bin`` to find programs in."""
    return subprocess.run(
        [bare / "project" / "scripts" / "setup", "--tests"],
        env={"PATH": str(bare / "bin")},
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
    script(bare / "bin" / "id", "echo 1000")
    script(bare / "bin" / "apt-get", "echo apt-get must not be called", "exit 1")
    ended = set_up(bare)
    assert ended.returncode == 2
    assert "sudo apt-get update && sudo apt-get install --yes --no-install-recommends" in ended.stderr
    assert "must not be called" not in ended.stdout + ended.stderr


def test_with_sudo_nothing_is_asked(bare: Path) -> None:
    script(bare / "bin" / "id", "echo 1000")
    script(bare / "bin" / "apt-get", "exit 1")
    script(bare / "bin" / "sudo", 'echo "$*" >>"$0.log"', '[ "$*" = "-n true" ]')
    assert set_up(bare).returncode != 0
    asked = (bare / "bin" / "sudo.log").read_text().splitlines()
    assert asked == ["-n true", "-n env DEBIAN_FRONTEND=noninteractive apt-get -qq update"]


def test_a_python_that_the_lock_does_not_serve_is_refused(bare: Path) -> None:
    (bare / "bin" / "python3").unlink()
    script(bare / "bin" / "python3", "exit 0")  # no version that fits is told
    ended = set_up(bare)
    assert ended.returncode == 2
    assert "needs Python 3.11 or 3.12" in ended.stderr


@pytest.mark.parametrize("arguments", [["--test"], ["--tests", "now"]])
def test_an_unknown_argument_is_refused(arguments: list[str]) -> None:
    ended = subprocess.run([ROOT / "scripts" / "setup", *arguments], capture_output=True, text=True)
    assert ended.returncode == 2
    assert "usage: scripts/setup [--tests]" in ended.stderr

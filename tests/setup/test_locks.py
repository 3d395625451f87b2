"""The locks name each package once, with hashes and without addresses, and agree with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ASKED_FOR = {
    "build": PROJECT["build-system"]["requires"] + PROJECT["dependency-groups"]["build"],
    "course": PROJECT["project"]["dependencies"],
    "test": [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["cluster"],
        *PROJECT["dependency-groups"]["test"],
    ],
}


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Each requirement of a lock with its hashes."""
    lines = (ROOT / "requirements" / f"{lock}.lock").read_text().replace("\\\n", "").splitlines()
    return [
        (Requirement(line.split("--hash=")[0]), re.findall(r"--hash=sha256:[0-9a-f]{64}", line))
        for line in lines
    ]


def versions(lock: str) -> dict[str, str]:
    return {canonicalize_name(entry.name): str(entry.specifier)[2:] for entry, _ in entries(lock)}


@pytest.mark.parametrize("lock", ASKED_FOR)
def test_each_package_stands_once_pinned_hashed_and_without_address(lock: str) -> None:
    assert "://" not in (ROOT / "requirements" / f"{lock}.lock").read_text()
    assert len(versions(lock)) == len(entries(lock))
    for entry, hashes in entries(lock):
        assert str(entry.specifier).startswith("=="), entry
        assert entry.url is None and hashes, entry


@pytest.mark.parametrize("lock", ASKED_FOR)
def test_what_pyproject_asks_for_is_locked(lock: str) -> None:
    locked = versions(lock)
    for wish in map(Requirement, ASKED_FOR[lock]):
        name = canonicalize_name(wish.name)
        assert name in locked, f"run scripts/lock: {wish} is not in requirements/{lock}.lock"
        assert wish.specifier.contains(locked[name]), f"run scripts/lock: {wish} is locked at {locked[name]}"


def test_the_tests_run_with_the_packages_that_the_course_is_made_with() -> None:
    assert versions("course").items() <= versions("test").items()
    built_with = versions("build")
    shared = built_with.keys() & versions("test").keys()
    assert {name: versions("test")[name] for name in shared} == {name: built_with[name] for name in shared}

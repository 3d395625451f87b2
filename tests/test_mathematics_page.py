"""The page about the mathematics: its examples run, its links lead somewhere, its pictures are true."""

import doctest
import re
import runpy
from pathlib import Path

import numpy as np
import pytest

from tests.known_answers.test_known_answers import KNOWN

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "mathematics.md"
NUMBER = re.compile(r"-?\d+\.?\d*")


def test_its_examples_run():
    found = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 10
    assert found.failed == 0


def test_its_links_lead_somewhere():
    targets = re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert len(targets) > 6
    assert [target for target in targets if not (DOCS / target).exists()] == []


def test_it_counts_the_published_answers():
    assert f"{len(KNOWN)} figures" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("course", ["linear_algebra", "calculus", "probability"])
def test_its_pictures_show_what_the_library_computes(course, tmp_path):
    runpy.run_path(str(DOCS / "pictures" / "mathematics.py"))["draw"](tmp_path)
    drawn, kept = (
        (folder / f"{course}.svg").read_text(encoding="utf-8") for folder in (tmp_path, DOCS / "pictures")
    )
    assert NUMBER.sub("", drawn) == NUMBER.sub("", kept)
    places = [np.array(NUMBER.findall(text), dtype=float) for text in (drawn, kept)]
    np.testing.assert_allclose(*places, atol=0.15)  # of a pixel: coordinates are rounded to a tenth

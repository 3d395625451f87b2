"""What the documents show is there: files that they link to, and commands that are understood as written."""

import re
import shlex
from pathlib import Path

import pytest

from mathviz.cli import cli

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("requirements/*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMAND = re.compile(r"^ {4}(mathviz|scripts/\w+)\b([^\n#]*)", re.MULTILINE)


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_each_link_leads_to_a_file(document):
    text = re.sub(r"`[^`]*`", "", document.read_text(encoding="utf-8"))
    links = LINK.findall(text)
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_each_command_is_understood(document, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks").mkdir()  # what one of them has made when another reads it
    for program, rest in COMMAND.findall(document.read_text(encoding="utf-8")):
        arguments = shlex.split(rest)
        if program == "mathviz":
            subcommand = arguments.pop(0)
        else:
            assert (ROOT / program).is_file()
            if program != "scripts/course":
                continue
            subcommand = "render"
        cli.commands[subcommand].make_context(subcommand, arguments)  # fails for what it doesn't know


def test_the_readme_shows_commands_and_a_picture():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(COMMAND.findall(text)) > 5
    assert re.search(r"!\[[^\]]{20,}\]\(docs/pictures/[^)]+\.png\)", text)

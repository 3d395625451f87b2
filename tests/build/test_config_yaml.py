import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mathviz.build.config import ConfigError, load_project
from mathviz.build.config.documents import Problem, read_document
from tests.build.small_project import COURSE, write_project


def read(file: Path, content: str | bytes) -> tuple[object, list[str]]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    document = read_document(file, problems)
    return (document.data if document else None), [
        str(problem).partition(".yaml:")[2] for problem in problems
    ]


def test_scalars_are_read_by_the_core_schema(tmp_path):
    data, problems = read(
        tmp_path / "a.yaml",
        'a: no\nb: 12:30\nc: 2026-01-02\nd: 0x1F\ne: -3\nf: 1.5e-3\ng: ~\nh: True\ni: "7"\nj: 1_000\n',
    )
    assert problems == []
    assert data == {
        "a": "no",
        "b": "12:30",
        "c": "2026-01-02",
        "d": "0x1F",
        "e": -3,
        "f": 0.0015,
        "g": None,
        "h": True,
        "i": "7",
        "j": "1_000",
    }


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "a: 1\nb: !!python/object/apply:os.system [echo]\n",
            "2:4: tags (tag:yaml.org,2002:python/",
        ),
        ("a: !!str 1\n", "1:4: tags (tag:yaml.org,2002:str) are not read"),
        (LAUGHS, "1:4: anchors and aliases are not read; allowed: plain values"),
        ("a: [1, *b]\n", "1:8: anchors and aliases are not read"),
        ("a: 1\n? [b]\n: 2\n", "2:3: a key must be plain text"),
        ("a: [1,\nb: 2\n", "3:1: not YAML: expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document; allowed: one in a file"),
        ("a: 1\nb: é\x07\n", "2:5: character 0x7 cannot stand in YAML"),
        (b"a: 1\nb: \xe9\n", "2:4: byte 0xe9 is not UTF-8; allowed: text in UTF-8"),
        ('a: "\\ud800"\n', "1:4: half a character (a lone surrogate)"),
        ("[" * 5000, "1:22: nested too deeply; allowed: 20 levels"),
        ("# " + "x" * 1_000_000, "1:1: too large; allowed: at most 1,000,000 bytes"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_place(tmp_path, content, expected):
    data, problems = read(tmp_path / "a.yaml", content)
    assert data is None
    assert len(problems) == 1
    assert problems[0].startswith(expected), problems


def test_a_folder_and_a_pipe_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    for file in (tmp_path, tmp_path / "pipe.yaml"):
        problems: list[Problem] = []
        assert read_document(file, problems) is None
        assert [problem.text for problem in problems] == ["not a file; allowed: a YAML file"]


def test_an_unreadable_file_is_told(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    file.chmod(0)
    reading, writing = os.pipe()
    child = os.fork()  # root may read anything, so the file is read by somebody else
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        problems: list[Problem] = []
        read_document(file, problems)
        os.write(writing, problems[0].text.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert (
            pipe.read().decode()
            == "cannot be read: Permission denied; allowed: a YAML file that you may read"
        )
    assert os.waitpid(child, 0)[1] == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(COURSE)),
    length=st.integers(0, 30),
    junk=st.one_of(
        st.text(max_size=12),
        st.sampled_from(["- ", ": ", "{", "[", "\n", "  ", "&a", "*a", "!!x", "'"]),
    ),
)
def test_whatever_is_written_the_answer_is_a_project_or_problems(tmp_path, start, length, junk):
    course_file = write_project(tmp_path)
    broken = COURSE[:start] + junk + COURSE[start + length :]
    course_file.write_bytes(broken.encode(errors="surrogatepass"))
    try:
        project = load_project(course_file)
    except ConfigError as error:
        assert error.problems
        for line in str(error).splitlines():
            assert ".yaml:" in line
    else:
        assert project.lectures

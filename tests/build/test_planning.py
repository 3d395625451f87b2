"""Planning tells what would be made and why, quickly, and touches nothing."""

import json
import subprocess
import sys

import pytest

from mathviz.cli import main
from tests.build.edited_project import LECTURES, build, write
from tests.test_cli import environment, files_below


@pytest.fixture(scope="module")
def root(tmp_path_factory, crew):
    root = tmp_path_factory.mktemp("planned")
    write(root)
    build(root, crew)
    return root


@pytest.fixture
def run(root, monkeypatch, capfd):
    monkeypatch.chdir(root)

    def call(*arguments):
        with pytest.raises(SystemExit) as leaving:
            main(list(arguments))
        assert not leaving.value.code, arguments
        return capfd.readouterr().out

    return call


@pytest.fixture
def edited(root):
    """One function and one value of the theme are other ones."""
    areas, theme = root / "scenes/algebra/lines/areas.py", root / "config/themes/default.yaml"
    kept = areas.read_bytes(), theme.read_bytes()
    areas.write_text(areas.read_text().replace("return 2 *", "return 3 *"))
    theme.write_text(theme.read_text().replace('ink: "#F2EFE8"', 'ink: "#F2EFE0"'))
    yield
    areas.write_bytes(kept[0])
    theme.write_bytes(kept[1])


def test_what_is_up_to_date_is_not_planned(run):
    out = run("plan")
    assert out.splitlines()[-1] == "0 of 2 to make; 0 planned, without a scene yet"
    assert json.loads(run("plan", "--json"))["lectures"][0]["ready"]
    assert run("verify") == "Every published file is there, whole and up to date.\n"


def test_why_names_the_place_or_the_old_and_the_new_value(run, root, edited):
    area, theme = "scenes/algebra/lines/areas.py", 'theme default: ink: "#F2EFE8" → "#F2EFE0"'
    lines = (root / area).read_text().splitlines()
    line = lines.index("def perimeter(width, height):") + 1
    out = run("why", LECTURES[1])
    assert f"  {area}:{line}: the function perimeter changed" in out.splitlines()
    assert f"  {theme}" in out.splitlines()
    out = run("why", LECTURES[0])
    assert "perimeter" not in out and theme in out
    plan = json.loads(run("plan", "--json"))
    assert [one["ready"] for one in plan["lectures"]] == [False, False]
    changes = plan["lectures"][1]["changes"]
    assert {"what": "the function perimeter changed", "line": line}.items() <= changes[1].items()
    assert (changes[0]["before"], changes[0]["now"]) == ('"#F2EFE8"', '"#F2EFE0"')


def test_planning_touches_nothing(run, root, edited):
    before = files_below(root)
    for command in (
        ["plan"],
        ["why", "al-*"],
        ["render", "--dry-run"],
        ["plan", "--workers", "8"],
    ):
        run(*command)
    assert files_below(root) == before


def test_a_prediction_needs_no_longer_with_more_workers(run):
    told = [
        json.loads(run("plan", "--whole", "--workers", str(n), "--json"))["prediction"] for n in (1, 2, 64)
    ]
    assert told[0]["wall"] == pytest.approx(told[0]["work"])
    assert told[0]["wall"] > told[1]["wall"] >= told[2]["wall"] >= told[2]["chain"]


NOTHING_TO_DO = """
import sys
from mathviz.cli import main

for arguments in (["render"], ["plan"], ["why", "al-*"], ["render", "--dry-run"]):
    try:
        main(arguments)
    except SystemExit as leaving:
        assert not leaving.code, leaving.code
print(*sorted(set(sys.modules) & {"manim", "onnxruntime", "hibari", "numpy", "av", "scipy"}))
"""


def test_nothing_to_do_loads_neither_manim_nor_the_voice(root):
    told = subprocess.run(
        [sys.executable, "-c", NOTHING_TO_DO],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "2 skipped" in told
    assert told.splitlines()[-1] == ""


def test_gc_keeps_what_the_films_need_and_no_more(run, root, crew):
    note = root / "scenes/algebra/lines/note.txt"
    note.write_text("Third\n", encoding="utf-8")
    build(root, crew)
    note.write_text("Three\n", encoding="utf-8")
    back = build(root, crew)
    size = sum(path.stat().st_size for path in (root / ".mathviz/store/data").rglob("*") if path.is_file())
    assert run("gc").startswith("0.0 MB")  # all is younger than two weeks
    run("gc", "--keep-days", "0")
    left = sum(path.stat().st_size for path in (root / ".mathviz/store/data").rglob("*") if path.is_file())
    assert left < size
    again = build(root, crew)
    assert again.files == back.files
    assert [again.drawn(name) for name in LECTURES] == [[], []]

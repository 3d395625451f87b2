"""Machines that share a store: what one has made, no other makes again."""

import re

import pytest

from mathviz.build.config import load_project, select
from mathviz.build.events import LectureReused, SegmentDrawn, SharedStoreLost
from mathviz.build.head.run import render
from mathviz.cli import main
from mathviz.store import Store
from tests.build.edited_project import LECTURES, Listener, one_crew, published, write


@pytest.fixture
def machines(tmp_path):
    """Two copies of a project, each with a store of its own, and the store that they share."""
    for name in ("one", "two"):
        write(tmp_path / name)
    (tmp_path / "films é").mkdir()
    return tmp_path / "one", tmp_path / "two", f"file://{tmp_path}/films é"


def build(root, crew, shared):
    project = load_project(root / "config/course.yaml")
    events = Listener()
    finished = render(
        *(project, select(project, []), "web", root / "dist", None, None, events, one_crew(crew), shared)
    )
    assert finished.failed == 0, events
    return events


def drawn(events):
    return {event.lecture for event in events if isinstance(event, SegmentDrawn)}


def edit(root):
    areas = root / "scenes/algebra/lines/areas.py"
    areas.write_text(areas.read_text().replace("return 2.0", "return 2.5"), encoding="utf-8")


@pytest.fixture
def done(crew, monkeypatch):
    """What work was done so far."""
    submit, kinds = crew.submit, []

    def noted(work):
        kinds.append(work.perform.rpartition(".")[2])
        return submit(work)

    monkeypatch.setattr(crew, "submit", noted)
    return kinds


def test_what_one_machine_made_no_other_makes_again(machines, crew, done):
    one, two, shared = machines
    assert drawn(build(one, crew, shared)) == set(LECTURES)
    done.clear()
    events = build(two, crew, shared)
    assert done == ["assemble"] * len(LECTURES)
    reused = [event for event in events if isinstance(event, LectureReused)]
    assert all(event.reused == event.segments for event in reused) and len(reused) == len(LECTURES)
    assert published(two / "dist") == published(one / "dist")
    edit(two)  # and now the other way round, when each has an older version of its own
    assert drawn(build(two, crew, shared)) == {LECTURES[0]}
    edit(one)
    done.clear()
    build(one, crew, shared)
    assert done == ["assemble"]
    assert published(two / "dist") == published(one / "dist")


def test_what_is_damaged_there_is_made_again(machines, crew, tmp_path):
    one, two, shared = machines
    build(one, crew, shared)
    films = Store(tmp_path / "films é")
    key = next(name for name in films.names() if name.startswith("segment/"))
    films.file(key).write_bytes(b"no film")
    assert len(drawn(build(two, crew, shared))) == 1
    assert published(two / "dist") == published(one / "dist")
    assert films.read(key) == Store(one / ".mathviz/store").read(key)


def test_a_run_goes_on_when_the_shared_store_is_lost(machines, crew, tmp_path, monkeypatch):
    one, _, shared = machines

    def gone(*_):
        raise ConnectionResetError("the cable was pulled")

    monkeypatch.setattr("mathviz.build.crew.freight.SharedStore.send", gone)
    events = build(one, crew, shared)
    (lost,) = (event for event in events if isinstance(event, SharedStoreLost))
    assert lost == SharedStoreLost(shared, "ConnectionResetError: the cable was pulled")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("file:///no/such/folder", "no folder /no/such/folder; make it, or mount the disk"),
        ("flie:///mnt/films", '"flie:///mnt/films" is no address.*; did you mean "file"?'),
        ("/mnt/films", 'store is "/mnt/films"; allowed: an address that fsspec knows, as file:///mnt/films'),
        ("7", "store is 7; allowed: an address"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_where_it_is_configured(
    tmp_path, monkeypatch, capfd, address, told
):
    course = write(tmp_path)
    course.write_text(course.read_text().replace("seed: 7", f"seed: 7\nstore: {address}"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as leaving:
        main(["render"])
    assert leaving.value.code == 2
    said = capfd.readouterr().err
    assert re.match(rf"config/course\.yaml:3:.*{told}", said)
    assert "Traceback" not in said


def test_the_option_wins_over_the_configured_store(tmp_path, monkeypatch, capfd):
    course = write(tmp_path)
    course.write_text(course.read_text().replace("seed: 7", "seed: 7\nstore: file:///no/such/folder"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as leaving:
        main(["render", "--store", "file:///nor/this/one"])
    assert leaving.value.code == 2
    assert capfd.readouterr().err.startswith("there is no folder /nor/this/one;")

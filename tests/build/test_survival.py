"""Whatever happens to a run, the next one finishes it: nothing is drawn twice, the films are the same."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from mathviz.build.config import load_project
from mathviz.build.head import steps
from mathviz.build.plan import Planner
from mathviz.store import Store
from tests.build.edited_project import build, published, write

KILLS = 26
SEEDS = (1, 2)


def start(root, *arguments):
    command = [sys.executable, "-m", "mathviz", "render", "--json"]
    return subprocess.Popen(
        [*command, *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def segments_drawn(output):
    events = [json.loads(line) for line in output.splitlines() if line.endswith("}")]
    return [(e["lecture"], e["frame"]) for e in events if e["event"] == "segment-drawn"]


def finished_segments(root):
    """The segments of which the store has both the bytes and the note whose they are."""
    store = Store(root / ".mathviz/store", tell=lambda _: None)
    planner = Planner(load_project(root / "config/course.yaml"), "web", None, root / "dist")
    found = set()
    for plan in planner.lectures(planner.project.lectures):
        for name in store.names():
            entry = store.entry(name)
            if name.startswith("segment/") and entry.about["lecture"] == plan.lecture.id:
                frames = tuple(entry.about["frames"])
                if plan.film.take_key(frames) in store:
                    found.add((plan.lecture.id, frames[0]))
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, crew):
    root = tmp_path_factory.mktemp("undisturbed")
    write(root)
    return build(root, crew)


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_at_any_moment_a_batch_goes_on_where_it_was(tmp_path, undisturbed, seed):
    """The whole process group is killed again and again; the last run is left alone."""
    write(tmp_path)
    chance = random.Random(seed)
    drawn = set()
    for _ in range(KILLS // len(SEEDS)):
        before = finished_segments(tmp_path)
        process = start(tmp_path)
        # So many events after it began, and a moment later; or before anything happened.
        output = "".join(process.stdout.readline() for _ in range(chance.randrange(24)))
        time.sleep(chance.uniform(0.0, 0.4))
        os.killpg(process.pid, signal.SIGKILL)
        output += process.communicate()[0]
        now = set(segments_drawn(output))
        assert not now & before, "a finished segment was drawn again"
        drawn |= now
        if chance.random() < 0.2:
            shutil.rmtree(tmp_path / "dist", ignore_errors=True)
    assert len(drawn) > 5, "the kills came too early to be of interest"
    before = finished_segments(tmp_path)
    process = start(tmp_path)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert not set(segments_drawn(output)) & before
    assert published(tmp_path / "dist") == undisturbed.files
    # Nothing half-written is left.
    assert not [path for path in tmp_path.rglob("*.tmp") if "dist" in path.parts]


def test_two_batches_at_once_on_one_store_are_simply_right(tmp_path, undisturbed):
    write(tmp_path)
    processes = [start(tmp_path, "--jobs", "1") for _ in range(2)]
    outputs = [process.communicate(timeout=240)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    assert published(tmp_path / "dist") == undisturbed.files


def test_a_lecture_that_is_cut_into_many_runs_is_the_same_film(tmp_path, undisturbed, crew, monkeypatch):
    monkeypatch.setattr(steps.Cutter, "runs", lambda *_, **__: 5)
    write(tmp_path)
    assert build(tmp_path, crew).files == undisturbed.files

"""Films made on a cluster, or of tasks on paper, are the films that one machine makes."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from mathviz.build.crew.paper import Folder
from tests.build.crew.test_cluster import Cluster, kill
from tests.build.test_render import FOLDER, GOOD, mathviz, project, start, wait_for
from tests.digests import digest

GUIDE = (Path(__file__).parents[3] / "docs/production.md").read_text(encoding="utf-8")
SECOND = GOOD.replace("Slope", "Intercept").replace("Here is a square", "There is a square")
TASKS = "tasks é $(touch pwned)"
LECTURES = [FOLDER, FOLDER.with_name("al-m1-intercept")]


def films(root):
    return {lecture.name: digest(root / "dist" / lecture / "film.mp4") for lecture in LECTURES}


@pytest.fixture(scope="module")
def at_home(tmp_path_factory):
    root = tmp_path_factory.mktemp("at home")
    course = project(root, second=SECOND)
    result = mathviz("render", "--course", course, cwd=root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def away(tmp_path, at_home):
    """The same project in another place, with nothing made."""
    shutil.copytree(at_home / "config", tmp_path / "away é/config")
    shutil.copytree(at_home / "scenes", tmp_path / "away é/scenes")
    return tmp_path / "away é"


def test_a_cluster_that_loses_a_worker_makes_the_same_films(away, at_home, tmp_path):
    with ExitStack() as stack:
        cluster = Cluster(tmp_path, stack)
        for _ in range(2):
            cluster.add_worker()
        process = start(away / "config/course.yaml", away, "--cluster", cluster.address)
        wait_for(process, "segment-drawn")
        kill(cluster.workers[0])
        output, errors = process.communicate(timeout=200)
        assert process.returncode == 0, errors
    assert json.loads(output.splitlines()[-1])["done"] == 2
    assert films(away) == films(at_home)
    again = mathviz("render", "--json", cwd=away)
    assert json.loads(again.stdout.splitlines()[-1])["done"] == 0, "what came home is known at home"


def test_tasks_on_paper_make_the_same_films_on_machines_that_know_nothing(away, at_home, tmp_path):
    written = mathviz("render", "--print-tasks", TASKS, "--jobs", 1, cwd=away)
    assert written.returncode == 0, written.stderr
    assert not list((away / "dist").rglob("film.mp4"))
    assert "collect" in written.stderr
    elsewhere = tmp_path / "elsewhere"
    shutil.move(away / TASKS, elsewhere / TASKS)  # whatever carries them
    tasks = Folder(elsewhere / TASKS).tasks()
    assert len(tasks) >= 2
    for task in tasks:
        assert str(away) not in task.read_text(), "no path of the machine that wrote it"
        json.loads(task.read_text())
    first, *others = tasks
    commands = (elsewhere / TASKS / "commands.txt").read_text().splitlines()
    assert [shlex.split(line)[:3] for line in commands] == [
        ["mathviz", "perform", f"{TASKS}/tasks/{task.name}"] for task in tasks
    ]
    for task in others[1:]:
        done = mathviz("perform", task, "--out", elsewhere / "made", cwd=elsewhere)
        assert done.returncode == 0, done.stderr
    # One as a batch service does it: the line goes through a shell.
    script = 'sh -c "$(sed -n 2p "$1"/commands.txt)" && mkdir -p made && cp -r "$1"/results/. made'
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = ["sh", "-c", script, "sh", TASKS]
    subprocess.run(command, cwd=elsewhere, check=True, env={**os.environ, "PATH": path})
    assert not list(tmp_path.rglob("pwned"))
    collected = mathviz("collect", elsewhere / TASKS, "--from", elsewhere / "made", cwd=away)
    assert collected.returncode == 1 and first.name in collected.stderr
    assert mathviz("perform", first, "--out", elsewhere / "made", cwd=elsewhere).returncode == 0
    # What is damaged on the way is not taken in.
    largest = max((elsewhere / "made/data").glob("*/*"), key=lambda path: path.stat().st_size)
    whole = largest.read_bytes()
    home = away / ".mathviz/store/data" / largest.parent.name / largest.name
    largest.write_bytes(whole[:-1] + b"x")
    home.unlink(missing_ok=True)
    for record in (away / ".mathviz/store/segment").glob("*/*.json"):
        if largest.name in record.read_text():
            record.unlink()
    collected = mathviz("collect", elsewhere / TASKS, "--from", elsewhere / "made", cwd=away)
    assert collected.returncode == 1 and "damaged" in collected.stderr
    largest.write_bytes(whole)
    collected = mathviz("collect", elsewhere / TASKS, "--from", elsewhere / "made", cwd=away)
    assert collected.returncode == 0, collected.stderr
    result = mathviz("render", "--json", cwd=away)
    assert result.returncode == 0, result.stderr
    events = [json.loads(line)["event"] for line in result.stdout.splitlines()]
    assert "segment-drawn" not in events
    assert films(away) == films(at_home)


def test_a_task_is_refused_where_versions_differ_and_can_name_no_other_code(away, tmp_path):
    written = mathviz("render", "al-m1-slope", "--print-tasks", "tasks", "--jobs", 1, cwd=away)
    assert written.returncode == 0
    (task,) = Folder(away / "tasks").tasks()
    value = json.loads(task.read_text())

    def refused(**changes):
        task.write_text(json.dumps({**value, **changes}))
        result = mathviz("perform", task, "--out", tmp_path / "out", cwd=tmp_path)
        assert result.returncode == 2 and "Traceback" not in result.stderr
        assert not (tmp_path / "out").exists()
        return result.stderr

    assert "has manim 0.22.0 instead of 0.1" in refused(versions={**value["versions"], "manim": "0.1"})
    for name in ("os.system", "mathviz.build.tasks.os.system", "mathviz.build.tasks.tempfile.mkdtemp"):
        assert "is no work of mathviz" in refused(perform=name)
    assert "no task" in refused(version=1, perform=None, needs=None)
    task.write_text(json.dumps(value))
    bundle = next((away / "tasks").glob("sources-*.zip"))
    bundle.write_bytes(bundle.read_bytes()[:-1])
    assert "damaged" in mathviz("perform", task, "--out", tmp_path / "out", cwd=tmp_path).stderr


def test_addresses_that_lead_nowhere_are_told(away):
    result = mathviz("render", "--cluster", "somewhere", cwd=away)
    assert result.returncode == 2 and "tcp://host:8786" in result.stderr
    result = mathviz("render", "--dashboard", cwd=away)
    assert result.returncode == 2 and "--cluster" in result.stderr


def example(beginning):
    """The indented example of the guide that begins so."""
    (block,) = [
        block
        for found in re.finditer(r"(?:^(?:    .*)?\n)+", GUIDE, re.MULTILINE)
        if (block := textwrap.dedent(found[0]).strip("\n")).startswith(beginning)
    ]
    return block + "\n"


@pytest.fixture
def tasks(away):
    """The tasks of two lectures, written down; mathviz is where the examples look for it."""
    written = mathviz("render", "--print-tasks", "tasks", "--jobs", 2, cwd=away)
    assert written.returncode == 0, written.stderr
    (away / ".venv").symlink_to(sys.prefix)
    return Folder(away / "tasks").tasks()


def test_the_examples_for_batch_services_make_the_films(away, at_home, tasks):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def run(*command, **variables):
        done = subprocess.run(
            command, cwd=away, env={**os.environ, "PATH": path, **variables}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def missing():
        return mathviz("collect", "tasks", cwd=away).stderr.count(".json")

    assert len(tasks) >= 2 and missing() == len(tasks)

    script = example("#!/bin/sh\n#SBATCH")
    assert re.search(r"--array=1-\d+%\d+ ", script)
    (away / "films.sh").write_text(script)
    run("sh", "films.sh", SLURM_ARRAY_TASK_ID="1")
    assert missing() == len(tasks) - 1

    job = yaml.safe_load(example("apiVersion: batch/v1"))
    assert (job["kind"], job["spec"]["completionMode"]) == ("Job", "Indexed")
    pod = job["spec"]["template"]["spec"]
    assert pod["restartPolicy"] == "Never", "asked for where each index has a limit of its own"
    (container,) = pod["containers"]
    assert {mount["name"] for mount in container["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
    run(*container["command"], JOB_COMPLETION_INDEX="1")
    assert missing() == len(tasks) - 2

    (line,) = re.findall(r"`(xargs .* tasks/commands\.txt)`", GUIDE)
    run("sh", "-c", line)
    assert missing() == 0

    assert "segment-drawn" not in run("mathviz", "render", "--json")
    assert films(away) == films(at_home)


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_the_example_for_make_does_what_is_not_done(away, tasks):
    (away / "films.mk").write_text(example("tasks :="))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    first, *others = tasks
    first.with_suffix(".done").touch()
    (command,) = re.findall(r"`(make .*)`", GUIDE)
    made = subprocess.run(
        ["sh", "-c", command], cwd=away, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    told = mathviz("collect", "tasks", cwd=away).stderr
    assert [task.name in told for task in tasks] == [True] + [False] * len(others)

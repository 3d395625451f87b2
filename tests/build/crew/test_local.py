"""Workers die, hang and raise, and only the work in hand is lost; none outlives its master."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import wait

import psutil
import pytest

from mathviz.build.crew import Raised, TimedOut, Work, WorkerDied
from mathviz.build.crew.local import LocalCrew
from mathviz.build.crew.machine import free_memory, hands_here, memory_for, processors
from mathviz.build.crew.seat import Seat


def work(name, arguments=None, limit=None):
    return Work(name, f"mathviz.build.toys.{name}", arguments, limit)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def crew(place, heard):
    with LocalCrew(2, place, heard.append) as crew:
        yield crew


def gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


def test_workers_stay_warm_and_events_come_in_order(crew, heard, place):
    results = [crew.submit(work("add", [n, 1])).result().value for n in range(4)]
    assert [total for total, _ in results] == [1, 2, 3, 4]
    assert len({pid for _, pid in results} | {os.getpid()}) == 2
    assert crew.submit(work("speak", ["one", "two", "three"])).result().value == 3
    assert [event.lecture for event in heard] == ["one", "two", "three"]
    assert heard[0].title == "a project/store"


@pytest.mark.parametrize(
    ("how", "code"),
    [("exit", 7), ("segfault", -signal.SIGSEGV), ("kill", -signal.SIGKILL)],
)
def test_a_worker_that_dies_fails_its_own_work_only(crew, how, code):
    fine = [crew.submit(work("add", [n])) for n in range(3)]
    dying = crew.submit(work("die", how))
    fine += [crew.submit(work("add", [n])) for n in range(3, 6)]
    death = dying.exception()
    assert isinstance(death, WorkerDied) and death.exit_code == code
    assert f"about to die of {how}" in death.log
    assert [future.result().value[0] for future in fine] == [0, 1, 2, 3, 4, 5]
    if how == "segfault":
        assert "toys.py" in death.log, "where it was is told"


def test_a_worker_killed_while_idle_or_in_mid_sentence_is_replaced(crew):
    _, pid = crew.submit(work("add", [1])).result().value
    os.kill(pid, signal.SIGKILL)
    total, other = crew.submit(work("add", [2])).result().value
    assert total == 2 and other != pid
    talking = crew.submit(work("die", "half a message"))
    wait([talking])
    assert crew.submit(work("add", [3])).result().value[0] == 3


@pytest.mark.parametrize("how", ["in Python", "in C"])
def test_a_hung_worker_is_ended_alone_and_its_log_says_where_it_hung(crew, how):
    hanging = crew.submit(work("hang", how, limit=2))
    fine = [crew.submit(work("add", [n])) for n in range(4)]
    assert sorted(future.result().value[0] for future in fine) == [0, 1, 2, 3]
    assert not hanging.done()
    error = hanging.exception(timeout=20)
    assert isinstance(error, TimedOut) and error.limit == 2
    assert "about to wait" in error.log and "toys.py" in error.log and "in hang" in error.log
    assert crew.submit(work("add", [1, 1])).result().value[0] == 2


def test_what_is_raised_comes_home_with_its_place_and_log(crew):
    error = crew.submit(work("fail", "mathviz")).exception()
    assert (error.kind, error.message, error.file, error.line) == (
        "MathvizError",
        "a corner is missing",
        "corner.py",
        12,
    )
    assert error.log == "all went well so far"
    error = crew.submit(work("fail")).exception()
    assert (error.kind, error.message) == ("ValueError", "no such corner")
    assert "toys.py" in error.trace
    assert crew.submit(work("fail", "system exit")).exception().kind == "SystemExit"
    assert "can't travel" in crew.submit(work("fail", "can't travel")).exception().message
    assert crew.submit(work("fail", "out of memory")).exception().kind == "MemoryError"
    assert crew.submit(work("add", [1])).result().value[0] == 1


def test_only_work_of_mathviz_build_is_done(crew):
    error = crew.submit(Work("evil", "os.system", "true")).exception()
    assert isinstance(error, Raised) and "os.system" in error.message


def test_a_worker_over_its_memory_ends_early_and_the_rest_is_done_by_a_fresh_one(place):
    seat = Seat(place, memory=200 << 20)
    left, processes, rounds = list(range(8)), set(), 0
    while left:
        done, pid = seat.perform(work("grow", left), print).value
        assert done == left[: len(done)]
        left, rounds = left[len(done) :], rounds + 1
        processes.add(pid)
    seat.close()
    assert rounds == len(processes) > 1


def test_leaving_by_an_exception_ends_hung_workers_at_once(place):
    crew = LocalCrew(2, place, print)
    began = None
    with pytest.raises(KeyboardInterrupt), crew:
        futures = [crew.submit(work("hang", "in C")), crew.submit(work("note", str(place.root) + ".pid"))]
        futures += [crew.submit(work("hang")) for _ in range(5)]
        wait_until(place.root.with_suffix(".pid").exists)
        began = time.monotonic()
        raise KeyboardInterrupt
    assert time.monotonic() - began < 2
    assert all(future.done() for future in futures)
    assert gone(int(place.root.with_suffix(".pid").read_text()))


MASTER = """
import sys
from pathlib import Path
from mathviz.build.crew import Place, Work
from mathviz.build.crew.local import LocalCrew
folder = Path(sys.argv[1])
with LocalCrew(2, Place(folder, folder), print) as crew:
    futures = [crew.submit(Work("", "mathviz.build.toys.note", str(folder / name))) for name in "ab"]
    [future.result() for future in futures]
"""


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_its_master(tmp_path, signal_number):
    master = subprocess.Popen(
        [sys.executable, "-c", MASTER, str(tmp_path)], start_new_session=True, stderr=subprocess.PIPE
    )
    notes = [tmp_path / "a", tmp_path / "b"]
    wait_until(lambda: all(note.exists() and note.read_text() for note in notes))
    workers = [int(note.read_text()) for note in notes]
    os.kill(workers[0], signal.SIGSTOP)  # not even one that hears nothing
    if signal_number == signal.SIGINT:
        os.killpg(master.pid, signal_number)  # as a terminal does
    else:
        master.send_signal(signal_number)
    master.wait(timeout=2)
    wait_until(lambda: all(map(gone, workers)), seconds=2)
    master.stderr.close()


def test_workers_follow_processors_and_memory():
    assert 1 <= hands_here() <= processors() <= os.cpu_count()
    assert memory_for(1) <= max(memory_for(2), free_memory())
    assert memory_for(1) > memory_for(4)

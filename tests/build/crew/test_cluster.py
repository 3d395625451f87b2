"""A real cluster on this machine: losing a worker of it, or the scheduler, loses nothing that is done."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import wait
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

import mathviz
from mathviz.build.crew import Place, Raised, TimedOut, Work, WorkerDied
from mathviz.build.crew.cluster import ClusterCrew, ClusterError
from mathviz.build.events import WorkerRefused, WorkersAwaited
from mathviz.store import Store, key_of
from tests.build.crew.test_local import gone, wait_until, work
from tests.build.small_project import COURSE, write_project

OLD = key_of("old", 0)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def dask(*arguments, **environment):
    """A process of the cluster, in a group of its own, with its processes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, arguments)],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Cluster:
    """A scheduler and workers, each with a folder of its own, that can be killed one by one."""

    def __init__(self, folder, stack):
        self.folder, self.stack = folder, stack
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.workers = []
        self.start_scheduler()

    def start_scheduler(self):
        options = ["--host", "127.0.0.1", "--port", self.port, "--no-dashboard", "--no-jupyter"]
        self.scheduler = self.stack.enter_context(dask("scheduler", *options))

    def add_worker(self, **environment):
        folder = self.folder / f"worker {len(self.workers)}"
        options = ["--nthreads", 1, "--local-directory", folder, "--no-dashboard", "--host", "127.0.0.1"]
        self.workers.append(self.stack.enter_context(dask("worker", self.address, *options, **environment)))


@pytest.fixture
def cluster(tmp_path):
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


@pytest.fixture
def place(tmp_path):
    write_project(tmp_path / "project é")
    Store(tmp_path / "store").put(OLD, b"an entry; ")
    return Place(tmp_path / "project é", tmp_path / "store")


def new(number):
    return key_of("new", number)


def copy(number):
    return Work("copy", "mathviz.build.toys.copy", (OLD, new(number)), None, (OLD,))


def check_copies(place, count):
    for number in range(count):
        assert Store(place.store).read(new(number)).decode() == "an entry; " + COURSE


def test_work_and_what_it_needs_go_there_and_entries_and_events_come_home(cluster, place):
    for _ in range(2):
        cluster.add_worker()
    heard = []
    with ClusterCrew(cluster.address, place, heard.append) as crew:
        processes = {future.result().value for future in [crew.submit(copy(n)) for n in range(8)]}
        assert len(processes) == crew.hands == 2
        assert crew.submit(work("speak", ["one", "two"])).result().value == 2
        wait_until(lambda: len(heard) == 2)
        assert [event.lecture for event in heard] == ["one", "two"]
        # What no good work does ends the same way as at home.
        death = crew.submit(work("die", "segfault")).exception()
        assert isinstance(death, WorkerDied) and death.exit_code == -signal.SIGSEGV and "toys.py" in death.log
        late = crew.submit(work("hang", "in C", limit=0.5)).exception()
        assert isinstance(late, TimedOut) and "in hang" in late.log
        error = crew.submit(work("fail", "mathviz")).exception()
        assert isinstance(error, Raised) and (error.file, error.line) == ("corner.py", 12)
        assert crew.submit(work("add", [1, 2])).result().value[0] == 3
        lost = crew.submit(
            Work("copy", "mathviz.build.toys.copy", (OLD, new(9)), None, (new(8),))
        ).exception()
        assert isinstance(lost, Raised) and lost.kind == "KeyError", "as if it were lost where it is needed"
    check_copies(place, 8)
    wait_until(lambda: all(map(gone, processes)))
    assert not list(cluster.folder.glob("worker*/**/course.yaml")), "the workers keep nothing"


def test_entries_can_go_through_a_store_that_all_share(cluster, place, tmp_path):
    cluster.add_worker()
    shared = f"file://{tmp_path}/shared store"
    with ClusterCrew(cluster.address, place, print, shared=shared) as crew:
        assert all(future.result() for future in [crew.submit(copy(n)) for n in range(3)])
    check_copies(place, 3)
    there = Store(tmp_path / "shared store")
    assert set(there.names()) == {OLD, *map(new, range(3))}
    assert there.read(new(2)) == Store(place.store).read(new(2))


def test_losing_one_of_two_workers_loses_nothing(cluster, place):
    for _ in range(2):
        cluster.add_worker()
    with ClusterCrew(cluster.address, place, print) as crew:
        wait_until(lambda: crew.hands == 2)
        futures = [crew.submit(copy(n)) for n in range(20)]
        wait(futures[:4])
        kill(cluster.workers[0])
        assert all(future.result(timeout=60) for future in futures)
    check_copies(place, 20)


def test_losing_all_workers_is_told_and_the_next_one_goes_on(cluster, place):
    cluster.add_worker()
    heard = []
    with ClusterCrew(cluster.address, place, heard.append) as crew:
        futures = [crew.submit(copy(n)) for n in range(6)]
        wait(futures[:2])
        kill(cluster.workers[0])
        wait_until(lambda: WorkersAwaited(cluster.address) in heard, seconds=60)
        cluster.add_worker()
        assert all(future.result(timeout=60) for future in futures)
    check_copies(place, 6)


def test_a_run_that_is_killed_leaves_no_process_behind_at_the_workers(cluster, place):
    cluster.add_worker()
    program = (
        "import sys, time; from pathlib import Path; from mathviz.build.crew import Place;"
        "from mathviz.build.crew.cluster import ClusterCrew; from tests.build.crew.test_cluster import copy;"
        "place = Place(Path(sys.argv[2]), Path(sys.argv[3]));"
        "crew = ClusterCrew(sys.argv[1], place, print, idle=1).__enter__();"
        "print(crew.submit(copy(0)).result().value, flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, cluster.address, str(place.root), str(place.store)],
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        seat = int(run.stdout.readline())
        assert not gone(seat)
        run.kill()
    wait_until(lambda: gone(seat), seconds=60)


def test_losing_the_scheduler_loses_nothing(cluster, place):
    cluster.add_worker()
    with ClusterCrew(cluster.address, place, print) as crew:
        futures = [crew.submit(copy(n)) for n in range(10)]
        wait(futures[:3])
        kill(cluster.scheduler)
        done = sum(future.done() for future in futures)
        assert 3 <= done < 10
        check_copies(place, done)
        cluster.start_scheduler()
        cluster.add_worker()
        assert all(future.result(timeout=60) for future in futures)
    check_copies(place, 10)


def test_a_scheduler_that_stays_away_is_told(cluster, place):
    cluster.add_worker()
    with ClusterCrew(cluster.address, place, print, patience=3) as crew:
        crew.submit(copy(0)).result()
        hanging = crew.submit(work("hang"))
        kill(cluster.scheduler)
        death = hanging.exception(timeout=30)
        assert isinstance(death, WorkerDied) and cluster.address in death.log
        assert isinstance(crew.submit(copy(1)).exception(timeout=30), WorkerDied)
    check_copies(place, 1)


def test_a_worker_with_another_mathviz_is_refused_with_a_sentence(cluster, place, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(Path(mathviz.__file__).parent, other / "mathviz")
    with (other / "mathviz/theme.py").open("a") as file:
        file.write("\n# another one\n")
    path = os.pathsep.join([str(other), os.environ["PYTHONPATH"]])
    cluster.add_worker(PYTHONPATH=path)
    heard = []
    with pytest.raises(ClusterError, match=r"may do the work: it has mathviz .* instead of .* install"):
        ClusterCrew(cluster.address, place, heard.append).__enter__()
    cluster.add_worker()
    heard.clear()
    crew = ClusterCrew(cluster.address, place, heard.append)
    wait_until(lambda: len(psutil.Process(cluster.workers[1].pid).children()) > 0)
    time.sleep(2)
    with crew:
        processes = {future.result().value for future in [crew.submit(copy(n)) for n in range(6)]}
        assert len(processes) == crew.hands == 1, "only the good one works"
        (refused,) = heard
        assert isinstance(refused, WorkerRefused) and "instead of" in refused.reason
        # One that comes later says so itself; that only such are left is told, and a good one helps.
        cluster.add_worker(PYTHONPATH=path)
        wait_until(lambda: len(heard) == 2, seconds=60)
        assert isinstance(heard[1], WorkerRefused) and heard[1].worker != refused.worker
        kill(cluster.workers[1])
        waiting = crew.submit(copy(6))
        wait_until(lambda: WorkersAwaited(cluster.address) in heard, seconds=60)
        cluster.add_worker()
        assert waiting.result(timeout=60)


def test_no_scheduler_and_no_worker_are_told(cluster, place):
    with pytest.raises(ClusterError, match="no scheduler answers at tcp:"):
        ClusterCrew(f"tcp://127.0.0.1:{free_port()}", place, print, patience=0.5).__enter__()
    with pytest.raises(ClusterError, match=f"has no worker.*dask worker {cluster.address}"):
        ClusterCrew(cluster.address, place, print, patience=2).__enter__()


def test_an_interruption_ends_a_cluster_of_its_own_at_once(place):
    crew = ClusterCrew("local:2", place, print)
    pids = []
    with pytest.raises(KeyboardInterrupt), crew:
        assert {connection.laddr.ip for connection in listening()} == {"127.0.0.1"}
        futures = [crew.submit(work("note", str(place.store / name))) for name in "ab"]
        wait_until(lambda: all((place.store / name).exists() for name in "ab"))
        pids = [int((place.store / name).read_text()) for name in "ab"]
        began = time.monotonic()
        raise KeyboardInterrupt
    assert time.monotonic() - began < 2
    assert all(future.done() for future in futures)
    wait_until(lambda: all(map(gone, pids)), seconds=2)


def listening():
    here = psutil.Process()
    return [
        connection
        for process in [here, *here.children(recursive=True)]
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]

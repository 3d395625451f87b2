"""Workers on any number of machines: Dask carries the work there and what it made home.

A worker of the cluster does nothing but hold seats, the same as at home, so work that hangs, dies or grows is
treated alike everywhere. Sources and what a piece of work needs from the store travel with it; a worker whose
versions differ refuses. The scheduler keeps nothing: what came home is in the store of this machine.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import pickle
import re
import secrets
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

import psutil
from distributed import Client, LocalCluster, Worker, get_worker
from distributed import Future as FarFuture
from distributed.core import Status
from distributed.diagnostics.plugin import WorkerPlugin

from mathviz.build.crew import CrewError, Outcome, Place, Raised, Tell, Work, WorkerDied
from mathviz.build.crew.bundle import Bundle, pack, unpack
from mathviz.build.crew.freight import Freight, Parcel
from mathviz.build.crew.local import Seats, one_at_a_time
from mathviz.build.crew.versions import difference, versions
from mathviz.build.events import Event, WorkerRefused, WorkersAwaited
from mathviz.errors import MathvizError

__all__ = ["ClusterCrew", "ClusterError", "cluster_crew"]


ALONE = 5
"""Seconds without any worker after which it is told."""

IDLE = 60.0
"""Seconds after which a process at a worker of the cluster ends that has nothing to do."""


class ClusterError(MathvizError):
    """There is no cluster at the address, or no worker in it that may do the work."""

    exit_code = 2


class ClusterCrew:
    """The workers of a Dask cluster.

    Parameters
    ----------
    address
        ``tcp://host:8786`` or ``tls://host:8786`` of a running scheduler; ``local:4`` starts one here, with
        four workers, that only this machine can reach.
    place
        The project and the store of this machine.
    tell
        Hears the events of all workers, one at a time.
    shared
        Address, as fsspec knows them, of a store that this machine and all workers reach; without one, the
        entries travel with the work.
    dashboard
        Whether a cluster that is started here shows Dask's page.
    patience
        Seconds in which a scheduler must answer, at the start and after a loss, and a worker must be there.
    idle
        Seconds after which a seat gives up a process that has nothing to do: its run may have been killed.
    """

    def __init__(
        self,
        address: str,
        place: Place,
        tell: Tell,
        *,
        shared: str | None = None,
        dashboard: bool = False,
        patience: float = 20,
        idle: float = IDLE,
    ) -> None:
        self._address, self._place, self._dashboard, self._patience = address, place, dashboard, patience
        self._tell = one_at_a_time(tell)
        self._freight = Freight(place.store, shared)
        self._bundle = pack(place.root)
        self._hands = _Hands(self._bundle, versions(), shared, idle)
        self._open: dict[Future[Outcome], Work] = {}
        self._over, self._gone = False, ""
        self._refused: set[WorkerRefused] = set()
        self._recovering = threading.Lock()
        self._number = itertools.count()

    @property
    def hands(self) -> int:
        """How many seats the cluster has now; at least one, since more may come."""
        try:
            return max(1, self._fit())
        except Exception:  # it is being lost
            return 1

    def _fit(self) -> int:
        """How many seats there are at workers that may do the work."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return int(sum(worker["resources"].get(self._hands.name, 0) for worker in workers))

    def __enter__(self) -> Self:
        """Find the cluster, or start it, and send it the sources."""
        _silence()
        with ExitStack() as stack:
            self._scheduler: Any = self._address
            if local := re.fullmatch(r"local:([1-9]\d*)", self._address):
                self._scheduler = stack.enter_context(_local_cluster(int(local[1]), self._dashboard))
            self._client = self._connect()
            stack.callback(lambda: self._client.close(timeout=1))
            self._look_for_workers()
            self._stack = stack.pop_all()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def _watch(self) -> None:
        """Tell, once each time, when there is work but nobody who may do it."""
        waited = 0
        while not self._over:
            time.sleep(1)
            try:
                alone = bool(self._open) and not self._fit()
            except Exception:  # the scheduler is lost, which is another matter
                alone = False
            waited = waited + 1 if alone else 0
            if waited == ALONE:
                self._tell(WorkersAwaited(self._address))

    def _connect(self) -> Client:
        try:
            client = Client(self._scheduler, timeout=self._patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"no scheduler answers at {self._address} ({error}); start one there with: "
                "dask scheduler --host HOST"
            ) from None
        client.subscribe_topic(self._hands.name, self._hear)
        with suppress(Exception):  # a worker that can't even read it; it gets no work
            client.register_plugin(self._hands, name=self._hands.name)
        return client

    def _look_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise ClusterError(
                f"the cluster at {self._address} has no worker; start some, on each machine, with: "
                f"dask worker {self._address}"
            ) from None
        answers = self._client.run(partial(_refusal, self._hands.name), on_error="return")
        refusals = {worker: _in_words(answer) for worker, answer in answers.items() if answer is not None}
        for worker, why in refusals.items():
            self._tell_refusal(WorkerRefused(worker, why))
        if len(refusals) == len(answers):
            raise ClusterError("no worker of the cluster may do the work: " + "; ".join(refusals.values()))

    def _hear(self, message: tuple[float, bytes]) -> None:
        event = pickle.loads(message[1])  # of the cluster's own channel
        if isinstance(event, WorkerRefused):
            self._tell_refusal(event)
        else:
            self._tell(event)

    def _tell_refusal(self, event: WorkerRefused) -> None:
        """Tell of each worker once: they say it themselves when they come, and are asked at the start."""
        if event not in self._refused:
            self._refused.add(event)
            self._tell(event)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let the cluster go; if there was an exception, end at once what it does for us."""
        self._over = True
        for future in list(self._open):
            future.cancel()
        if kind is not None and isinstance(self._scheduler, LocalCluster):
            _kill_workers()
        else:
            with suppress(Exception):
                self._client.unregister_worker_plugin(self._hands.name)
        self._stack.close()

    def submit(self, work: Work) -> Future[Outcome]:
        """Take on a piece of work."""
        done: Future[Outcome] = Future()
        self._open[done] = work
        done.add_done_callback(lambda _: self._open.pop(done))
        self._send(work, done)
        return done

    def _send(self, work: Work, done: Future[Outcome]) -> None:
        client = self._client
        try:
            far = client.submit(
                _perform,
                work,
                self._freight.outward(work.needs),
                self._hands.name,
                key=f"mathviz-{secrets.token_hex(8)}",
                resources={self._hands.name: 1},
                priority=-next(self._number),  # first come, first served
                pure=False,
            )
            far.add_done_callback(partial(self._receive, done, client))
        except (KeyError, MathvizError) as error:  # of the store: somebody damaged it, say
            self._fail(done, _told(error))
        except Exception as error:
            if client.status == "running" or self._gone:
                self._fail(done, WorkerDied(None, self._gone or f"it could not be sent: {error}"))
            else:
                self._recover_soon(client)

    def _receive(self, done: Future[Outcome], client: Client, far: FarFuture) -> None:
        try:
            if done.done() or client is not self._client:  # not wanted any more, or sent again
                return
            outcome, goods = far.result()
            if isinstance(outcome, CrewError):
                raise outcome
            self._freight.inward(outcome.entries, goods)
        except CrewError as error:
            self._fail(done, error)
        except (KeyError, MathvizError) as error:
            self._fail(done, _told(error))
        except BaseException as error:
            if far.status == "cancelled" or client.status != "running":
                self._recover_soon(client)
            else:  # Dask's own: its worker was lost too often, or is not what it should be
                self._fail(done, WorkerDied(None, f"{type(error).__name__}: {error}"))
        else:
            if done.set_running_or_notify_cancel():
                done.set_result(outcome)

    def _recover_soon(self, lost: Client) -> None:
        threading.Thread(target=self._recover, args=(lost,), daemon=True).start()

    def _recover(self, lost: Client) -> None:
        """Find the scheduler again, if it has come back, and send it all that is not yet done."""
        with self._recovering:
            if self._over or self._gone or self._client is not lost:
                return
            with suppress(Exception):
                lost.close(timeout=1)
            try:
                self._client = self._connect()
            except ClusterError as error:
                self._gone = f"the cluster is lost: {error.message}"
                for done in list(self._open):
                    self._fail(done, WorkerDied(None, self._gone))
                return
            for done, work in list(self._open.items()):
                self._send(work, done)

    @staticmethod
    def _fail(done: Future[Outcome], error: CrewError) -> None:
        if done.set_running_or_notify_cancel():
            done.set_exception(error)


def cluster_crew(address: str, shared: str | None, dashboard: bool) -> Callable[[Place, Tell], ClusterCrew]:
    """What makes such a crew, for the head. Raises ``ClusterError`` for what is no address."""
    if not re.fullmatch(r"local:[1-9]\d*|(tcp|tls)://[^\s/]+:\d+", address):
        raise ClusterError(f'"{address}" is no cluster; allowed: tcp://host:8786, tls://host:8786, local:4')
    return partial(ClusterCrew, address, shared=shared, dashboard=dashboard)


def _silence() -> None:
    """What is lost is told by the run, not by Dask's own loggers."""
    for name in ["distributed", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _kill_workers() -> None:
    """End the workers of a cluster of this process at once; what hangs on them ends with them."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "multiprocessing.spawn" in " ".join(child.cmdline()):
                child.kill()


def _local_cluster(workers: int, dashboard: bool) -> LocalCluster:
    with _deaf_to_interrupts():
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:8787" if dashboard else None,
            silence_logs=logging.CRITICAL,
        )


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started meanwhile hear no Ctrl-C: they are ended by the one who does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _told(error: Exception) -> Raised:
    """What a store raised, as if work had met it."""
    return Raised(type(error).__name__, str(error.args[0]))


def _in_words(answer: Any) -> str:
    if isinstance(answer, BaseException):
        return f"it can't run mathviz ({type(answer).__name__}: {answer}); install mathviz[cluster] there"
    return str(answer)


class _Hands(WorkerPlugin):  # type: ignore[misc]
    """Goes to every worker of the cluster, also to those that come later, and gives it seats for a project.

    The seats are offered under a name of their own, so work goes only to workers that have them.
    """

    def __init__(self, bundle: Bundle, wanted: Mapping[str, str], shared: str | None, idle: float) -> None:
        self._bundle, self._wanted, self._shared, self._idle = bundle, dict(wanted), shared, idle
        self.name = f"hands-{bundle.digest[:16]}-{secrets.token_hex(4)}"
        self.refusal: str | None = None

    async def setup(self, worker: Worker) -> None:
        """Look at the versions; if they are the same, unpack the sources and offer seats."""
        self.refusal = difference(self._wanted, versions())
        if self.refusal is not None:
            worker.log_event(self.name, pickle.dumps(WorkerRefused(worker.address, self.refusal)))
            return
        self._folder = Path(worker.local_directory) / self.name
        self._folder.mkdir(parents=True)
        root = unpack(self._bundle, self._folder / "project")
        place = Place(root, root / ".mathviz" / "store")
        self.freight = Freight(place.store, self._shared)
        self.seats = Seats(worker.state.nthreads, place)
        self._resting = asyncio.create_task(self._rest())
        await worker.set_resources(**{self.name: worker.state.nthreads})
        # Only of a worker that resumes does the scheduler ask whether it can do what nobody could before.
        worker.status = Status.paused
        worker.status = Status.running

    async def _rest(self) -> None:
        while True:
            await asyncio.sleep(self._idle / 4)
            self.seats.rest(self._idle)

    async def teardown(self, worker: Worker) -> None:
        """End what is being done here, and leave nothing."""
        if self.refusal is None:
            self._resting.cancel()
            await worker.set_resources(**{self.name: 0})
            self.seats.end()
            shutil.rmtree(self._folder, ignore_errors=True)


def _refusal(name: str, dask_worker: Worker) -> str | None:
    """Why a worker may not do the work, asked there."""
    hands = dask_worker.plugins.get(name)
    return "it could not unpack the sources" if hands is None else hands.refusal


def _perform(
    work: Work, goods: Mapping[str, Parcel], name: str
) -> tuple[Outcome | CrewError, Mapping[str, Parcel]]:
    """Do a piece of work at a worker of the cluster."""
    worker = get_worker()
    hands = worker.plugins[name]

    def tell(event: Event) -> None:
        worker.log_event(name, pickle.dumps(event))

    try:
        hands.freight.inward(work.needs, goods)
        outcome = hands.seats.perform(work, tell)
        return outcome, hands.freight.outward(outcome.entries)
    except CrewError as error:
        return error, {}
    except (KeyError, MathvizError) as error:
        return _told(error), {}

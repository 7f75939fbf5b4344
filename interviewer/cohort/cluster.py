"""Files spread over the workers of a Dask cluster: Dask schedules and retries, this only hands out and collects.

The client writes the results, so that a worker may die at any moment and nothing is written twice.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from interviewer.cohort import scoring
from interviewer.cohort.extras import library
from interviewer.cohort.pool import DIED
from interviewer.cohort.scoring import Outcome, ScoringJob, ScoringSetup, VersionsDifferError
from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from distributed import Client, Future

Name = TypeVar("Name")

LOCAL = "local"
"""Stands for a cluster on this machine that is started for the run."""
IN_FLIGHT = 2
"""Files given out for each thread of a worker."""
MEMORY = {"MALLOC_TRIM_THRESHOLD_": "268435456", "MALLOC_MMAP_THRESHOLD_": "33554432"}
"""Dask sets the first to 64 kB, with which glibc fetches and gives back a recogniser's memory all the time: a third more
processor time. Either alone does not help."""
PATIENCE_S = 60.0
"""Seconds that workers have to join. How long a scheduler may be out of reach is for Dask's own settings to say."""
LOOKED_AFTER_S = 2.0
"""Seconds after which the workers are counted again: they come and go."""


class ClusterError(InterviewerError):
    """The cluster cannot be used, or went away."""


class Cluster:
    """Scores files on the workers of a Dask cluster."""

    def __init__(self, address: str, setup: ScoringSetup, processes: int = 1) -> None:
        """Nothing is started yet.

        Args:
            address: of a running scheduler (`tcp://host:8786`), or `LOCAL`.
            setup: what files are scored with.
            processes: workers of a local cluster.
        """
        self._address = address
        self._setup = setup
        self._processes = processes

    def score(self, jobs: Iterator[tuple[Name, ScoringJob]]) -> Iterator[tuple[Name, Outcome]]:
        """What comes of each file, in the order in which they are done; few are taken ahead.

        Raises:
            VersionsDifferError: a worker has other rules or weights.
            ClusterError: no worker joined, or the scheduler went away.
        """
        with ExitStack() as stack:
            client = self._connected(stack)
            _check(client, self._setup)
            client.register_plugin(_plugin(self._setup), name="interviewer-cohort")
            yield from self._scored(client, jobs)

    def _connected(self, stack: ExitStack) -> Client:
        dask = library("distributed", "cluster")
        _hush()
        where: Any = self._address
        if where == LOCAL:
            for name, size in MEMORY.items():
                os.environ.setdefault(name, size)  # handed on to the workers
            where = stack.enter_context(
                dask.LocalCluster(
                    n_workers=self._processes,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                )
            )
        try:
            client: Client = stack.enter_context(dask.Client(where))
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except TimeoutError:
            raise ClusterError(
                f"{self._address}: no worker joined within {PATIENCE_S:.0f} s", "Start workers."
            ) from None
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"{self._address}: no Dask scheduler there ({error})",
                "Check the address; `dask scheduler` prints it.",
            ) from None
        return client

    def _scored(
        self, client: Client, jobs: Iterator[tuple[Name, ScoringJob]]
    ) -> Iterator[tuple[Name, Outcome]]:
        running: dict[str, tuple[Future[Outcome], Name]] = {}
        finished: queue.SimpleQueue[Future[Outcome]] = queue.SimpleQueue()
        watch = _Watch(client, self._address)

        def take() -> tuple[Name, Outcome]:
            while True:
                try:
                    future = finished.get(timeout=LOOKED_AFTER_S)
                except queue.Empty:
                    watch.look()
                    continue
                _, name = running.pop(str(future.key))
                return name, _outcome(future, self._address)

        for name, job in jobs:
            # Not pure: the same job again is another file with the same content.
            future = client.submit(scoring.score, job, self._setup, pure=False)
            running[str(future.key)] = future, name
            future.add_done_callback(finished.put)
            while len(running) >= IN_FLIGHT * watch.threads():
                yield take()
        while running:
            yield take()


class _Watch:
    """Counts the threads of the workers now and then, and notices that the scheduler is gone."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._looked = 0.0
        self.known = 1

    def threads(self) -> int:
        """Threads of all workers, as they were a moment ago; 1 while there is none."""
        if time.monotonic() - self._looked > LOOKED_AFTER_S:
            self.look()
            self._looked = time.monotonic()
        return self.known

    def look(self) -> None:
        """Count them now.

        Raises:
            ClusterError: the scheduler is gone.
        """
        try:
            counted = self._client.nthreads()
        except (OSError, RuntimeError, TypeError, AttributeError, asyncio.CancelledError):
            raise _gone(self._address) from None
        self.known = max(1, sum(counted.values()))


def _outcome(future: Future[Outcome], address: str) -> Outcome:
    from concurrent.futures import CancelledError

    from distributed.scheduler import KilledWorker

    try:
        outcome: Outcome = future.result()
    except KilledWorker:
        return Outcome(error=DIED, lasting=False)
    except (CancelledError, asyncio.CancelledError, OSError):
        raise _gone(address) from None
    finally:
        with suppress(RuntimeError):
            future.release()
    return outcome


def _gone(address: str) -> ClusterError:
    return ClusterError(
        f"{address}: the scheduler went away; what is done is saved",
        "Start it again, and run the same command again.",
    )


def _hush() -> None:
    """Keep Dask from logging on standard error: what matters is said here, in one line."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check(client: Client, setup: ScoringSetup) -> None:
    """See that every worker scores as this run wants it.

    Raises:
        VersionsDifferError: one does not, or lacks the product; both versions are named.
    """
    found = client.run(_fault, setup, on_error="return")
    for worker, fault in sorted(found.items()):
        if isinstance(fault, ImportError | AttributeError):
            raise VersionsDifferError(
                f"The worker {worker} has no interviewer that knows cohorts ({fault}),"
                f" and this run has {setup.versions}",
                "Install the same version everywhere.",
            )
        if isinstance(fault, Exception):
            raise ClusterError(f"The worker {worker} failed ({fault})", "Look at its log.")
        if fault:
            raise VersionsDifferError(f"{worker}: {fault}", "")


def _fault(setup: ScoringSetup) -> str:
    """In a worker: what keeps it from scoring for this run; nothing if it can."""
    try:
        scoring.prepare(setup)
    except InterviewerError as error:
        return str(error)
    return ""


def _plugin(setup: ScoringSetup) -> Any:
    """Makes workers that join later ready too: with other versions they refuse every file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import WorkerPlugin

    class ReadyWorker(WorkerPlugin):  # type: ignore[misc]  # an untyped library
        """Checks the versions of a worker and keeps its model."""

        def setup(self, worker: object) -> None:  # noqa: ARG002 - as Dask calls it
            scoring.prepare(setup)

    return ReadyWorker()

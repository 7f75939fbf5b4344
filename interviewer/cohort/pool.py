"""Files spread over processes of this machine; a process that dies takes no more than one file with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from interviewer.cohort import scoring
from interviewer.cohort.extras import library
from interviewer.cohort.scoring import Outcome, ScoringJob, ScoringSetup

Name = TypeVar("Name")

IN_FLIGHT = 2
"""Files given out for each process: one that it scores, and one so that it need not wait."""
MODEL_BYTES = 900_000_000
"""What a process with the `base` weights needs at most (measured: 0.55 GB, and 0.75 GB on long recordings)."""
TEXT_BYTES = 300_000_000
"""What a process needs that only reads transcripts (measured: 0.2 GB)."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What numeric libraries read when they are loaded."""
DIED = "a worker process died while scoring it (out of memory, or a fault in a library)"


def jobs_for_machine(*, transcribing: bool) -> int:
    """How many processes fit into the cores and the free memory of this machine or container."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    need = MODEL_BYTES if transcribing else TEXT_BYTES
    return max(1, min(cores or 1, _free_memory() // need))


def _free_memory() -> int:
    free = int(library("psutil").virtual_memory().available)
    limit = Path("/sys/fs/cgroup/memory.max")
    try:
        return min(free, int(limit.read_text("ascii")))
    except (OSError, ValueError):  # no container, or none with a limit
        return free


class Pool:
    """Scores files in processes, each with one thread and one model."""

    def __init__(self, processes: int, setup: ScoringSetup) -> None:
        """Nothing is started yet."""
        self.processes = processes
        self._setup = setup

    def score(self, jobs: Iterator[tuple[Name, ScoringJob]]) -> Iterator[tuple[Name, Outcome]]:
        """What comes of each file, in the order in which they are done; few are taken ahead.

        Where a process dies, the files that were under way are scored one by one, so that the one
        that kills it is known; the others go on.
        """
        rest = jobs
        while True:
            suspects: list[tuple[Name, ScoringJob]] = []
            with _executor(self.processes, self._setup) as executor:
                yield from self._scored(executor, rest, suspects)
            if not suspects:
                return
            for name, job in suspects:
                with _executor(1, self._setup) as executor:
                    yield name, _alone(executor, job, self._setup)

    def _scored(
        self,
        executor: ProcessPoolExecutor,
        jobs: Iterator[tuple[Name, ScoringJob]],
        suspects: list[tuple[Name, ScoringJob]],
    ) -> Iterator[tuple[Name, Outcome]]:
        running: dict[Future[Outcome], tuple[Name, ScoringJob]] = {}
        try:
            for name, job in jobs:
                suspects.append((name, job))  # until it is known to be handed over
                running[executor.submit(scoring.score, job, self._setup)] = suspects.pop()
                while len(running) >= IN_FLIGHT * self.processes:
                    yield from _done(running)
            while running:
                yield from _done(running)
        except BrokenProcessPool:
            suspects += running.values()


def _done(
    running: dict[Future[Outcome], tuple[Name, ScoringJob]],
) -> Iterator[tuple[Name, Outcome]]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        outcome = future.result()
        yield running.pop(future)[0], outcome


def _alone(executor: ProcessPoolExecutor, job: ScoringJob, setup: ScoringSetup) -> Outcome:
    try:
        return executor.submit(scoring.score, job, setup).result()
    except BrokenProcessPool:
        return Outcome(error=DIED, lasting=False)


@contextmanager
def _executor(processes: int, setup: ScoringSetup) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this one, whatever ends it."""
    for name in THREADS:
        os.environ.setdefault(name, "1")  # handed on: the processes share the cores
    executor = ProcessPoolExecutor(
        processes,
        multiprocessing.get_context(
            "spawn"
        ),  # a fork would copy locks of threads that are not there
        _begin,
        (setup,),
    )
    try:
        yield executor
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _begin(setup: ScoringSetup) -> None:
    """In a new process: Ctrl-C is the parent's business, and the parent's end is the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    scoring.prepare(setup)


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)

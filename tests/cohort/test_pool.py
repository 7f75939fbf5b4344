"""Processes of one machine: few files at once, and none lost with a process that dies."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.cohort.pool import DIED, IN_FLIGHT, Pool, jobs_for_machine
from interviewer.cohort.scoring import ScoringJob
from interviewer.model import Kind
from tests.support.cohorts import SETUP, answers


def _jobs(folder: Path) -> Iterator[tuple[str, ScoringJob]]:
    for path in sorted(folder.rglob("*.txt")):
        yield path.name, ScoringJob(str(path), Kind.BEHAVIORAL)


@pytest.mark.slow
def test_every_file_comes_back_once(tmp_path: Path) -> None:
    """With its own findings."""
    folder = answers(tmp_path, 12)
    found = dict(Pool(2, SETUP).score(_jobs(folder)))
    assert len(found) == 12
    assert all(outcome.row for outcome in found.values())


def test_few_files_are_taken_ahead(tmp_path: Path) -> None:
    """However fast the list of files is, and however long."""
    (path,) = answers(tmp_path, 1).rglob("*.txt")
    taken = itertools.count()
    last = 0

    def endless() -> Iterator[tuple[int, ScoringJob]]:
        nonlocal last
        for last in taken:
            yield last, ScoringJob(str(path), Kind.BEHAVIORAL)

    results = Pool(1, SETUP).score(endless())
    for done in range(1, 6):
        next(results)
        assert last < done + IN_FLIGHT
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


@pytest.mark.slow
def test_a_process_that_dies_takes_no_file_with_it(tmp_path: Path) -> None:
    """The files that were under way are scored again."""
    folder = answers(tmp_path, 30)
    found = {}
    for number, (name, outcome) in enumerate(Pool(2, SETUP).score(_jobs(folder))):
        if number == 5:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        assert name not in found
        found[name] = outcome
    assert len(found) == 30
    assert all(outcome.row for outcome in found.values())


@pytest.mark.slow
def test_a_file_that_kills_its_process_is_one_error(tmp_path: Path) -> None:
    """The others are scored all the same; and it is tried again in the next run."""
    folder = answers(tmp_path, 4)
    poison = ("poison", ScoringJob(str(folder), _Poison.KIND))  # type: ignore[arg-type]
    jobs = itertools.chain(itertools.islice(_jobs(folder), 2), [poison], _jobs(folder))
    found = list(Pool(2, SETUP).score(jobs))
    assert len(found) == 7
    (bad,) = [outcome for name, outcome in found if name == "poison"]
    assert (bad.error, bad.lasting) == (DIED, False)
    assert all(outcome.row for name, outcome in found if name != "poison")


class _Poison:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (1,)

    KIND: _Poison


_Poison.KIND = _Poison()


def test_at_least_one_process_fits_everywhere() -> None:
    """And no more than there are cores."""
    count = jobs_for_machine(transcribing=True)
    assert 1 <= count <= (os.cpu_count() or 1)

"""A Dask cluster: a real scheduler with two worker processes, on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from interviewer import __version__
from interviewer.settings import paths
from tests.support.cohorts import answers, lines, over, table_bytes
from tests.support.commands import run_process
from tests.support.waiting import until

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.slow

QUICK = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
"""How long Dask waits for a scheduler that is not there."""


@dataclass
class Running:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of the scheduler, once it listens and has written all of it."""
        file = self.folder / "scheduler.json"
        until(lambda: file.is_file() and file.read_text().rstrip().endswith("}"))
        import json

        return str(json.loads(file.read_text())["address"])

    def scheduler(self) -> None:
        """Start the scheduler."""
        self._start(
            *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(self.folder / "scheduler.json")),
        )

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker with one thread."""
        return self._start(
            *("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"),
            *("--host", "127.0.0.1", "--local-directory", str(self.folder)),
            **environment,
        )

    def _start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            env={**os.environ, **environment},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    """A scheduler; tests start the workers that they need."""
    running = Running(tmp_path / "dask")
    running.folder.mkdir()
    running.scheduler()
    try:
        yield running
    finally:
        for process in running.processes:
            process.kill()
            process.wait()


def _started(source: Path, out: Path, address: str) -> subprocess.Popen[str]:
    arguments = ("cohort", source, "--out", out, "--scheduler", address)
    return subprocess.Popen(
        [sys.executable, "-m", "interviewer", *map(str, arguments)],
        env={**os.environ, **QUICK},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _done(out: Path) -> int:
    log = out / "state" / "done.jsonl"
    return log.read_bytes().count(b"\n") if log.is_file() else 0


def test_a_worker_that_is_killed_costs_nothing(cluster: Running, tmp_path: Path) -> None:
    """Every file exactly once, and the bytes of a run without a cluster."""
    folder = answers(tmp_path / "in", 150)
    doomed = cluster.worker()
    cluster.worker()
    running = _started(folder, tmp_path / "out", cluster.address)
    until(lambda: _done(tmp_path / "out") >= 20)
    doomed.send_signal(signal.SIGKILL)
    said, faults = running.communicate(timeout=300)
    assert running.returncode == 0, faults
    assert "150 answers scored, 150 of them now" in said
    keys = [line["key"] for line in lines(tmp_path / "out" / "state" / "done.jsonl")]
    assert len(keys) == len(set(keys)) == 150
    over(folder, out=tmp_path / "plain")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "plain")


@pytest.mark.parametrize("other", ["version", "rules"])
def test_a_worker_of_another_version_is_refused(
    cluster: Running, tmp_path: Path, other: str
) -> None:
    """Of the product or of its packs: both are named, and nothing is scored."""
    folder = answers(tmp_path / "in", 3)
    if other == "version":
        copy = tmp_path / "copy" / "interviewer"
        shutil.copytree(paths.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        start = copy / "__init__.py"
        start.write_text(start.read_text().replace(f'"{__version__}"', '"9.9.9"'))
        cluster.worker(PYTHONPATH=str(copy.parent))
    else:
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "mine.yaml").write_text("pack: mine\n")
        cluster.worker(INTERVIEWER_PROMPTS=str(tmp_path / "packs"))
    result = run_process(
        *("cohort", folder, "--out", tmp_path / "out", "--scheduler", cluster.address)
    )
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.count("version ") == 2
    assert ("version 9.9.9" in result.stderr) == (other == "version")
    assert _done(tmp_path / "out") == 0


def test_a_scheduler_that_goes_away_is_one_line(cluster: Running, tmp_path: Path) -> None:
    """What is done is saved, and the next run goes on from there, without a cluster."""
    folder = answers(tmp_path / "in", 150)
    cluster.worker()
    running = _started(folder, tmp_path / "out", cluster.address)
    until(lambda: _done(tmp_path / "out") >= 10)
    cluster.processes[0].kill()
    _, faults = running.communicate(timeout=300)
    assert running.returncode == 2
    assert "the scheduler went away; what is done is saved" in faults
    assert len(faults.splitlines()) == 1, faults
    done = _done(tmp_path / "out")
    assert over(folder, out=tmp_path / "out").new == 150 - done


def test_where_no_scheduler_is_nothing_is_scored(tmp_path: Path) -> None:
    """One line says so."""
    folder = answers(tmp_path / "in", 1)
    result = run_process(
        *("cohort", folder, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9"),
        **QUICK,
    )
    assert result.returncode == 2
    assert "no Dask scheduler there" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_cluster_of_this_machine_is_started_for_the_run(tmp_path: Path) -> None:
    """With the same bytes as ever."""
    folder = answers(tmp_path / "in", 6)
    result = run_process(
        "cohort", folder, "--out", tmp_path / "out", "--scheduler", "local", "--jobs", "2"
    )
    assert result.returncode == 0, result.stderr
    over(folder, out=tmp_path / "plain")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "plain")

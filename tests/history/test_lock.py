"""One writer per session: a note made while an interview runs is either kept or refused, never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.history import lock, purge, revise, store
from interviewer.history.index import open_index
from tests.support.commands import one_line, run
from tests.support.histories import BEGAN, answered, kept

HOLDER = """
import sys, time
from pathlib import Path
from interviewer.history.store import Folder
with Folder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    time.sleep(600)
"""


NOTER = """
import sys, time
from pathlib import Path
from interviewer.history.lock import InUseError
from interviewer.history.revise import with_note
from interviewer.history.store import Folder
folder = Folder(Path(sys.argv[1]))
for number in range(20):
    while True:
        try:
            with folder.locked():
                folder.save(with_note(folder.load(), f"{sys.argv[2]} {number}", None))
            break
        except InUseError:
            time.sleep(0.005)
"""


@pytest.fixture
def folder(tmp_path: Path) -> store.Folder:
    """A session in the recordings folder that commands use."""
    root = tmp_path / "recordings"
    return kept(root, answered())


@pytest.fixture
def writer(folder: store.Folder) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes the session."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_in_one_line(
    folder: store.Folder, writer: subprocess.Popen[str]
) -> None:
    """A note, a new score, another name for the same session: all wait."""
    assert writer.poll() is None
    for options in (["--note", "x"], ["--rescore"], ["--retranscribe"]):
        result = run("review", str(folder.path), *options)
        assert result.returncode == 2
        assert "is using it" in one_line(result)
    assert folder.load().notes == ()


def test_reading_needs_no_lock(folder: store.Folder, writer: subprocess.Popen[str]) -> None:
    """A session can be looked at, and rescored on trial, while it is written."""
    assert writer.poll() is None
    assert folder.load().turns
    assert revise.rescore(folder, save=False)


def test_the_kernel_releases_it(folder: store.Folder, writer: subprocess.Popen[str]) -> None:
    """However the process ends."""
    assert lock.is_held(folder.path)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    assert not lock.is_held(folder.path)
    with folder.locked():
        pass


def test_purge_leaves_a_running_session_alone(
    folder: store.Folder, writer: subprocess.Popen[str]
) -> None:
    """By age it is passed over; by name it is refused."""
    assert writer.poll() is None
    root = folder.path.parent
    with open_index(root) as index:
        later = BEGAN + timedelta(days=400)
        assert purge.older_than(index.sessions(), timedelta(days=1), later) == []
    with pytest.raises(lock.InUseError):
        purge.plan_purge([folder.path], root=root)


def test_it_leaves_one_empty_file(folder: store.Folder) -> None:
    """Which is private, and goes with the session."""
    with folder.locked():
        pass
    left = folder.path / lock.FILE
    assert left.read_bytes() == b""
    assert left.stat().st_mode & 0o777 == 0o600


def test_two_writers_lose_no_edit(folder: store.Folder) -> None:
    """Two processes add twenty notes each at the same time, waiting for each other: all forty are there."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen([sys.executable, "-c", NOTER, str(folder.path), name], env=environment)
        for name in ("one", "two")
    ]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
    texts = {note.text for note in folder.load().notes}
    assert texts == {f"{name} {number}" for name in ("one", "two") for number in range(20)}

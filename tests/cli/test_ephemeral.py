"""Of a session with `--ephemeral` nothing is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interviewer.cli import ephemeral
from interviewer.history import lock
from interviewer.settings import paths
from tests.support.commands import run_process
from tests.support.examples import STORY

WORD = "zanzibarlighthouse"
DRILL = ("drill", "dive-deep", "--typed", "--no-voice", "--follow-ups", "0", "--ephemeral")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a temporary folder with nothing in them."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    return tmp_path


def left(room: Path) -> list[str]:
    """Temporary folders, files with what was said, and indexes but that of the sessions that are kept."""
    files = [path for path in room.rglob("*") if path.is_file()]
    usual = paths.index(paths.recordings()).name
    kept = [
        path
        for path in files
        if WORD.encode() in path.read_bytes() or "history-" in path.name.replace(usual, "")
    ]
    return sorted(path.name for path in [*kept, *(room / "tmp").iterdir()])


def test_nothing_is_left(room: Path) -> None:
    """No word, no recording, no index, no folder."""
    held = run_process(*DRILL, "--json", given=f"{STORY} It was the {WORD}.\n\n")
    assert WORD in held.stdout
    assert left(room) == []


def test_it_says_from_the_start_that_nothing_is_kept(room: Path) -> None:
    """And names no folder, which would be gone."""
    shown = run_process(*DRILL, "--plain", given="Fine.\n\n").stdout
    assert "Nothing of this session is kept." in shown
    assert ephemeral.PREFIX not in shown
    assert left(room) == []


def test_what_a_killed_session_left_goes_with_the_next(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can delete anything once they are killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer", *DRILL],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + 300
    while not (folders := list((room / "tmp").glob("*/*/session.json"))):
        assert time.monotonic() < until
        time.sleep(0.02)
    process.kill()
    process.communicate()
    (folder,) = {path.parent.parent for path in folders}
    os.utime(folder, (0, 0))
    monkeypatch.setattr("tempfile.tempdir", None)
    with ephemeral.temporary_recordings():
        assert not folder.exists()
    assert left(room) == []


def test_one_that_goes_on_is_left_alone(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two may rehearse at the same time, and a folder may just have been made."""
    monkeypatch.setattr("tempfile.tempdir", None)
    folder, young = (room / "tmp" / f"{ephemeral.PREFIX}{name}" for name in ("old", "young"))
    folder.mkdir()
    young.mkdir()
    with lock.held(folder):
        os.utime(folder, (0, 0))
        with ephemeral.temporary_recordings():
            pass
        assert folder.is_dir()
        assert young.is_dir()


def test_a_link_is_not_followed(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may put one into the folder for temporary files."""
    monkeypatch.setattr("tempfile.tempdir", None)
    (room / "mine").mkdir()
    link = room / "tmp" / f"{ephemeral.PREFIX}link"
    link.symlink_to(room / "mine")
    os.utime(link, (0, 0), follow_symlinks=False)
    with ephemeral.temporary_recordings():
        pass
    assert (room / "mine").is_dir()
    shutil.rmtree(room / "mine")

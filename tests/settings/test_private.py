"""What is recorded is open to its owner only, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.audio import recorder
from interviewer.audio.sources import FileSource
from interviewer.debrief import page
from interviewer.history import store
from interviewer.history.index import open_index
from interviewer.settings import atomic, paths, private
from tests.support.examples import recording, session, turn


@pytest.fixture(params=[0o000, 0o022, 0o077], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Any umask."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def open_to_others(root: Path) -> list[str]:
    """What somebody else could read."""
    found = [root, *root.rglob("*")]
    return [str(path) for path in found if path.stat().st_mode & 0o077]


def test_a_session_is_private(tmp_path: Path) -> None:
    """Folder, session, sound, page and index."""
    root = tmp_path / "deep" / "recordings"
    folder = store.create(session(turn()), root)
    recording(tmp_path / "given.wav", 0.5)
    kept = recorder.record(FileSource(tmp_path / "given.wav"), folder.path / "01.wav")
    recorder.keep(kept)
    page.write(folder.load(), folder.path)
    with folder.locked(), open_index(root):
        pass
    assert open_to_others(tmp_path / "deep") == []
    assert open_to_others(paths.cache()) == []


def test_what_was_open_is_closed(tmp_path: Path) -> None:
    """Sessions of an earlier version are tightened when the index reads them."""
    folder = store.create(session(turn()), tmp_path / "recordings")
    folder.path.chmod(0o755)
    with open_index(folder.path.parent):
        pass
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """No draft, and the old file as it was."""
    path = tmp_path / "file.txt"
    atomic.write_text(path, "old")

    def cut_short() -> None:
        with atomic.replacing(path) as draft:
            draft.write_text("half")
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        cut_short()
    assert [item.name for item in tmp_path.iterdir()] == ["file.txt"]
    assert path.read_text() == "old"


def test_a_link_is_not_followed_to_be_closed(tmp_path: Path) -> None:
    """What it leads to is not ours."""
    target = tmp_path / "theirs"
    target.mkdir(mode=0o755)
    target.chmod(0o755)
    (tmp_path / "link").symlink_to(target)
    private.tighten(tmp_path / "link")
    assert target.stat().st_mode & 0o777 == 0o755

"""Deleting takes what was asked for, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.errors import StoreError
from interviewer.history import lock, purge, store
from interviewer.history.index import open_index
from interviewer.settings import paths
from tests.support.commands import run
from tests.support.examples import recording
from tests.support.histories import BEGAN, answered, kept


def made(root: Path, **changes: object) -> Path:
    """A session with a recording and a page."""
    folder = kept(root, answered(), **changes).path  # type: ignore[arg-type]
    recording(folder / "dive-deep.flac", 0.5)
    (folder / "debrief.html").write_text("words and sound")
    return folder


def left(folder: Path) -> list[str]:
    """Names of what is still there."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("text", "hours"),
    [("30d", 720), ("7", 168), ("12h", 12), ("6 w", 1008), ("1Y", 8766), ("3m", 2160)],
)
def test_ages_are_written_as_people_do(text: str, hours: int) -> None:
    """A number alone is days."""
    assert purge.parse_age(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "soon", "-3d", "3 fortnights", "1.5d", "999999999d"])
def test_what_is_no_age_is_said(text: str) -> None:
    """Nothing is guessed when something will be deleted."""
    with pytest.raises(StoreError, match="not a valid age"):
        purge.parse_age(text)


def test_old_sessions_are_found_by_their_start(tmp_path: Path) -> None:
    """Damaged ones have no age and stay; links stay too."""
    old, _ = made(tmp_path), made(tmp_path, days=20)
    damaged = made(tmp_path, days=1)
    (damaged / store.FILE).write_text("{")
    (tmp_path / "link").symlink_to(old)
    with open_index(tmp_path) as index:
        found = purge.older_than(index.sessions(), timedelta(days=10), BEGAN + timedelta(days=25))
    assert found == [old]


def test_a_session_goes_whole(tmp_path: Path) -> None:
    """Its folder and everything in it, and the page that quotes it; the others stay."""
    gone, stays = made(tmp_path), made(tmp_path, days=1)
    (tmp_path / purge.OVERVIEW).write_text("quotes")
    planned = purge.plan_purge([gone], root=tmp_path)
    size = sum(path.stat().st_size for path in gone.iterdir())
    assert (len(planned[0].files), planned[0].size) == (3, size)
    assert purge.carry_out(planned, tmp_path).freed == size
    assert left(tmp_path) == [stays.name]
    assert len(left(stays)) == 3


def test_audio_alone_goes_with_the_page_that_carries_it(tmp_path: Path) -> None:
    """Words and scores stay, and the session can still be opened."""
    folder = made(tmp_path)
    (folder / "notes.txt").write_text("mine")
    planned = purge.plan_purge([folder], audio_only=True, root=tmp_path)
    assert purge.carry_out(planned, tmp_path).freed > 0
    assert left(folder) == ["notes.txt", "session.json"]
    assert store.load(folder).turns[0].transcript.words
    assert purge.plan_purge([folder], audio_only=True, root=tmp_path) == ()


def test_what_a_crash_left_goes_too(tmp_path: Path) -> None:
    """Drafts of pages, sessions and sounds, as any version named them, may hold every word."""
    folder = made(tmp_path)
    drafts = [".debrief.html.new", ".session.json.new", ".debrief.12-34.new.html"]
    for name in (*drafts, ".dive-deep.12-34.new.flac", ".session.12-34.new.json"):
        (folder / name).write_text("words")
    purge.carry_out(purge.plan_purge([folder], audio_only=True, root=tmp_path), tmp_path)
    assert left(folder) == ["session.json"]


def test_naming_a_session_twice_deletes_it_once(tmp_path: Path) -> None:
    """Freed bytes are counted once."""
    folder = made(tmp_path)
    assert len(purge.plan_purge([folder, folder], root=tmp_path)) == 1


def test_nothing_outside_the_recordings_folder_is_touched(tmp_path: Path) -> None:
    """However the path is written."""
    root = tmp_path / "recordings"
    outside = made(tmp_path / "elsewhere")
    inside = made(root)
    for path in (outside, root / ".." / "elsewhere" / outside.name, root, inside / "..", tmp_path):
        with pytest.raises(StoreError, match=r"not in the recordings|no session there"):
            purge.plan_purge([path], root=root)
    assert len(left(outside)) == 3


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a session is refused; links inside one are removed, not what they lead to."""
    root, outside = tmp_path / "recordings", made(tmp_path / "elsewhere")
    folder = made(root)
    (root / "link").symlink_to(outside)
    with pytest.raises(StoreError, match="is a link"):
        purge.plan_purge([root / "link"], root=root)
    (folder / "music").symlink_to(outside)
    (folder / "more").mkdir()
    (folder / "more" / "song.flac").symlink_to(outside / "dive-deep.flac")
    planned = purge.plan_purge([folder], root=root)
    assert planned[0].size < 100_000
    purge.carry_out(planned, root)
    assert not folder.exists()
    assert len(left(outside)) == 3


def test_a_linked_recordings_folder_is_the_folder(tmp_path: Path) -> None:
    """People keep recordings on another disk."""
    folder = made(tmp_path / "disk")
    (tmp_path / "recordings").symlink_to(tmp_path / "disk")
    root = tmp_path / "recordings"
    purge.carry_out(purge.plan_purge([root / folder.name], root=root), root)
    assert left(tmp_path / "disk") == []


def test_only_sessions_are_deleted(tmp_path: Path) -> None:
    """A folder of something else is refused."""
    (tmp_path / "holiday").mkdir()
    with pytest.raises(StoreError, match="no session there"):
        purge.plan_purge([tmp_path / "holiday"], root=tmp_path)


def test_a_damaged_session_goes_when_it_is_named(tmp_path: Path) -> None:
    """Only then."""
    folder = made(tmp_path)
    (folder / store.FILE).write_text("{")
    purge.carry_out(purge.plan_purge([folder], root=tmp_path), tmp_path)
    assert not folder.exists()


def test_unfinished_sessions_have_an_age_too(tmp_path: Path) -> None:
    """An interview that was broken off is no exception."""
    made(tmp_path, finished=False)
    with open_index(tmp_path) as index:
        listed = index.sessions()
    assert purge.older_than(listed, timedelta(0), BEGAN + timedelta(seconds=1))


def test_what_cannot_be_deleted_is_named_and_the_rest_goes(tmp_path: Path) -> None:
    """The session file stays with it, so that it can be named again."""
    stuck, other = made(tmp_path), made(tmp_path)
    planned = purge.plan_purge([stuck, other], root=tmp_path)
    sound = next(path for path in planned[0].files if path.suffix == ".flac")
    sound.unlink()
    sound.mkdir()
    done = purge.carry_out(planned, tmp_path)
    assert list(done.left) == [sound]
    assert left(tmp_path) == [stuck.name]
    assert left(stuck) == [sound.name, store.FILE]
    sound.rmdir()
    purge.carry_out(purge.plan_purge([stuck], root=tmp_path), tmp_path)
    assert left(tmp_path) == []


def test_the_command_says_what_it_could_not_delete() -> None:
    """In one line, and the lists know what is gone."""
    stuck, gone = made(paths.recordings()), made(paths.recordings())
    (stuck / "more").mkdir()
    (stuck / "more" / "a.flac").touch()
    (stuck / lock.FILE).mkdir()  # nobody can lock it
    result = run("purge", stuck.name, gone.name, "--yes")
    assert result.returncode == 2
    assert stuck.name in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert [row["session"] for row in json.loads(run("review", "--json").stdout)] == [stuck.name]

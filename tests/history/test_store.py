"""Sessions are kept whole: saved in one step, read back equal, never lost to a damaged file."""

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.model import SCHEMA, Interval, Prosody
from interviewer.settings import paths
from tests.support.examples import finding, reply, session, turn


def test_what_is_saved_is_read_back_equal(tmp_path: Path) -> None:
    """Every value survives the way through the file."""
    full = turn(findings=(finding(),), follow_ups=(reply(),))
    heard = replace(full.transcript, speech=(Interval(0.1, 2.0),), prosody=Prosody(pauses=3))
    kept = session(replace(full, transcript=heard), finished=True)
    assert store.create(kept, tmp_path).load() == kept


def test_two_sessions_in_one_second_get_folders_of_their_own(tmp_path: Path) -> None:
    """Nothing is ever written over another session."""
    first, second = (store.create(session(turn()), tmp_path) for _ in range(2))
    assert first.path.name == "2026-05-04-093000-phone-screen"
    assert second.path.name == "2026-05-04-093000-phone-screen-2"
    assert [folder.path for folder in store.folders(tmp_path)] == [first.path, second.path]


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs the last turn at most, and says so."""
    folder = store.create(session(turn()), tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="disk is full"):
        folder.save(session(turn(), turn("second")))
    assert len(folder.load().turns) == 1


def test_a_recordings_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """The message names the folder and the way out."""
    (tmp_path / "recordings").write_text("a file, not a folder")
    with pytest.raises(StoreError, match="recordings"):
        store.create(session(turn()), tmp_path / "recordings")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "damaged"),
        ("[]", "not a session"),
        ('{"schema": 1}', "damaged"),
        (f'{{"schema": {SCHEMA + 1}}}', "newer version"),
        ("\x00", "damaged"),
        ('{"schema": 1, "started": NaN}', "NaN is not a number"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_a_file_that_is_no_session_says_why(tmp_path: Path, content: str, said: str) -> None:
    """Nothing is guessed from a file that is not right."""
    (tmp_path / "session.json").write_text(content)
    with pytest.raises(StoreError, match=said):
        store.load(tmp_path)


def test_a_missing_session_says_where_it_was_looked_for(tmp_path: Path) -> None:
    """No traceback for a mistyped path."""
    with pytest.raises(StoreError, match="no session"):
        store.load(tmp_path / "nowhere")


def test_sessions_are_plain_json_below_the_recordings_folder() -> None:
    """The file can be read by anything, and lies where the locations say."""
    folder = store.create(session(turn()))
    assert folder.path.parent == paths.recordings()
    assert json.loads((folder.path / "session.json").read_text())["schema"] == SCHEMA


def test_a_crash_while_a_recording_is_packed_loses_it_not(tmp_path: Path) -> None:
    """The session may still name the wav file when only the FLAC file is left."""
    folder = store.Folder(tmp_path)
    assert folder.audio("01-one.wav") == tmp_path / "01-one.wav"
    (tmp_path / "01-one.flac").touch()
    assert folder.audio("01-one.wav") == tmp_path / "01-one.flac"
    (tmp_path / "01-one.wav").touch()
    assert folder.audio("01-one.wav") == tmp_path / "01-one.wav"

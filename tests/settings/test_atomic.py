"""A file is replaced whole or not at all."""

from pathlib import Path

import pytest

from interviewer.settings import atomic


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The folder is made, and nothing but the file is left in it."""
    target = tmp_path / "new" / "notes.txt"
    atomic.write_text(target, "one\n")
    atomic.write_text(target, "two \ud800\n")
    assert target.read_text() == "two ?\n"
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """What was there before stays, and the draft goes."""
    target = tmp_path / "notes.txt"
    target.write_text("old")
    with pytest.raises(FileNotFoundError), atomic.replacing(target) as draft:
        draft.with_suffix(".other").replace(draft)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_draft_keeps_the_suffix(tmp_path: Path) -> None:
    """Libraries that go by the name write the format that is meant."""
    with atomic.replacing(tmp_path / "speech.flac") as draft:
        assert draft.suffix == ".flac"
        draft.write_bytes(b"x")

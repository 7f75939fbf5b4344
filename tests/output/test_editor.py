"""Text goes through the user's own editor."""

from pathlib import Path

import pytest

from interviewer.errors import InterviewerError
from interviewer.output import editor


def _editor(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))


def test_what_was_saved_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing when it was left alone."""
    _editor(tmp_path, 'echo more >> "$1"', monkeypatch)
    assert editor.edit("some\n") == "some\nmore\n"
    _editor(tmp_path, "true", monkeypatch)
    assert editor.edit("some\n") is None


@pytest.mark.parametrize("command", ["no-such-editor-anywhere", "false"])
def test_an_editor_that_fails_says_so(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setenv("VISUAL", command)
    with pytest.raises(InterviewerError) as raised:
        editor.edit("some")
    assert raised.value.remedy

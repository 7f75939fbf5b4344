"""One session that cannot be told of is no reason to have no page of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.debrief import PAGE, page
from interviewer.progress.history_page import fresh_debrief, write
from tests.support.histories import answered, kept


def test_a_debrief_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the page, with the reason."""
    kept(tmp_path, answered())

    def fails(*_: object) -> Path:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(page, "write", fails)
    text = write(tmp_path).read_text("utf-8")
    assert "no debrief can be made of it (ZeroDivisionError: odd)" in text


def test_a_debrief_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    """Written once, then only after a change."""
    folder = kept(tmp_path, answered()).path
    assert fresh_debrief(folder) == ""
    before = (folder / PAGE).stat().st_mtime_ns
    assert fresh_debrief(folder) == ""
    assert (folder / PAGE).stat().st_mtime_ns == before


def test_demonstrations_do_not_count(tmp_path: Path) -> None:
    """A recorded candidate's session is listed, and left out of the figures."""
    kept(tmp_path, answered())
    kept(tmp_path, answered(), days=1, candidate="strong")
    text = write(tmp_path).read_text("utf-8")
    assert "1 session of yours, 1 answer" in text
    assert "1 more by recorded candidates" in text
    assert "recorded candidate" in text

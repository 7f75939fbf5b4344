"""Sessions and answers are found by what people type."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from interviewer.errors import StoreError
from interviewer.history import AnswerRef, find_answer, locate, only_answer, store, turn_at
from tests.support.examples import reply, session, turn
from tests.support.histories import answered, kept


@pytest.fixture
def folders(tmp_path: Path) -> list[store.Folder]:
    """Three sessions: two phone screens and a drill."""
    return [
        kept(tmp_path, answered()),
        kept(tmp_path, answered(), days=1),
        kept(tmp_path, answered(), days=2, name="drill"),
    ]


def test_a_session_is_found_by_path_name_or_beginning(
    tmp_path: Path, folders: list[store.Folder]
) -> None:
    """Whatever is least to type."""
    first = folders[0]
    for wanted in (first.path, first.path / store.FILE, first.path.name, "2026-05-04"):
        assert locate(str(wanted), tmp_path).path == first.path
    relative = os.path.relpath(first.path)
    assert locate(relative, tmp_path).path.resolve() == first.path.resolve()


def test_last_is_the_one_that_started_last(tmp_path: Path, folders: list[store.Folder]) -> None:
    """Folders with other names are not newer for it."""
    kept(tmp_path, answered()).path.rename(tmp_path / "zebra")
    assert locate("last", tmp_path).path == folders[2].path


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("2026-05", "matches 3 sessions"),
        ("2026-05-04-093000-phone-scream", "Did you mean 2026-05-04-093000-phone-screen"),
        ("nothing-like-it", "There is no session"),
        ("", "There is no session|no session there"),
        ("holiday", "no session"),
    ],
)
@pytest.mark.usefixtures("folders")
def test_what_is_not_found_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, said: str
) -> None:
    """With the names that come close."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "holiday").mkdir()
    with pytest.raises(StoreError, match=said):
        locate(wanted, tmp_path)


def test_without_sessions_there_is_no_last(tmp_path: Path) -> None:
    """Nothing is made up."""
    with pytest.raises(StoreError, match="no session 'last'"):
        locate("last", tmp_path)


def test_an_answer_is_found_by_number_follow_up_or_question() -> None:
    """The last try counts when a question was asked twice."""
    held = session(turn(follow_ups=(reply(),)), turn("other"), turn())
    assert find_answer("1", held) == AnswerRef(1)
    assert turn_at(held, find_answer("1.1", held)) == reply()
    assert find_answer("dive-deep", held) == AnswerRef(3)
    assert str(AnswerRef(1, 1)) == "1.1"
    for wrong in ("0", "4", "1.2", "2.1", "nothing", "-1", "1.", "٣"):
        with pytest.raises(StoreError, match="2 Behavioral"):
            find_answer(wrong, held)


def test_a_single_answer_needs_no_name() -> None:
    """Of several, one has to be named."""
    assert only_answer(None, session(turn())) == AnswerRef(1)
    with pytest.raises(StoreError, match="several answers"):
        only_answer(None, session(turn(), turn()))
    with pytest.raises(StoreError, match="no answers"):
        only_answer(None, session())

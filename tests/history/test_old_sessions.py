"""Sessions that earlier versions wrote are read as if they had been written today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.history import store
from interviewer.history.revise import rescored_turn
from interviewer.model import SCHEMA, Reply, Turn

SESSIONS = Path(__file__).parents[1] / "data" / "sessions"
"""One folder each, with the `session.json` that the version of its schema wrote."""


def written(name: str) -> dict[str, Any]:
    """The file as it was written."""
    raw: dict[str, Any] = json.loads((SESSIONS / name / store.FILE).read_text("utf-8"))
    return raw


@pytest.mark.parametrize("name", [path.name for path in sorted(SESSIONS.iterdir())])
def test_an_old_session_keeps_its_words_and_scores(name: str) -> None:
    """Nothing that was said, asked, measured or scored changes by being read."""
    raw, session = written(name), store.load(SESSIONS / name)
    assert session.schema == SCHEMA
    for old, turn in zip(raw["turns"], session.turns, strict=True):
        assert turn.question.id == old["question"]["id"]
        assert dict(turn.scores) == old["scores"]
        assert [finding.rule for finding in turn.findings] == [
            finding["rule"] for finding in old["findings"]
        ]
        for before, reply in zip(old["follow_ups"], turn.follow_ups, strict=True):
            assert reply.follow_up.text == before["question"]["text"]
            assert reply.follow_up.gap == before["question"]["follow_ups"][0]["gap"]
            assert reply.audio == before["audio"]
            assert [word.text for word in reply.transcript.words] == [
                word["text"] for word in before["transcript"]["words"]
            ]


@pytest.mark.parametrize("name", [path.name for path in sorted(SESSIONS.iterdir())])
def test_an_old_session_can_be_scored_again(name: str) -> None:
    """An answer that was scored is scored by today's rules, the replies counted in."""
    for turn in store.load(SESSIONS / name).turns:
        assert ("overall" in rescored_turn(turn).scores) == ("overall" in turn.scores)


def test_an_old_reply_that_was_broken_off_still_belongs_to_its_answer(tmp_path: Path) -> None:
    """Its parent was found by the beginning of its id; the migration does that for the last time."""
    raw = written("schema-1")
    *_, last = raw["turns"]
    raw["under_way"] = last["follow_ups"].pop()
    (tmp_path / store.FILE).write_text(json.dumps(raw), encoding="utf-8")
    assert isinstance(store.load(tmp_path).under_way, Reply)
    raw["under_way"] = raw["turns"].pop()
    (tmp_path / store.FILE).write_text(json.dumps(raw), encoding="utf-8")
    assert isinstance(store.load(tmp_path).under_way, Turn)


def test_a_finding_of_before_is_sure() -> None:
    """Findings written without how sure they are count as certain."""
    for path in SESSIONS.iterdir():
        findings = [finding for turn in store.load(path).turns for finding in turn.findings]
        assert {finding.sure for finding in findings} <= {1.0}

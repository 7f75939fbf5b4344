"""An answer is examined once for one purpose: counted, because nothing else would tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interviewer import checks
from interviewer.answer import Answer, paced
from interviewer.checks.turn import scored
from interviewer.cli import app
from interviewer.debrief import build, score_file
from interviewer.debrief.exports import EXPORTS
from interviewer.debrief.terminal_answer import render_session
from tests.support.examples import STORY, session, turn
from tests.support.printing import printed


def counting(monkeypatch: pytest.MonkeyPatch, *places: object) -> list[Answer]:
    """The answers that `examine` is called for from now on."""
    seen: list[Answer] = []
    real: Callable[[Answer], checks.Examination] = checks.examine

    def examine(answer: Answer) -> checks.Examination:
        seen.append(answer)
        return real(answer)

    for place in places:
        monkeypatch.setattr(place, "examine", examine)
    return seen


def test_score_examines_a_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything that is printed of it."""
    seen = counting(monkeypatch, score_file, build)
    path = tmp_path / "answer.txt"
    path.write_text(STORY)
    assert CliRunner().invoke(app, ["score", str(path)]).exit_code == 0
    assert len(seen) == 1


def test_a_debrief_examines_each_answer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the terminal and every export together."""
    answers = session(*(scored(turn(name, transcript=paced(STORY))) for name in ("a", "b")))
    seen = counting(monkeypatch, score_file, build)
    debrief = build.session_debrief(answers)
    printed(render_session(debrief))
    for make in EXPORTS.values():
        make(debrief)
    assert len(seen) == 2

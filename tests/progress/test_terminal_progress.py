"""Progress as it is printed at 80 columns, to the character."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from interviewer.history.index import AnswerRow, SessionRow
from interviewer.model import Condition, Kind
from interviewer.progress import Progress, progress
from interviewer.progress.terminal_progress import render_progress
from tests.support.goals import GOOD, pack
from tests.support.histories import BEGAN, entry
from tests.support.printing import printed


def practised() -> list[AnswerRow]:
    """Two weeks: a story told three times, one told once, an exercise, a weak start."""
    rules = frozenset({"star.no-result"})
    return [
        entry("ownership-a", keys="walrus anvil", score=41, seconds=40, rules=rules),
        entry("ownership-b", keys="walrus anvil", score=64, days=2, also=("frugality",)),
        entry("frugality-a", keys="teapot", competency="frugality", days=5, score=52, rules=rules),
        entry("review", kind=Kind.CODE_REVIEW, competency="code", days=6, seconds=700, score=80),
        entry("ownership-c", keys="walrus anvil", score=88, days=9, rules=rules, name="onsite-1"),
        entry("ownership-d", keys="walrus anvil", score=80, days=9.1, name="onsite-2"),
    ]


def found(entries: list[AnswerRow]) -> Progress:
    """Where that leads, by a small study plan."""
    plan = pack(
        GOOD,
        Condition(kinds=(Kind.CODE_REVIEW,), seconds=(60, 600)),
        Condition(kinds=(Kind.THREAT_MODEL,)),
        days=14,
    )
    kept = [
        SessionRow(item.folder, BEGAN, candidate="microphone" if n else "strong", seconds=600)
        for n, item in enumerate(entries)
    ]
    return progress(plan, [*kept, SessionRow(Path("/bad"), problem="damaged")], entries)


def test_progress_in_a_terminal(snapshot: SnapshotAssertion) -> None:
    """Next, board, principles, stories, trends."""
    assert printed(render_progress(found(practised()))) == snapshot


def test_progress_of_nobody(snapshot: SnapshotAssertion) -> None:
    """Everything is still to do, and nothing is made up."""
    assert printed(render_progress(found([]))) == snapshot

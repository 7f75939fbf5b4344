"""Histories that tests of several modules start from: sessions on disk, and entries in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.answer import paced
from interviewer.checks.turn import scored
from interviewer.history import store
from interviewer.history.index import AnswerRow, open_index
from interviewer.model import Attempt, Kind, Part, Question, Turn
from tests.support.examples import STORY, plan, session

BEGAN = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)

AGAIN = (
    "So last spring the build pipeline at our shop was failing every other night, and my task was to"
    " find the reason. I read two weeks of logs and wrote a script which grouped the failures. I found"
    " a test server that had run out of disk, and I added a job to clean it. Failures dropped from"
    " fourteen a month to one, and the engineers on call could sleep again."
)
"""The story of `STORY`, told in other words."""

OTHER = (
    "Two years ago I switched a dependency check to blocking for eleven teams on a Thursday evening."
    " It was my job to roll it out. On Friday fourteen of thirty builds failed and the label team"
    " missed a release. I turned the check off within twenty minutes, apologised to their lead, and"
    " sorted two hundred false alarms by hand. False alarms fell from one in three to two percent."
)
"""Quite another one."""


def answered(
    text: str = STORY,
    name: str = "dive-deep",
    *,
    pace: float = 140.0,
    competency: str = "dive-deep",
    kind: Kind = Kind.BEHAVIORAL,
    **changes: object,
) -> Turn:
    """An answer, judged for real."""
    question = Question(name, kind, f"About {name}?", competency=competency)
    turn = scored(Turn(question, paced(text, pace), audio=f"{name}.flac"))
    return replace(turn, **changes)  # type: ignore[arg-type]


def kept(
    root: Path, *turns: Turn, days: float = 0.0, name: str = "phone-screen", **changes: object
) -> store.Folder:
    """A session of these turns on disk, so many days after the first."""
    questions = tuple(turn.question for turn in turns)
    held = session(*turns, started=BEGAN + timedelta(days=days), finished=True)
    held = replace(held, plan=plan(*questions, name=name), **changes)  # type: ignore[arg-type]
    return store.create(held, root)


def entries(root: Path) -> list[AnswerRow]:
    """What the index tells of the sessions below a folder."""
    with open_index(root) as index:
        return index.entries()


def entry(
    question: str = "a-question",
    *,
    days: float = 0.0,
    score: float | None = 70.0,
    seconds: float | None = 150.0,
    number: int = 1,
    kind: Kind = Kind.BEHAVIORAL,
    competency: str = "ownership",
    rules: frozenset[str] = frozenset(),
    scores: Mapping[str, float] | None = None,
    keys: str = "",
    name: str = "phone-screen",
    seed: int = 1,
    also: tuple[str, ...] = (),
) -> AnswerRow:
    """One answer as the index gives it."""
    given = scores if scores is not None else {} if score is None else {"overall": score}
    started = BEGAN + timedelta(days=days)
    attempt = Attempt(question, kind, started, competency, (), seconds, given, rules, name, seed)
    return AnswerRow(
        Path(f"/recordings/{started:%Y-%m-%d-%H%M%S}-{name}"),
        number,
        attempt,
        asked=f"About {question}?",
        also=also,
        seconds=seconds,
        words=300,
        pace=140.0,
        fillers=2.0,
        shares={Part.SITUATION: 0.15, Part.TASK: 0.1, Part.ACTION: 0.6, Part.RESULT: 0.15},
        metrics=("from nine to two",),
        keys=frozenset(keys.split()),
        opening="Last spring …",
    )

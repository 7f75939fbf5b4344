"""What the index gives: sessions, answers and places in a line each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interviewer.history.index.schema import folder_name
from interviewer.model import Attempt, English, Kind, Part


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in a line."""

    folder: Path
    started: datetime | None = None
    plan: str = ""
    title: str = ""
    pack: str = ""
    seed: int = 0
    mode: str = ""
    candidate: str = ""
    finished: bool = False
    answers: int = 0
    seconds: float = 0.0
    """Time spoken, follow-ups included."""
    score: float | None = None
    notes: int = 0
    problem: str = ""
    """Why the file cannot be read; everything else is empty then."""

    @property
    def name(self) -> str:
        """Name of the folder, by which commands call the session."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of one session."""

    folder: Path
    number: int
    """1 for the first answer of the session."""
    attempt: Attempt
    """What readiness looks at."""
    asked: str
    also: tuple[str, ...]
    """Further competencies that the question gives evidence of."""
    seconds: float | None
    """Length with follow-ups."""
    words: int
    pace: float | None
    fillers: float | None
    shares: Mapping[Part, float]
    metrics: tuple[str, ...]
    keys: frozenset[str]
    """Stems by which the story is known; empty when it tells none."""
    opening: str
    english: English = English.FIRST
    candidate: str = "microphone"

    @property
    def session(self) -> str:
        """Name of the session's folder."""
        return self.folder.name

    @property
    def score(self) -> float | None:
        """The overall score."""
        return self.attempt.scores.get("overall")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where searched words were said."""

    folder: Path
    number: int
    """1 for the first answer of the session."""
    reply: int
    """0 for the answer itself, 1 for its first follow-up."""
    question: str
    """Its id."""
    title: str
    started: datetime
    snippet: tuple[tuple[str, bool], ...]
    """Pieces of text, each with whether it is a word that was looked for."""
    start: float | None
    """Seconds into the recording at which the first such word was said."""
    audio: str | None


def session_row(root: Path, found: sqlite3.Row) -> SessionRow:
    """A row of the table of sessions."""
    if found["problem"]:
        return SessionRow(root / folder_name(found["folder"]), problem=found["problem"])
    names = "plan title pack seed mode candidate answers seconds score notes".split()
    return SessionRow(
        root / folder_name(found["folder"]),
        datetime.fromisoformat(found["started"]),
        finished=bool(found["finished"]),
        **{name: found[name] for name in names},
    )


def attempt(found: sqlite3.Row) -> Attempt:
    """A row of answers joined with their session, as readiness looks at it."""
    return Attempt(
        question=found["question"],
        kind=Kind(found["kind"]),
        started=datetime.fromisoformat(found["started"]),
        competency=found["competency"],
        rubrics=_list(found["rubrics"]),
        seconds=found["first_s"],
        scores=json.loads(found["scores"]),
        rules=frozenset(_list(found["rules"])),
        plan=found["plan"],
        seed=found["seed"],
    )


def answer_row(root: Path, found: sqlite3.Row) -> AnswerRow:
    """A row of answers joined with their session and their figures."""
    names = "number asked seconds words pace fillers opening candidate".split()
    return AnswerRow(
        folder=root / folder_name(found["folder"]),
        attempt=attempt(found),
        also=_list(found["also"]),
        shares={Part(name): share for name, share in json.loads(found["shares"]).items()},
        metrics=_list(found["metrics"]),
        keys=frozenset(found["keys"].split()),
        english=English(found["english"]),
        **{name: found[name] for name in names},
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))

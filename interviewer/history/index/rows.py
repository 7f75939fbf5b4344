"""One session file -> the rows that the index keeps of it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from interviewer.checks.turn import counted, length_s
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.history.answer_figures import AnswerFigures, measure_answer
from interviewer.history.index import schema
from interviewer.history.readiness import open_rules
from interviewer.model import Session, Turn

Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What is kept of a session: a line, its answers, and what was said in each recording."""

    folder: str
    session: Columns
    answers: tuple[Columns, ...] = ()
    takes: tuple[tuple[str, Columns], ...] = ()


def session_record(folder: Path, modified: int, size: int) -> SessionRecord:
    """Read one session; a damaged one gives a line that says why."""
    head = {
        "folder": schema.key(folder.name),
        "modified": modified,
        "size": size,
        "problem": "",
        "at": 0.0,
    }
    if size < 0:
        return SessionRecord(
            folder.name, {**head, "problem": f"{folder / store.FILE}: is not a file"}
        )
    try:
        session = store.load(folder)
    except StoreError as error:
        return SessionRecord(folder.name, {**head, "problem": error.problem})
    return SessionRecord(
        folder.name,
        {**head, **_session(session)},
        tuple(_answer(number, turn) for number, turn in enumerate(session.turns, 1)),
        tuple(
            take for number, turn in enumerate(session.turns, 1) for take in _takes(number, turn)
        ),
    )


def _session(session: Session) -> Columns:
    started = session.started
    if not started.tzinfo:  # taken as local, so that all can be compared
        started = started.astimezone()
    scores = [
        session.turns[index].scores["overall"]
        for index in counted(session)
        if "overall" in session.turns[index].scores
    ]
    return {
        "at": started.timestamp(),
        "started": started.isoformat(),
        "plan": session.plan.name,
        "title": session.plan.title,
        "pack": session.plan.pack,
        "seed": session.plan.seed,
        "mode": session.mode,
        "candidate": session.candidate,
        "finished": session.finished,
        "answers": sum(bool(turn.transcript.words) for turn in session.turns),
        "seconds": sum(
            take.transcript.duration or 0.0 for turn in session.turns for take in turn.takes
        ),
        "score": fmean(scores) if scores else None,
        "notes": len(session.notes),
    }


def _answer(number: int, turn: Turn) -> Columns:
    question = turn.question
    return {
        "number": number,
        "question": question.id,
        "asked": question.text,
        "kind": question.kind.value,
        "competency": question.competency,
        "also": json.dumps(question.also),
        "rubrics": json.dumps(question.rubrics),
        "attempt": turn.attempt,
        "ended": turn.ended,
        "first_s": length_s(turn),
        "words": len(turn.transcript.words),
        "scores": json.dumps(dict(turn.scores)),
        "rules": json.dumps(sorted(set(open_rules(turn)))),
    }


def measured(folder: Path) -> tuple[Columns, ...]:
    """The answers of a session in figures; none when it cannot be read any more.

    Measuring takes ten times as long as reading, and lists and searches do without.
    """
    try:
        turns = store.load(folder).turns
    except StoreError:
        return ()
    return tuple(_figures(number, measure_answer(turn)) for number, turn in enumerate(turns, 1))


def _figures(number: int, figures: AnswerFigures) -> Columns:
    return {
        **asdict(figures),
        "number": number,
        "shares": json.dumps(dict(figures.shares)),
        "metrics": json.dumps(figures.metrics),
        "keys": " ".join(sorted(figures.keys)),
        "english": figures.english.value,
    }


def _takes(number: int, turn: Turn) -> Iterator[tuple[str, Columns]]:
    for reply, take in enumerate(turn.takes):
        words = take.transcript.words
        if words:
            yield (
                searchable([word.text for word in words]),
                {
                    "number": number,
                    "reply": reply,
                    "audio": take.audio,
                    "starts": pack_starts(word.start for word in words),
                },
            )


def pack_starts(times: Iterable[float | None]) -> bytes:
    """Start times of words as they are kept for `search`; -1 stands for unknown."""
    return array("f", (-1.0 if time is None else time for time in times)).tobytes()


def searchable(words: Sequence[str]) -> str:
    """The text that is searched: one blank between words, and nothing that could be a mark."""
    text = " ".join(words)
    if text.isprintable() and text.count(" ") == len(words) - 1:
        return text
    return " ".join("".join(c for c in word.replace(" ", "-") if c.isprintable()) for word in words)

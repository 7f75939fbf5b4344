"""Debriefs of single answers of a cohort: the page that a candidate would get, with its sound, and no name on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interviewer.checks.turn import scored
from interviewer.cohort import compact_transcript, locations
from interviewer.cohort.cohort_page import DEBRIEFS
from interviewer.cohort.cohort_run import ANSWERS_TABLE, STATE
from interviewer.cohort.done_log import DoneLog
from interviewer.cohort.table_files import read_table
from interviewer.debrief import page
from interviewer.debrief.build import session_debrief
from interviewer.model import Kind, Plan, Question, Round, Session, Turn
from interviewer.packs import catalogue
from interviewer.settings import atomic

COLUMNS = ("id", "key", "source", "candidate", "question", "kind", "rubrics")
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the time of an answer, which nobody knows, and is not shown."""


def stored_answers(folder: Path, keys: Sequence[str]) -> Iterator[tuple[Mapping[str, Any], Turn]]:
    """The rows of those answers, each once, with their questions and transcripts as a scored turn."""
    table = read_table(folder, ANSWERS_TABLE, COLUMNS, ("key", "in", keys))
    rows = {row["key"]: row for row in table.to_pylist()}
    known = catalogue.load().questions
    with DoneLog(folder / STATE) as log:
        for name in keys:
            if name in rows and name in log and (stored := log.transcript(name)):
                transcript = compact_transcript.load(stored)
                question = _question(rows[name], stored, known)
                yield rows[name], scored(Turn(question, transcript, ended="source"))


def write(folder: Path, keys: Sequence[str]) -> frozenset[str]:
    """Write the debriefs of those answers that have none; returns the keys that have one.

    A key names content and rules, so that a page that is there is up to date.

    Raises:
        OSError: the disk is full.
    """
    there = {name for name in keys if _path(folder, name).is_file()}
    wanted = [name for name in keys if name not in there]
    for row, turn in stored_answers(folder, wanted):
        atomic.write_text(_path(folder, row["key"]), _debrief(row, turn))
        there.add(row["key"])
    return frozenset(there)


def _path(folder: Path, key: str) -> Path:
    return folder / DEBRIEFS / f"{key}.html"


def _debrief(row: Mapping[str, Any], turn: Turn) -> str:
    source = Path(row["source"])
    has_sound = turn.transcript.engine not in {"text", ""} and not locations.is_url(row["source"])
    audio = source.name if has_sound and source.is_file() else None
    turn = replace(turn, audio=audio)
    length = turn.transcript.duration or 0.0
    plan = Plan("cohort", "", 0, (Round("Answer", length, (turn.question,)),), "An answer")
    session = Session(BEGAN, plan, (turn,), candidate="microphone", finished=True, elapsed_s=length)
    return page.page(session_debrief(session, source.parent if audio else None), dated=False)


def _question(
    row: Mapping[str, Any], stored: Mapping[str, Any], questions: Mapping[str, Question]
) -> Question:
    """What was asked, as it was scored."""
    name, kind, rubrics = row["question"] or "", Kind(row["kind"]), tuple(row["rubrics"])
    if known := questions.get(name):
        return replace(known, kind=kind, rubrics=rubrics)
    asked = Question("answer", kind, name or stored.get("question") or "An answer", rubrics=rubrics)
    target = stored.get("target_s")
    return replace(asked, target_s=tuple(target)) if target else asked

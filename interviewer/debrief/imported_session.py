"""A whole interview in one transcript -> a session: each question with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from interviewer import __version__
from interviewer.checks.turn import scored
from interviewer.errors import TranscriptError
from interviewer.model import (
    English,
    FollowUp,
    Interval,
    Kind,
    Plan,
    Question,
    Reply,
    Round,
    Session,
    Transcript,
    Turn,
    Word,
)
from interviewer.transcribe.candidate import exchanges
from interviewer.transcribe.normalise import Utterance
from interviewer.transcribe.transcript_files import ImportedTranscript

PLAN = "imported"
"""Name of the plan of such sessions."""
ENDED = "source"
"""How its answers ended: with the recording."""
UNASKED = "What was said first"
"""Stands for the question of an answer that nothing was asked before."""


def imported_session(
    imported: ImportedTranscript,
    source: Path,
    started: datetime,
    kind: Kind = Kind.BEHAVIORAL,
    rubrics: tuple[str, ...] = (),
    english: English = English.FIRST,
) -> Session:
    """The session in a transcript with several speakers, scored like a rehearsal.

    A question that refers to the answer before it is a follow-up to that.

    Raises:
        TranscriptError: nobody but the candidate speaks.
    """
    if not imported.others:
        raise TranscriptError(
            f"{source}: only one speaker in it, so there are no questions",
            "Leave out --as-session, or use a transcript that names its speakers.",
        )
    turns: list[Turn] = []
    for exchange in exchanges(imported.utterances, imported.speaker):
        transcript = replace(_transcript(exchange.answer), english=imported.english or english)
        if exchange.probes and turns:
            reply = Reply(FollowUp(exchange.question), transcript, ended=ENDED)
            turns[-1] = replace(turns[-1], follow_ups=(*turns[-1].follow_ups, reply))
        else:
            name, asked = f"question-{len(turns) + 1}", exchange.question or UNASKED
            turns.append(
                Turn(Question(name, kind, asked, rubrics=rubrics), transcript, ended=ENDED)
            )
    done = tuple(scored(turn) for turn in turns)
    length = sum(take.transcript.duration or 0.0 for turn in done for take in turn.takes)
    questions = tuple(turn.question for turn in done)
    return Session(
        started,
        Plan(PLAN, "", 0, (Round("Interview", length, questions),), f"Interview in {source.name}"),
        done,
        version=__version__,
        candidate=str(source),
        finished=True,
        elapsed_s=length,
    )


def _transcript(answer: Sequence[Utterance]) -> Transcript:
    """The words of an answer, timed from its first one; others speak between its utterances."""
    words = tuple(word for utterance in answer for word in utterance.words)
    first = words[0].start
    last = max((word.end for word in words if word.end is not None), default=None)
    if first is None or last is None or any(word.start is None for word in words):
        return Transcript(tuple(Word(word.text) for word in words))
    others = tuple(
        Interval(round(before.end - first, 3), round(after.start - first, 3))
        for before, after in pairwise(answer)
        if before.end is not None and after.start is not None and after.start > before.end
    )
    return Transcript(
        tuple(
            replace(word, start=_earlier(word.start, first), end=_earlier(word.end, first))
            for word in words
        ),
        duration=round(last - first, 3),
        others=others,
    )


def _earlier(time: float | None, seconds: float) -> float | None:
    return None if time is None else round(time - seconds, 3)

"""One examined answer -> the JSON object that `score --json` prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from interviewer.answer import Answer
from interviewer.checks import Examination
from interviewer.checks.advice import fixes
from interviewer.checks.follow_up import ALTERNATIVES, ALWAYS, DEEPER
from interviewer.checks.turn import answer_of
from interviewer.debrief import quote
from interviewer.debrief.build import SessionDebrief
from interviewer.debrief.values import (
    AnswerDebrief,
    ChecklistItem,
    FlawDebrief,
    NumberedFinding,
    TakeDebrief,
)
from interviewer.model import Debrief, Finding, Fix, FollowUp, Turn
from interviewer.output.plain_json import plainly

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "star": "story",
        "metrics": "quantities",
        "ownership": "ownership",
        "delivery": "manner",
        "coverage": "coverage",
        "exercise": "threat_model",
        "review": "code_review",
        "clarity": "clarity",
        "timing": "timing",
    }
)
"""Families whose object is in every report, null where the check does not apply -> its field."""


def answer_report(
    source: str, answer: Answer, examination: Examination, follow_up: FollowUp | None
) -> dict[str, Any]:
    """Everything that is known about one answer, as plain JSON values."""
    return {
        "source": source,
        "kind": answer.kind.value,
        "duration_s": answer.duration,
        "english": answer.english.value,
        "text": answer.text,
        "words": plainly(answer.words),
        "unsure": [
            {
                "text": answer.text_of(span),
                "start_s": answer.start(span),
                "end_s": answer.end(span),
            }
            for span in answer.unsure
        ],
        **{name: plainly(getattr(examination, field)) for name, field in MEASURES.items()},
        "fixes": [finding_report(answer, finding) for finding in fixes(examination.findings)],
        "follow_up": follow_up.text if follow_up else None,
        "follow_up_gap": _gap(follow_up),
        "scores": {"overall": None} | dict(examination.scores),
        "findings": [finding_report(answer, finding) for finding in examination.findings],
        "engine": answer.transcript.engine,
        "model": answer.transcript.model,
    }


def finding_report(answer: Answer, finding: Finding) -> dict[str, Any]:
    """A finding with its first quote and the time it was said."""
    span = finding.evidence[0] if finding.evidence else None
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "message": finding.message,
        "advice": finding.advice,
        "quote": quote(answer, span) if span else None,
        "start_s": answer.start(span) if span else None,
        "value": finding.value,
        "gain": finding.gain,
        "sure": finding.sure,
    }


def _gap(follow_up: FollowUp | None) -> str | None:
    """The rule a follow-up comes from; `deeper` where there was no gap."""
    if follow_up is None:
        return None
    return DEEPER if follow_up.gap in {ALWAYS, ALTERNATIVES} else follow_up.gap


def session_report(debrief: Debrief, folder: str) -> dict[str, Any]:
    """A session's debrief as plain JSON values."""
    session = debrief.session
    return {
        "session": folder,
        "plan": session.plan.name,
        "started": session.started.isoformat(),
        "candidate": session.candidate,
        "finished": session.finished,
        "scores": dict(debrief.scores),
        "fixes": [_fix(item, session.turns[item.turn]) for item in debrief.fixes],
        "strengths": [_fix(item, session.turns[item.turn]) for item in debrief.strengths],
        "turns": [_turn(turn) for turn in session.turns],
    }


def _fix(item: Fix, turn: Turn) -> dict[str, Any]:
    return {
        "question": turn.question.id,
        "rule": item.finding.rule,
        "message": item.finding.message,
        "advice": item.finding.advice,
        "quote": item.quote or None,
        "start_s": item.start,
        "gain": item.finding.gain,
    }


def _turn(turn: Turn) -> dict[str, Any]:
    answer = answer_of(turn)
    return {
        "question": turn.question.id,
        "kind": turn.question.kind.value,
        "asked": turn.question.text,
        "audio": turn.audio,
        "ended": turn.ended,
        "duration_s": turn.transcript.duration,
        "english": answer.english.value,
        "text": turn.transcript.text,
        "scores": dict(turn.scores),
        "findings": [finding_report(answer, finding) for finding in turn.findings],
        "follow_ups": [
            {
                "asked": reply.follow_up.text,
                "audio": reply.audio,
                "duration_s": reply.transcript.duration,
                "text": reply.transcript.text,
            }
            for reply in turn.follow_ups
        ],
    }


def full_report(debrief: SessionDebrief, *, shared: bool = False) -> dict[str, Any]:
    """The same with everything that the page shows of each answer, words and times included.

    `shared`: it leaves this machine, so folders are named without their paths.
    """
    folder, candidate = debrief.folder, debrief.session.candidate
    report = session_report(debrief.summary, str(folder) if folder else "")
    if shared:
        report["session"] = folder.name if folder else ""
        report["candidate"] = re.split(r"[\\/]", candidate)[-1]
    turns = [
        {**turn, **_answer(answer)}
        for turn, answer in zip(report["turns"], debrief.answers, strict=True)
    ]
    return {**report, "turns": turns}


def _answer(answer: AnswerDebrief) -> dict[str, Any]:
    def placed(item: ChecklistItem | FlawDebrief | NumberedFinding) -> dict[str, Any]:
        place = item.place
        at = (
            {"recording": answer.takes[place.take].audio, "start_s": place.start} if place else None
        )
        return {**plainly(item), "place": at}

    return {
        "attempt": answer.turn.attempt,
        "competency": answer.turn.question.competency,
        "sounds": {score.name: score.sounds for score in answer.scores if score.sounds},
        "coverage": [
            {
                "title": checklist.title,
                "covered": [placed(tick) for tick in checklist.covered],
                "missing": [placed(tick) for tick in checklist.missing],
                "wrong": [placed(tick) for tick in checklist.wrong],
            }
            for checklist in answer.checklists
        ],
        "flaws": [placed(flaw) for flaw in answer.flaws],
        "recordings": [_recording(take) for take in answer.takes],
        "earlier": [
            {
                "started": past.session.started.isoformat(),
                "attempt": past.turn.attempt,
                "duration_s": past.seconds,
                "scores": dict(past.turn.scores),
            }
            for past in answer.earlier
        ],
    }


def _recording(take: TakeDebrief) -> dict[str, Any]:
    return {
        "asked": take.asked,
        "audio": take.audio,
        "duration_s": take.duration,
        "parts": [
            {"part": part, "start_s": interval.start, "end_s": interval.end}
            for segment in take.segments
            if (part := plainly(segment.part)) and (interval := segment.interval)
        ],
        "pauses": [
            {"start_s": pause.start, "length_s": round(pause.length, 2)} for pause in take.pauses
        ],
        "words_per_minute": [{"at_s": at, "rate": rate} for at, rate in take.pace],
        "words": plainly(take.transcript.words),
    }

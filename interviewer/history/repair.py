"""Session -> the same session without what cannot be: times and places that a hand edited into it.

A session file is plain JSON, and people do edit it. A time that is no number, a word that ends before
it starts, or evidence beyond the last word costs only itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from interviewer.model import Finding, Interval, Session, Span, Transcript, Turn, Word

SHORTEST_S = 0.001
LONGEST_S = 86_400.0
"""Nobody answers for a day."""


def repaired(session: Session) -> Session:
    """The session with times that are times and evidence that is there."""
    return replace(session, turns=tuple(map(repaired_turn, session.turns)))


def repaired_turn(turn: Turn) -> Turn:
    """The turn with times that are times and evidence that is there."""
    turn = replace(
        turn,
        transcript=_transcript(turn.transcript),
        follow_ups=tuple(
            replace(reply, transcript=_transcript(reply.transcript)) for reply in turn.follow_ups
        ),
        scores=_scores(turn.scores),
    )
    size = sum(len(part.transcript.words) for part in turn.takes)
    return replace(turn, findings=tuple(_finding(item, size) for item in turn.findings))


def _scores(scores: Mapping[str, float]) -> Mapping[str, float]:
    """Scores that are numbers; without the one of the whole answer the others say nothing."""
    numbers = {name: value for name, value in scores.items() if isfinite(value)}
    return numbers if "overall" in numbers else {}


def _transcript(transcript: Transcript) -> Transcript:
    duration, speech = transcript.duration, transcript.speech
    return replace(
        transcript,
        words=tuple(map(_word, transcript.words)),
        duration=duration if duration is not None and SHORTEST_S <= duration <= LONGEST_S else None,
        speech=None if speech is None else tuple(filter(_possible, speech)),
    )


def _word(word: Word) -> Word:
    if word.start is None or word.end is None or not _possible(Interval(word.start, word.end)):
        return replace(word, start=None, end=None) if word.start or word.end else word
    return word


def _possible(interval: Interval) -> bool:
    return 0 <= interval.start <= interval.end <= LONGEST_S


def _finding(finding: Finding, size: int) -> Finding:
    spans = (Span(max(span.first, 0), min(span.last, size)) for span in finding.evidence)
    gain = finding.gain if isfinite(finding.gain) else 0.0
    sure = min(max(finding.sure, 0.0), 1.0) if isfinite(finding.sure) else 1.0
    evidence = tuple(span for span in spans if span.first < span.last)
    return replace(finding, evidence=evidence, gain=gain, sure=sure)

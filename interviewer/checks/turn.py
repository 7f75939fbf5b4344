"""Turn -> the same turn with findings and scores: an answer and its follow-ups are scored as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from interviewer.answer import Answer
from interviewer.answer.intervals import Intervals
from interviewer.answer.speech_measures import own_s
from interviewer.checks import examine
from interviewer.checks.rewind import told_again
from interviewer.model import Interval, Kind, Reply, Session, Transcript, Turn, Word

TYPED = "typed"
"""`engine` of a transcript that was typed."""
UNSCORED = frozenset({Kind.WARM_UP, Kind.CANDIDATE_QUESTIONS})
"""Kinds of question that are practised but not scored."""
SPEECH_FAMILIES = frozenset({"delivery", "timing"})
"""Families that need speech: they say nothing about a typed answer."""

_Take = TypeVar("_Take", bound=Turn | Reply)


def answer_of(turn: Turn) -> Answer:
    """The whole answer to a turn's question: the first reply, then the replies to follow-ups.

    Times of a reply continue where the recording before it ended.
    """
    question = turn.question
    sizes = accumulate(len(take.transcript.words) for take in turn.takes[:-1])
    return Answer(
        _joined(turn),
        question,
        question.kind,
        question.rubrics,
        tuple(_announced(turn)),
        tuple(sizes),
        tuple(told_again(reply.follow_up) for reply in turn.follow_ups),
        tuple(reply.follow_up.gap for reply in turn.follow_ups),
        tuple(reply.follow_up.text for reply in turn.follow_ups),
    )


def scored(turn: Turn) -> Turn:
    """The turn with today's findings and scores; a typed answer is scored by its content only."""
    examination = examine(answer_of(turn))
    findings = examination.findings
    if turn.transcript.engine == TYPED:
        findings = tuple(
            item for item in findings if item.rule.split(".")[0] not in SPEECH_FAMILIES
        )
    return replace(turn, findings=findings, scores=dict(examination.scores))


def counts(turn: Turn) -> bool:
    """Whether an answer enters the session's scores."""
    return turn.question.kind not in UNSCORED and turn.ended != "skipped"


def length_s(turn: Turn) -> float | None:
    """What is called the length of an answer everywhere; see `own_s`. None when it was typed."""
    return own_s(answer_of(turn))


def counted(session: Session) -> tuple[int, ...]:
    """Indices of the turns that enter the session's scores: of several attempts, the best one.

    What a later attempt has fixed is not asked for again, and a worse one takes nothing away.
    """
    best: dict[int, int] = {}
    first: dict[str, int] = {}
    for index, turn in enumerate(session.turns):
        if turn.attempt == 1 or turn.question.id not in first:
            first[turn.question.id] = index
        group = first[turn.question.id]
        if counts(turn) and (
            group not in best or _overall(turn) >= _overall(session.turns[best[group]])
        ):
            best[group] = index
    return tuple(sorted(best.values()))


def _overall(turn: Turn) -> float:
    return turn.scores.get("overall", -1.0)


def retranscribed(take: _Take, transcript: Transcript) -> _Take:
    """The answer or reply with another transcript of its recording, without asides to the interviewer."""
    same_speaker = replace(transcript, english=take.transcript.english)
    return replace(take, transcript=_without(same_speaker, take.asides))


def _without(transcript: Transcript, asides: tuple[Interval, ...]) -> Transcript:
    def apart(start: float | None, end: float | None) -> bool:
        middle = ((start or 0.0) + (end or 0.0)) / 2
        return not apart_from.hold(middle, middle)

    apart_from = Intervals((aside.start, aside.end) for aside in asides)
    if not asides:
        return transcript
    speech = transcript.speech
    return replace(
        transcript,
        words=tuple(word for word in transcript.words if apart(word.start, word.end)),
        speech=speech and tuple(item for item in speech if apart(item.start, item.end)),
    )


def recording_at(turn: Turn, seconds: float) -> tuple[str | None, float]:
    """Which recording holds a moment of the whole answer, and where in it."""
    for take in turn.takes[:-1]:
        length = take.transcript.duration or 0.0
        if seconds <= length:
            return take.audio, seconds
        seconds -= length
    return turn.takes[-1].audio, seconds


def _announced(turn: Turn) -> Iterator[Interval]:
    """Announced silences of the answer and its follow-ups, end to end."""
    shift = 0.0
    for part in turn.takes:
        for item in part.announced:
            yield Interval(item.start + shift, item.end + shift)
        shift += part.transcript.duration or 0.0


def _joined(turn: Turn) -> Transcript:
    """One transcript of the answer and its follow-ups, end to end."""
    whole = turn.transcript
    for reply in turn.follow_ups:
        more = reply.transcript
        if whole.duration is None or more.duration is None:
            words = whole.words + more.words
            whole = replace(whole, words=words, duration=None, speech=None, unheard=(), others=())
            continue
        shift = whole.duration
        whole = replace(
            whole,
            words=whole.words + tuple(_later(word, shift) for word in more.words),
            duration=shift + more.duration,
            speech=None
            if whole.speech is None or more.speech is None
            else whole.speech + _all_later(more.speech, shift),
            unheard=whole.unheard + _all_later(more.unheard, shift),
            others=whole.others + _all_later(more.others, shift),
        )
    return whole


def _all_later(intervals: Iterable[Interval], shift: float) -> tuple[Interval, ...]:
    return tuple(Interval(part.start + shift, part.end + shift) for part in intervals)


def _later(word: Word, shift: float) -> Word:
    if word.start is None or word.end is None:
        return word
    return replace(word, start=word.start + shift, end=word.end + shift)

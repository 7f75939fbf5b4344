"""Turn -> the same turn, examined: the answer and its follow-ups are judged as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from interviewer.answer import Answer
from interviewer.checks import examine
from interviewer.model import Stretch, Transcript, Turn, Word

FOLLOW_UP_S = 75.0
"""What an answer to a probe may add to the target length: 20 to 75 s is usual for one."""


def answer_of(turn: Turn) -> Answer:
    """The whole answer to a turn's question: what was said at once, then what probes brought out.

    Times of a follow-up go on where the recording before it ended.
    """
    question = turn.question
    if turn.follow_ups:
        shortest, longest = question.target_s
        longest += FOLLOW_UP_S * len(turn.follow_ups)
        question = replace(question, target_s=(shortest, longest))
    return Answer(_joined(turn), question, question.kind, question.rubrics)


def judged(turn: Turn) -> Turn:
    """The turn with today's findings and scores."""
    examination = examine(answer_of(turn))
    return replace(turn, findings=examination.findings, scores=dict(examination.scores))


def recording_at(turn: Turn, seconds: float) -> tuple[str | None, float]:
    """Which recording holds a moment of the whole answer, and where in it."""
    for transcript, audio in _takes(turn):
        length = transcript.duration or 0.0
        if seconds <= length or audio == _last_audio(turn):
            return audio, seconds
        seconds -= length
    return turn.audio, seconds


def _takes(turn: Turn) -> Iterator[tuple[Transcript, str | None]]:
    yield turn.transcript, turn.audio
    for reply in turn.follow_ups:
        yield reply.transcript, reply.audio


def _last_audio(turn: Turn) -> str | None:
    return turn.follow_ups[-1].audio if turn.follow_ups else turn.audio


def _joined(turn: Turn) -> Transcript:
    """One transcript of the answer and its follow-ups, end to end."""
    whole = turn.transcript
    for reply in turn.follow_ups:
        more = reply.transcript
        if whole.duration is None or more.duration is None:
            words = whole.words + more.words
            whole = replace(whole, words=words, duration=None, speech=None, unheard=())
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
        )
    return whole


def _all_later(stretches: Iterable[Stretch], shift: float) -> tuple[Stretch, ...]:
    return tuple(Stretch(part.start + shift, part.end + shift) for part in stretches)


def _later(word: Word, shift: float) -> Word:
    if word.start is None or word.end is None:
        return word
    return replace(word, start=word.start + shift, end=word.end + shift)

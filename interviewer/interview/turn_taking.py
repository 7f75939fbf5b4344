"""Whose turn it is: when the interviewer encourages, asks for more, interrupts, or goes on.

A pure state machine, stepped as sound comes in. Being cut off while thinking is what people
complain of most, so silence ends an answer only where that was asked for (`hands_free`): after a
long silence, the question whether there is more, and silence again. A short answer gets more of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from interviewer.model import Interval, Question

THINK_S = 45.0
"""Quiet that "let me think" brings; 30 to 60 s are what interviewers grant."""

MOST_ANNOUNCED_S = 60.0
"""Silence after an announcement that counts as announced."""

BREATH_S = 0.35
"""Silence in which a polite interruption may start."""

GRACE_S = 15.0
"""How long an interruption waits for a breath."""

OVERTIME_S = 60.0
"""How far an answer may run over the place where an interviewer would stop it."""


class Cue(StrEnum):
    """What the interviewer does now."""

    TAKE_YOUR_TIME = "take-your-time"
    OFFER = "offer"
    """Offer to repeat the question or to skip it."""
    ANYTHING_TO_ADD = "anything-to-add"
    IS_THAT_ALL = "is-that-all"
    """The same after a short answer, with the words that end it."""
    END = "end"
    """Silence has ended the answer."""
    STOP = "stop"
    """Interrupt politely: the answer runs far over."""
    LIMIT = "limit"
    """End the answer whatever happens."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the interviewer waits, in seconds."""

    speech_s: float = 20.0
    """Speech from which an answer counts as a long one."""
    silence_s: float = 7.0
    """Silence after which it asks whether there is anything to add."""
    more_s: float = 9.0
    """Silence after asking that ends the answer."""
    short_speech_s: float = 2.0
    """Answers with less speech than this never end by silence."""
    short_silence_s: float = 25.0
    """Silence after a short answer after which it asks whether that was all."""
    nudges_s: tuple[float, float] = (15.0, 45.0)
    """Silence after which it says to take one's time, and then offers to repeat or skip."""
    hands_free: bool = True
    """Whether silence may end an answer."""
    stop_s: float = inf
    """Length of an answer from its first word on from which it is interrupted at the next breath."""
    limit_s: float = inf
    """Length from its first word on at which an answer ends."""


def patience(
    question: Question,
    *,
    follow_up: bool = False,
    hands_free: bool = False,
    realistic: bool = True,
    interrupts_at: float = 1.0,
) -> Patience:
    """How long to wait in the answer to a question.

    A follow-up is answered in few words, so 4 s of speech and 5 s of silence will do. Only a
    realistic interviewer interrupts, and a hurried one does so earlier: after that share of the limit.
    """
    stop = question.limit_s * interrupts_at if realistic else inf
    limit = question.limit_s + OVERTIME_S
    if follow_up:
        return Patience(
            4.0, 5.0, 7.0, short_speech_s=0.5, hands_free=hands_free, stop_s=stop, limit_s=limit
        )
    return Patience(hands_free=hands_free, stop_s=stop, limit_s=limit)


@dataclass(frozen=True, slots=True)
class TurnTaking:
    """One answer so far, as far as taking turns goes."""

    patience: Patience = Patience()
    nudged: int = 0
    """Nudges given in the silence that still lasts."""
    asked_at: float | None = None
    """When it was asked whether there is more."""
    asked_after: float = 0.0
    """Seconds of speech heard by then."""
    quiet_until: float = 0.0
    """Announced thinking time: nothing happens before."""
    announced_s: float = 0.0
    """Announced thinking so far: it does not count towards the length of the answer."""
    at: float = 0.0
    began: float | None = None
    """When the first word was heard."""

    def think(self, until: float) -> TurnTaking:
        """The candidate asked for time to think."""
        return replace(self, quiet_until=until, nudged=0)

    def step(
        self, *, at: float, speech_s: float, silence_s: float
    ) -> tuple[TurnTaking, Cue | None]:
        """The state after `at` seconds of the answer, and what to do now.

        `speech_s` is the speech heard so far, `silence_s` the silence since.
        """
        passed, state = at - self.at, replace(self, at=at)
        if speech_s > 0 and state.began is None:
            state = replace(state, began=max(0.0, at - silence_s - speech_s), announced_s=0.0)
        if silence_s <= 0.5:
            state = replace(state, nudged=0)
        if at < state.quiet_until:
            if silence_s > 0:
                return replace(state, announced_s=state.announced_s + passed), None
            state = replace(state, quiet_until=at)  # they have thought of something
        limits = state.patience
        length = 0.0 if state.began is None else at - state.began - state.announced_s
        if length >= limits.limit_s:
            return state, Cue.LIMIT
        if length >= limits.stop_s and (silence_s >= BREATH_S or length >= limits.stop_s + GRACE_S):
            return state, Cue.STOP
        silence_s = min(silence_s, at - state.quiet_until)
        long = speech_s >= limits.speech_s
        if limits.hands_free and speech_s >= limits.short_speech_s:
            state, cue = _finish(state, speech_s, silence_s, long=long)
            if cue or long:
                return state, cue
        return (state, None) if long else _nudge(state, silence_s)


def _nudge(state: TurnTaking, silence_s: float) -> tuple[TurnTaking, Cue | None]:
    """Too little was said to end by silence: encourage."""
    due = sum(silence_s >= after for after in state.patience.nudges_s)
    if due <= state.nudged:
        return state, None
    return replace(state, nudged=due), (Cue.TAKE_YOUR_TIME, Cue.OFFER)[due - 1]


def _finish(
    state: TurnTaking, speech_s: float, silence_s: float, *, long: bool
) -> tuple[TurnTaking, Cue | None]:
    """Something was said: ask whether there is more, and end when there is none."""
    patience = state.patience
    after_s = patience.silence_s if long else patience.short_silence_s
    if state.asked_at is None:
        if silence_s < after_s:
            return state, None
        asked = replace(state, asked_at=state.at, asked_after=speech_s)
        return asked, Cue.ANYTHING_TO_ADD if long else Cue.IS_THAT_ALL
    if speech_s > state.asked_after:  # they went on: nobody asks the same thing twice
        ends = silence_s >= after_s + patience.more_s
    else:
        ends = state.at - state.asked_at >= patience.more_s
    return state, Cue.END if ends else None


def announced(since: float, speech: tuple[Interval, ...], end: float) -> Interval | None:
    """The silence that an announcement at `since` covers: until the next word, a minute at most."""
    began = max([since, *(item.end for item in speech if item.start < since)])
    until = min([end, began + MOST_ANNOUNCED_S, *(x.start for x in speech if x.start >= since)])
    return Interval(began, until) if until > began else None

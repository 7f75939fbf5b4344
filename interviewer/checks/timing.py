"""Is the answer as long as the question wants, and is the time spent where it counts?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.speech_measures import spoken_s
from interviewer.answer.story import story
from interviewer.checks import norms
from interviewer.checks.rule import Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.model import STAR, Finding, Kind, Part, Span, Verdict


@dataclass(frozen=True, slots=True)
class Timing:
    """When things were said; seconds, None where unknown."""

    duration_s: float | None
    target_s: tuple[float, float]
    first_action_s: float | None
    result_s: float | None
    """Start of the first result sentence."""
    shares: Mapping[Part, float] | None
    """Each part's share of the time spent on the four; None without word times or a story."""
    result_first: bool | None
    """Whether the result is told before the first action: front-loaded, as many interviewers like it.

    None where either is missing."""


SAY_MORE: Mapping[Kind, str] = {
    Kind.BEHAVIORAL: "Tell the steps you took and why, and how it ended.",
    Kind.WARM_UP: "Say what you work on, one thing that you are proud of, and why you are here.",
    Kind.CANDIDATE_QUESTIONS: "Have two or three questions ready that only somebody there can answer.",
}
"""What a short answer lacks, by kind; exercises lack depth."""
CUT: Mapping[Kind, str] = {
    Kind.BEHAVIORAL: "Cut the background to two sentences and start with what went wrong.",
}


def measure(answer: Answer) -> Timing:
    """Read the clock."""
    target = answer.question.target_s if answer.question else norms.STORY_S
    if not answer.timed or answer.kind is not Kind.BEHAVIORAL:
        return Timing(spoken_s(answer), target, None, None, None, None)
    firsts: dict[Part, float | None] = {}
    spent = dict.fromkeys(STAR, 0.0)
    read = answer.once(story)
    for sentence in read.sentences:
        start, end = answer.start(sentence.span) or 0.0, answer.end(sentence.span) or 0.0
        firsts.setdefault(sentence.part, start)
        if sentence.part in spent:
            spent[sentence.part] += max(end - start, 0.0)
    total = sum(spent.values())
    shares = {part: round(time / total, 3) for part, time in spent.items()} if total else None
    action, result = firsts.get(Part.ACTION), firsts.get(Part.RESULT)
    early = None if action is None or result is None else result < action
    return Timing(
        spoken_s(answer), target, action, result, shares if read.is_story else None, early
    )


def score(answer: Answer) -> float | None:
    """0–100, or None without a duration.

    100 within the target, 50 at half its lower end, 20 at twice its upper end. For a story with word times
    a fifth of it goes by the share of the action: none at 10 %, full from 40 % on.
    """
    clock = answer.once(measure)
    if not clock.duration_s or clock.duration_s <= 0:
        return None
    low, high = clock.target_s
    length = ramp(
        clock.duration_s,
        ((0.0, 0.0), (low / 2, 50.0), (low, 100.0), (high, 100.0), (2 * high, 20.0)),
    )
    if clock.shares is None:
        return length
    return length * (
        0.8 + 0.2 * ramp(clock.shares[Part.ACTION], ((0.1, 0.0), (norms.LEAST_ACTION, 1.0)))
    )


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on time."""
    clock = answer.once(measure)
    if clock.duration_s and clock.duration_s > 0:
        yield from _length(answer, clock, clock.duration_s)
        if clock.shares is not None and clock.duration_s >= norms.SHARES_FROM_S:
            yield from _shares(answer, clock, clock.shares)
        if clock.shares is not None and clock.result_first:
            yield Finding(
                "timing.result-first",
                Verdict.GOOD,
                "You said how it ended before you said how you got there.",
                "Keep that headline, and come back to it at the end with the figures.",
                _of(answer, Part.RESULT),
                clock.result_s,
            )


def _length(answer: Answer, clock: Timing, spoken: float) -> Iterator[Finding]:
    low, high = clock.target_s
    gain = 100.0 - (score(answer) or 0.0)
    if spoken < low:
        yield Finding(
            "timing.too-short",
            Verdict.FIX,
            f"You stopped after {_minutes(spoken)}; {_minutes(low)} or more is usual here.",
            SAY_MORE.get(
                answer.kind, "Go one step further on each point: why it matters, and what then."
            ),
            value=spoken,
            gain=gain,
        )
    elif spoken > high:
        yield Finding(
            "timing.too-long",
            Verdict.FIX,
            f"You spoke for {_minutes(spoken)}; {_minutes(high)} is enough here.",
            CUT.get(
                answer.kind, "Say what matters most first, and leave the rest to their questions."
            ),
            value=spoken,
            gain=gain,
        )
    elif spoken >= norms.SHARES_FROM_S:
        yield Finding(
            "timing.good",
            Verdict.GOOD,
            f"{_minutes(spoken)}: long enough to be concrete, short enough to follow.",
            "Keep to that length.",
            value=spoken,
        )


def _shares(answer: Answer, clock: Timing, shares: Mapping[Part, float]) -> Iterator[Finding]:
    """Too much background, too little of what was done or of how it ended."""
    runway = shares[Part.SITUATION] + shares[Part.TASK]
    gain = 100.0 - (score(answer) or 0.0)
    if runway > norms.MOST_BACKGROUND:
        began = clock.first_action_s
        after = f"After {_minutes(began)} you did something for the first time; " if began else ""
        yield Finding(
            "timing.runway",
            Verdict.FIX,
            f"{after}background took {runway:.0%} of your story.",
            "Two sentences of background, then: 'So I …'.",
            _of(answer, Part.SITUATION),
            round(runway, 2),
            min(gain, 20.0),
        )
    if 0 < shares[Part.ACTION] < norms.LEAST_ACTION:
        yield Finding(
            "timing.short-action",
            Verdict.ASK,
            f"What you did took {shares[Part.ACTION]:.0%} of your story. Was that all?",
            "Spend more than half of the time on your own steps, one by one.",
            _of(answer, Part.ACTION),
            round(shares[Part.ACTION], 2),
            min(gain, 20.0),
        )
    if 0 < shares[Part.RESULT] < norms.LEAST_RESULT:
        yield Finding(
            "timing.short-result",
            Verdict.ASK,
            f"How it ended took {shares[Part.RESULT]:.0%} of your story.",
            "Give it two sentences: what changed, and who noticed.",
            _of(answer, Part.RESULT),
            round(shares[Part.RESULT], 2),
        )


def _of(answer: Answer, part: Part) -> tuple[Span, ...]:
    """The first sentence of a part."""
    return tuple(item.span for item in answer.once(story).sentences if item.part is part)[:1]


def _minutes(seconds: float) -> str:
    """`45 seconds`, `2:05 minutes`."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} minutes"


CHECK = with_page(Check("timing", run, measure=measure, score=score))

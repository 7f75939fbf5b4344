"""Is the answer as long as the question wants, and is the time spent where it counts?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from interviewer.answer import Answer
from interviewer.checks.base import Check, Rule, ramp
from interviewer.model import Finding, Kind, Part, Question, Verdict
from interviewer.reading.parts import story

DEFAULT_TARGET = (90.0, 240.0)
DEFAULT_LIMIT = 300.0


class Band(StrEnum):
    """Where the clock stands, while the answer is given."""

    EARLY = "early"
    GOOD = "good"
    WRAP_UP = "wrap up"
    OVER = "over"


def band(elapsed: float, question: Question | None = None) -> Band:
    """The band after `elapsed` seconds of an answer to `question`."""
    low, high = question.target_s if question else DEFAULT_TARGET
    limit = question.limit_s if question else DEFAULT_LIMIT
    if elapsed < low:
        return Band.EARLY
    if elapsed <= high:
        return Band.GOOD
    return Band.WRAP_UP if elapsed <= limit else Band.OVER


@dataclass(frozen=True, slots=True)
class Timing:
    """When things were said; seconds, None where unknown."""

    duration_s: float | None
    target_s: tuple[float, float]
    first_action_s: float | None
    result_s: float | None
    """Start of the first result sentence."""


def measure(answer: Answer) -> Timing:
    """Read the clock."""
    firsts: dict[Part, float | None] = {}
    if answer.timed and answer.kind is Kind.BEHAVIORAL:
        for sentence in answer.once(story).sentences:
            firsts.setdefault(sentence.part, answer.start(sentence.span))
    target = answer.question.target_s if answer.question else DEFAULT_TARGET
    return Timing(answer.duration, target, firsts.get(Part.ACTION), firsts.get(Part.RESULT))


def score(answer: Answer) -> float | None:
    """0–100, or None without a duration."""
    clock = answer.once(measure)
    if not clock.duration_s:
        return None
    low, high = clock.target_s
    return ramp(
        clock.duration_s,
        ((0.0, 0.0), (low / 2, 50.0), (low, 100.0), (high, 100.0), (2 * high, 20.0)),
    )


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on time."""
    clock = answer.once(measure)
    if not clock.duration_s:
        return
    low, high = clock.target_s
    gain = 100.0 - (score(answer) or 0.0)
    if clock.duration_s < low:
        yield Finding(
            "timing.too-short", Verdict.FIX, "That was short.", "Give it more detail.",
            value=clock.duration_s, gain=gain,
        )  # fmt: skip
    elif clock.duration_s > high:
        yield Finding(
            "timing.too-long", Verdict.FIX, "That was long.", "Tell it in half the time.",
            value=clock.duration_s, gain=gain,
        )  # fmt: skip


CHECK = Check("timing", run, measure=measure, score=score, rules=tuple(
    Rule(name, "…", "…", "…", "…") for name in ("timing.too-short", "timing.too-long")
))  # fmt: skip

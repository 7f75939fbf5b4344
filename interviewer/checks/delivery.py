"""How does it sound: pace, fillers, pauses?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import Check, Rule, ramp
from interviewer.model import Finding, Span, Verdict

_FILLERS = frozenset("um umm uh uhh uhm er erm hm hmm mm mhm ah".split())


@dataclass(frozen=True, slots=True)
class Filler:
    """A filled pause."""

    text: str
    start_s: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence."""

    start_s: float
    length_s: float
    where: str
    """`between-parts`, `between-sentences`, `inside-sentence` or `thinking`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it sounded; None where it could not be measured."""

    words_per_minute: float | None
    fillers: tuple[Filler, ...]
    fillers_per_minute: float | None
    pauses: tuple[Pause, ...]
    first_word_s: float | None
    score: float | None


def measure(answer: Answer) -> Delivery:
    """Measure how it sounded."""
    words = sum(1 for token in answer.tokens if token)
    minutes = answer.duration / 60 if answer.duration else None
    fillers = tuple(
        Filler(word.text, word.start, Span(index, index + 1))
        for index, (word, token) in enumerate(zip(answer.words, answer.tokens, strict=True))
        if token in _FILLERS
    )
    pace = words / minutes if minutes else None
    rate = len(fillers) / minutes if minutes else None
    pauses = tuple(
        Pause(round(stretch.start, 2), round(stretch.length, 2), "between-sentences")
        for stretch in answer.pauses
        if stretch.length >= 1.0
    )
    value = None
    if pace is not None and rate is not None:
        value = 0.5 * ramp(pace, ((60, 0), (105, 70), (120, 100), (165, 100), (180, 80), (220, 0)))
        value += 0.5 * ramp(rate, ((1, 100), (5, 80), (12, 20), (20, 0)))
    first = answer.words[0].start if answer.timed else None
    return Delivery(
        round(pace, 1) if pace is not None else None,
        fillers,
        round(rate, 1) if rate is not None else None,
        pauses,
        first,
        round(value) if value is not None else None,
    )


def score(answer: Answer) -> float | None:
    """0–100."""
    return answer.once(measure).score


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on delivery."""
    heard = answer.once(measure)
    if heard.fillers_per_minute is not None and heard.fillers_per_minute > 5:
        yield Finding(
            "delivery.fillers", Verdict.FIX, "Many fillers.", "Breathe instead.",
            tuple(filler.span for filler in heard.fillers[:3]), heard.fillers_per_minute, 20.0,
        )  # fmt: skip


CHECK = Check("delivery", run, measure=measure, score=score, rules=(
    Rule("delivery.fillers", "…", "…", "…", "…"),
))  # fmt: skip

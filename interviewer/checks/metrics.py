"""Does the answer measure what it claims?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Anchor, Check, Rule, ramp
from interviewer.model import Finding, Part, Span, Verdict
from interviewer.reading.parts import Sentence, story
from interviewer.reading.quantities import quantities, vague


@dataclass(frozen=True, slots=True)
class Metric:
    """One quantity, as it stands in the report."""

    text: str
    kind: str
    value: float
    unit: str
    in_part: Part
    span: Span
    before: float | None = None
    """The baseline named with it."""


def measure(answer: Answer) -> tuple[Metric, ...]:
    """Every metric, in the order said."""
    parts = answer.once(story).sentences
    return tuple(
        Metric(
            answer.quote(found.span),
            found.kind,
            found.value,
            found.unit,
            _part(parts, found.span),
            found.span,
            found.before,
        )
        for found in answer.once(quantities)
    )


def _part(sentences: Iterable[Sentence], span: Span) -> Part:
    """The part of the sentence that a span starts in."""
    return next(
        (item.part for item in sentences if item.span.first <= span.first < item.span.last),
        Part.OTHER,
    )


def _claims(answer: Answer) -> tuple[Span, ...]:
    """Words that claim a size without giving one."""
    sentences = answer.once(story).sentences
    return vague(answer, [item.span for item in sentences if item.part is Part.RESULT])


def score(answer: Answer) -> float:
    """0–100: 40 for one number, 65 for two, 75 for three; 25 more for a baseline."""
    found = answer.once(measure)
    baseline = 25.0 if any(metric.before is not None for metric in found) else 0.0
    told = ramp(len(found), ((0, 0), (1, 40), (2, 65), (3, 75)))
    return told + baseline


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on numbers."""
    found = answer.once(measure)
    if not found:
        yield Finding(
            "metrics.none",
            Verdict.FIX,
            "I heard no number, so nobody can tell how big this was.",
            "Say how much changed: 'before, it took…; after, it took…'.",
            gain=65.0,
        )
    elif all(metric.before is None for metric in found):
        yield Finding(
            "metrics.no-baseline",
            Verdict.FIX,
            "I heard a number, but not what it was before.",
            "Say both ends: 'from nine days to two'.",
            tuple(metric.span for metric in found[:2]),
            gain=25.0,
        )
    if spans := answer.once(_claims):
        yield Finding(
            "metrics.vague",
            Verdict.FIX if len(found) < 2 else Verdict.ASK,
            f"You said “{answer.quote(spans[0])}”. By how much?",
            "Put a number in its place, even a rough one: 'about a third'.",
            spans[:3],
            float(len(spans)),
            gain=12.0,
        )


_RULES = (
    Rule(
        "metrics.none",
        why="Interviewers write down numbers. Without one, a result is an opinion.",
        good="Two or three figures: how many, how long, how often, how much money or risk.",
        weak="'It helped the team and everyone was happy.'",
        source="Published coaching guides ask for at least one.",
        flags=(
            "I fixed the build and everybody was happy about it.",
            "In 2021 I moved to Java 17.",
        ),
        passes=("I cut the build time by forty percent.", "We went from nine days to two."),
    ),
    Rule(
        "metrics.no-baseline",
        why="A figure means something beside what it was before.",
        good="'From nine days to two', 'it was fourteen a month, now it is one'.",
        weak="'It takes two days.'",
        source="Coaching rubrics rank a baseline and an outcome above a single figure.",
        flags=("After my change the build takes two hours.",),
        passes=("It went from nine hours to two.", "Everybody was happy."),
    ),
    Rule(
        "metrics.vague",
        why="Words such as 'significantly' ask for a number, and interviewers do ask.",
        good="'By about a third.'",
        weak="'It got significantly faster.'",
        source="The most common follow-up of interviewers: by how much?",
        flags=("It got significantly faster.", "It was drastically cheaper."),
        passes=("It got a third faster.",),
    ),
)

CHECK = Check(
    "metrics",
    run,
    STORIES,
    measure,
    score,
    _RULES,
    (
        Anchor(20, "No figure, or one that measures nothing."),
        Anchor(50, "One or two figures without what they were before."),
        Anchor(80, "Several figures, one of them with its baseline."),
        Anchor(95, "Three figures or more, before and after, on what mattered."),
    ),
)

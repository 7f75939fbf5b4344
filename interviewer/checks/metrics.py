"""Does the answer measure what it claims?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import STORIES, Check, Rule, ramp
from interviewer.model import Finding, Part, Span, Verdict
from interviewer.reading.parts import story
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
            next((s.part for s in parts if s.span.first <= found.span.first < s.span.last), Part.OTHER),
            found.span,
            found.before,
        )
        for found in answer.once(quantities)
    )  # fmt: skip


def score(answer: Answer) -> float:
    """0–100."""
    found = answer.once(measure)
    baseline = 25.0 if any(metric.before is not None for metric in found) else 0.0
    return ramp(len(found), ((0, 0), (1, 40), (2, 65), (3, 75))) + baseline


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on numbers."""
    found = answer.once(measure)
    if not found:
        yield Finding(
            "metrics.none", Verdict.FIX, "I heard no number.",
            "Say how much: how many, how long, how often.", gain=60.0,
        )  # fmt: skip
    elif all(metric.before is None for metric in found):
        yield Finding(
            "metrics.no-baseline", Verdict.FIX, "I heard a number, but not what it was before.",
            "Say both: 'from nine days to two'.", tuple(m.span for m in found[:2]), gain=25.0,
        )  # fmt: skip
    if spans := answer.once(vague):
        yield Finding(
            "metrics.vague", Verdict.FIX,
            f"You said “{answer.quote(spans[0])}”. By how much?",
            "Put a number in its place.", spans[:3], gain=10.0,
        )  # fmt: skip


CHECK = Check("metrics", run, STORIES, measure, score, tuple(
    Rule(name, "…", "…", "…", "…") for name in
    ("metrics.none", "metrics.no-baseline", "metrics.vague")
))  # fmt: skip

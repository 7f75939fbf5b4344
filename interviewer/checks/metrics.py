"""Does the answer measure what it claims?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.padding import counted
from interviewer.answer.quantities import quantities, vague
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Part, Span, Verdict

COUNTED = ((0.0, 0.0), (1.0, 45.0), (2.0, 65.0), (3.0, 75.0), (5.0, 80.0))
"""Points by the number of metrics, each by its weight: two measured outcomes make an answer strong."""
BASELINE = 20.0
"""Points for one baseline: a figure means something beside what it was before."""
ASIDE = 0.4
"""Weight of a small count or a span of time outside the result: it sets the scale, no more."""
_PAIRED = frozenset(("change", "level", "rate", "money", "time"))


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
    sentences = answer.once(story).sentences
    starts = [sentence.span.first for sentence in sentences]
    return tuple(
        Metric(
            answer.quote(found.span).rstrip(",.;:!?"),
            found.kind,
            found.value,
            found.unit,
            sentences[bisect_right(starts, found.span.first) - 1].part,
            found.span,
            found.before,
        )
        for found in answer.once(quantities)
        if found.span.last <= answer.once(counted)
    )


def score(answer: Answer) -> float:
    """0–100: by the number of metrics (45, 65, 75, 80 for one, two, three, five), 20 more for a baseline.

    Figures in an answer without substance measure nothing.
    """
    found = answer.once(measure)
    told = ramp(sum(map(_weight, found)), COUNTED) + (BASELINE if _has_baseline(found) else 0.0)
    return told * answer.once(substance)


def _weight(metric: Metric) -> float:
    """1 for what measures an outcome, less for what only sets the scale."""
    outcome = metric.before is not None or metric.in_part in {Part.RESULT, Part.REFLECTION}
    return 1.0 if outcome or metric.kind in {"change", "money", "rate"} else ASIDE


def _has_baseline(found: Sequence[Metric]) -> bool:
    """Both ends in one breath, or the same unit first in the background and then in the result."""
    if any(metric.before is not None for metric in found):
        return True
    early = {m.unit for m in found if m.in_part in {Part.SITUATION, Part.TASK} if m.kind in _PAIRED}
    return any(m.in_part is Part.RESULT and m.unit in early for m in found if m.kind in _PAIRED)


def claims(answer: Answer) -> tuple[Span, ...]:
    """Words that claim a size without giving one."""
    sentences = answer.once(story).sentences
    return vague(answer, [item.span for item in sentences if item.part is Part.RESULT])


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on numbers."""
    found = answer.once(measure)
    weight = sum(map(_weight, found))
    if not found:
        yield Finding(
            "metrics.none",
            Verdict.FIX,
            "You gave no numbers, so the impact is hard to judge.",
            "Say how much changed: 'before, it took …; after, it took …'. A rough figure will do.",
            _result(answer),
            0.0,
            (ramp(2.0, COUNTED) + BASELINE)
            * answer.once(substance),  # two figures, one with a baseline
        )
    elif not _has_baseline(found):
        first = found[0]
        yield Finding(
            "metrics.no-baseline",
            Verdict.FIX,
            f"You said “{first.text}”. What was it before?",
            "Give both ends: 'from nine days to two'.",
            tuple(metric.span for metric in found[:2]),
            float(len(found)),
            BASELINE * answer.once(substance),
        )
    if spans := answer.once(claims):
        yield Finding(
            "metrics.vague",
            Verdict.FIX if len(found) < 2 else Verdict.ASK,
            f"You said “{_plain(answer, spans[0])}”. By how much?",
            "Use a number instead, even a rough one: 'about a third'.",
            spans[:3],
            float(len(spans)),
            (ramp(weight + 1.0, COUNTED) - ramp(weight, COUNTED)) * answer.once(substance),
        )
    pair = next((metric for metric in found if metric.before is not None), None)
    if pair is not None:
        yield Finding(
            "metrics.baseline",
            Verdict.GOOD,
            f"You gave the before and the after together: “{pair.text}”.",
            "Do the same for your next result.",
            (pair.span,),
        )


def _plain(answer: Answer, span: Span) -> str:
    return answer.quote(span).strip(",.;:!?")


def _result(answer: Answer) -> tuple[Span, ...]:
    """Where a number is missed most: the likeliest result sentence."""
    sentences = answer.once(story).sentences
    if not sentences:
        return ()
    return (max(sentences, key=lambda item: item.chances[Part.RESULT]).span,)


CHECK = with_page(Check("metrics", run, STORIES, measure, score))

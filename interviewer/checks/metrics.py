"""Does the answer measure what it claims?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from interviewer.answer import Answer
from interviewer.answer.levels import levels_without_start
from interviewer.answer.measuring import measuring, part_of
from interviewer.answer.number_context import SECONDS
from interviewer.answer.padding import counted
from interviewer.answer.quantities import (
    VagueClaim,
    end_states,
    quantities,
    size_question,
    vague,
    witnessed,
)
from interviewer.answer.settling_replies import settled, sized
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.answer.word_forms import form
from interviewer.checks.rule import STORIES, Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.checks.star_score import EVIDENCE
from interviewer.model import Finding, Part, Span, Verdict

COUNTED = ((0.0, 0.0), (1.0, 45.0), (2.0, 65.0), (3.0, 75.0), (5.0, 80.0))
"""Points by the number of metrics, each by its weight: two measured outcomes make an answer strong."""
PLAIN, ONE_SIGN, TWO_SIGNS = 25.0, 32.0, 42.0
"""Points for an outcome without a figure: plainly told; told as none or all, or borne out by others; for both."""
BASELINE = 20.0
"""Points for one baseline: a figure means something beside what it was before."""
ASIDE = 0.4
"""Weight of a small count or a span of time outside the result: it sets the scale, no more."""
DOUBTFUL = 0.6
"""Findings less sure than this are questions."""
UNCLAIMED = 0.4
"""How sure it is that a number is missed where no size is claimed: most such outcomes ("the two shared a cart from
then on", "the show was finished") are plain as they are told."""
FEW = 3
"""Number words up to which an answer may be said to have no figure at all."""
FEWER = 2
"""Counts up to which a figure tells no size."""
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

    @property
    def none_or_all(self) -> bool:
        """Whether it is no figure, but none or all in words: "nobody was hurt", "every page"."""
        if any(form(word.strip(",.;:!?").lower()) == "<n>" for word in self.text.split()):
            return False
        return (not self.unit and self.value == 0) or (self.unit, self.value) == ("%", 100)


def measure(answer: Answer) -> tuple[Metric, ...]:
    """Every metric, in the order said: figures that measure something, and none or all in a result."""
    found = answer.once(measuring)
    taken = {at for one in found for at in range(one.span.first, one.span.last)}
    ends = [
        one
        for one in end_states(answer, _result_spans(answer))
        if taken.isdisjoint(range(one.span.first, one.span.last))
    ]
    return tuple(
        Metric(
            _plain(answer, one.span),
            one.kind,
            one.value,
            one.unit,
            part_of(answer, one),
            one.span,
            one.before,
        )
        for one in sorted((*found, *ends), key=lambda one: one.span.first)
        if one.span.last <= answer.once(counted)
    )


def score(answer: Answer) -> float:
    """0–100: by the number of metrics (45, 65, 75, 80 for one, two, three, five), 20 more for a baseline.

    An outcome without a figure earns something by its evidence, more when it ends in none or all or when
    somebody else bears it out, and nothing when only its size is claimed. Figures in an answer without
    substance measure nothing.
    """
    found = answer.once(measure)
    based = _has_baseline(found) or "metrics.no-baseline" in answer.once(settled)
    figures = ramp(sum(map(_weight, found)), COUNTED) + (BASELINE if based else 0.0)
    return max(figures, _without_figures(answer)) * answer.once(substance)


def _without_figures(answer: Answer) -> float:
    results, read = _result_spans(answer), answer.once(story)
    if not read.is_story:
        return 0.0
    signs = bool(end_states(answer, results)) + bool(witnessed(answer, results))
    if signs:
        return TWO_SIGNS if signs > 1 else ONE_SIGN
    return 0.0 if answer.once(claims) else PLAIN * ramp(read.evidence[Part.RESULT], EVIDENCE)


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


def claims(answer: Answer) -> tuple[VagueClaim, ...]:
    """Words that claim a size that neither they nor a reply to a follow-up give."""
    stated = vague(answer, _result_spans(answer))
    return tuple(claim for claim in stated if not sized(answer, claim.span))


def _result_spans(answer: Answer) -> list[Span]:
    return [
        item.span
        for item in answer.once(story).sentences
        if item.part is Part.RESULT and item.span.last <= answer.once(counted)
    ]


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on numbers."""
    found = answer.once(measure)
    replied = answer.once(settled)
    if not found and "metrics.none" not in replied:
        yield from _missing(answer)
    if "metrics.no-baseline" not in replied:
        yield from _baseline(answer, found)
    yield from _vague(answer, found)
    pairs = (one for one in found if one.before is not None and one.in_part is Part.RESULT)
    for pair in islice(pairs, 1):
        yield Finding(
            "metrics.baseline",
            Verdict.GOOD,
            f"You gave the before and the after together: “{pair.text}”.",
            "Do the same for your next result.",
            (pair.span,),
        )


def _missing(answer: Answer) -> Iterator[Finding]:
    """No number, where a listener waits for one."""
    if sure := _sure_of_none(answer):
        yield Finding(
            "metrics.none",
            Verdict.FIX if sure > DOUBTFUL else Verdict.ASK,
            "You gave no numbers, so the impact is hard to judge.",
            "Say how much changed: 'before, it took …; after, it took …'. A rough figure will do.",
            _result(answer),
            0.0,
            (ramp(2.0, COUNTED) + BASELINE) * answer.once(substance) - score(answer),
            sure,
        )


def _baseline(answer: Answer, found: Sequence[Metric]) -> Iterator[Finding]:
    """A level, without where it started."""
    for level in answer.once(levels_without_start)[:1]:
        yield Finding(
            "metrics.no-baseline",
            Verdict.FIX if level.sure > DOUBTFUL else Verdict.ASK,
            f"You said “{_plain(answer, level.span)}”. What was it before?",
            "Give both ends: 'from nine days to two'.",
            (level.span,),
            level.quantity.value,
            0.0 if _has_baseline(found) else BASELINE * answer.once(substance),
            level.sure,
        )


def _vague(answer: Answer, found: Sequence[Metric]) -> Iterator[Finding]:
    """A size without its figure."""
    if not (stated := answer.once(claims)):
        return
    weight = sum(map(_weight, found))
    first = next((claim for claim in stated if claim.plain), stated[0])
    outcomes = sum(one.in_part is Part.RESULT and _weight(one) == 1.0 for one in found)
    sure = _sure_of(first, outcomes)
    yield Finding(
        "metrics.vague",
        Verdict.FIX if sure > DOUBTFUL else Verdict.ASK,
        f"You said “{_plain(answer, first.span)}”. {size_question(answer, first.span)}",
        "Use a number instead, even a rough one: 'about a third'.",
        (first.span, *(claim.span for claim in stated if claim is not first))[:3],
        float(len(stated)),
        (ramp(weight + 1.0, COUNTED) - ramp(weight, COUNTED)) * answer.once(substance),
        sure,
    )


def _sure_of(claim: VagueClaim, outcomes: int) -> float:
    """How likely a listener asks for the size: less where other outcomes have figures."""
    return round(max((0.85 if claim.plain else 0.55) - 0.2 * outcomes, 0.1), 2)


def _plain(answer: Answer, span: Span) -> str:
    return answer.quote(span).strip(",.;:!?")


def _sure_of_none(answer: Answer) -> float:
    """How likely a listener misses a number where none is told; 0 where nobody would ask for one."""
    if not answer.once(story).is_story:
        return 0.0
    words = sum(form(token) == "<n>" for token in answer.tokens)
    if words > FEW:
        return 0.0
    if answer.once(claims):
        return 0.9
    if any(one.value > FEWER or one.unit in SECONDS for one in answer.once(quantities)):
        return 0.0  # the size of the scene is told
    return UNCLAIMED


def _result(answer: Answer) -> tuple[Span, ...]:
    """The result that a number is missed in, if one is told."""
    results = [item for item in answer.once(story).sentences if item.part is Part.RESULT]
    return tuple(item.span for item in sorted(results, key=lambda item: -item.confidence)[:1])


CHECK = with_page(Check("metrics", run, STORIES, measure, score))

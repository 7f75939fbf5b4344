"""Figures that state a level which was reached, and whether the answer tells where it started.

"It came down to seven minutes" makes a listener ask from what. Sizes of the scene, durations of steps, dates
and changes that carry their own base ("fell by half", "nine days early") do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Hit, lexicon
from interviewer.answer.number_context import EACH, PERIODS, SECONDS
from interviewer.answer.quantities import Quantity, quantities
from interviewer.answer.story import story
from interviewer.model import Part, Span

MARKED, NOW = 0.9, 0.7
"""How likely a listener misses the start of a level marked by a verb of change; by "now" or a rate."""
_OWN_BASE = frozenset(("x", "points", "bps"))
_ADDED = frozenset("new more extra additional fewer less".split())
"""What is counted so has its own start: "41 new members"."""
_NEAR = 30
"""Words around a level among which its start would be told in words."""

_BESIDE = 12
"""Words within which the size of a step belongs to the level that it led to."""


@dataclass(frozen=True, slots=True)
class ReachedLevel:
    """One level reached, with the verb that says so."""

    span: Span
    quantity: Quantity
    sure: float
    """How likely a listener misses its start, 0–1."""


def levels_without_start(answer: Answer) -> tuple[ReachedLevel, ...]:
    """Levels in the result whose start is told nowhere in the answer, in the order said."""
    found = answer.once(quantities)
    results = [item.span for item in answer.once(story).sentences if item.part is Part.RESULT]
    marks = tuple(lexicon("quantities", "level").find(answer.tokens))
    return tuple(
        level
        for one in found
        if _within(one, results) and not one.before and one.unit not in _OWN_BASE
        if _ADDED.isdisjoint(answer.tokens[one.span.first : one.span.last])
        if (level := _level(answer, one, marks))
        if not _start_in_words(answer, level, marks) and not _start_in_figures(one, found, results)
    )


def _within(one: Quantity, spans: Sequence[Span]) -> bool:
    return any(span.first <= one.span.first < span.last for span in spans)


def _level(answer: Answer, one: Quantity, marks: Sequence[Hit]) -> ReachedLevel | None:
    """The figure with the verb before it; None when nothing says that it is a level."""
    first, last, tokens = one.span.first, one.span.last, answer.tokens
    if tokens[last : last + 1] and tokens[last] in EACH and tokens[last + 1 : last + 2] != ():
        last += 2 * (tokens[last + 1] in PERIODS)
    rate, now = one.kind == "rate" or last > one.span.last, "now" in tokens[first - 8 : first]
    if tokens[last : last + 1] == ("now",):
        last, now = last + 1, True
    for hit in marks:
        if hit.last == first and hit.label == "reached":
            return ReachedLevel(Span(hit.first, last), one, MARKED)
    for hit in marks:
        if hit.last == first and hit.label == "stands" and (rate or (now and one.kind != "count")):
            return ReachedLevel(Span(hit.first, last), one, NOW)
    if one.kind == "level" and tokens[first] == "only":
        return ReachedLevel(Span(first, last), one, NOW)
    return None


def _start_in_words(answer: Answer, level: ReachedLevel, marks: Sequence[Hit]) -> bool:
    """Whether words near the level tell how it was before, or that nobody knew."""
    if "from" in answer.tokens[level.span.last : level.span.last + 3]:
        return True
    first, last = level.span.first - _NEAR, level.span.last + _NEAR
    return any(hit.label == "start" and first <= hit.first and hit.last <= last for hit in marks)


def _start_in_figures(one: Quantity, found: Sequence[Quantity], results: Sequence[Span]) -> bool:
    """Whether another figure of the same unit can be where this one started."""
    return any(
        other is not one
        and (
            _is_change_of(other, one)
            or (
                _comparable(one, other) and (not _within(other, results) or other.value > one.value)
            )
        )
        for other in found
    )


def _is_change_of(change: Quantity, level: Quantity) -> bool:
    """Whether the step to a level is told beside it: "it is up five points, we're at ninety nine"."""
    near = abs(change.span.first - level.span.first) <= _BESIDE
    return near and change.kind == "change" and change.unit in {*_OWN_BASE, "%"}


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.unit in SECONDS or other.unit in SECONDS:
        return one.unit in SECONDS and other.unit in SECONDS
    return one.unit == other.unit or (one.kind == other.kind == "rate" and not other.unit)

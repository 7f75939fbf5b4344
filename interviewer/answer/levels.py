"""Figures that state a level which was reached, and whether the answer tells where it started.

"It came down to seven minutes" makes a listener ask from what. Sizes of the scene, durations of steps, dates
and changes that carry their own base ("fell by half", "nine days early") do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import Hit, lexicon
from interviewer.answer.intervals import Intervals
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

BARE = "rate"
"""Stands for the unit of a rate of nothing that is named."""

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
    results = [item.span for item in answer.once(story).sentences if item.part is Part.RESULT]
    figures = _Figures(answer.once(quantities), results)
    marks = tuple(lexicon("quantities", "level").find(answer.tokens))
    before = {(hit.label, hit.last): hit for hit in marks}
    starts = [hit for hit in marks if hit.label == "start"]
    return tuple(
        level
        for one in figures.in_results
        if not one.before and one.unit not in _OWN_BASE
        if _ADDED.isdisjoint(answer.tokens[one.span.first : one.span.last])
        if (level := _level(answer, one, before))
        if not _start_in_words(answer, level, starts) and not figures.hold_start_of(one)
    )


def _level(
    answer: Answer, one: Quantity, marks: Mapping[tuple[str, int], Hit]
) -> ReachedLevel | None:
    """The figure with the verb before it; None when nothing says that it is a level."""
    first, last, tokens = one.span.first, one.span.last, answer.tokens
    if tokens[last : last + 1] and tokens[last] in EACH and tokens[last + 1 : last + 2] != ():
        last += 2 * (tokens[last + 1] in PERIODS)
    rate, now = one.kind == "rate" or last > one.span.last, "now" in tokens[first - 8 : first]
    if tokens[last : last + 1] == ("now",):
        last, now = last + 1, True
    if hit := marks.get(("reached", first)):
        return ReachedLevel(Span(hit.first, last), one, MARKED)
    if (hit := marks.get(("stands", first))) and (rate or (now and one.kind != "count")):
        return ReachedLevel(Span(hit.first, last), one, NOW)
    if one.kind == "level" and tokens[first] == "only":
        return ReachedLevel(Span(first, last), one, NOW)
    return None


def _start_in_words(answer: Answer, level: ReachedLevel, starts: Sequence[Hit]) -> bool:
    """Whether words near the level tell how it was before, or that nobody knew."""
    if "from" in answer.tokens[level.span.last : level.span.last + 3]:
        return True
    at = bisect_left(starts, level.span.first - _NEAR, key=attrgetter("first"))
    return at < len(starts) and starts[at].last <= level.span.last + _NEAR


class _Figures:
    """All figures of an answer, by what they can be the start of."""

    def __init__(self, found: Sequence[Quantity], results: Sequence[Span]) -> None:
        told = Intervals((span.first, span.last) for span in results)
        self.in_results: list[Quantity] = []
        self._elsewhere: set[str] = set()
        """Units, as `_unit_of` has them, of figures that stand outside the result."""
        self._most: dict[str, float] = {}
        """Unit -> largest figure."""
        for one in found:
            if told.meet(one.span.first, one.span.first + 1):
                self.in_results.append(one)
            else:
                self._elsewhere.add(_unit_of(one))
            self._most[_unit_of(one)] = max(one.value, self._most.get(_unit_of(one), one.value))
        self._steps = sorted(
            one.span.first
            for one in found
            if one.kind == "change" and one.unit in {*_OWN_BASE, "%"}
        )

    def hold_start_of(self, level: Quantity) -> bool:
        """Whether another figure of the same unit can be where a level of the result started."""
        units = {_unit_of(level)}
        if level.unit not in SECONDS and (level.kind == "rate" or not level.unit):
            units = {level.unit, BARE}
        if not units.isdisjoint(self._elsewhere) or self._is_changed(level):
            return True
        return any(self._most.get(unit, level.value) > level.value for unit in units)

    def _is_changed(self, level: Quantity) -> bool:
        """Whether the step to a level is told beside it: "it is up five points, we're at ninety nine"."""
        at = level.span.first
        near = self._steps[
            bisect_left(self._steps, at - _BESIDE) : bisect_right(self._steps, at + _BESIDE)
        ]
        return any(step != at for step in near)


def _unit_of(one: Quantity) -> str:
    """What a figure is compared by; a bare rate goes with any other rate."""
    if one.unit in SECONDS:
        return "time"
    return one.unit or (BARE if one.kind == "rate" else "")

"""Which quantities measure scale or outcome, and which only belong to the telling.

"Two hours later", "for six years" and "two guys" are quantities that no listener takes for a metric. A
logistic regression over what stands around a figure decides; its weights are `data/measuring.json`, learned
by `scripts/train measuring`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import exp

from interviewer.answer import Answer
from interviewer.answer.number_context import HEDGES
from interviewer.answer.quantities import Quantity, quantities
from interviewer.answer.story import story
from interviewer.answer.word_forms import form
from interviewer.model import Part

ENOUGH = 0.35
"""Chance from which a figure counts: a metric that is missed costs more than one too many."""


def measuring(answer: Answer) -> tuple[Quantity, ...]:
    """The quantities that measure something, in the order said."""
    return tuple(one for one in answer.once(quantities) if chance(features(answer, one)) >= ENOUGH)


def chance(names: Iterable[str], weights: Mapping[str, float] | None = None) -> float:
    """How likely a quantity with these features is a metric, 0–1."""
    known = shipped() if weights is None else weights
    return 1 / (1 + exp(-known[""] - sum(known.get(name, 0.0) for name in set(names))))


@cache
def shipped() -> Mapping[str, float]:
    """Feature -> weight; `""` is the constant."""
    path = files("interviewer.answer") / "data" / "measuring.json"
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights


def features(answer: Answer, one: Quantity) -> Iterator[str]:
    """What stands around a figure: kind, size, part of the story, the words beside it."""
    part = part_of(answer, one)
    before = [
        token for token in answer.tokens[max(one.span.first - 3, 0) : one.span.first] if token
    ]
    inside = [token for token in answer.tokens[one.span.first : one.span.last] if token]
    after = [token for token in answer.tokens[one.span.last : one.span.last + 2] if token]
    kind = one.kind if one.kind != "count" else f"count {_size(one.value)}"
    yield from (f"kind {kind}", f"part {part}", f"{kind} in {part}")
    if one.before is not None:
        yield "has its baseline"
    if not one.unit:
        yield "bare"
    if inside and inside[0] in HEDGES:
        yield f"hedge {inside[0]}"
    if inside:
        yield f"unit {inside[-1]}"
    if inside and "-" in inside[0]:
        yield "hyphen"
    for name, words in (("before", before[-1:]), ("after", after[:1])):
        yield from (f"{name} {word}" for word in words or ["nothing"])
        yield from (f"{name} {form(word)} in {kind}" for word in words)
    yield from (f"near {word}" for word in before)
    third = 3 * one.span.first // max(len(answer.words), 1)
    yield f"third {third} {kind}"


def part_of(answer: Answer, one: Quantity) -> Part:
    """The part of the story in which a figure stands."""
    at = bisect_right(answer.once(_starts), one.span.first) - 1
    return answer.once(story).sentences[at].part


def _starts(answer: Answer) -> list[int]:
    return [sentence.span.first for sentence in answer.once(story).sentences]


def _size(value: float) -> str:
    return next(name for name, most in _SIZES.items() if value <= most)


_SIZES = {"none": 0, "one": 1, "two": 2, "few": 5, "some": 12, "dozens": 99, "many": float("inf")}

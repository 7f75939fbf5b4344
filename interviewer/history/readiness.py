"""Attempts, and the conditions that they fulfil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewer.model import Attempt, Condition, Turn, Verdict


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why an attempt does not count yet."""

    what: str
    """`length`, the name of a score, or the name of a rule that found something."""
    value: float | None
    """Seconds or points; None when it was not measured, and for a rule."""
    wanted: tuple[float, float]
    """From, to."""


def open_rules(turn: Turn) -> Iterator[str]:
    """Names of the rules that found something to ask about or to fix."""
    for finding in turn.findings:
        if finding.verdict in {Verdict.ASK, Verdict.FIX}:
            yield finding.rule


def satisfies(condition: Condition, attempt: Attempt) -> bool:
    """Whether an attempt counts towards a condition; what was not measured does not hold."""
    return matches(condition, attempt) and not any(shortfalls(condition, attempt))


def matches(condition: Condition, attempt: Attempt) -> bool:
    """Whether an attempt is of the kind that a condition looks at, however well it went."""
    return (
        (not condition.kinds or attempt.kind in condition.kinds)
        and (not condition.questions or attempt.question in condition.questions)
        and (not condition.competencies or attempt.competency in condition.competencies)
        and (not condition.plans or attempt.plan in condition.plans)
        and (not condition.rubrics or bool(set(condition.rubrics) & set(attempt.rubrics)))
    )


def shortfalls(condition: Condition, attempt: Attempt) -> Iterator[Shortfall]:
    """What an attempt would have to do better to count."""
    if condition.seconds:
        first, last = condition.seconds
        if attempt.seconds is None or not first <= attempt.seconds <= last:
            yield Shortfall("length", attempt.seconds, condition.seconds)
    for name, least in condition.scores.items():
        if (score := attempt.scores.get(name)) is None or score < least:
            yield Shortfall(name, score, (least, 100.0))
    for rule in condition.without:
        if rule in attempt.rules:
            yield Shortfall(rule, None, (0.0, 0.0))


def evidence(condition: Condition, practised: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """The attempts that count, one for each different `distinct`: the first that did."""
    first: dict[object, Attempt] = {}
    for place, attempt in enumerate(practised):
        if satisfies(condition, attempt):
            each = (
                place if condition.distinct == "attempt" else getattr(attempt, condition.distinct)
            )
            first.setdefault(each, attempt)
    return tuple(first.values())

"""Attempts, and the conditions that they fulfil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviewer.model import Attempt, Condition, Session, Turn, Verdict


def attempts(session: Session) -> tuple[Attempt, ...]:
    """The answers of a session, as readiness and the choice of questions look at them.

    Answers that were skipped, or in which nothing was said, are no attempts.
    """
    return tuple(
        Attempt(
            question=turn.question.id,
            kind=turn.question.kind,
            started=session.started,
            competency=turn.question.competency,
            rubrics=turn.question.rubrics,
            seconds=turn.transcript.duration,
            scores=dict(turn.scores),
            rules=frozenset(open_rules(turn)),
            plan=session.plan.name,
            seed=session.plan.seed,
        )
        for turn in session.turns
        if turn.transcript.words and turn.ended != "skipped"
    )


def open_rules(turn: Turn) -> Iterator[str]:
    """Names of the rules that found something to ask about or to fix."""
    for finding in turn.findings:
        if finding.verdict in {Verdict.ASK, Verdict.FIX}:
            yield finding.rule


def counts(condition: Condition, attempt: Attempt) -> bool:
    """Whether an attempt counts towards a condition; what was not measured does not hold."""
    if condition.seconds:
        first, last = condition.seconds
        if attempt.seconds is None or not first <= attempt.seconds <= last:
            return False
    return (
        (not condition.kinds or attempt.kind in condition.kinds)
        and (not condition.questions or attempt.question in condition.questions)
        and (not condition.competencies or attempt.competency in condition.competencies)
        and (not condition.plans or attempt.plan in condition.plans)
        and (not condition.rubrics or bool(set(condition.rubrics) & set(attempt.rubrics)))
        and all(attempt.scores.get(name, -1.0) >= least for name, least in condition.scores.items())
        and not attempt.rules & set(condition.without)
    )


def reached(condition: Condition, practised: Iterable[Attempt]) -> int:
    """How many of the condition's `count` are there; it is fulfilled when all are."""
    counting = [attempt for attempt in practised if counts(condition, attempt)]
    if condition.distinct == "attempt":
        return len(counting)
    return len({getattr(attempt, condition.distinct) for attempt in counting})

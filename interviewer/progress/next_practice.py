"""What to practise next, and the command for it: the nearest goal first, the smallest gap first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.checks import rule
from interviewer.history.index import AnswerRow
from interviewer.model import Kind
from interviewer.output.titles import score_title
from interviewer.progress.board import (
    CompetencyRow,
    CompetencyState,
    Matrix,
    MilestoneProgress,
    StepProgress,
    shortfall_text,
)

MOST = 4
RECENT = 8
"""Answers looked at for habits."""
HABIT = 3
"""A rule that found something in so many of them is a habit."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to practise."""

    what: str
    why: str
    command: str


def suggestions(
    board: Sequence[MilestoneProgress], matrix: Matrix, entries: Sequence[AnswerRow]
) -> tuple[Suggestion, ...]:
    """At most four things: open steps of the first goal that is not reached, then a habit."""
    goal = next((goal for goal in board if goal.done < len(goal.steps)), None)
    habit = _habit(entries)
    room = MOST - (habit is not None)
    steps = {step.command: step for step in reversed(list(_steps(goal, matrix)))} if goal else {}
    chosen = tuple(reversed(steps.values()))[:room]
    return (*chosen, habit) if habit else chosen


def _steps(goal: MilestoneProgress, matrix: Matrix) -> Iterator[Suggestion]:
    for stepped in goal.steps:
        if stepped.done:
            continue
        condition = stepped.step.condition
        if (
            condition.kinds == (Kind.BEHAVIORAL,)
            and not condition.questions
            and condition.count > 1
        ):
            row = weakest(matrix)
            if row is not None:
                yield _principle(stepped, row)
                continue
        yield Suggestion(stepped.step.title, stepped.missing, stepped.step.do)


def weakest(matrix: Matrix) -> CompetencyRow | None:
    """The competency to work on: one that is nearly there, else an untold one, else a started one."""
    for state in (CompetencyState.CLOSE, CompetencyState.UNTOLD, CompetencyState.STARTED):
        rows = [row for row in matrix.rows if row.state is state]
        if rows:
            return max(rows, key=lambda row: (row.best.score or 0.0) if row.best else 0.0)
    return None


def _principle(stepped: StepProgress, row: CompetencyRow) -> Suggestion:
    if row.best is None:
        return Suggestion(
            stepped.step.title, f"{row.title}: no story told yet", f"interviewer drill {row.name}"
        )
    missing = ", ".join(map(shortfall_text, row.lacks))
    question = row.best.attempt.question
    return Suggestion(
        stepped.step.title, f"{row.title} still needs {missing}", f"interviewer drill {question}"
    )


def _habit(entries: Sequence[AnswerRow]) -> Suggestion | None:
    """The rule that found something in most of the latest answers."""
    latest = entries[-RECENT:]
    found = Counter(name for entry in latest for name in sorted(entry.attempt.rules))
    for name, times in found.most_common():
        if times >= HABIT and rule(name):
            family, _, what = name.partition(".")
            called = f"{score_title(family)}, {what.replace('-', ' ')}"
            why = f"“{called}” came up in {times} of your last {len(latest)} answers"
            return Suggestion("A habit to break", why, f"interviewer rules {name}")
    return None

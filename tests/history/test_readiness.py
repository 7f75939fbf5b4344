"""Attempts, and what they are worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interviewer.history.readiness import evidence, satisfies
from interviewer.model import Attempt, Condition, Kind

ATTEMPT = Attempt(
    "a-story",
    Kind.BEHAVIORAL,
    datetime(2026, 3, 1, tzinfo=UTC),
    "ownership",
    ("idor",),
    200.0,
    {"overall": 72.0, "star": 80.0},
    frozenset({"metrics.vague"}),
    "phone-screen",
)


@pytest.mark.parametrize(
    "condition",
    [
        Condition(),
        Condition(kinds=(Kind.WARM_UP, Kind.BEHAVIORAL)),
        Condition(questions=("a-story",)),
        Condition(competencies=("ownership", "frugality")),
        Condition(rubrics=("threat-model", "idor")),
        Condition(plans=("phone-screen",)),
        Condition(seconds=(200, 240)),
        Condition(scores={"overall": 72, "star": 60}),
        Condition(without=("metrics.none", "star.no-result")),
    ],
)
def test_an_attempt_counts_when_everything_holds(condition: Condition) -> None:
    """Each thing that a condition can ask for."""
    assert satisfies(condition, ATTEMPT)


@pytest.mark.parametrize(
    "condition",
    [
        Condition(kinds=(Kind.WARM_UP,)),
        Condition(questions=("another",)),
        Condition(competencies=("frugality",)),
        Condition(rubrics=("threat-model",)),
        Condition(plans=("drill",)),
        Condition(seconds=(201, 240)),
        Condition(seconds=(100, 199)),
        Condition(scores={"overall": 73}),
        Condition(scores={"metrics": 0}),
        Condition(without=("metrics.vague",)),
        Condition(kinds=(Kind.BEHAVIORAL,), seconds=(0, 10)),
    ],
)
def test_an_attempt_does_not_count_when_something_fails(condition: Condition) -> None:
    """Including what was never measured."""
    assert not satisfies(condition, ATTEMPT)


def test_what_has_no_length_meets_no_condition_on_length() -> None:
    """A transcript without times proves nothing about them."""
    untimed = replace(ATTEMPT, seconds=None)
    assert not satisfies(Condition(seconds=(0, 999)), untimed)
    assert satisfies(Condition(), untimed)


def test_attempts_are_counted_by_what_must_differ() -> None:
    """Questions, competencies, or every attempt."""
    practised = [
        ATTEMPT,
        ATTEMPT,
        replace(ATTEMPT, question="b-story"),
        replace(ATTEMPT, question="c-story", competency="frugality"),
        replace(ATTEMPT, question="d-story", scores={"overall": 10.0}),
    ]
    asked = {"overall": 60.0}
    assert len(evidence(Condition(scores=asked), practised)) == 3
    assert len(evidence(Condition(scores=asked, distinct="competency"), practised)) == 2
    assert len(evidence(Condition(scores=asked, distinct="attempt"), practised)) == 4
    assert len(evidence(Condition(), [])) == 0

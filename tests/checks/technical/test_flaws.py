"""Flaws are known by name, by paraphrase and by line."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks.technical import flaws
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Flaw, Severity

FLAW = Flaw(
    cwe=89,
    lines=(9,),
    name="SQL injection",
    why="It is pasted.",
    fix="Bind it.",
    severity=Severity.CRITICAL,
    says=("check the owner", "not parameterised"),
)


def read(text: str) -> Stance:
    """The stance of a text."""
    return stance_of(Answer(plain(text)))


@pytest.mark.parametrize(
    "text",
    [
        "That's a sequel injection.",
        "The name is concatenated into the query.",
        "Line nine is dangerous.",
        "on line 9 the input ends up in the statement",
        "Nobody checks who the owner is.",
        "It's not parameterised.",
    ],
)
def test_a_flaw_is_found(text: str) -> None:
    """By its name, by what happens, by its line, by a prepared phrase."""
    assert flaws.named(FLAW, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "There's no SQL injection here.",
        "Line nine is fine.",
        "Is there an SQL injection?",
        "Line eight is dangerous.",
        "The owner of the shop pays by check.",
    ],
)
def test_a_flaw_is_not_found(text: str) -> None:
    """When it is denied, asked about, or elsewhere."""
    assert not flaws.named(FLAW, read(text))


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("line 7", [7]),
        ("line twenty three", [23]),
        ("lines three and nine", [3, 9]),
        ("line forty", [40]),
        ("line managers", []),
    ],
)
def test_line_numbers_are_read(said: str, numbers: list[int]) -> None:
    """In digits and in words."""
    text = read(f"There is a problem on {said} of this.")
    assert [number for _, number in flaws.lines(text)] == numbers


def test_every_kind_named_is_reported_once() -> None:
    """With the first place of each."""
    text = read("There's XSS, and an SQL injection, and XSS again.")
    assert [name for name, _, _ in flaws.kinds_named(text)] == [
        "SQL injection",
        "cross-site scripting",
    ]

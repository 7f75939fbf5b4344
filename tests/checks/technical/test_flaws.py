"""Flaws are known by name, by paraphrase and by line."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks.technical import flaws
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Flaw, Severity
from interviewer.packs import catalogue

FLAW = Flaw(
    cwe=89,
    lines=(9,),
    name="SQL injection",
    why="It is pasted.",
    fix="Bind it.",
    severity=Severity.CRITICAL,
    says=("check the owner", "not parameterised"),
)


def answer(text: str) -> Answer:
    """A text, as an answer."""
    return Answer(plain(text))


def read(text: str) -> Stance:
    """The stance of a text."""
    return stance_of(answer(text))


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
    assert flaws.named(FLAW, answer(text))


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
    assert not flaws.named(FLAW, answer(text))


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


def flaw_of(cwe: int) -> Flaw:
    """A flaw without words of its own."""
    return Flaw(cwe=cwe, name="", why="", fix="", severity=Severity.HIGH)


@pytest.mark.parametrize(
    ("cwe", "text"),
    [
        (
            639,
            "The one I'd block on: it's loaded by the number only. Any tenant reads the lease of any other.",
        ),
        (639, "nobody asks whose parcel it is so i count upwards and read them all"),
        (
            78,
            "The label goes onto the command line as it comes, a semicolon and I run what I like.",
        ),
        (362, "Two clicks at once and the voucher is paid out twice."),
        (307, "nothing counts the wrong tries so a script walks through all six digits"),
        (918, "I give it the address of the metadata server and it fetches that for me."),
        (532, "The token is written to the log, so whoever reads the log gets in as me."),
    ],
)
def test_a_flaw_is_told_by_what_comes_of_it(cwe: int, text: str) -> None:
    """Nobody has to know what it is called."""
    assert flaws.named(flaw_of(cwe), answer(text))


@pytest.mark.parametrize(
    ("cwe", "text"),
    [
        (89, "The query is fine, it has a placeholder for the name, nothing to fix there."),
        (78, "It hands over a list of arguments, no shell, I like that."),
        (362, "It's under a lock already, so two of them can't get in."),
        (
            338,
            "Line 19 is fine, a random token of that length can't be guessed, so I wouldn't touch it.",
        ),
    ],
)
def test_what_is_called_right_is_no_flaw(cwe: int, text: str) -> None:
    """The words of a flaw may praise the code."""
    assert not flaws.named(flaw_of(cwe), answer(text))


def test_every_planted_flaw_can_be_told_apart() -> None:
    """So that no pack's flaw goes by its names alone."""
    planted = {
        flaw.cwe
        for pack in catalogue.load_all().values()
        for question in pack.questions.values()
        for flaw in (question.material.flaws if question.material else ())
    }
    assert planted <= flaws.told_apart().keys()

"""A flaw is fixed by every construct that closes it, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from interviewer.answer import Answer, plain
from interviewer.checks.technical import code_review, fixes
from interviewer.model import Finding, Kind, Question
from interviewer.packs import catalogue

ROWS = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "technical" / "fixes.yaml").read_text("utf-8")
)


def lines(part: str) -> Iterator[Any]:
    """One parameter for each line of a part, with its row."""
    yield from (pytest.param(row, text, id=text[:40]) for row in ROWS for text in row[part])


def fixed(row: dict[str, Any], text: str) -> bool:
    """Whether the flaw counts as fixed when this is said behind its name."""
    question = catalogue.load().questions[row["question"]]
    review = code_review.measure(said(f"{row['named']} {text}", question))
    assert review is not None
    (flaw,) = (flaw for flaw in review.flaws if flaw.cwe == row["cwe"])
    assert flaw.found
    return flaw.fix


def said(text: str, question: Question) -> Answer:
    """A review of a question's code."""
    return Answer(plain(text), question, Kind.CODE_REVIEW, question.rubrics)


@pytest.mark.slow
@pytest.mark.parametrize(("row", "text"), list(lines("fixes")))
def test_every_correct_fix_counts(row: dict[str, Any], text: str) -> None:
    """Not only the one that the pack's text prefers."""
    assert fixed(row, text)


@pytest.mark.slow
@pytest.mark.parametrize(("row", "text"), list(lines("not")))
def test_what_fixes_something_else_does_not_count(row: dict[str, Any], text: str) -> None:
    """Nor does a principle, or a description of the flaw."""
    assert not fixed(row, text)


def test_every_planted_flaw_has_known_fixes() -> None:
    """So that no pack's flaw goes by its own text alone."""
    closed = {number for numbers, _ in fixes.known().values() for number in numbers}
    planted = {
        flaw.cwe
        for question in catalogue.load().questions.values()
        if question.material
        for flaw in question.material.flaws
    }
    assert planted <= closed


def test_details_count_at_every_mention_of_a_flaw() -> None:
    """First an overview, then one after the other."""
    question = catalogue.load().questions["review-python-thumbnails"]
    review = code_review.measure(
        said(
            "I see a command injection and a path traversal. The traversal lets anybody read any "
            "file on the server, so I'd resolve it and check that it stays inside the folder. The "
            "command injection gives an attacker the whole server; a list of arguments and no shell.",
            question,
        )
    )
    assert review is not None
    assert [(flaw.impact, flaw.fix) for flaw in review.flaws[:2]] == [(True, True)] * 2


def remarks(text: str, question: str) -> dict[str, Finding]:
    """Rule -> remark on a review."""
    answer = said(text, catalogue.load().questions[question])
    return {finding.rule: finding for finding in code_review.run(answer)}


def test_advice_fits_the_flaw() -> None:
    """No prepared statement for a command."""
    finding = remarks("There is a command injection.", "review-python-thumbnails")["review.no-fix"]
    assert "list of arguments" in finding.advice
    assert "statement" not in finding.advice

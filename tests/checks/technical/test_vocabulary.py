"""The words of a question's field."""

from __future__ import annotations

import pytest

from interviewer.checks.technical.vocabulary import MOST, OWN, hint
from interviewer.model import Kind, Question
from interviewer.packs import rubrics
from interviewer.settings import own_words


def terms(question: Question) -> list[str]:
    """The terms of a question."""
    words = hint(question)
    return words.removesuffix(".").split(", ") if words else []


def test_names_and_abbreviations_of_a_question_come_first() -> None:
    """From its text, then from what a strong answer holds; each once, as it is written."""
    question = Question(
        "q",
        Kind.TECHNICAL,
        "GuardDuty alerts on S3. What do you do?",
        strong=("Ask about OAuth.", "S3"),
    )
    assert terms(question) == ["GuardDuty", "S3", "OAuth"]


def test_everyday_words_are_no_terms() -> None:
    """A story has no vocabulary of its own, whatever its capitals."""
    text = "Tell me about a time I, OK, what Amazon calls Dive Deep. How did Maria take it?"
    assert terms(Question("q", Kind.BEHAVIORAL, text)) in ([], ["OK"])


def test_a_rubric_gives_its_abbreviations() -> None:
    """Those of the exercise when the question names none."""
    assert "IDOR" in terms(Question("q", Kind.TECHNICAL, "", rubrics=("idor",)))
    assert {"CVSS", "EPSS", "KEV"} <= set(terms(Question("q", Kind.VULNERABILITY, "")))


@pytest.mark.parametrize("name", sorted(rubrics.load()))
def test_there_are_never_too_many(name: str) -> None:
    """Whisper has room for 223 tokens, and needs some for itself."""
    found = terms(Question("q", Kind.TECHNICAL, "", rubrics=(name,)))
    assert len(found) == len(set(found)) <= MOST
    assert all(term.isalnum() for term in found)


def test_own_words_stand_before_the_terms_of_the_question() -> None:
    """The latest of them nearest to the answer, and never so many that terms are lost."""
    own_words.add([f"Name{number}" for number in range(OWN + 5)])
    asked = Question("q", Kind.TECHNICAL, "GuardDuty alerts on S3.")
    heard = terms(asked)
    assert heard[-2:] == ["GuardDuty", "S3"]
    assert heard[-3] == "Name0"
    assert len(heard) == OWN + 2

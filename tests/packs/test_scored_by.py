"""What an answer from elsewhere is scored by."""

from __future__ import annotations

import pytest

from interviewer.errors import UsageError
from interviewer.model import Kind
from interviewer.packs.scored_by import ScoredBy, scored_by


def test_a_known_question_brings_its_kind_and_rubrics() -> None:
    """Unless others are named."""
    by = scored_by("threat-model-file-upload")
    assert by.question is not None
    assert by == ScoredBy(by.question, by.question.kind, by.question.rubrics)
    assert by.question.rubrics
    named = scored_by("threat-model-file-upload", rubrics=("idor",))
    assert (named.rubrics, named.kind) == (("idor",), by.kind)


def test_a_question_may_be_of_any_pack() -> None:
    """`packs questions` lists them all."""
    assert scored_by("retail-upset-guest").question is not None


def test_words_are_a_question_of_their_own() -> None:
    """Of the kind that was named, or of the usual one."""
    by = scored_by("Tell me about a time when you failed.", "technical", ("idor",))
    assert by.question is not None
    assert (by.question.text, by.kind) == ("Tell me about a time when you failed.", Kind.TECHNICAL)
    assert scored_by().kind is Kind.BEHAVIORAL
    assert scored_by(default=Kind.TECHNICAL).kind is Kind.TECHNICAL


def test_a_rubric_makes_an_answer_technical() -> None:
    """Where nothing else names its kind."""
    assert scored_by(rubrics=("idor",)).kind is Kind.TECHNICAL
    assert scored_by("Tell me about a flaw.", rubrics=("idor",)).kind is Kind.TECHNICAL
    assert scored_by(kind="vulnerability", rubrics=("idor",)).kind is Kind.VULNERABILITY


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("dive-dep-root-cause", "", ()), "Unknown question"),
        (("", "behavoral", ()), "Did you mean behavioral"),
        (("", "technical", ("idoor",)), "Did you mean idor"),
        (("", "behavioral", ("idor",)), "does not score a behavioral answer"),
        (("retail-upset-guest", "", ("idor",)), "does not score a"),
        (("", "technical", ()), "Nothing to score a technical answer by"),
    ],
)
def test_a_name_that_is_unknown_is_refused(
    names: tuple[str, str, tuple[str, ...]], said: str
) -> None:
    """With what was meant."""
    with pytest.raises(UsageError, match=said):
        scored_by(*names).complete()

"""The words that a follow-up quotes are found where they were said."""

import pytest

from interviewer.answer import plain
from interviewer.answer.quoted_words import quoted_words
from interviewer.model import Span

WORDS = plain("We fixed it. It got faster, and then it got faster. Yes.").words


@pytest.mark.parametrize(
    ("follow_up", "span"),
    [
        ('You said "it got faster". By how much?', Span(8, 11)),
        ('"We fixed it". And you?', Span(0, 3)),
        ('You said "we fixed that". By how much?', None),
        ("By how much?", None),
        ('You said "', None),
    ],
)
def test_the_last_place_counts(follow_up: str, span: Span | None) -> None:
    """Marks and capitals do not matter; what was not said so is nowhere."""
    found = quoted_words(follow_up, WORDS)
    assert found is None or found == span
    assert (found is None) == (span is None)

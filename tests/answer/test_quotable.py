"""Words are repeated or shown whole, or not at all."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.quotable import clause_around, passage, to_you, trimmed
from interviewer.model import Span


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("i um i moved my own desk there,", "You moved your own desk there"),
        ("I told him I was not ready", "You told him you were not ready"),
        ("I told them you must go", ""),
        ('I wrote "closed" on it', ""),
    ],
)
def test_a_step_is_said_back(words: str, back: str) -> None:
    """In the second person, without fillers; not where "you" would mean two people."""
    answer = Answer(plain(words))
    assert to_you(answer, Span(0, len(answer.words))) == back


def test_the_clause_around_some_words_is_found() -> None:
    """Between the words that join clauses."""
    answer = Answer(
        plain("so we did that and the queue got a lot shorter because they came earlier")
    )
    at = answer.tokens.index("lot")
    around = clause_around(answer, Span(at - 1, at + 2))
    assert answer.quote(around) == "the queue got a lot shorter"


@pytest.mark.parametrize(
    ("before", "sentence", "shown"),
    [
        ("It was late.", "And then the pump ran dry and", "the pump ran dry"),
        ("it was late", "and the pump ran dry but um", "the pump ran dry"),
        (
            "it was late",
            "and she went home in the end the pump ran dry and",
            "in the end the pump ran dry",
        ),
        ("we saw that the town hall", "lost its roof in the storm that night", None),
        ("it was late", "the pump ran dry with the", None),
    ],
)
def test_a_passage_is_shown_only_as_a_whole(before: str, sentence: str, shown: str | None) -> None:
    """Without the words that join it to others; not at all where running speech was cut in the wrong place."""
    answer = Answer(plain(f"{before} {sentence} old hose"))
    first, size = len(before.split()), len(sentence.split())
    span = passage(answer, Span(first, first + size))
    assert (answer.quote(span) if span else None) == shown


def test_a_few_words_are_not_trimmed() -> None:
    """What is only a filler or a stutter is quoted as it is."""
    answer = Answer(plain("um and so"))
    assert trimmed(answer, Span(0, 3)) == Span(0, 3)

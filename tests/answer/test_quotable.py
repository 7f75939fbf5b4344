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


@pytest.mark.parametrize(
    ("said", "size", "shown"),
    [
        ("they had it back by noon and my boss he laughed", 9, "they had it back by noon"),
        ("they had it back by noon and in the evening it broke", 10, "they had it back by noon"),
        ("they liked the noise and the smell of it all", 7, "they liked the noise and the smell"),
    ],
)
def test_what_opens_the_next_sentence_is_left_to_it(said: str, size: int, shown: str) -> None:
    """In running speech a sentence is often cut one subject too late."""
    answer = Answer(plain(said))
    span = passage(answer, Span(0, size))
    assert span is None or answer.quote(span) == shown


@pytest.mark.parametrize(
    ("said", "phrase", "clause"),
    [
        ("so like the queue got a lot shorter", "a lot shorter", "the queue got a lot shorter"),
        ("and we got like most of it up", "most of it", "we got like most of it up"),
    ],
)
def test_a_filler_is_no_border_inside_a_clause(said: str, phrase: str, clause: str) -> None:
    """A clause begins behind "like" only where its subject follows."""
    answer = Answer(plain(said))
    words, wanted = said.split(), phrase.split()
    first = next(at for at in range(len(words)) if words[at : at + len(wanted)] == wanted)
    around = clause_around(answer, Span(first, first + len(wanted)))
    assert answer.quote(around) == clause

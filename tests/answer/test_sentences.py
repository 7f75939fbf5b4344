"""Sentences are found by punctuation, and without it by how clauses sound."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import Answer, paced, plain

RUN_ON = (
    "so last year we had a problem with the build and i was asked to look at it so i read all the logs"
    " and then i wrote a script and in the end it was one full disk"
)


def pieces(text: str) -> list[str]:
    """The sentences of a text."""
    answer = Answer(plain(text))
    return [answer.quote(span) for span in answer.sentences]


def test_punctuation_decides_where_there_is_some() -> None:
    """Abbreviations and initials end nothing."""
    assert pieces("I met Mr. Low, e.g. on Monday. Why? Because!") == [
        "I met Mr. Low, e.g. on Monday.",
        "Why?",
        "Because!",
    ]


def test_run_on_speech_is_cut_where_clauses_start() -> None:
    """Every piece of an unpunctuated answer starts with an opener a listener would hear."""
    found = pieces(RUN_ON)
    assert len(found) >= 4
    assert {piece.split()[0] for piece in found} <= {"so", "and", "then", "in", "i", "it"}


def test_a_silence_ends_a_clause() -> None:
    """Where the words do not tell, the clock does."""
    text = (
        "we ran the nightly build on the old machines in the cellar for most of that very warm summer"
        " [1.4] my task that week was the release notes for a customer in the north of the country"
    )
    answer = Answer(paced(text))
    assert "summer" in [answer.tokens[span.last - 1] for span in answer.sentences]


@given(st.lists(st.sampled_from(RUN_ON.split()), min_size=60, max_size=200))
def test_pieces_of_run_on_speech_stay_short(words: list[str]) -> None:
    """However long somebody talks without a stop, no piece grows beyond two breaths."""
    answer = Answer(plain(" ".join(words)))
    assert max(span.last - span.first for span in answer.sentences) <= 60

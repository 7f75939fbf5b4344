"""Where a clause ends is heard by the words that begin another."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.clauses import clause_end, is_whole


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("i fed the goats and he rang the vet", "i fed the goats"),
        (
            "i fed the goats and the two donkeys because it was late",
            "i fed the goats and the two donkeys",
        ),
        ("i fed all the goats that were ill and he left", "i fed all the goats that were ill"),
        ("i fed the goats we had lunch", "i fed the goats"),
        ("I fed the goats, and then it rained.", "I fed the goats,"),
        ("i showed everyone the new gate so they knew", "i showed everyone the new gate"),
        ("i told her that the gate was open", "i told her that the gate was open"),
        ("i fed them um hay and oats until noon", "i fed them um hay and oats"),
    ],
)
def test_a_clause_ends_where_another_begins(said: str, clause: str) -> None:
    """Things that are joined stay together, and so does what somebody was told."""
    answer = Answer(plain(said))
    end = clause_end(answer, 1)
    assert end is not None
    assert " ".join(said.split()[:end]) == clause


@pytest.mark.parametrize(
    "said",
    [
        'i said "never again" to him',
        "i fed the ones that were ill",
        "i asked him where is the gate",
        "i fed the goats of the neighbour on the other side of the hill by the old mill with hay",
    ],
)
def test_a_doubtful_end_is_none(said: str) -> None:
    """Where somebody is quoted, where the noun needs more words, and where it does not end in one breath."""
    assert clause_end(Answer(plain(said)), 1) is None


@pytest.mark.parametrize(
    "words",
    ["i moved it to the", "i moved it from each time", "i moved moved it", "i mo- moved it"],
)
def test_broken_words_are_no_clause(words: str) -> None:
    """Cut off, or stumbled over."""
    assert not is_whole(words.split())

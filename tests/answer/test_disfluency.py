"""Stumbling is heard as a patient listener hears it."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.disfluency import Disfluency, disfluency


def heard(text: str) -> tuple[Answer, Disfluency]:
    """An answer and its stumbles."""
    answer = Answer(plain(text))
    return answer, disfluency(answer)


def test_fillers_are_sounds() -> None:
    """`um`, `uh`, `er`, however long and however punctuated."""
    answer, found = heard("Um, so I, uhh, read it. Ummm. Er, yes; human error.")
    assert [answer.quote(span) for span in found.fillers] == ["Um,", "uhh,", "Ummm.", "Er,"]


@pytest.mark.parametrize(
    "text",
    [
        "I would like to add",
        "it looked like a bug",
        "tools like grep",
        "something like that",
        "I felt like I failed",
    ],
)
def test_like_that_means_something_is_no_filler(text: str) -> None:
    """Comparing and wanting are what the word is for."""
    assert heard(text)[1].like == ()


def test_like_that_means_nothing_is_counted() -> None:
    """So are "you know" and "I mean"."""
    _, found = heard("It was like really slow, you know, and we were like, I mean, stuck.")
    assert (len(found.like), len(found.markers)) == (2, 2)


def test_repeats_and_broken_words_are_repairs() -> None:
    """One to three words again, with at most a filler between."""
    answer, found = heard("I, I went to the, um, to the ser- server and it was very very slow.")
    assert [answer.quote(span) for span in found.repeats] == ["I, I", "to the, um, to the", "ser-"]


def test_taking_back_is_a_repair() -> None:
    """What was just said is put right; an ordinary "wait" or "sorry" is not."""
    answer, found = heard("It took nine, no wait, ten days, or rather ten nights. Scratch that.")
    assert [answer.quote(span) for span in found.repairs] == [
        "no wait,",
        "or rather",
        "Scratch that.",
    ]
    assert heard("I asked them to wait, and I said sorry to the customer.")[1].repairs == ()


@pytest.mark.parametrize("ending", ["So, yeah.", "and stuff like that.", "I guess, um."])
def test_trailing_off_is_how_it_ends(ending: str) -> None:
    """Only the last words count."""
    assert heard(f"It worked in the end. {ending}")[1].trailing is not None
    assert heard(f"{ending} It worked in the end.")[1].trailing is None


@pytest.mark.parametrize(
    "said",
    [
        "I asked: do you know the owner of that table?",
        "It was a new kind of order.",
        "We drew an ER diagram of it first.",
        "As you know what we sell, I go on.",
    ],
)
def test_words_beside_their_neighbours_fill_no_gap(said: str) -> None:
    """What belongs to its sentence is neither filler nor hedge."""
    _, found = heard(said)
    assert (found.fillers, found.markers, found.hedges) == ((), (), ())

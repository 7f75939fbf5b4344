"""Substance is what is left of an answer without claims and buzzwords."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.substance import is_hollow, substance

HOLLOW = (
    "In my last role there was a challenging environment with many stakeholders. I stepped up, I took full"
    " ownership, and I aligned everyone behind a shared vision. By leveraging best practices we raised"
    " efficiency by 40 percent, and it was a great success across the board."
)
TERSE = "The pump broke on Friday. I phoned Maria, she drove over with a seal, and by noon it ran."


def test_buzzwords_in_the_form_of_a_story_have_no_substance() -> None:
    """A figure of no thing makes them no better."""
    assert substance(Answer(plain(HOLLOW))) < 0.5
    assert is_hollow(Answer(plain(HOLLOW)))


@pytest.mark.parametrize("text", [TERSE, f"{TERSE} It taught me ownership and communication."])
def test_things_and_people_are_substance_however_few(text: str) -> None:
    """A terse story is not hollow, nor one that ends in a claim."""
    assert substance(Answer(plain(text))) == 1.0
    assert not is_hollow(Answer(plain(text)))


@pytest.mark.parametrize("text", ["", "Yes.", "I led the team."])
def test_too_few_words_claim_nothing(text: str) -> None:
    """What is only short is not hollow."""
    assert not is_hollow(Answer(plain(text)))

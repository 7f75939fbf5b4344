"""Whose fault it was."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.fault import faults


def found(text: str) -> tuple[list[str], list[str], list[str]]:
    """What is confessed, and the mishaps of the speaker and of others, as words."""
    answer = Answer(plain(text))
    told = faults(answer)
    own, mine, theirs = (
        [answer.quote(span) for span in spans] for spans in (told.confessed, told.own, told.others)
    )
    return own, mine, theirs


@pytest.mark.parametrize(
    "text",
    [
        "I told the parents that the choice had been mine and that it was the wrong one.",
        "and um the booking it was my own mistake and not the driver's",
        "I should have weighed the flour before we mixed it.",
        "I simply forgot the second delivery, and the fish went bad.",
        "What I got wrong was the hour of the tide.",
        "I had promised the boat for June, and that was on me.",
        "I never asked her which of the two rooms she meant.",
        "we lost the client because of me",
        "I told the florist that it was my order and nobody else's.",
        "I had not rung them back, which was lazy of me.",
        "I told the head that it was me who had the key.",
    ],
)
def test_a_confession_is_heard_in_many_words(text: str) -> None:
    """It needs no word for failure."""
    assert found(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "It wasn't really my fault, the label said cold water.",
        "They wrote it down as if that was on me.",
        "It was on me to call the baker before six.",
        "The kitchen was mine that night, so I counted the plates.",
        "It was not our mistake.",
        "They loved the menu, and I told everybody that it was mine.",
    ],
)
def test_a_denial_and_a_duty_are_no_confession(text: str) -> None:
    """The words are the same, and what they say is not."""
    assert not found(text)[0]


@pytest.mark.parametrize(
    ("text", "mine", "others"),
    [
        ("My colleague cut the whole delivery to the wrong length.", 0, 1),
        ("so our apprentice he mixed up the two keys and i found it at noon", 0, 1),
        ("I cut the whole delivery to the wrong length.", 1, 0),
        ("we sent the wrong file to the printer", 1, 0),
        ("The lift stopped because a cable broke.", 0, 0),
        ("It wasn't our fault that we broke it, the ticket said so.", 0, 1),
    ],
)
def test_a_mishap_is_whose_who_is_named_before_it(text: str, mine: int, others: int) -> None:
    """A thing as the subject has no fault, and who denies one owns none."""
    assert tuple(map(len, found(text)[1:])) == (mine, others)

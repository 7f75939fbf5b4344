"""A follow-up that asks for what was said is left out."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.already_told import already_told
from interviewer.checks.follow_up import ALWAYS, follow_up
from interviewer.model import FollowUp
from tests.support.examples import STORY, question

TOLD = [
    ("What did you say to the baker, and in which words?", "I told him that the oven was off, and that it was me."),
    ("What were your first two sentences?", "I only said sorry, and that the van was on its way."),
    ("Who objected to it, and what was their point?", "Two of the nurses thought it was one more form to fill in."),
    ("What was the leader's best argument?", "The director said that the hall had been paid for."),
    ("Where did the idea come from?", "I had seen it in a bakery in Lyon, where every tin has a number."),
    ("How long did you wait before you said it, and why?", "I rang the parents the same evening."),
    ("Whose decision would it have been?", "It was the captain's call, and he was asleep."),
    ("Could what you did be taken back? How quickly?", "I left the old pipe in, so we could turn it back in a minute."),
    (
        "Who was right there, and how do you know?",
        "My aunt was right about the roof, it leaked within a year.",
    ),
    ("What else could you have done?", "I could have sent the letter and waited for the town."),
]  # fmt: skip
"""What is asked, and words that tell it."""


@pytest.mark.parametrize(("asked", "words"), TOLD)
def test_what_was_told_in_other_words_is_known(asked: str, words: str) -> None:
    """However it was told."""
    assert already_told(Answer(plain(f"{STORY} {words}")), asked)


@pytest.mark.parametrize(("asked", "words"), TOLD)
def test_what_was_not_told_is_asked_for(asked: str, words: str) -> None:
    """A story without those words leaves the question open."""
    assert words not in STORY
    assert not already_told(Answer(plain(STORY)), asked)


def test_a_question_for_two_things_is_open_until_both_are_told() -> None:
    """Half of an answer is none."""
    asked = "What did you say to them, and who resisted?"
    said = f"{STORY} I told them that the shop would close at six."
    assert not already_told(Answer(plain(said)), asked)
    assert already_told(Answer(plain(f"{said} One of them feared for her Saturday job.")), asked)


def test_a_question_of_another_sort_is_always_open() -> None:
    """Only what is known to be asked for is compared."""
    assert not already_told(Answer(plain(STORY)), "What did the number leave out?")


def test_the_interviewer_asks_the_next_thing_instead() -> None:
    """The second prepared follow-up, where the first has been answered."""
    probes = (
        FollowUp("Who resisted, and what was their best point?", ALWAYS),
        FollowUp("What did the number leave out?", ALWAYS),
    )
    asked = question(follow_ups=probes)
    told = f"{STORY} Our manager feared that we would lose a night's work."
    assert follow_up(asked, Answer(plain(told), asked), ()) == probes[1]
    assert follow_up(asked, Answer(plain(STORY), asked), ()) == probes[0]

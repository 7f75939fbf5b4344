"""Endings that only say how good it was."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.rated_end import only_rates


def rates(sentence: str) -> bool:
    """Whether a sentence only rates."""
    answer = Answer(plain(sentence))
    return only_rates(answer, answer.sentences[0])


@pytest.mark.parametrize(
    "sentence",
    [
        "It took two months and it went well.",
        "It was a great success and my manager was extremely pleased with the outcome.",
        "The result was that we saved a significant amount of money and time.",
        "In the end it was a lot faster and everybody was happy.",
        "It all turned out really well.",
        "We got very positive feedback.",
        "The harvest exceeded all expectations.",
    ],
)
def test_a_mark_or_a_claimed_size_is_no_plain_ending(sentence: str) -> None:
    """A listener sees nothing in it."""
    assert rates(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "By June all forty desks were filled, and the waiting list was gone.",
        "We saved a significant amount of money, about nine thousand euros a year.",
        "The wall held, nobody was hurt, and my father was really happy.",
        "The bride was happy, and the hotel got a letter that still hangs in the canteen.",
        "The council kept the house open.",
    ],
)
def test_what_tells_what_changed_is_more_than_a_mark(sentence: str) -> None:
    """Whatever praise stands beside it."""
    assert not rates(sentence)

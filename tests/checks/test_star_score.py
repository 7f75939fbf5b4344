"""Scores are in the order in which a listener would rank the answers."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks import examine, metrics, star_score
from interviewer.model import Kind, Part, Question

EXCELLENT = (
    "I run the kitchen of a hospice in Cardiff. In May a new patient stopped eating, and his daughter said that it was"
    " our food. It was mine to sort out. I sat with him after lunch and asked what his mother used to cook. He said"
    " barley soup, so I rang his sister for the recipe, bought the barley on my way home and cooked it the next day"
    " in a small pot. I carried it up myself and waited outside, because I did not want him to eat it for my sake. He"
    " finished the bowl, and he asked for it every week until the end. Since then I ask each new patient about one dish"
    " before I write the menu."
)
"""Everything is told, and no figure."""
SUCCESS = (
    "Last year I opened a second stall for our cheese on the market of Bergamo. I asked the town for the corner by the"
    " church, I painted the boards, I trained two students and I cut small pieces to taste. We sold forty kilos on the"
    " first Saturday and seventy by the summer. I learned that people buy what they have tasted."
)
ASIDES = (
    "Where was I, oh yes, the soup, well that's another story, anyway, no wait, first I should say that the kitchen is"
    " old, but anyway, where was I."
)
BACKGROUND = (
    "The hospice was founded by a doctor in the sixties. It stands on a hill above the bay, with a garden and a chapel."
    " There are three floors, and the kitchen is in the basement beside the laundry. The town pays a part of it, and the"
    " rest comes from a charity shop. Most of the nurses have been there for many years. There is a choir on Sundays. The"
    " menu used to be written by the council, and in those days everybody got the same."
)


def score(text: str, question: str = "") -> float:
    """The overall score of an answer."""
    asked = Question("", Kind.BEHAVIORAL, question) if question else None
    return examine(Answer(plain(text), asked)).scores["overall"]


@pytest.mark.parametrize(
    "worse",
    [
        EXCELLENT.replace("I sat with him", f"{ASIDES} I sat with him"),
        f"{BACKGROUND} {BACKGROUND.replace('The', 'That')} {EXCELLENT}",
        EXCELLENT[: EXCELLENT.index("I sat with him")] + "I found a solution, and he ate again.",
    ],
    ids=["rambling", "long background", "action only named"],
)
@pytest.mark.parametrize("spoken", [False, True], ids=["written", "unpunctuated"])
def test_what_makes_a_story_worse_costs_points(worse: str, spoken: bool) -> None:
    """Excellence without a figure comes before it."""
    good, bad = (
        text.lower().replace(".", "").replace(",", "") if spoken else text
        for text in (EXCELLENT, worse)
    )
    assert score(good) > score(bad)


def test_an_answer_to_another_question_loses_points() -> None:
    """However good the story is, a story that answers its question is worth more."""
    asked = "Tell me about a time you failed."
    assert score(SUCCESS, asked) < 0.75 * score(SUCCESS, "Tell me about something you built.")
    assert score(SUCCESS, asked) < score(EXCELLENT)


def test_a_plain_effect_counts_without_a_figure() -> None:
    """It is worth more than a claim of size, and less than a figure."""
    told = (
        "At our pottery in Stoke the glaze cracked on many plates, and I was asked to find out why."
        " I fired each shelf by hand, and I moved the thermometer to the back. {}"
    )
    ends = (
        "It had a great impact and everything got a lot better.",
        "In the end the cracks stopped, and the shop took our plates again.",
        "In the end the cracks fell from nine plates a day to one.",
    )
    claimed, plainly, measured = (metrics.score(Answer(plain(told.format(end)))) for end in ends)
    assert 0 == claimed < plainly < measured


def test_a_deed_told_with_we_counts_half() -> None:
    """The steps are known, but not whose they were."""
    ours = EXCELLENT.replace(" I ", " we ")
    mine, shared = (star_score.earned(Answer(plain(text))) for text in (EXCELLENT, ours))
    assert mine[Part.ACTION] > shared[Part.ACTION] > 0

"""Keywords after a story and a story told twice add nothing to it."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.padding import body, counted
from interviewer.answer.story import story
from interviewer.checks import examine
from interviewer.model import Part

STORY = (
    "Last winter the boiler of our school failed on a Sunday night. I was the caretaker, so the"
    " heating was mine. I drained the loop, I borrowed a pump from the swimming pool, and I sat"
    " beside it until five. When the children came it was nineteen degrees, and nobody was sent home."
)
LISTS = (
    "Leadership, ownership, impact, I led, I delivered, I scaled it, revenue rose by 20 percent.",
    "teamwork communication ownership leadership results i led i delivered saved two million dollars",
    "I owned it, I drove alignment, cost fell by 35 percent, and I learned to deliver results.",
)


@pytest.mark.parametrize("tail", LISTS)
def test_a_list_of_claims_at_the_end_is_no_part_of_the_answer(tail: str) -> None:
    """The list is told apart from the story before it, with punctuation or without."""
    answer = Answer(plain(f"{STORY} {tail}"))
    assert body(answer).text == STORY


def test_a_list_after_a_full_stop_plays_no_part() -> None:
    """It is no result, though it stands at the end and has a figure."""
    answer = Answer(plain(f"{STORY} {LISTS[0]}"))
    assert story(answer).sentences[-1].part is Part.OTHER
    assert answer.quote(story(answer).sentences[-1].span) == LISTS[0]


@pytest.mark.parametrize("tail", [*LISTS, STORY])
def test_what_pads_an_answer_raises_no_score(tail: str) -> None:
    """Neither a list nor the same words once more pay."""
    alone = examine(Answer(plain(STORY))).scores
    padded = examine(Answer(plain(f"{STORY} {tail}"))).scores
    assert all(padded[family] <= alone[family] + 0.5 for family in alone)


def test_an_answer_told_twice_counts_once() -> None:
    """The second time is no part of it; a phrase that comes again is."""
    twice = Answer(plain(f"{STORY} {STORY}"))
    assert counted(twice) == len(STORY.split())
    again = f"{STORY} So as I said, I sat beside it until five, and I would again."
    assert counted(Answer(plain(again))) == len(again.split())


@pytest.mark.parametrize(
    "text", ["", "Yes.", STORY, LISTS[0], "I called, I wrote, I rang, I left."]
)
def test_an_answer_without_padding_is_whole(text: str) -> None:
    """A story, the steps of one, and an answer that is nothing but a list are left as they are."""
    answer = Answer(plain(text))
    assert body(answer) is answer

"""The same question in other words."""

from interviewer.answer.question_fit import asks
from interviewer.packs import catalogue, speakable
from interviewer.packs.wordings import OPENERS, worded, wordings
from tests.support.examples import question

EVERY = [item for pack in catalogue.load_all().values() for item in pack.questions.values()]


def test_a_question_comes_in_each_wording_in_turn() -> None:
    """Its own first, and again when all were used."""
    asked = question(text="Describe a time when you failed.")
    said = [worded(asked, times).text for times in range(4)]
    assert said == [
        "Describe a time when you failed.",
        "Tell me about a time when you failed.",
        "I would like to hear about a time when you failed.",
        "Describe a time when you failed.",
    ]


def test_the_pack_may_say_it_better() -> None:
    """Its variants stand for all others."""
    asked = question(text="Describe your work.", variants=("What do you do all day?",))
    assert wordings(asked) == ("Describe your work.", "What do you do all day?")


def test_what_is_asked_for_stays() -> None:
    """A mistake is a mistake in any words."""
    asked = question(text="Tell me about a mistake of yours.", variants=("What broke?",))
    assert asks(worded(asked, 1)) == asks(asked) != frozenset()


def test_what_cannot_be_turned_stays() -> None:
    """Rather the same words than wrong ones."""
    asked = question(text="Walk me through the largest change.")
    assert worded(asked, 3) == asked


def test_every_story_of_the_packs_can_be_asked_in_another_way() -> None:
    """Nearly all of them, and all can be spoken."""
    stories = [item for item in EVERY if item.kind == "behavioral"]
    assert sum(len(wordings(item)) > 1 for item in stories) > 0.85 * len(stories)
    for item in EVERY:
        for text in item.variants:
            assert not list(speakable.problems(text, words=speakable.QUESTION_WORDS)), text
    assert all(opener[0].isupper() for opener in OPENERS)

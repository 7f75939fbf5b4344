"""A question asks for something, and an answer tells it or something else."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.question_fit import asked_by, asks, is_talk, relevance
from interviewer.model import Kind, Question

SUCCESS = (
    "In my second year at the hotel the florist cancelled on the morning of a wedding. I drove to a grower, I cut"
    " what she let me cut, and I made twenty pieces for the tables. The bride was happy, and we got a letter."
)


def question(text: str, *kinds: str) -> Question:
    """A question of a pack, or a free one."""
    return Question("", Kind.BEHAVIORAL, text, asks=kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tell me about a mistake you made.", "failure"),
        ("What did you get wrong in your first year?", "failure"),
        ("Describe a project that went wrong.", "setback"),
        ("Which setback have you had to work around?", "setback"),
        ("Tell me about a disagreement with your manager.", "conflict"),
        ("What is the most useful feedback you ever got?", "feedback"),
        ("When did you last have to learn something quickly?", "learning"),
        ("Tell me about a time you had to convince somebody.", "persuasion"),
    ],
)
def test_words_of_a_question_say_what_it_asks_for(text: str, kind: str) -> None:
    """A free question is read from its text."""
    assert kind in asked_by(text)


def test_a_pack_says_better_what_its_question_asks_for() -> None:
    """The words are read only where the pack names nothing."""
    assert asks(question("Tell me about a mistake.", "teaching")) == {"teaching"}
    assert asks(question("Tell me about a thing.")) == frozenset()
    assert asks(None) == frozenset()


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("So, tell me a bit about yourself.", True),
        ("Why do you want to work for us?", True),
        ("What are your strengths and weaknesses?", True),
        ("Where do you see yourself in five years?", True),
        ("Tell me about a time you used your strengths.", False),
        ("Are you a team player? Give me an example of a conflict.", False),
    ],
)
def test_some_questions_ask_for_no_story(text: str, talk: bool) -> None:
    """Unless they ask for a time or an example as well."""
    assert is_talk(Answer(plain(SUCCESS), question(text))) is talk


def test_a_success_is_no_answer_to_a_question_for_a_failure() -> None:
    """The same story fits another question."""
    failed = relevance(Answer(plain(SUCCESS), question("Tell me about your biggest failure.")))
    assert failed is not None
    assert failed.off > 0.8
    assert relevance(Answer(plain(SUCCESS), question("Tell me about a result."))) is None
    assert relevance(Answer(plain("I failed."), question("Tell me about a failure."))) is None


@pytest.mark.parametrize(
    "asked",
    [
        "Tell me about a setback, and what you made of it.",
        "Describe a day on which everything went wrong.",
        "Give me an example of a plan that did not work out.",
    ],
)
def test_a_setback_is_no_mistake(asked: str) -> None:
    """Whatever went wrong by itself may be told: nobody asked whose fault it was."""
    assert relevance(Answer(plain(SUCCESS), question(asked))) is None


CLASP = (
    "In May I cut the strap for forty handbags without the new drawing, and every clasp sat two centimetres off. They"
    " were for the stitchers downstairs. I went down before lunch and told them it was my cut, nobody else's, and that"
    " was careless of me. I unpicked the first twelve with them that evening. All forty went out on the Friday."
)


def test_a_reply_takes_no_confession_away() -> None:
    """Whatever is told of others when they are asked about."""
    whole = (
        f"{CLASP} They laughed. She said that he had done it to them twice, and they forgave him."
    )
    asked = question("Tell me about a mistake that hit another team.")
    first = relevance(Answer(plain(CLASP), asked))
    replied = Answer(plain(whole), asked, replies=(len(CLASP.split()),))
    both = relevance(replied)
    assert first
    assert both
    assert both.off <= first.off <= 0.5


def test_naming_the_parts_changes_nothing() -> None:
    """A label such as “Lesson: …” says nothing about what is told: an answer fits as well without its labels."""
    parts = (
        "Last autumn our bakery wanted to sell on Sundays too.",
        "I asked the owner for one trial month and I wrote the shifts.",
        "We sold out on each of the four Sundays, and she kept it.",
        "I would ask the drivers earlier the next time.",
    )
    question = Question("q", Kind.BEHAVIORAL, "Tell me about a mistake you made.")
    labels = ("Situation:", "Action:", "Result:", "Lesson:")
    plainly = relevance(Answer(plain(" ".join(parts)), question))
    labelled = relevance(
        Answer(plain(" ".join(f"{a} {b}" for a, b in zip(labels, parts, strict=True))), question)
    )
    assert plainly
    assert labelled
    assert labelled.off == pytest.approx(plainly.off, abs=0.03)

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
        ("Describe a project that went wrong.", "failure"),
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

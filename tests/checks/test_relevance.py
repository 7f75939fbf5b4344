"""What does not fit the question is asked about; a question for no story is scored as talk."""

import re
from pathlib import Path

import pytest
import yaml

from interviewer.answer import Answer, plain
from interviewer.answer.question_fit import TELLING, asked_by
from interviewer.audio.recorded_candidate import shipped
from interviewer.checks import examine, rule
from interviewer.checks.advice import fixes
from interviewer.checks.follow_up import follow_up
from interviewer.model import Kind, Question, Verdict
from interviewer.packs import catalogue

ON_THE_QUESTION = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "on_the_question.yaml").read_text("utf-8")
)
OFF = "relevance.off-question"


def answer(text: str, asked: str) -> Answer:
    """Words as an answer to a question."""
    return Answer(plain(text), Question("", Kind.BEHAVIORAL, asked))


def test_the_remark_comes_first_and_is_the_follow_up() -> None:
    """Whoever missed the question first hears that, as a question."""
    page = rule("relevance.off-question")
    assert page is not None
    missed = next(example for example, flagged in page.examples if flagged)
    asked = answer(missed.text, missed.question)
    findings = examine(asked).findings
    remark, *_ = fixes(findings)
    assert remark.rule == "relevance.off-question"
    assert remark.verdict is Verdict.ASK
    assert remark.message.endswith("?")
    probe = follow_up(asked.question, asked, findings)
    assert probe is not None
    assert probe.gap == "relevance.off-question"


def test_talk_is_not_scored_as_a_story() -> None:
    """Nothing of a story is missed, and without times nothing is scored at all."""
    told = answer(
        "I am Ana, I have been a nurse for six years, and I am here because your ward is the first near me.",
        "Tell me a little about yourself.",
    )
    found = examine(told)
    assert found.scores == {}
    assert found.story is None
    rules = {one.rule for one in found.findings if one.rule.startswith(("star", "metrics"))}
    assert rules == {"star.no-story"}  # asked, not scored: one example would help
    assert all(one.verdict is not Verdict.FIX for one in found.findings)


def remark(told: Answer) -> str:
    """What is said of the fit; empty when nothing is."""
    return next((one.message for one in examine(told).findings if one.rule == OFF), "")


def test_every_question_that_names_what_it_asks_for_has_a_fitting_answer() -> None:
    """And none repeats what its words say anyway."""
    named = {name: one for name, one in catalogue.load().questions.items() if one.asks}
    telling = {name for name, one in named.items() if set(one.asks) & set(TELLING)}
    assert telling
    assert telling <= set(ON_THE_QUESTION)
    assert all(set(one.asks) != asked_by(one.text) for one in named.values())


@pytest.mark.parametrize("name", ON_THE_QUESTION)
def test_a_fitting_answer_is_not_called_off_the_question(name: str) -> None:
    """Nor is it said to blame anybody."""
    question = catalogue.load().questions[name]
    findings = examine(Answer(plain(ON_THE_QUESTION[name]), question)).findings
    assert not [one.rule for one in findings if one.rule.startswith("relevance")]


@pytest.mark.parametrize("name", ["deliver-setback", "curious-beyond-the-ticket"])
def test_words_that_would_be_misread_are_overruled(name: str) -> None:
    """A result in spite of a setback is no failure; what curiosity led to need not be a lesson."""
    question = catalogue.load().questions[name]
    assert asked_by(question.text) & set(TELLING)
    assert not set(question.asks) & set(TELLING)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("strong/earn-trust-mistake", ""),
        ("strong/dive-deep-root-cause", ""),
        ("weak/earn-trust-mistake", "I heard a mistake of somebody else"),  # "wasn't our fault"
        ("weak/dive-deep-root-cause", ""),
    ],
)
def test_what_is_said_of_the_recorded_candidates_is_true(name: str, said: str) -> None:
    """The strong one answers what was asked; the weak one lays the mistake on a ticket."""
    who, _, question = name.partition("/")
    text = re.sub(r"\[pause [0-9.]+\]", " ", (shipped(who) / f"{question}.txt").read_text())
    found = remark(Answer(plain(text), catalogue.load().questions[question]))
    assert said in found
    assert bool(said) == bool(found)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Was there a situation where two people did not get along?",
            "I ran the garden section of a store, and two of my men would not speak to each other, over a forklift."
            " I took one to the break room and let him say his piece, then the other. Then I put both on one truck.",
        ),
        (
            "Can you think of a goal you missed?",
            "I bake for a hotel, and for Christmas I promised a thousand boxes without doing the sum. On the nineteenth I"
            " had three hundred. I went up to the sales office that morning and said that six hundred is all they get."
            " The promise was the mistake, not the oven. Now I take what I can do and leave out one day in five.",
        ),
    ],
)
def test_an_answer_in_other_words_fits_too(asked: str, told: str) -> None:
    """A quarrel without the word, and a mistake without the word."""
    assert not remark(answer(told, asked))


def test_no_success_is_claimed_to_have_been_heard() -> None:
    """An answer without a mistake may be somebody else's mistake as well."""
    told = (
        "Our archivist was to clear the old orders. The delete had the wrong date in it, and on a Friday evening a"
        " whole year of orders was gone. He sat there for two nights and brought them back from tape, all but forty."
    )
    assert "success" not in remark(answer(told, "Describe an error you made."))

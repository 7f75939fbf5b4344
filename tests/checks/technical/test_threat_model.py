"""Order and shape of a threat model."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.checks.technical import threat_model
from interviewer.checks.technical.matching import matches
from interviewer.checks.technical.threat_model import Exercise, Mention
from interviewer.model import Kind
from tests.support.rule_examples import example_text

WHOLE = example_text("exercise.shaped")


def shape(text: str) -> Exercise:
    """The shape of a threat model."""
    measured = threat_model.measure(Answer(plain(text), kind=Kind.THREAT_MODEL))
    assert measured is not None
    return measured


def read(text: str) -> Answer:
    """A threat model, as an answer."""
    return Answer(plain(text), kind=Kind.THREAT_MODEL)


def rules(text: str) -> set[str]:
    """Rules that have something to say."""
    return {item.rule for item in threat_model.run(Answer(plain(text), kind=Kind.THREAT_MODEL))}


def test_a_case_of_this_system_is_more_than_a_name() -> None:
    """Only a category with somebody who does something to something is specific."""
    named = shape("There is spoofing, tampering, and repudiation.")
    assert named.stride["spoofing"] is Mention.NAMED
    told = shape("Spoofing: somebody logs in with a stolen password.")
    assert told.stride["spoofing"] is Mention.SPECIFIC
    assert told.stride["tampering"] is Mention.MISSING


def test_questions_before_threats_are_noticed() -> None:
    """The order counts and not only that both are there."""
    threat = "A bot could flood the upload endpoint."
    question = "Before I start, who uses this?"
    assert shape(f"{question} {threat}").asked_first
    assert not shape(f"{threat} {question}").asked_first


@pytest.mark.parametrize(
    "opening",
    [
        "Who sends these files, and who opens them?",
        "Who uploads, and who looks? I'll say customers upload and support looks.",
        "Is the printer in the same building as the scanner?",
    ],
)
def test_any_question_put_first_was_asked(opening: str) -> None:
    """Nobody who asked is told that he did not."""
    assert shape(f"{opening} A bot could flood the upload endpoint.").asked_first


def test_an_order_over_several_sentences_is_a_ranking() -> None:
    """The worst, the second and the third, each with what is done against it."""
    assert shape(
        "Worst is a file that attacks the converter, so it runs in a throwaway container. Nothing gets out of there. "
        "Second is somebody who fetches the file of somebody else, so every download asks whose it is. "
        "Third is somebody who fills the disk."
    ).ranked


def test_controls_are_tied_to_threats_near_them() -> None:
    """A control far from any threat answers none."""
    tied = shape("A bot could flood the endpoint. Against that, we add a limit for each account.")
    assert tied.controls == tied.controls_tied > 0
    loose = shape("We should encrypt the database. We should rotate the keys.")
    assert loose.controls_tied == 0 < loose.controls


def test_a_whole_threat_model_has_no_fault() -> None:
    """And its shape is praised."""
    assert rules(WHOLE) == {"exercise.shaped"}
    assert threat_model.score(Answer(plain(WHOLE), kind=Kind.THREAT_MODEL)) == 100.0


def test_a_list_without_ranking_costs() -> None:
    """It is the first fault of threat models."""
    text = WHOLE.replace("I'd rank the invoices first, by likelihood and impact. ", "")
    assert "exercise.no-ranking" in rules(text)
    assert threat_model.score(Answer(plain(text), kind=Kind.THREAT_MODEL)) == 70.0


def test_the_clock_shows_when_threats_came() -> None:
    """Seconds until the first of them."""
    answer = Answer(
        paced("The browser talks to the gateway. [100] Somebody logs in with a stolen password."),
        kind=Kind.THREAT_MODEL,
    )
    measured = threat_model.measure(answer)
    assert measured is not None
    assert measured.first_threat_s is not None
    assert measured.first_threat_s > 100.0


@pytest.mark.parametrize("kind", [Kind.CODE_REVIEW, Kind.EXECUTIVE, Kind.AUTOMATION])
def test_other_exercises_have_no_such_shape(kind: Kind) -> None:
    """Nothing is measured, scored or found."""
    answer = Answer(plain(WHOLE), kind=kind)
    assert threat_model.measure(answer) is None
    assert threat_model.score(answer) is None
    assert list(threat_model.run(answer)) == []


def test_an_answer_without_threats_is_not_scored() -> None:
    """There is nothing to shape; coverage says so."""
    assert threat_model.score(Answer(plain("Well."), kind=Kind.THREAT_MODEL)) is None


def test_a_question_that_one_answers_oneself_tells() -> None:
    """What do we lose? The stock. That is no question to the interviewer."""
    told = matches(
        "threat-model",
        read("What do we stand to lose? The customers' addresses and the signing keys."),
    )
    asked = matches("threat-model", read("What do we stand to lose? I don't know yet."))
    assert told.concepts["assets"]
    assert not asked.concepts["assets"]


def test_what_is_left_is_told_in_everyday_words() -> None:
    """Whoever says what stays open and who signs it has stated the residual risk."""
    assert shape(
        "What's left: the supplier itself is broken into. I'd take that to the boss to sign."
    ).residual


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Does the scale work without a network? I'd ask that first. Say it does.", "scope"),
        ("The asset is the whole ledger of one firm in a single file.", "assets"),
        ("Worst first. One, a forged weight: somebody sends it from a laptop. Two, the scale itself.", "prioritise"),
        ("Left over: a stolen signing key. The head of sales owns that and signed it.", "residual-risk"),
    ],
)  # fmt: skip
def test_what_is_named_by_its_name_is_told(text: str, concept: str) -> None:
    """Few words are enough where they are the right ones."""
    assert matches("threat-model", read(text)).concepts[concept]

"""`interviewer.checks.scenario`: what is told to candidates who ask, and what turns a scenario round."""

from __future__ import annotations

import pytest

from interviewer.checks.scenario import questions, scenario
from interviewer.model import Fact, FollowUp, Material
from tests.support.examples import question

SCENARIO = question(
    material=Material(
        facts=(Fact(("who uploads", "users"), "Anybody."), Fact(("how big",), "Ten megabytes.")),
        twists=("Now assume a malicious seller.",),
    )
)


def test_facts_are_told_to_those_who_ask_and_once() -> None:
    """A question brings its fact; a statement about the same thing brings none."""
    added = scenario(SCENARIO, "Let me ask first. Who uploads, and how big are they?", [])
    assert added == FollowUp("Anybody. Ten megabytes. Please go on.", "facts")
    assert added is not None
    again = scenario(SCENARIO, "Who uploads?", [added.text])
    assert again == FollowUp("Now assume a malicious seller.", "twist")
    stated = scenario(SCENARIO, "The users are trusted.", [])
    assert stated is not None
    assert stated.gap == "twist"


def test_a_twist_comes_once_and_then_the_scenario_is_left_alone() -> None:
    """After facts and twist the probes follow."""
    assert scenario(SCENARIO, "I see.", ["Now assume a malicious seller."]) is None
    assert scenario(question(), "Who uploads?", []) is None


@pytest.mark.parametrize(
    "asked",
    [
        "How big do the files get?",
        "Okay, and who reads the reports",
        "Is there a limit",
        "do we keep the originals",
        "I'd like to know whether the store is shared",
        "Can I assume that sellers are checked.",
        "which regions are in scope",
        "So what happens when the scanner is down",
    ],
)
def test_questions_are_heard_with_and_without_a_mark(asked: str) -> None:
    """Speech recognition forgets marks; the order of the words shows a question all the same."""
    assert list(questions(f"Fine. {asked}")) == [asked.lower()]


@pytest.mark.parametrize(
    "told",
    [
        "What they would steal is the list of users.",
        "What worries me most is the shared secret.",
        "How big they get does not matter.",
        "How to test it: I replay a file from last week.",
        "When the scanner is down, files wait.",
        "Which is why users come last.",
        "Where users meet our code, I put the check.",
        "Who uploads a program gets an error and nothing else.",
        "Do the users first, then the staff.",
        "Should users complain, I raise the limit.",
    ],
)
def test_statements_that_begin_with_a_question_word_ask_nothing(told: str) -> None:
    """They bring no fact, whatever topics they hold."""
    assert not list(questions(told))
    added = scenario(SCENARIO, told, [])
    assert added is not None
    assert added.gap == "twist"


def test_each_question_of_a_turn_brings_its_fact_whatever_the_endings() -> None:
    """Asking for retries brings what is known of "retry"; a topic of a few letters is a whole word."""
    material = Material(
        facts=(
            Fact(("retry",), "Each call comes up to five times."),
            Fact(("sign",), "Nothing is signed."),
            Fact(("log",), "Logs stay for a week."),
        )
    )
    reply = "Can they sign it? What is in it, and are there retries? How do users login?"
    added = scenario(question(material=material), reply, [])
    assert added == FollowUp(
        "Each call comes up to five times. Nothing is signed. Please go on.", "facts"
    )

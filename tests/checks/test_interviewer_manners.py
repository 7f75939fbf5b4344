"""Interviewers differ: the sceptic asks other things than the warm one, and asks twice."""

import functools
import re
from dataclasses import replace

import pytest

from interviewer.answer import plain
from interviewer.checks.follow_up import follow_up
from interviewer.checks.turn import answer_of, scored
from interviewer.model import FollowUp, InterviewerManner, Kind, Question, Turn
from interviewer.packs import catalogue
from interviewer.settings import paths
from tests.support.examples import turn
from tests.support.stories import BEGUN, RESULTS, STORY

STORIES = (STORY, *BEGUN, *(f"{BEGUN[0]} {end}" for end in RESULTS))


def asked(said: str, manner: InterviewerManner, question: Question | None = None) -> list[str]:
    """What an interviewer asks about an answer, one after the other, as long as nothing more is said."""
    answered = turn(transcript=plain(said))
    if question:
        answered = replace(answered, question=question)
    answered = scored(answered)
    probes: list[FollowUp] = []
    while len(probes) < 3:
        probe = follow_up(
            answered.question, answer_of(answered), answered.findings, asked=probes, manner=manner
        )
        if probe is None:
            break
        probes.append(probe)
    return [probe.text for probe in probes]


@functools.cache
def manner(name: str) -> InterviewerManner:
    """The manner of a shipped interviewer."""
    return next(
        who.manner for who in catalogue.load().interviewers.values() if who.manner.name == name
    )


def test_the_sceptic_asks_other_things_in_most_answers() -> None:
    """Stories with and without a gap, and technical answers: at least six of ten."""
    answers: list[tuple[str, Question | None]] = [(said, None) for said in STORIES]
    questions = catalogue.load().questions
    answers += [
        (re.sub(r"\[.*?\]", "", script.read_text("utf-8")), questions[script.stem])
        for script in (paths.shipped_prompts() / "candidates").glob("*/*.txt")
        if script.stem in questions
    ]
    different = sum(
        asked(said, manner("sceptic"), question) != asked(said, manner("warm"), question)
        for said, question in answers
    )
    assert different >= 0.6 * len(answers)


def test_the_sceptic_asks_twice() -> None:
    """Even a complete story gets two probes, in different words."""
    probes = asked(STORY, manner("sceptic"))
    assert len(probes) >= 2
    assert len(set(probes)) == len(probes)


def test_the_hurried_one_is_short() -> None:
    """Its own questions have few words."""
    for wordings in manner("hurried").wordings.values():
        assert all(len(text.split()) <= 8 for text in wordings)


@pytest.mark.parametrize("name", ["warm", "sceptic", "hurried", "silent"])
def test_there_is_one_of_each_manner(name: str) -> None:
    """Chosen by name or by manner."""
    pack = catalogue.load().interviewed_by(name)
    assert {who.manner.name for who in pack.interviewers.values()} == {name}


def test_a_technical_answer_is_asked_for_evidence() -> None:
    """By the sceptic alone."""
    question = Question("", Kind.TECHNICAL, "How would you fix it?", "skill")
    said = "I would check on the server that the record belongs to the user."
    answered = Turn(question, plain(said))
    gaps = {
        name: follow_up(question, answer_of(answered), (), manner=manner(name))
        for name in ("sceptic", "warm")
    }
    assert gaps["warm"] is None
    assert gaps["sceptic"]
    assert gaps["sceptic"].gap == "evidence"

"""Said, asked, dismissed, denied, or put into somebody else's mouth."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.stems import Match, stem
from interviewer.checks.technical.stance import Stance, seconds, stance_of


def read(text: str) -> Stance:
    """The stance of a text."""
    return stance_of(Answer(plain(text)))


def place(stance_: Stance, word: str) -> Match:
    """Where a word stands first."""
    (first, *_) = stance_.text.at(stem(word))
    return Match(first, first + 1)


@pytest.mark.parametrize(
    "text",
    [
        "We scan for malware.",
        "What if somebody uploads malware?",
        "We scan for malware, right?",
        "What happens when malware gets in?",
    ],
)
def test_statements_state(text: str) -> None:
    """So do questions that candidates answer themselves, and tags."""
    text_ = read(text)
    assert text_.states(place(text_, "malware"))


@pytest.mark.parametrize(
    "text",
    [
        "Should we scan for malware?",
        "So, do we scan for malware?",
        "And what about malware?",
        "Malware scanning?",
        "I'd like to know whether they scan for malware.",
        "okay should we scan for malware i guess so",
        "We don't need to look for malware.",
        "I'd skip malware scanning.",
        "Malware scanning is overkill.",
    ],
)
def test_questions_and_dismissals_do_not(text: str) -> None:
    """Asking the interviewer, or doing without, covers nothing."""
    text_ = read(text)
    assert not text_.states(place(text_, "malware"))


def test_asking_counts_where_asking_is_what_is_wanted() -> None:
    """Scope is covered by questions."""
    text = read("Should we scan for malware?")
    assert text.states(place(text, "malware"), asking=True)


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Random ids fix it.", True),
        ("Random ids fix it, so there's no problem.", True),
        ("Random ids never fix it.", False),
        ("People say random ids fix it.", False),
        ("Random ids fix it? That is a myth.", False),
        ("They fix it, but that is wrong.", False),
        ("Do they fix it?", False),
    ],
)
def test_claims_are_made_or_not(text: str, asserted: bool) -> None:
    """Denied, reported, refuted and asked claims are not made."""
    text_ = read(text)
    assert text_.asserts(place(text_, "fix")) is asserted


def test_time_without_a_clock_is_counted_in_words() -> None:
    """Two and a half words a second."""
    answer = Answer(plain("one two three four five six"))
    text = answer.once(stance_of)
    assert seconds(answer, text, Match(5, 6)) == 2.0

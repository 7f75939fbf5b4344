"""What a voice can say, and what a listener can follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.packs import speakable


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about a time when you were wrong.",
        "What is S3, and who may read it? Say it in two or three sentences.",
        "You have 45 minutes, and one-way doors count.",
        "She said: “I don't know.” Then it was half past four.",
        "A score of ten, from 9 to 12, isn't first for Amazon's auditor.",
        "Where would you put the API, the SQL query and the JSON in it?",
        "Explain GuardDuty and Security Hub to me.",
    ],
)
def test_ordinary_sentences_can_be_said(text: str) -> None:
    """Abbreviations that are spelled out, figures, quotes and hyphens are fine."""
    assert list(speakable.problems(text)) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Use **bold** words.", "leave out the markup"),
        ("Look at `code` now.", "leave out the markup"),
        ("- A list is no sentence.", "leave out the markup"),
        ("See [here](there).", "leave out the markup"),
        ("Hello {name}.", "leave out the markup"),
        ("Hello <b>you</b>.", "leave out the markup"),
        ("Tools, e.g. a scanner.", "for example"),
        ("The first, i.e. the best.", "for example"),
        ("Logs, alarms etc. are fine.", "write the word out"),
        ("Speed vs. quality.", "write the word out"),
        ("Login w/o password.", "write the words out"),
        ("He/she asks.", "write the words out"),
        ("Allow read and/or write.", "write the words out"),
        ("Open /etc/passwd for me.", "without slashes"),
        ("Read src/main/app now.", "without slashes"),
        ("What does user_id hold?", "identifier"),
        ("What does userId hold?", "identifier"),
        ("Call eval() here.", "identifier"),
        ("Open main.py and look.", "in words"),
        ("Go to example.com today.", "in words"),
        ("Visit https://example.com today.", "name the page"),
        ("You know k8s well.", "in words"),
        ("Think of CVE-2021-44228 again.", "in words"),
        ("It has 10k users.", "unit"),
        ("It has 5MB and 20ms.", "unit"),
        ("It takes 15-20 minutes.", "from"),
        ("It grew by 40% last year.", "symbol"),
        ("It cost $5 and more.", "symbol"),
        ("Mail a@b please.", "symbol"),
        ("Bread & butter.", "symbol"),
        ("A → B is a flow.", "symbol"),
        ("Well… what then.", "symbol"),
        ("这是 a question?", "letters"),
        ("Really?? Why?", "one mark"),
        ("This does not end", "end"),
        ("   ", "nothing to say"),
        ("word " * 120 + "end.", "too many"),
        ("and so " * 25 + "on.", "split it"),
    ],
)
def test_what_cannot_be_said_gets_a_remedy(text: str, says: str) -> None:
    """Markup, symbols, paths, identifiers, abbreviations, and too much of it."""
    assert any(says in problem for problem in speakable.problems(text))


def test_a_probe_is_shorter_than_a_question() -> None:
    """The limit of words is the caller's."""
    text = "Why so? " * 30
    assert not list(speakable.problems(text))
    assert any("60 words" in p for p in speakable.problems(text, words=speakable.PROBE_WORDS))


def test_names_and_minutes_are_filled_in() -> None:
    """What an interviewer says knows who says it and how long there is."""
    says = "I am {name}, {role}. We have {minutes} minutes."
    filled = speakable.filled(says, name="Maya", role="an engineer", minutes=29.6)
    assert filled == "I am Maya, an engineer. We have 30 minutes."
    assert speakable.filled("{minutes}", name="", role="", minutes=0.2) == "1"


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    """Never an exception, and every problem is a sentence with a remedy."""
    for problem in speakable.problems(text):
        assert problem.strip()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Did you ever fail?", "yes or no"),
        ("Have you led a team? Was it large?", "yes or no"),
        ("What did you do? Why? Who knew? When was it?", "4 things"),
    ],
)
def test_weak_questions_get_a_hint(text: str, hint: str) -> None:
    """They are no mistake."""
    assert list(speakable.problems(text)) == []
    assert any(hint in found for found in speakable.hints(text))


@pytest.mark.parametrize(
    "text", ["Tell me about a failure. Was it yours?", "How did it end?", "Why?"]
)
def test_open_questions_get_none(text: str) -> None:
    """However short."""
    assert list(speakable.hints(text)) == []

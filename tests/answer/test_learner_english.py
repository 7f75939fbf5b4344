"""What a listener understands of words that are put as in another language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.learner_english import past_of, understood
from interviewer.checks import examine
from interviewer.model import English, Kind, Part

ACCOUNT = "last year we had a problem and it was late and they stopped "
"""Words that make an account of what follows."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("i have fixed it yesterday", "i fixed actually it yesterday"),
        ("i have written a script", "i wrote actually a script"),
        ("my boss say me please fix", "my boss told me please fix"),
        ("he ask me that i help", "he asked me to i helped"),
        ("i check the logs and i propose a rule", "i checked the logs and i proposed a rule"),
        ("i was calling him each week", "i called actually him each week"),
        ("we was having two teams", "we had actually two teams"),
        ("i must close the books", "i had to the books"),
        ("she don't know why", "she didn't know why"),
        ("the page is slow", "the page was slow"),
        ("i work like engineer there", "i worked as engineer there"),
        ("three from four came", "three of four came"),
        ("it fell on ten percents", "it fell by ten percent"),
        ("two thousands informations", "two thousand information"),
    ],
)
def test_a_slip_is_understood(said: str, meant: str) -> None:
    """One word for one, so that every place in the answer stays what it was."""
    found = understood((ACCOUNT + said).split(), account=True)
    assert " ".join(found).removeprefix(ACCOUNT) == meant
    assert len(found) == len((ACCOUNT + said).split())


@pytest.mark.parametrize(
    "said",
    [
        "i always check the logs first and i usually ask my lead",
        "i would talk to the person and i will find a compromise",
        "in my opinion people don't listen",
    ],
)
def test_a_habit_stays_one(said: str) -> None:
    """What tells nothing of the past is not made an account."""
    assert " ".join(understood(said.split(), account=True)) == said


def test_what_lasts_stays_in_the_present() -> None:
    """The result of an account is often how it is now."""
    said = f"{ACCOUNT}now the page loads at once and it is still used".split()
    assert understood(said, account=True)[-9:] == tuple(said[-9:])


def test_only_the_second_language_is_read_so() -> None:
    """And a technical answer, which describes how things are, keeps its tense."""
    text = f"{ACCOUNT}i check every file"
    first = Answer(plain(text))
    second = Answer(replace(first.transcript, english=English.SECOND))
    technical = replace(second, kind=Kind.TECHNICAL)
    assert first.tokens[-3:] == technical.tokens[-3:] == ("check", "every", "file")
    assert second.tokens[-3:] == ("checked", "every", "file")


def test_what_is_quoted_is_what_was_said() -> None:
    """Nobody's words are corrected."""
    text = (
        "Two years ago we had big problem with deploys. My boss say me to fix it. I have made script which check "
        "all config and I have talked with three teams. After this one deploy go from two hours to ten minutes."
    )
    found = examine(Answer(replace(plain(text), english=English.SECOND)))
    assert found.story is not None
    assert found.story.is_story
    assert found.story.present[Part.ACTION]
    assert found.story.present[Part.RESULT]
    assert " ".join(sentence.text for sentence in found.story.sentences) == text


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("says", "said"),
        ("propose", "proposed"),
        ("tries", "tried"),
        ("go", "went"),
        ("ask", "asked"),
    ],
)
def test_the_past_of_a_verb(verb: str, past: str) -> None:
    """Irregular ones by a list, others by their ending."""
    assert past_of(verb) == past

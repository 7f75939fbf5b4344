"""A level that a result states is asked about only when its start is told nowhere."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.levels import levels_without_start

SETTING = (
    "Last spring our builds were blocking the whole team of fourteen. I was asked to get them moving. "
    "I moved the cache to its own disk and I split the tests by package for two weeks. "
)


def asked(end: str, setting: str = SETTING) -> list[str]:
    """The levels whose start is missed."""
    answer = Answer(plain(setting + end))
    return [answer.quote(level.span) for level in levels_without_start(answer)]


@pytest.mark.parametrize(
    ("end", "level"),
    [
        ("In the end a build came down to 12%.", "came down to 12%."),
        (
            "In the end we were down to eleven failures a night.",
            "were down to eleven failures a night.",
        ),
        ("In the end the failures dropped to 3 percent.", "dropped to 3 percent."),
    ],
)
def test_a_level_without_a_start_is_quoted_with_its_verb(end: str, level: str) -> None:
    """The quote says what was reached, and how it is said."""
    assert asked(end) == [level]


@pytest.mark.parametrize(
    "end",
    [
        "In the end the failures fell by half.",
        "In the end I was done nine days early.",
        "In the end the failures dropped from 12 percent to 3.",
        "In the end the failures dropped to 3 percent, the year before we had had twelve.",
        "In the end the failures dropped to 3 percent, where it used to be far more.",
        "In the end the failures are down five points, we're at 3 percent now.",
        "In the end everybody could build again within a day.",
        "By Christmas we had 41 new members.",
    ],
)
def test_what_has_its_start_is_not_asked_about(end: str) -> None:
    """Changes, deadlines and levels whose start is told in figures or words are complete."""
    assert asked(end) == []


def test_a_start_in_another_sentence_counts() -> None:
    """The first figure may stand in the background."""
    setting = SETTING.replace("of fourteen", "and 12 percent of them failed")
    assert asked("In the end the failures dropped to 3 percent.", setting) == []


@pytest.mark.parametrize(
    ("end", "level"),
    [
        ("By June we had 48 members.", "By June we had 48 members."),
        (
            "and uh by the end of the season we had thirty boats",
            "by the end of the season we had thirty boats",
        ),
    ],
)
def test_what_there_was_by_a_day_is_a_level(end: str, level: str) -> None:
    """Who says how many there were in the end is asked how many there had been."""
    assert asked(end) == [level]

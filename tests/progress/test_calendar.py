"""Until the interview, every day has its work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from interviewer.errors import UsageError
from interviewer.packs import catalogue
from interviewer.progress.board import board
from interviewer.progress.calendar import (
    MOST_A_DAY,
    REHEARSAL,
    calendar,
    coming,
    countdown,
    ics,
    interview_day,
)
from interviewer.settings.user_settings import Settings

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-13-01", "2026-11-27", "2028-01-01", "10.12.2026"]
)
def test_a_day_that_cannot_be_is_refused(text: str) -> None:
    """No day, a day in the past, a day too far away."""
    with pytest.raises(UsageError):
        interview_day(text, TODAY)


def test_a_day_over_in_the_settings_is_forgotten() -> None:
    """And today still counts."""
    assert coming(Settings(interview="2026-11-27"), TODAY) is None
    assert coming(Settings(), TODAY) is None
    assert coming(Settings(interview="2026-11-28"), TODAY) == TODAY


def test_open_work_is_spread_over_the_days() -> None:
    """Not more than three things on one day, a rehearsal on the last, nothing on the day itself."""
    goals = board(catalogue.load("behavioral"), [])
    found = calendar(TODAY + timedelta(days=12), TODAY, goals, [])
    assert found.left == 12
    assert max(len(one.exercises) for one in found.days) <= MOST_A_DAY
    assert {one.day for one in found.days} == {TODAY + timedelta(days=n) for n in range(12)}
    assert found.days[-1].exercises[0].what == REHEARSAL
    assert found.on(TODAY)[0].what == goals[0].steps[0].step.title
    assert countdown(found) == "12 days until the interview on 10 Dec"


@pytest.mark.parametrize("days", [0, 1, 2])
def test_little_time_is_used_as_it_is(days: int) -> None:
    """On the day itself there is nothing left to do."""
    goals = board(catalogue.load("behavioral"), [])
    found = calendar(TODAY + timedelta(days=days), TODAY, goals, [])
    assert len(found.days) == days


def test_the_calendar_can_be_read_by_other_programs() -> None:
    """Lines end with carriage return and line feed, and none is longer than 75 bytes."""
    goals = board(catalogue.load("behavioral"), [])
    text = ics(calendar(TODAY + timedelta(days=3), TODAY, goals, []))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert max(len(line.encode()) for line in lines) <= 75

"""Until the interview, every day has its work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from interviewer.errors import UsageError
from interviewer.packs import catalogue
from interviewer.progress import progress, until
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
from interviewer.progress.story_bank import BankedStory
from interviewer.progress.study_tasks import study_tasks
from interviewer.settings.user_settings import Settings
from tests.support.histories import entry

TODAY = date(2026, 11, 28)
PACK = catalogue.load("behavioral")


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
    tasks = study_tasks(board(PACK, []), PACK)
    found = calendar(TODAY + timedelta(days=12), TODAY, tasks, [])
    assert found.left == 12
    assert max(len(one.exercises) for one in found.days) <= MOST_A_DAY
    assert {one.day for one in found.days} == {TODAY + timedelta(days=n) for n in range(12)}
    assert found.days[-1].exercises[0].what == REHEARSAL
    assert found.on(TODAY)[0] == tasks[0]
    assert countdown(found) == "12 days until the interview on 10 Dec"


def test_no_goal_is_due_after_the_interview() -> None:
    """The study plan may take longer than there is time."""
    found = progress(PACK, [], [])
    days = [datetime(2026, 11, 29, tzinfo=UTC), datetime(2026, 12, 19, tzinfo=UTC)]
    goals = tuple(replace(goal, due=day) for goal, day in zip(found.board, days, strict=False))
    shown = until(replace(found, board=goals), calendar(date(2026, 12, 1), TODAY, [], []))
    assert [goal.due for goal in shown.board] == [days[0], None]
    assert shown.calendar


@pytest.mark.parametrize("days", [0, 1, 2])
def test_little_time_is_used_as_it_is(days: int) -> None:
    """On the day itself there is nothing left to do."""
    tasks = study_tasks(board(PACK, []), PACK)
    found = calendar(TODAY + timedelta(days=days), TODAY, tasks, [])
    assert len(found.days) == days


def test_the_calendar_can_be_read_by_other_programs() -> None:
    """Lines end with carriage return and line feed, and none is longer than 75 bytes."""
    tasks = study_tasks(board(PACK, []), PACK)
    text = ics(calendar(TODAY + timedelta(days=3), TODAY, tasks, []))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert max(len(line.encode()) for line in lines) <= 75


def test_stories_come_again_after_growing_intervals_and_sooner_when_figures_were_dropped() -> None:
    """Two days after the first telling, then four; the next day where the last telling left figures out."""
    told = BankedStory(1, (entry(days=0),))
    began = told.last_telling_at.date()
    dropped = BankedStory(2, (entry(days=-3, score=90.0), replace(entry(days=0), metrics=())))

    def days(story: BankedStory) -> list[int]:
        found = calendar(began + timedelta(days=20), began, [], [story])
        again = [
            one.day
            for one in found.days
            if any("Tell again" in item.what for item in one.exercises)
        ]
        return [(day - began).days for day in again]

    assert days(told)[:2] == [2, 6]
    assert days(dropped)[0] == 1
    (task,) = (
        item
        for item in calendar(began + timedelta(days=4), began, [], [dropped]).on(
            began + timedelta(days=1)
        )
    )
    assert "with from nine to two" in task.what

"""Study plan + stories + a date -> what to practise on which day until the interview.

What is not ready is spread evenly over the days, nearest goal first. Stories come again after growing intervals (Cepeda
et al. 2006: spaced practice is remembered better than massed practice); a story whose last telling dropped figures that an
earlier one had comes the next day. The day before the interview is for one whole rehearsal and nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from interviewer.errors import UsageError
from interviewer.output.formatting import plural
from interviewer.progress.story_bank import BankedStory
from interviewer.progress.study_tasks import StudyTask
from interviewer.settings.user_settings import Settings

INTERVALS = (2, 4, 7, 14)
"""Days until a story comes again, after its first, second, third and later telling."""
MOST_A_DAY = 3
"""More is not done on top of a day's work."""
LONGEST = 365
"""Days that are planned at most."""
REHEARSAL = "A whole first interview, as if it were the day"


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A day, and what to practise on it."""

    day: date
    exercises: tuple[StudyTask, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days until the interview; those without work are left out."""

    interview: date
    left: int
    """Days from today until the interview; 0 on the day."""
    days: tuple[StudyDay, ...]

    def on(self, day: date) -> tuple[StudyTask, ...]:
        """What to practise on a day."""
        return next((one.exercises for one in self.days if one.day == day), ())


def interview_day(text: str, today: date) -> date:
    """The day that `2026-12-10` names.

    Raises:
        UsageError: it names no day, one in the past, or one more than a year away.
    """
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise UsageError(f"'{text}' is not a day", "Write it as 2026-12-10.") from None
    if day < today:
        raise UsageError(
            f"{day} is in the past", f"Today is {today}; give the day of the interview."
        )
    if (day - today).days > LONGEST:
        raise UsageError(f"{day} is more than a year away", "Give a nearer day.")
    return day


def coming(settings: Settings, today: date) -> date | None:
    """The day of the interview in the settings; None when there is none, or when it is over."""
    try:
        return interview_day(settings.interview, today) if settings.interview else None
    except UsageError:
        return None


def calendar(
    interview: date,
    today: date,
    tasks: Sequence[StudyTask],
    stories: Sequence[BankedStory],
) -> Calendar:
    """What to practise from today until the day before the interview; the first tasks come first."""
    left = (interview - today).days
    days = [today + timedelta(days=number) for number in range(left)]
    plan: dict[date, list[StudyTask]] = {day: [] for day in days}
    if days:
        if left > 1:
            plan[days[-1]].append(StudyTask(REHEARSAL, "interviewer phone-screen"))
        for story in stories:
            for day in _due(story, today, interview):
                if len(plan[day]) < MOST_A_DAY:
                    plan[day].append(_again(story))
        _spread(tasks, days[:-1] or days, plan)
    return Calendar(
        interview, left, tuple(StudyDay(day, tuple(some)) for day, some in plan.items() if some)
    )


def _spread(
    work: Sequence[StudyTask], days: Sequence[date], plan: dict[date, list[StudyTask]]
) -> None:
    """Put the work on the days, evenly and in order; what does not fit in time comes too often for a day."""
    for number, exercise in enumerate(work):
        first = number * len(days) // max(1, len(work))
        later = [day for day in days[first:] if len(plan[day]) < MOST_A_DAY]
        if later:
            plan[later[0]].append(exercise)


def _again(story: BankedStory) -> StudyTask:
    question = story.tellings[-1].attempt.question
    what = f"Tell again: “{story.opening}”"
    if dropped_figures(story):
        what = f"{what} (with {', '.join(story.best.metrics[:3])})"
    return StudyTask(what, f"interviewer drill {question}")


def dropped_figures(story: BankedStory) -> bool:
    """Whether the last telling had fewer figures than the best one."""
    return len(story.tellings[-1].metrics) < len(story.best.metrics)


def _due(story: BankedStory, today: date, interview: date) -> Iterator[date]:
    """Days on which a story comes again."""
    times = len(story.tellings)
    last = story.last_telling_at.date()
    wait = 1 if dropped_figures(story) else INTERVALS[min(times, len(INTERVALS)) - 1]
    day = max(today, last + timedelta(days=wait))
    while day < interview:
        yield day
        times += 1
        day += timedelta(days=INTERVALS[min(times, len(INTERVALS)) - 1])


def countdown(found: Calendar) -> str:
    """`12 days until the interview on 10 Dec`."""
    day = f"{found.interview.day} {found.interview:%b}"
    if not found.left:
        return f"The interview is today, {day}. Good luck"
    return f"{plural(found.left, 'day')} until the interview on {day}"


def ics(found: Calendar) -> str:
    """The calendar as iCalendar (RFC 5545): an entry for each day of work, and one for the interview."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mock-interviewer//EN"]
    for one in found.days:
        tasks = "\n".join(f"{item.what}: {item.command}" for item in one.exercises)
        lines += _event(one.day, "Practise for the interview", tasks)
    lines += [*_event(found.interview, "Interview", ""), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(day: date, summary: str, description: str) -> list[str]:
    stamp, after = f"{day:%Y%m%d}", f"{day + timedelta(days=1):%Y%m%d}"
    slug = summary.split(maxsplit=1)[0].lower()
    return [
        "BEGIN:VEVENT",
        f"UID:{slug}-{stamp}@mock-interviewer",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{stamp}",
        f"DTEND;VALUE=DATE:{after}",
        f"SUMMARY:{_escaped(summary)}",
        *([f"DESCRIPTION:{_escaped(description)}"] if description else []),
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, each after the first beginning with a blank."""
    piece, limit = "", 75
    for character in line:
        if len((piece + character).encode()) > limit:
            yield piece
            piece = " "
        piece += character
    yield piece

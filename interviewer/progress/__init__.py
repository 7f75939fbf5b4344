"""History -> where the candidate stands: readiness, stories, trends, and what to practise next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.history.index import AnswerRow, SessionRow
from interviewer.packs.catalogue import Pack
from interviewer.progress.board import Matrix, MilestoneProgress, board, matrix
from interviewer.progress.calendar import Calendar
from interviewer.progress.next_practice import Suggestion, suggestions
from interviewer.progress.story_bank import BankedStory, Repeat, repeats, stories
from interviewer.progress.trends import Trend, trends

__all__ = ["Progress", "progress", "until"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the history says of the candidate's readiness."""

    pack: str
    sessions: int
    answers: int
    seconds: float
    """Time spoken."""
    recorded: int
    """Sessions that recorded candidates answered, among them."""
    board: tuple[MilestoneProgress, ...]
    matrix: Matrix
    stories: tuple[BankedStory, ...]
    repeats: tuple[Repeat, ...]
    trends: tuple[Trend, ...]
    next: tuple[Suggestion, ...]
    principles: bool = True
    """Whether the pack calls its competencies principles."""
    calendar: Calendar | None = None
    """Until the interview, where its day is known."""


def progress(
    pack: Pack, kept: Sequence[SessionRow], entries: Sequence[AnswerRow], *, usual: bool = True
) -> Progress:
    """Score a history by a pack's study plan; `usual`: commands find the pack without naming it."""
    readable = [session for session in kept if not session.problem]
    bank = stories(entries)
    goals, by_competency = board(pack, entries), matrix(pack, entries)
    proposed = suggestions(goals, by_competency, entries)
    return Progress(
        pack=pack.name,
        sessions=len(readable),
        answers=len(entries),
        seconds=sum(session.seconds for session in readable),
        recorded=sum(session.candidate != "microphone" for session in readable),
        board=goals,
        matrix=by_competency,
        stories=bank,
        repeats=repeats(bank),
        trends=trends(entries),
        principles=any(one.group == "principle" for one in pack.competencies.values()),
        next=proposed if usual else tuple(_with_pack(item, pack.name) for item in proposed),
    )


def until(found: Progress, calendar: Calendar) -> Progress:
    """The progress with the days that are left; a goal that would be due after the interview has no day."""
    goals = tuple(
        replace(goal, due=None) if goal.due and goal.due.date() > calendar.interview else goal
        for goal in found.board
    )
    return replace(found, board=goals, calendar=calendar)


def _with_pack(item: Suggestion, pack: str) -> Suggestion:
    """The suggestion with a command that names the pack, where it is one that asks questions."""
    if item.command.startswith("interviewer rules"):
        return item
    return replace(item, command=f"{item.command} --pack {pack}")

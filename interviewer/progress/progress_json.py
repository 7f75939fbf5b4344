"""Progress -> the JSON object that `progress --json` prints."""

from __future__ import annotations

from typing import Any

from interviewer.history.index import AnswerRow
from interviewer.output.plain_json import plainly
from interviewer.progress import Progress
from interviewer.progress.board import Matrix, MilestoneProgress, StepProgress, shortfall_text
from interviewer.progress.calendar import Calendar
from interviewer.progress.story_bank import BankedStory, Repeat
from interviewer.progress.trends import Trend, story_trends


def report(found: Progress) -> dict[str, Any]:
    """Everything that is known about readiness, as plain JSON values."""
    return {
        "pack": found.pack,
        "sessions": found.sessions,
        "recorded_sessions": found.recorded,
        "answers": found.answers,
        "spoken_s": round(found.seconds, 1),
        "next": plainly(found.next),
        "milestones": [_goal(goal) for goal in found.board],
        "principles": _matrix(found.matrix),
        "stories": [_story(story) for story in found.stories],
        "told_twice_in_one_interview": [_repeat(repeat) for repeat in found.repeats],
        "trends": [_trend(trend) for trend in found.trends],
        "interview": _interview(found.calendar) if found.calendar else None,
    }


def _interview(found: Calendar) -> dict[str, Any]:
    return {
        "day": found.interview.isoformat(),
        "days_left": found.left,
        "days": [
            {"day": one.day.isoformat(), "exercises": plainly(one.exercises)} for one in found.days
        ],
    }


def entry_report(entry: AnswerRow | None) -> dict[str, Any] | None:
    """One answer: where it is, and its figures."""
    if entry is None:
        return None
    return {
        "session": entry.session,
        "answer": entry.number,
        "question": entry.attempt.question,
        "kind": entry.attempt.kind.value,
        "competency": entry.attempt.competency,
        "started": entry.attempt.started.isoformat(),
        "score": entry.score,
        "duration_s": entry.seconds,
        "words": entry.words,
        "words_per_minute": entry.pace,
        "fillers_per_minute": entry.fillers,
        "time_share": dict(entry.shares) or None,
        "metrics": list(entry.metrics),
    }


def _goal(goal: MilestoneProgress) -> dict[str, Any]:
    return {
        "id": goal.name,
        "title": goal.milestone.title,
        "due": goal.due.isoformat() if goal.due else None,
        "done": goal.done,
        "of": len(goal.steps),
        "steps": [_step(step) for step in goal.steps],
    }


def _step(stepped: StepProgress) -> dict[str, Any]:
    return {
        "title": stepped.step.title,
        "done": stepped.done,
        "reached": stepped.reached,
        "count": stepped.step.condition.count,
        "missing": stepped.missing or None,
        "command": stepped.step.do or None,
        "evidence": [entry_report(entry) for entry in stepped.evidence],
        "nearest": entry_report(stepped.nearest),
    }


def _matrix(matrix: Matrix) -> list[dict[str, Any]]:
    return [
        {
            "id": row.name,
            "title": row.title,
            "state": row.state.value,
            "told": row.attempts,
            "touched": row.touched,
            "best": entry_report(row.best),
            "missing": [shortfall_text(lack) for lack in row.lacks],
        }
        for row in matrix.rows
    ]


def _story(story: BankedStory) -> dict[str, Any]:
    return {
        "story": story.number,
        "opening": story.opening,
        "serves": list(story.serves),
        "questions": list(story.questions),
        "last_told": story.last_telling_at.isoformat(),
        "best": entry_report(story.best),
        "tellings": [entry_report(entry) for entry in story.tellings],
        "trends": [_trend(trend) for trend in story_trends(story)],
    }


def _repeat(repeat: Repeat) -> dict[str, Any]:
    return {
        "story": repeat.story.number,
        "tellings": [entry_report(entry) for entry in repeat.tellings],
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "name": trend.name,
        "unit": trend.unit,
        "good": list(trend.good) if trend.good else None,
        "questions": trend.questions,
        "asked_again": trend.again,
        "first_and_latest": [round(value, 3) for value in trend.ends] if trend.ends else None,
        "points": [[moment.isoformat(), round(value, 3)] for moment, value in trend.points],
    }

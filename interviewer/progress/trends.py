"""How score, length, pace, fillers and the shares of a story's parts change over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import fmean

from interviewer.checks.norms import FILLERS, SHARES, bands
from interviewer.history.index import AnswerRow
from interviewer.model import STAR, TECHNICAL_KINDS, English, Kind, Part
from interviewer.output.formatting import clock
from interviewer.progress.story_bank import BankedStory

IMPORTED = "imported"
"""Plan of interviews that were held elsewhere."""
MOST_POINTS = 60
"""A trend of more answers shows means of neighbours: a line cannot show more anyway."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure over time."""

    name: str
    unit: str
    points: tuple[tuple[datetime, float], ...]
    good: tuple[float, float] | None = None
    """Where it should be, from and to; None when there is no such range."""
    questions: int = 1
    """How many different questions were measured; 1 for a figure that compares whatever was asked."""
    again: int = 1
    """How many of them were answered more than once."""
    ends: tuple[float, float] | None = None
    """First and latest value of those, averaged over them; None when each was answered once."""
    repeats: tuple[tuple[datetime, float], ...] = ()
    """The points of those: all of them where everything compares."""

    @property
    def drawn(self) -> tuple[tuple[datetime, float], ...]:
        """What a line joins: what compares, as far as anything does."""
        return self.repeats or self.points


def _question(row: AnswerRow) -> str:
    """The question by its id; of imported interviews, which number theirs, by its words."""
    return row.asked if row.attempt.plan == IMPORTED else row.attempt.question


def trends(
    entries: Sequence[AnswerRow], same: Callable[[AnswerRow], str] = _question
) -> tuple[Trend, ...]:
    """What can be followed over these answers, oldest first; it takes two measurements of a figure.

    Lengths and shares are those of stories: exercises take as long as they take. The scores of stories and those of
    exercises come from other rules, so neither continues the other. Of scores, lengths and shares only answers to the
    `same` question compare, since another may be easier; a manner of speaking compares whatever was asked.
    """
    stories = [entry for entry in entries if entry.attempt.kind is Kind.BEHAVIORAL]
    exercises = [entry for entry in entries if entry.attempt.kind in TECHNICAL_KINDS]
    english = entries[-1].english if entries else English.FIRST
    pace = bands(english).pace
    found = (
        _trend("score", "points", stories, lambda entry: entry.score, same),
        _trend("technical score", "points", exercises, lambda entry: entry.score, same),
        _trend("length", "s", stories, lambda entry: entry.seconds, same),
        _trend("pace", "words per minute", entries, lambda entry: entry.pace, _any, pace),
        _trend("fillers", "per minute", entries, lambda entry: entry.fillers, _any, FILLERS),
        *(_share(part, stories, same) for part in STAR),
    )
    return tuple(trend for trend in found if len(trend.points) > 1)


def story_trends(story: BankedStory) -> tuple[Trend, ...]:
    """What can be followed over a story's tellings, whatever question each answered; two make a line."""
    return trends(story.tellings, _any)


def _trend(
    name: str,
    unit: str,
    entries: Iterable[AnswerRow],
    value: Callable[[AnswerRow], float | None],
    same: Callable[[AnswerRow], str],
    good: tuple[float, float] | None = None,
) -> Trend:
    found = [
        (same(entry), entry.attempt.started, measured)
        for entry in entries
        if (measured := value(entry)) is not None
    ]
    by_question: dict[str, list[float]] = {}
    for question, _, measured in found:
        by_question.setdefault(question, []).append(measured)
    again = {question: values for question, values in by_question.items() if len(values) > 1}
    ends = None
    if again:
        ends = fmean(some[0] for some in again.values()), fmean(some[-1] for some in again.values())
    return Trend(
        name,
        unit,
        _thinned([(moment, measured) for _, moment, measured in found]),
        good,
        len(by_question),
        len(again),
        ends,
        _thinned([(moment, measured) for question, moment, measured in found if question in again]),
    )


def _any(_entry: AnswerRow) -> str:
    """What compares with every answer."""
    return ""


def _share(part: Part, stories: Iterable[AnswerRow], same: Callable[[AnswerRow], str]) -> Trend:
    good = SHARES[part.value]
    return _trend(part.value, "share", stories, lambda entry: entry.shares.get(part), same, good)


def _thinned(points: Sequence[tuple[datetime, float]]) -> tuple[tuple[datetime, float], ...]:
    """At most `MOST_POINTS` points: neighbours are averaged and stand at the time of the last."""
    if len(points) <= MOST_POINTS:
        return tuple(points)
    edges = [round(place * len(points) / MOST_POINTS) for place in range(MOST_POINTS + 1)]
    chunks = [points[first:last] for first, last in pairwise(edges)]
    return tuple((chunk[-1][0], fmean(value for _, value in chunk)) for chunk in chunks)


BARS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float], width: int = 24) -> str:
    """A line of bars from the lowest to the highest value; at most `width` characters."""
    if len(values) > width:
        edges = [round(place * len(values) / width) for place in range(width + 1)]
        values = [fmean(values[first:last]) for first, last in pairwise(edges)]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if high == low:
        return BARS[3] * len(values)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in values)


def over_text(trend: Trend) -> str:
    """Over how many questions a trend goes; empty where that makes no difference."""
    if trend.questions == 1:
        return ""
    if trend.ends is None:
        return f"{trend.questions} questions"
    return "same question" if trend.again == 1 else f"same {trend.again} questions"


def value_text(trend: Trend, value: float) -> str:
    """A value of a trend with the digits that its unit deserves."""
    if trend.unit == "s":
        return clock(value)
    if trend.unit == "share":
        return f"{value:.0%}"
    return f"{value:.1f}" if trend.name == "fillers" else f"{value:.0f}"

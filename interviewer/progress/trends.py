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

    @property
    def first(self) -> float:
        """The value it started with."""
        return self.points[0][1]

    @property
    def last(self) -> float:
        """The latest value."""
        return self.points[-1][1]


def trends(entries: Sequence[AnswerRow]) -> tuple[Trend, ...]:
    """What can be followed over these answers, oldest first; it takes two measurements of a figure.

    Lengths and shares are those of stories: exercises take as long as they take. The scores of stories and those of
    exercises come from other rules, so neither continues the other.
    """
    stories = [entry for entry in entries if entry.attempt.kind is Kind.BEHAVIORAL]
    exercises = [entry for entry in entries if entry.attempt.kind in TECHNICAL_KINDS]
    english = entries[-1].english if entries else English.FIRST
    found = (
        _trend("score", "points", stories, lambda entry: entry.score),
        _trend("technical score", "points", exercises, lambda entry: entry.score),
        _trend("length", "s", stories, lambda entry: entry.seconds),
        _trend("pace", "words per minute", entries, lambda entry: entry.pace, bands(english).pace),
        _trend("fillers", "per minute", entries, lambda entry: entry.fillers, FILLERS),
        *(_share(part, stories) for part in STAR),
    )
    return tuple(trend for trend in found if len(trend.points) > 1)


def _trend(
    name: str,
    unit: str,
    entries: Iterable[AnswerRow],
    value: Callable[[AnswerRow], float | None],
    good: tuple[float, float] | None = None,
) -> Trend:
    points = [
        (entry.attempt.started, measured)
        for entry in entries
        if (measured := value(entry)) is not None
    ]
    return Trend(name, unit, tuple(_thinned(points)), good)


def _share(part: Part, stories: Iterable[AnswerRow]) -> Trend:
    good = SHARES[part.value]
    return _trend(part.value, "share", stories, lambda entry: entry.shares.get(part), good)


def _thinned(points: Sequence[tuple[datetime, float]]) -> list[tuple[datetime, float]]:
    """At most `MOST_POINTS` points: neighbours are averaged and stand at the time of the last."""
    if len(points) <= MOST_POINTS:
        return list(points)
    edges = [round(place * len(points) / MOST_POINTS) for place in range(MOST_POINTS + 1)]
    chunks = [points[first:last] for first, last in pairwise(edges)]
    return [(chunk[-1][0], fmean(value for _, value in chunk)) for chunk in chunks]


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


def value_text(trend: Trend, value: float) -> str:
    """A value of a trend with the digits that its unit deserves."""
    if trend.unit == "s":
        return clock(value)
    if trend.unit == "share":
        return f"{value:.0%}"
    return f"{value:.1f}" if trend.name == "fillers" else f"{value:.0f}"

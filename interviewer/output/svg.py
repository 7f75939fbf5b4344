"""What stands on an answer's timeline, and the sums that `pages/charts.html` draws with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.model import Interval, Part

CROWDED = 4.0
"""Marks nearer than this (in percent of the width) stand in different rows."""


@dataclass(frozen=True, slots=True)
class StorySegment:
    """A stretch of one part of a story; None for an answer that has no parts."""

    interval: Interval
    part: Part | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A numbered finding on the time axis."""

    at: float
    number: int
    verdict: str
    text: str


def along(value: float, start: float, end: float) -> float:
    """Where a value stands between two others, in percent: 0 at `start`, 100 at `end`."""
    return round(100 * (value - start) / (end - start), 2)


def place(value: float, whole: float, digits: int = 2) -> float:
    """A share of a whole in percent, 0 to 100."""
    return round(100 * min(max(value / (whole if whole > 0 else 1.0), 0.0), 1.0), digits)


def flag_rows(flags: Sequence[Flag], duration: float) -> dict[int, int]:
    """Number of a mark -> the row it stands in, so that neighbours do not cover each other."""
    ends: list[float] = []
    rows: dict[int, int] = {}
    for flag in sorted(flags, key=lambda flag: flag.at):
        x = place(flag.at, duration)
        row = next((row for row, end in enumerate(ends) if x - end >= CROWDED), len(ends))
        ends[row : row + 1] = [x]
        rows[flag.number] = row
    return {number: max(rows.values()) - row for number, row in rows.items()}

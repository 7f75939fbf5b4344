"""Inline SVG: an answer's timeline, a figure over time, shares, a trend.

Drawings take their colours from classes of the page's style sheet, so that light, dark and print
need no drawing of their own. Places along the time axis are percentages: a drawing fits any width
without being distorted, and its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from interviewer.model import STAR, Interval, Part
from interviewer.output.formatting import clock

BAR = 26
"""Height of the bar of parts, in pixels."""
ROW = 24
"""Height of a row of numbered marks."""
CROWDED = 4.0
"""Marks nearer than this (in percent of the width) stand in different rows."""
LETTER = 4.5
"""A segment this wide (in percent) has room for its letter."""
MOST_LABELS = 6


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


def timeline(
    duration: float,
    segments: Iterable[StorySegment] = (),
    *,
    pauses: Iterable[Interval] = (),
    fillers: Iterable[float] = (),
    metrics: Iterable[tuple[float, str]] = (),
    flags: Sequence[Flag] = (),
    label: str = "",
) -> Markup:
    """A recording from left to right: parts, silences, fillers, quantities, findings."""
    at = _scale(duration)
    rows = _rows(flags, at)
    top = ROW * max(rows.values(), default=-1) + ROW
    bottom = top + BAR
    height = bottom + 34
    drawn = [
        _M('<rect class="track" x="0" y="{}" width="100%" height="{}"/>').format(top, BAR),
        *(_segment(item, at, top) for item in segments),
        *(
            _M('<rect class="silence" x="{}%" y="{}" width="{}%" height="{}">{}</rect>').format(
                at(pause.start),
                top,
                round(max(at(pause.end) - at(pause.start), 0.1), 2),
                BAR,
                _title(f"pause of {pause.length:.1f} s"),
            )
            for pause in pauses
        ),
        *(
            _M('<rect class="filler" x="{}%" y="{}" width="2" height="7"/>').format(
                at(start), bottom + 3
            )
            for start in fillers
        ),
        *(
            _M('<circle class="metric" cx="{}%" cy="{}" r="4">{}</circle>').format(
                at(start), bottom + 7, _title(text)
            )
            for start, text in metrics
        ),
        *(_flag(flag, at, rows[flag.number]) for flag in flags),
        *_axis(duration, bottom + 30),
        _M('<line class="head" x1="0" x2="0" y1="{}" y2="{}"/>').format(top - 3, bottom + 3),
    ]
    return _svg("timeline", height, label, drawn)


def _segment(item: StorySegment, at: _Scale, top: int) -> Markup:
    left, right = at(item.interval.start), at(item.interval.end)
    part = str(item.part) if item.part else "speech"
    width = round(max(right - left, 0.0), 2)
    drawn = _M('<rect class="part {}" x="{}%" y="{}" width="{}%" height="{}"/>').format(
        part, left, top, width, BAR
    )
    if item.part in STAR and width >= LETTER:
        drawn += _M('<text class="letter {}" x="{}%" y="{}">{}</text>').format(
            part, round((left + right) / 2, 2), top + BAR / 2 + 5, part[0].upper()
        )
    return drawn


def _flag(flag: Flag, at: _Scale, row: int) -> Markup:
    y = ROW * row + 10
    x = min(max(at(flag.at), 1.5), 98.5)
    return _M(
        '<g class="flag {}" data-seek="{}">{}<circle cx="{}%" cy="{}" r="9"/>'
        '<text x="{}%" y="{}">{}</text></g>'
    ).format(flag.verdict, round(flag.at, 2), _title(flag.text), x, y, x, y + 4, flag.number)


def _rows(flags: Sequence[Flag], at: _Scale) -> dict[int, int]:
    """Number of a mark -> the row it stands in, so that neighbours do not cover each other."""
    ends: list[float] = []
    rows: dict[int, int] = {}
    for flag in sorted(flags, key=lambda flag: flag.at):
        x = at(flag.at)
        row = next((row for row, end in enumerate(ends) if x - end >= CROWDED), len(ends))
        ends[row : row + 1] = [x]
        rows[flag.number] = row
    return {number: max(rows.values()) - row for number, row in rows.items()}


def _band(low: float, high: float) -> Markup:
    """The range to be in, between two heights in percent; nothing where it lies outside the figure."""
    upper, lower = max(high, 0.0), min(low, 100.0)
    if lower <= upper:
        return Markup("")
    return _M('<rect class="good" x="0" y="{}%" width="100%" height="{}%"/>').format(
        upper, round(lower - upper, 2)
    )


def line(
    points: Sequence[tuple[float, float]],
    *,
    label: str,
    good: tuple[float, float] | None = None,
    low: float | None = None,
    high: float | None = None,
    over: float | None = None,
    height: int = 88,
    dots: bool = False,
) -> Markup:
    """A figure over time; `good` is the band to be in, `low` to `high` the least range shown.

    `over` is where the horizontal axis ends when the last point does not end it.
    """
    if not points:
        return Markup("")
    values = [value for _, value in points] + [edge for edge in (low, high) if edge is not None]
    bottom, top = min(values), max(values)
    room = (top - bottom or 1.0) * 0.08
    bottom, top = bottom - room, top + room
    start = 0.0 if over is not None else points[0][0]
    end = over if over is not None else points[-1][0]
    width = (end - start) or 1.0

    def x(value: float) -> float:
        return round(100 * (value - start) / width, 2) if len(points) > 1 or over else 50.0

    def y(value: float) -> float:
        return round(100 * (top - value) / (top - bottom), 2)

    drawn = [_band(y(good[0]), y(good[1]))] if good else []
    path = " ".join(f"{x(at)},{y(value)}" for at, value in points)
    drawn.append(
        _M(
            '<svg viewBox="0 0 100 100" preserveAspectRatio="none">'
            '<polyline class="line" points="{}"/></svg>'
        ).format(path)
    )
    if dots or len(points) == 1:
        drawn += [
            _M('<circle class="dot" cx="{}%" cy="{}%" r="3.5"/>').format(x(at), y(value))
            for at, value in points
        ]
    for edge in good or ():
        if 4 < y(edge) < 96:
            drawn.append(_M('<text x="2" y="{}%" dy="-3">{:.0f}</text>').format(y(edge), edge))
    return _svg("figure", height, label, drawn)


def shares(amounts: Mapping[Part, float], *, height: int = 12) -> Markup:
    """Shares of situation, task, action and result as one bar."""
    left, drawn = 0.0, []
    for part in STAR:
        width = round(100 * amounts.get(part, 0.0), 2)
        drawn.append(
            _M('<rect class="part {}" x="{}%" y="0" width="{}%" height="{}"/>').format(
                part, round(left, 2), width, height
            )
        )
        left += width
    label = ", ".join(f"{part} {amounts.get(part, 0.0):.0%}" for part in STAR)
    return _svg("shares", height, label, drawn)


def bar(value: float, *, label: str, most: float = 100.0, before: float | None = None) -> Markup:
    """A figure as a thin bar of its greatest value; a stroke shows what it was before."""

    def wide(amount: float) -> float:
        return round(100 * min(max(amount / most, 0.0), 1.0), 1)

    then = (
        ()
        if before is None
        else (
            _M('<rect class="before" x="{}%" y="-3" width="2" height="12">{}</rect>').format(
                wide(before), _title(f"{before:.0f} before")
            ),
        )
    )
    return _svg(
        "bar",
        6,
        label,
        [
            _M('<rect class="track" x="0" y="0" width="100%" height="6" rx="3"/>'),
            _M('<rect class="filled" x="0" y="0" width="{}%" height="6" rx="3"/>').format(
                wide(value)
            ),
            *then,
        ],
    )


# --- parts of a drawing -------------------------------------------------------------------------

_M = Markup


class _Scale:
    """Seconds -> percent of the width."""

    def __init__(self, duration: float) -> None:
        self._duration = duration if duration > 0 else 1.0

    def __call__(self, seconds: float) -> float:
        return round(100 * min(max(seconds / self._duration, 0.0), 1.0), 2)


def _scale(duration: float) -> _Scale:
    return _Scale(duration)


def _axis(duration: float, y: int) -> list[Markup]:
    """Clock times under a drawing, at round distances."""
    step = next(
        (step for step in (5, 10, 15, 30, 60, 120, 300, 600) if duration / step <= MOST_LABELS),
        1200,
    )
    at = _scale(duration)
    drawn = []
    for count in range(int(duration // step) + 1):
        x = at(count * step)
        if x > 97:
            continue
        anchor = "start" if count == 0 else "middle"
        drawn.append(
            _M('<text class="tick" x="{}%" y="{}" text-anchor="{}">{}</text>').format(
                x, y, anchor, clock(count * step)
            )
        )
    return drawn


def _title(text: str) -> Markup:
    return _M("<title>{}</title>").format(text)


def _svg(kind: str, height: int, label: str, drawn: Iterable[Markup]) -> Markup:
    return _M(
        '<svg class="{}" width="100%" height="{}" role="img" aria-label="{}">{}</svg>'
    ).format(kind, height, label, Markup("").join(drawn))

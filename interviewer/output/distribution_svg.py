"""Inline SVG of many values at once: a histogram, a box, lines from before to after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

_M = Markup

HEIGHT = 84
GAP = 0.12
"""Share of a bar's place that stays free."""


def histogram(
    counts: Sequence[int],
    edges: Sequence[float],
    *,
    label: str,
    median: float | None = None,
    band: tuple[float, float] | None = None,
) -> Markup:
    """Bars over neighbouring ranges; `band` is where values should be, a stroke shows the median."""
    low, high = edges[0], edges[-1]
    most = max(*counts, 1)

    def x(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / (high - low), 2)

    drawn: list[Markup] = []
    if band:
        left, right = x(band[0]), x(band[1])
        drawn.append(
            _M('<rect class="good" x="{}%" y="0" width="{}%" height="{}"/>').format(
                left, round(right - left, 2), HEIGHT
            )
        )
    for count, start, end in zip(counts, edges, edges[1:], strict=False):
        tall = round((HEIGHT - 4) * count / most, 1)
        room = (x(end) - x(start)) * GAP / 2
        drawn.append(
            _M('<rect class="filled" x="{}%" y="{}" width="{}%" height="{}">{}</rect>').format(
                round(x(start) + room, 2),
                round(HEIGHT - tall, 1),
                round(x(end) - x(start) - 2 * room, 2),
                tall,
                _M("<title>{:g} to {:g}: {}</title>").format(start, end, count),
            )
        )
    if median is not None:
        drawn.append(
            _M('<line class="median" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/>').format(
                x(median), HEIGHT
            )
        )
    ends = ((low, "start"), ((low + high) / 2, "middle"), (high, "end"))
    drawn += [
        _M('<text x="{}%" y="{}" text-anchor="{}">{:g}</text>').format(
            x(at), HEIGHT + 13, anchor, at
        )
        for at, anchor in ends
    ]
    return _svg("histogram", HEIGHT + 16, label, drawn)


def box(
    low: float,
    quarter: float,
    median: float,
    three_quarters: float,
    high: float,
    *,
    label: str,
    most: float = 100.0,
) -> Markup:
    """Eight of ten values as a line, half of them as a box, and the median as a stroke."""

    def x(value: float) -> float:
        return round(100 * min(max(value / most, 0.0), 1.0), 1)

    return _svg(
        "box",
        14,
        label,
        [
            _M('<rect class="track" x="{}%" y="6" width="{}%" height="2"/>').format(
                x(low), round(x(high) - x(low), 1)
            ),
            _M('<rect class="filled" x="{}%" y="2" width="{}%" height="10" rx="2"/>').format(
                x(quarter), round(max(x(three_quarters) - x(quarter), 0.5), 1)
            ),
            _M('<line class="median" x1="{0}%" x2="{0}%" y1="0" y2="14"/>').format(x(median)),
        ],
    )


def interval(
    value: float, low: float | None, high: float | None, *, reach: float, label: str
) -> Markup:
    """A change with its interval, around a line at nothing; the axis goes from minus to plus `reach`."""

    def x(amount: float) -> float:
        return round(50 + 50 * min(max(amount / reach, -1.0), 1.0), 1)

    drawn = [_M('<line class="nothing" x1="50%" x2="50%" y1="0" y2="14"/>')]
    if low is not None and high is not None:
        drawn.append(
            _M('<rect class="track" x="{}%" y="5" width="{}%" height="4"/>').format(
                x(low), round(max(x(high) - x(low), 0.5), 1)
            )
        )
    drawn.append(_M('<circle class="dot" cx="{}%" cy="7" r="4"/>').format(x(value)))
    return _svg("interval", 14, label, drawn)


def slopes(pairs: Sequence[tuple[float, float]], *, label: str, height: int = 160) -> Markup:
    """A line for each pair, from before on the left to after on the right; 0 to 100."""

    def y(value: float) -> float:
        return round(4 + (height - 8) * (1 - min(max(value / 100, 0.0), 1.0)), 1)

    drawn = [
        _M('<line class="slope {}" x1="2%" x2="98%" y1="{}" y2="{}"/>').format(
            "up" if after > before else "down", y(before), y(after)
        )
        for before, after in pairs
    ]
    return _svg("slopes", height, label, drawn)


def _svg(kind: str, height: int, label: str, drawn: Iterable[Markup]) -> Markup:
    return _M(
        '<svg class="{}" width="100%" height="{}" role="img" aria-label="{}">{}</svg>'
    ).format(kind, height, label, Markup("").join(drawn))

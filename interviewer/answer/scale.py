"""Marks from measurements."""

from __future__ import annotations

from collections.abc import Sequence

Points = Sequence[tuple[float, float]]
"""`(value, mark)` pairs in rising order of value."""


def ramp(value: float, points: Points) -> float:
    """Straight lines between points; flat outside them."""
    left = points[0]
    if value <= left[0]:
        return left[1]
    for right in points[1:]:
        if value <= right[0]:
            share = (value - left[0]) / (right[0] - left[0])
            return left[1] + share * (right[1] - left[1])
        left = right
    return left[1]

"""Many stretches of words or of time, asked about in the time of a bisection.

An answer may hold as many of anything as it has words, so that looking through all of them for each of
others takes the square of its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Intervals:
    """Stretches in any order, from their first place up to their last."""

    def __init__(self, pairs: Iterable[tuple[float, float]]) -> None:
        ordered = sorted(pairs)
        self._firsts = [first for first, _ in ordered]
        self._furthest = list(accumulate((last for _, last in ordered), max))
        """For each, how far it or one before it reaches."""
        self._lasts = sorted(max(pair) for pair in ordered)
        self._sums_of_firsts = [0.0, *accumulate(self._firsts)]
        self._sums_of_lasts = [0.0, *accumulate(self._lasts)]

    def meet(self, first: float, last: float) -> bool:
        """Whether one of them shares more than an edge with a stretch."""
        at = bisect_left(self._firsts, last)
        return at > 0 and self._furthest[at - 1] > first

    def hold(self, first: float, last: float) -> bool:
        """Whether all of a stretch, edges included, lies in one of them."""
        at = bisect_right(self._firsts, first)
        return at > 0 and self._furthest[at - 1] >= last

    def shared(self, first: float, last: float) -> float:
        """How much of a stretch lies in them; what lies in two of them counts twice."""
        return max(0.0, self._before(last) - self._before(first)) if first < last else 0.0

    def _before(self, place: float) -> float:
        """How much of them lies before a place."""
        begun, over = bisect_left(self._firsts, place), bisect_left(self._lasts, place)
        open_or_over = place * begun - self._sums_of_firsts[begun]
        return open_or_over - (place * over - self._sums_of_lasts[over])

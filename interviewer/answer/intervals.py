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

    def meet(self, first: float, last: float) -> bool:
        """Whether one of them shares more than an edge with a stretch."""
        at = bisect_left(self._firsts, last)
        return at > 0 and self._furthest[at - 1] > first

    def hold(self, first: float, last: float) -> bool:
        """Whether all of a stretch, edges included, lies in one of them."""
        at = bisect_right(self._firsts, first)
        return at > 0 and self._furthest[at - 1] >= last

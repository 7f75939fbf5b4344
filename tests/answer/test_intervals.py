"""Many stretches at once say what looking through all of them would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer.intervals import Intervals

pairs = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda two: (min(two), max(two)))


@given(st.lists(pairs), pairs)
def test_meeting_is_sharing_more_than_an_edge(
    many: list[tuple[int, int]], one: tuple[int, int]
) -> None:
    """Half-open stretches: those that only touch do not meet."""
    first, last = one
    assert Intervals(many).meet(first, last) == any(a < last and first < b for a, b in many)


@given(st.lists(pairs), pairs)
def test_holding_is_lying_in_a_single_one(
    many: list[tuple[int, int]], one: tuple[int, int]
) -> None:
    """Two that touch do not hold what lies across their edge."""
    first, last = one
    assert Intervals(many).hold(first, last) == any(a <= first and last <= b for a, b in many)


@given(st.lists(pairs), pairs)
def test_what_is_shared_is_added_up(many: list[tuple[int, int]], one: tuple[int, int]) -> None:
    """As much of a stretch as lies in each of them."""
    first, last = one
    lengths = [max(0, min(b, last) - max(a, first)) for a, b in many]
    assert Intervals(many).shared(first, last) == pytest.approx(sum(lengths))

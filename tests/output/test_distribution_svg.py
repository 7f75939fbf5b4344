"""Drawings of many values: true to them, and readable by those who do not see them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from interviewer.output.distribution_svg import box, histogram, interval, slopes

_POINTS = st.floats(0, 100)


@given(st.lists(st.integers(0, 10**6), min_size=10, max_size=10), st.none() | _POINTS)
def test_bars_are_as_tall_as_their_counts(counts: list[int], median: float | None) -> None:
    """Each says its range and count; the tallest is the most."""
    drawn = histogram(counts, range(0, 101, 10), label="<scores>", median=median, band=(20, 40))
    fromstring(drawn)  # noqa: S314 - our own
    tall = [
        float(found) for found in re.findall(r'class="filled"[^>]* height="([\d.]+)"', str(drawn))
    ]
    assert len(tall) == 10
    assert max(tall) == tall[counts.index(max(counts))]
    assert f"0 to 10: {counts[0]}<" in drawn
    assert "&lt;scores&gt;" in drawn


@given(st.lists(_POINTS, min_size=5, max_size=5).map(sorted))
def test_a_box_stays_inside(values: list[float]) -> None:
    """Whatever its quantiles are."""
    drawn = box(*values, label="half of the scores")
    fromstring(drawn)  # noqa: S314 - our own
    places = [float(found) for found in re.findall(r'x1?="([\d.]+)%"', str(drawn))]
    assert all(0 <= place <= 100 for place in places)


def test_an_interval_stands_around_nothing() -> None:
    """A gain on the right, a loss on the left, and one without an interval is a point."""
    assert 'cx="75.0%"' in interval(5, 2, 8, reach=10, label="up")
    assert 'cx="25.0%"' in interval(-5, -8, -2, reach=10, label="down")
    assert "track" not in interval(5, None, None, reach=10, label="all alike")


def test_a_line_for_each_pair() -> None:
    """Up or down."""
    drawn = slopes([(20, 60), (60, 20), (50, 50)], label="before and after")
    assert drawn.count('class="slope up"') == 1
    assert drawn.count('class="slope down"') == 2

"""Drawings are well-formed, stay inside their frame, and say in words what they show."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from interviewer.model import Interval, Part
from interviewer.output.formatting import clock
from interviewer.output.page_shell import charts
from interviewer.output.sanitize import printable
from interviewer.output.svg import Flag, StorySegment

seconds = st.floats(0, 4_000)
intervals = st.builds(
    lambda start, length: Interval(start, start + length), seconds, st.floats(0, 60)
)
points = st.floats(0, 100)


def drawn(svg: str) -> ET.Element:
    """A drawing as XML."""
    return ET.fromstring(svg)  # noqa: S314 - made by this package


def percents(svg: str) -> list[float]:
    """Every place along the horizontal axis."""
    return [float(value) for value in re.findall(r' (?:x|cx)="([-\d.]+)%"', svg)]


@given(
    st.floats(0.1, 4_000),
    st.lists(st.builds(StorySegment, intervals, st.sampled_from([*Part, None])), max_size=8),
    st.lists(intervals, max_size=5),
    st.lists(seconds, max_size=8),
    st.lists(st.tuples(seconds, st.text(max_size=9)), max_size=5),
    st.lists(st.tuples(seconds, st.text(max_size=9)), max_size=6),
)
def test_any_timeline_is_well_formed_and_inside(
    duration: float,
    segments: list[StorySegment],
    pauses: list[Interval],
    fillers: list[float],
    metrics: list[tuple[float, str]],
    findings: list[tuple[float, str]],
) -> None:
    """Nothing stands left or right of the recording, whatever the session says."""
    flags = [Flag(at, n, "fix", printable(text)) for n, (at, text) in enumerate(findings, 1)]
    drawing = charts().timeline(
        duration,
        segments,
        pauses=pauses,
        fillers=fillers,
        metrics=[(at, printable(text)) for at, text in metrics],
        flags=flags,
        label='"quoted" <label>',
    )
    root = drawn(drawing)
    assert root.get("aria-label") == '"quoted" <label>'
    assert all(0 <= value <= 100 for value in percents(drawing))
    assert len(root.findall("g")) == len(flags)


def test_marks_that_are_close_stand_in_rows() -> None:
    """Two findings at one moment do not cover each other."""
    flags = [Flag(10.0, 1, "fix", "a"), Flag(10.1, 2, "ask", "b"), Flag(50.0, 3, "good", "c")]
    drawing = charts().timeline(100.0, flags=flags)
    circles = re.findall(r'<circle cx="([\d.]+)%" cy="(\d+)"', drawing)
    assert len({y for _, y in circles[:2]}) == 2
    assert circles[2][1] in {y for _, y in circles}


@given(
    st.lists(st.tuples(seconds, st.floats(-1_000, 1_000)), max_size=20).map(sorted),
    st.one_of(st.none(), st.just((120.0, 165.0))),
)
def test_any_line_is_well_formed_and_inside(
    points: list[tuple[float, float]], good: tuple[float, float] | None
) -> None:
    """A single point, a flat line and a steep one are all drawn."""
    drawing = charts().line(points, label="trend", good=good)
    if not points:
        assert drawing == ""
        return
    path = drawn(drawing).find("svg/polyline")
    assert path is not None
    for pair in path.get("points", "").split():
        assert all(-0.01 <= float(value) <= 100.01 for value in pair.split(","))


def test_shares_and_bars_say_their_figures() -> None:
    """Drawings carry their content for those who do not see them."""
    shares = charts().shares({Part.SITUATION: 0.25, Part.ACTION: 0.5, Part.RESULT: 0.25})
    assert drawn(shares).get("aria-label") == "situation 25%, task 0%, action 50%, result 25%"
    assert 'width="62.0%"' in charts().bar(62.0, label="Structure 62 of 100")
    assert "40 before" in charts().bar(62.0, label="Structure", before=40.0)
    assert 'width="100.0%"' in charts().bar(400.0, label="too much")


def test_a_clock_rounds_to_seconds() -> None:
    """Minutes and seconds."""
    assert [clock(value) for value in (0, 59.6, 61, 600)] == [
        "0:00",
        "1:00",
        "1:01",
        "10:00",
    ]


@given(st.lists(st.integers(0, 10**6), min_size=10, max_size=10), st.none() | points)
def test_bars_are_as_tall_as_their_counts(counts: list[int], median: float | None) -> None:
    """Each says its range and count; the tallest is the most."""
    drawing = charts().histogram(
        counts, range(0, 101, 10), label="<scores>", median=median, band=(20, 40)
    )
    ET.fromstring(drawing)  # noqa: S314 - made by this package
    tall = [
        float(found) for found in re.findall(r'class="filled"[^>]* height="([\d.]+)"', str(drawing))
    ]
    assert len(tall) == 10
    assert max(tall) == tall[counts.index(max(counts))]
    assert f"0 to 10: {counts[0]}<" in drawing
    assert "&lt;scores&gt;" in drawing


@given(st.lists(points, min_size=5, max_size=5).map(sorted))
def test_a_box_stays_inside(values: list[float]) -> None:
    """Whatever its quantiles are."""
    drawing = charts().box(*values, label="half of the scores")
    ET.fromstring(drawing)  # noqa: S314 - made by this package
    places = [float(found) for found in re.findall(r'x1?="([\d.]+)%"', str(drawing))]
    assert all(0 <= place <= 100 for place in places)


def test_an_interval_stands_around_nothing() -> None:
    """A gain on the right, a loss on the left, and one without an interval is a point."""
    assert 'cx="75.0%"' in charts().interval(5, 2, 8, reach=10, label="up")
    assert 'cx="25.0%"' in charts().interval(-5, -8, -2, reach=10, label="down")
    assert "track" not in charts().interval(5, None, None, reach=10, label="all alike")


def test_a_line_for_each_pair() -> None:
    """Up or down."""
    drawing = charts().slopes([(20, 60), (60, 20), (50, 50)], label="before and after")
    assert drawing.count('class="slope up"') == 1
    assert drawing.count('class="slope down"') == 2

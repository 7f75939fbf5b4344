"""Comparisons as they are printed."""

import pytest

from interviewer.history.compare import Change, Direction
from interviewer.history.terminal_history import difference, figure


@pytest.mark.parametrize(
    ("unit", "before", "after", "shown"),
    [
        ("points", 95.4, 31.6, ("95", "32", "-63")),
        ("points", 50.4, 49.6, ("50", "50", "0")),
        ("share", 0.374, 0.166, ("37%", "17%", "-20 pts")),
        ("per minute", 2.04, 3.16, ("2.0", "3.2", "+1.2")),
        ("s", 59.6, 121.4, ("1:00", "2:01", "+1:01")),
    ],
)
def test_a_change_is_the_difference_of_the_figures_shown(
    unit: str, before: float, after: float, shown: tuple[str, str, str]
) -> None:
    """Readers subtract them."""
    change = Change("any", unit, before, after, Direction.SAME)
    assert (figure(before, unit), figure(after, unit), difference(change)) == shown

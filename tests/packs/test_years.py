"""Which years a text speaks of."""

from __future__ import annotations

import pytest

from interviewer.packs.years import Period, years_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Engineer, Globex, 2019–2022", 2019, 2022),
        ("Jan 2020 - present", 2020, 2026),
        ("03/2018 to 11/2019: nurse", 2018, 2019),
        ("since March 2021", 2021, 2026),
        ("back in 2014 we had a leak", 2014, 2014),
        ("it was in twenty nineteen", 2019, 2019),
        ("in twenty twenty one I moved", 2021, 2021),
        ("in two thousand and eight", 2008, 2008),
        ("in nineteen ninety five", 1995, 1995),
        ("three years ago", 2022, 2024),
        ("last year", 2025, 2025),
    ],
)
def test_years_are_read(text: str, first: int, last: int) -> None:
    """Written, spoken, or counted back from today."""
    assert years_of(text, 2026) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "$2019 saved",
        "2,019 tickets",
        "port 2020a",
        "twenty two people",
        "for three years",
        "two thousand users",
    ],
)
def test_other_numbers_are_no_years(text: str) -> None:
    """Money, counts and lengths of time."""
    assert years_of(text, 2026) is None


def test_periods_are_some_years_apart() -> None:
    """Or touch."""
    assert Period(2019, 2022).away(Period(2017, 2017)) == 2
    assert Period(2019, 2022).away(Period(2022, 2025)) == 0
    assert str(Period(2019, 2022)) == "2019–2022"

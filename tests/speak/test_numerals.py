"""Figures are read aloud as English speakers read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speak import numerals


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("0", "zero"),
        ("17", "seventeen"),
        ("40", "forty"),
        ("99", "ninety nine"),
        ("256", "two hundred and fifty six"),
        ("1,200", "one thousand two hundred"),
        ("1000000", "one million"),
        ("0.5", "zero point five"),
        ("2.14.1", "two point fourteen point one"),
        ("2021", "twenty twenty one"),
        ("1905", "nineteen oh five"),
        ("2004", "two thousand four"),
        ("3000", "three thousand"),
        ("007", "zero zero seven"),
    ],
)
def test_figures_in_words(figures: str, said: str) -> None:
    """Years in pairs, versions in parts, leading zeros digit by digit."""
    assert numerals.in_words(figures) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (103, "one hundred and third")],
)
def test_ordinals(number: int, said: str) -> None:
    """The last word alone changes."""
    assert numerals.ordinal(number) == said


@given(st.from_regex(r"\d{1,40}(,\d{3})*(\.\d{1,9})*", fullmatch=True))
def test_no_figure_is_left(figures: str) -> None:
    """Whatever the digits are, what is said has none."""
    words = numerals.in_words(figures)
    assert words
    assert not any(character.isdigit() for character in words)

"""Quantities are heard as people say them, and numbers that only name things are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import Answer, plain
from interviewer.answer.quantities import (
    Quantity,
    end_states,
    quantities,
    vague,
    witnessed,
)
from interviewer.model import Span

ANYWHERE = Span(0, 99)
HERE = Path(__file__).parent
LINE = re.compile(r"(\w+) ([\d.]+)(?: (?!from)(\S+))?(?: from ([\d.]+))?")


def lines(name: str) -> list[str]:
    """The examples of a file."""
    text = (HERE / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def heard(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text."""
    return quantities(Answer(plain(text)))


@pytest.mark.parametrize("line", lines("quantities"))
def test_quantities_are_heard_with_kind_value_unit_and_baseline(line: str) -> None:
    """Every example gives exactly the quantities written behind it."""
    text, expected = line.split(" = ")
    found = heard(text)
    wanted = [LINE.fullmatch(item) for item in expected.split(", ")]
    assert len(found) == len(wanted)
    for quantity, match in zip(found, wanted, strict=True):
        assert match is not None
        kind, value, unit, before = match.groups()
        assert (quantity.kind, quantity.unit) == (kind, unit or "")
        assert quantity.value == pytest.approx(float(value), abs=0.06)
        assert quantity.before == (pytest.approx(float(before)) if before else None)


@pytest.mark.parametrize("text", lines("numbers-that-measure-nothing"))
def test_names_with_numbers_measure_nothing(text: str) -> None:
    """Years, dates, versions, ports, codes, ordinals and idioms are no quantities."""
    assert heard(text) == ()


def test_there_are_enough_examples_of_both_sorts() -> None:
    """At least 150 each way, so that a figure of 95 % means something."""
    assert len(lines("quantities")) >= 150
    assert len(lines("numbers-that-measure-nothing")) >= 150


def test_the_words_around_a_number_belong_to_it() -> None:
    """The report quotes "by about forty percent", not "forty"."""
    answer = Answer(plain("It fell by about forty percent last year."))
    assert answer.quote(quantities(answer)[0].span) == "by about forty percent"


@given(st.text(alphabet="0123456789.,-%$/ abxk tofrmhundedizn", max_size=80))
def test_any_scramble_of_figures_is_read_without_error(text: str) -> None:
    """Spans stay within the words, and values are numbers."""
    answer = Answer(plain(text))
    for quantity in quantities(answer):
        assert 0 <= quantity.span.first < quantity.span.last <= len(answer.words)
        assert quantity.value >= 0


def claimed(text: str, outcome: Span = ANYWHERE) -> list[tuple[str, bool]]:
    """What a text claims without a figure, and whether plainly."""
    answer = Answer(plain(text))
    return [(answer.quote(claim.span), claim.plain) for claim in vague(answer, [outcome])]


def test_a_claimed_size_is_vague_until_a_number_follows() -> None:
    """The word "significantly" asks for a number; "dramatically, by 40 percent" has it."""
    assert claimed("It got significantly faster.") == [("significantly faster.", True)]
    assert claimed("It dropped dramatically, by 40 percent.") == []
    assert claimed("It was way faster, it came down to seven minutes.") == []


def test_what_matters_only_to_the_speaker_is_not_vague() -> None:
    """The words "it meant a lot to me" and "several people" claim no effect."""
    assert claimed("It meant a lot to me and several people came.") == []


def test_a_hint_of_a_size_is_no_plain_claim() -> None:
    """The words "most of the wards" may or may not have a figure behind them."""
    assert claimed("Most of the wards stopped ringing.") == [("Most of the wards", False)]


def test_a_size_is_vague_only_where_a_result_is_told() -> None:
    """The words "much better" in the background claim nothing."""
    assert claimed("The other shop was much better.", Span(0, 0)) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Nobody was hurt.", [0.0]),
        ("Not one of them came back.", [0.0]),
        ("It has not failed, no more alarms at night.", [0.0]),
        ("Every single page was right.", [100.0]),
        ("All seven of them went home.", [100.0]),
        ("It rains every day.", []),
        ("There was no doubt.", []),
    ],
)
def test_none_and_all_end_a_result_without_a_figure(text: str, states: list[float]) -> None:
    """An outcome can be none of something, or all of it."""
    assert [one.value for one in end_states(Answer(plain(text)), [Span(0, 99)])] == states


@pytest.mark.parametrize(
    "text",
    [
        "um he just stood there saying nothing",
        "we greet every new tenant with the same sheet",
        "she left without any notice",
        "he gave no comment",
        "they had no time for it",
    ],
)
def test_idioms_end_nothing(text: str) -> None:
    """Words of none and all in an idiom, or in a habit, are no outcome."""
    assert end_states(Answer(plain(text)), [ANYWHERE]) == ()


def test_others_bear_a_result_out() -> None:
    """What somebody else did or said about it shows an outcome."""
    assert witnessed(Answer(plain("She still uses it.")), [Span(0, 4)])
    assert not witnessed(Answer(plain("It went well.")), [Span(0, 3)])

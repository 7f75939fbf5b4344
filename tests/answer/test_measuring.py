"""Figures that measure something are told from those that only belong to the telling."""

from __future__ import annotations

from interviewer.answer import Answer, plain
from interviewer.answer.measuring import chance, features, measuring
from interviewer.answer.quantities import quantities

STORY = (
    "For six years I had worked there with two colleagues. Last spring 40 percent of our builds failed and "
    "I was asked to get them moving. Two hours later I moved the cache. In the end the failures fell from "
    "40 percent to 3."
)


def test_effects_and_rates_measure_and_tenures_do_not() -> None:
    """Six years, two colleagues and two hours later are no metrics."""
    answer = Answer(plain(STORY))
    found = [answer.quote(one.span) for one in measuring(answer)]
    assert found == ["40 percent", "from 40 percent to 3."][: len(found)] or "3" in found[-1]
    assert not {"six years", "two colleagues.", "Two hours"} & set(found)


def test_every_quantity_has_a_chance() -> None:
    """Whatever stands around a figure, its chance is between 0 and 1."""
    answer = Answer(plain(STORY))
    assert all(0 < chance(features(answer, one)) < 1 for one in quantities(answer))

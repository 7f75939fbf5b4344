"""Points for words."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer.word_weights import (
    BREADTH,
    PATTERN,
    ConceptWeights,
    features,
    learned_from,
    weights_for,
)
from interviewer.packs import rubrics

TEA = ConceptWeights(
    {"tea": {"": -2.0, "cup": 1.5, "hot cup": 1.0, PATTERN: 3.0}, "milk": {"": -1.0, "cow": 2.0}}
)


def test_words_and_neighbours_count_once_each() -> None:
    """However often they are said; pairs do not reach over a gap between runs."""
    assert features([("hot", "cup", "cup"), ("tea",)]) == {
        "hot",
        "cup",
        "tea",
        "hot cup",
        "cup cup",
    }


def test_points_add_up() -> None:
    """One row per window, one column per concept; unknown words add nothing."""
    points = TEA.points([{"hot", "cup", "hot cup"}, {"cow"}, {"unheard"}])
    assert points.tolist() == [[0.5, -1.0], [-2.0, 1.0], [-2.0, -1.0]]


def test_many_words_that_speak_for_a_concept_are_worth_more() -> None:
    """One word alone may have another sense."""
    one, two, none = TEA.points([{"cup"}, {"cup", "hot cup"}, {"unheard"}], broad=True)[:, 0]
    assert one == pytest.approx(-0.5 + BREADTH * log(2), abs=1e-5)
    assert two == pytest.approx(0.5 + BREADTH * log(3), abs=1e-5)
    assert none == -2.0


def test_no_stretches_give_no_rows() -> None:
    """An answer of questions only has nothing to weigh."""
    assert TEA.points([]).shape == (0, 2)


def test_weights_can_be_read() -> None:
    """By word and column; `@` is the weight of a pattern."""
    assert TEA.weight("cup", TEA.column("tea")) == 1.5
    assert TEA.weight(PATTERN, TEA.column("tea")) == 3.0
    assert TEA.weight("anything", TEA.column("milk")) == 0.0


@given(
    st.lists(st.frozensets(st.sampled_from(["hot", "cup", "hot cup", "cow", "moo"])), max_size=5)
)
def test_stretches_do_not_influence_each_other(windows: list[frozenset[str]]) -> None:
    """Together or one by one, the points are the same."""
    together = TEA.points(windows).tolist()
    assert together == [TEA.points([each]).tolist()[0] for each in windows]


LEARNED = (
    "code-review executive-briefing file-upload idor security-automation threat-model"
    " vulnerability-remediation"
).split()
"""Rubrics for which there are lines by many hands; the others go by their patterns."""


@pytest.mark.parametrize("name", LEARNED)
def test_every_concept_of_the_first_interview_was_learned(name: str) -> None:
    """Each with weights of its own, and a pattern that is met speaks for it."""
    learned = weights_for(name)
    assert learned is not None
    assert learned.keys == tuple(rubrics.get(name).concepts)
    assert all(learned.weight(PATTERN, column) > 0.0 for column in range(len(learned.keys)))
    claims = weights_for(f"{name}.wrong")
    assert (claims.keys if claims else ()) == tuple(rubrics.get(name).wrong)


def test_a_rubric_of_ones_own_has_no_weights() -> None:
    """It goes by its patterns."""
    assert weights_for("coffee") is None


def test_other_weights_can_be_measured() -> None:
    """For as long as they are asked for."""
    with learned_from({"coffee": {"beans": {"": 0.0}}}):
        assert weights_for("coffee") is not None
        assert weights_for("idor") is None
    assert weights_for("coffee") is None
    assert weights_for("idor") is not None

"""Two attempts side by side: better is what moved towards good, not what grew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.errors import StoreError
from interviewer.history import AnswerRef
from interviewer.history.compare import Direction, compare, compare_sessions
from interviewer.model import Session, Turn, Verdict
from tests.support.examples import STORY, finding, session, turn
from tests.support.histories import OTHER, answered

ONE, TWO = AnswerRef(1), AnswerRef(2)


def way(before: Turn, after: Turn, name: str) -> Direction:
    """Which way a figure went."""
    comparison = compare(before, after, ONE, TWO)
    return next(
        change.way for change in (*comparison.scores, *comparison.measures) if change.name == name
    )


def test_every_score_is_set_beside_the_other() -> None:
    """A score that only one of them has is shown and judged by nothing."""
    before = turn(scores={"overall": 50.0, "star": 70.0, "metrics": 40.0})
    after = turn(scores={"overall": 61.0, "star": 60.0, "delivery": 80.0})
    comparison = compare(before, after, ONE, TWO)
    assert {change.name: change.way for change in comparison.scores} == {
        "overall": Direction.BETTER,
        "star": Direction.WORSE,
        "metrics": Direction.SAME,
        "delivery": Direction.SAME,
    }
    assert "overall" in comparison.better
    assert "star" in comparison.worse


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (90, 140, Direction.BETTER),
        (210, 150, Direction.BETTER),
        (140, 200, Direction.WORSE),
        (140, 150, Direction.SAME),
        (125, 160, Direction.SAME),
    ],
)
def test_pace_is_better_when_it_is_nearer_to_comfortable(
    before: float, after: float, expected: Direction
) -> None:
    """Faster is neither better nor worse in itself."""
    assert way(answered(pace=before), answered(pace=after), "pace") is expected


def test_length_is_judged_by_the_question() -> None:
    """An answer of half a minute that grows towards two minutes got better."""
    short, long = answered(), answered(f"{STORY} {OTHER}", pace=110)
    assert way(short, long, "length") is Direction.BETTER
    assert way(long, short, "length") is Direction.WORSE


def test_fewer_fillers_are_better_until_they_cost_nothing() -> None:
    """Below five a minute nobody counts."""
    full = answered(STORY.replace("I ", "um uh er I "))
    assert way(full, answered(), "fillers") is Direction.BETTER
    assert way(answered(), answered(STORY.replace("shop", "um shop")), "fillers") is Direction.SAME


def test_shares_are_those_of_a_story() -> None:
    """Two opinions have none to compare."""
    names = [change.name for change in compare(answered(), answered(), ONE, TWO).measures]
    assert names[-4:] == ["situation", "task", "action", "result"]
    opinion = answered("I always check everything twice because quality matters to me.")
    names = [change.name for change in compare(opinion, opinion, ONE, TWO).measures]
    assert names == ["length", "pace", "fillers"]


def test_findings_are_fixed_new_or_still_there() -> None:
    """A rule that fires five times is one thing to change."""
    good = finding("delivery.steady", verdict=Verdict.GOOD)
    note = finding("timing.note", verdict=Verdict.NOTE)
    before = turn(findings=(finding("a.gone"), finding("b.stays"), finding("b.stays"), good))
    after = turn(findings=(finding("b.stays"), finding("c.new", verdict=Verdict.ASK), note))
    comparison = compare(before, after, ONE, TWO)
    assert [item.rule for item in comparison.fixed] == ["a.gone"]
    assert [item.rule for item in comparison.still] == ["b.stays"]
    assert [item.rule for item in comparison.new] == ["c.new"]
    assert [item.rule for item in comparison.lost] == ["delivery.steady"]
    assert comparison.gained == ()


def held(*turns: Turn, version: str = "") -> Session:
    """A session; `version` tells two of the same turns apart."""
    return replace(session(*turns), version=version)


def test_sessions_are_compared_by_their_common_questions() -> None:
    """The last try at each, in the order of the later session."""
    before = held(turn("a"), turn("b"), turn("b"), turn("c"))
    after = held(turn("x"), turn("b"), turn("a"), version="2")
    pairs = [(str(c.before), str(c.after)) for c in compare_sessions(before, after)]
    assert pairs == [("3", "2"), ("1", "3")]
    assert len(compare_sessions(before, after, AnswerRef(3))) == 1


def test_within_a_session_the_first_try_meets_the_last() -> None:
    """As a drill is meant."""
    drill = held(turn("a"), turn("a"), turn("b"), turn("a"))
    (comparison,) = compare_sessions(drill, drill)
    assert (comparison.before, comparison.after) == (AnswerRef(1), AnswerRef(4))


def test_named_answers_are_compared_whatever_they_answer() -> None:
    """The same story told to two questions, for example."""
    both = held(turn("a"), turn("b"))
    (comparison,) = compare_sessions(both, both, ONE, TWO)
    assert comparison.question.id == "b"


def test_nothing_in_common_is_said() -> None:
    """With the way to compare all the same."""
    with pytest.raises(StoreError, match="SESSION:1"):
        compare_sessions(held(turn("a")), held(turn("b"), version="2"))


def test_shares_are_judged_between_whole_stories_only() -> None:
    """The share of a result that is missing is not a better one for being smaller."""
    before, after = answered(), answered(f"{STORY} {OTHER}")
    assert {way(before, after, part) for part in ("situation", "action", "result")} != {
        Direction.SAME
    }
    for lacking in (finding("star.no-result"), finding("star.no-story")):
        lost = replace(after, findings=(lacking,))
        for part in ("situation", "task", "action", "result"):
            assert way(replace(before, findings=()), lost, part) is Direction.SAME

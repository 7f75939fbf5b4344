"""What to practise next is the nearest goal's smallest gap, with the command for it."""

from __future__ import annotations

from dataclasses import replace

from interviewer.model import Condition, Kind, Milestone, Step
from interviewer.progress.board import board, matrix
from interviewer.progress.next_practice import suggestions, weakest
from tests.support.goals import GOOD, pack
from tests.support.histories import entry

BOTH = pack(GOOD)


def told(*entries: object) -> list[tuple[str, str]]:
    """Reasons and commands after these answers."""
    given = list(entries)
    found = suggestions(board(BOTH, given), matrix(BOTH, given), given)  # type: ignore[arg-type]
    return [(item.why, item.command) for item in found]


def test_a_principle_that_is_nearly_there_comes_first() -> None:
    """The same question once more, with what it lacks."""
    near = entry("frugality-budget", competency="frugality", score=60)
    assert told(near) == [
        ("Frugality still needs 65 points (it had 60)", "interviewer drill frugality-budget")
    ]


def test_then_one_that_was_never_told() -> None:
    """The principle is the topic."""
    assert told(entry()) == [("Frugality: no story told yet", "interviewer drill frugality")]


def test_a_goal_that_is_reached_gives_way_to_the_next() -> None:
    """Nothing is left when all are."""
    assert told(entry(), entry(competency="frugality")) == []
    more = {
        **BOTH.milestones,
        "next": Milestone(
            "Next",
            (
                Step(
                    "Review", Condition(kinds=(Kind.CODE_REVIEW,)), "interviewer drill code-review"
                ),
            ),
        ),
    }
    longer = replace(BOTH, milestones=more)
    given = [entry(), entry(competency="frugality")]
    (item,) = suggestions(board(longer, given), matrix(longer, given), given)
    assert (item.what, item.command) == ("Review", "interviewer drill code-review")


def test_a_habit_is_named_when_it_comes_up_often() -> None:
    """In three of the last eight answers; older ones do not matter, nor rules that are gone."""
    habit = frozenset({"star.no-result", "no.such-rule"})
    given = [entry(days=n, rules=habit if n % 2 else frozenset()) for n in range(8)]
    assert told(*given)[-1] == (
        "“Structure, no result” came up in 4 of your last 8 answers",
        "interviewer rules star.no-result",
    )
    healed = [*given, *(entry(days=n) for n in range(10, 18))]
    assert "rules" not in told(*healed)[-1][1]


def test_one_command_is_advised_once() -> None:
    """Two steps that the same drill practises."""
    twice = pack(
        Condition(kinds=(Kind.CODE_REVIEW,)), Condition(kinds=(Kind.CODE_REVIEW,), count=3)
    )
    steps = tuple(
        replace(step, do="interviewer drill code-review") for step in twice.milestones["goal"].steps
    )
    twice = replace(twice, milestones={"goal": Milestone("Goal", steps)})
    assert len(suggestions(board(twice, []), matrix(twice, []), [])) == 1


def test_the_weakest_is_the_one_that_pays_most() -> None:
    """Close before untold, untold before started."""
    started = entry(competency="frugality", score=10, seconds=10)
    row = weakest(matrix(BOTH, [started]))
    assert row is not None
    assert row.name == "ownership"
    row = weakest(matrix(BOTH, [started, entry()]))
    assert row is not None
    assert row.name == "frugality"
    assert weakest(matrix(BOTH, [entry(), entry(competency="frugality")])) is None

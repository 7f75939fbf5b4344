"""The board shows each condition with its evidence, or with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from interviewer.history.index import AnswerRow
from interviewer.history.readiness import shortfalls
from interviewer.model import Condition, Kind
from interviewer.packs import catalogue
from interviewer.progress.board import (
    CompetencyState,
    StepProgress,
    board,
    matrix,
    requirements,
    shortfall_text,
)
from tests.support.goals import GOOD, pack
from tests.support.histories import BEGAN, entry


def step(condition: Condition, entries: Sequence[AnswerRow]) -> StepProgress:
    """How far one condition is."""
    return board(pack(condition), entries)[0].steps[0]


def test_a_step_is_shown_by_the_attempts_that_count() -> None:
    """The first of each kind that is asked for, with session and day."""
    first = entry("a", competency="ownership")
    later = entry("b", competency="ownership", days=1, score=99)
    other = entry("c", competency="frugality", days=2)
    stepped = step(GOOD, [first, later, other])
    assert stepped.evidence == (first, other)
    assert stepped.done
    assert stepped.missing == ""
    assert stepped.nearest is None


def test_what_is_missing_comes_from_the_nearest_attempt() -> None:
    """The one that lacks least; of equals the better one."""
    far = entry("a", score=20, seconds=20, rules=frozenset({"star.no-result"}))
    near = entry("b", score=60, days=1)
    worse = entry("c", score=50, days=2)
    stepped = step(GOOD, [far, near, worse])
    assert (stepped.reached, stepped.nearest) == (0, near)
    assert stepped.missing == "0 of 2; the closest still needs 65 points (it had 60)"
    once = step(replace(GOOD, count=1), [near])
    assert once.missing == "not done yet; the closest still needs 65 points (it had 60)"


def test_what_is_reached_already_is_not_called_missing() -> None:
    """Attempts at the principle that counts are not the nearest ones."""
    shown, again = entry("a"), entry("b", score=64, days=1)
    stepped = step(GOOD, [shown, again])
    assert (stepped.reached, stepped.nearest, stepped.missing) == (1, None, "1 more")


def test_nothing_tried_is_said() -> None:
    """Attempts of another kind do not come near."""
    stepped = step(GOOD, [entry(kind=Kind.CODE_REVIEW)])
    assert stepped.missing == "not tried yet"


def test_repeating_counts_where_the_condition_says_so() -> None:
    """Three attempts at one question."""
    condition = Condition(count=3, distinct="attempt", scores={"overall": 65.0})
    told = [entry(days=n) for n in range(3)]
    assert step(condition, told).evidence == tuple(told)
    assert not step(condition, told[:2]).done


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seconds": 20.0}, "a length of 1:30 to 5:00 (it was 0:20)"),
        ({"seconds": None}, "to be said aloud, in 1:30 to 5:00"),
        ({"score": 12.0}, "65 points (it had 12)"),
        ({"score": None}, "65 points (it had none)"),
        ({"rules": frozenset({"star.no-result"})}, "a result"),
        ({"rules": frozenset({"star.no-story"})}, "a single story"),
    ],
)
def test_a_lack_is_told_in_plain_words(changes: dict[str, object], said: str) -> None:
    """One for each thing that a condition can ask for."""
    (lack,) = shortfalls(GOOD, entry(**changes).attempt)  # type: ignore[arg-type]
    assert shortfall_text(lack) == said


def test_scores_of_a_family_are_named() -> None:
    """Points for what."""
    (lack,) = shortfalls(
        Condition(scores={"coverage": 60.0}), entry(scores={"coverage": 41.0}).attempt
    )
    assert shortfall_text(lack) == "60 points for coverage (it had 41)"


def test_a_goal_is_due_so_many_days_after_the_first_answer() -> None:
    """No answer, no due day."""
    assert board(pack(GOOD, days=7), [])[0].due is None
    (goal,) = board(pack(GOOD, days=7), [entry(), entry(days=3)])
    assert goal.due == BEGAN + timedelta(days=7)
    assert goal.done == 0
    assert board(pack(GOOD), [entry()])[0].due is None


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([], CompetencyState.UNTOLD),
        ([entry(score=20, seconds=20)], CompetencyState.STARTED),
        ([entry(score=60)], CompetencyState.CLOSE),
        ([entry(score=60), entry(score=20, seconds=10)], CompetencyState.CLOSE),
        ([entry(), entry(score=20, days=1)], CompetencyState.READY),
    ],
)
def test_a_principle_is_as_ready_as_its_best_attempt(
    told: list[AnswerRow], state: CompetencyState
) -> None:
    """A bad day takes nothing back."""
    found = matrix(pack(Condition(), GOOD), told)
    rows = {row.name: row for row in found.rows}
    assert list(rows) == ["ownership", "frugality"]
    assert (rows["ownership"].state, rows["ownership"].attempts) == (state, len(told))
    assert rows["frugality"].state is CompetencyState.UNTOLD
    assert found.ready == (state is CompetencyState.READY)


def test_stories_for_other_principles_may_touch_one() -> None:
    """They do not make it ready, but they are worth knowing."""
    touched = entry(also=("frugality",))
    rows = {row.name: row for row in matrix(pack(GOOD), [touched, touched]).rows}
    assert (rows["frugality"].touched, rows["frugality"].state) == (2, CompetencyState.UNTOLD)


def test_the_measure_is_the_study_plans_own() -> None:
    """Its headings too; a pack that asks for nothing such gets a plain one."""
    assert dict(requirements(matrix(pack(GOOD), []).condition)) == {
        "overall": "65+",
        "length": "length",
        "star.no-story": "story",
        "star.no-result": "result",
    }
    plain = matrix(pack(Condition(scores={"star": 70.0}, without=("metrics.none",))), [])
    assert dict(requirements(plain.condition)) == {"overall": "60+"}
    asked = Condition(scores={"star": 70.0}, without=("metrics.none",))
    assert dict(requirements(asked)) == {"star": "star 70+", "metrics.none": "metrics"}


def test_the_first_pack_has_sixteen_principles() -> None:
    """In their own order, with the measure of its plan for the loop."""
    found = matrix(catalogue.load(), [])
    assert len(found.rows) == 16
    assert found.rows[0].title == "Customer Obsession"
    assert found.condition.count == 16


def test_every_step_of_the_first_pack_can_be_reached() -> None:
    """Its conditions ask for kinds and questions that exist, so that no goal is out of reach."""
    pack_ = catalogue.load()
    for goal in board(pack_, []):
        for stepped in goal.steps:
            condition = stepped.step.condition
            assert not stepped.done
            fitting = [
                question
                for question in pack_.questions.values()
                if (not condition.kinds or question.kind in condition.kinds)
                and (not condition.questions or question.id in condition.questions)
                and (not condition.rubrics or set(condition.rubrics) & set(question.rubrics))
                and (not condition.competencies or question.competency in condition.competencies)
            ]
            assert fitting, stepped.step.title


def test_evidence_survives_equal_attempts() -> None:
    """Two answers with the same figures are still two answers."""
    one = entry("a", competency="ownership")
    two = replace(one, number=2, attempt=replace(one.attempt, competency="frugality"))
    assert step(GOOD, [one, two]).evidence == (one, two)

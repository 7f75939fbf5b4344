"""The study plan as tasks, each with its question."""

from __future__ import annotations

import pytest

from interviewer.packs import catalogue
from interviewer.packs.posting_plan import FIRST
from interviewer.progress.board import board
from interviewer.progress.study_tasks import study_tasks

PACK = catalogue.load("amazon-appsec")


@pytest.mark.parametrize("name", sorted(set(catalogue.load_all()) - {"common"}))
def test_every_task_of_several_names_another_question(name: str) -> None:
    """A step of eight stories is eight questions, each with its competency."""
    pack = catalogue.load(name)
    goals = board(pack, [])
    steps = [one.step for goal in goals for one in goal.steps if one.step.condition.count > 1]
    ends = tuple(f"({step.title[:1].lower()}{step.title[1:]})" for step in steps)
    named = [task for task in study_tasks(goals, pack) if task.what.endswith(ends)]
    assert named
    assert len(set(named)) == len(named)
    assert {task.command.removeprefix("interviewer drill ") for task in named} <= set(
        pack.questions
    )


def test_what_a_posting_asks_for_most_comes_first() -> None:
    """Each of its first competencies has a task, in its order, whatever the plan's own order."""
    asked = [
        "automation",
        "code-review",
        "threat-modelling",
        "ownership",
        "influence",
        "remediation",
    ]
    tasks = study_tasks(board(PACK, []), PACK, asked)
    drilled = [task.command.removeprefix("interviewer drill ") for task in tasks[:FIRST]]
    assert [PACK.questions[question].competency for question in drilled] == asked


def test_stories_follow_the_posting_too() -> None:
    """Eight stories begin with the principles asked for most."""
    tasks = study_tasks(board(PACK, []), PACK, ["earn-trust", "dive-deep"])
    names = [task.what.split(" (")[0] for task in tasks]
    assert names.index("Dive Deep") < names.index("Earn Trust") < names.index("Customer Obsession")


def test_what_several_tasks_make_up_is_said_once() -> None:
    """With the first of them: eight stories are one goal."""
    tasks = [task.what for task in study_tasks(board(PACK, []), PACK, ["earn-trust"])]
    assert sum("eight stories" in what for what in tasks) == 1
    assert sum("sixteen principles" in what for what in tasks) == 1

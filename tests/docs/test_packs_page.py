"""The page about packs is complete, and its examples work."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from interviewer import model
from interviewer.answer import Answer, plain
from interviewer.answer.question_fit import asked
from interviewer.checks.technical import coverage
from interviewer.packs import catalogue, rubrics, tasks
from interviewer.packs.plan import make_plan
from interviewer.packs.reader import PackFile
from interviewer.packs.validate import GAPS, TIMES
from interviewer.settings import paths
from tests.support.commands import run

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(
    "type_",
    [
        PackFile,
        model.Question,
        model.FollowUp,
        model.Fact,
        model.Flaw,
        model.Material,
        model.Competency,
        model.Interviewer,
        model.Times,
        model.Format,
        model.Sitting,
        model.RoundFormat,
        model.Milestone,
        model.Step,
        model.Condition,
    ],
    ids=lambda type_: type_.__name__,
)
def test_every_key_is_explained(type_: type) -> None:
    """Whatever a file may contain."""
    for field in fields(type_):
        assert f"`{field.name}`" in PAGE, field.name


def test_every_key_of_a_task_is_in_the_example() -> None:
    """Tasks are explained by one."""
    (example,) = (example for example in EXAMPLES if "cases:" in example)
    for field in (*fields(tasks.Task), *fields(tasks.Case)):
        assert f"{field.name}:" in example


def test_everything_a_question_can_ask_for_is_named() -> None:
    """`asks` takes no other word."""
    for kind in asked():
        assert f"`{kind}`" in PAGE, kind


def test_every_gap_and_kind_is_explained() -> None:
    """With the figures that hold."""
    for gap in GAPS:
        assert f"`{gap}`" in PAGE
    for kind, times in TIMES.items():
        first, last = times.target_s
        row = rf"\| `{kind}` \| [a-z ]+ \| {first:g}–{last:g} s \| {times.limit_s:g} s \|"
        assert re.search(row, PAGE), kind


def test_every_key_of_a_rubric_is_explained() -> None:
    """In its tables or in the example."""
    for type_ in (rubrics.Rubric, rubrics.Concept, rubrics.Claim):
        for field in fields(type_):
            assert f"`{field.name}`" in PAGE or f"{field.name}:" in PAGE, field.name


def test_the_examples_are_without_mistakes() -> None:
    """Copied as they are."""
    folder = paths.user_prompts()
    (folder / "tasks").mkdir(parents=True)
    for number, example in enumerate(EXAMPLES):
        if "cases:" in example:
            (folder / "tasks" / "shout.yaml").write_text(example, "utf-8")
            assert len(tasks.load("shout").cases) == 2
        elif "concepts:" in example:
            path = folder / "rubrics" / "coffee.yaml"
            path.parent.mkdir()
            path.write_text(example, "utf-8")
            assert catalogue.check(path) == ()
            assert _covered(rubrics.get("coffee").concepts["fresh-beans"].example) == (
                "fresh-beans",
            )
        else:
            path = folder / f"{number}.yaml"
            path.write_text(example, "utf-8")
            assert catalogue.check(path) == ()
    assert "my-surprise" in catalogue.load().questions
    assert make_plan("chat", catalogue.load("tiny")).rounds[0].says.startswith("Hello, I am Kim")


def _covered(text: str) -> tuple[str, ...]:
    """What a text covers of the example's rubric."""
    answer = Answer(plain(text), kind=model.Kind.TECHNICAL, rubrics=("coffee",))
    return coverage.measure(answer)["coffee"].covered


def test_the_tutorial_works_as_written() -> None:
    """Line by line, as somebody new to it types it."""
    (tutorial,) = re.findall(r"```sh\n(interviewer packs new .*?)```", PAGE, re.DOTALL)
    for line in tutorial.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "interviewer"
        done = run(*arguments)
        assert done.returncode == 0, (line, done.stderr)
    assert "globex" in run("packs", "list").stdout


def test_the_mistakes_shown_are_real() -> None:
    """What the page says `interviewer packs check` prints is what it prints."""
    path = paths.user_prompts() / "mine.yaml"
    path.parent.mkdir(parents=True)
    header = "pack: amazon-appsec\nquestions:\n  - id: mine\n"
    (shown,) = re.findall(r"```\n(mine\.yaml:4: .*?)```", PAGE, re.DOTALL)
    found: list[str] = []
    for body in (
        "    kind: behavioural\n    text: It grew, and why?\n    target: [1, 2]\n",
        "    kind: behavioral\n    text: It grew by 40%, and why?\n",
    ):
        path.write_text(header + body, "utf-8")
        found += catalogue.check(path)
    lines = sorted(mistake.removeprefix(f"{path.parent.resolve()}/") for mistake in found)
    assert lines == shown.splitlines()

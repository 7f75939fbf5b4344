"""The first debrief a new user sees is about these recordings: what it says of them is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from interviewer.answer import Answer, plain
from interviewer.checks import advice, examine
from interviewer.model import Verdict
from interviewer.packs import catalogue

ROOT = Path(__file__).parents[3]
LABELS = yaml.safe_load((ROOT / "tests" / "data" / "candidates.yaml").read_text("utf-8"))


def candidate(clip: str) -> Answer:
    """A recorded answer, as its script has it, to its own question."""
    text = (ROOT / "prompts" / "candidates" / f"{clip}.txt").read_text("utf-8")
    question = catalogue.load().questions[clip.partition("/")[2]]
    said = plain(re.sub(r"\[pause [0-9.]+\] ?", "", text))
    return Answer(said, question, question.kind, question.rubrics)


@pytest.mark.parametrize(("clip", "labels"), LABELS.items())
def test_what_was_said_is_never_called_missing(clip: str, labels: dict[str, Any]) -> None:
    """And what was not said is not called covered, one concept aside."""
    coverage = examine(candidate(clip)).coverage
    assert coverage is not None
    for rubric, label in labels.items():
        assert not set(label["covers"]) & set(coverage[rubric].missing)
        assert len(set(label["gaps"]) & set(coverage[rubric].covered)) <= 1


@pytest.mark.parametrize(("clip", "labels"), LABELS.items())
def test_wrong_claims_are_those_that_were_made(clip: str, labels: dict[str, Any]) -> None:
    """All but one of them at most, and no other."""
    coverage = examine(candidate(clip)).coverage
    assert coverage is not None
    for rubric, label in labels.items():
        made = set(label.get("wrong", ()))
        assert set(coverage[rubric].wrong) <= made
        assert len(coverage[rubric].wrong) >= len(made) - 1


@pytest.mark.parametrize("clip", LABELS)
def test_the_remarks_that_are_shown_are_true(clip: str) -> None:
    """No remark on a concept that was covered."""
    labels = LABELS[clip]
    for finding in advice.fixes(examine(candidate(clip)).findings):
        rubric, _, key = finding.rule.partition(".")
        assert finding.verdict is not Verdict.GOOD
        assert key not in labels.get(rubric, {}).get("covers", ())

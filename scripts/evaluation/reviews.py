"""How well planted flaws, their impact and their fixes are heard in spoken code reviews.

`python -m scripts.evaluation.reviews` prints the counts. The reviews are by an independent author
(`tests/data/technical/reviews.yaml`), each of a piece of code of the shipped packs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from interviewer.answer import Answer, plain
from interviewer.checks.technical import code_review
from interviewer.model import Kind
from interviewer.packs import catalogue

REVIEWS = Path(__file__).parents[2] / "tests" / "data" / "technical" / "reviews.yaml"
PARTS = ("found", "impact", "fix")


@dataclass
class Heard:
    """How often something was told and heard, and not told and heard all the same."""

    told: int = 0
    heard: int = 0
    untold: int = 0
    imagined: int = 0

    def add(self, *, told: bool, heard: bool) -> None:
        """Count one case."""
        self.told += told
        self.heard += told and heard
        self.untold += not told
        self.imagined += heard and not told


def reviews() -> Iterator[tuple[dict[str, Any], code_review.Review]]:
    """Each labelled review with what the check makes of it."""
    questions = catalogue.load("amazon-appsec").questions
    for row in yaml.safe_load(REVIEWS.read_text("utf-8")):
        question = questions[row["question"]]
        answer = Answer(plain(row["text"]), question, Kind.CODE_REVIEW, question.rubrics)
        if measured := code_review.measure(answer):
            yield row, measured


def counts() -> dict[str, Heard]:
    """Flaws found; of those, impact and fix; and reviews with a false alarm."""
    total = {part: Heard() for part in (*PARTS, "alarm")}
    for row, measured in reviews():
        labels = {each["key"]: each for each in row["flaws"]}
        for number, flaw in enumerate(measured.flaws, 1):
            label = labels.get(number, {})
            total["found"].add(told=bool(label.get("found")), heard=flaw.found)
            if flaw.found and label.get("found"):
                total["impact"].add(told=bool(label.get("impact")), heard=flaw.impact)
                total["fix"].add(told=bool(label.get("fix")), heard=flaw.fix)
        total["alarm"].add(told=bool(row.get("false_alarms")), heard=bool(measured.alarms))
    return total


def main() -> None:
    """Print the table."""
    print(f"{'':12}{'told, heard':>14}{'not told, heard':>18}")
    for part, each in counts().items():
        print(f"{part:12}{each.heard:>9}/{each.told:<4}{each.imagined:>13}/{each.untold}")


if __name__ == "__main__":
    main()

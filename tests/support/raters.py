"""Raters made of chance: an export of Label Studio as it writes one."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from tests.support.cohorts import lines


def export_of(results: Path, raters: int = 3, noise: float = 0.5) -> list[dict[str, Any]]:
    """What raters might say of the tasks in a folder of results: they agree with the checks, give or take."""
    chance = random.Random(7)
    rows = {row["key"]: row for row in lines(results / "answers.jsonl")}
    tasks = json.loads((results / "rating" / "tasks.json").read_text("utf-8"))
    listed = []
    for number, task in enumerate(tasks):
        row = rows[task["data"]["answer"]]
        annotations = []
        for rater in range(1, raters + 1):
            stars = {
                name: min(max(round(1 + row[f"score_{name}"] / 25 + chance.gauss(0, noise)), 1), 5)
                for name in ("overall", "star")
                if row[f"score_{name}"] is not None
            }
            gaps = [name for name in row["fixes"] if chance.random() > noise / 3]
            result = [_item(name, "rating", {"rating": value}) for name, value in stars.items()]
            result += [_item("gaps", "choices", {"choices": gaps})] if gaps else []
            annotations.append(
                {"id": 10 * number + rater, "completed_by": rater, "was_cancelled": False}
                | {"result": result, "lead_time": 31.5}
            )
        listed.append({"id": number, "data": task["data"], "annotations": annotations})
    return listed


def _item(name: str, form: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"{name}-1", "from_name": name, "to_name": "text", "type": form, "value": value}

"""Figures of a cohort -> `report.html`: one file with its style, its script and the table of every answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from interviewer.cohort.agreement_values import Agreement
from interviewer.cohort.cohort_values import CohortAnswer, CohortFigures
from interviewer.cohort.table_rows import SCORES
from interviewer.output import page_shell
from interviewer.output.formatting import spoken_time
from interviewer.output.sanitize import printable
from interviewer.output.titles import score_title

FILE = "report.html"
DEBRIEFS = "debriefs"
"""Folder of the debriefs, each named by its answer's key."""
MOST_SCORES = 5
"""Scores beside the overall one that have a column: those that most answers have."""
CHOSEN = ("group", "phase", "question")
"""Columns that have a list to choose from, where they have few values."""
MOST_CHOICES = 60


class _Column(NamedTuple):
    """A column of the table of answers."""

    name: str
    title: str
    form: str = "text"
    """`text`, `number`, `tenth` (one decimal) or `clock`."""


def page(
    found: CohortFigures,
    heading: str,
    *,
    written: Collection[str] = (),
    agreement: Agreement | None = None,
    names: bool = False,
) -> str:
    """The page.

    Args:
        found: what it tells.
        heading: what the cohort is called.
        written: keys of the answers that have a debrief.
        agreement: how far people agree, where they rated.
        names: whether the figures hold names.
    """
    scores = _usual_scores(found.answers)
    columns = _columns(found.answers, scores)
    data = _data(found.answers, columns, written)
    choices = [
        {"title": column.title, "column": at, "words": words}
        for at, column in enumerate(columns)
        if column.name in CHOSEN and 1 < len(words := data["columns"][at]["words"]) <= MOST_CHOICES
    ]
    edges = [abs(edge) for item in found.changes for edge in _edges(item.change)]
    return page_shell.render(
        "cohort.html",
        styles=("cohort.css",),
        scripts=("sorting.js", "cohort.js"),
        found=found,
        heading=heading,
        written=frozenset(written),
        agreement=agreement,
        names=names,
        shown_scores=scores,
        columns=columns,
        choices=choices,
        data=_embedded(data),
        reach=max(*edges, 10.0) if edges else 10.0,
        score_title=score_title,
        spoken_time=spoken_time,
    )


def _edges(change: Any) -> tuple[float, ...]:
    return (change.low, change.high) if change.low is not None else (change.change,)


def _usual_scores(rows: Sequence[CohortAnswer]) -> tuple[str, ...]:
    counted = {
        name: sum(row.scores[name] is not None for row in rows)
        for name in SCORES
        if name != "overall"
    }
    usual = sorted(counted, key=lambda name: -counted[name])[:MOST_SCORES]
    return tuple(name for name in SCORES if name in usual and counted[name])


def _columns(rows: Sequence[CohortAnswer], scores: Sequence[str]) -> tuple[_Column, ...]:
    """The columns in which anything stands."""
    texts = ("candidate", "group", "phase", "question", "kind")
    numbers = (
        _Column("seconds", "Time", "clock"),
        _Column("pace", "Pace", "number"),
        _Column("fillers", "Fillers per minute", "tenth"),
    )
    return (
        _Column("label", "Answer"),
        *(
            _Column(name, name.capitalize())
            for name in texts
            if any(getattr(row, name) for row in rows)
        ),
        *(_Column(f"score_{name}", score_title(name), "number") for name in ("overall", *scores)),
        *(one for one in numbers if any(getattr(row, one.name) is not None for row in rows)),
    )


def _data(
    rows: Sequence[CohortAnswer], columns: Sequence[_Column], written: Collection[str]
) -> dict[str, Any]:
    """The table as the script reads it: words that repeat are numbers of a list."""
    lists: dict[str, dict[str, int]] = {
        column.name: {} for column in columns if column.form == "text" and column.name != "label"
    }
    rules: dict[str, int] = {}

    def cell(row: CohortAnswer, column: _Column) -> object:
        if column.name.startswith("score_"):
            value = row.scores[column.name.removeprefix("score_")]
            return None if value is None else round(value, 1)
        value = getattr(row, column.name)
        if column.name in lists:
            known = lists[column.name]
            return known.setdefault(printable(value), len(known))
        return round(value, 1) if isinstance(value, float) else value

    cells = [
        [
            *(cell(row, column) for column in columns),
            [rules.setdefault(name, len(rules)) for name in row.fixes],
            row.key if row.key in written else None,
        ]
        for row in rows
    ]
    return {
        "columns": [
            {"form": one.form, "words": list(lists[one.name]) if one.name in lists else None}
            for one in columns
        ],
        "rules": list(rules),
        "rows": cells,
    }


def _embedded(data: object) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign of markup is left in it  # nosec B704


def written_debriefs(folder: Path) -> frozenset[str]:
    """Keys of the answers whose debriefs are there."""
    return frozenset(path.stem for path in (folder / DEBRIEFS).glob("*.html"))

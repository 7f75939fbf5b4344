"""Tables of a run -> what the cohort's page tells: distributions, gaps, changes, outliers, and every answer.

Whoever reads it gets pseudonyms, quotes without names, and no class of fewer than five people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from interviewer.checks import norms, rule
from interviewer.cohort.cohort_run import ANSWERS_TABLE, FINDINGS_TABLE, SUMMARY
from interviewer.cohort.cohort_values import (
    CohortAnswer,
    CohortFigures,
    CommonGap,
    Distribution,
    ExampleQuote,
)
from interviewer.cohort.comparisons import (
    FAR_MEASURES,
    breakdowns,
    changes_of,
    outliers,
    people,
)
from interviewer.cohort.pseudonyms import answer_labels, candidate_labels
from interviewer.cohort.statistics_of import Numbers, bins, spread
from interviewer.cohort.table_files import read_table
from interviewer.cohort.table_rows import SCORES
from interviewer.debrief.redact import without_names
from interviewer.errors import StoreError
from interviewer.model import English
from interviewer.output.titles import score_title

QUOTES = 3
GAPS = 12
POINTS = tuple(range(0, 101, 10))
"""Edges of the bars of a score."""


def summary_of(folder: Path) -> Mapping[str, Any]:
    """What `cohort.json` says.

    Raises:
        StoreError: there are no results in the folder.
    """
    import json

    try:
        found: Mapping[str, Any] = json.loads((folder / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError):
        raise StoreError(
            f"{folder}: no results of a cohort in it",
            "Name the --out folder of a run that has ended.",
        ) from None
    return found


def cohort_figures(folder: Path, *, names: bool = False) -> CohortFigures:
    """The figures of a run's results; with `names`, candidates and quotes as they are.

    Raises:
        StoreError: there are no results in the folder.
    """
    summary = summary_of(folder)
    table = _Columns(folder)
    labels = answer_labels(table["id"], table["candidate"], names=names)
    rows = _answers(table, labels, candidate_labels(table["candidate"], names=names))
    scored = table.scored
    measured = {name: table.numbers(name) for name, *_ in FAR_MEASURES}
    return CohortFigures(
        summary,
        [rows[at] for at in scored],
        len(people(rows[at] for at in scored)),
        float(np.nansum(table.numbers("duration_s"))),
        list(_score_distributions(table)),
        list(_delivery_distributions(table)),
        list(breakdowns([rows[at] for at in scored])),
        list(_gaps(folder, dict(zip(table["id"], rows, strict=True)), len(scored), names=names)),
        *changes_of([rows[at] for at in scored]),
        list(outliers(measured, [rows[at] for at in scored])),
        [
            (label, error)
            for label, error, status in zip(labels, table["error"], table["status"], strict=True)
            if status == "error"
        ],
    )


class _Columns:
    """The columns of the answers that figures are made of."""

    NEEDED = (
        *"id candidate group phase question principle kind status error key".split(),
        *"duration_s words_per_minute fillers_per_minute longest_pause_s fixes english".split(),
        *(f"score_{name}" for name in SCORES),
    )

    def __init__(self, folder: Path) -> None:
        self._table = read_table(folder, ANSWERS_TABLE, self.NEEDED)
        self._lists: dict[str, list[Any]] = {}
        self.scored = [at for at, status in enumerate(self["status"]) if status == "scored"]

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self._lists:
            self._lists[name] = self._table[name].to_pylist()
        return self._lists[name]

    def numbers(self, name: str) -> Numbers:
        """A column of the scored answers as numbers, what is missing as not a number."""
        values = [self[name][at] for at in self.scored]
        return np.array([np.nan if value is None else value for value in values], np.float64)


def _answers(
    table: _Columns, labels: Sequence[str], candidates: Mapping[str, str]
) -> list[CohortAnswer]:
    return [
        CohortAnswer(
            labels[at],
            candidates.get(table["candidate"][at] or "", ""),
            table["key"][at] or "",
            table["group"][at] or "",
            table["phase"][at] or "",
            table["question"][at] or "",
            table["principle"][at] or "",
            table["kind"][at],
            table["duration_s"][at],
            table["words_per_minute"][at],
            table["fillers_per_minute"][at],
            {name: table[f"score_{name}"][at] for name in SCORES},
            table["fixes"][at] or (),
        )
        for at in range(len(labels))
    ]


def _score_distributions(table: _Columns) -> Iterator[Distribution]:
    for name in SCORES:
        values = table.numbers(f"score_{name}")
        if found := spread(values):
            yield Distribution(name, score_title(name), "", found, POINTS, bins(values, POINTS))


def _delivery_distributions(table: _Columns) -> Iterator[Distribution]:
    all_second = all(table["english"][at] == English.SECOND for at in table.scored)
    bands = norms.bands(English.SECOND if all_second else English.FIRST)
    behavioral = np.array([table["kind"][at] == "behavioral" for at in table.scored], bool)
    for name, title, unit, edges, band in (
        ("words_per_minute", "Pace", "words per minute", range(60, 261, 10), bands.pace),
        ("duration_s", "Length of stories", "s", range(0, 421, 30), norms.STORY_S),
        ("fillers_per_minute", "Fillers", "per minute", range(21), norms.FILLERS),
    ):
        values = table.numbers(name)
        if name == "duration_s":
            values = np.where(behavioral, values, np.nan)
        if found := spread(values):
            known = values[~np.isnan(values)]
            below, above = float(np.mean(known < band[0])), float(np.mean(known > band[1]))
            shares = (below, 1 - below - above, above)
            yield Distribution(name, title, unit, found, edges, bins(values, edges), band, shares)


# --- gaps ---------------------------------------------------------------------------------------


def _gaps(
    folder: Path, rows: Mapping[str, CohortAnswer], scored: int, *, names: bool
) -> Iterator[CommonGap]:
    """What most people are told, with words of different people that show it, the surest first."""
    read = ("id", "rule", "quote", "sure")
    table = read_table(folder, FINDINGS_TABLE, read, ("shown", "=", True))
    found: defaultdict[str, list[tuple[float, str, str]]] = defaultdict(list)
    answers: Counter[str] = Counter()
    columns = (table[name].to_pylist() for name in read)
    for answer, name, quote, sure in zip(*columns, strict=True):
        answers[name] += 1
        if quote:
            found[name].append((-sure, answer, quote))
    for name, count in sorted(answers.items(), key=lambda item: (-item[1], item[0]))[:GAPS]:
        chosen: dict[str, tuple[str, str]] = {}
        for _, answer, quote in sorted(found[name]):
            row = rows[answer]
            chosen.setdefault(row.candidate or row.label, (answer, quote))
            if len(chosen) == QUOTES:
                break
        quotes = list(chosen.values())
        texts = {} if names or not quotes else _texts(folder, [answer for answer, _ in quotes])
        known = rule(name)
        yield CommonGap(
            name,
            " ".join(known.why.split()) if known else "",
            count,
            count / max(scored, 1),
            [
                ExampleQuote(
                    quote if names else without_names(quote, texts.get(answer) or quote),
                    rows[answer].label,
                    rows[answer].key,
                )
                for answer, quote in quotes
            ],
        )


def _texts(folder: Path, ids: Sequence[str]) -> dict[str, str]:
    """The words of single answers, by their ids."""
    found = read_table(folder, ANSWERS_TABLE, ("id", "text"), ("id", "in", ids))
    return dict(zip(found["id"].to_pylist(), found["text"].to_pylist(), strict=True))

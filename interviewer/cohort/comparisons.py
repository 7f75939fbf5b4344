"""Answers of a cohort beside each other: classes, the change of each candidate, and what stands far out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from interviewer.cohort.cohort_values import (
    Breakdown,
    ClassRow,
    CohortAnswer,
    Outlier,
    ScoreChange,
)
from interviewer.cohort.statistics_of import FAR, Numbers, change, distances, spread
from interviewer.cohort.table_rows import SCORES
from interviewer.output.titles import score_title

FEWEST = 5
"""People in a class below which it is not shown on its own."""
OUTLIERS = 15


def people(rows: Iterable[CohortAnswer]) -> set[str]:
    """Who answered; an answer without a candidate is somebody of its own."""
    return {row.candidate or row.label for row in rows}


def breakdowns(rows: Sequence[CohortAnswer]) -> Iterator[Breakdown]:
    """Classes by question, principle and group, the best first; small ones are only counted."""
    for title in ("question", "principle", "group"):
        classes: defaultdict[str, list[CohortAnswer]] = defaultdict(list)
        for row in rows:
            if name := getattr(row, title):
                classes[name].append(row)
        shown = {name: one for name, one in classes.items() if len(people(one)) >= FEWEST}
        withheld = sum(len(one) for name, one in classes.items() if name not in shown)
        found = [one for name, some in shown.items() if (one := _class_row(name, some))]
        if found or withheld:
            yield Breakdown(title, sorted(found, key=lambda row: -row.overall.median), withheld)


def _class_row(name: str, rows: Sequence[CohortAnswer]) -> ClassRow | None:
    def values(score: str) -> Numbers:
        return np.array([row.scores[score] for row in rows], np.float64)

    overall = spread(values("overall"))
    if overall is None:
        return None
    medians = {
        score: found.median if (found := spread(values(score))) else None
        for score in SCORES
        if score != "overall"
    }
    pace = spread(np.array([row.pace for row in rows], np.float64))
    return ClassRow(
        name, len(rows), len(people(rows)), overall, medians, pace.median if pace else None
    )


def changes_of(
    rows: Sequence[CohortAnswer],
) -> tuple[list[ScoreChange], list[tuple[float, float]]]:
    """How each score changed, where at least `FEWEST` candidates answered in two phases."""
    by_person: defaultdict[str, defaultdict[str, list[CohortAnswer]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        if row.candidate and row.phase:
            by_person[row.candidate][row.phase].append(row)
    changes, pairs = [], []
    for name in SCORES:
        before, after = [], []
        for phases in by_person.values():
            first, last = min(phases, key=_order), max(phases, key=_order)
            means = _mean(phases[first], name), _mean(phases[last], name)
            if first != last and means[0] is not None and means[1] is not None:
                before.append(means[0])
                after.append(means[1])
        if len(before) >= FEWEST and (found := change(before, after)):
            changes.append(ScoreChange(score_title(name), found))
            if name == "overall":
                pairs = list(zip(before, after, strict=True))
    return changes, pairs


def _order(phase: str) -> tuple[int, float, str]:
    """Before stands before after; numbers stand by size, anything else as in a dictionary."""
    named = {"before": 0, "after": 2}.get(phase.lower(), 1)
    number = float(phase) if re.fullmatch(r"\d+(\.\d+)?", phase) else 0.0
    return named, number, phase


def _mean(rows: Sequence[CohortAnswer], score: str) -> float | None:
    known = [value for row in rows if (value := row.scores[score]) is not None]
    return sum(known) / len(known) if known else None


FAR_MEASURES = (
    ("score_overall", "score {value:.0f}", "{low:.0f} to {high:.0f}"),
    ("words_per_minute", "{value:.0f} words per minute", "{low:.0f} to {high:.0f}"),
    ("fillers_per_minute", "{value:.1f} fillers per minute", "{low:.1f} to {high:.1f}"),
    ("longest_pause_s", "a pause of {value:.1f} s", "{low:.1f} to {high:.1f} s"),
    ("duration_s", "{value:.0f} s long", "{low:.0f} to {high:.0f} s"),
)


def outliers(measured: Mapping[str, Numbers], rows: Sequence[CohortAnswer]) -> Iterator[Outlier]:
    """Answers far from what is usual here, the farthest first; each once, for its oddest measure."""
    farthest: dict[int, tuple[float, str]] = {}
    for name, phrase, usual in FAR_MEASURES:
        values = measured[name]
        away = distances(values)
        found = spread(values)
        for at in np.flatnonzero(away > FAR).tolist():
            if found is None or away[at] <= farthest.get(at, (0.0, ""))[0]:
                continue
            half = usual.format(low=found.quarter, high=found.three_quarters)
            why = f"{phrase.format(value=values[at])}; half of all: {half}"
            farthest[at] = (float(away[at]), why)
    ranked = sorted(farthest.items(), key=lambda item: (-item[1][0], item[0]))
    for place, (_, why) in ranked[:OUTLIERS]:
        yield Outlier(rows[place].label, rows[place].key, rows[place].question, why)

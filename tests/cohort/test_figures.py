"""What is told of a cohort: true of its tables, and of nobody by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interviewer.cohort.comparisons import FEWEST
from interviewer.cohort.figures import cohort_figures
from interviewer.errors import StoreError
from tests.support.cohorts import lines


def test_every_scored_answer_counts_once(scored_course: Path) -> None:
    """In the headline, in the distributions, and in the table."""
    found = cohort_figures(scored_course)
    assert len(found.answers) == 32
    assert found.people == 16
    ((label, why),) = found.errors
    assert label.endswith("-3")  # Ann Lee's third
    assert "cannot be read" in why
    (overall,) = [item for item in found.scores if item.name == "overall"]
    assert overall.spread.count == sum(overall.counts) == 32


def test_gaps_are_what_people_are_told(scored_course: Path) -> None:
    """Counted by answer, the most common first, with quotes of different people."""
    rows = lines(scored_course / "answers.jsonl")
    found = cohort_figures(scored_course)
    counts = [gap.answers for gap in found.gaps]
    assert counts == sorted(counts, reverse=True)
    for gap in found.gaps:
        assert gap.answers == sum(gap.rule in row["fixes"] for row in rows if row["fixes"])
        people = [quote.label.partition("-")[0] for quote in gap.quotes]
        assert len(people) == len(set(people)) <= 3


def test_nobody_is_named(scored_course: Path) -> None:
    """Not in labels, and not in quotes; with `names` everybody is."""
    hidden = str(cohort_figures(scored_course))
    assert "Ann Lee" not in hidden
    assert "Marta" not in hidden
    assert "Kestrel" not in hidden
    shown = str(cohort_figures(scored_course, names=True))
    assert "Ann Lee" in shown
    assert "Marta" in shown


def test_small_classes_are_not_broken_out(scored_course: Path) -> None:
    """Of fewer than five people; they are only counted."""
    found = cohort_figures(scored_course)
    (groups,) = [item for item in found.breakdowns if item.title == "group"]
    assert {row.name for row in groups.rows} == {"north", "south"}
    assert groups.withheld == 2
    assert all(row.people >= FEWEST for item in found.breakdowns for row in item.rows)


def test_the_best_class_stands_first(scored_course: Path) -> None:
    """By the median of its scores."""
    for item in cohort_figures(scored_course).breakdowns:
        medians = [row.overall.median for row in item.rows]
        assert medians == sorted(medians, reverse=True)


def test_a_change_is_paired_by_candidate(scored_course: Path) -> None:
    """With an interval around it; whoever answered in one phase only is left out."""
    found = cohort_figures(scored_course)
    overall = found.changes[0]
    assert overall.change.pairs == len(found.pairs) == 16
    assert overall.change.change == pytest.approx(
        sum(after - before for before, after in found.pairs) / 16
    )
    assert overall.change.low is not None
    assert overall.change.high is not None
    assert overall.change.low < overall.change.change < overall.change.high
    assert overall.change.low > 0  # everybody tells the whole story afterwards


def test_what_lies_far_out_is_named_with_what_is_usual(scored_course: Path) -> None:
    """One answer was spoken at more than twice the pace."""
    found = cohort_figures(scored_course)
    assert any("words per minute; half of all" in item.why for item in found.outliers)
    named = [item.key for item in found.outliers]
    assert found.named()[: len(named)] == tuple(named)


def test_pace_and_length_stand_beside_their_band(scored_course: Path) -> None:
    """Shares below, in and above it add up."""
    for item in cohort_figures(scored_course).delivery:
        assert item.band
        assert item.shares
        assert sum(item.shares) == pytest.approx(1)


def test_results_that_are_not_there_are_one_line(tmp_path: Path, results: Path) -> None:
    """A folder without results, and a table that is damaged."""
    with pytest.raises(StoreError, match="no results of a cohort"):
        cohort_figures(tmp_path)
    shutil.copy(results / "cohort.json", results / "answers.parquet")
    with pytest.raises(StoreError, match=r"answers\.parquet: cannot be read"):
        cohort_figures(results)

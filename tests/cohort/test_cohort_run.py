"""A run over a cohort: resumable, the same to the byte, and honest about what failed."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.cohort.cohort_run import CohortRun
from interviewer.cohort.manifest import ManifestError
from interviewer.cohort.scoring_jobs import Defaults
from interviewer.cohort.table_files import read_table
from interviewer.cohort.table_rows import ANSWERS, FINDINGS
from interviewer.errors import StoreError
from interviewer.model import Kind
from tests.support.cohorts import SETUP, Here, answers, lines, over, table_bytes

pytest.importorskip("pyarrow")


def test_there_is_a_row_for_each_file_and_one_for_each_finding(tmp_path: Path) -> None:
    """With the same columns in both formats, whatever the answers."""
    summary = over(answers(tmp_path / "in"), out=tmp_path / "out")
    assert (summary.files, summary.scored, summary.errors) == (6, 6, 0)
    rows = lines(tmp_path / "out" / "answers.jsonl")
    assert rows == read_table(tmp_path / "out", "answers", list(rows[0])).to_pylist()
    assert [list(row) for row in rows] == [[column.name for column in ANSWERS]] * 6
    findings = lines(tmp_path / "out" / "findings.jsonl")
    assert findings == read_table(tmp_path / "out", "findings", list(findings[0])).to_pylist()
    assert [list(row) for row in findings] == [[column.name for column in FINDINGS]] * len(findings)
    for row in rows:
        mine = [finding for finding in findings if finding["id"] == row["id"]]
        assert len(mine) == row["findings"]
        assert {finding["rule"] for finding in mine if finding["shown"]} == set(row["fixes"])


def test_a_second_run_scores_nothing_and_writes_the_same_bytes(tmp_path: Path) -> None:
    """What is done is not done again."""
    folder = answers(tmp_path / "in")
    over(folder, out=tmp_path / "out")
    before = table_bytes(tmp_path / "out")
    again = Here()
    assert over(folder, out=tmp_path / "out", workers=again).new == 0
    assert again.scored == []
    assert table_bytes(tmp_path / "out") == before


def test_what_is_new_or_changed_is_scored_and_what_moved_is_not(tmp_path: Path) -> None:
    """Contents are known by their sum, not by their name."""
    folder = answers(tmp_path / "in")
    over(folder, out=tmp_path / "out")
    moved = folder / "person-9"
    shutil.move(folder / "person-0", moved)
    changed = folder / "person-1" / "answer-001.txt"
    changed.write_text(changed.read_text() + " And that was that.")
    os.utime(folder / "person-1" / "answer-004.txt")
    (folder / "person-2" / "new.txt").write_text("I never told this before.")
    workers = Here()
    over(folder, out=tmp_path / "out", workers=workers)
    assert sorted(workers.scored) == ["in/person-1/answer-001.txt", "in/person-2/new.txt"]
    assert {row["candidate"] for row in lines(tmp_path / "out" / "answers.jsonl")} == {
        *("person-1", "person-2", "person-9")
    }


@pytest.mark.parametrize("change", ["rules", "kind"])
def test_other_rules_or_another_kind_score_anew(tmp_path: Path, change: str) -> None:
    """What was found by the old ones is not taken for new."""
    folder = answers(tmp_path / "in", 2)
    over(folder, out=tmp_path / "out")
    if change == "kind":
        summary = over(folder, out=tmp_path / "out", kind=Kind.VULNERABILITY)
        assert lines(tmp_path / "out" / "answers.jsonl")[0]["score_star"] is None
    else:
        other = replace(SETUP, versions=replace(SETUP.versions, rules="0" * 12))
        workers = Here()
        summary = over(folder, out=tmp_path / "out", workers=workers, setup=other)
    assert summary.new == 2


def test_a_file_that_cannot_be_read_is_one_row_with_the_reason(tmp_path: Path) -> None:
    """A damaged one is done; one that is not there is tried again."""
    folder = answers(tmp_path / "in", 2)
    (folder / "bad.json").write_text("{")
    table = tmp_path / "people.csv"
    rows = ["in/person-0/answer-000.txt", "in/bad.json", "in/gone.txt"]
    table.write_text("\n".join(["file", *rows]))
    summary = over(table, out=tmp_path / "out")
    assert (summary.scored, summary.errors) == (1, 2)
    good, bad, gone = lines(tmp_path / "out" / "answers.jsonl")
    assert good["status"] == "scored"
    assert (bad["status"], bad["score_overall"]) == ("error", None)
    assert "JSON" in bad["error"]
    assert str(tmp_path) not in bad["error"]
    assert "cannot be read" in gone["error"]
    shutil.copy(folder / "person-1" / "answer-001.txt", folder / "gone.txt")
    workers = Here()
    assert over(table, out=tmp_path / "out", workers=workers).errors == 1
    assert workers.scored == ["in/gone.txt"]


def test_who_does_not_consent_is_left_out_and_counted(tmp_path: Path) -> None:
    """No row, no text, nothing."""
    answers(tmp_path, 2, 1)
    table = tmp_path / "people.csv"
    table.write_text("file,consent\nperson-0/answer-000.txt,yes\nperson-0/answer-001.txt,no\n")
    workers = Here()
    summary = over(table, out=tmp_path / "out", workers=workers)
    assert (summary.files, summary.no_consent) == (1, 1)
    assert workers.scored == ["person-0/answer-000.txt"]
    assert len(lines(tmp_path / "out" / "answers.jsonl")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file,id\na.txt,1\nb.txt,1\n", "people.csv:3: the id '1' occurs twice"),
        ("file,kind\na.txt,behavoral\n", "Unknown kind 'behavoral'. Did you mean behavioral?"),
        ("file,rubric\na.txt,idoor\n", "Unknown rubric 'idoor'. Did you mean idor?"),
        ("file,question\na.txt,dive-dep-root-cause\n", "Unknown question"),
        ("file,kind\na.txt,technical\n", "Nothing to score a technical answer by"),
        ("file,kind\n" + "a.txt,x\n" * 9, "more mistakes"),
    ],
)
def test_mistakes_in_a_table_are_named_before_anything_is_scored(
    tmp_path: Path, text: str, said: str
) -> None:
    """Not after hours."""
    (tmp_path / "people.csv").write_text(text)
    run = CohortRun([str(tmp_path / "people.csv")], tmp_path / "out", Defaults())
    with pytest.raises(ManifestError) as caught:
        run.survey()
    assert said in str(caught.value)


def test_a_question_brings_its_kind_and_rubrics(tmp_path: Path) -> None:
    """And the principle that it tests."""
    answers(tmp_path, 2, 1)
    (tmp_path / "people.csv").write_text(
        "file,question\nperson-0/answer-000.txt,dive-deep-root-cause\n"
        "person-0/answer-001.txt,vulnerability-idor-explain\n"
    )
    over(tmp_path / "people.csv", out=tmp_path / "out")
    deep, idor = lines(tmp_path / "out" / "answers.jsonl")
    assert (deep["kind"], deep["principle"]) == ("behavioral", "dive-deep")
    assert (idor["kind"], idor["rubrics"]) == ("vulnerability", ["idor"])
    assert idor["coverage_missing"]


def test_the_results_of_another_run_are_left_alone(tmp_path: Path) -> None:
    """And so is a folder with anything else in it."""
    folder = answers(tmp_path / "in", 1)
    over(folder, out=tmp_path / "out")
    with pytest.raises(StoreError, match="results of another run"):
        over(answers(tmp_path / "other", 1), out=tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(StoreError, match="not empty"):
        over(folder, out=tmp_path / "mine")


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    """The second is refused."""
    folder = answers(tmp_path / "in", 1)
    run = CohortRun([str(folder)], tmp_path / "out", Defaults())
    with run.begun(), pytest.raises(StoreError, match="another command is using it"):
        over(folder, out=tmp_path / "out")

"""The page with what it links to: debriefs and CSV files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from interviewer.cohort.figures import cohort_figures
from interviewer.cohort.report import write
from interviewer.cohort.table_rows import ANSWERS
from tests.support.cohorts import answers, over

pytest.importorskip("pyarrow")


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_same_results_give_the_same_page(results: Path) -> None:
    """To the byte, once its debriefs are there."""
    first = write(results, cohort_figures(results), debriefs=3).read_bytes()
    assert write(results, cohort_figures(results), debriefs=3).read_bytes() == first


def test_nobody_is_named_anywhere(results: Path) -> None:
    """Not on the page, not in the CSV files; their words are left out there."""
    page = write(results, cohort_figures(results), debriefs=0)
    for path in (page, results / "answers.csv", results / "findings.csv"):
        text = path.read_text("utf-8")
        for name in ("Ann", "Marta", "Kestrel", "Dee", "HYPERLINK", str(results.parent)):
            assert name not in text, (path, name)


def test_with_names_the_csv_files_hold_everything(results: Path) -> None:
    """And a cell that a spreadsheet would run is text."""
    write(results, cohort_figures(results, names=True), names=True, debriefs=0)
    rows = _cells(results / "answers.csv")
    assert list(rows[0]) == [column.name for column in ANSWERS]
    assert {"Ann Lee", "<b>Dee</b>", "'=HYPERLINK(1)"} <= {row["candidate"] for row in rows}
    assert any("Marta" in row["text"] for row in rows)
    assert len(_cells(results / "findings.csv")) > len(rows)


def test_answers_that_the_page_names_have_a_debrief(results: Path) -> None:
    """As many as asked for, without the candidate's name; pages that are there stay."""
    path = write(results, cohort_figures(results), debriefs=4)
    linked = set(re.findall(r'href="(debriefs/\w+\.html)"', path.read_text("utf-8")))
    written = sorted((results / "debriefs").iterdir())
    assert len(written) == 4
    assert linked <= {f"debriefs/{one.name}" for one in written}
    assert linked
    for one in written:
        text = one.read_text("utf-8")
        assert "Person " not in text
        assert "<h1" in text
        assert "2000" not in text.partition("<main")[0].partition("<body>")[2]  # no date is made up
    stamp = written[0].stat().st_mtime_ns
    write(results, cohort_figures(results), debriefs=5)
    assert written[0].stat().st_mtime_ns == stamp
    assert len(list((results / "debriefs").iterdir())) == 5


def test_a_cohort_of_one_has_a_page(tmp_path: Path) -> None:
    """Without classes, changes and outliers; and so has one in which nothing could be scored."""
    over(answers(tmp_path / "in", 1), out=tmp_path / "out")
    assert "1 answer of 1 person" in write(
        tmp_path / "out", cohort_figures(tmp_path / "out")
    ).read_text("utf-8")
    (tmp_path / "bad.json").write_text("{")
    over(tmp_path / "bad.json", out=tmp_path / "none")
    text = write(tmp_path / "none", cohort_figures(tmp_path / "none")).read_text("utf-8")
    assert "No answer could be scored" in text

"""The page of a cohort with what it links to: debriefs of single answers, and CSV files."""

from __future__ import annotations

from pathlib import Path

from interviewer.cohort import answer_pages, cohort_page, csv_files, ratings
from interviewer.cohort.cohort_values import CohortFigures
from interviewer.errors import writing
from interviewer.settings import atomic


def write(
    folder: Path,
    found: CohortFigures,
    title: str = "",
    *,
    names: bool = False,
    debriefs: int = 25,
) -> Path:
    """Write `report.html` and what it links to into the results' folder; returns its path.

    Args:
        folder: the results of a run.
        found: its figures.
        title: heading of the page.
        names: whether the figures and the CSV files hold names.
        debriefs: answers that get a debrief where they have none.

    Raises:
        StoreError: the folder cannot be written.
    """
    path = folder / cohort_page.FILE
    with writing(path):
        answer_pages.write(folder, found.named()[:debriefs])
        csv_files.write(folder, names=names)
        text = cohort_page.page(
            found,
            title or "Answers of a cohort",
            written=cohort_page.written_debriefs(folder),
            agreement=ratings.agreement_of(folder),
            names=names,
        )
        atomic.write_text(path, text)
    return path

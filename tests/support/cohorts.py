"""Small cohorts: folders of written answers, and runs over them."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer.answer import paced
from interviewer.cohort.cohort_run import CohortRun, RunSummary, Waiting
from interviewer.cohort.scoring import Outcome, Scorer, ScoringJob, ScoringSetup
from interviewer.cohort.scoring_jobs import Defaults
from interviewer.cohort.versions import installed
from interviewer.transcribe.transcript_export import to_json
from tests.support.stories import BEGUN, STORY

TEXTS = (STORY, *BEGUN, "I always check everything twice, because quality matters to me.")
with pytest.MonkeyPatch.context() as patch:
    patch.setenv("INTERVIEWER_PROMPTS", "no packs of the user's own")
    SETUP = ScoringSetup(installed(transcribing=False))


class Here:
    """Scores in this process, and counts."""

    def __init__(self, setup: ScoringSetup = SETUP) -> None:
        self._scorer = Scorer(setup)
        self.scored: list[str] = []

    def score(
        self, jobs: Iterator[tuple[Waiting, ScoringJob]]
    ) -> Iterator[tuple[Waiting, Outcome]]:
        """One after the other."""
        for waiting, job in jobs:
            self.scored.append(waiting.file.id)
            yield waiting, self._scorer.score(job)


def answers(folder: Path, count: int = 6, candidates: int = 3) -> Path:
    """A folder with a folder for each candidate, and that many answers in all; no two are the same."""
    for number in range(count):
        own = folder / f"person-{number % candidates}"
        own.mkdir(parents=True, exist_ok=True)
        text = f"{TEXTS[number % len(TEXTS)]} That was in week {number + 1}."
        (own / f"answer-{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def over(
    *sources: Path | str,
    out: Path,
    workers: Here | None = None,
    setup: ScoringSetup = SETUP,
    **defaults: Any,
) -> RunSummary:
    """A whole run in this process."""
    run = CohortRun([str(source) for source in sources], out, Defaults(**defaults))
    survey = run.survey()
    with run.begun() as log:
        return run.run(log, workers or Here(setup), setup, survey, lambda *_: None)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects in a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def table_bytes(out: Path) -> dict[str, bytes]:
    """The results of a run, without its state."""
    return {
        path.name: path.read_bytes()
        for path in sorted(out.iterdir())
        if path.suffix in {".parquet", ".jsonl", ".json"}
    }


NAMES = ("Ann Lee", "Bob O'Neil", "<b>Dee</b>", "=HYPERLINK(1)")
"""Candidates whose names try to be something else; the others are numbered."""


def course(folder: Path, people: int = 16) -> Path:
    """A table of a course: two answers of each, before and after, with times; `tiny` has one person only."""
    folder.mkdir(parents=True)
    rows = [["file", "id", "candidate", "group", "phase", "question"]]
    for number in range(2 * people):
        person, after = divmod(number, 2)
        name = NAMES[person] if person < len(NAMES) else f"Person {person}"
        story = TEXTS[0] if after or person % 3 == 0 else TEXTS[1 + person % (len(TEXTS) - 1)]
        text = f"{story} I told Marta from Kestrel about it in week {number + 1}."
        pace = 320.0 if number == 5 else 130.0 + 2 * person
        file = folder / f"{number:03}.json"
        file.write_text(json.dumps(to_json(paced(text, pace))), encoding="utf-8")
        group = "tiny" if person == people - 1 else ("north", "south")[person % 2]
        question = ("dive-deep-root-cause", "earn-trust-mistake")[after]
        phase = ("before", "after")[after]
        rows.append([file.name, f"{name}/{number}", name, group, phase, question])
    rows.append(["gone.json", "Ann Lee/gone", "Ann Lee", "north", "before", ""])
    with (folder / "people.csv").open("w", newline="", encoding="utf-8") as table:
        csv.writer(table).writerows(rows)
    return folder / "people.csv"


@pytest.fixture(scope="session")
def scored_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a course; to be read only."""
    pytest.importorskip("pyarrow")
    root = tmp_path_factory.mktemp("course")
    over(course(root / "in"), out=root / "out")
    return root / "out"


@pytest.fixture
def results(scored_course: Path, tmp_path: Path) -> Path:
    """A copy of them, to be written into."""
    return Path(shutil.copytree(scored_course, tmp_path / "results"))

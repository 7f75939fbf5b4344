"""Small cohorts: folders of written answers, and runs over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interviewer.cohort.cohort_run import CohortRun, Defaults, RunSummary, Waiting
from interviewer.cohort.scoring import Outcome, Scorer, ScoringJob, ScoringSetup
from interviewer.cohort.versions import installed
from tests.support.stories import BEGUN, STORY

TEXTS = (STORY, *BEGUN, "I always check everything twice, because quality matters to me.")
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

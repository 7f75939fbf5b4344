"""A run over a cohort: what is not done is scored, then the tables are written anew from all that is done.

The tables stand in the order of the sources and hold no times, so that the same input gives the same bytes however
many processes there were and however often the run was broken off.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from interviewer.cohort import locations, manifest
from interviewer.cohort.done_log import DoneLog, key
from interviewer.cohort.locations import Stamp
from interviewer.cohort.manifest import CohortFile, ManifestError
from interviewer.cohort.scoring import Outcome, ScoringJob, ScoringSetup
from interviewer.cohort.scoring_jobs import Defaults, job_of, scored_by_of
from interviewer.cohort.table_files import table_writer
from interviewer.cohort.table_rows import ANSWERS, FINDINGS
from interviewer.cohort.versions import Versions
from interviewer.errors import StoreError, UsageError, writing
from interviewer.history import lock
from interviewer.settings import atomic, private

FORMAT = 1
STATE = "state"
"""Folder of the log, in the results' folder."""
SUMMARY = "cohort.json"
ANSWERS_TABLE, FINDINGS_TABLE = "answers", "findings"
MOST_MISTAKES = 5
"""Mistakes in a table of files that are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the sources hold, known before anything is scored."""

    files: int
    transcribed: int
    """Files whose words need the recogniser."""
    no_consent: int
    """Files that are left out, because their table says no."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """How a run ended."""

    files: int
    scored: int
    errors: int
    no_consent: int
    new: int
    """Files that this run scored; the others were done before."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is being scored."""

    file: CohortFile
    stamp: Stamp
    scored_by: str


class Workers(Protocol):
    """Whoever scores: processes of this machine, or a cluster."""

    def score(
        self, jobs: Iterator[tuple[Waiting, ScoringJob]]
    ) -> Iterator[tuple[Waiting, Outcome]]:
        """What comes of each file, in any order."""


Advance = Callable[[int, int, int], None]
"""Called with how many files are done, how many of them in this run, and how many failed for now."""


class CohortRun:
    """A run over sources, with its results in a folder."""

    def __init__(self, sources: Sequence[str], folder: Path, defaults: Defaults) -> None:
        """Nothing is read yet."""
        self._sources = tuple(_absolute(source) for source in sources)
        self._given = tuple(sources)
        self._folder = folder
        self._defaults = defaults

    def survey(self) -> Survey:
        """Read all sources once, and find every mistake in them before anything is scored.

        Raises:
            ManifestError: an id occurs twice, or a kind, rubric or question is unknown.
            UsageError: a source is not there or is empty.
        """
        count = transcribed = refused = 0
        ids: set[int] = set()
        mistakes: list[str] = []
        for file in manifest.files(self._given, self._folder):
            count += 1
            digest = int.from_bytes(hashlib.sha256(file.id.encode()).digest()[:8], "big")
            if digest in ids:
                mistakes.append(_at(file, f"the id {file.id!r} occurs twice"))
            ids.add(digest)
            if not file.consent:
                refused += 1
                continue
            transcribed += file.transcribed
            try:
                job_of(file, self._defaults)
            except UsageError as error:
                mistakes.append(_at(file, str(error)))
        if mistakes:
            shown = "; ".join(mistakes[:MOST_MISTAKES])
            more = len(mistakes) - MOST_MISTAKES
            raise ManifestError(f"{shown}; and {more} more mistakes" if more > 0 else shown)
        return Survey(count - refused, transcribed, refused)

    @contextmanager
    def begun(self) -> Iterator[DoneLog]:
        """The log of what is done, in a folder that is this run's and that nobody else writes.

        Raises:
            StoreError: the folder belongs to another run, is in use, or holds something else.
        """
        self._claim()
        for draft in self._folder.glob(".*.new.*"):  # of a run that was killed as it wrote tables
            draft.unlink(missing_ok=True)
        with lock.held(self._folder), DoneLog(self._folder / STATE) as log:
            yield log

    def _claim(self) -> None:
        state = self._folder / STATE
        mine = {"format": FORMAT, "sources": list(self._sources)}
        try:
            theirs = json.loads((state / "run.json").read_text("utf-8"))
        except FileNotFoundError:
            if self._folder.is_dir() and any(self._folder.iterdir()):
                raise StoreError(
                    f"{self._folder}: not empty, and not the results of a cohort",
                    "Choose an empty or a new folder.",
                ) from None
        except (OSError, ValueError) as error:
            raise StoreError(f"{state / 'run.json'}: cannot be read ({error})", "") from None
        else:
            if theirs != mine:
                others = ", ".join(map(str, theirs.get("sources", ["another format"])))
                raise StoreError(
                    f"{self._folder}: holds the results of another run ({others})",
                    "Choose another folder, or name the same sources.",
                )
        with writing(state):
            private.make_folder(state)
            atomic.write_text(state / "run.json", json.dumps(mine, indent=1))

    def run(
        self, log: DoneLog, workers: Workers, setup: ScoringSetup, survey: Survey, advance: Advance
    ) -> RunSummary:
        """Score what is not done, and write the tables.

        Raises:
            StoreError: the disk is full.
            InterviewerError: the cluster cannot be used.
        """
        tally = _Tally()
        for waiting, outcome in workers.score(self._waiting(log, setup.versions, tally)):
            tally.new += 1
            _keep(log, waiting, outcome, tally)
            advance(tally.known + tally.new, tally.new, len(tally.errors))
        return self._write(log, setup.versions, survey, tally)

    def _waiting(
        self, log: DoneLog, versions: Versions, tally: _Tally
    ) -> Iterator[tuple[Waiting, ScoringJob]]:
        """The files that are not done; a content that was done under another name is found again."""
        for file, job in self._consenting():
            scored_by = scored_by_of(job, versions)
            try:
                stamp = locations.stamp(file.location)
                content = log.content(file.location, stamp)
                if not content and stamp.size in log.sizes:
                    content = locations.sha256(file.location)
                    log.seen(file.location, stamp, content)
            except OSError as error:
                tally.errors[file.id] = f"cannot be read ({error.strerror or error})"
                continue
            if content and key(content, scored_by) in log:
                tally.known += 1
                continue
            yield Waiting(file, stamp, scored_by), job

    def _consenting(self) -> Iterator[tuple[CohortFile, ScoringJob]]:
        for file in manifest.files(self._given, self._folder):
            if file.consent:
                yield file, job_of(file, self._defaults)

    def _write(self, log: DoneLog, versions: Versions, survey: Survey, tally: _Tally) -> RunSummary:
        """Write the tables of everything that is done, in the order of the sources."""
        scored = failed = 0
        with writing(self._folder, "What is scored is saved; free some space and run this again."):
            with (
                table_writer(self._folder, ANSWERS_TABLE, ANSWERS) as answers,
                table_writer(self._folder, FINDINGS_TABLE, FINDINGS) as findings,
            ):
                for file, job in self._consenting():
                    found = _found(log, file, job, versions, tally)
                    answers.write(_given(file, job) | found["answer"])
                    for finding in found["findings"]:
                        findings.write({"id": file.id} | finding)
                    scored += found["answer"]["status"] == "scored"
                    failed += found["answer"]["status"] == "error"
            summary = RunSummary(scored + failed, scored, failed, survey.no_consent, tally.new)
            summary_json = {"format": FORMAT, **asdict(versions), **asdict(summary)}
            del summary_json["new"]
            atomic.write_text(self._folder / SUMMARY, json.dumps(summary_json, indent=1) + "\n")
        return summary


@dataclass
class _Tally:
    """What a run has come to so far."""

    known: int = 0
    """Files that were done before."""
    new: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    """Id of a file -> what went wrong this time, and may go better the next."""


def _keep(log: DoneLog, waiting: Waiting, outcome: Outcome, tally: _Tally) -> None:
    if outcome.error and not outcome.lasting:
        tally.errors[waiting.file.id] = outcome.error
        return
    name = key(outcome.sha256, waiting.scored_by)
    answer = outcome.row or {"status": "error", "error": outcome.error, "sha256": outcome.sha256}
    log.add(
        name,
        {"answer": answer | {"key": name}, "findings": outcome.findings},
        outcome.transcript,
        waiting.file.location,
        waiting.stamp,
        outcome.sha256,
    )


def _found(
    log: DoneLog, file: CohortFile, job: ScoringJob, versions: Versions, tally: _Tally
) -> dict[str, Any]:
    """What is known of a file now; one that has not been scored says why."""
    content = log.content(file.location)
    name = key(content, scored_by_of(job, versions)) if content else ""
    if name in log:
        return log.row(name)
    why = tally.errors.get(file.id, "it appeared while the others were scored")
    return {"answer": {"status": "error", "error": why}, "findings": ()}


def _given(file: CohortFile, job: ScoringJob) -> dict[str, Any]:
    """The columns that the source decides; what it does not say is null."""
    return {
        "id": file.id,
        "source": file.location,
        "candidate": file.candidate or None,
        "group": file.group or None,
        "phase": file.phase or None,
        "question": (job.question.id or job.question.text) if job.question else None,
        "principle": (job.question.competency or None) if job.question else None,
        "kind": job.kind.value,
        "rubrics": list(job.rubrics),
    }


def _at(file: CohortFile, mistake: str) -> str:
    return f"{file.place or file.id}: {mistake}"


def _absolute(source: str) -> str:
    return source if locations.is_url(source) else str(Path(source).absolute())

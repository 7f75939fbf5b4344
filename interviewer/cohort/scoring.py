"""Scoring one file of a cohort, in whatever process: a worker loads one model and keeps it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from interviewer.cohort import compact_transcript, locations, table_rows
from interviewer.cohort.versions import Versions, installed
from interviewer.errors import (
    AudioFileError,
    InterviewerError,
    TranscribeError,
    TranscriptError,
    WeightsError,
)
from interviewer.model import English, Kind, Question

if TYPE_CHECKING:
    from interviewer.transcribe import Engine


@dataclass(frozen=True, slots=True)
class ScoringSetup:
    """What all files of a run are scored with."""

    versions: Versions
    engine: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class ScoringJob:
    """One file to be scored."""

    location: str
    kind: Kind
    rubrics: tuple[str, ...] = ()
    question: Question | None = None
    speaker: str = ""
    english: English = English.FIRST
    transcribed: bool = False
    """Whether its words come from the recogniser."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file."""

    sha256: str = ""
    """Sum of the content that was scored; empty where it could not be read."""
    row: dict[str, Any] | None = None
    findings: tuple[dict[str, Any], ...] = ()
    transcript: dict[str, Any] | None = None
    error: str = ""
    lasting: bool = True
    """Whether the same would come of it again; what a machine did wrong is tried again in the next run."""


class VersionsDifferError(InterviewerError):
    """A worker would score by other rules, or hear with other weights."""


class Scorer:
    """Scores files, one at a time, with a recogniser that is loaded when the first sound comes."""

    def __init__(self, setup: ScoringSetup) -> None:
        """Check that this machine scores as the run wants it.

        Raises:
            VersionsDifferError: it does not, or lacks the weights; both versions are named.
        """
        wanted = setup.versions
        try:
            here = installed(setup.engine, setup.model, transcribing=bool(wanted.weights))
        except WeightsError as error:
            raise VersionsDifferError(
                f"A worker has {installed(transcribing=False)} without weights ({error.problem}),"
                f" and this run has {wanted}",
                "Install the same weights everywhere.",
            ) from None
        if here != wanted:
            raise VersionsDifferError(
                f"A worker has {here}, and this run has {wanted}",
                "Install the same version, packs and weights everywhere.",
            )
        self._setup = setup
        self._one_at_a_time = Lock()

    def score(self, job: ScoringJob) -> Outcome:
        """What comes of a file; whatever is wrong with it is an outcome too."""
        with self._one_at_a_time:
            digest = ""
            try:
                with locations.at_hand(job.location) as path:
                    digest = locations.sha256(str(path))
                    return self._scored(path, job, digest)
            except InterviewerError as error:
                if isinstance(error, TranscribeError):
                    _engine.cache_clear()  # one that hangs answers nothing more: load another
                lasting = bool(digest) and isinstance(error, AudioFileError | TranscriptError)
                return Outcome(digest, error=_without_path(error, job), lasting=lasting)
            except OSError as error:
                why = error.strerror or str(error)
                return Outcome(digest, error=f"cannot be read ({why})", lasting=False)
            except MemoryError:
                return Outcome(digest, error="not enough memory", lasting=False)
            except Exception as error:  # noqa: BLE001 - one odd file must not end a run of thousands
                why = f"cannot be scored ({type(error).__name__}: {error})"
                return Outcome(digest, error=why, lasting=False)

    def _scored(self, path: Path, job: ScoringJob, digest: str) -> Outcome:
        from interviewer.checks.technical.vocabulary import hint
        from interviewer.debrief import score_file

        asked = job.question or Question("", job.kind, "", rubrics=job.rubrics)
        open_engine = functools.partial(_engine, self._setup.engine, self._setup.model)
        imported = score_file.load_transcript(
            path, open_engine, prompt=hint(asked, own=False), speaker=job.speaker
        )
        question = job.question and replace(job.question, kind=job.kind)
        scored = score_file.score_transcript(
            job.location, imported, job.kind, job.rubrics, question, job.english
        )
        versions = self._setup.versions
        row = table_rows.answer_row(scored) | {
            "sha256": digest,
            "bytes": path.stat().st_size,
            "weights": versions.weights if job.transcribed else None,
            "version": versions.product,
            "rules": versions.rules,
        }
        stored = compact_transcript.dump(scored.answer.transcript)
        if imported.target_s or (imported.question and not job.question):
            stored |= {"question": imported.question, "target_s": imported.target_s}
        return Outcome(digest, row, tuple(table_rows.finding_rows(scored)), stored)


@functools.cache
def _engine(engine: str, model: str) -> Engine:
    """One model for each process, on one thread: processes share the cores."""
    from interviewer import transcribe
    from interviewer.transcribe.guarded import Guarded

    return Guarded(transcribe.open_engine(engine, model, threads=1))


def _without_path(error: InterviewerError, job: ScoringJob) -> str:
    """The error without the file's path, which for a copy is a passing one."""
    text = str(error)
    head, separator, rest = text.partition(": ")
    same = Path(head).name == Path(job.location).name
    return rest if separator and same else text


# --- in a worker process ------------------------------------------------------------------------

_scorers: dict[ScoringSetup, Scorer] = {}


def prepare(setup: ScoringSetup) -> None:
    """Make this process ready to score.

    Raises:
        VersionsDifferError: it would score otherwise than the run wants.
    """
    _scorers[setup] = Scorer(setup)


def score(job: ScoringJob, setup: ScoringSetup) -> Outcome:
    """Score a file in this process; a process that joined late makes itself ready first."""
    if setup not in _scorers:
        prepare(setup)
    return _scorers[setup].score(job)

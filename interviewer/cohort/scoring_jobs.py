"""A file of a cohort -> what is to be scored: its question, kind and rubrics, and all that decides what is found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from interviewer.cohort.manifest import CohortFile
from interviewer.cohort.scoring import ScoringJob
from interviewer.cohort.versions import Versions
from interviewer.model import English, Kind, Question
from interviewer.output.plain_json import plainly
from interviewer.packs.scored_by import scored_by


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for files whose source does not say."""

    kind: Kind = Kind.BEHAVIORAL
    rubrics: tuple[str, ...] = ()
    question: str = ""
    speaker: str = ""


def job_of(file: CohortFile, defaults: Defaults) -> ScoringJob:
    """What is to be scored, with defaults filled in.

    Raises:
        UsageError: its kind, rubric or question is unknown, or a technical answer has no rubric.
    """
    by = _scored_by(
        file.question or defaults.question,
        file.kind,
        file.rubrics or defaults.rubrics,
        defaults.kind,
    ).complete()
    return ScoringJob(
        file.location,
        by.kind,
        by.rubrics,
        by.question,
        file.speaker or defaults.speaker,
        file.english,
        file.transcribed,
    )


_scored_by = lru_cache(maxsize=4096)(scored_by)


def scored_by_of(job: ScoringJob, versions: Versions) -> str:
    """All that decides what is found in a content."""
    ears = (versions.engine, versions.weights) if job.transcribed else ()
    return _text(job.question, job.kind, job.rubrics, job.speaker, job.english, versions, ears)


@lru_cache(maxsize=4096)
def _text(
    question: Question | None,
    kind: Kind,
    rubrics: tuple[str, ...],
    speaker: str,
    english: English,
    versions: Versions,
    ears: tuple[str, ...],
) -> str:
    whole: tuple[object, ...] = (
        *(question, kind, rubrics, speaker, versions.product, versions.rules, ears),
        *([english] if english is English.SECOND else ()),
    )
    return json.dumps(plainly(whole), sort_keys=True, default=str)

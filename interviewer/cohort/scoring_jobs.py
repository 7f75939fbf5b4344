"""A file of a cohort -> what is to be scored: its question, kind and rubrics, and all that decides what is found."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from interviewer.cohort.manifest import CohortFile
from interviewer.cohort.scoring import ScoringJob
from interviewer.cohort.versions import Versions
from interviewer.errors import UsageError
from interviewer.model import English, Kind, Question
from interviewer.output.plain_json import plainly
from interviewer.output.suggest import did_you_mean


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
        UsageError: its kind, rubric or question is unknown.
    """
    question, kind, rubrics = _asked(
        file.question or defaults.question,
        file.kind,
        file.rubrics or defaults.rubrics,
        defaults.kind,
    )
    return ScoringJob(
        file.location,
        kind,
        rubrics,
        question,
        file.speaker or defaults.speaker,
        file.english,
        file.transcribed,
    )


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


@lru_cache(maxsize=4096)
def _asked(
    name: str, kind_name: str, rubric_names: tuple[str, ...], default: Kind
) -> tuple[Question | None, Kind, tuple[str, ...]]:
    """Question, kind and rubrics; a known question brings the two others where nobody names them.

    Raises:
        UsageError: one of them is unknown, or nothing is there to score a technical answer by.
    """
    from interviewer.packs import rubrics

    question = _question(name)
    try:
        kind = Kind(kind_name or (question.kind if question and question.id else default))
    except ValueError:
        known = f"Choose one of {', '.join(Kind)}."
        remedy = did_you_mean(kind_name, Kind, known)
        raise UsageError(f"unknown kind {kind_name!r}", remedy) from None
    names = rubric_names or (question.rubrics if question else ())
    known_rubrics = rubrics.load()
    for rubric in names:
        if rubric not in known_rubrics:
            known = f"There are {', '.join(known_rubrics)}."
            raise UsageError(
                f"unknown rubric {rubric!r}", did_you_mean(rubric, known_rubrics, known)
            )
    if kind is Kind.TECHNICAL and not names:
        raise UsageError("nothing to score a technical answer by", "Name a rubric or a question.")
    if question:
        question = replace(question, kind=kind, rubrics=names)
    return question, kind, names


def _question(name: str) -> Question | None:
    """The question of that id, or a free one: words with a blank among them are no id."""
    from interviewer.packs import catalogue

    if not name:
        return None
    if " " in name:
        return Question("", Kind.BEHAVIORAL, name)
    known = catalogue.load().questions
    if name not in known:
        raise UsageError(
            f"unknown question {name!r}",
            did_you_mean(name, known, "`interviewer packs questions` lists them."),
        )
    return known[name]

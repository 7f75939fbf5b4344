"""prompts/rubrics/*.yaml -> `Rubric`: what a strong technical answer covers, and how it is heard.

A rubric is data: concepts with a weight, what they say, a question an interviewer would ask to hear
of them, and the phrases by which candidates express them (see `ideas.py` for the notation); and
claims that are wrong when asserted, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from interviewer import locations
from interviewer.errors import PackError


class Weight(StrEnum):
    """How much a concept counts."""

    MUST = "must"
    CORE = "core"
    NICE = "nice"

    @property
    def points(self) -> float:
        """Share of a concept in its rubric's score."""
        return {"must": 1.35, "core": 1.0, "nice": 0.65}[self]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing an interviewer would tick off."""

    weight: Weight
    says: str
    """What covering it means, for the candidate to read."""
    ask: str = ""
    """A question that leads there without giving it away."""
    heard: str = ""
    """How it is said: one idea a line."""
    questions: bool = False
    """Whether asking about it covers it, as with scope."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is wrong when asserted, and fine when denied."""

    says: str
    why: str
    """Why it is wrong, as the candidate is told."""
    heard: str = ""
    """How it is asserted: one idea a line."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a strong answer to one kind of question covers."""

    title: str
    source: str
    concepts: Mapping[str, Concept]
    wrong: Mapping[str, Claim] = field(default_factory=dict)


def _files() -> dict[str, Path]:
    """Name -> file; the user's own rubrics replace shipped ones of the same name."""
    folders = (locations.shipped_prompts(), locations.user_prompts())
    return {
        file.stem: file
        for folder in folders
        for file in sorted((folder / "rubrics").glob("*.yaml"))
    }


@cache
def load() -> Mapping[str, Rubric]:
    """Every rubric by name, shipped and the user's own.

    Raises:
        PackError: a file is no rubric.
    """
    return {name: _read(file) for name, file in _files().items()}


def _read(file: Path) -> Rubric:
    import yaml
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Rubric).validate_python(yaml.safe_load(file.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise PackError(f"{file} is no rubric", (str(error),)) from error


def ids() -> Mapping[str, frozenset[str]]:
    """Rubric name -> ids of its concepts."""
    return {name: frozenset(rubric.concepts) for name, rubric in load().items()}

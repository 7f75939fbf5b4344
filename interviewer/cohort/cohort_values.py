"""What the page of a cohort tells: values that are laid out, and nothing that names anybody by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interviewer.cohort.statistics_of import PairedChange, Spread


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """A row of the page's table."""

    label: str
    candidate: str
    key: str
    """Names the debrief of this content."""
    group: str
    phase: str
    question: str
    principle: str
    kind: str
    seconds: float | None
    pace: float | None
    fillers: float | None
    scores: Mapping[str, float | None]
    fixes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Distribution:
    """A measure over all answers."""

    name: str
    title: str
    unit: str
    spread: Spread
    edges: Sequence[float]
    counts: Sequence[int]
    band: tuple[float, float] | None = None
    """Where it should be."""
    shares: tuple[float, float, float] | None = None
    """Shares of answers below, in and above the band."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of answers: of one question, principle or group."""

    name: str
    answers: int
    people: int
    overall: Spread
    medians: Mapping[str, float | None]
    pace: float | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Classes beside each other."""

    title: str
    rows: Sequence[ClassRow]
    withheld: int
    """Answers of classes that are too small to be shown."""


@dataclass(frozen=True, slots=True)
class ExampleQuote:
    """Words that show a gap."""

    text: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A gap that is told to many."""

    rule: str
    about: str
    answers: int
    share: float
    quotes: Sequence[ExampleQuote]


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """How a score changed between the phases, candidate by candidate."""

    title: str
    change: PairedChange


@dataclass(frozen=True, slots=True)
class Outlier:
    """An answer worth listening to, and why."""

    label: str
    key: str
    question: str
    why: str


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """Everything that the page tells."""

    summary: Mapping[str, Any]
    answers: Sequence[CohortAnswer]
    people: int
    seconds: float
    scores: Sequence[Distribution]
    delivery: Sequence[Distribution]
    breakdowns: Sequence[Breakdown]
    gaps: Sequence[CommonGap]
    changes: Sequence[ScoreChange]
    pairs: Sequence[tuple[float, float]]
    """Each candidate's overall score, before and after."""
    outliers: Sequence[Outlier]
    errors: Sequence[tuple[str, str]]
    """Label of a file that could not be scored, and why."""

    def named(self) -> tuple[str, ...]:
        """Keys of the answers that the page names, most useful first: whose debriefs are worth having."""
        quoted = [quote.key for gap in self.gaps for quote in gap.quotes]
        return tuple(
            dict.fromkeys(
                (*(item.key for item in self.outliers), *quoted, *(row.key for row in self.answers))
            )
        )

"""How far people agree: values that the page and the JSON file of the agreement hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, where one can be given."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ScoreAgreement:
    """Agreement on a score."""

    name: str
    answers: int
    """Answers that anybody rated."""
    raters_alpha: Estimate | None
    """Raters with each other, ordinal; None where fewer than two rated the same answers."""
    check_r: Estimate | None
    """The check's score with the raters' mean: Pearson's r."""
    check_alpha: Estimate | None
    """The same as alpha over both on one scale (interval)."""


@dataclass(frozen=True, slots=True)
class RuleAgreement:
    """Agreement on a gap."""

    name: str
    told: int
    """Answers whose candidate is told of it."""
    seen: int
    """Answers in which most raters see it."""
    both: int
    raters_alpha: Estimate | None
    check_alpha: Estimate | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of raters with each other and with the checks."""

    raters: int
    answers: int
    scores: Sequence[ScoreAgreement]
    rules: Sequence[RuleAgreement]

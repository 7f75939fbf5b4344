"""The checks, in the order their findings are listed, and `examine`, which runs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.checks.base import Check, Rule
from interviewer.model import Finding

CHECKS: tuple[Check, ...] = ()
"""Every check of the product; a new family is added here."""


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything the checks say of one answer."""

    findings: tuple[Finding, ...]
    measures: Mapping[str, object]
    """Family name -> its measured figures (a dataclass)."""
    scores: Mapping[str, float]
    """`overall` and one entry a family, 0–100."""


def examine(answer: Answer) -> Examination:
    """Run every check that applies to the answer's kind."""
    checks = [check for check in CHECKS if answer.kind in check.kinds]
    findings = tuple(finding for check in checks for finding in check.run(answer))
    measures = {check.name: answer.once(check.measure) for check in checks if check.measure}
    return Examination(findings, measures, {})


def rules() -> tuple[Rule, ...]:
    """Every rule of every check."""
    return tuple(rule for check in CHECKS for rule in check.rules)

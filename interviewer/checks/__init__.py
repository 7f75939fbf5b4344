"""The checks, in the order their findings are listed, and `examine`, which runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from interviewer.answer import Answer
from interviewer.answer.actors import Actors, actors
from interviewer.answer.question_fit import is_talk
from interviewer.answer.story import story
from interviewer.checks import (
    alternatives,
    delivery,
    hearing,
    language,
    metrics,
    ownership,
    reflection,
    relevance,
    star,
    timing,
)
from interviewer.checks.delivery import Delivery
from interviewer.checks.family_weights import WEIGHTS
from interviewer.checks.metrics import Metric
from interviewer.checks.rule import Anchor, Check, Rule
from interviewer.checks.star import Star
from interviewer.checks.technical import clarity, code_review, coverage, threat_model
from interviewer.checks.technical.clarity import Clarity
from interviewer.checks.technical.code_review import Review
from interviewer.checks.technical.coverage import Coverage
from interviewer.checks.technical.threat_model import Exercise
from interviewer.checks.timing import Timing
from interviewer.model import Finding, Kind, Verdict

Measured = TypeVar("Measured")

__all__ = [
    "CHECKS",
    "Anchor",
    "Examination",
    "anchors",
    "examine",
    "family",
    "overall",
    "rule",
    "rules",
    "weight_of",
]

STORY: tuple[Check, ...] = (
    relevance.CHECK,
    star.CHECK,
    metrics.CHECK,
    ownership.CHECK,
    reflection.CHECK,
    alternatives.CHECK,
)
"""What makes a story."""

MANNER: tuple[Check, ...] = (hearing.CHECK, timing.CHECK, delivery.CHECK)
"""How anything is told, and how well it was heard."""

SUBSTANCE: tuple[Check, ...] = (
    coverage.CHECK,
    threat_model.CHECK,
    code_review.CHECK,
    clarity.CHECK,
)
"""What makes a technical answer."""

CHECKS: tuple[Check, ...] = (language.CHECK, *STORY, *SUBSTANCE, *MANNER)
"""Every check of the product; a new one joins the family it belongs to."""


REMARKS = frozenset({Verdict.FIX, Verdict.ASK})
"""Verdicts that hold something against the answer."""


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything the checks say of one answer."""

    findings: tuple[Finding, ...]
    scores: Mapping[str, float] = field(default_factory=dict)
    """`overall` and one entry per family, 0–100; empty when the answer cannot be scored."""
    story: Star | None = None
    """This and the rest: what a family measured; None where it does not apply."""
    quantities: tuple[Metric, ...] | None = None
    ownership: Actors | None = None
    coverage: Mapping[str, Coverage] | None = None
    """By name of the rubric."""
    threat_model: Exercise | None = None
    code_review: Review | None = None
    clarity: Clarity | None = None
    timing: Timing | None = None
    manner: Delivery | None = None


def examine(answer: Answer) -> Examination:
    """Run every check that applies to the answer's kind, none on stories when no story was asked for.

    An answer without words, or in another language, gets the finding that says so and no scores.
    """
    if findings := tuple(language.CHECK.run(answer)):
        return Examination(findings)
    unasked = _unasked(answer)
    checks = [check for check in CHECKS if answer.kind in check.kinds and check not in unasked]
    scores = {
        check.name: value
        for check in checks
        if check.score and (value := check.score(answer)) is not None
    }
    shares = _shares(answer.kind, scores)
    found = tuple(
        replace(finding, gain=round(finding.gain * shares.get(check.name, 0.0), 2))
        for check in checks
        for finding in (check.run(answer) if check in MANNER else well_recognised(answer, check))
    )
    if answer.kind in star.CHECK.kinds and is_talk(answer):
        found += tuple(star.without_example(answer))
    rounded = {name: round(value, 1) for name, value in scores.items()}

    def measured(check: Check, measure: Callable[[Answer], Measured]) -> Measured | None:
        return answer.once(measure) if check in checks else None

    total = {"overall": overall(answer.kind, scores)} if scores else {}
    return Examination(
        found,
        total | rounded,
        story=measured(star.CHECK, star.measure),
        quantities=answer.once(metrics.measure) if answer.kind in metrics.CHECK.kinds else None,
        ownership=measured(ownership.CHECK, actors),
        coverage=measured(coverage.CHECK, coverage.measure),
        threat_model=measured(threat_model.CHECK, threat_model.measure),
        code_review=measured(code_review.CHECK, code_review.measure),
        clarity=measured(clarity.CHECK, clarity.measure),
        timing=measured(timing.CHECK, timing.measure),
        manner=measured(delivery.CHECK, delivery.measure),
    )


def _unasked(answer: Answer) -> Sequence[Check]:
    """Checks on stories that have nothing to say: none was asked for, or none is told."""
    if is_talk(answer):
        return STORY
    if answer.kind in star.CHECK.kinds and not answer.once(story).is_story:
        return [check for check in STORY if check not in {star.CHECK, relevance.CHECK}]
    return ()


def well_recognised(answer: Answer, check: Check) -> Iterator[Finding]:
    """What a check of content finds, as far as the words it rests on were heard with confidence.

    What is said to be missing may have been said where nothing could be made out.
    """
    unclear = hearing.unclear(answer)
    for finding in check.run(answer):
        sure = tuple(span for span in finding.evidence if not answer.doubtful(span))
        if sure or (not finding.evidence and not (unclear and finding.verdict in REMARKS)):
            yield replace(finding, evidence=sure)


def overall(kind: Kind, scores: Mapping[str, float]) -> float:
    """The weighted mean of the families' scores, 0–100; see `checks.weights`."""
    shares = _shares(kind, scores)
    return round(sum(share * scores[name] for name, share in shares.items()), 1)


def _shares(kind: Kind, scores: Mapping[str, float]) -> dict[str, float]:
    """Family -> its share of the overall score, over the families that gave a score."""
    weights = {name: weight for name, weight in WEIGHTS[kind].items() if name in scores}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def rules() -> tuple[Rule, ...]:
    """Every rule of every check, those that are data included."""
    return tuple(
        rule
        for check in CHECKS
        for rule in (*check.rules, *(check.catalogue() if check.catalogue else ()))
    )


def rule(name: str) -> Rule | None:
    """The rule of that name, or None."""
    return next((rule for rule in rules() if rule.name == name), None)


def family(name: str) -> Check | None:
    """The check of that name, or None."""
    return next((check for check in CHECKS if check.name == name), None)


def anchors(name: str) -> tuple[Anchor, ...]:
    """What the scores of a family sound like, from low to high; empty for an unknown family."""
    check = family(name)
    return check.anchors if check else ()

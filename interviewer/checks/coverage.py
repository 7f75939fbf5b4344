"""Which concepts of a rubric an answer covers, and which wrong claims it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewer import rubrics
from interviewer.answer import Answer
from interviewer.checks.stance import Stance, stance
from interviewer.ideas import Found, Pattern
from interviewer.model import Kind, Span

DEFAULT_RUBRICS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THREAT_MODEL: ("threat-model",),
    Kind.CODE_REVIEW: ("code-review",),
    Kind.VULNERABILITY: ("vulnerability-remediation",),
    Kind.AUTOMATION: ("security-automation",),
    Kind.EXECUTIVE: ("executive-briefing",),
}
"""What an exercise is judged by when nobody named a rubric."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one rubric finds in an answer."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    evidence: Mapping[str, Span]
    """Covered concept or wrong claim -> the words that show it, where it was said first."""


def rubrics_of(answer: Answer) -> tuple[str, ...]:
    """Names of the rubrics an answer is judged by."""
    return rubrics.known(answer.rubrics or DEFAULT_RUBRICS.get(answer.kind, ()))


def measure(answer: Answer) -> Mapping[str, Coverage]:
    """Rubric name -> coverage."""
    heard = answer.once(stance)
    return {name: _covered(name, heard) for name in rubrics_of(answer)}


def _covered(name: str, heard: Stance) -> Coverage:
    rubric, ideas = rubrics.get(name), rubrics.ideas(name)
    evidence: dict[str, Span] = {}
    for concept, patterns in ideas.concepts.items():
        questions = rubric.concepts[concept].questions
        if found := _first(patterns, heard, lambda at, ask=questions: heard.states(at, ask)):
            evidence[concept] = heard.span(found)
    covered = tuple(concept for concept in rubric.concepts if concept in evidence)
    for claim, patterns in ideas.wrong.items():
        if found := _first(patterns, heard, heard.asserts):
            evidence[claim] = heard.span(found)
    return Coverage(
        covered,
        tuple(concept for concept in rubric.concepts if concept not in evidence),
        tuple(claim for claim in rubric.wrong if claim in evidence),
        evidence,
    )


def _first(patterns, heard, counts) -> Found | None:
    """The earliest place that counts; of several that start there, the shortest."""
    places = (place for pattern in patterns for place in pattern.find(heard.text) if counts(place))
    return min(places, default=None, key=lambda place: (place.first, place.last))

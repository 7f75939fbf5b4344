"""Which concepts of a rubric an answer covers, and which wrong claims it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from interviewer import rubrics
from interviewer.answer import Answer
from interviewer.checks.stance import Stance, stance
from interviewer.ideas import Found, Pattern
from interviewer.model import Kind, Span
from interviewer.rubrics import Concept

DEFAULT_RUBRICS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THREAT_MODEL: ("threat-model",),
    Kind.CODE_REVIEW: ("code-review",),
    Kind.VULNERABILITY: ("vulnerability-remediation",),
    Kind.AUTOMATION: ("security-automation",),
    Kind.EXECUTIVE: ("executive-briefing",),
}
"""What an exercise is judged by when nobody named a rubric."""

WORDS_PER_SECOND = 2.5
"""150 words a minute, the middle of the usual pace: stands in for a clock in text without times."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one rubric finds in an answer."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    evidence: Mapping[str, Span]
    """Covered concept or wrong claim -> the words that show it, where it was said first."""


def rubrics_of(answer: Answer) -> tuple[str, ...]:
    """Names of the rubrics an answer is judged by.

    Raises:
        PlanError: it names a rubric that does not exist.
    """
    return rubrics.known(answer.rubrics or DEFAULT_RUBRICS.get(answer.kind, ()))


def measure(answer: Answer) -> Mapping[str, Coverage]:
    """Rubric name -> coverage."""
    heard = answer.once(stance)
    return {name: _covered(name, answer, heard) for name in rubrics_of(answer)}


def _covered(name: str, answer: Answer, heard: Stance) -> Coverage:
    rubric, ideas = rubrics.get(name), rubrics.ideas(name)
    evidence: dict[str, Span] = {}
    for key, concept in rubric.concepts.items():
        if found := _first(ideas.concepts[key], heard, _counts(concept, answer, heard)):
            evidence[key] = heard.span(found)
    covered = tuple(evidence)
    for key in rubric.wrong:
        if found := _first(ideas.wrong[key], heard, heard.asserts):
            evidence[key] = heard.span(found)
    return Coverage(
        covered,
        tuple(key for key in rubric.concepts if key not in evidence),
        tuple(key for key in rubric.wrong if key in evidence),
        evidence,
    )


def _counts(concept: Concept, answer: Answer, heard: Stance) -> Callable[[Found], bool]:
    """Whether a place counts for a concept: said rather than asked, and early enough."""

    def counts(found: Found) -> bool:
        if concept.within_s is not None and _seconds(answer, heard, found) > concept.within_s:
            return False
        return heard.states(found, asking=concept.questions)

    return counts


def _seconds(answer: Answer, heard: Stance, found: Found) -> float:
    """When a place starts; at the usual pace where the words have no times."""
    word = heard.heard.words[found.first]
    start = answer.words[word].start
    return word / WORDS_PER_SECOND if start is None else start


def _first(
    patterns: Iterable[Pattern], heard: Stance, counts: Callable[[Found], bool]
) -> Found | None:
    """The earliest place that counts; of several that start there, the shortest."""
    places = (place for pattern in patterns for place in pattern.find(heard.text) if counts(place))
    return min(places, default=None, key=lambda place: (place.first, place.last))

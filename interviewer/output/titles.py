"""What scores and questions are called wherever a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from interviewer.model import Attempt, Question

SCORE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "overall": "Overall",
        "star": "Structure",
        "metrics": "Numbers",
        "ownership": "Ownership",
        "reflection": "Reflection",
        "alternatives": "Alternatives",
        "coverage": "Coverage",
        "exercise": "Threat-model structure",
        "review": "Flaws found",
        "clarity": "Plain language",
        "timing": "Length",
        "delivery": "Delivery",
        "program": "Hidden cases",
    }
)
"""Name of a score in JSON -> its title."""


def score_title(name: str) -> str:
    """The title of a score."""
    return SCORE_TITLES.get(name) or title(name)


def title(identifier: str) -> str:
    """`dive-deep` as `Dive deep`."""
    return identifier.replace("-", " ").capitalize()


def question_title(asked: Question | Attempt) -> str:
    """What a question tests, as a short title: its competency, else its kind."""
    return title(asked.competency or asked.kind)

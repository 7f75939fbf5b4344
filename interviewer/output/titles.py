"""What scores and questions are called wherever a person reads."""

from __future__ import annotations

from collections.abc import Mapping

from interviewer.model import Attempt, Question
from interviewer.settings import paths

SCORE_TITLES: Mapping[str, str] = paths.data("output/titles.toml")
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

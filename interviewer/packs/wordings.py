"""A question in other words, so that a drill trains the story and not one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interviewer.answer.question_fit import asks
from interviewer.model import Question

OPENERS = ("Tell me about", "Describe", "I would like to hear about")
"""Beginnings of a question that may stand for each other, whatever comes next."""


def wordings(question: Question) -> tuple[str, ...]:
    """All ways to ask a question: its own first, then those of its pack, else another beginning."""
    return (question.text, *(question.variants or _with_other_openers(question.text)))


def _with_other_openers(text: str) -> Iterator[str]:
    for opener in OPENERS:
        if text.startswith(f"{opener} "):
            rest = text.removeprefix(opener)
            yield from (f"{other}{rest}" for other in OPENERS if other != opener)


def worded(question: Question, times: int) -> Question:
    """The question as it is asked after it was answered so many `times`: in turn in each wording.

    What it asks for stays what its own words ask for.
    """
    ways = wordings(question)
    text = ways[times % len(ways)]
    if text == question.text:
        return question
    return replace(question, text=text, asks=tuple(sorted(asks(question))))

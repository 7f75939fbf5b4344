"""CV and stories -> the claims ledger: which figures of the CV were told, told differently, or never told.

A figure of the CV and one of a story are about the same thing when they have the same unit and their sentences share
two content words, or one that is not among those that all stories share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from interviewer.answer import Answer, plain
from interviewer.answer.quantities import quantities
from interviewer.answer.stems import stems_of
from interviewer.packs.cv_claims import CvClaim
from interviewer.progress.story_bank import USUAL

SHARED = 2
"""Content words that two sentences about one thing share."""
SAME = 0.02
"""Figures that differ by less, relative to the larger, are the same."""
_SMALL = stems_of(
    "the and for with from that this was were have had are our your their which into over under than then they them"
    " about after before been who you per cent all more less most its it's within each also when where year years"
    " month months week weeks day days hour hours of in on at to by we i my me a an is it as us so but not one two"
)


class ClaimState(StrEnum):
    """What the stories say of a claim."""

    TOLD = "told"
    DIFFERS = "told differently"
    UNTOLD = "never told"


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer that was given."""

    name: str
    """What `review` opens it by."""
    text: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One claim of the CV."""

    claim: CvClaim
    state: ClaimState
    answer: str = ""
    """Where it was told."""
    sentence: str = ""
    """As it was told."""


def ledger(claims: Iterable[CvClaim], answers: Iterable[PastAnswer]) -> tuple[LedgerRow, ...]:
    """Every claim with a figure; contradictions first, then what was never told."""
    facts = [fact for answer in answers for fact in _facts(answer)]
    rows = [_row(claim, facts) for claim in claims if claim.figures]
    order = (ClaimState.DIFFERS, ClaimState.UNTOLD, ClaimState.TOLD)
    return tuple(sorted(rows, key=lambda row: order.index(row.state)))


@dataclass(frozen=True, slots=True)
class _StoryFigure:
    answer: str
    sentence: str
    stems: frozenset[str]
    value: float
    unit: str


def _facts(past: PastAnswer) -> Iterable[_StoryFigure]:
    words = plain(past.text)
    answer = Answer(words)
    figures = quantities(answer)
    texts = past.text.split()
    for span in answer.sentences:
        sentence = " ".join(texts[span.first : span.last])
        for figure in figures:
            if span.first <= figure.span.first < span.last:
                yield _StoryFigure(
                    past.name, sentence, _content(sentence), figure.value, figure.unit
                )


def _content(text: str) -> frozenset[str]:
    bare = "".join(c if c.isalpha() or c in "' " else " " for c in text.lower())
    return frozenset(stem for stem in stems_of(bare) if len(stem) > 2) - _SMALL


def _row(claim: CvClaim, facts: Iterable[_StoryFigure]) -> LedgerRow:
    about = _content(claim.line)
    differing: _StoryFigure | None = None
    for fact in facts:
        shared = about & fact.stems
        if len(shared) < SHARED and not shared - USUAL:
            continue
        for value, unit in claim.figures:
            if unit != fact.unit:
                continue
            if abs(value - fact.value) <= SAME * max(abs(value), abs(fact.value)):
                return LedgerRow(claim, ClaimState.TOLD, fact.answer, fact.sentence)
            differing = differing or fact
    if differing:
        return LedgerRow(claim, ClaimState.DIFFERS, differing.answer, differing.sentence)
    return LedgerRow(claim, ClaimState.UNTOLD)

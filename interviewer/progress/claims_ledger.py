"""CV and stories -> the claims ledger: what the CV claims, whether it was told, and where accounts contradict each other.

Figures are compared where they have the same unit and stand in sentences about one thing: sentences that share two
content words, or one that is not among those that all stories share. Years are compared where an answer about a
claim names one. Stories are held against each other in the same way, more strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from interviewer.answer import Answer, plain
from interviewer.answer.quantities import quantities
from interviewer.answer.stems import stems_of
from interviewer.packs.cv_claims import CvClaim, CvStation
from interviewer.packs.years import Period, years_of
from interviewer.progress.story_bank import USUAL
from interviewer.settings import paths

SHARED = 2
"""Content words that two sentences about one thing share."""
SHARED_BY_STORIES = 3
"""Content words, half of the shorter sentence's, that two sentences of stories share when they tell the same."""
SAME = 0.02
"""Figures that differ by less, relative to the larger, are the same."""
_SMALL = stems_of(paths.data("progress/story_words.toml")["small"])


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
    year: int = 0
    """When it was given, which "last year" counts from; 0 where that is unknown."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One claim or station of the CV; or, without a line of it, two answers that contradict each other."""

    claim: CvClaim
    """Its line alone for a station, and for the sentence of another answer."""
    state: ClaimState
    answer: str = ""
    """Where it was told."""
    sentence: str = ""
    """As it was told."""
    about: str = "figures"
    """What is held against each other: `figures` or `dates`."""
    other: str = ""
    """The other answer, where two contradict each other; the claim's line is its sentence then."""

    @property
    def line(self) -> str:
        """What is held against what was told."""
        return self.claim.line


def ledger(
    claims: Iterable[CvClaim], past: Sequence[PastAnswer], stations: Iterable[CvStation] = ()
) -> tuple[LedgerRow, ...]:
    """Claims, and stations; contradictions first, those between stories too, then what was never told."""
    answers = [_read(answer) for answer in past]
    facts = [fact for answer in answers for fact in answer.facts]
    listed = list(claims)
    rows = [_row(claim, facts) if claim.figures else _mentioned(claim, answers) for claim in listed]
    rows += [row for claim in listed for row in _misdated(claim, answers)]
    rows += _clashes(facts)
    rows += [row for station in stations for row in _untold(station, listed, rows, answers)]
    order = (ClaimState.DIFFERS, ClaimState.UNTOLD, ClaimState.TOLD)
    return tuple(sorted(rows, key=lambda row: order.index(row.state)))


# --- what was told -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _StoryFigure:
    answer: str
    sentence: str
    stems: frozenset[str]
    value: float
    unit: str
    before: float | None
    """The baseline that was given with it."""


@dataclass(frozen=True, slots=True)
class _ReadAnswer:
    name: str
    sentences: tuple[tuple[str, frozenset[str]], ...]
    """Each with the stems of its content."""
    facts: tuple[_StoryFigure, ...]
    dated: str
    """The sentence that names the years."""
    period: Period | None


def _read(past: PastAnswer) -> _ReadAnswer:
    answer = Answer(plain(past.text))
    figures = quantities(answer)
    sentences, facts = [], []
    dated, period = "", None
    for span in answer.sentences:
        said = answer.text_of(span)
        stems = _content(said)
        sentences.append((said, stems))
        facts += [
            _StoryFigure(past.name, said, stems, figure.value, figure.unit, figure.before)
            for figure in figures
            if span.first <= figure.span.first < span.last
        ]
        if period is None and (period := years_of(said, past.year)):
            dated = said
            if not past.year and period.last < 1900:  # "last year", and nobody knows of when
                period = None
    return _ReadAnswer(past.name, tuple(sentences), tuple(facts), dated, period)


def _content(text: str) -> frozenset[str]:
    bare = "".join(c if c.isalpha() or c in "' " else " " for c in text.lower())
    return frozenset(stem for stem in stems_of(bare) if len(stem) > 2) - _SMALL


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a line of a CV and a sentence are about one thing."""
    shared = one & other
    return len(shared) >= SHARED or bool(shared - USUAL)


# --- the CV beside the stories -------------------------------------------------------------------


def _row(claim: CvClaim, facts: Iterable[_StoryFigure]) -> LedgerRow:
    about = _content(claim.line)
    differing: _StoryFigure | None = None
    for fact in facts:
        if not _alike(about, fact.stems):
            continue
        for value, unit in claim.figures:
            if unit != fact.unit:
                continue
            if _is_same(value, fact.value):
                return LedgerRow(claim, ClaimState.TOLD, fact.answer, fact.sentence)
            differing = differing or fact
    if differing:
        return LedgerRow(claim, ClaimState.DIFFERS, differing.answer, differing.sentence)
    return LedgerRow(claim, ClaimState.UNTOLD)


def _mentioned(claim: CvClaim, answers: Iterable[_ReadAnswer]) -> LedgerRow:
    """A claim without a figure, with the first sentence that is about the same thing."""
    about = _content(claim.line)
    for answer in answers:
        for said, stems in answer.sentences:
            shared = about & stems
            if len(shared) >= min(SHARED, len(about)) and shared - USUAL:
                return LedgerRow(claim, ClaimState.TOLD, answer.name, said)
    return LedgerRow(claim, ClaimState.UNTOLD)


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other))


def _misdated(claim: CvClaim, answers: Iterable[_ReadAnswer]) -> Iterator[LedgerRow]:
    """The first answer about a claim that puts it into other years."""
    if claim.period is None:
        return
    about = _content(claim.line)
    for answer in answers:
        told = sum(len(about & stems - USUAL) for _, stems in answer.sentences)
        if answer.period and told >= SHARED and claim.period.away(answer.period):
            dated = replace(claim, line=f"{claim.line} ({claim.period})")
            yield LedgerRow(dated, ClaimState.DIFFERS, answer.name, answer.dated, "dates")
            return


def _untold(
    station: CvStation,
    claims: Iterable[CvClaim],
    rows: Iterable[LedgerRow],
    answers: Iterable[_ReadAnswer],
) -> Iterator[LedgerRow]:
    """A station of which no answer tells, by name, by its years, or by one of its claims."""
    own = {claim.line for claim in claims if claim.period == station.period}
    if any(row.line in own and row.state is not ClaimState.UNTOLD for row in rows):
        return
    about = _content(station.line) - USUAL
    for answer in answers:
        stems = frozenset().union(*(stems for _, stems in answer.sentences))
        if about & stems or (answer.period and not station.period.away(answer.period)):
            return
    line = CvClaim(station.line, "", (), station.period)
    yield LedgerRow(line, ClaimState.UNTOLD, about="dates")


# --- stories beside each other -------------------------------------------------------------------


def _clashes(facts: Sequence[_StoryFigure]) -> Iterator[LedgerRow]:
    """Two answers that give other figures of one thing, each pair of answers once."""
    seen: set[tuple[str, str]] = set()
    for one, other in combinations(facts, 2):
        pair = (one.answer, other.answer)
        if one.answer == other.answer or pair in seen or one.unit != other.unit:
            continue
        shared = one.stems & other.stems
        enough = max(SHARED_BY_STORIES, min(len(one.stems), len(other.stems)) / 2)
        if len(shared) < enough or not shared - USUAL or _given(one, other, facts):
            continue
        seen.add(pair)
        said = CvClaim(one.sentence, "", ((one.value, one.unit),))
        yield LedgerRow(said, ClaimState.DIFFERS, other.answer, other.sentence, other=one.answer)


def _given(one: _StoryFigure, other: _StoryFigure, facts: Iterable[_StoryFigure]) -> bool:
    """Whether one of two sentences gives the figure of the other as well, as a baseline does."""

    def values(place: _StoryFigure) -> Iterator[float]:
        for fact in facts:
            if (fact.answer, fact.sentence, fact.unit) == (place.answer, place.sentence, one.unit):
                yield from (fact.value, *([] if fact.before is None else [fact.before]))

    return any(_is_same(mine, theirs) for mine in values(one) for theirs in values(other))

"""CV and stories -> the claims ledger: what the CV claims, whether it was told, and where accounts contradict each other.

Figures are compared where they have the same unit and stand in sentences about one thing. To contradict takes more than
to agree: a sentence must share enough of what the claim is about, and for an amount (how many, how much money) the deed
too, because stories give amounts of parts. Years are compared where an answer that tells a claim names one. Stories are
held against each other in the same way, more strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from interviewer.answer import Answer, plain
from interviewer.answer.number_context import SECONDS
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
_WORDS = paths.data("progress/story_words.toml")
_SMALL = stems_of(_WORDS["small"]) | stems_of(_WORDS["units"])
_AMOUNTS = frozenset(("count", "money"))
"""Kinds of figures that parts of a whole have as well, each its own."""
OPENING = 2
"""Sentences at the beginning of an answer whose years hold for all of it."""


class ClaimState(StrEnum):
    """What the stories say of a claim."""

    TOLD = "told"
    UNMEASURED = "told without its figures"
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
    rows = [_row(claim, facts, answers) for claim in listed]
    rows += [row for claim in listed for row in _misdated(claim, answers)]
    rows += _clashes(facts)
    rows += [row for station in stations for row in _untold(station, listed, rows, answers)]
    order = (ClaimState.DIFFERS, ClaimState.UNTOLD, ClaimState.UNMEASURED, ClaimState.TOLD)
    return tuple(sorted(rows, key=lambda row: order.index(row.state)))


# --- what was told -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _StoryFigure:
    answer: str
    sentence: str
    stems: frozenset[str]
    value: float
    unit: str
    kind: str
    """As of a `Quantity`."""
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
            _StoryFigure(
                past.name, said, stems, figure.value, figure.unit, figure.kind, figure.before
            )
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


def _row(
    claim: CvClaim, facts: Iterable[_StoryFigure], answers: Iterable[_ReadAnswer]
) -> LedgerRow:
    about, figures = _content(claim.line), _with_baselines(claim)
    differing: _StoryFigure | None = None
    for fact in facts:
        for value, unit in figures:
            if _alike(about, fact.stems) and _gives(fact, value, unit):
                return LedgerRow(claim, ClaimState.TOLD, fact.answer, fact.sentence)
            if _dimension(unit) == _dimension(fact.unit) and _is_told_by(fact, about, claim):
                differing = differing or fact
    if differing:
        return LedgerRow(claim, ClaimState.DIFFERS, differing.answer, differing.sentence)
    state = ClaimState.UNMEASURED if claim.figures else ClaimState.TOLD
    told = ((answer.name, said) for answer in answers for said in _telling(about, answer))
    name, sentence = next(told, ("", ""))
    return LedgerRow(claim, state if name else ClaimState.UNTOLD, name, sentence)


def _with_baselines(claim: CvClaim) -> tuple[tuple[float, str], ...]:
    """The figures of a claim, and what they were before."""
    befores = (
        (figure.before, figure.unit)
        for figure in quantities(Answer(plain(claim.line)))
        if figure.before is not None
    )
    return (*claim.figures, *befores)


def _gives(fact: _StoryFigure, value: float, unit: str) -> bool:
    """Whether a story gives a figure of the claim: alone, as a baseline, or as part of a whole ("31 of the 70")."""
    if fact.unit and _dimension(fact.unit) != _dimension(unit):
        return False
    factor = SECONDS[unit] / SECONDS[fact.unit] if fact.unit in SECONDS else 1.0
    told = (fact.value, *(() if fact.before is None else (fact.before,)))
    return any(_is_same(value * factor, one) for one in told)


def _dimension(unit: str) -> str:
    """What a unit measures: one hour is sixty minutes, and all other units stand for themselves."""
    return "time" if unit in SECONDS else unit


def _is_told_by(fact: _StoryFigure, about: frozenset[str], claim: CvClaim) -> bool:
    """Whether a sentence gives the figure of the claim itself, so that another value contradicts it."""
    shared = about & fact.stems
    if fact.kind in _AMOUNTS:
        deed = _content(" ".join(claim.line.split()[:2]))
        return bool(deed & shared) and len(shared) >= max(SHARED, len(about) / 2)
    return _is_about(about, shared)


def _telling(about: frozenset[str], answer: _ReadAnswer) -> Iterator[str]:
    """The sentences of an answer that tell what a line of the CV is about."""
    for said, stems in answer.sentences:
        if _is_about(about, about & stems):
            yield said


def _is_about(about: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether what a sentence shares with a line is the line's own: two telling words, or one and half of it all."""
    half = max(min(SHARED, len(about)), len(about) / 2)
    return len(shared - USUAL) >= SHARED or (len(shared) >= half and bool(shared - USUAL))


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other))


def _misdated(claim: CvClaim, answers: Iterable[_ReadAnswer]) -> Iterator[LedgerRow]:
    """The first answer that tells a claim and puts it into other years."""
    if claim.period is None:
        return
    about = _content(claim.line)
    for answer in answers:
        if answer.period and claim.period.away(answer.period) and _dates(answer, about):
            dated = replace(claim, line=f"{claim.line} ({claim.period})")
            yield LedgerRow(dated, ClaimState.DIFFERS, answer.name, answer.dated, "dates")
            return


def _dates(answer: _ReadAnswer, about: frozenset[str]) -> bool:
    """Whether the years of an answer are those of what it tells: said at its beginning, or right beside it."""
    said = [sentence for sentence, _ in answer.sentences]
    at = said.index(answer.dated)
    places = (said.index(sentence) for sentence in _telling(about, answer))
    return any(at < OPENING or abs(place - at) <= 1 for place in places)


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

"""A measure that does not help by itself, and the sentence soon after it that calls everything settled by it.

The measures of a wrong claim are data of its rubric (`Claim.measure`), and so is what makes them harmless when it is
told along with them (`Claim.unless`). What settles something is the set of words `settled`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interviewer.answer.patterns import Pattern
from interviewer.answer.stems import NEGATORS, Match, stems_of
from interviewer.checks.technical.stance import Stance
from interviewer.packs.rubrics import Manner

WITHIN = 4
"""Sentences behind a measure in which it may be called settled; people tell how it was rolled out in between."""
_UNDER_CONDITIONS = NEGATORS | stems_of("until unless before")
REACH = 70
"""Words that the same may take."""
NEGATED = 2
"""How many words before "fixed" a "not" may stand that turns it round."""
REPORTED = 6
"""How far before a measure "people say" may start."""
DENIED = 5
"""How many words before a measure a "not" may stand that denies it."""
_TELLING = (Manner.MISSING, Manner.UNDONE)
"""Manners in which a wrong claim is made all the same."""


def settled(
    measures: Iterable[Pattern], harmless: Sequence[Match], stance: Stance
) -> Iterator[Match]:
    """Where a measure is told and then called settled, from the one to the other."""
    closings = [cue for cue in stance.cues("settled") if not _negated(cue, stance)]
    if not closings:
        return
    for place in sorted({place for pattern in measures for place in pattern.find(stance.text)}):
        if _told(place, stance):
            for closing in closings:
                whole = Match(min(place.first, closing.first), max(place.last, closing.last))
                if _near(place, closing, stance) and not _taken_back(whole, harmless, stance):
                    yield whole
                    break


def asserted(place: Match, stance: Stance) -> bool:
    """Whether what is told in a place is meant, and not taken back in the next sentence."""
    return _told(place, stance) and not _taken_back(place, (), stance)


def _told(place: Match, stance: Stance) -> bool:
    before = range(max(0, place.first - DENIED), place.first)
    clauses, stems = stance.text.clauses, stance.text.stems
    return (
        stance.proposes(place)
        and stance.covers(place, _TELLING)
        and not any(
            stems[at] in _UNDER_CONDITIONS and clauses[at] == clauses[place.first] for at in before
        )
    )


def _near(place: Match, closing: Match, stance: Stance) -> bool:
    """Whether something is called settled in the same sentence as a measure, or soon after it."""
    apart = stance.sentence_at(closing.first) - stance.sentence_at(place.first)
    behind = closing.first - place.last
    return apart == 0 or (0 < apart <= WITHIN and behind <= REACH)


def _taken_back(whole: Match, harmless: Sequence[Match], stance: Stance) -> bool:
    """Whether what helps is told along with it, or the next sentence says that it does not help."""
    number = stance.sentence_at(whole.last - 1)
    last = stance.sentences[number][1]
    behind = stance.sentences[min(number + 1, len(stance.sentences) - 1)][1]
    return (
        any(whole.first < other.last and other.first < last for other in harmless)
        or bool(stance.cues_from("unhelpful", whole.first, last))
        or bool(stance.cues_from("refuted", whole.first, behind))
        or not stance.covers(whole, _TELLING)
        or bool(stance.cues_from("reported", whole.first - REPORTED, whole.first + 1))
    )


def _negated(cue: Match, stance: Stance) -> bool:
    stems = stance.text.stems
    return not cue.negators and not NEGATORS.isdisjoint(
        stems[max(0, cue.first - NEGATED) : cue.last]
    )

"""A posting -> the competencies that it asks for, with the words that decided, without any model.

Each pack and each competency lists the words by which a posting asks for it, with weights (`words`). First the pack
is chosen by its words, then its competencies are ranked. A word that stands often counts more, but less each time;
what stands in the first line, the title of the job, counts double for the choice of the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt

from interviewer.errors import PlanError
from interviewer.model import Competency
from interviewer.packs.catalogue import Pack

FALLBACK = "behavioral"
"""The pack for postings that no pack's words fit."""
ENOUGH = 4.0
"""Fewest points by which a pack is chosen: one telling word, or two that are less so."""
TITLE = 2.0
"""How much a word in the title of the job counts."""
FEWEST_WORDS = 15
"""A text with fewer words is no posting."""

Decider = tuple[str, float]
"""A word of the posting, and the points it gave."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A competency that a posting asks for."""

    name: str
    competency: Competency
    points: float
    deciders: tuple[Decider, ...]
    """Strongest first."""
    rubrics: tuple[str, ...]
    """Of the pack's questions for it."""


@dataclass(frozen=True, slots=True)
class PostingMatch:
    """What a posting asks for."""

    pack: Pack
    deciders: tuple[Decider, ...]
    """Words by which the pack was chosen; empty for the fallback."""
    asked: tuple[AskedFor, ...]
    """Strongest first."""


def match_posting(text: str, packs: Mapping[str, Pack]) -> PostingMatch:
    """The pack that fits a posting, and its competencies in the order in which the posting asks for them.

    Raises:
        PlanError: the text is too short, or asks for nothing that any pack tests.
    """
    if len(text.split()) < FEWEST_WORDS:
        raise PlanError("The posting has hardly any words", "Pass its whole text.")
    pack, deciders = _pack_for(text, packs)
    plain = _plain(text)
    found = (_asked(pack, name, plain) for name in pack.competencies)
    asked = sorted((one for one in found if one.points), key=lambda one: -one.points)
    if not asked:
        raise PlanError(
            "The posting asks for nothing that the packs test", "Is it in English, and complete?"
        )
    return PostingMatch(pack, deciders, tuple(asked))


def _pack_for(text: str, packs: Mapping[str, Pack]) -> tuple[Pack, tuple[Decider, ...]]:
    title = _plain(re.split(r"[\n.]", text.strip(), maxsplit=1)[0])
    plain = _plain(text)

    def points(pack: Pack) -> float:
        in_title = (TITLE - 1) * _total(deciding(pack.words, title))
        return _total(deciding(pack.words, plain)) + in_title

    best = max(packs.values(), key=points)
    if points(best) >= ENOUGH:
        return best, deciding(best.words, plain)
    return packs.get(FALLBACK) or next(iter(packs.values())), ()


def _asked(pack: Pack, name: str, plain: str) -> AskedFor:
    competency = pack.competencies[name]
    deciders = deciding(competency.words, plain)
    rubrics = (
        rubric
        for question in pack.questions.values()
        if question.competency == name
        for rubric in question.rubrics
    )
    return AskedFor(name, competency, _total(deciders), deciders, tuple(dict.fromkeys(rubrics)))


def competency_of(text: str, pack: Pack) -> str:
    """The competency of a pack that a text is about by its words; empty where it is about none."""
    plain = _plain(text)
    points = {name: _total(deciding(one.words, plain)) for name, one in pack.competencies.items()}
    best = max(points, key=lambda name: points[name], default="")
    return best if best and points[best] else ""


def _total(deciders: Iterable[Decider]) -> float:
    return sum(points for _, points in deciders)


def deciding(words: str, plain: str) -> tuple[Decider, ...]:
    """Which of the words stand in a text, and the points they give; a word within a longer one counts once."""
    found: dict[str, float] = {}
    taken: list[tuple[int, int]] = []
    for pattern, weight in _compiled(words):
        spans = [m.span() for m in pattern.finditer(plain)]
        free = [s for s in spans if not any(a < s[1] and s[0] < b for a, b in taken)]
        taken += free
        if free:
            phrase = plain[free[0][0] : free[0][1]]
            found[phrase] = max(found.get(phrase, 0.0), weight * sqrt(min(len(free), 4)))
    return tuple(sorted(found.items(), key=lambda item: -item[1]))


@cache
def _compiled(words: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    """The words of a list, longest first: `root cause 3 | investigat*`."""
    entries = []
    for entry in filter(None, (part.strip() for part in words.split("|"))):
        term, _, last = entry.rpartition(" ")
        weight = float(last) if last.isdigit() and term else 1.0
        term = term if last.isdigit() and term else entry
        pattern = re.escape(_plain(term.replace("*", " STAR"))).replace(r"\ star", r"\w*")
        entries.append((re.compile(rf"(?<!\w){pattern}s?(?!\w)"), term, weight))
    entries.sort(key=lambda entry: -len(entry[1]))
    return tuple((pattern, weight) for pattern, _, weight in entries)


def _plain(text: str) -> str:
    """Small letters, one blank between words, hyphens and strokes apart."""
    return " ".join(re.sub(r"[^\w+#&]+", " ", text.lower()).split())

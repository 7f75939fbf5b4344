"""Which correct fix an answer proposes for a flaw, whatever the pack's own text prefers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from interviewer.answer import Answer
from interviewer.answer.patterns import NotationError, Pattern, compile_block
from interviewer.answer.stems import NEGATORS, Match, stemmed, stems_of
from interviewer.checks.technical import flaws
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.errors import PackError
from interviewer.model import Flaw
from interviewer.packs import rubrics, yaml_file
from interviewer.settings import paths

ECHOED = 3
"""Telling words of the pack's own fix that must be said, near each other, to count as that fix."""
ECHO_REACH = 30
"""Within how many words."""
TELLING_LETTERS = 4
"""Shorter words tell nothing about a fix."""
FIXED = 0.0
"""Points from which a sentence tells a fix, by learned wording."""
LACKING_WORDS = 2
"""How far before a construct "no" or "missing" tells that the code lacks it, and how far behind "is missing"."""

_LACKING = stems_of("missing miss lack forget forgot absent fail nowhere") | NEGATORS
_ABSENT = stems_of("missing miss absent nowhere forgotten lack")


@dataclass(frozen=True, slots=True)
class FlawFix:
    """A kind of fix: the flaws that it closes, and how reviewers put it."""

    cwe: tuple[int, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """`words/fixes.yaml`."""

    source: str
    fixes: Mapping[str, FlawFix]


@cache
def known() -> Mapping[str, tuple[frozenset[int], tuple[Pattern, ...]]]:
    """Name of a fix -> the CWE numbers that it closes, and compiled patterns.

    Raises:
        PackError: a pattern is not in the notation.
    """
    file = paths.shipped_prompts() / rubrics.WORDS / "fixes.yaml"
    compiled = {}
    for name, fix in yaml_file.load(file, Fixes).fixes.items():
        try:
            compiled[name] = frozenset(fix.cwe), compile_block(fix.heard, rubrics.slots())
        except NotationError as error:
            raise PackError(f"{file.name}: {name}", (error.what,)) from error
    return compiled


def proposed(flaw: Flaw, answer: Answer) -> list[Match]:
    """Every place where a correct fix for a flaw is proposed, in order."""
    stance = answer.once(stance_of)
    places = {*_echoes(flaw.fix, stance), *_told(flaw, answer)}
    for numbers, patterns in known().values():
        if flaw.cwe in numbers:
            places.update(
                place
                for pattern in patterns
                for place in pattern.find(stance.text)
                if stance.proposes(place) and not _lacking(place, stance)
            )
    return sorted(places)


def _told(flaw: Flaw, answer: Answer) -> Iterator[Match]:
    """Where a fix is told, and not rather the flaw."""
    described = flaws.told(flaws.FOUND, flaw, answer, FIXED)
    for place, points in flaws.told(flaws.FIX, flaw, answer, FIXED).items():
        if not any(more > points and place.overlaps(other) for other, more in described.items()):
            yield place


def _lacking(place: Match, stance: Stance) -> bool:
    """Whether the code is said to lack it: "without a lock", "the owner check is missing"."""
    stems, clauses = stance.text.stems, stance.text.clauses
    before = range(max(0, place.first - LACKING_WORDS), place.first)
    behind = range(place.last, min(len(stems), place.last + LACKING_WORDS))
    return any(
        stems[at] in _LACKING and clauses[at] == clauses[place.first] for at in before
    ) or any(stems[at] in _ABSENT and clauses[at] == clauses[place.last - 1] for at in behind)


def _echoes(fix: str, stance: Stance) -> Iterator[Match]:
    """Where enough telling words of the prepared fix are said close together."""
    telling = {stem for stem in stemmed(fix.split()).stems if len(stem) > TELLING_LETTERS}
    needed = min(ECHOED, len(telling))
    said = sorted(at for stem in telling for at in stance.text.at(stem))
    stems = stance.text.stems
    for number, first in enumerate(said):
        near = [at for at in said[number:] if at < first + ECHO_REACH]
        if len({stems[at] for at in near}) >= needed:
            found = Match(first, near[-1] + 1)
            if stance.proposes(found):
                yield found

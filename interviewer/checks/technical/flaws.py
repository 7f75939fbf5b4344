"""Which flaws of a piece of code an answer names: by name, by paraphrase, or by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from interviewer.answer.numbers import number_at
from interviewer.answer.patterns import NotationError, Pattern, compile_block
from interviewer.answer.stems import NEGATORS, Match, is_number, stem, stemmed, stems_of
from interviewer.checks.technical.stance import Stance
from interviewer.errors import PackError
from interviewer.model import Flaw
from interviewer.packs import rubrics, yaml_file
from interviewer.settings import paths

PHRASE_GAP = 2
"""How many words may stand between those of a prepared phrase ("check the owner" of "check who the owner is")."""
CLEARED_WORDS = 4
"""How far before a kind's name "no", "not" or "safe from" clears the code of it."""
LINE_REACH = 25
"""How near to a line number trouble must be spoken of."""

_CLEARING = stems_of("no not without safe never nothing free")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


@dataclass(frozen=True, slots=True)
class KindOfFlaw:
    """A kind of flaw and how reviewers speak of it."""

    cwe: tuple[int, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class KindsOfFlaws:
    """`words/flaws.yaml`."""

    source: str
    kinds: Mapping[str, KindOfFlaw]


@cache
def kinds() -> Mapping[str, tuple[frozenset[int], tuple[Pattern, ...]]]:
    """Name of a kind -> its CWE numbers and compiled patterns.

    Raises:
        PackError: a pattern is not in the notation.
    """
    file = paths.shipped_prompts() / rubrics.WORDS / "flaws.yaml"
    compiled = {}
    for name, kind in yaml_file.load(file, KindsOfFlaws).kinds.items():
        try:
            compiled[name] = frozenset(kind.cwe), compile_block(kind.heard, rubrics.slots())
        except NotationError as error:
            raise PackError(f"{file.name}: {name}", (error.what,)) from error
    return compiled


def named(flaw: Flaw, stance: Stance) -> list[Match]:
    """Every place where a flaw is named, in order."""
    places = {place for phrase in flaw.says for place in _phrase(phrase, stance)}
    for numbers, patterns in kinds().values():
        if flaw.cwe in numbers:
            places.update(_stated(patterns, stance))
    places.update(place for place, line in lines(stance) if line in flaw.lines)
    return sorted(places)


def kinds_named(stance: Stance) -> Iterator[tuple[str, frozenset[int], Match]]:
    """Every kind of flaw that an answer says is there, with the first place."""
    for name, (numbers, patterns) in kinds().items():
        if places := _stated(patterns, stance):
            yield name, numbers, min(places)


def _stated(patterns: Sequence[Pattern], stance: Stance) -> list[Match]:
    return [
        place
        for pattern in patterns
        for place in pattern.find(stance.text)
        if stance.states(place) and not _cleared(place, stance)
    ]


def _cleared(place: Match, stance: Stance) -> bool:
    """Whether the code is said to be free of it: "there is no SQL injection here"."""
    stems, sentences = stance.text.stems, stance.text.sentences
    first = max(0, place.first - CLEARED_WORDS)
    return any(
        stems[at] in _CLEARING and sentences[at] == sentences[place.first]
        for at in range(first, place.first)
    )


def _phrase(phrase: str, stance: Stance) -> Iterator[Match]:
    """Places where the words of a phrase stand in order, almost side by side."""
    wanted = stemmed(phrase.split()).stems
    if not wanted:
        return
    stems, sentences = stance.text.stems, stance.text.sentences
    for start in stance.text.at(wanted[0]):
        at = start
        for word in wanted[1:]:
            window = stems[at + 1 : at + 2 + PHRASE_GAP]
            if word not in window:
                break
            at += 1 + window.index(word)
        else:
            negators = sum(stem in NEGATORS for stem in wanted)
            found = Match(start, at + 1, negators)
            if sentences[start] == sentences[at] and stance.states(found):
                yield found


def lines(stance: Stance) -> Iterator[tuple[Match, int]]:
    """Places where a line is pointed at as trouble, and its number."""
    trouble, fine = stance.cues("trouble"), stance.cues("fine")
    for start in stance.text.at(stem("line")):
        for number, last in _numbers(stance.text.stems, start + 1):
            place = Match(start, last)
            if (
                stance.states(place)
                and _near(place, trouble, stance)
                and not _near(place, fine, stance)
            ):
                yield place, number


def _near(place: Match, cues: Sequence[Match], stance: Stance) -> bool:
    sentences = stance.text.sentences
    return any(
        -LINE_REACH <= cue.first - place.last <= LINE_REACH
        and 0 <= sentences[cue.first] - sentences[place.first] <= 1
        for cue in cues
    )


def _numbers(stems: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """The line numbers from `start` on ("seven", "23", "twenty three", "three and nine")."""
    at = start
    while at < len(stems):
        value, end = _number(stems, at)
        if value is None:
            return
        yield value, end
        at = end
        if at < len(stems) - 1 and stems[at] in {"and", "to", "or"} and is_number(stems[at + 1]):
            at += 1


def _number(stems: Sequence[str], at: int) -> tuple[int | None, int]:
    if stems[at] in _ORDINALS:
        return _ORDINALS[stems[at]], at + 1
    number = number_at(stems, at)
    return (int(number.value), number.last) if number else (None, at + 1)

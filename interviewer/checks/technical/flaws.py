"""Which flaws of a piece of code an answer names: by name, by paraphrase, or by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from interviewer.answer import Answer
from interviewer.answer.numbers import number_at
from interviewer.answer.patterns import NotationError, Pattern, compile_block
from interviewer.answer.stems import NEGATORS, Match, is_number, stem, stemmed, stems_of
from interviewer.answer.word_weights import weights_for
from interviewer.checks.technical.matching import COVERED, ConceptScorer, matches, stating
from interviewer.checks.technical.stance import Stance, stance_of
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

FOUND, FIX = "flaws.found", "flaws.fix"
"""Learned weights: how a flaw is told, and how a fix of it."""
TOLD, HINTED = -0.5, -1.5
"""Points from which a sentence tells a flaw or a fix of it, and from which it may well; chosen on 45 reviews by an
independent author (`scripts/evaluation/reviews`)."""
RUBRIC = "code-review"
BESIDE = 1.0
"""So many points less tell an impact beside a flaw: in the same reviews a quarter more are heard then, and no more
imagined."""
APPROVED = (8, 14)
"""How many words before and behind a place it may be called right."""

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
    told: Mapping[str, tuple[int, ...]]
    """Kind by how it is spoken of -> its CWE numbers."""
    kinds: Mapping[str, KindOfFlaw]


@cache
def kinds() -> Mapping[str, tuple[frozenset[int], tuple[Pattern, ...]]]:
    """Name of a kind -> its CWE numbers and compiled patterns.

    Raises:
        PackError: a pattern is not in the notation.
    """
    compiled = {}
    for name, kind in _file().kinds.items():
        try:
            compiled[name] = frozenset(kind.cwe), compile_block(kind.heard, rubrics.slots())
        except NotationError as error:
            raise PackError(f"flaws.yaml: {name}", (error.what,)) from error
    return compiled


@cache
def told_apart() -> Mapping[int, str]:
    """CWE number -> the kind it is by how people speak of it."""
    return {number: kind for kind, numbers in _file().told.items() for number in numbers}


@cache
def _file() -> KindsOfFlaws:
    return yaml_file.load(paths.shipped_prompts() / rubrics.WORDS / "flaws.yaml", KindsOfFlaws)


def told(part: str, flaw: Flaw, answer: Answer, least: float = TOLD) -> Mapping[Match, float]:
    """Where a flaw (`FOUND`) or a fix of it (`FIX`) is told, by learned wording, with its points."""
    kind, scorer = told_apart().get(flaw.cwe), answer.once(_scorers).get(part)
    if kind is None or scorer is None:
        return {}
    stance = answer.once(stance_of)
    places = scorer.places(kind, [], least)
    return {place: points for place, points in places if not _cleared(place, stance)}


def _scorers(answer: Answer) -> Mapping[str, ConceptScorer]:
    found = answer.once(stating)
    return {
        part: ConceptScorer(learned, answer.once(stance_of), found, broad=True)
        for part in (FOUND, FIX)
        if (learned := weights_for(part))
    }


def gains(answer: Answer) -> list[Match]:
    """Where it is told what an attacker gains; beside a flaw that was found, less is enough."""
    places, learned = matches(RUBRIC, answer).concepts["impact"], weights_for(RUBRIC)
    if learned is None:
        return places
    scorer = ConceptScorer(learned, answer.once(stance_of), answer.once(stating), broad=True)
    return sorted({*places, *dict(scorer.places("impact", [], COVERED - BESIDE))})


def _approved(place: Match, stance: Stance) -> bool:
    """Whether what is spoken of is called right as it is: "that's fine", "so you can't", "which is what I'd want"."""
    number = stance.sentence_at(place.first)
    first, last = stance.sentences[number]
    before, behind = max(first, place.first - APPROVED[0]), min(last, place.last + APPROVED[1])
    return any(
        stance.text.stems[cue.first - 1] not in NEGATORS
        for cue in stance.cues_from("approved", before, behind)
    )


def named(flaw: Flaw, answer: Answer) -> list[Match]:
    """Every place where a flaw is named or told, in order."""
    stance = answer.once(stance_of)
    places = {place for phrase in flaw.says for place in _phrase(phrase, stance)}
    places.update(told(FOUND, flaw, answer))
    for numbers, patterns in kinds().values():
        if flaw.cwe in numbers:
            places.update(_stated(patterns, stance))
    places.update(place for place, line in lines(stance) if line in flaw.lines)
    return sorted(place for place in places if not _approved(place, stance))


def kinds_named(stance: Stance) -> Iterator[tuple[str, frozenset[int], Match]]:
    """Every kind of flaw that an answer says is there, with the first place."""
    for name, (numbers, patterns) in kinds().items():
        stated = [each for each in _stated(patterns, stance) if not _approved(each, stance)]
        if stated:
            yield name, numbers, min(stated)


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

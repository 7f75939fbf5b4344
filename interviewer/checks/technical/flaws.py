"""Which flaws of a piece of code an answer names: by name, by paraphrase, or by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from interviewer.answer.patterns import Found, NotationError, Pattern, compile_block
from interviewer.answer.stems import NEGATORS, hear, is_number, stem, stems_of
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
_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
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


def same_kind(one: int, other: int) -> bool:
    """Whether two CWE numbers are told apart by nobody."""
    return one == other or any({one, other} <= numbers for numbers, _ in kinds().values())


def named(flaw: Flaw, heard: Stance) -> list[Found]:
    """Every place where a flaw is named, in order."""
    places = {place for phrase in flaw.says for place in _phrase(phrase, heard)}
    for numbers, patterns in kinds().values():
        if flaw.cwe in numbers:
            places.update(_stated(patterns, heard))
    places.update(place for place, line in lines(heard) if line in flaw.lines)
    return sorted(places)


def kinds_named(heard: Stance) -> Iterator[tuple[str, frozenset[int], Found]]:
    """Every kind of flaw that an answer says is there, with the first place."""
    for name, (numbers, patterns) in kinds().items():
        if places := _stated(patterns, heard):
            yield name, numbers, min(places)


def _stated(patterns: Sequence[Pattern], heard: Stance) -> list[Found]:
    return [
        place
        for pattern in patterns
        for place in pattern.find(heard.text)
        if heard.states(place) and not _cleared(place, heard)
    ]


def _cleared(place: Found, heard: Stance) -> bool:
    """Whether the code is said to be free of it: "there is no SQL injection here"."""
    stems, sentences = heard.heard.stems, heard.heard.sentences
    first = max(0, place.first - CLEARED_WORDS)
    return any(
        stems[at] in _CLEARING and sentences[at] == sentences[place.first]
        for at in range(first, place.first)
    )


def _phrase(phrase: str, heard: Stance) -> Iterator[Found]:
    """Places where the words of a phrase stand in order, almost side by side."""
    wanted = hear(phrase.split()).stems
    if not wanted:
        return
    stems, sentences = heard.heard.stems, heard.heard.sentences
    for start in heard.text.places(wanted[0]):
        at = start
        for word in wanted[1:]:
            window = stems[at + 1 : at + 2 + PHRASE_GAP]
            if word not in window:
                break
            at += 1 + window.index(word)
        else:
            negators = sum(stem in NEGATORS for stem in wanted)
            found = Found(start, at + 1, negators)
            if sentences[start] == sentences[at] and heard.states(found):
                yield found


def lines(heard: Stance) -> Iterator[tuple[Found, int]]:
    """Places where a line is pointed at as trouble, and its number."""
    trouble, fine = heard.cues("trouble"), heard.cues("fine")
    for start in heard.text.places(stem("line")):
        for number, last in _numbers(heard.heard.stems, start + 1):
            place = Found(start, last)
            if (
                heard.states(place)
                and _near(place, trouble, heard)
                and not _near(place, fine, heard)
            ):
                yield place, number


def _near(place: Found, cues: Sequence[Found], heard: Stance) -> bool:
    sentences = heard.heard.sentences
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
    word = stems[at]
    if word.isdigit():
        return int(word), at + 1
    if word in _TENS:
        unit = _UNITS.get(stems[at + 1], 0) if at + 1 < len(stems) else 0
        return (_TENS[word] + unit, at + 2) if 0 < unit < 10 else (_TENS[word], at + 1)
    return _UNITS.get(word, _ORDINALS.get(word)), at + 1

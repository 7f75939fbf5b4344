"""Where an answer tells what a rubric asks for, and where it makes a claim that is wrong.

A window (a sentence, or two in a row) tells a concept when its words, and the patterns met in it, add up to
enough points. Rubrics without learned weights, such as a pack's own, go by their patterns alone. Questions
and asides add nothing. A wrong claim is found in the same way, and counts when the window also sounds
asserted rather than denied.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.patterns import Pattern
from interviewer.answer.stems import Match
from interviewer.answer.word_weights import PATTERN, ConceptWeights, features, weights_for
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.packs import rubrics

COVERED = -1.75
"""Points from which a concept counts as told."""
CLAIMED = -1.5
"""Points from which a window speaks of a wrong claim."""
ASSERTED = -0.5
"""Points from which it sounds asserted."""
DOUBTED = 1.0
"""Points more that it needs where a negation stands before it."""
RETRACTED = -5.0
"""Points up to which the next sentence takes a claim back."""
LONGEST_MATCH = 30
"""Words a place may have to be looked for from before a window."""
QUOTED_SHARE = 0.7
"""Share of the points for a concept that the words quoted for it carry."""


@dataclass(frozen=True, slots=True)
class RubricMatches:
    """Places in order; every concept and every wrong claim of the rubric has an entry."""

    concepts: Mapping[str, list[Match]]
    wrong: Mapping[str, list[Match]]


def matches(name: str, answer: Answer) -> RubricMatches:
    """What an answer tells of a rubric; computed once an answer and rubric."""
    known = answer.once(_known)
    if name not in known:
        wrong = dict(_claims(name, answer))
        known[name] = RubricMatches(dict(_concepts(name, answer, wrong)), wrong)
    return known[name]


def _known(_: Answer) -> dict[str, RubricMatches]:
    return {}


# --- windows ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """Stems `first` up to but excluding `last`, and the words and pairs that count in them."""

    first: int
    last: int
    words: frozenset[str]

    def spans(self, other: Window) -> bool:
        """Whether another lies within."""
        return self.first <= other.first and other.last <= self.last

    def holds(self, place: Match) -> bool:
        """Whether at least half of a place lies within."""
        inside = min(self.last, place.last) - max(self.first, place.first)
        return 2 * inside >= place.last - place.first


def windows(stance: Stance, *, asking: bool = False) -> list[Window]:
    """Every sentence, and every two in a row; of questions nothing counts unless `asking`."""
    ranges = [*stance.sentences, *((one[0], other[1]) for one, other in pairwise(stance.sentences))]
    return [window_of(stance, first, last, asking=asking) for first, last in ranges]


def window_of(stance: Stance, first: int, last: int, *, asking: bool = False) -> Window:
    """Stems `first` up to but excluding `last`, with what counts of them."""
    return Window(first, last, frozenset(features(stance.stated(first, last, asking=asking))))


def pattern_matches(
    patterns: Iterable[Pattern], stance: Stance, *, asking: bool = False
) -> list[Match]:
    """Where patterns are met by something stated; of places that start together the shortest first."""
    return sorted(
        {
            place
            for pattern in patterns
            for place in pattern.find(stance.text)
            if stance.states(place, asking=asking)
        }
    )


def _stating(answer: Answer) -> list[Window]:
    return [each for each in windows(answer.once(stance_of)) if each.words]


def _asking(answer: Answer) -> list[Window]:
    return [each for each in windows(answer.once(stance_of), asking=True) if each.words]


class ConceptScorer:
    """The windows of an answer with their points for each of several concepts."""

    def __init__(self, learned: ConceptWeights, answer: Answer, *, asking: bool = False) -> None:
        self._learned, self._stems = learned, answer.once(stance_of).text.stems
        self._stretches = answer.once(_asking if asking else _stating)
        self._points = learned.points([each.words for each in self._stretches])

    def places(self, key: str, hits: Sequence[Match], least: float) -> Iterator[Match]:
        """Where a concept has enough points; `hits` are the places where its patterns are matched.

        Two sentences in a row count together only when neither counts alone.
        """
        column = self._learned.column(key)
        extra = self._learned.weight(PATTERN, column)
        enough: list[Window] = []
        for window, points in zip(self._stretches, self._points[:, column].tolist(), strict=True):
            missing = least - points
            if missing >= max(extra, 0.0) or any(map(window.spans, enough)):
                continue
            near = hits[
                bisect_left(hits, (window.first - LONGEST_MATCH,)) : bisect_left(
                    hits, (window.last,)
                )
            ]
            inside = next(filter(window.holds, near), None)
            if inside or missing < 0.0:
                enough.append(window)
                yield inside or self._core(window, column)

    def _core(self, window: Window, column: int) -> Match:
        """The shortest run of words that carries most of the points."""
        weight = self._learned.weight
        stems = self._stems[window.first : window.last]
        gains = [max(0.0, weight(stem, column)) for stem in stems]
        for place, pair in enumerate(pairwise(stems)):
            gains[place] += max(0.0, weight(" ".join(pair), column))
        needed, best = QUOTED_SHARE * sum(gains), (0, len(stems))
        first, carried = 0, 0.0
        for last, gain in enumerate(gains):
            carried += gain
            while carried - gains[first] >= needed and first < last:
                carried -= gains[first]
                first += 1
            if carried >= needed and last + 1 - first < best[1] - best[0]:
                best = first, last + 1
        return Match(window.first + best[0], window.first + best[1])


# --- concepts and claims ------------------------------------------------------------------------


def _concepts(
    name: str, answer: Answer, wrong: Mapping[str, list[Match]]
) -> Iterator[tuple[str, list[Match]]]:
    stance, learned = answer.once(stance_of), _learned(name)
    sounds: dict[bool, ConceptScorer] = {}
    for key, concept in rubrics.get(name).concepts.items():
        asking = concept.questions
        places = pattern_matches(rubrics.ideas(name).concepts[key], stance, asking=asking)
        if learned:
            if asking not in sounds:
                sounds[asking] = ConceptScorer(learned, answer, asking=asking)
            places = sorted(set(sounds[asking].places(key, places, COVERED)))
        claims = wrong.get(concept.denies, [])
        yield (
            key,
            [place for place in places if not any(overlap(place, claim) for claim in claims)],
        )


def _learned(name: str, part: str = "") -> ConceptWeights | None:
    """The weights of a rubric; none for the user's own, also where it replaces a shipped one."""
    return weights_for(name + part) if rubrics.shipped(name) else None


def _claims(name: str, answer: Answer) -> Iterator[tuple[str, list[Match]]]:
    stance = answer.once(stance_of)
    learned, manner = _learned(name, ".wrong"), weights_for("asserted")
    patterns = rubrics.ideas(name).wrong
    hits = {
        key: [place for pattern in patterns[key] for place in pattern.find(stance.text)]
        for key in patterns
    }
    if not (learned and manner):
        for key, found in hits.items():
            yield key, sorted({hit for hit in found if stance.asserts(hit)})
        return
    sound = ConceptScorer(learned, answer)
    spoken = {
        key: set(sound.places(key, sorted(filter(stance.states, found)), CLAIMED))
        for key, found in hits.items()
    }
    for key, places in spoken.items():
        denied = {hit for hit in hits[key] if not stance.asserts(hit)}
        yield (
            key,
            sorted(
                place
                for place in places
                if _asserted(place, stance, manner, doubted=place in denied)
            ),
        )


def _asserted(place: Match, stance: Stance, manner: ConceptWeights, *, doubted: bool) -> bool:
    """Whether the sentence of a claim sounds asserted, and the next one does not take it back."""
    at = next(at for at, (_, last) in enumerate(stance.sentences) if place.first < last)
    first, last = stance.sentences[at][0], max(stance.sentences[at][1], place.last)
    needed = ASSERTED + (DOUBTED if doubted else 0.0)
    if _sounds(first, last, stance, manner) <= needed:
        return False
    after = next((piece for piece in stance.sentences if piece[0] >= last), None)
    if after is None or not _denies(after, stance):
        return True
    return _sounds(*after, stance, manner) > RETRACTED


def _denies(piece: tuple[int, int], stance: Stance) -> bool:
    """Whether a sentence holds a word of denial."""
    return any(
        piece[0] <= cue.first < piece[1]
        for name in ("refuted", "unhelpful")
        for cue in stance.cues(name)
    )


def _sounds(first: int, last: int, stance: Stance, manner: ConceptWeights) -> float:
    """Points for sounding asserted."""
    words = stance_words(window_of(stance, first, last), stance)
    return float(manner.points([words])[0, 0])


CUES = ("refuted", "reported", "unhelpful", "harmless")
"""Sets of words that tell how a claim is meant."""


def stance_words(window: Window, stance: Stance) -> set[str]:
    """Words of a window, and `<refuted>` and so on where such a cue stands in it."""
    cues = {f"<{cue}>" for cue in CUES if any(map(window.holds, stance.cues(cue)))}
    return {*window.words, *cues}


def overlap(one: Match, other: Match) -> bool:
    """Whether two places share a word."""
    return one.first < other.last and other.first < one.last


def apart(places: Iterable[Match]) -> list[Match]:
    """Of places that overlap, the first."""
    kept: list[Match] = []
    for place in places:
        if not kept or place.first >= kept[-1].last:
            kept.append(place)
    return kept

"""Where an answer tells what a rubric asks for, and where it makes a claim that is wrong.

A stretch (a sentence, or two in a row) tells a concept when its words, and the patterns met in it, add up to
enough points. Rubrics without learned weights, such as a pack's own, go by their patterns alone. Questions
and asides add nothing. A wrong claim is found in the same way, and counts when the stretch also sounds
asserted rather than denied.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.answer import Answer
from interviewer.answer.patterns import Found, Pattern
from interviewer.answer.word_weights import MET, Wording, features, wording
from interviewer.checks.technical.stance import Stance, stance
from interviewer.packs import rubrics

ENOUGH = -1.75
"""Points from which a concept counts as told."""
CLAIMED = -1.5
"""Points from which a stretch speaks of a wrong claim."""
ASSERTED = -0.5
"""Points from which it sounds asserted."""
DOUBTED = 1.0
"""Points more that it needs where a negation stands before it."""
TAKEN_BACK = -5.0
"""Points up to which the next sentence takes a claim back."""
LONGEST = 30
"""Words a place may have to be looked for from before a stretch."""
SHOWN = 0.7
"""Share of the points for a concept that the words quoted for it carry."""


@dataclass(frozen=True, slots=True)
class Told:
    """Places in order; every concept and every wrong claim of the rubric has an entry."""

    concepts: Mapping[str, list[Found]]
    wrong: Mapping[str, list[Found]]


def told(name: str, answer: Answer) -> Told:
    """What an answer tells of a rubric; computed once an answer and rubric."""
    known = answer.once(_known)
    if name not in known:
        wrong = dict(_claims(name, answer))
        known[name] = Told(dict(_concepts(name, answer, wrong)), wrong)
    return known[name]


def _known(_: Answer) -> dict[str, Told]:
    return {}


# --- stretches ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """Stems `first` up to but excluding `last`, and the words and pairs that count in them."""

    first: int
    last: int
    words: frozenset[str]

    def spans(self, other: Stretch) -> bool:
        """Whether another lies within."""
        return self.first <= other.first and other.last <= self.last

    def holds(self, place: Found) -> bool:
        """Whether at least half of a place lies within."""
        inside = min(self.last, place.last) - max(self.first, place.first)
        return 2 * inside >= place.last - place.first


def stretches(heard: Stance, *, asking: bool = False) -> list[Stretch]:
    """Every sentence, and every two in a row; of questions nothing counts unless `asking`."""
    ranges = [*heard.pieces, *((one[0], other[1]) for one, other in pairwise(heard.pieces))]
    return [stretch_of(heard, first, last, asking=asking) for first, last in ranges]


def stretch_of(heard: Stance, first: int, last: int, *, asking: bool = False) -> Stretch:
    """Stems `first` up to but excluding `last`, with what counts of them."""
    return Stretch(first, last, frozenset(features(heard.stated(first, last, asking=asking))))


def met(patterns: Iterable[Pattern], heard: Stance, *, asking: bool = False) -> list[Found]:
    """Where patterns are met by something stated; of places that start together the shortest first."""
    return sorted(
        {
            place
            for pattern in patterns
            for place in pattern.find(heard.text)
            if heard.states(place, asking=asking)
        }
    )


def _stating(answer: Answer) -> list[Stretch]:
    return [each for each in stretches(answer.once(stance)) if each.words]


def _asking(answer: Answer) -> list[Stretch]:
    return [each for each in stretches(answer.once(stance), asking=True) if each.words]


class Sound:
    """The stretches of an answer with their points for each of several concepts."""

    def __init__(self, learned: Wording, answer: Answer, *, asking: bool = False) -> None:
        self._learned, self._stems = learned, answer.once(stance).heard.stems
        self._stretches = answer.once(_asking if asking else _stating)
        self._points = learned.points([each.words for each in self._stretches])

    def places(self, key: str, hits: Sequence[Found], least: float) -> Iterator[Found]:
        """Where a concept has enough points; `hits` are the places where its patterns are met.

        Two sentences in a row count together only when neither counts alone.
        """
        column = self._learned.column(key)
        extra = self._learned.weight(MET, column)
        enough: list[Stretch] = []
        for stretch, points in zip(self._stretches, self._points[:, column].tolist(), strict=True):
            missing = least - points
            if missing >= max(extra, 0.0) or any(map(stretch.spans, enough)):
                continue
            near = hits[
                bisect_left(hits, (stretch.first - LONGEST,)) : bisect_left(hits, (stretch.last,))
            ]
            inside = next(filter(stretch.holds, near), None)
            if inside or missing < 0.0:
                enough.append(stretch)
                yield inside or self._core(stretch, column)

    def _core(self, stretch: Stretch, column: int) -> Found:
        """The shortest run of words that carries most of the points."""
        weight = self._learned.weight
        stems = self._stems[stretch.first : stretch.last]
        gains = [max(0.0, weight(stem, column)) for stem in stems]
        for place, pair in enumerate(pairwise(stems)):
            gains[place] += max(0.0, weight(" ".join(pair), column))
        needed, best = SHOWN * sum(gains), (0, len(stems))
        first, carried = 0, 0.0
        for last, gain in enumerate(gains):
            carried += gain
            while carried - gains[first] >= needed and first < last:
                carried -= gains[first]
                first += 1
            if carried >= needed and last + 1 - first < best[1] - best[0]:
                best = first, last + 1
        return Found(stretch.first + best[0], stretch.first + best[1])


# --- concepts and claims ------------------------------------------------------------------------


def _concepts(
    name: str, answer: Answer, wrong: Mapping[str, list[Found]]
) -> Iterator[tuple[str, list[Found]]]:
    heard, learned = answer.once(stance), _learned(name)
    sounds: dict[bool, Sound] = {}
    for key, concept in rubrics.get(name).concepts.items():
        asking = concept.questions
        places = met(rubrics.ideas(name).concepts[key], heard, asking=asking)
        if learned:
            if asking not in sounds:
                sounds[asking] = Sound(learned, answer, asking=asking)
            places = sorted(set(sounds[asking].places(key, places, ENOUGH)))
        claims = wrong.get(concept.denies, [])
        yield (
            key,
            [place for place in places if not any(overlap(place, claim) for claim in claims)],
        )


def _learned(name: str, part: str = "") -> Wording | None:
    """The weights of a rubric; none for the user's own, also where it replaces a shipped one."""
    return wording(name + part) if rubrics.shipped(name) else None


def _claims(name: str, answer: Answer) -> Iterator[tuple[str, list[Found]]]:
    heard = answer.once(stance)
    learned, manner = _learned(name, ".wrong"), wording("asserted")
    patterns = rubrics.ideas(name).wrong
    hits = {
        key: [place for pattern in patterns[key] for place in pattern.find(heard.text)]
        for key in patterns
    }
    if not (learned and manner):
        for key, found in hits.items():
            yield key, sorted({hit for hit in found if heard.asserts(hit)})
        return
    sound = Sound(learned, answer)
    spoken = {
        key: set(sound.places(key, sorted(filter(heard.states, found)), CLAIMED))
        for key, found in hits.items()
    }
    for key, places in spoken.items():
        denied = {hit for hit in hits[key] if not heard.asserts(hit)}
        yield (
            key,
            sorted(
                place
                for place in places
                if _asserted(place, heard, manner, doubted=place in denied)
            ),
        )


def _asserted(place: Found, heard: Stance, manner: Wording, *, doubted: bool) -> bool:
    """Whether the sentence of a claim sounds asserted, and the next one does not take it back."""
    at = next(at for at, (_, last) in enumerate(heard.pieces) if place.first < last)
    first, last = heard.pieces[at][0], max(heard.pieces[at][1], place.last)
    needed = ASSERTED + (DOUBTED if doubted else 0.0)
    if _sounds(first, last, heard, manner) <= needed:
        return False
    after = next((piece for piece in heard.pieces if piece[0] >= last), None)
    if after is None or not _denies(after, heard):
        return True
    return _sounds(*after, heard, manner) > TAKEN_BACK


def _denies(piece: tuple[int, int], heard: Stance) -> bool:
    """Whether a sentence holds a word of denial."""
    return any(
        piece[0] <= cue.first < piece[1]
        for name in ("refuted", "unhelpful")
        for cue in heard.cues(name)
    )


def _sounds(first: int, last: int, heard: Stance, manner: Wording) -> float:
    """Points for sounding asserted."""
    words = stance_words(stretch_of(heard, first, last), heard)
    return float(manner.points([words])[0, 0])


CUES = ("refuted", "reported", "unhelpful", "harmless")
"""Sets of words that tell how a claim is meant."""


def stance_words(stretch: Stretch, heard: Stance) -> set[str]:
    """Words of a stretch, and `<refuted>` and so on where such a cue stands in it."""
    cues = {f"<{cue}>" for cue in CUES if any(map(stretch.holds, heard.cues(cue)))}
    return {*stretch.words, *cues}


def overlap(one: Found, other: Found) -> bool:
    """Whether two places share a word."""
    return one.first < other.last and other.first < one.last


def apart(places: Iterable[Found]) -> list[Found]:
    """Of places that overlap, the first."""
    kept: list[Found] = []
    for place in places:
        if not kept or place.first >= kept[-1].last:
            kept.append(place)
    return kept
